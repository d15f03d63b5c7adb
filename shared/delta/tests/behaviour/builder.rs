use serde_json::json;
use spindle_delta::{Attributes, Delta, Op};

use super::{delta, ops};

#[test]
fn ops_are_pushed_into_canonical_form() {
    for (pushed, held) in [
        ("", ""),
        ("+ab", "+ab"),
        ("+ab +cd", "+abcd"),
        ("-2 -3", "-5"),
        ("=2 =3", "=5"),
        (r#"+a{"b":1} +c{"b":1}"#, r#"+ac{"b":1}"#),
        (r#"+a{"b":1,"c":2} +c{"c":2,"b":1}"#, r#"+ac{"b":1,"c":2}"#),
        (r#"+a{"b":1} +c"#, r#"+a{"b":1} +c"#),
        (r#"=1{"b":1} =3{"b":1}"#, r#"=4{"b":1}"#),
        (r#"=1{"b":1} =3"#, r#"=1{"b":1} =3"#),
        (r#"=1{"b":null} =3{"b":null}"#, r#"=4{"b":null}"#),
        (
            r#"+[{"e":1}]{"b":1} +[{"e":1}]{"b":1}"#,
            r#"+[{"e":1}]{"b":1} +[{"e":1}]{"b":1}"#,
        ),
        ("-1 +a", "+a -1"),
        ("+a -1 +b", "+ab -1"),
        ("=1 -1 +a", "=1 +a -1"),
        ("-1 +a -1", "+a -2"),
        ("-1 +a +b -1 +c", "+abc -2"),
        (r#"+[{"e":1}] -1 +a"#, r#"+[{"e":1}] +a -1"#),
        (r#"-1 +[{"e":1}]"#, r#"+[{"e":1}] -1"#),
        (r#"-1 +a{"b":1} +c"#, r#"+a{"b":1} +c -1"#),
        (r#"+a{"b":null}"#, "+a"),
        (r#"+a{"b":null,"c":1} +d{"c":1}"#, r#"+ad{"c":1}"#),
        ("=1 +a =1 -1", "=1 +a =1 -1"),
    ] {
        let pushed: Delta = ops(pushed).into_iter().collect();
        // Said anew as they are held, ops stay as they are.
        assert_eq!(pushed.ops(), ops(held), "{held}");
    }
}

#[test]
fn what_has_no_length_is_not_there() {
    let built = Delta::new()
        .insert("", ())
        .retain(0, [("b", json!(1))])
        .delete(0);
    assert!(built.ops().is_empty());
    assert!(built.is_empty());
    assert_eq!(built, Delta::new());
}

#[test]
fn builders_add_what_they_are_given() {
    let bold = || Attributes::from([("bold", json!(true))]);
    let built = Delta::new()
        .insert("ab", ())
        .insert("c", bold())
        .insert_embed(json!({"image": "a.png"}), bold())
        .retain(3, ())
        .retain(4, bold())
        .delete(5);
    let words = r#"+ab +c{"bold":true} +[{"image":"a.png"}]{"bold":true} =3 =4{"bold":true} -5"#;
    assert_eq!(built, delta(words));
    assert_eq!(Delta::new().insert("a", Attributes::from([])), delta("+a"));
}

#[test]
fn lengths_are_counted_in_units_of_utf_16() {
    for (words, base, target, length) in [
        ("", 0, 0, 0),
        ("+ab", 0, 2, 2),
        ("+中文", 0, 2, 2),
        ("+😀", 0, 2, 2),
        ("+👨‍👩‍👧", 0, 8, 8),
        ("+é", 0, 1, 1),
        ("+e\u{301}", 0, 2, 2),
        (r#"+[{"image":"long.png"}]"#, 0, 1, 1),
        ("=3 -2", 5, 3, 5),
        ("=3 +😀 -2", 5, 5, 7),
        ("-4", 4, 0, 4),
    ] {
        let delta = delta(words);
        assert_eq!(delta.base_len(), base, "{words}");
        assert_eq!(delta.target_len(), target, "{words}");
        assert_eq!(delta.length(), length, "{words}");
    }
}

#[test]
fn lengths_do_not_overflow() {
    let huge = Delta::new()
        .retain(u64::MAX, ())
        .retain(u64::MAX, ())
        .delete(u64::MAX)
        .delete(1);
    assert_eq!(huge.ops().len(), 2);
    assert_eq!(huge.base_len(), u64::MAX);
    assert_eq!(huge.compose(&huge).unwrap().base_len(), u64::MAX);
}

#[test]
fn a_retain_at_the_end_is_chopped_if_it_changes_nothing() {
    for (words, chopped) in [
        ("", ""),
        ("+a =4", "+a"),
        ("+a -1 =4", "+a -1"),
        (r#"+a =4{"b":1}"#, r#"+a =4{"b":1}"#),
        ("+a", "+a"),
        ("=4", ""),
    ] {
        let mut delta = delta(words);
        delta.chop();
        assert_eq!(delta.ops(), ops(chopped), "{words}");
    }
    assert!(delta("=4").is_empty());
    assert_eq!(delta("=4").base_len(), 4);
    assert!(!delta("+a =4").is_empty());
}

#[test]
fn ops_know_their_lengths_and_attributes() {
    let held = ops(r#"+a😀{"b":1} =4{"c":2} -5 +[{"e":1}]"#);
    assert_eq!(held.iter().map(Op::len).collect::<Vec<_>>(), [3, 4, 5, 1]);
    assert_eq!(
        held.iter()
            .map(|op| op.attributes().len())
            .collect::<Vec<_>>(),
        [1, 1, 0, 0]
    );
    assert!(held.iter().all(|op| !op.is_empty()));
}
