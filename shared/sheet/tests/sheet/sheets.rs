//! Sheets: found, renamed, added, taken away; zoom, floating objects, and what is only recorded.

use serde_json::{Value, json};
use spindle_sheet::{CommandError, Outcome, Workbook};

use crate::{book, changes, command, members, refuses};

fn two() -> Workbook {
    Workbook::parse(
        r#"{"sheetCount":2,"activeSheetIndex":1,"sheets":{"A":{"name":"B","index":0},"B":{"name":"Ünï","index":1}}}"#,
    )
    .unwrap()
}

fn rename(sheet: &str, name: Value) -> Value {
    command("renameSheet", json!({ "sheetName": sheet, "name": name }))
}

#[test]
fn names_come_before_keys() {
    let mut workbook = two();
    workbook.apply(&rename("B", json!("C"))).unwrap();
    assert_eq!(workbook.sheet_names(), ["C", "Ünï"]);
    workbook.apply(&rename("B", json!("D"))).unwrap();
    assert_eq!(workbook.sheet_names(), ["C", "D"]);
    assert!(
        workbook
            .to_json()
            .contains(r#""A":{"name":"C","index":0},"B":{"name":"D""#)
    );
}

#[test]
fn a_name_has_its_rules() {
    let refused = |name: Value, words: &str| {
        let mut workbook = two();
        let before = workbook.to_json();
        match workbook.apply(&rename("B", name.clone())) {
            Err(CommandError::Invalid { cmd, reason }) => {
                assert!(
                    cmd == "renameSheet" && reason.contains(words),
                    "{name}: {reason}"
                );
            }
            other => panic!("{name}: {other:?}"),
        }
        assert_eq!(workbook.to_json(), before);
    };
    refused(json!(""), "1 to 31 characters");
    refused(json!("x".repeat(32)), "1 to 31 characters");
    for character in "[]:*?/\\".chars() {
        refused(json!(format!("a{character}")), "none of the characters");
    }
    refused(json!("üNÏ"), "there is a sheet `üNÏ` already");
    refused(json!(5), "`name` is not a text");
    refused(Value::Null, "`name` is missing");
    for name in ["b", "B", &"表".repeat(31), "O'Neil \"x\" \u{1F600}"] {
        let mut workbook = two();
        assert_eq!(
            workbook.apply(&rename("B", json!(name))),
            Ok(Outcome::Changed)
        );
        assert_eq!(workbook.sheet_names()[0], name);
        let again = Workbook::parse(&workbook.to_json()).unwrap();
        assert_eq!(again.sheet_names()[0], name);
    }
    // Found by its key, it may still keep its own name.
    let mut workbook = book("");
    workbook.apply(&rename("s", json!("s"))).unwrap();
    assert_eq!(workbook.sheet_names(), ["s"]);
    // A sheet without a name has its key, and gets one.
    let mut workbook = Workbook::parse(r#"{"sheets":{"k":{"z":1}}}"#).unwrap();
    assert_eq!(workbook.sheet_names(), ["k"]);
    workbook.apply(&rename("k", json!("n"))).unwrap();
    assert_eq!(workbook.to_json(), r#"{"sheets":{"k":{"name":"n","z":1}}}"#);
}

#[test]
fn sheets_are_added() {
    let mut workbook = two();
    for cmd in [
        "gc.spread.contextMenu.insertSheet",
        "designer.insertSheet",
        "addSheet",
    ] {
        workbook.apply(&json!({ "cmd": cmd })).unwrap();
    }
    assert_eq!(
        workbook.sheet_names(),
        ["B", "Ünï", "Sheet1", "Sheet2", "Sheet3"]
    );
    let json: Value = serde_json::from_str(&workbook.to_json()).unwrap();
    assert_eq!(json["sheetCount"], 5);
    assert_eq!(json["sheets"]["sheet2"]["index"], 4);
    assert_eq!(json["sheets"]["sheet2"]["isSelected"], false);
    assert_eq!(json["sheets"]["sheet0"]["name"], "Sheet1");
    assert!(json["sheets"]["sheet0"]["data"]["defaultDataNode"].is_object());
    // In the language of the workbook, and between others.
    let mut workbook = Workbook::new();
    let first = json!({ "cmd": "insertSheet", "sheetIndex": 0 });
    workbook.apply(&first).unwrap();
    workbook
        .apply(&json!({ "cmd": "insertSheet", "name": "Mine", "sheetIndex": 1 }))
        .unwrap();
    assert_eq!(workbook.sheet_names(), ["工作表1", "工作表2", "Mine"]);
    let json: Value = serde_json::from_str(&workbook.to_json()).unwrap();
    let index = |key: &str| json["sheets"][key]["index"].as_i64().unwrap();
    assert_eq!(
        [index("sheet0"), index("sheet1"), index("sheet2")],
        [2, 0, 1]
    );
    for (arguments, words) in [
        (json!({ "name": "mine" }), "already"),
        (json!({ "sheetIndex": 4 }), "`sheetIndex` is not a place"),
        (json!({ "sheetIndex": -1 }), "`sheetIndex` is not a place"),
        (
            json!({ "sheetIndex": "x" }),
            "`sheetIndex` is not a whole number",
        ),
    ] {
        let before = workbook.to_json();
        let error = workbook
            .apply(&command("insertSheet", arguments))
            .unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(workbook.to_json(), before);
    }
    let mut workbook = Workbook::parse("{}").unwrap();
    workbook.apply(&first).unwrap();
    assert_eq!(workbook.sheet_names(), ["Sheet1"]);
}

#[test]
fn sheets_are_taken_away_but_for_the_last() {
    for cmd in [
        "gc.spread.contextMenu.deleteSheet",
        "removeSheet",
        "designer.deleteSheet",
    ] {
        let mut workbook = two();
        workbook
            .apply(&command(cmd, json!({ "sheetName": "B" })))
            .unwrap();
        assert_eq!(
            workbook.to_json(),
            r#"{"sheetCount":1,"activeSheetIndex":0,"sheets":{"B":{"name":"Ünï","index":0}}}"#
        );
        let last = command(cmd, json!({ "sheetName": "Ünï" }));
        let error = workbook.apply(&last).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("the last sheet of a workbook stays")
        );
    }
}

#[test]
fn zoom_is_a_number_of_the_sheet() {
    let zoom = |factor: Value| command("zoom", json!({ "zoomFactor": factor }));
    changes(r#""x":1"#, &zoom(json!(1.5)), r#""x":1,"zoomFactor":1.5"#);
    changes(
        r#""zoomFactor":1,"x":1"#,
        &zoom(json!(2)),
        r#""zoomFactor":2,"x":1"#,
    );
    for factor in [json!(0), json!(-1), json!(4.01), json!(1e308)] {
        refuses("", &zoom(factor), "which is not from 0.1 to 4");
    }
    refuses("", &zoom(json!("1")), "`zoomFactor` is not a number");
    refuses("", &zoom(Value::Null), "`zoomFactor` is missing");
}

#[test]
fn floating_objects_go_by_name() {
    let delete =
        |names: Value| command("deleteFloatingObjects", json!({ "floatingObjects": names }));
    let before = r#""charts":[{"name":"a"},{"name":"b"}],"pictures":[{"name":"c"}],"shapes":7"#;
    changes(
        before,
        &delete(json!(["a", "c"])),
        r#""charts":[{"name":"b"}],"pictures":[],"shapes":7"#,
    );
    refuses(before, &delete(json!(["a", "z"])), "no floating object `z`");
    refuses(before, &delete(json!([])), "not a list of names");
    refuses(before, &delete(json!("a")), "not a list of names");
    refuses(before, &delete(json!([1])), "not a text");
}

#[test]
fn fitting_is_only_recorded() {
    for cmd in ["autoFitColumn", "autoFitRow"] {
        let mut workbook = book(r#""columns":[]"#);
        assert_eq!(
            workbook.apply(&command(cmd, json!({}))),
            Ok(Outcome::Recorded)
        );
        assert_eq!(members(&workbook), r#""columns":[]"#);
        refuses(
            "",
            &command(cmd, json!({ "sheetName": "T" })),
            "there is no sheet `T`",
        );
    }
}
