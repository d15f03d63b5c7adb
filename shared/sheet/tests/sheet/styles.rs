//! Whole cells, styles, spans, what is frozen and what is hidden.

use serde_json::{Value, json};

use crate::{changes, changes_cells, command, refuses};

fn range(row: i64, rows: i64, col: i64, columns: i64) -> Value {
    json!({ "row": row, "rowCount": rows, "col": col, "colCount": columns })
}

fn styled(ranges: Value, style: Value) -> Value {
    command("setStyle", json!({ "ranges": ranges, "style": style }))
}

#[test]
fn whole_cells_are_put_and_taken_away() {
    let put = |cells: Value| command("setCells", json!({ "cells": cells }));
    changes_cells(
        r#""1":{"0":{"value":1},"2":{"value":2}}"#,
        &put(json!([
            { "row": 1, "col": 0, "cell": null },
            { "row": 1, "col": 2, "cell": { "formula": "A1", "style": "s1" } },
            { "row": 0, "col": 5, "cell": { "value": "x" } },
        ])),
        r#""0":{"5":{"value":"x"}},"1":{"2":{"formula":"A1","style":"s1"}}"#,
    );
    let mut deep = json!(1);
    for _ in 0..40 {
        deep = json!([deep]);
    }
    for (cells, words) in [
        (json!([]), "missing or empty"),
        (json!([3]), "not an object"),
        (json!([{ "row": 0, "col": 0 }]), "`cell` is missing"),
        (
            json!([{ "row": 0, "col": 0, "cell": 7 }]),
            "neither an object nor null",
        ),
        (
            json!([{ "row": 0, "col": 0, "cell": { "value": deep } }]),
            "too deep",
        ),
        (
            json!([{ "row": 1_048_576, "col": 0, "cell": null }]),
            "1048576",
        ),
    ] {
        refuses("", &put(cells), words);
    }
}

#[test]
fn styles_are_laid_over_what_cells_have() {
    changes_cells(
        r#""0":{"0":{"value":1,"style":"s1"},"1":{"style":{"hAlign":1,"foreColor":"red"}}}"#,
        &styled(
            json!([range(0, 1, 0, 3)]),
            json!({ "foreColor": null, "fontWeight": "bold" }),
        ),
        concat!(
            r#""0":{"0":{"value":1,"style":{"parentName":"s1","foreColor":null,"fontWeight":"bold"}},"#,
            r#""1":{"style":{"hAlign":1,"foreColor":null,"fontWeight":"bold"}},"#,
            r#""2":{"style":{"foreColor":null,"fontWeight":"bold"}}}"#,
        ),
    );
    // A font says all of its parts.
    changes_cells(
        r#""0":{"0":{"style":{"fontWeight":"bold","fontSize":"9pt","hAlign":1}}}"#,
        &styled(
            json!([range(0, 1, 0, 1)]),
            json!({ "font": "11pt Arial", "fontSize": "8pt" }),
        ),
        r#""0":{"0":{"style":{"fontSize":"8pt","hAlign":1,"font":"11pt Arial"}}}"#,
    );
    changes_cells(
        r#""0":{"0":{"value":1,"style":"s1"},"1":{"style":"s1"}}"#,
        &styled(json!([range(0, 1, 0, 2)]), Value::Null),
        r#""0":{"0":{"value":1}}"#,
    );
    let replaced = command(
        "setStyle",
        json!({ "ranges": [range(0, 1, 0, 1)], "style": { "hAlign": 2 }, "replace": true }),
    );
    changes_cells(
        r#""0":{"0":{"style":"s1"}}"#,
        &replaced,
        r#""0":{"0":{"style":{"hAlign":2}}}"#,
    );
}

