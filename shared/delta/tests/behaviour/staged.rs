use std::time::Instant;

use spindle_delta::{Delta, DeltaError, Document, Staged};

use super::{delta, document};

#[test]
fn changes_are_staged_one_after_the_other() {
    let document = document("+Hi~");
    let mut staged = Staged::new(&document);
    for (change, length) in [
        ("=2 +!", 4),
        ("-1", 3),
        (r#"=1{"b":1}"#, 3),
        ("=3", 3),
        ("", 3),
    ] {
        staged.stage(&delta(change)).unwrap();
        assert_eq!(staged.len(), length, "{change}");
    }
    assert_eq!(staged.staged(), &delta(r#"-1 =1{"b":1} +!"#));
    assert!(staged.ends_with_newline() && !staged.is_empty());
    assert_eq!(
        staged.finish().unwrap(),
        super::document(r#"+i{"b":1} +!~"#)
    );
}

#[test]
fn what_is_refused_changes_nothing() {
    let document = document("+a😀~");
    let mut staged = Staged::new(&document);
    staged.stage(&delta("=1 +b😁c")).unwrap();
    let before = staged.staged().clone();
    for (change, error) in [
        (
            "=9 +x",
            DeltaError::PastEnd {
                length: 8,
                consumed: 9,
            },
        ),
        (
            "=1000",
            DeltaError::PastEnd {
                length: 8,
                consumed: 1_000,
            },
        ),
        // Inside what is staged, and inside the document.
        ("=3 +x", DeltaError::Split),
        ("=2 -1", DeltaError::Split),
        ("=6 +x", DeltaError::Split),
        ("=5 -1", DeltaError::Split),
        (r#"=6{"b":1}"#, DeltaError::Split),
    ] {
        assert_eq!(staged.stage(&delta(change)), Err(error), "{change}");
        assert_eq!((staged.staged(), staged.len()), (&before, 8), "{change}");
    }
    staged.stage(&delta("=2 -2 =1 -2")).unwrap();
    assert_eq!(staged.finish().unwrap(), super::document("+abc~"));
}

#[test]
fn the_last_newline_is_found_wherever_it_is() {
    for (words, changes, ends) in [
        ("+a~", &[][..], true),
        ("+a~", &["=1 -1"], false),
        ("+a~", &["=1 -1", "=1 +~"], true),
        ("+a~", &["=2 +b"], false),
        ("+a~", &["=2 +b~"], true),
        ("+a~", &[r#"=1 =1{"header":1}"#], true),
        ("+a~b", &[r#"=1 =1{"header":1} -1"#], true),
        ("+a~b", &[r#"=1{"b":1} -1"#], false),
        ("+a~b", &["=2 -1"], true),
        (r#"+~ +[{"e":1}]"#, &[r#"=2{"s":1}"#], false),
        ("+a~", &["-2"], false),
        ("", &[], false),
    ] {
        let document = document(words);
        let mut staged = Staged::new(&document);
        for change in changes {
            staged.stage(&delta(change)).unwrap();
        }
        assert_eq!(staged.ends_with_newline(), ends, "{words} {changes:?}");
        assert_eq!(
            staged.finish().unwrap().ends_with_newline(),
            ends,
            "{words} {changes:?}"
        );
    }
}

#[test]
fn positions_of_a_long_text_are_found_by_its_marks() {
    let document =
        Document::try_from(Delta::new().insert("中😀a".repeat(5_000) + "\n", ())).unwrap();
    for at in (0..20_000).step_by(7) {
        let change = Delta::new().retain(at, ()).insert("x", ());
        let staged = Staged::new(&document).stage(&change);
        assert_eq!(staged.is_ok(), at % 4 != 2, "{at}");
    }
}

#[test]
fn a_thousand_keystrokes_into_a_long_document_take_no_time() {
    let document =
        Document::try_from(Delta::new().insert("天地玄黄，宇宙洪荒。\n".repeat(160_000), ()))
            .unwrap();
    assert!(document.text(|_| None).len() > 4_500_000);
    let start = Instant::now();
    let mut staged = Staged::new(&document);
    for number in 0..1_000_u64 {
        let at = number * 7_919 % document.len();
        staged
            .stage(&Delta::new().retain(at, ()).insert("字", ()))
            .unwrap();
    }
    let took = start.elapsed();
    assert_eq!(staged.len(), document.len() + 1_000);
    assert_eq!(staged.finish().unwrap().len(), document.len() + 1_000);
    // Unoptimised, and on whatever machine.
    assert!(took.as_secs() < 30, "{took:?}");
}
