//! Rows and columns that are inserted and deleted.

use serde_json::{Value, json};

use crate::{changes, changes_cells, command, refuses};

fn rows(cmd: &str, rows: &[(i64, i64)]) -> Value {
    let selections: Vec<Value> = rows
        .iter()
        .map(|(row, count)| json!({ "row": row, "rowCount": count, "col": -1, "colCount": -1 }))
        .collect();
    command(cmd, json!({ "selections": selections }))
}

fn columns(cmd: &str, columns: &[(i64, i64)]) -> Value {
    let selections: Vec<Value> = columns
        .iter()
        .map(|(col, count)| json!({ "row": -1, "rowCount": -1, "col": col, "colCount": count }))
        .collect();
    command(cmd, json!({ "selections": selections }))
}

#[test]
fn every_name_does_it() {
    let arguments = json!({ "row": 1, "col": 1, "count": 1 });
    let before = r#""1":{"1":{"value":1}}"#;
    let cases: [(&[&str], &str); 4] = [
        (
            &[
                "insertRows",
                "insertRow",
                "addRows",
                "addRow",
                "insertSheetRows",
                "insertSheetRow",
            ],
            r#""2":{"1":{"value":1}}"#,
        ),
        (
            &[
                "insertColumns",
                "insertColumn",
                "addColumns",
                "addColumn",
                "insertCols",
                "insertSheetColumns",
                "insertSheetColumn",
            ],
            r#""1":{"2":{"value":1}}"#,
        ),
        (
            &[
                "deleteRows",
                "deleteRow",
                "removeRows",
                "removeRow",
                "deleteSheetRows",
                "deleteSheetRow",
            ],
            "",
        ),
        (
            &[
                "deleteColumns",
                "deleteColumn",
                "removeColumns",
                "removeColumn",
                "deleteCols",
                "deleteSheetColumns",
                "deleteSheetColumn",
            ],
            r#""1":{}"#,
        ),
    ];
    for (names, after) in cases {
        for name in names {
            for prefix in ["", "gc.spread.contextMenu.", "designer."] {
                changes_cells(
                    before,
                    &command(&format!("{prefix}{name}"), arguments.clone()),
                    after,
                );
            }
        }
    }
}

#[test]
fn an_index_and_a_count_do_as_well_as_selections() {
    let before = r#""1":{"1":{"value":1}}"#;
    for arguments in [
        json!({ "row": 1, "count": 2 }),
        json!({ "row": 1, "rowCount": 2 }),
        json!({ "index": 1, "count": 2 }),
        json!({ "selections": [{ "row": 1, "rowCount": 2, "col": 3, "colCount": 1 }] }),
        json!({ "selections": { "0": { "row": 1, "rowCount": 2, "col": 3, "colCount": 1 }, "length": 1 } }),
        json!({ "selections": { "row": 1, "rowCount": 2, "col": -1 } }),
    ] {
        changes_cells(
            before,
            &command("insertRows", arguments),
            r#""3":{"1":{"value":1}}"#,
        );
    }
    changes_cells(
        before,
        &command("insertColumns", json!({ "index": 0 })),
        r#""1":{"2":{"value":1}}"#,
    );
    changes_cells(
        before,
        &command("addColumns", json!({ "col": 0, "colCount": 3 })),
        r#""1":{"4":{"value":1}}"#,
    );
}