#[test]
fn whole_rows_and_columns_have_styles() {
    let before = r#""data":{"dataTable":{"0":{"0":{"style":"s1"},"1":{"value":1}}},"columnDataArray":[null,{"style":"c"}]}"#;
    let bold = json!({ "fontWeight": "bold" });
    changes(
        before,
        &styled(json!([range(-1, -1, 0, 2)]), bold.clone()),
        concat!(
            r#""data":{"dataTable":{"0":{"0":{"style":{"parentName":"s1","fontWeight":"bold"}},"1":{"value":1}}},"#,
            r#""columnDataArray":[{"style":{"fontWeight":"bold"}},{"style":{"parentName":"c","fontWeight":"bold"}}]}"#,
        ),
    );
    // A cell without a style starts from that of its column.
    changes(
        before,
        &styled(json!([range(0, 1, 1, 1)]), bold.clone()),
        concat!(
            r#""data":{"dataTable":{"0":{"0":{"style":"s1"},"1":{"value":1,"style":{"parentName":"c","fontWeight":"bold"}}}},"#,
            r#""columnDataArray":[null,{"style":"c"}]}"#,
        ),
    );
    changes(
        "",
        &styled(json!([range(1, 1, -1, -1)]), bold.clone()),
        r#""data":{"rowDataArray":[null,{"style":{"fontWeight":"bold"}}]}"#,
    );
    // They move with their rows and columns.
    changes(
        r#""data":{"rowDataArray":[null,{"style":"a"}]}"#,
        &command("insertRows", json!({ "row": 1, "count": 2 })),
        r#""data":{"rowDataArray":[null,null,null,{"style":"a"}]}"#,
    );
    refuses(
        "",
        &styled(json!([range(0, 100_000, 0, 20)]), bold),
        "1048576 cells",
    );
    refuses("", &styled(json!([]), json!({})), "missing or empty");
    refuses(
        "",
        &styled(json!([range(0, 1, 0, 1)]), json!(3)),
        "neither an object",
    );
}

#[test]
fn cells_are_merged_and_parted() {
    let spans = |cmd: &str, ranges: Value| command(cmd, json!({ "ranges": ranges }));
    let old = r#""spans":[{"row":0,"rowCount":2,"col":0,"colCount":2},{"row":5,"rowCount":1,"col":0,"colCount":3}]"#;
    changes(
        old,
        &spans("addSpan", json!([range(1, 3, 1, 1)])),
        r#""spans":[{"row":5,"rowCount":1,"col":0,"colCount":3},{"row":1,"rowCount":3,"col":1,"colCount":1}]"#,
    );
    changes(
        old,
        &spans("removeSpan", json!([range(5, 1, 2, 1)])),
        r#""spans":[{"row":0,"rowCount":2,"col":0,"colCount":2}]"#,
    );
    changes(old, &spans("removeSpan", json!([range(9, 1, 0, 1)])), old);
    // One cell is no span.
    changes(
        "",
        &spans("addSpan", json!([range(0, 1, 0, 1)])),
        r#""spans":[]"#,
    );
    refuses("", &spans("addSpan", json!([])), "missing or empty");
}

#[test]
fn rows_and_columns_are_frozen_and_hidden() {
    changes(
        r#""frozenColumnCount":3"#,
        &command("setFrozenCount", json!({ "frozenRowCount": 2 })),
        r#""frozenRowCount":2,"frozenColCount":0"#,
    );
    refuses(
        "",
        &command("setFrozenCount", json!({ "frozenRowCount": -1 })),
        "-1",
    );
    let hide = |visible: Value| {
        command(
            "setRowVisible",
            json!({ "rows": [{ "firstRow": 1, "lastRow": 2 }], "visible": visible }),
        )
    };
    changes(
        r#""rows":[null,{"size":30}]"#,
        &hide(json!(false)),
        r#""rows":[null,{"size":30,"visible":false},{"visible":false}]"#,
    );
    changes(
        r#""rows":[null,{"size":30,"visible":false},{"visible":false}]"#,
        &hide(json!(true)),
        r#""rows":[null,{"size":30},{}]"#,
    );
    changes(
        "",
        &command(
            "setColumnVisible",
            json!({ "columns": [{ "col": 0 }], "visible": false }),
        ),
        r#""columns":[{"visible":false}]"#,
    );
    refuses("", &hide(json!(1)), "neither true nor false");
}
