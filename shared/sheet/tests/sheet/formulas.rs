//! Formulas that follow rows, columns and the names of sheets.

use serde_json::{Value, json};
use spindle_sheet::Workbook;

/// The formula of a cell of one sheet after a command on another, or on the same one.
fn follows(formula: &str, on: &str, mut command: Value) -> String {
    command["sheetName"] = json!("Main");
    let json = json!({ "sheets": {
        "m": { "name": "Main" },
        "o": { "name": "Other" },
    } });
    let mut workbook = Workbook::parse(&json.to_string()).unwrap();
    let put = json!({ "cmd": "setCells", "sheetName": on, "cells": [{ "row": 0, "col": 0, "cell": { "formula": formula } }] });
    workbook.apply(&put).unwrap();
    workbook.apply(&command).unwrap();
    let after: Value = serde_json::from_str(&workbook.to_json()).unwrap();
    let key = if on == "Main" { "m" } else { "o" };
    after["sheets"][key]["data"]["dataTable"]["0"]["0"]["formula"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn formulas_follow_rows_and_columns() {
    let insert = json!({ "cmd": "insertRows", "row": 1, "count": 2 });
    let delete = json!({ "cmd": "deleteRows", "row": 1, "count": 2 });
    let cases = [
        ("A1+A2+$A$9", "Main", &insert, "A1+A4+$A$11"),
        ("SUM(A1:A5)", "Main", &insert, "SUM(A1:A7)"),
        ("SUM(A1:A5)", "Main", &delete, "SUM(A1:A3)"),
        ("A2+A9", "Main", &delete, "#REF!+A7"),
        ("SUM(A2:A3)", "Main", &delete, "SUM(#REF!)"),
        ("SUM(2:9)+SUM(A:B)", "Main", &delete, "SUM(2:7)+SUM(A:B)"),
        ("a1+a9", "Main", &delete, "a1+A7"),
        (
            "\"A9\"&A9&LOG10(A9)&Other!A9",
            "Main",
            &delete,
            "\"A9\"&A7&LOG10(A7)&Other!A9",
        ),
        (
            "Main!A9+'MAIN'!A9+A9",
            "Other",
            &delete,
            "Main!A7+'MAIN'!A7+A9",
        ),
        (
            "[1]Main!A9+'[1]Main'!A9",
            "Other",
            &delete,
            "[1]Main!A9+'[1]Main'!A9",
        ),
        (
            "Table1[[#All],[A9]]+name.A9",
            "Main",
            &delete,
            "Table1[[#All],[A9]]+name.A9",
        ),
        ("A1048576", "Main", &insert, "#REF!"),
    ];
    for (formula, on, command, expected) in cases {
        assert_eq!(follows(formula, on, command.clone()), expected, "{formula}");
    }
    let columns = json!({ "cmd": "insertColumns", "col": 1, "count": 2 });
    assert_eq!(
        follows("Main!C1+SUM(Main!A:C)", "Other", columns),
        "Main!E1+SUM(Main!A:E)"
    );
}

#[test]
fn formulas_follow_the_name_of_a_sheet() {
    let rename = |name: &str| json!({ "cmd": "renameSheet", "name": name });
    let cases = [
        (
            "Main!A1+main!B2+Other!C3",
            "My money",
            "'My money'!A1+'My money'!B2+Other!C3",
        ),
        ("'Main'!A1", "Plain", "Plain!A1"),
        ("Main!A1", "It's", "'It''s'!A1"),
        ("Main!A1", "AB12", "'AB12'!A1"),
        ("\"Main!A1\"&[1]Main!A1", "X", "\"Main!A1\"&[1]Main!A1"),
    ];
    for (formula, name, expected) in cases {
        assert_eq!(
            follows(formula, "Other", rename(name)),
            expected,
            "{formula}"
        );
    }
}
