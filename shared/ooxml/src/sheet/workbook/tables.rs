//! Tables of a worksheet (ECMA-376 Part 1, 18.5).

use std::collections::HashSet;

use super::{SheetError, SheetId, Workbook};
use crate::dom::escape::escape_attribute;
use crate::sheet::display::general;
use crate::sheet::grid::{Content, ContentView};
use crate::sheet::reference::{Area, CellPos, MAX_ROWS};
use crate::sheet::worksheet::ORDER;

const TABLE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";
/// Columns that a table gets at once.
const MAX_COLUMNS: u32 = 2_048;

impl Workbook {
    /// The areas of a worksheet's tables.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`], or a table cannot be read.
    pub fn tables(&mut self, id: SheetId) -> Result<Vec<Area>, SheetError> {
        let part = self.sheet_part(id)?.to_owned();
        let parts: Vec<String> = self
            .package
            .relationships(&part)
            .iter()
            .filter(|relationship| relationship.is("table"))
            .filter_map(|relationship| relationship.part.clone())
            .filter(|part| self.package.has_part(part))
            .collect();
        let mut areas = Vec::new();
        for part in parts {
            let root = self.package.root(&part)?;
            areas.extend(self.package.dom.attr(root, "ref").and_then(Area::parse));
        }
        Ok(areas)
    }

    /// Makes a table with a header row and a filter of an area, in a built-in style. Headers become different texts;
    /// an area of one row gets one for data. An area that is a table already is left as it is.
    ///
    /// # Errors
    /// [`SheetError::Table`] when it would overlap another table or a merged area, or is too wide.
    pub fn add_table(&mut self, id: SheetId, area: Area, style: &str) -> Result<(), SheetError> {
        let bottom = if area.rows() == 1 {
            area.last.row + 1
        } else {
            area.last.row
        };
        if bottom >= MAX_ROWS || area.cols() > MAX_COLUMNS {
            return Err(SheetError::Table("it does not fit"));
        }
        let area = Area {
            last: CellPos::new(bottom, area.last.col),
            ..area
        };
        let tables = self.tables(id)?;
        if tables.contains(&area) {
            return Ok(());
        }
        if tables.iter().any(|table| table.intersect(area).is_some()) {
            return Err(SheetError::Table("it would overlap another one"));
        }
        if self
            .sheet(id)?
            .merges
            .iter()
            .any(|merged| merged.intersect(area).is_some())
        {
            return Err(SheetError::Table("it has merged cells"));
        }
        let names = self.write_headers(id, area)?;
        let number = self.free_table_number();
        let columns: String = names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                format!(
                    "<tableColumn id=\"{}\" name=\"{}\"/>",
                    index + 1,
                    escape_attribute(name)
                )
            })
            .collect();
        let name = area.name();
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<table xmlns=\"{}\" id=\"{number}\" \
             name=\"Table{number}\" displayName=\"Table{number}\" ref=\"{name}\"><autoFilter ref=\"{name}\"/>\
             <tableColumns count=\"{}\">{columns}</tableColumns><tableStyleInfo name=\"{}\" showFirstColumn=\"0\" \
             showLastColumn=\"0\" showRowStripes=\"1\" showColumnStripes=\"0\"/></table>",
            crate::sheet::xml::MAIN,
            names.len(),
            escape_attribute(style),
        );
        let part = self.package.free_name("/xl/tables/table", ".xml");
        self.package.set_part(&part, TABLE, xml);
        let sheet_part = self.sheet_part(id)?.to_owned();
        let relation = self
            .package
            .add_relationship(&sheet_part, "table", &part, false);
        let root = self.sheet_mut(id)?.root;
        let dom = &mut self.package.dom;
        let list = dom.ensure_child(root, "tableParts", ORDER);
        let node = dom.element_with("tablePart", &[("r:id", &relation)]);
        dom.append(list, node);
        let count = dom.elements(list, "tablePart").count();
        dom.set_attr(list, "count", &count.to_string());
        Ok(())
    }

    /// Makes the header cells texts that differ, and answers them.
    fn write_headers(&mut self, id: SheetId, area: Area) -> Result<Vec<String>, SheetError> {
        let mut names: Vec<String> = Vec::new();
        let mut taken: HashSet<String> = HashSet::new();
        let mut unnamed = 0;
        for col in area.first.col..=area.last.col {
            let cell = CellPos::new(area.first.row, col);
            self.sheet(id)?;
            let content = self
                .loaded(id)
                .and_then(|sheet| sheet.grid.get(cell))
                .map(|view| view.content);
            let old = match content {
                Some(ContentView::Text(text)) => self.strings.text(text).to_owned(),
                Some(ContentView::Number(number)) => general(number),
                Some(ContentView::Bool(value)) => value.to_string().to_uppercase(),
                Some(ContentView::Error(text) | ContentView::Date(text)) => text.to_owned(),
                _ => String::new(),
            };
            let mut name = old.clone();
            let mut number = 1;
            while name.is_empty() || taken.contains(&name.to_lowercase()) {
                if old.is_empty() {
                    unnamed += 1;
                    name = format!("Column{unnamed}");
                } else {
                    number += 1;
                    name = format!("{old}{number}");
                }
            }
            taken.insert(name.to_lowercase());
            if !matches!(content, Some(ContentView::Text(_))) || name != old {
                let text = self.strings.add(&name);
                self.sheet_mut(id)?.set(cell, Content::Text(text))?;
                self.touch_formulas();
            }
            names.push(name);
        }
        Ok(names)
    }

    /// A number that no table's id and name in the workbook has.
    fn free_table_number(&mut self) -> u32 {
        let parts: Vec<String> = self
            .package
            .part_names()
            .filter(|name| name.starts_with("/xl/tables/"))
            .map(str::to_owned)
            .collect();
        let mut highest: u32 = 0;
        for part in parts {
            let Ok(root) = self.package.root(&part) else {
                continue;
            };
            let dom = &self.package.dom;
            let id = dom
                .attr(root, "id")
                .and_then(|text| text.parse().ok())
                .unwrap_or(0);
            let name = dom
                .attr(root, "displayName")
                .and_then(|name| name.strip_prefix("Table")?.parse().ok());
            highest = highest.max(id).max(name.unwrap_or(0));
        }
        highest.saturating_add(1)
    }
}
