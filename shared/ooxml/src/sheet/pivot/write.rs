//! The parts of a pivot table: its definition, its cache and the cache's records.

mod lines;

use std::fmt::Write;

use super::filter::Filter;
use super::layout::Layout;
use super::{AxisField, FilterKind, Item, PivotField, PivotTable, SortOrder};
use crate::dom::escape::escape_attribute;
use crate::sheet::workbook::{ORDER, SheetError, Workbook};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
const REL: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// The names of a table's parts, and of its relationship to the records.
#[derive(Debug, Clone)]
pub struct Parts {
    table: String,
    cache: String,
    records: String,
    records_id: String,
    cache_id: u32,
}

fn flag(out: &mut String, name: &str, value: bool) {
    let _ = write!(out, " {name}=\"{}\"", u8::from(value));
}

fn attr(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"{}\"", escape_attribute(value));
}

fn item(out: &mut String, item: &Item) {
    let (name, value) = match item {
        Item::Blank => {
            out.push_str("<m/>");
            return;
        }
        Item::Number(number) => ("n", number.to_string()),
        Item::Text(text) => ("s", text.clone()),
        Item::Bool(value) => ("b", u8::from(*value).to_string()),
        Item::Error(text) => ("e", text.clone()),
    };
    let _ = write!(out, "<{name} v=\"{}\"/>", escape_attribute(&value));
}

impl PivotTable {
    /// Writes the parts of the table anew; the first time they are made.
    ///
    /// # Errors
    /// A sheet of the table is gone, or the table does not fit.
    pub fn write(&mut self, book: &mut Workbook) -> Result<(), SheetError> {
        let source = book.sheet_name(self.source.0)?.to_owned();
        let sheet_part = book.sheet_part(self.sheet)?.to_owned();
        let Some(layout) = self.layout() else {
            return Err(SheetError::PushedOff);
        };
        let parts = match self.parts.clone() {
            Some(parts) => parts,
            None => new_parts(book, &sheet_part),
        };
        let package = &mut book.package;
        let kind = |name: &str| format!("{KIND}{name}+xml");
        let cache = self.cache(&source, &parts.records_id);
        package.set_part(&parts.cache, &kind("pivotCacheDefinition"), cache);
        package.set_part(
            &parts.records,
            &kind("pivotCacheRecords"),
            self.record_list(),
        );
        let table = self.definition(&layout, parts.cache_id);
        package.set_part(&parts.table, &kind("pivotTable"), table);
        self.parts = Some(parts);
        Ok(())
    }

    fn cache(&self, sheet: &str, records_id: &str) -> String {
        let mut out = format!("{HEAD}<pivotCacheDefinition {MAIN} {REL}");
        attr(&mut out, "r:id", records_id);
        let _ = write!(
            out,
            " refreshOnLoad=\"0\" createdVersion=\"4\" refreshedVersion=\"4\" minRefreshableVersion=\"3\" recordCount=\"{}\">",
            self.records.len()
        );
        out.push_str("<cacheSource type=\"worksheet\"><worksheetSource");
        attr(&mut out, "ref", &self.source.1.name());
        attr(&mut out, "sheet", sheet);
        let _ = write!(
            out,
            "/></cacheSource><cacheFields count=\"{}\">",
            self.fields.len()
        );
        for field in &self.fields {
            cache_field(&mut out, field);
        }
        out.push_str("</cacheFields></pivotCacheDefinition>");
        out
    }

    fn record_list(&self) -> String {
        let mut out = format!(
            "{HEAD}<pivotCacheRecords {MAIN} {REL} count=\"{}\">",
            self.records.len()
        );
        for record in &self.records {
            out.push_str("<r>");
            for number in record {
                let _ = write!(out, "<x v=\"{number}\"/>");
            }
            out.push_str("</r>");
        }
        out.push_str("</pivotCacheRecords>");
        out
    }

