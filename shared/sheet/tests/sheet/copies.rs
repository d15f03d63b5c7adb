//! `clipboardPaste`, `dragDrop`, `fill`: cells that are copied and moved.

use serde_json::{Value, json};
use spindle_sheet::{CommandError, Outcome, Workbook, check};

use crate::{book, changes_cells, command, refuses};

fn range(row: i64, col: i64, rows: i64, columns: i64) -> Value {
    json!({ "row": row, "col": col, "rowCount": rows, "colCount": columns })
}

fn paste(from: Value, to: Value, more: Value) -> Value {
    let mut arguments = json!({ "fromSheet": "S", "fromRanges": [from], "pastedRanges": [to] });
    for (key, value) in more.as_object().unwrap() {
        arguments[key] = value.clone();
    }
    command("clipboardPaste", arguments)
}

fn text(text: &str, to: Value) -> Value {
    command(
        "clipboardPaste",
        json!({ "pastedRanges": [to], "clipboardText": text, "fromSheet": null }),
    )
}

#[test]
fn cells_are_pasted() {
    let before = r#""0":{"0":{"value":1.0,"style":{"a" : 1}},"1":{"value":"x"}},"5":{"5":{"value":9},"6":{"value":8}}"#;
    changes_cells(
        before,
        &paste(range(0, 0, 1, 2), range(5, 5, 1, 1), json!({})),
        r#""0":{"0":{"value":1.0,"style":{"a" : 1}},"1":{"value":"x"}},"5":{"5":{"value":1.0,"style":{"a" : 1}},"6":{"value":"x"}}"#,
    );
    // An empty cell empties, and a moved one is gone where it was.
    changes_cells(
        before,
        &paste(
            range(0, 1, 1, 2),
            range(5, 5, 1, 2),
            json!({ "isCutting": true }),
        ),
        r#""0":{"0":{"value":1.0,"style":{"a" : 1}}},"5":{"5":{"value":"x"}}"#,
    );
    // Over itself.
    changes_cells(
        r#""0":{"0":{"value":1},"1":{"value":2}}"#,
        &paste(
            range(0, 0, 1, 2),
            range(0, 1, 1, 2),
            json!({ "isCutting": true }),
        ),
        r#""0":{"1":{"value":1},"2":{"value":2}}"#,
    );
    // Again and again where there is room for it, once where there is not.
    let one = r#""0":{"0":{"value":1}}"#;
    changes_cells(
        one,
        &paste(range(0, 0, 1, 1), range(1, 0, 2, 2), json!({})),
        r#""0":{"0":{"value":1}},"1":{"0":{"value":1},"1":{"value":1}},"2":{"0":{"value":1},"1":{"value":1}}"#,
    );
    changes_cells(
        r#""0":{"0":{"value":1},"1":{"value":2}}"#,
        &paste(range(0, 0, 1, 2), range(1, 0, 1, 3), json!({})),
        r#""0":{"0":{"value":1},"1":{"value":2}},"1":{"0":{"value":1},"1":{"value":2}}"#,
    );
    // Whole columns.
    changes_cells(
        r#""3":{"0":{"value":1}},"9":{"1":{"value":2}}"#,
        &paste(range(-1, 0, -1, 1), range(-1, 1, -1, 1), json!({})),
        r#""3":{"0":{"value":1},"1":{"value":1}}"#,
    );
}

