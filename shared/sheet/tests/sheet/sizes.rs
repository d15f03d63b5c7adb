//! `resizeColumn` and `resizeRow`.

use serde_json::{Value, json};
use spindle_sheet::Outcome;

use crate::{book, changes, command, members, refuses};

fn columns(columns: Value, size: Value) -> Value {
    command("resizeColumn", json!({ "columns": columns, "size": size }))
}

#[test]
fn sizes_are_set() {
    let cases = [
        (
            "",
            json!([{ "firstCol": 1, "lastCol": 2 }]),
            r#""columns":[null,{"size":50},{"size":50}]"#,
        ),
        ("", json!([{ "col": 0 }]), r#""columns":[{"size":50}]"#),
        ("", json!({ "firstCol": 0 }), r#""columns":[{"size":50}]"#),
        (
            r#""columns":[ {"size": 10, "visible":false} , null ]"#,
            json!([{ "col": 0 }]),
            r#""columns":[ {"size": 50, "visible":false} , null ]"#,
        ),
        (
            r#""columns":[{"a":1.0},null ,{"size":1e1}],"x":0"#,
            json!([{ "col": 0 }, { "col": 1 }]),
            r#""columns":[{"a":1.0,"size":50},{"size":50} ,{"size":1e1}],"x":0"#,
        ),
        (
            r#""columns":null"#,
            json!([{ "col": 0 }]),
            r#""columns":[{"size":50}]"#,
        ),
    ];
    for (before, which, after) in cases {
        let command = columns(which, json!(50));
        changes(before, &command, after);
        // Once more makes no difference.
        changes(after, &command, after);
    }
    let rows = command(
        "resizeRow",
        json!({ "rows": [{ "firstRow": 0, "lastRow": 1 }, { "row": 1 }], "size": 20.5 }),
    );
    changes("", &rows, r#""rows":[{"size":20.5},{"size":20.5}]"#);
}

#[test]
fn headers_have_their_own_sizes() {
    let cases = [
        (
            "resizeColumn",
            json!({ "columns": [{ "col": 0 }], "size": 9, "rowHeader": true }),
            r#""rowHeaderColInfos":[{"size":9}]"#,
        ),
        (
            "resizeColumn",
            json!({ "columns": [{ "col": 0 }], "value": 9, "isRowHeader": true }),
            r#""rowHeaderColInfos":[{"size":9}]"#,
        ),
        (
            "resizeColumn",
            json!({ "columns": [{ "col": 0 }], "size": 9, "rowHeader": false }),
            r#""columns":[{"size":9}]"#,
        ),
        (
            "resizeRow",
            json!({ "rows": [{ "row": 0 }], "size": 9, "columnHeader": true }),
            r#""colHeaderRowInfos":[{"size":9}]"#,
        ),
        (
            "resizeRow",
            json!({ "rows": [{ "row": 0 }], "size": 9, "isColHeader": true }),
            r#""colHeaderRowInfos":[{"size":9}]"#,
        ),
    ];
    for (cmd, arguments, after) in cases {
        changes("", &command(cmd, arguments), after);
    }
}

#[test]
fn the_order_of_two_sizes_does_not_matter() {
    let (first, second) = (
        columns(json!([{ "col": 3 }]), json!(1)),
        columns(json!([{ "col": 1 }]), json!(2)),
    );
    let after = |commands: [&Value; 2]| {
        let mut workbook = book("");
        for command in commands {
            assert_eq!(workbook.apply(command), Ok(Outcome::Changed));
        }
        members(&workbook)
    };
    assert_eq!(after([&first, &second]), after([&second, &first]));
}

#[test]
fn sizes_that_cannot_be_are_refused() {
    let one = json!([{ "col": 0 }]);
    refuses(
        "",
        &columns(json!([]), json!(1)),
        "`columns` is missing or empty",
    );
    refuses(
        "",
        &columns(json!([{}]), json!(1)),
        "without `firstCol` or `col`",
    );
    refuses(
        "",
        &columns(json!([{ "col": 16_384 }]), json!(1)),
        "`firstCol` is 16384",
    );
    refuses(
        "",
        &columns(json!([{ "firstCol": 3, "lastCol": 2 }]), json!(1)),
        "`lastCol` is 0",
    );
    refuses(
        "",
        &columns(json!([{ "firstCol": 3, "lastCol": "x" }]), json!(1)),
        "`lastCol` in `columns`",
    );
    refuses("", &columns(one.clone(), json!(-1)), "not from 0");
    refuses("", &columns(one.clone(), json!(1e9)), "not from 0");
    refuses(
        "",
        &columns(one.clone(), json!("1")),
        "`size` is not a number",
    );
    refuses("", &columns(one.clone(), Value::Null), "`size` is missing");
    refuses(
        r#""columns":{}"#,
        &columns(one.clone(), json!(1)),
        "`columns` is not a list",
    );
    refuses(
        r#""columns":[3]"#,
        &columns(one, json!(1)),
        "`columns[0]` is not an object",
    );
    let rows = json!([{ "firstRow": 0, "lastRow": 1_048_575 }, { "row": 0 }]);
    refuses(
        "",
        &command("resizeRow", json!({ "rows": rows, "size": 1 })),
        "more rows or columns",
    );
}
