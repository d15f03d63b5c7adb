//! Random commands on random workbooks: nothing fails badly, and what fails changes nothing.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use spindle_sheet::{CommandError, Workbook, check, supported};

/// Numbers about the bounds of a sheet, and some that are far out.
fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => (0_i64..6).prop_map(Value::from),
        2 => prop::sample::select(vec![-2_i64, -1, 16_383, 16_384, 1_048_575, 1_048_576, i64::MAX, i64::MIN]).prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
    ]
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        5 => number(),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => prop::sample::select(vec!["", "S", "T", "=A1", "=", "x\ty\n1\t2", "\"", "[", "工"]).prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
    ]
}

fn range() -> impl Strategy<Value = Value> {
    let keys = vec![
        "row", "col", "rowCount", "colCount", "firstRow", "lastRow", "firstCol", "lastCol",
    ];
    prop_oneof![
        4 => (number(), number(), number(), number())
            .prop_map(|(a, b, c, d)| json!({ "row": a, "col": b, "rowCount": c, "colCount": d })),
        1 => prop::collection::hash_map(prop::sample::select(keys), scalar(), 0..5)
            .prop_map(|map| Value::Object(map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())),
    ]
}

fn argument() -> impl Strategy<Value = Value> {
    prop_oneof![
        5 => scalar(),
        2 => range(),
        3 => prop::collection::vec(range(), 0..3).prop_map(Value::from),
        1 => prop::collection::vec(scalar(), 0..3).prop_map(Value::from),
    ]
}

fn any_command() -> impl Strategy<Value = Value> {
    let mut names: Vec<String> = supported()
        .flat_map(|info| info.names)
        .map(|name| (*name).to_owned())
        .collect();
    names.push("gc.spread.contextMenu.insertRows".to_owned());
    names.push("undo".to_owned());
    let keys = vec![
        "row",
        "col",
        "newValue",
        "ranges",
        "name",
        "columns",
        "rows",
        "size",
        "value",
        "rowHeader",
        "columnHeader",
        "fromSheet",
        "fromRanges",
        "pastedRanges",
        "isCutting",
        "clipboardText",
        "pasteOption",
        "fromRow",
        "fromColumn",
        "toRow",
        "toColumn",
        "rowCount",
        "columnCount",
        "colCount",
        "copy",
        "insert",
        "startRange",
        "fillRange",
        "index",
        "count",
        "level",
        "collapsed",
        "zoomFactor",
        "floatingObjects",
        "selections",
        "sheetIndex",
        "cells",
        "style",
        "replace",
        "visible",
        "frozenRowCount",
        "frozenColumnCount",
    ];
    let every = keys.len();
    let sheet = prop_oneof![8 => Just(json!("S")), 1 => Just(json!("T")), 1 => scalar()];
    let arguments = prop::collection::hash_map(prop::sample::select(keys), argument(), 0..=every);
    (prop::sample::select(names), sheet, arguments, 0_i64..2).prop_map(
        |(cmd, sheet, arguments, fill)| {
            let mut map: Map<String, Value> = arguments
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect();
            map.insert("cmd".to_owned(), cmd.into());
            map.insert("sheetName".to_owned(), sheet);
            map.insert("autoFillType".to_owned(), fill.into());
            Value::Object(map)
        },
    )
}

/// A part of a sheet that may not be what it should be.
fn part(good: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    let good: Vec<&str> = good.to_vec();
    prop_oneof![
        6 => prop::sample::select(good),
        1 => prop::sample::select(vec!["null", "1", "[]", "{}", "[3]", "{\"0\":1}", "\"x\""]),
    ]
}

fn any_workbook() -> impl Strategy<Value = String> {
    let parts = (
        part(&[
            r#"{"dataTable":{"0":{"0":{"value":1,"formula":"A1+B$2","style":{"a":1e0}},"3":{"value":"x"}},"2":{"1":{}},"5":null}}"#,
            r#"{"dataTable":{"1":{"1":7}},"k":1}"#,
            r#"{"dataTable":{"1048575":{"16383":{"value":1}}}}"#,
            "{}",
        ]),
        part(&["[null,{\"size\":3}]", "[]"]),
        part(&[r#"[{"row":0,"rowCount":2,"col":1,"colCount":3}]"#, "[]"]),
        part(&[
            r#"{"items":[],"itemsData":[{"index":1,"count":3,"info":{"level":0,"collapsed":true}}]}"#,
            r#"{"items":[{"level":1},null]}"#,
            r#"{"items":[],"direction":0}"#,
        ]),
        part(&["5", "200"]),
        part(&[r#"[{"name":"x"}]"#]),
    );
    parts.prop_map(|(data, sizes, spans, outlines, count, floating)| {
        format!(
            r#"{{"sheets":{{"s":{{"name":"S","data":{data},"rows":{sizes},"columns":{sizes},"spans":{spans},"rowOutlines":{outlines},"columnOutlines":{outlines},"rowCount":{count},"columnCount":{count},"charts":{floating},"rowHeaderData":{data}}},"t":{{"name":"T","data":{data},"index":{count}}}}},"_v":1}}"#
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn what_fails_changes_nothing(json in any_workbook(), commands in prop::collection::vec(any_command(), 1..5)) {
        let mut workbook = Workbook::parse(&json).unwrap();
        for command in &commands {
            let before = workbook.to_json();
            let outcome = workbook.apply(command);
            let unsupported = check(std::slice::from_ref(command));
            match &outcome {
                Err(CommandError::Unsupported(name)) => prop_assert_eq!(&unsupported, std::slice::from_ref(name)),
                _ => prop_assert!(unsupported.is_empty()),
            }
            if outcome.is_err() {
                prop_assert_eq!(workbook.to_json(), before);
            }
            let after = workbook.to_json();
            let again = Workbook::parse(&after);
            prop_assert!(again.is_ok(), "{} {:?}", command, again);
            prop_assert_eq!(again.unwrap().to_json(), after);
            prop_assert!(!workbook.sheet_names().is_empty());
            let _ = workbook.text();
        }
    }

    #[test]
    fn no_object_fails_badly(command in argument(), json in any_workbook()) {
        let mut workbook = Workbook::parse(&json).unwrap();
        prop_assert!(workbook.apply(&command).is_err());
        prop_assert_eq!(check(&[command]), ["(no name)"]);
        prop_assert_eq!(workbook.to_json(), json);
    }
}
