use serde_json::{Value, json};
use spindle_delta::{Delta, DeltaError, Document};

use super::delta;

#[test]
fn a_delta_has_three_shapes() {
    for (json, words) in [
        (r#"{"ops":[{"insert":"ab"},{"retain":2}]}"#, "+ab =2"),
        (r#"[{"insert":"ab"},{"retain":2}]"#, "+ab =2"),
        (r#"{"insert":"ab"}"#, "+ab"),
        (r#"{"retain":3,"attributes":{"b":null}}"#, r#"=3{"b":null}"#),
        (r#"{"attributes":{"b":1},"insert":"ab"}"#, r#"+ab{"b":1}"#),
        (r#"{"delete":4}"#, "-4"),
        ("[]", ""),
        (r#"{"ops":[]}"#, ""),
        (r#" {"v":7,"ops":[{"delete":1}],"attributes":{}} "#, "-1"),
        (r#"[{"insert":"a","attributes":{}}]"#, "+a"),
        (r#"[{"insert":"a","attributes":{"b":null}}]"#, "+a"),
        (
            r#"[{"insert":"a","attributes":{"b":{"deep":[1]}}}]"#,
            r#"+a{"b":{"deep":[1]}}"#,
        ),
        (
            r#"[{"insert":{"image":"x.png"}}]"#,
            r#"+[{"image":"x.png"}]"#,
        ),
        (r#"[{"insert":"a","extra":[{}]}]"#, "+a"),
        (r#"[{"retain":3.0},{"retain":1e1}]"#, "=13"),
        (r#"[{"retain":2147483647}]"#, "=2147483647"),
        (r#"[{"insert":"\ud83d\ude00\u0000"}]"#, "+😀\u{0}"),
        (r#"[{"delete":1},{"insert":"a"},{"insert":"b"}]"#, "+ab -1"),
        (r#"[{"delete":1,"attributes":{"b":1}}]"#, "-1"),
        (
            r#"[{"insert":"a","attributes":{"b":1,"c":2}},{"insert":"d","attributes":{"c":2,"b":1}}]"#,
            r#"+ad{"b":1,"c":2}"#,
        ),
        (
            r#"[{"insert":"a","attributes":{"b":1,"c":2}},{"insert":"d","attributes":{"b":1,"b":1}}]"#,
            r#"+a{"b":1,"c":2} +d{"b":1}"#,
        ),
    ] {
        assert_eq!(
            Delta::from_slice(json.as_bytes()).unwrap(),
            delta(words),
            "{json}"
        );
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(Delta::from_value(&value).unwrap(), delta(words), "{json}");
        assert_eq!(
            serde_json::from_str::<Delta>(json).unwrap(),
            delta(words),
            "{json}"
        );
    }
}

#[test]
fn what_is_read_is_not_chopped() {
    let sent = Delta::from_slice(br#"[{"retain":400},{"retain":600}]"#).unwrap();
    assert_eq!(sent.base_len(), 1_000);
    assert!(sent.is_empty());
}

#[test]
fn a_malformed_op_is_refused_with_its_place_and_the_reason() {
    for (op, reason) in [
        ("{}", "none of insert, retain and delete"),
        (
            r#"{"attributes":{"b":1}}"#,
            "none of insert, retain and delete",
        ),
        (
            r#"{"insert":"a","delete":1}"#,
            "more than one of insert, retain and delete",
        ),
        (
            r#"{"retain":1,"delete":1}"#,
            "more than one of insert, retain and delete",
        ),
        (r#"{"insert":""}"#, "an insert of no characters"),
        (
            r#"{"insert":1}"#,
            "expected characters or an object with one key",
        ),
        (
            r#"{"insert":null}"#,
            "expected characters or an object with one key",
        ),
        (
            r#"{"insert":["a"]}"#,
            "expected characters or an object with one key",
        ),
        (r#"{"insert":{}}"#, "an embed has exactly one key, not 0"),
        (
            r#"{"insert":{"a":1,"b":2}}"#,
            "an embed has exactly one key, not 2",
        ),
        (
            r#"{"retain":0}"#,
            "a retain of 0, and not of a whole number from 1 to 2147483647",
        ),
        (
            r#"{"delete":-1}"#,
            "a delete of -1, and not of a whole number from 1 to 2147483647",
        ),
        (r#"{"delete":1.5}"#, "a delete of 1.5, and not of"),
        (
            r#"{"retain":2147483648}"#,
            "a retain of 2147483648, and not of",
        ),
        (r#"{"retain":1e300}"#, "and not of a whole number"),
        (
            r#"{"retain":"3"}"#,
            "expected a whole number from 1 to 2147483647",
        ),
        (
            r#"{"retain":true}"#,
            "expected a whole number from 1 to 2147483647",
        ),
        (
            r#"{"retain":{"delta":[]}}"#,
            "a retain of an object: what is inside an embed cannot be edited",
        ),
        (
            r#"{"insert":"a","attributes":null}"#,
            "expected an object of attributes",
        ),
        (
            r#"{"insert":"a","attributes":[1]}"#,
            "expected an object of attributes",
        ),
        (
            r#"{"insert":"a","attributes":"b"}"#,
            "expected an object of attributes",
        ),
        (
            "1",
            "expected an object with one of insert, retain and delete",
        ),
        (
            "null",
            "expected an object with one of insert, retain and delete",
        ),
        (
            r#"[{"insert":"a"}]"#,
            "expected an object with one of insert, retain and delete",
        ),
    ] {
        for (json, place) in [
            (
                format!(r#"[{{"insert":"a"}},{{"insert":"b"}},{op},{{"delete":1}}]"#),
                2,
            ),
            (format!(r#"{{"ops":[{op}]}}"#), 0),
        ] {
            let value: Value = serde_json::from_str(&json).unwrap();
            for result in [
                Delta::from_slice(json.as_bytes()),
                Delta::from_value(&value),
            ] {
                let Err(DeltaError::Op {
                    index,
                    reason: said,
                }) = result
                else {
                    panic!("{json}: {result:?}");
                };
                assert_eq!(index, place, "{json}");
                assert!(said.contains(reason), "{json}: {said}");
            }
            let said = serde_json::from_str::<Delta>(&json)
                .unwrap_err()
                .to_string();
            assert!(said.contains(&format!("op {place}: ")), "{said}");
        }
    }
}

#[test]
fn what_is_said_twice_is_refused() {
    for json in [
        r#"[{"insert":"a","insert":"b"}]"#,
        r#"[{"insert":"a","attributes":{},"attributes":{}}]"#,
        r#"{"ops":[],"ops":[]}"#,
        r#"{"ops":[],"insert":"a"}"#,
    ] {
        assert!(Delta::from_slice(json.as_bytes()).is_err(), "{json}");
    }
}

#[test]
fn other_json_and_no_json_are_told_apart() {
    for json in [
        "1",
        "null",
        "\"a\"",
        "true",
        r#"{"ops":1}"#,
        r#"{"ops":{}}"#,
        r#"{"ops":null}"#,
    ] {
        let result = Delta::from_slice(json.as_bytes());
        assert!(
            matches!(result, Err(DeltaError::Shape(_))),
            "{json}: {result:?}"
        );
    }
    for json in [
        "",
        "[",
        "[{]",
        "[] []",
        r#"[{"insert":"a"}"#,
        r#"[{"insert":"\ud83d"}]"#,
        r#"[{"insert":"\ude00"}]"#,
        r#"{"insert":"#,
    ] {
        let result = Delta::from_slice(json.as_bytes());
        assert!(
            matches!(result, Err(DeltaError::Json(_))),
            "{json}: {result:?}"
        );
    }
    let invalid = Delta::from_slice(b"[{\"insert\":\"\xff\"}]");
    assert!(matches!(invalid, Err(DeltaError::Json(_))), "{invalid:?}");
}

#[test]
fn depth_is_bounded() {
    let deep = |depth: usize| {
        format!(
            r#"[{{"insert":{{"e":{}1{}}}}}]"#,
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    assert!(Delta::from_slice(deep(100).as_bytes()).is_ok());
    for json in [deep(200), deep(1_000_000), "[".repeat(1_000_000)] {
        assert!(Delta::from_slice(json.as_bytes()).is_err());
    }
}

#[test]
fn deltas_are_written_as_lists_of_ops() {
    let words = r#"+ab +中{"b":true,"a":1} +[{"image":"x"}]{"s":1} =3 =4{"b":null} -5"#;
    let written = json!([
        {"insert": "ab"},
        {"insert": "中", "attributes": {"b": true, "a": 1}},
        {"insert": {"image": "x"}, "attributes": {"s": 1}},
        {"retain": 3},
        {"retain": 4, "attributes": {"b": null}},
        {"delete": 5},
    ]);
    assert_eq!(
        serde_json::to_string(&delta(words)).unwrap(),
        written.to_string()
    );
    assert_eq!(serde_json::to_string(&Delta::new()).unwrap(), "[]");
    assert_eq!(
        serde_json::to_string(&Document::empty()).unwrap(),
        r#"[{"insert":"\n"}]"#
    );
}

#[test]
fn deltas_stand_inside_other_records() {
    let record = br#"[[{"insert":"a"}],{"ops":[{"delete":1}]},{"retain":2}]"#;
    let deltas: Vec<Delta> = serde_json::from_slice(record).unwrap();
    assert_eq!(deltas, [delta("+a"), delta("-1"), delta("=2")]);
}
