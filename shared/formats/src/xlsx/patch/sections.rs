//! What a sheet says beside its cells: columns, merged cells, views, links.

use std::collections::HashMap;
use std::fmt::Write as _;

use spindle_model::convert::Job;
use spindle_model::workbook::{CellLink, Columns, MAX_COLUMNS, MAX_ROWS, Sheet};
use spindle_ooxml::sheet::reference::CellPos;

use super::Patch;
use super::difference::SheetDifference;
use super::sheet::Part;
use super::text::{Attributes, elements};
use crate::xlsx::chars::push_attribute;
use crate::xlsx::geometry::characters;
use crate::xlsx::read::sheet::range;
use crate::xlsx::write::REL;
use crate::xlsx::write::sheet::{MAX_HREF, USUAL_WIDTH, name, uri};

impl Patch<'_> {
    /// Writes what a sheet differs in beside its cells.
    pub(super) fn sections(
        &mut self,
        part_name: &str,
        part: &mut Part<'_>,
        was: &Sheet,
        sheet: &Sheet,
        difference: &SheetDifference<'_>,
        job: &mut Job<'_>,
    ) {
        if difference.tab {
            tab(part, sheet);
        }
        if difference.grid || difference.frozen {
            view(part, sheet, difference);
        }
        if difference.sizes {
            sizes(part, sheet);
        }
        if difference.columns {
            self.columns(part, was, sheet);
        }
        if difference.merges {
            merges(part, sheet);
        }
        if difference.links {
            self.links(part_name, part, was, sheet, job);
        }
    }

    /// Writes `cols` (18.3.1.17); settings that are as they were stay as they are spelled.
    fn columns(&mut self, part: &mut Part<'_>, was: &Sheet, sheet: &Sheet) {
        let mut spelled: HashMap<(u32, u32), &str> = HashMap::new();
        if let Some(cols) = part.child("cols") {
            for col in elements(part.text, cols.inside.clone()).unwrap_or_default() {
                let tag = part.slice(&col.tag);
                let attributes = Attributes::of(tag);
                if let (Some(first), Some(last)) =
                    (attributes.number("min"), attributes.number("max"))
                {
                    spelled.insert((first, last.min(MAX_COLUMNS)), part.slice(&col.all));
                }
            }
        }
        let old: HashMap<(u32, u32), &Columns> = was
            .columns
            .iter()
            .map(|columns| ((columns.first, columns.last), columns))
            .collect();
        let prefix = part.prefix;
        let mut text = String::new();
        for columns in &sheet.columns {
            if columns.first > columns.last || columns.first >= MAX_COLUMNS {
                continue;
            }
            let (first, last) = (
                columns.first.saturating_add(1),
                columns.last.min(MAX_COLUMNS - 1).saturating_add(1),
            );
            let raw = spelled.get(&(first, last)).copied();
            let mut attributes = Attributes::of(raw.unwrap_or_default());
            let known = old.get(&(columns.first, columns.last)).copied();
            attributes.set("min", Some(&first.to_string()));
            attributes.set("max", Some(&last.to_string()));
            let has_width = attributes.get("width").is_some();
            if !has_width || known.map(|known| known.width) != Some(columns.width) {
                let width = columns.width.or(sheet.default_width).unwrap_or(USUAL_WIDTH);
                attributes.set("width", Some(&characters(width).to_string()));
                attributes.set("customWidth", columns.width.is_some().then_some("1"));
                attributes.set("bestFit", None);
            }
            if known.map(|known| known.hidden) != Some(columns.hidden) {
                attributes.set("hidden", columns.hidden.then_some("1"));
            }
            let before = attributes.number("style").unwrap_or(0);
            let format = self.formats.index(before, columns.style);
            if format != before {
                attributes.set(
                    "style",
                    (format != 0).then(|| format.to_string()).as_deref(),
                );
            }
            let _ = write!(text, "<{prefix}col");
            attributes.push(&mut text);
            text.push_str("/>");
        }
        if !text.is_empty() {
            text = format!("<{prefix}cols>{text}</{prefix}cols>");
        }
        part.put("cols", text);
    }

    /// Writes `hyperlinks` (18.3.1.48); links that are as they were stay as they are spelled.
    fn links(
        &mut self,
        part_name: &str,
        part: &mut Part<'_>,
        was: &Sheet,
        sheet: &Sheet,
        job: &mut Job<'_>,
    ) {
        let mut spelled: Vec<(spindle_model::workbook::Range, &str, bool)> = Vec::new();
        if let Some(links) = part.child("hyperlinks") {
            for link in elements(part.text, links.inside.clone()).unwrap_or_default() {
                let attributes = Attributes::of(part.slice(&link.tag));
                if let Some(range) = attributes.get("ref").and_then(range) {
                    spelled.push((range, part.slice(&link.all), false));
                }
            }
        }
        let prefix = part.prefix;
        let mut text = String::new();
        let same = |one: &CellLink, other: &CellLink| one == other;
        for link in &sheet.links {
            let inside = |outer: &spindle_model::workbook::Range| {
                outer.first_row <= link.range.first_row
                    && outer.first_column <= link.range.first_column
                    && outer.last_row >= link.range.last_row
                    && outer.last_column >= link.range.last_column
            };
            if was.links.iter().any(|old| same(old, link))
                && let Some((_, raw, done)) = spelled.iter_mut().find(|(known, ..)| inside(known))
            {
                if !std::mem::replace(done, true) {
                    text.push_str(raw);
                }
                continue;
            }
            if link.href.is_empty() || link.href.chars().count() > MAX_HREF {
                job.warn("links-dropped", "links that are too long were dropped");
                continue;
            }
            let _ = write!(text, "<{prefix}hyperlink ref=\"{}\"", name(link.range));
            let (address, place) = match link.href.split_once('#') {
                Some((address, place)) => (address, Some(place)),
                None => (link.href.as_str(), None),
            };
            if !address.is_empty() {
                let id = self
                    .package
                    .add_relationship(part_name, "hyperlink", &uri(address), true);
                // The prefix is declared here, whatever the sheet calls it.
                let space = relationships(part, self.package.is_strict());
                let _ = write!(text, " xmlns:r=\"{space}\" r:id=\"{id}\"");
            }
            if let Some(place) = place {
                text.push_str(" location=\"");
                push_attribute(&mut text, place);
                text.push('"');
            }
            text.push_str("/>");
        }
        if !text.is_empty() {
            text = format!("<{prefix}hyperlinks>{text}</{prefix}hyperlinks>");
        }
        part.put("hyperlinks", text);
    }
}

