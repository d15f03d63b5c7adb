use std::time::Instant;

use spindle_delta::{Delta, DeltaError, Document, Op, patch};

use super::{delta, json, ordinarily, text};

#[test]
fn what_is_no_document_is_refused_as_such() {
    for bytes in [
        &b""[..],
        b"[",
        b"[]]",
        b"[{\"insert\":\"\xff\"}]",
        br#"[{"insert":"a"},]"#,
        br#"[{"insert":"a"},{"insert":"b"]"#,
        br#"[{"retain":1}]"#,
        br#"[{"insert":""}]"#,
        br#"[{"insert":"\ud83d"}]"#,
    ] {
        // Whatever the change.
        for change in ["", "=9", "+x"] {
            let patched = patch(bytes, &delta(change));
            assert!(patched.is_err());
            assert_eq!(patched, ordinarily(bytes, &delta(change)));
        }
    }
}

#[test]
fn what_is_no_utf_8_is_refused() {
    let edges = [
        0x1f, 0x20, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec,
        0xed, 0xef, 0xf0, 0xf3, 0xf4, 0xf5_u8,
    ];
    let change = Delta::new().retain(u64::MAX, ());
    let pairs = || edges.iter().flat_map(|a| edges.map(|b| [*a, b]));
    for four in pairs().flat_map(|start| pairs().map(move |end| [start, end].concat())) {
        for (before, after) in [("", ""), ("中文字abcde", "é       "), ("a中文", "中文字")]
        {
            let text = [before.as_bytes(), &four, after.as_bytes()].concat();
            let bytes = [br#"[{"insert":""#, &text[..], br#""}]"#].concat();
            let refused = patch(&bytes, &change);
            match std::str::from_utf8(&text) {
                Ok(text) if text.bytes().all(|byte| byte >= 0x20) => {
                    let (length, consumed) = (text.encode_utf16().count() as u64, u64::MAX);
                    let error = DeltaError::PastEnd { length, consumed };
                    assert_eq!(refused, Err(error), "{text}");
                }
                _ => assert!(matches!(refused, Err(DeltaError::Json(_))), "{text:x?}"),
            }
        }
    }
}

#[test]
fn documents_that_are_written_otherwise_are_brought_into_form() {
    for (bytes, after) in [
        (r#" [ {"insert":"a"} ] "#, r#"[{"insert":"ax"}]"#),
        (r#"{"ops":[{"insert":"a"}]}"#, r#"[{"insert":"ax"}]"#),
        (r#"{"insert":"a"}"#, r#"[{"insert":"ax"}]"#),
        (r#"[{"insert":"a","v":7}]"#, r#"[{"insert":"ax"}]"#),
        (r#"[{"insert":"\u0061"}]"#, r#"[{"insert":"ax"}]"#),
        (
            r#"[{"insert":"a","attributes":{}}]"#,
            r#"[{"insert":"ax"}]"#,
        ),
        (
            r#"[{"insert":"a","attributes":{"b":null}}]"#,
            r#"[{"insert":"ax"}]"#,
        ),
        (
            r#"[{"attributes":{"b":1},"insert":"a"}]"#,
            r#"[{"insert":"a","attributes":{"b":1}},{"insert":"x"}]"#,
        ),
        (
            r#"[{"insert":"a","attributes":{"b":1,"b":2}}]"#,
            r#"[{"insert":"a","attributes":{"b":2}},{"insert":"x"}]"#,
        ),
        (
            r#"[{"insert":"a"},{"insert":"b"},{"insert":"c"}]"#,
            r#"[{"insert":"axbc"}]"#,
        ),
        (
            r#"[{"insert":"a"},{"insert":{"e":1e2}}]"#,
            r#"[{"insert":"ax"},{"insert":{"e":100.0}}]"#,
        ),
        (
            r#"[{"insert":"a","attributes":{"b":-0}},{"insert":"c","attributes":{"b":0.0}}]"#,
            r#"[{"insert":"a","attributes":{"b":-0.0}},{"insert":"x"},{"insert":"c","attributes":{"b":-0.0}}]"#,
        ),
        // Reading shares attributes of the same names in the same order.
        (
            r#"[{"insert":"a","attributes":{"k":{"x":1,"y":2}}},{"insert":"z"},{"insert":"c","attributes":{"k":{"y":2,"x":1}}}]"#,
            r#"[{"insert":"a","attributes":{"k":{"x":1,"y":2}}},{"insert":"xz"},{"insert":"c","attributes":{"k":{"x":1,"y":2}}}]"#,
        ),
        (
            r#"[{"insert":"a","attributes":{"k":1,"l":2}},{"insert":"z"},{"insert":"c","attributes":{"l":2,"k":1}}]"#,
            r#"[{"insert":"a","attributes":{"k":1,"l":2}},{"insert":"xz"},{"insert":"c","attributes":{"l":2,"k":1}}]"#,
        ),
        (
            r#"[{"insert":"a","attributes":{"b":1,"i":2}},{"insert":"c","attributes":{"i":2,"b":1}}]"#,
            r#"[{"insert":"a","attributes":{"b":1,"i":2}},{"insert":"x"},{"insert":"c","attributes":{"b":1,"i":2}}]"#,
        ),
    ] {
        let patched = text(patch(bytes.as_bytes(), &delta("=1 +x")));
        assert_eq!(patched.as_deref(), Ok(after), "{bytes}");
        for change in ["", "=1 +x", "-1"] {
            assert_eq!(
                text(patch(bytes.as_bytes(), &delta(change))),
                text(ordinarily(bytes.as_bytes(), &delta(change))),
                "{bytes} {change}"
            );
        }
    }
}

#[test]
fn depth_is_bounded() {
    for depth in [10, 60, 70, 120, 130, 1_000_000] {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let bytes = format!(r#"[{{"insert":{{"e":{open}1{close}}}}},{{"insert":"a"}}]"#);
        let change = delta("=1 +x");
        let patched = patch(bytes.as_bytes(), &change);
        assert_eq!(patched.is_ok(), depth <= 120, "{depth}");
        assert_eq!(patched, ordinarily(bytes.as_bytes(), &change), "{depth}");
    }
}

#[test]
fn a_large_document_takes_no_time() {
    let line = "天地玄黄，宇宙洪荒。\\\"😀";
    let formatted: Delta = (0..20_000)
        .flat_map(|number| {
            let link = format!("https://example.org/{number}");
            let line = Delta::new()
                .insert(line, [("link", link.into())])
                .insert("\n", [("header", (number % 3).into())]);
            line.into_ops()
        })
        .collect();
    let single = Delta::new().insert(format!("{line}\n").repeat(20_000), ());
    for delta in [formatted, single] {
        let document = Document::try_from(delta).unwrap();
        let bytes = json(&document);
        let unit = line.encode_utf16().count() as u64 + 1;
        assert_eq!(document.len(), 20_000 * unit);
        let everywhere: Delta = (0..20_000)
            .flat_map(|_| [Op::Retain(unit - 1, ().into()), Op::Delete(1)])
            .collect();
        let start = Instant::now();
        for change in [
            everywhere,
            Delta::new().retain(document.len() / 2, ()).insert("字", ()),
            Delta::new().retain(document.len(), [("bold", true.into())]),
        ] {
            let patched = patch(&bytes, &change).unwrap();
            let applied = document.apply_ref(&change).unwrap();
            assert!(patched == json(&applied));
        }
        // Unoptimised, and on whatever machine.
        let took = start.elapsed();
        assert!(took.as_secs() < 30, "{took:?}");
    }
}