#[test]
fn an_option_says_what_of_a_cell() {
    let before = r#""0":{"0":{"value":3,"formula":"$A$9","style":"s","tag":1}},"1":{"0":{"value":7,"formula":"B1","style":"t","note":2}}"#;
    let source = r#""0":{"0":{"value":3,"formula":"$A$9","style":"s","tag":1}}"#;
    let cases = [
        (0, r#"{"value":3,"formula":"$A$9","style":"s","tag":1}"#),
        (1, r#"{"value":3,"style":"t","note":2}"#),
        (2, r#"{"value":7,"formula":"B1","style":"s","note":2}"#),
        (3, r#"{"value":3,"formula":"$A$9","style":"t","note":2}"#),
        (4, r#"{"value":3,"style":"s","note":2}"#),
        (5, r#"{"value":3,"formula":"$A$9","style":"s","note":2}"#),
    ];
    for (option, after) in cases {
        let command = paste(
            range(0, 0, 1, 1),
            range(1, 0, 1, 1),
            json!({ "pasteOption": option }),
        );
        changes_cells(
            before,
            &command,
            &format!(r#"{source},"1":{{"0":{after}}}"#),
        );
    }
    let command = paste(
        range(0, 0, 1, 1),
        range(1, 0, 1, 1),
        json!({ "pasteOption": 6 }),
    );
    refuses("", &command, "`pasteOption` is 6");
}

#[test]
fn formulas_go_along_with_copies() {
    let cases = [
        ("A1", "B3"),
        ("$A1", "$A3"),
        ("A$1", "B$1"),
        ("$A$1", "$A$1"),
        ("a1+AZ9*zz10", "B3+BA11*AAA12"),
        (
            "SUM(A1:B2,C:C,1:1,$C:D,$1:2)",
            "SUM(B3:C4,D:D,3:3,$C:E,$1:4)",
        ),
        ("Sheet2!A1+'It''s A1'!A1", "Sheet2!B3+'It''s A1'!B3"),
        (r#"IF(A1="A1 ""A1""",A1,"")"#, r#"IF(B3="A1 ""A1""",B3,"")"#),
        ("LOG10(A1)+LOG10 ", "LOG10(B3)+LOH12 "),
        (
            "Table1[[#This Row],[A1]]+[1]S!A1",
            "Table1[[#This Row],[A1]]+[1]S!B3",
        ),
        ("T['A1]]+A1", "T['A1]]+B3"),
        ("XFD1", "#REF!"),
        ("A1048576:B1", "#REF!:C3"),
        ("XFE1+ABCD1+A0+A01+A1048577", "XFE1+ABCD1+A0+A01+A1048577"),
        ("1E5+1.5+A1.5+_A1+A1_", "1E5+1.5+A1.5+_A1+A1_"),
        ("#REF!+#N/A+#DIV/0!+A1#/A1", "#REF!+#N/A+#DIV/0!+B3#/B3"),
        ("TRUE+名A1+A1名+Ä1", "TRUE+名A1+A1名+Ä1"),
        ("\"A1", "\"A1"),
        ("'A1", "'A1"),
        ("[A1", "[A1"),
        (" A1 ", " B3 "),
    ];
    for (before, after) in cases {
        let quoted = |text: &str| json!(text).to_string();
        let (old, new) = (quoted(before), quoted(after));
        let kept = if before == after { r#""value":1,"# } else { "" };
        changes_cells(
            &format!(r#""0":{{"0":{{"value":1,"formula":{old}}}}}"#),
            &paste(range(0, 0, 1, 1), range(2, 1, 1, 1), json!({})),
            &format!(
                r#""0":{{"0":{{"value":1,"formula":{old}}}}},"2":{{"1":{{{kept}"formula":{new}}}}}"#
            ),
        );
        // What is moved keeps its references.
        changes_cells(
            &format!(r#""0":{{"0":{{"value":1,"formula":{old}}}}}"#),
            &paste(
                range(0, 0, 1, 1),
                range(2, 1, 1, 1),
                json!({ "isCutting": true }),
            ),
            &format!(r#""2":{{"1":{{"value":1,"formula":{old}}}}}"#),
        );
    }
    changes_cells(
        r#""2":{"2":{"formula":"A1+C3+B:B+2:2"}}"#,
        &paste(range(2, 2, 1, 1), range(1, 0, 1, 1), json!({})),
        r##""1":{"0":{"formula":"#REF!+A2+#REF!:#REF!+1:1"}},"2":{"2":{"formula":"A1+C3+B:B+2:2"}}"##,
    );
}

#[test]
fn cells_come_from_other_sheets() {
    let json = r#"{"sheets":{"a":{"name":"S"},"b":{"name":"T","data":{"dataTable":{"0":{"0":{"value":1e2}}}}}}}"#;
    let mut arguments = json!({ "fromSheet": "T", "fromRanges": [range(0, 0, 1, 1)], "pastedRanges": [range(1, 1, 1, 1)] });
    let mut workbook = Workbook::parse(json).unwrap();
    workbook
        .apply(&command("clipboardPaste", arguments.clone()))
        .unwrap();
    assert_eq!(
        workbook.to_json(),
        r#"{"sheets":{"a":{"name":"S","data":{"dataTable":{"1":{"1":{"value":1e2}}}}},"b":{"name":"T","data":{"dataTable":{"0":{"0":{"value":1e2}}}}}}}"#
    );
    arguments["isCutting"] = json!(true);
    let mut workbook = Workbook::parse(json).unwrap();
    workbook
        .apply(&command("clipboardPaste", arguments.clone()))
        .unwrap();
    assert_eq!(
        workbook.to_json(),
        r#"{"sheets":{"a":{"name":"S","data":{"dataTable":{"1":{"1":{"value":1e2}}}}},"b":{"name":"T","data":{"dataTable":{}}}}}"#
    );
    // A sheet that is not here: its text, where that came along.
    arguments["fromSheet"] = json!("elsewhere");
    refuses(
        "",
        &command("clipboardPaste", arguments.clone()),
        "`fromSheet` is not a sheet",
    );
    arguments["clipboardText"] = json!("5");
    changes_cells(
        "",
        &command("clipboardPaste", arguments),
        r#""1":{"1":{"value":5}}"#,
    );
}

#[test]
fn a_text_is_pasted_as_cells() {
    let cases = [
        (
            "a\tb\r\nc",
            r#""0":{"0":{"value":"a"},"1":{"value":"b"}},"1":{"0":{"value":"c"}}"#,
        ),
        ("a\n", r#""0":{"0":{"value":"a"}}"#),
        (
            "1\t-2.5\t007\t1e5\t1.\t12345678901234567890",
            r#""0":{"0":{"value":1},"1":{"value":-2.5},"2":{"value":"007"},"3":{"value":"1e5"},"4":{"value":"1."},"5":{"value":"12345678901234567890"}}"#,
        ),
        (
            "TRUE\tFALSE\ttrue",
            r#""0":{"0":{"value":true},"1":{"value":false},"2":{"value":"true"}}"#,
        ),
        (
            "=A1+1\t=",
            r#""0":{"0":{"formula":"A1+1"},"1":{"value":"="}}"#,
        ),
        (
            "\"a\tb\"\"\nc\"\td",
            r#""0":{"0":{"value":"a\tb\"\nc"},"1":{"value":"d"}}"#,
        ),
        (
            "\"a\"b\t\"c",
            r#""0":{"0":{"value":"\"a\"b"},"1":{"value":"\"c"}}"#,
        ),
        ("a\rb", r#""0":{"0":{"value":"a"}},"1":{"0":{"value":"b"}}"#),
        (
            "\tb\n\n\tc",
            r#""0":{"1":{"value":"b"}},"2":{"1":{"value":"c"}}"#,
        ),
        ("null", r#""0":{"0":{"value":"null"}}"#),
        ("工\u{1F600}", r#""0":{"0":{"value":"工😀"}}"#),
    ];
    for (clipboard, after) in cases {
        changes_cells("", &text(clipboard, range(0, 0, 1, 1)), after);
    }
    // Styles stay, and an empty field clears.
    changes_cells(
        r#""0":{"0":{"value":1,"formula":"B1","style":"s"},"1":{"value":2}}"#,
        &text("x\t\n", range(0, 0, 1, 1)),
        r#""0":{"0":{"value":"x","style":"s"}}"#,
    );
    changes_cells(
        "",
        &text("x", range(0, 0, 2, 1)),
        r#""0":{"0":{"value":"x"}},"1":{"0":{"value":"x"}}"#,
    );
    refuses("", &text("", range(0, 0, 1, 1)), "`clipboardText` is empty");
    refuses(
        "",
        &text("a\tb", range(0, 16_383, 1, 1)),
        "would leave the sheet",
    );
    let tabs = "\t".repeat(16_384);
    refuses("", &text(&tabs, range(0, 0, 1, 1)), "larger than a sheet");
}

#[test]
fn a_paste_that_cannot_be_is_refused() {
    let none = command(
        "clipboardPaste",
        json!({ "pastedRanges": [range(0, 0, 1, 1)] }),
    );
    refuses(
        "",
        &none,
        "`fromRanges` and `clipboardText` are both missing",
    );
    let nowhere = command("clipboardPaste", json!({ "clipboardText": "x" }));
    refuses("", &nowhere, "`pastedRanges` is missing or empty");
    let three = json!({ "fromRanges": [range(0, 0, 1, 1), range(1, 0, 1, 1)], "pastedRanges": [range(0, 0, 1, 1)] });
    refuses("", &command("clipboardPaste", three), "not equally many");
    let full = r#""data":{"dataTable":{"0":{"0":{"value":1}}}}"#;
    let everywhere = paste(range(0, 0, 1, 1), range(-1, -1, -1, -1), json!({}));
    refuses(full, &everywhere, "more than 1048576 cells");
    let leaves = paste(range(0, 0, 2, 1), range(1_048_575, 0, 1, 1), json!({}));
    refuses(full, &leaves, "would leave the sheet");
    let long = format!(
        r#""data":{{"dataTable":{{"0":{{"0":{{"value":"{}"}}}}}}}}"#,
        "x".repeat(1 << 20)
    );
    let often = paste(range(0, 0, 1, 1), range(1, 0, 100, 1), json!({}));
    refuses(&long, &often, "more than a workbook has room for");
}

#[test]
fn what_is_copied_is_bounded_over_all_commands() {
    let value = "x".repeat(1 << 20);
    let mut workbook = book(&format!(
        r#""data":{{"dataTable":{{"0":{{"0":{{"value":"{value}"}}}}}}}}"#
    ));
    let ten = paste(range(0, 0, 1, 1), range(1, 0, 10, 1), json!({}));
    for _ in 0..6 {
        assert_eq!(workbook.apply(&ten), Ok(Outcome::Changed));
    }
    let before = workbook.to_json();
    assert!(workbook.apply(&ten).is_err());
    assert_eq!(workbook.to_json(), before);
    // What multiplies nothing still goes, and so does a smaller copy.
    let two = paste(range(0, 0, 1, 1), range(1, 0, 2, 1), json!({}));
    assert_eq!(workbook.apply(&two), Ok(Outcome::Changed));
    let edit = command("editCell", json!({ "row": 0, "col": 0, "newValue": 1 }));
    assert_eq!(workbook.apply(&edit), Ok(Outcome::Changed));
    let all = command(
        "resizeRow",
        json!({ "rows": [{ "firstRow": 0, "lastRow": 1_048_575 }], "size": 1 }),
    );
    assert!(workbook.apply(&all).is_err());
}

fn drag(from: (i64, i64), to: (i64, i64), size: (i64, i64), copy: bool) -> Value {
    command(
        "dragDrop",
        json!({ "fromRow": from.0, "fromColumn": from.1, "toRow": to.0, "toColumn": to.1, "rowCount": size.0, "columnCount": size.1, "copy": copy, "insert": false }),
    )
}

#[test]
fn a_block_is_dragged() {
    let before = r#""0":{"0":{"value":1},"1":{"value":2}},"1":{"0":{"formula":"A1"}}"#;
    changes_cells(
        before,
        &drag((0, 0), (1, 0), (2, 1), false),
        r#""0":{"1":{"value":2}},"1":{"0":{"value":1}},"2":{"0":{"formula":"A1"}}"#,
    );
    changes_cells(
        before,
        &drag((1, 0), (2, 2), (1, 1), true),
        r#""0":{"0":{"value":1},"1":{"value":2}},"1":{"0":{"formula":"A1"}},"2":{"2":{"formula":"C2"}}"#,
    );
    changes_cells(
        before,
        &drag((-1, 0), (-1, 3), (-1, 1), false),
        r#""0":{"1":{"value":2},"3":{"value":1}},"1":{"3":{"formula":"A1"}}"#,
    );
    refuses(
        "",
        &drag((0, 0), (1_048_575, 0), (2, 1), false),
        "would leave the sheet",
    );
    refuses("", &drag((0, 0), (-1, 0), (0, 1), false), "`rowCount` is 0");
    let mut half = drag((0, 0), (1, 0), (1, 1), false);
    half["toColumn"] = Value::Null;
    refuses("", &half, "`toColumn` is missing");
}

#[test]
fn what_is_no_plain_drag_or_fill_is_not_supported() {
    let mut insert = drag((0, 0), (1, 0), (1, 1), false);
    insert["insert"] = json!(true);
    let mut values = drag((0, 0), (1, 0), (1, 1), true);
    values["option"] = json!(1);
    let mut all = drag((0, 0), (1, 0), (1, 1), true);
    all["option"] = json!(1023);
    let series = fill(range(0, 0, 1, 1), range(1, 0, 1, 1), json!(1));
    let none = fill(range(0, 0, 1, 1), range(1, 0, 1, 1), Value::Null);
    for unsupported in [&insert, &values, &series, &none] {
        let name = unsupported["cmd"].as_str().unwrap().to_owned();
        assert_eq!(
            check(std::slice::from_ref(unsupported)),
            std::slice::from_ref(&name)
        );
        assert_eq!(
            book("").apply(unsupported),
            Err(CommandError::Unsupported(name))
        );
    }
    assert_eq!(check(std::slice::from_ref(&all)), [""; 0]);
    assert_eq!(book("").apply(&all), Ok(Outcome::Changed));
}

fn fill(start: Value, over: Value, kind: Value) -> Value {
    command(
        "fill",
        json!({ "startRange": start, "fillRange": over, "autoFillType": kind, "fillDirection": 3 }),
    )
}

#[test]
fn a_block_fills_a_range() {
    let before = r#""2":{"0":{"value":1,"style":"s"},"1":{"formula":"A3"}},"3":{"0":{"value":2}}"#;
    // Downwards, from where the block begins.
    changes_cells(
        before,
        &fill(range(2, 0, 2, 1), range(4, 0, 3, 1), json!(0)),
        r#""2":{"0":{"value":1,"style":"s"},"1":{"formula":"A3"}},"3":{"0":{"value":2}},"4":{"0":{"value":1,"style":"s"}},"5":{"0":{"value":2}},"6":{"0":{"value":1,"style":"s"}}"#,
    );
    // Upwards, where the last row comes first.
    changes_cells(
        before,
        &fill(range(2, 0, 2, 1), range(1, 0, 1, 1), json!("copyCells")),
        r#""1":{"0":{"value":2}},"2":{"0":{"value":1,"style":"s"},"1":{"formula":"A3"}},"3":{"0":{"value":2}}"#,
    );
    // To the right over the block itself, formulas along.
    changes_cells(
        before,
        &fill(range(2, 1, 1, 1), range(2, 1, 1, 3), json!(0)),
        r#""2":{"0":{"value":1,"style":"s"},"1":{"formula":"A3"},"2":{"formula":"B3"},"3":{"formula":"C3"}},"3":{"0":{"value":2}}"#,
    );
    let alias = json!({ "cmd": "dragFill", "sheetName": "S", "startRange": range(3, 0, 1, 1), "fillRange": range(3, 1, 1, 1), "autoFillType": 0 });
    changes_cells(
        r#""3":{"0":{"value":2}}"#,
        &alias,
        r#""3":{"0":{"value":2},"1":{"value":2}}"#,
    );
    let full = r#""data":{"dataTable":{"0":{"0":{"value":1}}}}"#;
    refuses(
        full,
        &fill(range(0, 0, 1, 1), range(-1, -1, -1, -1), json!(0)),
        "more than 1048576 cells",
    );
    refuses(
        "",
        &fill(range(0, 0, 1, 1), Value::Null, json!(0)),
        "`fillRange` is missing",
    );
}
