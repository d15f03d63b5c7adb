use std::time::Instant;

use spindle_delta::{Delta, DeltaError, Document, Op, patch};

use super::{delta, document};

/// What patching must give.
fn ordinarily(document: &[u8], change: &Delta) -> Result<Vec<u8>, DeltaError> {
    let changed = Document::from_slice(document)?.apply(change)?;
    Ok(serde_json::to_vec(&changed).unwrap())
}

fn json(document: &Document) -> Vec<u8> {
    serde_json::to_vec(document).unwrap()
}

fn text(bytes: Result<Vec<u8>, DeltaError>) -> Result<String, DeltaError> {
    bytes.map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn what_meets_at_a_seam_becomes_one_where_it_can() {
    for (words, change, after) in [
        // An insert and its neighbours.
        ("+ab~", "=1 +x", "+axb~"),
        ("+ab~", "+x", "+xab~"),
        ("+ab~", "=3 +x", "+ab~x"),
        ("+ab~", r#"=1 +x{"b":1}"#, r#"+a +x{"b":1} +b~"#),
        (r#"+a{"b":1} +c~"#, r#"=1 +x{"b":1}"#, r#"+ax{"b":1} +c~"#),
        (r#"+a{"b":1} +c~"#, "=1 +x", r#"+a{"b":1} +xc~"#),
        (
            r#"+a{"b":1} +c~"#,
            r#"=1 +x{"i":1}"#,
            r#"+a{"b":1} +x{"i":1} +c~"#,
        ),
        (
            r#"+a{"b":1} +c~"#,
            r#"=1 +x{"b":1} +y"#,
            r#"+ax{"b":1} +yc~"#,
        ),
        // Attributes in another order are the same, and those that come first stay.
        (
            r#"+ab{"b":1,"i":1} +~"#,
            r#"=1 +x{"i":1,"b":1}"#,
            r#"+axb{"b":1,"i":1} +~"#,
        ),
        (
            r#"+~ +ab{"b":1,"i":1}"#,
            r#"=1 +x{"i":1,"b":1}"#,
            r#"+~ +xab{"i":1,"b":1}"#,
        ),
        (
            r#"+a{"b":1,"i":1} +~ +c{"i":1,"b":1}"#,
            "=1 -1",
            r#"+ac{"b":1,"i":1}"#,
        ),
        (
            r#"+a{"k":{"x":1,"y":[2]}} +~ +c{"k":{"y":[2],"x":1}}"#,
            "=1 -1",
            r#"+ac{"k":{"x":1,"y":[2]}}"#,
        ),
        (
            r#"+a{"c":"12"} +~ +c{"c":"21"}"#,
            "=1 -1",
            r#"+a{"c":"12"} +c{"c":"21"}"#,
        ),
        // Deletions bring together what was apart.
        (r#"+a +b{"b":1} +c~"#, "=1 -1", "+ac~"),
        (r#"+a +[{"e":1}] +c~"#, "=1 -1", "+ac~"),
        (r#"+aa +b{"b":1} +cc~"#, "=1 -3", "+ac~"),
        (r#"+a +b{"b":1} +c +d{"b":1} +e~"#, "=1 -1 =1 -1", "+ace~"),
        (
            r#"+a +b{"b":1} +c +d{"b":1} +e~"#,
            "=1 -2",
            r#"+a +d{"b":1} +e~"#,
        ),
        (r#"+a{"i":1} +b{"b":1} +c~"#, "=1 -1", r#"+a{"i":1} +c~"#),
        (
            r#"+a +b{"b":1} +[{"e":1}] +~"#,
            "=1 -1",
            r#"+a +[{"e":1}] +~"#,
        ),
        (
            r#"+[{"e":1}] +b +[{"e":1}]"#,
            "=1 -1",
            r#"+[{"e":1}] +[{"e":1}]"#,
        ),
        (r#"+a +b{"b":1} +~"#, "-1", r#"+b{"b":1} +~"#),
        (r#"+a +b{"b":1}"#, "=1 -1", "+a"),
        (r#"+a +b{"b":1}"#, "-2", ""),
        // A deletion and an insert at one place.
        (r#"+a +b{"b":1} +c~"#, "=1 +x -1", "+axc~"),
        (
            r#"+a +b{"b":1} +c~"#,
            r#"=1 +x{"b":1} -1"#,
            r#"+a +x{"b":1} +c~"#,
        ),
        (
            r#"+a +b{"b":1} +c~"#,
            r#"=1 +[{"e":1}] -1"#,
            r#"+a +[{"e":1}] +c~"#,
        ),
        // Attributes that change.
        (r#"+a +b{"b":1} +c~"#, r#"=1 =1{"b":null}"#, "+abc~"),
        (r#"+a +b{"b":1} +c~"#, r#"=1{"b":1}"#, r#"+ab{"b":1} +c~"#),
        (
            r#"+a +b{"b":1} +c~"#,
            r#"=2 =1{"b":1}"#,
            r#"+a +bc{"b":1} +~"#,
        ),
        (r#"+a +b{"b":1} +c~"#, r#"=4{"b":1}"#, r#"+abc~{"b":1}"#),
        (r#"+a +b{"b":1} +c~"#, r#"=4{"b":null}"#, "+abc~"),
        (
            r#"+a +b{"b":1} +c~"#,
            r#"=4{"z":null}"#,
            r#"+a +b{"b":1} +c~"#,
        ),
        (r#"+abc~"#, r#"=1 =1{"b":1}"#, r#"+a +b{"b":1} +c~"#),
        (
            r#"+abc~"#,
            r#"=1 =1{"b":1} +x{"b":1}"#,
            r#"+a +bx{"b":1} +c~"#,
        ),
        (
            r#"+abc~"#,
            r#"=1{"b":1} =1{"i":1}"#,
            r#"+a{"b":1} +b{"i":1} +c~"#,
        ),
        (
            r#"+ab{"b":1,"i":1} +~"#,
            r#"=1{"i":2}"#,
            r#"+a{"i":2,"b":1} +b{"b":1,"i":1} +~"#,
        ),
        (
            r#"+ab{"b":1,"i":1} +~"#,
            r#"=1{"i":1}"#,
            r#"+ab{"i":1,"b":1} +~"#,
        ),
        // Embeds.
        (
            r#"+[{"e":1}]{"s":1} +~"#,
            r#"=1{"s":null}"#,
            r#"+[{"e":1}] +~"#,
        ),
        (
            r#"+[{"e":1}] +~"#,
            r#"=1{"s":1}"#,
            r#"+[{"e":1}]{"s":1} +~"#,
        ),
        (
            r#"+[{"e":1}] +~"#,
            r#"+[{"e":1}]"#,
            r#"+[{"e":1}] +[{"e":1}] +~"#,
        ),
        (
            r#"+a~"#,
            r#"=1 +[{"e":{"x":"y"}}]{"s":1}"#,
            r#"+a +[{"e":{"x":"y"}}]{"s":1} +~"#,
        ),
        // Nothing at all.
        ("", "", ""),
        ("", "+x", "+x"),
        ("", r#"+[{"e":1}] +x"#, r#"+[{"e":1}] +x"#),
        ("+ab~", "", "+ab~"),
        ("+ab~", "=3", "+ab~"),
        ("+😀~", "=1", "+😀~"),
    ] {
        let bytes = json(&document(words));
        let change = delta(change);
        let patched = text(patch(&bytes, &change));
        assert_eq!(
            patched,
            text(Ok(json(&document(after)))),
            "{words} {change:?}"
        );
        assert_eq!(
            patched,
            text(ordinarily(&bytes, &change)),
            "{words} {change:?}"
        );
    }
}

#[test]
fn escapes_are_cut_and_joined_as_they_are() {
    let all = "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}é中😀\u{2028}x";
    let document = Document::try_from(Delta::new().insert(all, ())).unwrap();
    let bytes = json(&document);
    for at in 0..document.len() {
        for change in [
            Delta::new().retain(at, ()).insert(all, ()),
            Delta::new().retain(at, ()).insert(all, [("b", 1.into())]),
            Delta::new().retain(at, ()).delete(1),
            Delta::new().retain(at, ()).retain(1, [("b", 1.into())]),
            Delta::new().delete(at).insert("\\n", ()),
        ] {
            let patched = text(patch(&bytes, &change));
            assert_eq!(patched, text(ordinarily(&bytes, &change)), "{change:?}");
        }
    }
}

#[test]
fn what_applying_refuses_is_refused() {
    let past = |length, consumed| DeltaError::PastEnd { length, consumed };
    for (words, change, error) in [
        ("+Hi~", "=1000", past(3, 1_000)),
        ("+Hi~", "=4 +x", past(3, 4)),
        ("+Hi~", "-4", past(3, 4)),
        ("+Hi~", "=3 -1", past(3, 4)),
        ("", "-1", past(0, 1)),
        (r#"+😀 +[{"e":1}]"#, "=4", past(3, 4)),
        // Past the end counts for more than a split.
        ("+😀", "=1 -2", past(2, 3)),
        ("+😀", "=1 +x", DeltaError::Split),
        ("+😀", "-1", DeltaError::Split),
        ("+😀", r#"=1{"b":1}"#, DeltaError::Split),
        ("+a😀b", "=2 -1", DeltaError::Split),
        ("+a😀b", "=1 -1 =1", DeltaError::Split),
        ("+a😀b", r#"=1 =1{"b":1} -1"#, DeltaError::Split),
        (r#"+a +😀{"b":1}"#, "=2 +x", DeltaError::Split),
    ] {
        let bytes = json(&document(words));
        assert_eq!(
            patch(&bytes, &delta(change)),
            Err(error),
            "{words} {change}"
        );
    }
    let pair = br#"[{"insert":"a\ud83d\ude00b"}]"#;
    assert_eq!(patch(pair, &delta("=2 +x")), Err(DeltaError::Split));
    for whole in ["-1 -1", "=1 -2", "=3 +x"] {
        let change = delta(&format!("=1 {whole}"));
        assert_eq!(patch(pair, &change), ordinarily(pair, &change), "{whole}");
    }
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
        // What is no document is refused as such, whatever the change.
        for change in ["", "=9", "+x"] {
            let patched = patch(bytes, &delta(change));
            assert!(patched.is_err());
            assert_eq!(patched, ordinarily(bytes, &delta(change)));
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
        assert!(took.as_secs() < 10, "{took:?}");
    }
}
