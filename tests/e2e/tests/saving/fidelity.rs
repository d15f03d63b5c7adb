//! What of a file stays as it was, and in which format it is saved.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use spindle_delta::{Attributes, Delta};
use spindle_e2e::{Config, Editor, office, start};

use super::support::{Setup, open};

/// A picture of one pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

#[track_caller]
fn join(setup: &Setup, config: &Config) -> Editor {
    Editor::join(&setup.service.client, config)
}

/// The result of a key, and its type.
#[track_caller]
fn saved(setup: &Setup, key: &str) -> (Vec<u8>, String) {
    let told = setup.storage.wait(key, 2);
    let kind = told.body["filetype"].as_str().expect("a type").to_owned();
    let url = told.body["url"].as_str().expect("a link");
    assert!(
        url.contains(&format!("/output.{kind}/output.{kind}?")),
        "{url}"
    );
    (told.download(&setup.service.client), kind)
}

#[test]
fn what_the_editor_does_not_show_stays_in_a_docx() {
    let setup = Setup::open(start!(open()));
    let original = office::docx_with_more(&["One", "Two"]);
    let mut editor = join(&setup, &setup.file("k1", "docx", original.clone()));
    assert_eq!(editor.text(), "One\nTwo\n");
    editor.insert(4, "And ");
    let bold = Attributes::from([("bold", json!(true))]);
    editor.change(vec![Delta::new().retain(3, bold)]);
    editor.leave();
    let (file, kind) = saved(&setup, "k1");
    assert_eq!(kind, "docx");
    assert_eq!(office::docx_text(&file), "One\nAnd Two\n");
    let main = office::entry(&file, "word/document.xml").expect("a main part");
    assert!(
        main.contains("<w:b/>") || main.contains("<w:b "),
        "bold: {main}"
    );
    assert!(main.contains("headerReference"), "{main}");
    let part = office::entry(&file, office::UNKNOWN_PART.0);
    assert_eq!(part.as_deref(), Some(office::UNKNOWN_PART.1));
    let header = "word/header1.xml";
    assert_eq!(
        office::entry(&file, header),
        office::entry(&original, header)
    );
    let names = office::entries(&file);
    for name in office::entries(&original) {
        assert!(names.contains(&name), "{name} is gone: {names:?}");
    }
}

#[test]
fn a_forgotten_docx_that_is_opened_again_still_has_all_of_it() {
    let setup = Setup::open(start!(open()));
    let config = setup.file("k1", "docx", office::docx_with_more(&["One"]));
    setup
        .storage
        .answer_status(2, spindle_e2e::Outcome::refuse());
    let mut editor = join(&setup, &config);
    editor.insert(0, "My ");
    editor.close();
    setup.wait_forgotten("k1");
    setup.storage.forget();
    setup.storage.answer(spindle_e2e::Outcome::accept());
    let mut editor = join(&setup, &config);
    editor.insert(0, "Not ");
    editor.close();
    let (file, _) = saved(&setup, "k1");
    assert_eq!(office::docx_text(&file), "Not My One\n");
    let part = office::entry(&file, office::UNKNOWN_PART.0);
    assert_eq!(part.as_deref(), Some(office::UNKNOWN_PART.1));
    assert!(office::entry(&file, "word/header1.xml").is_some());
}

#[test]
fn a_picture_that_is_inserted_is_in_the_file() {
    let setup = Setup::open(start!(open()));
    let client = &setup.service.client;
    let mut editor = setup.join("k1", "u1");
    let png = STANDARD.decode(PNG).expect("a picture");
    let headers = [("content-type", "image/png")];
    let told = client.send("POST", &editor.target("/objects"), &headers, &png);
    assert_eq!(told.status, 200, "{}", told.text());
    let id = told.json()["id"].as_str().expect("an id").to_owned();
    assert!(id.starts_with("image/") && id.ends_with(".png"), "{id}");
    let back = client.get(&editor.target(&format!("/objects/{id}")));
    assert_eq!((back.status, &back.body), (200, &png));
    let image = Delta::new()
        .retain(4, ())
        .insert_embed(json!({ "image": id }), ());
    editor.change(vec![image]);
    // Whoever joins gets it too.
    let second = setup.join("k1", "u2");
    let back = client.get(&second.target(&format!("/objects/{id}")));
    assert_eq!((back.status, &back.body), (200, &png));
    editor.leave();
    second.leave();
    let (file, _) = saved(&setup, "k1");
    let names = office::entries(&file);
    let media = |name: &&String| name.starts_with("word/media/") && name.ends_with(".png");
    assert_eq!(names.iter().filter(media).count(), 1, "{names:?}");
}