#[test]
fn cells_go_along() {
    let before = r#""0":{"0":{ "value" : 1.0 }},"2":{"5":{"value":2}} , "x":{},"10":{"3":{},"3":{"value":1}}"#;
    changes_cells(
        before,
        &rows("insertRows", &[(1, 2)]),
        r#""0":{"0":{ "value" : 1.0 }},"4":{"5":{"value":2}} , "x":{},"12":{"3":{},"3":{"value":1}}"#,
    );
    // Counted as they are before the command, in whatever order.
    changes_cells(
        before,
        &rows("insertRows", &[(2, 1), (0, 1), (2, 1)]),
        r#""1":{"0":{ "value" : 1.0 }},"5":{"5":{"value":2}} , "x":{},"13":{"3":{},"3":{"value":1}}"#,
    );
    changes_cells(
        before,
        &rows("deleteRows", &[(9, 2), (0, 1), (9, 1), (1, 1)]),
        r#""0":{"5":{"value":2}} , "x":{}"#,
    );
    changes_cells(
        before,
        &columns("insertColumns", &[(4, 2)]),
        r#""0":{"0":{ "value" : 1.0 }},"2":{"7":{"value":2}} , "x":{},"10":{"3":{},"3":{"value":1}}"#,
    );
    changes_cells(
        before,
        &columns("deleteColumns", &[(0, 4)]),
        r#""0":{},"2":{"1":{"value":2}} , "x":{},"10":{}"#,
    );
    // A formula follows what it is about.
    changes_cells(
        r#""1":{"0":{"formula":"A1"}}"#,
        &rows("insertRows", &[(0, 1)]),
        r#""2":{"0":{"formula":"A2"}}"#,
    );
}

#[test]
fn everything_that_is_counted_by_rows_goes_along() {
    changes(
        r#""rowHeaderData":{"dataTable":{"0":{"0":{"value":"a"}},"3":{"0":{"value":"b"}}}},"colHeaderData":{"dataTable":{"0":{"3":{}}}},"rows":[{"size":1},null,{"size":3}],"columns":[{"size":9}],"rowCount":200,"columnCount":20,"spans":[{"row":0,"rowCount":1,"col":0,"colCount":2},{"row":0,"rowCount":3,"col":4,"colCount":1},{"row":2,"rowCount":2,"col":0,"colCount":1,"x":1.0},{"row":-1,"rowCount":-1,"col":0,"colCount":2}],"rowOutlines":{"itemsData":[{"index":0,"count":3,"info":{"level":0,"collapsed":false}}]}"#,
        &rows("insertRows", &[(1, 2)]),
        r#""rowHeaderData":{"dataTable":{"0":{"0":{"value":"a"}},"5":{"0":{"value":"b"}}}},"colHeaderData":{"dataTable":{"0":{"3":{}}}},"rows":[{"size":1},null,null,null,{"size":3}],"columns":[{"size":9}],"rowCount":202,"columnCount":20,"spans":[{"row":0,"rowCount":1,"col":0,"colCount":2},{"row":0,"rowCount":5,"col":4,"colCount":1},{"row":4,"rowCount":2,"col":0,"colCount":1,"x":1.0},{"row":-1,"rowCount":-1,"col":0,"colCount":2}],"rowOutlines":{"itemsData":[{"index":0,"count":1,"info":{"level":0,"collapsed":false}},{"index":3,"count":2,"info":{"level":0,"collapsed":false}}]}"#,
    );
    changes(
        r#""rowHeaderData":{"dataTable":{"0":{"0":{}},"3":{"0":{}}}},"rows":[{"size":1},null,{"size":3}],"rowCount":4,"spans":[{"row":0,"rowCount":1,"col":0,"colCount":2},{"row":0,"rowCount":3,"col":4,"colCount":1},{"row":0,"rowCount":2,"col":4,"colCount":1},{"row":1,"rowCount":1,"col":1,"colCount":4}],"rowOutlines":{"itemsData":[{"index":0,"count":3,"info":{"level":0,"collapsed":false}}]}"#,
        &rows("deleteRows", &[(1, 1), (3, 7)]),
        r#""rowHeaderData":{"dataTable":{"0":{"0":{}}}},"rows":[{"size":1},{"size":3}],"rowCount":2,"spans":[{"row":0,"rowCount":1,"col":0,"colCount":2},{"row":0,"rowCount":2,"col":4,"colCount":1}],"rowOutlines":{"itemsData":[{"index":0,"count":2,"info":{"level":0,"collapsed":false}}]}"#,
    );
}

