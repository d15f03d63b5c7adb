use serde_json::{Value, json};
use spindle_delta::{Delta, DeltaError, Document};

use super::{delta, document};

#[test]
fn a_document_holds_inserts_only() {
    let (index, read) = (2, |json: &str| Document::from_slice(json.as_bytes()));
    for op in [r#"{"retain":1}"#, r#"{"delete":1}"#] {
        let json = format!(r#"[{{"insert":"a"}},{{"insert":"b"}},{op}]"#);
        assert_eq!(read(&json), Err(DeltaError::NotDocument { index }), "{op}");
        let value: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            Document::from_value(&value),
            Err(DeltaError::NotDocument { index })
        );
        let error = serde_json::from_str::<Document>(&json)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("op 2: a document holds inserts only"),
            "{error}"
        );
    }
    assert!(matches!(
        read(r#"[{"retain":0}]"#),
        Err(DeltaError::Op { index: 0, .. })
    ));
    assert_eq!(
        read(r#"{"ops":[{"insert":"a"},{"insert":"b\n"}]}"#).unwrap(),
        document("+ab~")
    );
    assert_eq!(read("[]").unwrap().len(), 0);
    assert_eq!(
        Document::try_from(delta("+a -1")),
        Err(DeltaError::NotDocument { index: 1 })
    );
}

#[test]
fn the_empty_document_is_one_newline() {
    let empty = Document::empty();
    assert_eq!(empty, document("+~"));
    assert_eq!(empty.len(), 1);
    assert!(empty.ends_with_newline() && !empty.is_empty());
    assert!(!document("").ends_with_newline());
    assert!(!document("+~a").ends_with_newline());
    assert!(!document(r#"+~ +[{"e":1}]"#).ends_with_newline());
    assert!(document(r#"+a +~{"header":1}"#).ends_with_newline());
}

#[test]
fn a_change_within_the_document_is_applied() {
    for (words, change, after) in [
        ("+~", "", "+~"),
        ("+~", "+Hi", "+Hi~"),
        ("+Hi~", "=3", "+Hi~"),
        ("+Hi~", r#"=2{"b":1}"#, r#"+Hi{"b":1} +~"#),
        ("+Hi~", "-3", ""),
        (
            r#"+a +[{"e":1}]{"s":1} +~"#,
            r#"=1 =1{"s":2}"#,
            r#"+a +[{"e":1}]{"s":2} +~"#,
        ),
    ] {
        let (document, change) = (document(words), delta(change));
        assert_eq!(
            document.apply_ref(&change).unwrap(),
            super::document(after),
            "{words}"
        );
        assert_eq!(
            document.apply(&change).unwrap(),
            super::document(after),
            "{words}"
        );
    }
}

#[test]
fn a_change_beyond_the_end_is_refused() {
    for (change, consumed) in [
        ("=1000", 1_000),
        ("=4 +x", 4),
        ("-4", 4),
        ("=3 -1", 4),
        (r#"=4{"b":1}"#, 4),
    ] {
        let error = DeltaError::PastEnd {
            length: 3,
            consumed,
        };
        assert_eq!(
            document("+Hi~").apply_ref(&delta(change)),
            Err(error.clone()),
            "{change}"
        );
        assert_eq!(
            document("+Hi~").apply(&delta(change)),
            Err(error),
            "{change}"
        );
    }
    let error = document("+Hi~")
        .apply(&delta("=9"))
        .unwrap_err()
        .to_string();
    assert_eq!(error, "the change covers 9 units and the document has 3");
    assert_eq!(
        document("+😀~").apply(&delta("=1 +x")),
        Err(DeltaError::Split)
    );
}

#[test]
fn text_is_what_is_inserted() {
    let document = document(r#"+你好 +[{"image":"x"}] +b{"b":1} +[{"mention":"Li"}] +~"#);
    assert_eq!(document.text(|_| None), "你好b\n");
    let name = |embed: &Value| {
        embed
            .get("mention")?
            .as_str()
            .map(|name| format!("@{name}"))
    };
    assert_eq!(document.text(name), "你好b@Li\n");
    let made = Delta::new().insert_embed(json!({"a": 1}), ());
    assert_eq!(
        Document::try_from(made)
            .unwrap()
            .text(|embed| Some(embed.to_string())),
        r#"{"a":1}"#
    );
}

#[test]
fn documents_differ_in_a_change() {
    let (old, new) = (document("+Hi~"), document(r#"+Hi{"b":1} +!~"#));
    let change = old.diff(&new).unwrap();
    assert_eq!(change, delta(r#"=2{"b":1} +!"#));
    assert_eq!(old.apply(&change).unwrap(), new);
    assert_eq!(new.as_delta(), &new.clone().into_delta());
}
