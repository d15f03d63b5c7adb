//! Saves of spreadsheets.

use serde_json::{Value, json};
use spindle_model::workbook::{self, Workbook};
use spindle_sheet::{Decoded, decode, encode};

use super::docs::{Docs, ok};
use super::editor::{Editor, edited_workbook, service, uid, workbook};

fn sheet(docs: &Docs) -> String {
    let fid = docs.create("u", "0", "sheet", "s");
    let edit = |row: i64, col: i64, value: &Value| json!({ "cmd": "editCell", "sheetName": "工作表1", "row": row, "col": col, "newValue": value });
    let commands = json!([
        edit(0, 0, &json!("name")),
        edit(0, 1, &json!(7)),
        edit(1, 1, &json!(8))
    ]);
    docs.upload(
        "u",
        &fid,
        &json!({ "commands": encode(&commands.to_string()) }),
    );
    fid
}

pub fn stored(docs: &Docs, fid: &str) -> Value {
    let data = ok(&docs.get(&format!(
        "/sheet/bs/v1/api/getJson?sheetid={fid}&appUserId=u"
    )));
    match decode(data.as_str().unwrap(), 1 << 26).unwrap() {
        Decoded::Json(json) => serde_json::from_str(&json).unwrap(),
        Decoded::Empty => Value::Null,
    }
}

/// The value of a cell of the first sheet.
pub fn cell(book: &Value, row: usize, column: usize) -> Value {
    let sheet = book["sheets"].as_object().unwrap().values().next().unwrap();
    sheet["data"]["dataTable"][row.to_string()][column.to_string()]["value"].clone()
}

fn set(book: &mut Workbook, row: u32, column: u32, value: workbook::Value) {
    let rows = &mut book.sheets[0].rows;
    let row = rows.iter_mut().find(|known| known.index == row).unwrap();
    let cell = row
        .cells
        .iter_mut()
        .find(|cell| cell.column == column)
        .unwrap();
    cell.value = value;
}

#[test]
fn a_sheet_opens_as_an_xlsx_and_a_save_goes_into_it() {
    let docs = service();
    let fid = sheet(&docs);
    let editor = Editor::of(&docs, &fid, "w");
    assert_eq!(editor.info()["BaseFileName"], "s.xlsx");
    editor.lock();
    let opened = editor.file();
    assert_eq!(
        workbook(&opened).sheets[0].rows[0].cells[1].value,
        workbook::Value::Number(7.0)
    );
    let saved = edited_workbook(&opened, |book| {
        set(book, 0, 1, workbook::Value::Number(42.0))
    });
    editor.save(&saved);
    let book = stored(&docs, &fid);
    assert_eq!(
        (cell(&book, 0, 0), cell(&book, 0, 1), cell(&book, 1, 1)),
        (json!("name"), json!(42), json!(8))
    );
    assert_eq!(book["_v"], 3);
    let page = ok(&docs.get(&format!(
        "/sheet/bs/his/list?sheetid={fid}&fid={fid}&appUserId=u"
    )));
    assert!(page.to_string().contains(&uid(&docs, "w")), "{page}");
    // The file is what the workbook is.
    editor.unlock();
    assert_eq!(editor.file(), saved);
    // A second save goes on from it, and commands go on from that.
    editor.lock();
    editor.save(&edited_workbook(&saved, |book| {
        set(book, 1, 1, workbook::Value::Text("end".into()))
    }));
    let book = stored(&docs, &fid);
    assert_eq!(
        (cell(&book, 0, 1), cell(&book, 1, 1)),
        (json!(42), json!("end"))
    );
    assert_eq!(book["_v"], 4);
}

#[test]
fn a_save_without_a_change_commits_nothing() {
    let docs = service();
    let fid = sheet(&docs);
    let before = stored(&docs, &fid);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    editor.save(&editor.file());
    let again = edited_workbook(&editor.file(), |book| {
        book.metadata.author = Some("somebody".to_owned())
    });
    editor.save(&again);
    assert_eq!(stored(&docs, &fid), before);
}

#[test]
fn a_broken_save_leaves_the_sheet_and_later_ones_go_in() {
    let docs = service();
    let fid = sheet(&docs);
    let before = stored(&docs, &fid);
    let editor = Editor::of(&docs, &fid, "w");
    editor.lock();
    let opened = editor.file();
    editor.save(b"PK no xlsx");
    let note = docs.note("u");
    editor.save(&Editor::of(&docs, &note, "w").file());
    assert_eq!(stored(&docs, &fid), before);
    editor.save(&edited_workbook(&opened, |book| {
        set(book, 0, 1, workbook::Value::Number(42.0))
    }));
    assert_eq!(cell(&stored(&docs, &fid), 0, 1), json!(42));
}