    fn definition(&self, layout: &Layout, cache_id: u32) -> String {
        let mut out = format!("{HEAD}<pivotTableDefinition {MAIN}");
        attr(&mut out, "name", &self.name);
        let _ = write!(out, " cacheId=\"{cache_id}\" dataCaption=\"Values\"");
        let on_rows = self.rows.contains(&AxisField::Values);
        flag(&mut out, "dataOnRows", on_rows);
        for name in ["Number", "Border", "Font", "Pattern", "Alignment"] {
            flag(&mut out, &format!("apply{name}Formats"), false);
        }
        flag(&mut out, "applyWidthHeightFormats", true);
        if let Some(name) = &self.grand_name {
            attr(&mut out, "grandTotalCaption", name);
        }
        // The file's names are crossed over: the last line belongs to the columns.
        flag(&mut out, "rowGrandTotals", self.column_grand);
        flag(&mut out, "colGrandTotals", self.row_grand);
        flag(&mut out, "showHeaders", self.captions);
        flag(&mut out, "compact", self.compact);
        flag(&mut out, "compactData", self.compact);
        flag(&mut out, "pageOverThenDown", self.page_over);
        let _ = write!(out, " pageWrap=\"{}\"", self.page_wrap);
        out.push_str(
            " updatedVersion=\"4\" minRefreshableVersion=\"3\" useAutoFormatting=\"1\" itemPrintTitles=\"1\" createdVersion=\"4\" indent=\"0\" outline=\"1\" outlineData=\"1\" multipleFieldFilters=\"0\"><location",
        );
        attr(&mut out, "ref", &layout.ranges.table.name());
        let _ = write!(
            out,
            " firstHeaderRow=\"1\" firstDataRow=\"{}\" firstDataCol=\"{}\"",
            layout.header_rows, layout.label_columns
        );
        if !self.pages.is_empty() {
            let _ = write!(
                out,
                " rowPageCount=\"{}\" colPageCount=\"1\"",
                self.pages.len()
            );
        }
        let _ = write!(out, "/><pivotFields count=\"{}\">", self.fields.len());
        for (number, field) in self.fields.iter().enumerate() {
            self.pivot_field(&mut out, number, field);
        }
        out.push_str("</pivotFields>");
        lines::axis(&mut out, "row", &self.rows, &layout.rows);
        lines::axis(&mut out, "col", &self.columns, &layout.columns);
        self.page_fields(&mut out);
        self.data_fields(&mut out);
        out.push_str("<pivotTableStyleInfo");
        attr(&mut out, "name", &self.style);
        let names = [
            "showRowHeaders",
            "showColHeaders",
            "showRowStripes",
            "showColStripes",
        ];
        for (name, shown) in names.into_iter().zip(self.style_shows) {
            flag(&mut out, name, shown);
        }
        out.push_str(" showLastColumn=\"1\"/>");
        self.filters(&mut out);
        if !self.title.is_empty() || !self.description.is_empty() {
            out.push_str("<extLst><ext uri=\"{962EF5D1-5CA2-4c93-8EF4-DBF5C05439D2}\" xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\"><x14:pivotTableDefinition");
            attr(&mut out, "altText", &self.title);
            attr(&mut out, "altTextSummary", &self.description);
            out.push_str("/></ext></extLst>");
        }
        out.push_str("</pivotTableDefinition>");
        out
    }

