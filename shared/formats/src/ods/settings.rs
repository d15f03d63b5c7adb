//! Settings of the view (ODF 1.3 part 3, 3.10): what LibreOffice calls them in `settings.xml`.

use std::collections::HashMap;
use std::io::BufRead;

use spindle_model::convert::ConvertError;
use spindle_model::workbook::{MAX_COLUMNS, MAX_ROWS, Sheet, Workbook};

use super::xml::{Pull, Token, attribute, escape};

/// The mode of a split that stays where it is.
const FROZEN: &str = "2";

/// What the settings say.
#[derive(Debug, Default)]
pub(super) struct Settings {
    tables: HashMap<String, HashMap<String, String>>,
    active: Option<String>,
    /// For all sheets, in files of programs that do not say it of each.
    hide_grid: bool,
}

impl Settings {
    /// Reads the settings that were just begun, up to their end.
    pub(super) fn read<R: BufRead>(&mut self, pull: &mut Pull<R>) -> Result<(), ConvertError> {
        let inside = pull.depth();
        // Entries by the depth at which they end: those of the sheets are within the map called `Tables`.
        let mut in_tables: Option<usize> = None;
        let mut table: Option<(usize, String)> = None;
        loop {
            match pull.next()? {
                Token::Start(element) => {
                    let name = element.attribute("config:name").unwrap_or_default();
                    match element.name() {
                        "config:config-item-map-named" if name == "Tables" => {
                            in_tables = Some(pull.depth());
                        }
                        "config:config-item-map-entry" if in_tables.is_some() => {
                            table = Some((pull.depth(), name));
                        }
                        "config:config-item" => {
                            let value = pull.text(1 << 10)?;
                            self.item(table.as_ref().map(|(_, name)| name), name, value);
                        }
                        _ => {}
                    }
                }
                Token::Eof => return Ok(()),
                _ => {}
            }
            let depth = pull.depth();
            if table.as_ref().is_some_and(|(until, _)| depth < *until) {
                table = None;
            }
            if in_tables.is_some_and(|until| depth < until) {
                in_tables = None;
            }
            if depth < inside {
                return Ok(());
            }
        }
    }

    fn item(&mut self, table: Option<&String>, name: String, value: String) {
        match (table, name.as_str()) {
            (
                Some(table),
                "HorizontalSplitMode"
                | "VerticalSplitMode"
                | "HorizontalSplitPosition"
                | "VerticalSplitPosition"
                | "ShowGrid",
            ) => {
                let items = self.tables.entry(table.clone()).or_default();
                items.insert(name, value);
            }
            (None, "ActiveTable") => self.active = Some(value),
            (None, "ShowGrid") => self.hide_grid = value == "false",
            _ => {}
        }
    }

    /// Sets what they say of the workbook.
    pub(super) fn apply(&self, book: &mut Workbook) {
        for sheet in &mut book.sheets {
            let items = self.tables.get(&sheet.name);
            let item = |name: &str| {
                let items = items?;
                items.get(name).map(String::as_str)
            };
            let split = |mode: &str, position: &str, most: u32| match item(mode) {
                Some(FROZEN) => item(position)
                    .and_then(|position| position.parse::<u32>().ok())
                    .map_or(0, |position| position.min(most - 1)),
                _ => 0,
            };
            sheet.frozen_columns = split(
                "HorizontalSplitMode",
                "HorizontalSplitPosition",
                MAX_COLUMNS,
            );
            sheet.frozen_rows = split("VerticalSplitMode", "VerticalSplitPosition", MAX_ROWS);
            sheet.hide_grid = match item("ShowGrid") {
                Some(shown) => shown == "false",
                None => self.hide_grid && items.is_none(),
            };
        }
        let active = self.active.as_ref().and_then(|name| {
            let mut sheets = book.sheets.iter();
            sheets.position(|sheet| sheet.name == *name)
        });
        book.active = active.unwrap_or(0);
    }
}

/// `settings.xml`.
pub(super) fn write(book: &Workbook) -> String {
    let mut out = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-settings ",
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" ",
        "xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" ",
        "xmlns:ooo=\"http://openoffice.org/2004/office\" office:version=\"1.3\"><office:settings>",
        "<config:config-item-set config:name=\"ooo:view-settings\">",
        "<config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>",
        "<config:config-item config:name=\"ViewId\" config:type=\"string\">view1</config:config-item>",
        "<config:config-item-map-named config:name=\"Tables\">"
    ));
    for sheet in &book.sheets {
        write_sheet(sheet, &mut out);
    }
    out.push_str("</config:config-item-map-named>");
    if let Some(sheet) = book.sheets.get(book.active) {
        item("ActiveTable", "string", &sheet.name, &mut out);
    }
    out.push_str(concat!(
        "</config:config-item-map-entry></config:config-item-map-indexed>",
        "</config:config-item-set></office:settings></office:document-settings>"
    ));
    out
}

fn write_sheet(sheet: &Sheet, out: &mut String) {
    out.push_str("<config:config-item-map-entry");
    attribute("config:name", &sheet.name, out);
    out.push('>');
    let mut split = |mode: &str, position: &str, frozen: u32| {
        if frozen > 0 {
            item(mode, "short", FROZEN, out);
            item(position, "int", &frozen.to_string(), out);
        }
    };
    split(
        "HorizontalSplitMode",
        "HorizontalSplitPosition",
        sheet.frozen_columns,
    );
    split(
        "VerticalSplitMode",
        "VerticalSplitPosition",
        sheet.frozen_rows,
    );
    if sheet.frozen_rows > 0 || sheet.frozen_columns > 0 {
        // The pane that the cursor is in, and where the panes begin.
        let pane = match (sheet.frozen_rows > 0, sheet.frozen_columns > 0) {
            (true, true) => "3",
            (true, false) => "2",
            _ => "1",
        };
        item("ActiveSplitRange", "short", pane, out);
        item(
            "PositionRight",
            "int",
            &sheet.frozen_columns.to_string(),
            out,
        );
        item("PositionBottom", "int", &sheet.frozen_rows.to_string(), out);
    }
    let grid = if sheet.hide_grid { "false" } else { "true" };
    item("ShowGrid", "boolean", grid, out);
    out.push_str("</config:config-item-map-entry>");
}

fn item(name: &str, kind: &str, value: &str, out: &mut String) {
    out.push_str("<config:config-item");
    attribute("config:name", name, out);
    attribute("config:type", kind, out);
    out.push('>');
    escape(value, out);
    out.push_str("</config:config-item>");
}