#[test]
fn everything_that_is_counted_by_columns_goes_along() {
    changes(
        r#""colHeaderData":{"dataTable":{"0":{"0":{"value":"a"},"2":{"value":"c"}}}},"rowHeaderData":{"dataTable":{"3":{"2":{}}}},"columns":[{"size":1},{"size":2}],"rows":[null],"columnCount":5,"rowCount":7,"spans":[{"row":1,"rowCount":2,"col":1,"colCount":1}]"#,
        &columns("insertColumns", &[(1, 1)]),
        r#""colHeaderData":{"dataTable":{"0":{"0":{"value":"a"},"3":{"value":"c"}}}},"rowHeaderData":{"dataTable":{"3":{"2":{}}}},"columns":[{"size":1},null,{"size":2}],"rows":[null],"columnCount":6,"rowCount":7,"spans":[{"row":1,"rowCount":2,"col":2,"colCount":1}]"#,
    );
    changes(
        r#""columns":[{"size":1},{"size":2}],"columnCount":5,"spans":[{"row":1,"rowCount":2,"col":1,"colCount":1}]"#,
        &columns("deleteColumns", &[(0, 1)]),
        r#""columns":[{"size":2}],"columnCount":4,"spans":[{"row":1,"rowCount":2,"col":0,"colCount":1}]"#,
    );
}

#[test]
fn what_would_leave_the_sheet_is_refused() {
    let insert = rows("insertRows", &[(0, 1)]);
    let cells = |row: u32| format!(r#""data":{{"dataTable":{{"{row}":{{"0":{{}}}}}}}}"#);
    changes(&cells(1_048_574), &insert, &cells(1_048_575));
    refuses(
        &cells(1_048_575),
        &insert,
        "pushed past the last of 1048576 rows",
    );
    refuses(
        r#""rowCount":1048576"#,
        &insert,
        "the sheet would have 1048577 rows",
    );
    refuses(
        r#""rowCount":"x""#,
        &insert,
        "`rowCount` of the sheet is not a count",
    );
    refuses(
        r#""spans":[{"row":1048574,"rowCount":2,"col":0,"colCount":1}]"#,
        &insert,
        "a span would be pushed past the last of 1048576 rows",
    );
    refuses(
        r#""data":{"dataTable":{"0":{"16383":{}}}}"#,
        &columns("insertColumns", &[(3, 1)]),
        "pushed past the last of 16384 columns",
    );
    // What fails late leaves the earlier parts as they were.
    refuses(
        r#""data":{"dataTable":{"0":{"0":{}}}},"rowCount":5,"rows":[null],"spans":{}"#,
        &insert,
        "`spans` of the sheet is not a list",
    );
    refuses(r#""rows":{}"#, &insert, "`rows` of the sheet is not a list");
    refuses(
        r#""spans":[1]"#,
        &insert,
        "`spans` has an entry that is not an object",
    );
    refuses(
        r#""data":{"dataTable":{"0":[]}}"#,
        &columns("insertColumns", &[(0, 1)]),
        "row 0 is not an object",
    );
}

#[test]
fn arguments_that_cannot_be_are_refused() {
    refuses(
        "",
        &rows("insertRows", &[(-1, 1)]),
        "all rows of a sheet are named",
    );
    refuses(
        "",
        &rows("deleteRows", &[(-1, -1)]),
        "all rows of a sheet are named",
    );
    refuses("", &rows("insertRows", &[(0, 0)]), "`rowCount` is 0");
    refuses("", &command("insertRows", json!({})), "`row` is missing");
    refuses(
        "",
        &command("insertRows", json!({ "row": 0, "count": 0 })),
        "`count` is 0",
    );
    refuses(
        "",
        &command("insertRows", json!({ "row": 0, "count": -4 })),
        "`count` is -4",
    );
    refuses(
        "",
        &command("insertRows", json!({ "row": 0, "count": "2" })),
        "`count` is not a whole number",
    );
    refuses(
        "",
        &command("insertRows", json!({ "selections": 3 })),
        "`selections` is not a list",
    );
    let many: Vec<(i64, i64)> = (0..1001).map(|row| (row, 1)).collect();
    refuses("", &rows("insertRows", &many), "more than 1000 selections");
}