    fn pivot_field(&self, out: &mut String, number: usize, field: &PivotField) {
        out.push_str("<pivotField");
        if let Some(caption) = &field.caption {
            attr(out, "name", caption);
        }
        let place = self.place(number);
        if let Some((axis, _)) = place {
            attr(
                out,
                "axis",
                match axis {
                    super::Axis::Rows => "axisRow",
                    super::Axis::Columns => "axisCol",
                    super::Axis::Pages => "axisPage",
                },
            );
        }
        if self.data.iter().any(|data| data.field == number) {
            flag(out, "dataField", true);
        }
        if let Some(caption) = &field.subtotal_caption {
            attr(out, "subtotalCaption", caption);
        }
        for (name, value, default) in [
            ("compact", field.compact, true),
            ("outline", field.outline, true),
            ("subtotalTop", field.subtotal_top, true),
            ("insertBlankRow", field.blank_line, false),
            ("insertPageBreak", field.page_break, false),
            ("dragToRow", field.drag.first() != Some(&false), true),
            ("dragToCol", field.drag.get(1) != Some(&false), true),
            ("dragToPage", field.drag.get(2) != Some(&false), true),
            ("dragToData", field.drag.get(3) != Some(&false), true),
            (
                "defaultSubtotal",
                field.subtotals && field.functions.is_empty(),
                true,
            ),
        ] {
            if value != default {
                flag(out, name, value);
            }
        }
        flag(out, "showAll", field.show_all);
        if field.subtotals {
            for function in &field.functions {
                flag(out, &format!("{}Subtotal", function.item_name()), true);
            }
        }
        match field.sort {
            SortOrder::Manual => {}
            SortOrder::Ascending => attr(out, "sortType", "ascending"),
            SortOrder::Descending => attr(out, "sortType", "descending"),
        }
        if place.is_none() {
            out.push_str("/>");
            return;
        }
        let ends: Vec<&str> = match (field.subtotals, field.functions.is_empty()) {
            (false, _) => Vec::new(),
            (true, true) => vec!["default"],
            (true, false) => field
                .functions
                .iter()
                .map(|function| function.item_name())
                .collect(),
        };
        let _ = write!(out, "><items count=\"{}\">", field.order.len() + ends.len());
        for item in &field.order {
            let hidden = if field.hidden.contains(item) {
                " h=\"1\""
            } else {
                ""
            };
            let _ = write!(out, "<item{hidden} x=\"{item}\"/>");
        }
        for end in ends {
            let _ = write!(out, "<item t=\"{end}\"/>");
        }
        out.push_str("</items>");
        if let Some(data) = field.sort_by {
            let _ = write!(
                out,
                "<autoSortScope><pivotArea dataOnly=\"0\" outline=\"0\" fieldPosition=\"0\"><references count=\"1\"><reference field=\"4294967294\" count=\"1\" selected=\"0\"><x v=\"{data}\"/></reference></references></pivotArea></autoSortScope>"
            );
        }
        out.push_str("</pivotField>");
    }

    fn page_fields(&self, out: &mut String) {
        if self.pages.is_empty() {
            return;
        }
        let _ = write!(out, "<pageFields count=\"{}\">", self.pages.len());
        for number in &self.pages {
            let _ = write!(out, "<pageField fld=\"{number}\"");
            if let Some(field) = self
                .fields
                .get(*number)
                .filter(|field| !field.hidden.is_empty())
            {
                let mut places = field
                    .order
                    .iter()
                    .enumerate()
                    .filter(|(_, item)| !field.hidden.contains(item));
                if let (Some((place, _)), None) = (places.next(), places.next()) {
                    let _ = write!(out, " item=\"{place}\"");
                }
            }
            out.push_str(" hier=\"-1\"/>");
        }
        out.push_str("</pageFields>");
    }

    fn data_fields(&self, out: &mut String) {
        if self.data.is_empty() {
            return;
        }
        let _ = write!(out, "<dataFields count=\"{}\">", self.data.len());
        for data in &self.data {
            out.push_str("<dataField");
            attr(out, "name", &data.name);
            let _ = write!(out, " fld=\"{}\"", data.field);
            if data.function != super::Function::Sum {
                attr(out, "subtotal", data.function.file_name());
            }
            out.push_str(" baseField=\"0\" baseItem=\"0\"");
            if let Some(number) = data.format_id {
                let _ = write!(out, " numFmtId=\"{number}\"");
            }
            out.push_str("/>");
        }
        out.push_str("</dataFields>");
    }

