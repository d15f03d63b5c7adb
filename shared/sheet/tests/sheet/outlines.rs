//! Groups of rows and columns.

use serde_json::{Value, json};

use crate::{changes, command, refuses};

fn outlined(items: &str) -> String {
    format!(r#""rowOutlines":{{"items":[],"itemsData":[{items}]}}"#)
}

fn run(index: u32, count: u32, level: i32, collapsed: bool) -> String {
    format!(
        r#"{{"index":{index},"count":{count},"info":{{"level":{level},"collapsed":{collapsed}}}}}"#
    )
}

fn runs(runs: &[String]) -> String {
    outlined(&runs.join(","))
}

fn group(index: Value, count: Value) -> Value {
    command("outlineRow", json!({ "index": index, "count": count }))
}

#[test]
fn rows_are_grouped_and_ungrouped() {
    let one = runs(&[run(2, 3, 0, false)]);
    changes(
        r#""rowOutlines":{"items":[]}"#,
        &group(json!(2), json!(3)),
        &one,
    );
    changes(
        "",
        &group(json!(2), json!(3)),
        &one.replace(r#""items":[],"#, ""),
    );
    let two = runs(&[
        run(2, 1, 0, false),
        run(3, 2, 1, false),
        run(5, 1, 0, false),
    ]);
    changes(&one, &group(json!(3), json!(3)), &two);
    let wide = runs(&[
        run(1, 1, 0, false),
        run(2, 3, 1, false),
        run(5, 2, 0, false),
    ]);
    changes(&one, &group(json!(1), json!(6)), &wide);
    let ungroup = |index: u32, count: u32| {
        command(
            "removeRowOutline",
            json!({ "index": index, "count": count }),
        )
    };
    changes(&two, &ungroup(3, 3), &runs(&[run(2, 3, 0, false)]));
    changes(
        &one,
        &ungroup(0, 9),
        r#""rowOutlines":{"items":[],"itemsData":[]}"#,
    );
    changes(
        &one,
        &ungroup(3, 1),
        &runs(&[run(2, 1, 0, false), run(4, 1, 0, false)]),
    );
    // Nothing is grouped: nothing changes, white space included.
    changes(
        r#""rowOutlines":{ "items" : [ ] }"#,
        &ungroup(0, 5),
        r#""rowOutlines":{ "items" : [ ] }"#,
    );
    let columns = command("outlineColumn", json!({ "index": 0, "count": 2 }));
    changes(
        "",
        &columns,
        r#""columnOutlines":{"itemsData":[{"index":0,"count":2,"info":{"level":0,"collapsed":false}}]}"#,
    );
    let columns = command("removeColumnOutline", json!({ "index": 1, "count": 1 }));
    changes(
        r#""columnOutlines":{"itemsData":[{"index":0,"count":2,"info":{"level":0,"collapsed":false}}]}"#,
        &columns,
        r#""columnOutlines":{"itemsData":[{"index":0,"count":1,"info":{"level":0,"collapsed":false}}]}"#,
    );
}

#[test]
fn the_form_of_the_list_stays() {
    let before = r#""rowOutlines":{"items":[null,{"level":0,"collapsed":false}],"x":1.0}"#;
    changes(
        before,
        &group(json!(1), json!(2)),
        r#""rowOutlines":{"items":[null,{"level":1,"collapsed":false},{"level":0,"collapsed":false}],"x":1.0}"#,
    );
    let before =
        r#""rowOutlines":{"items":[{"index":1,"count":1,"info":{"level":0,"collapsed":false}}]}"#;
    changes(
        before,
        &group(json!(2), json!(1)),
        r#""rowOutlines":{"items":[{"index":1,"count":2,"info":{"level":0,"collapsed":false}}]}"#,
    );
}

#[test]
fn groups_are_opened_and_closed() {
    let expand = |index: i64, level: i64, collapsed: bool| {
        command(
            "expandRowOutline",
            json!({ "index": index, "level": level, "collapsed": collapsed }),
        )
    };
    let open = runs(&[run(2, 3, 0, false)]);
    let closed = runs(&[run(2, 3, 0, false), run(5, 1, -1, true)]);
    changes(&open, &expand(5, 0, true), &closed);
    changes(&closed, &expand(5, 0, false), &open);
    refuses(&open, &expand(6, 0, true), "no group of level 0 beside 6");
    refuses(&open, &expand(5, 1, true), "no group of level 1 beside 5");
    refuses(&open, &expand(5, -1, true), "no group of level -1 beside 5");
    refuses(&open, &expand(-2, 0, true), "`index` is -2");
    refuses(
        &open,
        &command("expandRowOutline", json!({ "index": 5, "level": 0 })),
        "`collapsed`",
    );
    // The mark may stand before the group, and before the first row.
    let backward = |items: &str, head: &str| {
        format!(r#""columnOutlines":{{"direction":0,"itemsData":[{items}]{head}}}"#)
    };
    let columns = command(
        "expandColumnOutline",
        json!({ "index": -1, "level": 0, "collapsed": true }),
    );
    let items = run(0, 2, 0, false);
    changes(
        &backward(&items, ""),
        &columns,
        &backward(&items, r#","head":{"level":0,"collapsed":true}"#),
    );
}

#[test]
fn a_level_is_closed_and_those_above_are_opened() {
    let nested = runs(&[
        run(1, 1, 0, false),
        run(2, 2, 1, false),
        run(4, 1, 0, true),
        run(5, 1, -1, true),
    ]);
    let level = |level: i64| command("expandRowOutlineForLevel", json!({ "level": level }));
    // Level 0 is what holds all of it: its mark is at 5. Level 1 has its own at 4.
    changes(
        &nested,
        &level(0),
        &runs(&[
            run(1, 1, 0, false),
            run(2, 2, 1, false),
            run(4, 1, 0, true),
            run(5, 1, -1, true),
        ]),
    );
    changes(
        &nested,
        &level(1),
        &runs(&[run(1, 1, 0, false), run(2, 2, 1, false), run(4, 1, 0, true)]),
    );
    changes(
        &nested,
        &level(9),
        &runs(&[
            run(1, 1, 0, false),
            run(2, 2, 1, false),
            run(4, 1, 0, false),
        ]),
    );
    refuses(&nested, &level(-1), "`level` is less than 0");
    let columns = command("expandColumnOutlineForLevel", json!({ "level": 0 }));
    changes("", &columns, r#""columnOutlines":{}"#);
    let all = format!(
        r#""columnOutlines":{{"itemsData":[{}]}}"#,
        run(16_000, 384, 0, false)
    );
    let with_tail = all.replace("]}", r#"],"tail":{"level":0,"collapsed":true}}"#);
    changes(&all, &columns, &with_tail);
}

#[test]
fn lists_that_are_not_understood_are_refused() {
    let cases = [
        (
            r#""rowOutlines":[]"#,
            "`rowOutlines` of the sheet is not an object",
        ),
        (r#""rowOutlines":{"itemsData":{}}"#, "is not a list"),
        (
            r#""rowOutlines":{"itemsData":[1]}"#,
            "a shape that is not known",
        ),
        (
            r#""rowOutlines":{"itemsData":[{"index":0,"count":0,"info":{"level":0}}]}"#,
            "a shape that is not known",
        ),
        (
            r#""rowOutlines":{"itemsData":[{"index":0,"count":3,"info":{"level":0}},{"index":2,"count":1,"info":{"level":0}}]}"#,
            "overlap",
        ),
        (
            r#""rowOutlines":{"itemsData":[{"index":1048575,"count":2,"info":{"level":0}}]}"#,
            "out of bounds",
        ),
        (
            r#""rowOutlines":{"itemsData":[{"index":4294967295,"count":4294967295,"info":{"level":0}}]}"#,
            "shape",
        ),
        (
            r#""rowOutlines":{"itemsData":[{"index":1,"count":1,"info":{"level":999}}]}"#,
            "out of bounds",
        ),
        (
            r#""rowOutlines":{"itemsData":[{"index":1,"count":1,"info":{"level":0}}],"items":[null]}"#,
            "both `items` and `itemsData`",
        ),
    ];
    for (before, words) in cases {
        refuses(before, &group(json!(0), json!(1)), words);
    }
    refuses("", &group(json!(-1), json!(1)), "`index` is -1");
    refuses("", &group(json!(0), json!(0)), "`count` is 0");
    refuses("", &group(json!(1_048_575), json!(2)), "`count` is 2");
    refuses("", &group(json!(0), Value::Null), "`count` is missing");
}
