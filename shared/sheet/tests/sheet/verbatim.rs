//! What a command does not change comes back byte for byte: a workbook is written around a hole, and after the command
//! nothing but the hole differs.

use proptest::prelude::*;
use serde_json::{Value, json};
use spindle_sheet::{Outcome, SheetError, Workbook};

use crate::command;

/// What stands for the hole while a text is made; no JSON holds it.
const HOLE: &str = "\u{1}";

fn white() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "", " ", "\n", "\t ", "\r\n  "])
}

/// JSON that a number of readers would write differently.
fn odd() -> impl Strategy<Value = String> {
    let leaves = [
        "1e5",
        "1.0",
        "-0",
        "-0.0",
        "12345678901234567890123",
        "1E+400",
        "0.10",
        "true",
        "false",
        "null",
        r#""""#,
        r#""\u00e9""#,
        r#""é""#,
        r#""\/\b\f\n\r\t\"\\""#,
        r#""\ud800""#,
        r#""\ud83d\ude00""#,
        r#""{[,]}:""#,
        "[]",
        "{}",
        "[ ]",
        "{\n}",
        r#"{"a":1,"a":2,"\u0061":3}"#,
    ];
    let leaf = prop::sample::select(leaves.to_vec()).prop_map(str::to_owned);
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec((white(), inner.clone(), white()), 0..4).prop_map(|items| {
                let items: Vec<String> =
                    items.iter().map(|(a, v, b)| format!("{a}{v}{b}")).collect();
                format!("[{}]", items.join(","))
            }),
            members(inner).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// Members under keys that no command knows, some of them equal.
fn members(value: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<String>> {
    let key = prop::sample::select(vec![
        r#""k1""#,
        r#""k2""#,
        r#""k\u0032""#,
        r#""k 3""#,
        r#""k\"""#,
        r#""ké""#,
    ]);
    let member = (white(), key, white(), white(), value, white())
        .prop_map(|(a, key, b, c, value, d)| format!("{a}{key}{b}:{c}{value}{d}"));
    prop::collection::vec(member, 0..3)
}

/// An object with one known member among odd ones.
fn around(
    key: &'static str,
    value: impl Strategy<Value = String>,
) -> impl Strategy<Value = String> {
    let parts = (
        members(odd()),
        members(odd()),
        white(),
        white(),
        white(),
        value,
        white(),
    );
    parts.prop_map(move |(before, after, a, b, c, value, d)| {
        let mut all = before;
        all.push(format!("{a}\"{key}\"{b}:{c}{value}{d}"));
        all.extend(after);
        format!("{{{}}}", all.join(","))
    })
}

/// An object with two known members.
fn around_two(
    (first, value): (&'static str, impl Strategy<Value = String>),
    second: (&'static str, &'static str),
) -> impl Strategy<Value = String> {
    (around(first, value), white()).prop_map(move |(object, white)| {
        let inner = object.strip_prefix('{').unwrap();
        format!("{{{white}\"{}\" :{},{inner}", second.0, second.1)
    })
}

/// A workbook around one member of its sheet `S`.
fn sheet_with(
    key: &'static str,
    value: impl Strategy<Value = String>,
) -> impl Strategy<Value = String> {
    let sheet = around_two((key, value), ("name", "\"S\""));
    let sheets = around("s", sheet);
    (white(), around("sheets", sheets), white()).prop_map(|(a, book, b)| format!("{a}{book}{b}"))
}

/// A workbook around one cell, between rows and cells that stay.
fn cell_with(cell: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let row = (around("3", cell), odd(), odd()).prop_map(|(row, before, after)| {
        let inner = row.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
        format!("{{\"2\": {before},{inner},\"10\":{after} }}")
    });
    let table = (around("5", row), odd(), odd()).prop_map(|(table, before, after)| {
        let inner = table.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
        format!("{{\"0\":{before} ,{inner},\"44\":{after}}}")
    });
    sheet_with("data", around("dataTable", table))
}

fn fills(template: &str, commands: &[(Value, &str)], before: &str) -> Result<(), TestCaseError> {
    let mut workbook = Workbook::parse(&template.replace(HOLE, before)).unwrap();
    prop_assert_eq!(workbook.to_json(), template.replace(HOLE, before));
    for (command, after) in commands {
        prop_assert_eq!(workbook.apply(command), Ok(Outcome::Changed), "{}", command);
        prop_assert_eq!(
            workbook.to_json(),
            template.replace(HOLE, after),
            "{}",
            command
        );
        // What is written is the same workbook.
        workbook = Workbook::parse(&workbook.to_json()).unwrap();
    }
    Ok(())
}

fn edit(value: Value) -> Value {
    command("editCell", json!({ "row": 5, "col": 3, "newValue": value }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_workbook_comes_back(text in around("sheets", around("s", odd()))) {
        let mut workbook = Workbook::parse(&text).unwrap();
        prop_assert_eq!(workbook.to_json(), text.as_str());
        // Looking does not change anything either.
        let _ = (workbook.to_tsv(), workbook.text(), workbook.sheet_names(), workbook.version());
        let _ = workbook.apply(&command("zoom", json!({ "sheetName": "none", "zoomFactor": 1 })));
        prop_assert_eq!(workbook.to_json(), text);
    }

    #[test]
    fn a_value_is_changed(template in cell_with(around("value", Just(HOLE.to_owned())))) {
        fills(&template, &[(edit(json!("a\"b")), r#""a\"b""#), (edit(json!(3)), "3"), (edit(json!([1])), "[1]")], "1.00")?;
    }

    #[test]
    fn a_formula_is_changed(template in cell_with(around("formula", Just(HOLE.to_owned())))) {
        fills(&template, &[(edit(json!("=B2&\"x\"")), r#""B2&\"x\"""#)], r#""A1""#)?;
    }

    #[test]
    fn a_cell_is_added(template in cell_with(Just("{}".to_owned()))) {
        // Between the cells 3 and 10, and between the rows 5 and 44.
        let mut workbook = Workbook::parse(&template).unwrap();
        workbook.apply(&command("editCell", json!({ "row": 5, "col": 7, "newValue": 1 }))).unwrap();
        let json = workbook.to_json();
        let added = r#""7":{"value":1},"#;
        prop_assert!(json.contains(added));
        prop_assert_eq!(json.replacen(added, "", 1), template.as_str());
        let mut workbook = Workbook::parse(&template).unwrap();
        workbook.apply(&command("editCell", json!({ "row": 7, "col": 0, "newValue": 1 }))).unwrap();
        prop_assert_eq!(workbook.to_json().replacen(r#""7":{"0":{"value":1}},"#, "", 1), template.as_str());
        workbook.apply(&command("editCell", json!({ "row": 7, "col": 0, "newValue": null }))).unwrap();
        prop_assert_eq!(workbook.to_json(), template);
    }

    #[test]
    fn a_sheet_is_renamed_and_zoomed(template in sheet_with("zoomFactor", Just(HOLE.to_owned())), name in "[a-zé工]{1,9}") {
        let zoom = command("zoom", json!({ "zoomFactor": 2 }));
        fills(&template, &[(zoom, "2")], "1.0")?;
        let text = template.replace(HOLE, "1.0");
        let mut workbook = Workbook::parse(&text).unwrap();
        workbook.apply(&command("renameSheet", json!({ "name": name }))).unwrap();
        let renamed = text.replacen(r#""name" :"S""#, &format!("\"name\" :\"{name}\""), 1);
        prop_assert_eq!(workbook.to_json(), renamed);
    }

    #[test]
    fn a_width_is_changed(template in sheet_with("columns", around("size", Just(HOLE.to_owned())).prop_map(|info| format!("[ null , {info} ,{{\"size\":1e1}} ]")))) {
        let resize = command("resizeColumn", json!({ "columns": [{ "col": 1 }], "size": 77 }));
        fills(&template, &[(resize.clone(), "77"), (resize, "77")], "1e2")?;
    }

    #[test]
    fn rows_and_columns_move_as_they_are(template in cell_with(odd()), count in 1_i64..9) {
        let mut workbook = Workbook::parse(&template).unwrap();
        let (insert, delete) = (json!({ "row": 1, "col": 1, "count": count }), json!({ "row": 1, "col": 1, "count": count }));
        // A row or a cell that is not an object cannot be looked into, but a row can be moved.
        workbook.apply(&command("insertRows", insert)).unwrap();
        prop_assert!(workbook.to_json() != template);
        workbook.apply(&command("deleteRows", delete)).unwrap();
        prop_assert_eq!(workbook.to_json(), template);
    }

    #[test]
    fn a_version_is_set(template in around("_v", Just(HOLE.to_owned())), version in any::<i64>()) {
        let mut workbook = Workbook::parse(&template.replace(HOLE, "1.0")).unwrap();
        prop_assert_eq!(workbook.version(), 1);
        workbook.set_version(version);
        prop_assert_eq!(workbook.version(), version);
        prop_assert_eq!(workbook.to_json(), template.replace(HOLE, &version.to_string()));
    }
}

#[test]
fn a_version_is_added_where_there_is_none() {
    let mut workbook = Workbook::parse(" { } ").unwrap();
    assert_eq!(
        (workbook.version(), workbook.to_json().as_str()),
        (0, " { } ")
    );
    workbook.set_version(7);
    assert_eq!(workbook.to_json(), r#" {"_v":7} "#);
    let workbook = Workbook::parse(r#"{"_v":1,"_v":2}"#).unwrap();
    assert_eq!(workbook.version(), 2);
    for odd in ["\"1\"", "null", "1.5", "1e99", "[1]"] {
        let workbook = Workbook::parse(&format!("{{\"_v\":{odd}}}")).unwrap();
        assert_eq!(workbook.version(), 0);
    }
}

#[test]
fn what_is_no_workbook_is_refused() {
    for text in [
        "",
        "x",
        "{",
        "{}x",
        "{\"a\":01}",
        "{\"a\":\"\n\"}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "\u{FEFF}{}",
    ] {
        assert!(
            matches!(Workbook::parse(text), Err(SheetError::Json(_))),
            "{text}"
        );
    }
    for text in [
        "[]",
        "1",
        "null",
        "\"x\"",
        "{\"sheets\":[]}",
        "{\"sheets\":null}",
        "{\"sheets\":1}",
    ] {
        assert!(
            matches!(Workbook::parse(text), Err(SheetError::Shape(_))),
            "{text}"
        );
    }
    let deep = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(Workbook::parse(&deep(127)).is_ok());
    assert_eq!(
        Workbook::parse(&deep(128)).unwrap_err(),
        SheetError::Depth { limit: 128 }
    );
    assert!(Workbook::parse(&deep(1_000_000)).is_err());
    // Brackets within texts are no levels.
    assert!(Workbook::parse(&format!("{{\"a\":\"{}\\\"[\"}}", "[".repeat(500))).is_ok());
}

#[test]
fn the_sample_changes_only_where_it_is_changed() {
    let mut workbook = Workbook::new();
    let before = workbook.to_json();
    let edit = json!({ "cmd": "editCell", "sheetName": "工作表1", "row": 0, "col": 0, "newValue": "你好" });
    workbook.apply(&edit).unwrap();
    workbook.set_version(2);
    let data = r#""data":{"#;
    let expected = before
        .replacen(
            data,
            r#""data":{"dataTable":{"0":{"0":{"value":"你好"}}},"#,
            1,
        )
        .replace(r#""_v":1"#, r#""_v":2"#);
    assert_eq!(workbook.to_json(), expected);
}