    fn filters(&self, out: &mut String) {
        let all: Vec<(usize, &Filter)> = self
            .fields
            .iter()
            .enumerate()
            .flat_map(|(number, field)| field.filters.iter().map(move |filter| (number, filter)))
            .collect();
        if all.is_empty() {
            return;
        }
        let _ = write!(out, "<filters count=\"{}\">", all.len());
        for (id, (field, filter)) in all.into_iter().enumerate() {
            let _ = write!(
                out,
                "<filter fld=\"{field}\" type=\"{}\" evalOrder=\"-1\" id=\"{}\"",
                filter.kind.file_name(),
                id + 1
            );
            if let Some(data) = filter.data {
                let _ = write!(out, " iMeasureFld=\"{data}\"");
            }
            let (first, second) = (
                escape_attribute(&filter.values.0),
                escape_attribute(&filter.values.1),
            );
            if filter.kind.is_label() {
                let _ = write!(out, " stringValue1=\"{first}\"");
                if !second.is_empty() {
                    let _ = write!(out, " stringValue2=\"{second}\"");
                }
            }
            out.push_str("><autoFilter ref=\"A1\"><filterColumn colId=\"0\">");
            match filter.kind {
                FilterKind::Top(share, top) => {
                    let _ = write!(
                        out,
                        "<top10 top=\"{}\" percent=\"{}\" val=\"{first}\" filterVal=\"{first}\"/>",
                        u8::from(top),
                        u8::from(share == super::filter::Share::Percent)
                    );
                }
                FilterKind::Caption(_) | FilterKind::Value(_) => {
                    let _ = write!(
                        out,
                        "<customFilters><customFilter val=\"{first}\"/></customFilters>"
                    );
                }
            }
            out.push_str("</filterColumn></autoFilter></filter>");
        }
        out.push_str("</filters>");
    }
}

fn new_parts(book: &mut Workbook, sheet_part: &str) -> Parts {
    let root = book.root();
    let main = book.package.main_part().to_owned();
    let package = &mut book.package;
    let mut new = |start: &str| {
        let name = package.free_name(start, ".xml");
        // The name is taken at once, so that the next one is another.
        package.set_part(&name, "application/xml", "<x/>");
        name
    };
    let table = new("/xl/pivotTables/pivotTable");
    let cache = new("/xl/pivotCache/pivotCacheDefinition");
    let records = new("/xl/pivotCache/pivotCacheRecords");
    package.add_relationship(sheet_part, "pivotTable", &table, false);
    package.add_relationship(&table, "pivotCacheDefinition", &cache, false);
    let records_id = package.add_relationship(&cache, "pivotCacheRecords", &records, false);
    let relation = package.add_relationship(&main, "pivotCacheDefinition", &cache, false);
    let dom = &mut package.dom;
    let list = dom.ensure_child(root, "pivotCaches", ORDER);
    let cache_id = dom
        .elements(list, "pivotCache")
        .filter_map(|node| dom.attr(node, "cacheId")?.parse::<u32>().ok())
        .max()
        .map_or(0, |last| last.saturating_add(1));
    let node = dom.element_with(
        "pivotCache",
        &[("cacheId", &cache_id.to_string()), ("r:id", &relation)],
    );
    dom.append(list, node);
    Parts {
        table,
        cache,
        records,
        records_id,
        cache_id,
    }
}

fn cache_field(out: &mut String, field: &PivotField) {
    out.push_str("<cacheField");
    attr(out, "name", &field.source_name);
    out.push_str(" numFmtId=\"0\"><sharedItems");
    let has = |test: fn(&Item) -> bool| field.items.iter().any(test);
    let texts = has(|item| matches!(item, Item::Text(_) | Item::Bool(_) | Item::Error(_)));
    let blank = has(|item| matches!(item, Item::Blank));
    let numbers: Vec<f64> = field
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    if !numbers.is_empty() {
        if texts {
            flag(out, "containsMixedTypes", true);
        } else {
            if !blank {
                flag(out, "containsSemiMixedTypes", false);
            }
            flag(out, "containsString", false);
        }
        flag(out, "containsNumber", true);
        if numbers.iter().all(|number| number.fract() == 0.0) {
            flag(out, "containsInteger", true);
        }
    }
    if blank {
        flag(out, "containsBlank", true);
    }
    if !numbers.is_empty() {
        let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let _ = write!(out, " minValue=\"{least}\" maxValue=\"{most}\"");
    }
    let _ = write!(out, " count=\"{}\">", field.items.len());
    for value in &field.items {
        item(out, value);
    }
    out.push_str("</sharedItems></cacheField>");
}