/// The namespace of relationships that a sheet uses.
fn relationships(part: &Part<'_>, strict: bool) -> &'static str {
    const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    if strict && !part.slice(&part.root.tag).contains(REL) {
        STRICT
    } else {
        REL
    }
}

fn merges(part: &mut Part<'_>, sheet: &Sheet) {
    let prefix = part.prefix;
    let mut text = String::new();
    if !sheet.merges.is_empty() {
        let _ = write!(
            text,
            "<{prefix}mergeCells count=\"{}\">",
            sheet.merges.len()
        );
        for range in &sheet.merges {
            let _ = write!(text, "<{prefix}mergeCell ref=\"{}\"/>", name(*range));
        }
        let _ = write!(text, "</{prefix}mergeCells>");
    }
    part.put("mergeCells", text);
}

/// Sets the colour of the tab in `sheetPr` (18.3.1.82).
fn tab(part: &mut Part<'_>, sheet: &Sheet) {
    let prefix = part.prefix;
    let color = sheet
        .tab_color
        .map(|color| format!("<{prefix}tabColor rgb=\"FF{}\"/>", color.hex()))
        .unwrap_or_default();
    let Some(element) = part.child("sheetPr").cloned() else {
        if !color.is_empty() {
            part.put(
                "sheetPr",
                format!("<{prefix}sheetPr>{color}</{prefix}sheetPr>"),
            );
        }
        return;
    };
    if element.is_closed() {
        let tag = part.slice(&element.tag).trim_end_matches("/>");
        part.put("sheetPr", format!("{tag}>{color}</{prefix}sheetPr>"));
        return;
    }
    let inner = elements(part.text, element.inside.clone()).unwrap_or_default();
    match inner.iter().find(|inner| inner.name == "tabColor") {
        Some(known) => part.edits.replace(known.all.clone(), color),
        None => part.edits.insert(element.inside.start, color),
    }
}

/// Sets lines and frozen cells in the first of `sheetViews` (18.3.1.88).
fn view(part: &mut Part<'_>, sheet: &Sheet, difference: &SheetDifference<'_>) {
    let prefix = part.prefix;
    let views = part.child("sheetViews").cloned();
    let view = views.as_ref().and_then(|views| {
        let views = elements(part.text, views.inside.clone())?;
        views.into_iter().find(|view| view.name == "sheetView")
    });
    let mut attributes = match &view {
        Some(view) => Attributes::of(part.slice(&view.tag)),
        None => Attributes::of(" workbookViewId=\"0\""),
    };
    if difference.grid {
        attributes.set("showGridLines", sheet.hide_grid.then_some("0"));
    }
    let pane = difference.frozen.then(|| pane(sheet, prefix));
    if difference.frozen {
        attributes.set("topLeftCell", None);
    }
    let mut tag = format!("<{prefix}sheetView");
    attributes.push(&mut tag);
    let whole = |inside: &str| format!("{tag}>{inside}</{prefix}sheetView>");
    let Some(view) = view else {
        let text = whole(pane.as_deref().unwrap_or_default());
        part.put(
            "sheetViews",
            format!("<{prefix}sheetViews>{text}</{prefix}sheetViews>"),
        );
        return;
    };
    if view.is_closed() {
        let text = whole(pane.as_deref().unwrap_or_default());
        part.edits.replace(view.all, text);
        return;
    }
    part.edits.replace(view.tag.clone(), format!("{tag}>"));
    if let Some(pane) = pane {
        for inner in elements(part.text, view.inside.clone()).unwrap_or_default() {
            if matches!(inner.name, "pane" | "selection") {
                part.edits.replace(inner.all, String::new());
            }
        }
        part.edits.insert(view.inside.start, pane);
    }
}

fn pane(sheet: &Sheet, prefix: &str) -> String {
    let rows = sheet.frozen_rows.min(MAX_ROWS - 1);
    let columns = sheet.frozen_columns.min(MAX_COLUMNS - 1);
    if rows == 0 && columns == 0 {
        return String::new();
    }
    let mut text = format!("<{prefix}pane");
    for (name, count) in [("xSplit", columns), ("ySplit", rows)] {
        if count > 0 {
            let _ = write!(text, " {name}=\"{count}\"");
        }
    }
    let active = match (rows > 0, columns > 0) {
        (true, true) => "bottomRight",
        (true, false) => "bottomLeft",
        _ => "topRight",
    };
    let corner = CellPos::new(rows, columns).name();
    let _ = write!(
        text,
        " topLeftCell=\"{corner}\" activePane=\"{active}\" state=\"frozen\"/><{prefix}selection pane=\"{active}\"/>"
    );
    text
}

/// Sets the usual sizes in `sheetFormatPr` (18.3.1.81).
fn sizes(part: &mut Part<'_>, sheet: &Sheet) {
    let known = part.child("sheetFormatPr").cloned();
    let mut attributes = match &known {
        Some(known) => Attributes::of(part.slice(&known.tag)),
        None => Attributes::of(""),
    };
    if let Some(width) = sheet.default_width {
        attributes.set("defaultColWidth", Some(&characters(width).to_string()));
    } else {
        attributes.set("defaultColWidth", None);
    }
    let height = sheet.default_height.unwrap_or(15.0).to_string();
    if attributes.get("defaultRowHeight") != Some(height.as_str()) {
        attributes.set("defaultRowHeight", Some(&height));
        attributes.set(
            "customHeight",
            sheet.default_height.is_some().then_some("1"),
        );
    }
    let mut text = format!("<{}sheetFormatPr", part.prefix);
    attributes.push(&mut text);
    text.push_str("/>");
    part.put("sheetFormatPr", text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_a_view_are_changed_and_others_kept() {
        let text = "<worksheet><sheetViews><sheetView zoomScale=\"80\" workbookViewId=\"0\">\
                    <selection activeCell=\"B2\"/><extLst/></sheetView></sheetViews><sheetData/></worksheet>";
        let mut part = Part::new(text).unwrap();
        let sheet = Sheet {
            frozen_rows: 1,
            hide_grid: true,
            ..Sheet::default()
        };
        let difference = SheetDifference {
            frozen: true,
            grid: true,
            ..SheetDifference::default()
        };
        view(&mut part, &sheet, &difference);
        let edits = std::mem::take(&mut part.edits);
        assert_eq!(
            edits.apply(text).unwrap(),
            "<worksheet><sheetViews><sheetView zoomScale=\"80\" workbookViewId=\"0\" showGridLines=\"0\">\
             <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
             <selection pane=\"bottomLeft\"/><extLst/></sheetView></sheetViews><sheetData/></worksheet>"
        );
    }
}