#[test]
fn a_workbook_is_changed_by_commands() {
    let setup = Setup::open(start!(open()));
    let config = setup.file("k1", "xlsx", office::xlsx(&["One", "Two"]));
    let mut editor = join(&setup, &config);
    assert_eq!(editor.joined["kind"], "cell", "{}", editor.joined);
    let sheet = &editor.workbook["sheets"]["sheet0"];
    assert_eq!(
        sheet["data"]["dataTable"]["1"]["0"]["value"], "Two",
        "{sheet}"
    );
    let edit = |row: u32, value: Value| json!({ "cmd": "editCell", "sheetName": "Sheet1", "row": row, "col": 1, "newValue": value });
    let told = editor.commands(&json!([edit(0, json!(4711)), edit(1, json!("Three"))]));
    assert!(told["version"].as_i64() > Some(1), "{told}");
    let mut second = join(&setup, &setup.sign(config.user("u2")));
    let table = &second.workbook["sheets"]["sheet0"]["data"]["dataTable"];
    assert_eq!(table["0"]["1"]["value"], 4711, "{table}");
    second.commands(&json!([edit(0, json!(4712))]));
    let bad = json!([edit(2, json!(1)), { "cmd": "noSuchCommand", "sheetName": "Sheet1" }]);
    let refused = second.try_commands(&bad).expect_err("an unknown command");
    assert_eq!(refused.code(), "bad-change", "{refused}");
    editor.leave();
    second.leave();
    let (file, kind) = saved(&setup, "k1");
    assert_eq!(kind, "xlsx");
    let sheet = office::entry(&file, "xl/worksheets/sheet1.xml").expect("a sheet");
    let strings = office::entry(&file, "xl/sharedStrings.xml").unwrap_or_default();
    let all = sheet.clone() + &strings;
    for text in ["One", "Two", "Three", "4712"] {
        assert!(all.contains(text), "{text}: {all}");
    }
    assert!(!sheet.contains("4711"), "{sheet}");
    assert!(
        !sheet.contains(r#"r="B3""#),
        "a refused call changed something: {sheet}"
    );
}

#[test]
fn files_are_saved_in_their_own_format_where_that_can_be_written() {
    let setup = Setup::open(start!(open()));
    let texts = ["One", "Two"];
    let text = |key: &str, extension: &str, bytes: Vec<u8>| {
        let mut editor = join(&setup, &setup.file(key, extension, bytes));
        assert_eq!(editor.text(), "One\nTwo\n", "{extension}");
        assert_eq!(editor.joined["fileType"], extension);
        editor.insert(0, "My ");
        editor.close();
        saved(&setup, key)
    };
    let (file, kind) = text("k1", "odt", office::odt(&texts));
    assert_eq!(kind, "odt");
    assert_eq!(office::odt_text(&file), "My One\nTwo\n");
    let (file, kind) = text("k2", "doc", office::doc(&texts));
    assert_eq!(kind, "docx");
    assert_eq!(office::docx_text(&file), "My One\nTwo\n");
    let (file, kind) = text("k3", "docx", office::docx(&texts));
    assert_eq!(kind, "docx");
    assert_eq!(office::docx_text(&file), "My One\nTwo\n");

    let mut editor = join(&setup, &setup.file("k4", "xls", office::xls(&texts)));
    assert_eq!(editor.joined["kind"], "cell");
    editor.commands(&json!([
        { "cmd": "editCell", "sheetName": "Sheet1", "row": 0, "col": 1, "newValue": 4711 }
    ]));
    editor.close();
    let (file, kind) = saved(&setup, "k4");
    assert_eq!(kind, "xlsx");
    let sheet = office::entry(&file, "xl/worksheets/sheet1.xml").expect("a sheet");
    assert!(sheet.contains("4711"), "{sheet}");
}

#[test]
fn all_are_saved_as_ooxml_where_that_is_set() {
    let variable = "assembly_format_as_origin";
    let setup = Setup::open(start!(open().variable(variable, "false")));
    let mut editor = join(&setup, &setup.file("k1", "odt", office::odt(&["One"])));
    editor.insert(0, "My ");
    editor.close();
    let (file, kind) = saved(&setup, "k1");
    assert_eq!(kind, "docx");
    assert_eq!(office::docx_text(&file), "My One\n");
}

#[test]
fn the_first_bytes_count_more_than_the_name() {
    let setup = Setup::open(start!(open()));
    let config = setup.file("k1", "doc", office::docx(&["One"]));
    let mut editor = join(&setup, &config);
    assert_eq!(editor.text(), "One\n");
    editor.insert(0, "My ");
    editor.close();
    let (file, kind) = saved(&setup, "k1");
    assert_eq!(kind, "docx");
    assert_eq!(office::docx_text(&file), "My One\n");
}
