//! Results of formulas in workbooks that are changed and saved.

use serde_json::json;
use spindle_model::workbook::{CellError, Value, Workbook};

use crate::patching::{TYPES, commanded, edit, rich};
use crate::samples::{one_sheet, read};

/// A worksheet without the results of its formulas, and what they are.
pub fn without_results(sheet: &str) -> String {
    let mut cells = sheet.split("<c ");
    let mut text = cells.next().unwrap_or_default().to_owned();
    for cell in cells {
        text.push_str("<c ");
        let (own, rest) = match cell.split_once("</c>") {
            Some((own, rest)) if own.contains("<f") => (own, rest),
            _ => {
                text.push_str(cell);
                continue;
            }
        };
        let (tag, inside) = own.split_once('>').unwrap();
        let kept = |attribute: &&str| !attribute.starts_with("t=\"");
        text.push_str(&tag.split(' ').filter(kept).collect::<Vec<_>>().join(" "));
        text.push('>');
        let inside = inside.replace("<v/>", "");
        text.push_str(inside.split("<v>").next().unwrap_or_default().trim());
        text.push_str(inside.split("</v>").nth(1).unwrap_or_default().trim());
        text.push_str("</c>");
        text.push_str(rest);
    }
    text
}

#[test]
fn results_of_formulas_are_those_of_the_changed_cells() {
    let result = |workbook: &Workbook, row, column| {
        let cell = workbook.sheets[0].cell(row, column).unwrap();
        (cell.formula.is_some(), cell.value.clone())
    };
    let commands = [
        edit(1, 1, 7),
        edit(4, 3, "=SUM(C1:C3)&\" in all\""),
        edit(5, 3, "=NOBODYKNOWS(1)"),
        edit(6, 3, "=1/0"),
    ];
    let (changed, _) = read(&commanded(&rich(), &commands));
    assert_eq!(result(&changed, 0, 2), (true, Value::Number(4.0)));
    assert_eq!(result(&changed, 1, 2), (true, Value::Number(14.0)));
    assert_eq!(
        result(&changed, 4, 3),
        (true, Value::Text("28 in all".into()))
    );
    assert_eq!(result(&changed, 5, 3), (true, Value::Empty));
    let error = Value::Error(CellError::DivisionByZero);
    assert_eq!(result(&changed, 6, 3), (true, error));

    // What another program has worked out stays where nothing has changed that it depends on.
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1+1</f><v>99</v></c>\
                 <c r=\"C1\"><f>D1+1</f><v>1</v></c></row></sheetData>";
    let file = one_sheet(sheet, &[("[Content_Types].xml", TYPES)]);
    let typed = json!({ "cmd": "editCell", "sheetName": "S", "row": 0, "col": 3, "newValue": 5 });
    let (changed, _) = read(&commanded(&file, &[typed]));
    assert_eq!(result(&changed, 0, 1), (true, Value::Number(99.0)));
    assert_eq!(result(&changed, 0, 2), (true, Value::Number(6.0)));
}
