//! The formulas of all sheets follow what happens to one.

use crate::formula::{Event, Follow};
use crate::json::{Node, Object};
use crate::table::table;
use crate::workbook::Workbook;

/// Rewrites the formulas that are about the sheet with this key. What is not of the shape of cells stays as it is.
pub(super) fn all<'e>(workbook: &mut Workbook, key: &str, event: impl Fn() -> Event<'e>) {
    let (keys, names) = (workbook.sheet_keys(), workbook.sheet_names());
    let own = keys.iter().position(|known| known == key);
    let Some(name) = own.and_then(|own| names.get(own)) else {
        return;
    };
    let Some(sheets) = workbook.sheets() else {
        return;
    };
    for known in &keys {
        let follow = Follow {
            sheet: name,
            own: known == key,
            event: event(),
        };
        if let Some(sheet) = sheets.get_mut(known).and_then(Node::object) {
            formulas(sheet, &follow);
        }
    }
}

/// Rewrites the formulas of a sheet.
fn formulas(sheet: &mut Object, follow: &Follow<'_>) {
    let Ok(Some(table)) = table(sheet, "data") else {
        return;
    };
    for row in &mut table.entries {
        // A row without a formula is not opened.
        let may = row
            .value
            .as_raw()
            .is_none_or(|raw| memchr::memmem::find(raw.as_bytes(), b"\"formula\"").is_some());
        if row.index().is_none() || row.value.is_null() || !may {
            continue;
        }
        let Some(cells) = row.value.as_object() else {
            continue;
        };
        let mut cells = cells.into_owned();
        let mut changed = false;
        for entry in &mut cells.entries {
            let Some(cell) = entry.value.as_object() else {
                continue;
            };
            let Some(formula) = cell.get("formula").and_then(Node::as_text) else {
                continue;
            };
            let text = follow.formula(&formula);
            if text != formula {
                let mut cell = cell.into_owned();
                cell.set("formula", Node::of_text(&text));
                entry.value = Node::Object(cell);
                changed = true;
            }
        }
        if changed {
            row.value = Node::Object(cells).closed();
        }
    }
}
