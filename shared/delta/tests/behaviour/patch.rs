mod foreign;

use spindle_delta::{Delta, DeltaError, Document, patch};

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
}
