//! The engine of online sheets takes what is written here, and its workbooks are read.

use serde_json::json;
use spindle_model::workbook::{Cell, CellStyle, Row, Sheet, Value, Workbook};
use spindle_sheet::{Outcome, Workbook as Online};

use crate::support::{read, write};

#[test]
fn commands_change_what_was_written() {
    let date = CellStyle {
        number_format: Some("yyyy/m/d".into()),
        ..CellStyle::default()
    };
    let workbook = Workbook {
        sheets: vec![Sheet {
            name: "Data".to_owned(),
            rows: vec![Row {
                index: 1,
                cells: vec![
                    Cell {
                        column: 0,
                        value: Value::Text("old".into()),
                        ..Cell::default()
                    },
                    Cell {
                        column: 2,
                        style: 1,
                        value: Value::Number(43831.0),
                        formula: None,
                    },
                ],
                ..Row::default()
            }],
            ..Sheet::default()
        }],
        styles: vec![CellStyle::default(), date],
        ..Workbook::default()
    };
    let mut online = Online::parse(&write(&workbook)).unwrap();
    assert_eq!(online.version(), 1);
    assert_eq!(online.to_tsv(), "Data\n\t\t\nold\t\t2020-01-01\n");
    let commands = [
        json!({ "cmd": "editCell", "sheetName": "Data", "row": 1, "col": 0, "newValue": "new" }),
        json!({ "cmd": "editCell", "sheetName": "Data", "row": 4, "col": 1, "newValue": "=A2" }),
        json!({ "cmd": "resizeColumn", "sheetName": "Data", "columns": [{ "col": 1 }], "size": 100 }),
        json!({ "cmd": "insertRows", "sheetName": "Data", "row": 0, "count": 1 }),
        json!({ "cmd": "insertSheet", "name": "More" }),
    ];
    for command in &commands {
        assert_eq!(online.apply(command), Ok(Outcome::Changed), "{command}");
    }
    let again = read(&online.to_json());
    let sheet = &again.sheets[0];
    assert_eq!(sheet.cell(2, 0).unwrap().value, Value::Text("new".into()));
    let moved = sheet.cell(2, 2).unwrap();
    assert_eq!(moved.value, Value::Number(43831.0));
    assert_eq!(
        again.styles[moved.style as usize].number_format.as_deref(),
        Some("yyyy/m/d")
    );
    // The formula follows the row that it names.
    assert_eq!(sheet.cell(5, 1).unwrap().formula.as_deref(), Some("A3"));
    assert_eq!(sheet.columns[0].width, Some(75.0));
    assert_eq!(again.sheets[1].name, "More");
}

#[test]
fn a_new_workbook_is_read() {
    let workbook = read(&Online::new().to_json());
    assert_eq!(workbook.sheets.len(), 1);
    let again = Online::parse(&write(&workbook)).unwrap();
    assert_eq!(again.sheet_names(), [workbook.sheets[0].name.clone()]);
}
