//! `editCell`, `clearValues`, `clear`.

use serde_json::{Value, json};
use spindle_sheet::Outcome;

use crate::{book, changes, changes_cells, command, members, refuses};

fn edit(value: Value) -> Value {
    command("editCell", json!({ "row": 1, "col": 2, "newValue": value }))
}

#[test]
fn a_cell_gets_its_value_and_keeps_the_rest() {
    let cases = [
        (
            r#""1":{"2":{"value":1}}"#,
            json!("x"),
            r#""1":{"2":{"value":"x"}}"#,
        ),
        (
            r#""1":{"2":{"value":1}}"#,
            json!(2.5),
            r#""1":{"2":{"value":2.5}}"#,
        ),
        (
            r#""1":{"2":{"value":1}}"#,
            json!(true),
            r#""1":{"2":{"value":true}}"#,
        ),
        (
            r#""1":{"2":{"value":1}}"#,
            json!({ "_error": "#N/A", "_code": 42 }),
            r##""1":{"2":{"value":{"_error":"#N/A","_code":42}}}"##,
        ),
        (
            r#""1":{"2":{"style":{"font" : 1e5},"value":1,"tag":"t"}}"#,
            json!("x"),
            r#""1":{"2":{"style":{"font" : 1e5},"value":"x","tag":"t"}}"#,
        ),
        (
            r#""1":{"2":{"style":"named"}}"#,
            json!(7),
            r#""1":{"2":{"value":7,"style":"named"}}"#,
        ),
        // A formula takes the place of a value, and a value that of a formula.
        (
            r#""1":{"2":{"value":1,"style":"n"}}"#,
            json!("=SUM(A1:B2)"),
            r#""1":{"2":{"style":"n","formula":"SUM(A1:B2)"}}"#,
        ),
        (
            r#""1":{"2":{"value":3,"formula":"A1","style":"n"}}"#,
            json!("=A2"),
            r#""1":{"2":{"formula":"A2","style":"n"}}"#,
        ),
        (
            r#""1":{"2":{"formula":"A1","style":"n"}}"#,
            json!(5),
            r#""1":{"2":{"value":5,"style":"n"}}"#,
        ),
        (r#""1":{"2":{}}"#, json!("="), r#""1":{"2":{"value":"="}}"#),
        (r#""1":{"2":null}"#, json!(1), r#""1":{"2":{"value":1}}"#),
        (r#""1":null"#, json!(1), r#""1":{"2":{"value":1}}"#),
        // Nothing clears; what is left of the cell stays.
        (
            r#""1":{"2":{"value":1,"formula":"A1","style":"n"}}"#,
            Value::Null,
            r#""1":{"2":{"style":"n"}}"#,
        ),
        (r#""1":{"2":{"value":1}}"#, json!(""), ""),
        (
            r#""1":{"2":{"value":1},"3":{}}"#,
            json!(""),
            r#""1":{"3":{}}"#,
        ),
        ("", json!(""), ""),
        // New cells and rows go where they belong.
        ("", json!(1), r#""1":{"2":{"value":1}}"#),
        (
            r#""0":{"0":{}},"2":{"0":{}}"#,
            json!(1),
            r#""0":{"0":{}},"1":{"2":{"value":1}},"2":{"0":{}}"#,
        ),
        (
            r#""1":{"0":{},"10":{}}"#,
            json!(1),
            r#""1":{"0":{},"2":{"value":1},"10":{}}"#,
        ),
        (
            r#""1":{"0":{},"x":{},"02":{}}"#,
            json!(1),
            r#""1":{"0":{},"x":{},"02":{},"2":{"value":1}}"#,
        ),
        // Of equal keys the last one counts.
        (
            r#""1":{"2":{"value":1},"2":{"value":2}}"#,
            json!(3),
            r#""1":{"2":{"value":1},"2":{"value":3}}"#,
        ),
        (r#""1":{"2":{"value":1},"2":{"value":2}}"#, json!(""), ""),
    ];
    for (before, value, after) in cases {
        changes_cells(before, &edit(value), after);
    }
}

#[test]
fn a_table_is_made_where_there_is_none() {
    changes(
        "",
        &edit(json!(1)),
        r#""data":{"dataTable":{"1":{"2":{"value":1}}}}"#,
    );
    changes(
        r#""data":{"defaultDataNode":{}},"x":1"#,
        &edit(json!(1)),
        r#""data":{"dataTable":{"1":{"2":{"value":1}}},"defaultDataNode":{}},"x":1"#,
    );
    changes(r#""data":{"a":1}"#, &edit(json!("")), r#""data":{"a":1}"#);
}

#[test]
fn a_cell_is_within_the_sheet() {
    let at = |row: Value, col: Value| {
        command("editCell", json!({ "row": row, "col": col, "newValue": 1 }))
    };
    let mut workbook = book("");
    assert_eq!(
        workbook.apply(&at(json!(1_048_575), json!(16_383.0))),
        Ok(Outcome::Changed)
    );
    assert!(members(&workbook).contains(r#""1048575":{"16383":"#));
    refuses("", &at(json!(1_048_576), json!(0)), "`row` is 1048576");
    refuses("", &at(json!(0), json!(16_384)), "`col` is 16384");
    refuses("", &at(json!(-1), json!(0)), "`row` is -1");
    refuses("", &at(json!(0.5), json!(0)), "`row` is not a whole number");
    refuses("", &at(json!("0"), json!(0)), "`row` is not a whole number");
    refuses("", &at(Value::Null, json!(0)), "`row` is missing");
    refuses(
        "",
        &at(json!(1e300), json!(0)),
        "`row` is not a whole number",
    );
    refuses(
        "",
        &command("editCell", json!({ "row": 0, "col": 0 })),
        "`newValue` is missing",
    );
}

#[test]
fn what_has_another_shape_is_refused() {
    let cases = [
        (r#""data":3"#, "`data` of the sheet is not an object"),
        (
            r#""data":{"dataTable":[]}"#,
            "`data.dataTable` of the sheet is not an object",
        ),
        (r#""data":{"dataTable":{"1":[]}}"#, "row 1 is not an object"),
        (
            r#""data":{"dataTable":{"1":{"2":7}}}"#,
            "the cell in row 1, column 2 is not an object",
        ),
    ];
    for (before, words) in cases {
        refuses(before, &edit(json!(1)), words);
    }
}

#[test]
fn ranges_lose_their_values() {
    let clear = |ranges: Value| command("clearValues", json!({ "ranges": ranges }));
    let block = json!([{ "row": 0, "rowCount": 2, "col": 1, "colCount": 2 }]);
    changes_cells(
        r#""0":{"0":{"value":1},"1":{"value":2,"style":"n"},"2":{"formula":"A1"}},"1":{"2":{"value":3}},"2":{"1":{"value":4}}"#,
        &clear(block.clone()),
        r#""0":{"0":{"value":1},"1":{"style":"n"}},"2":{"1":{"value":4}}"#,
    );
    let all = json!({ "row": -1, "rowCount": -1, "col": -1, "colCount": -1 });
    changes_cells(
        r#""7":{"9":{"value":1}},"900":{"1":{"tag":1,"value":1}}"#,
        &clear(all),
        r#""900":{"1":{"tag":1}}"#,
    );
    let column =
        json!([{ "row": -1, "col": 1, "colCount": 1 }, { "row": 0, "rowCount": 1, "col": -1 }]);
    changes_cells(
        r#""0":{"5":{"value":1}},"3":{"0":{"value":1},"1":{"value":1}}"#,
        &clear(column),
        r#""3":{"0":{"value":1}}"#,
    );
    changes("", &clear(block), "");
    refuses("", &clear(json!([])), "`ranges` is missing or empty");
    refuses("", &clear(json!(1)), "`ranges` is not a list");
    refuses("", &clear(json!([1])), "not an object");
    refuses(
        "",
        &clear(json!([{ "row": 0, "col": 0, "colCount": 1 }])),
        "`rowCount` is missing",
    );
    refuses(
        "",
        &clear(json!([{ "rowCount": 1, "col": 0, "colCount": 1 }])),
        "`row` is missing",
    );
    for count in [0, -1, 1_048_577] {
        let range = json!([{ "row": 0, "rowCount": count, "col": 0, "colCount": 1 }]);
        refuses("", &clear(range), "`rowCount` is");
    }
    let range = json!([{ "row": 1_048_575, "rowCount": 2, "col": 0, "colCount": 1 }]);
    refuses("", &clear(range), "`rowCount` is 2");
}

#[test]
fn ranges_lose_their_cells_and_spans() {
    let clear = command(
        "clear",
        json!({ "ranges": [{ "row": 0, "rowCount": 2, "col": 0, "colCount": 2 }] }),
    );
    changes(
        r#""data":{"dataTable":{"0":{"0":{"value":1,"style":"n"},"2":{"value":1}}}},"spans":[{"row":0,"rowCount":2,"col":0,"colCount":2}, {"row":0,"rowCount":3,"col":0,"colCount":1}]"#,
        &clear,
        r#""data":{"dataTable":{"0":{"2":{"value":1}}}},"spans":[ {"row":0,"rowCount":3,"col":0,"colCount":1}]"#,
    );
    changes(r#""spans":[ ]"#, &clear, r#""spans":[ ]"#);
    refuses(
        r#""spans":{}"#,
        &clear,
        "`spans` of the sheet is not a list",
    );
    // The spans are looked at first, but nothing changes where the cells then cannot.
    refuses(
        r#""data":{"dataTable":{"0":{"0":{},"1":1}}},"spans":[{"row":0,"rowCount":2,"col":0,"colCount":2}]"#,
        &clear,
        "the cell in row 0, column 1 is not an object",
    );
}

#[test]
fn a_command_names_its_sheet() {
    let with = |sheet: Value| {
        let mut command = edit(json!(1));
        command["sheetName"] = sheet;
        command
    };
    refuses("", &with(json!("T")), "there is no sheet `T`");
    refuses("", &with(json!(1)), "`sheetName` is not a text");
    refuses("", &with(Value::Null), "`sheetName` is missing");
    // The key is as good as the name.
    changes(
        "",
        &with(json!("s")),
        r#""data":{"dataTable":{"1":{"2":{"value":1}}}}"#,
    );
}
