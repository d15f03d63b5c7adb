use spindle_delta::{Delta, DeltaError};

use super::delta;

#[test]
fn the_second_change_is_made_after_the_first() {
    for (a, b, composed) in [
        ("", "", ""),
        ("+a", "", "+a"),
        ("", "+a", "+a"),
        ("", "=3 -2", "=3 -2"),
        // Each kind of op on each other kind.
        ("+A", "+B", "+BA"),
        (
            "+A",
            r#"=1{"b":1,"c":"r","f":null}"#,
            r#"+A{"b":1,"c":"r"}"#,
        ),
        ("+A", "-1", ""),
        ("-1", "+B", "+B -1"),
        ("-1", r#"=1{"b":1}"#, r#"-1 =1{"b":1}"#),
        ("-1", "-1", "-2"),
        (r#"=1{"c":"g"}"#, "+B", r#"+B =1{"c":"g"}"#),
        (
            r#"=1{"c":"g"}"#,
            r#"=1{"b":1,"c":"r","f":null}"#,
            r#"=1{"b":1,"c":"r","f":null}"#,
        ),
        (r#"=1{"c":"g"}"#, "-1", "-1"),
        // Inside texts.
        ("+Hello", "=3 +X", "+HelXlo"),
        ("+Hello", "=3 +X -1", "+HelXo"),
        ("+Hello", "=3 -1 +X", "+HelXo"),
        ("+Hello", "=1 -3", "+Ho"),
        ("+Hello", "-5 +Bye", "+Bye"),
        ("+Hello", "=5 +~", "+Hello~"),
        ("+Hello", r#"=2 =2{"b":1}"#, r#"+He +ll{"b":1} +o"#),
        (r#"+He +ll{"b":1} +o"#, r#"=2 =2{"b":null}"#, "+Hello"),
        (r#"+ab{"b":1}"#, "=1 +x", r#"+a{"b":1} +x +b{"b":1}"#),
        (r#"+ab{"b":1}"#, r#"=1 +x{"b":1}"#, r#"+axb{"b":1}"#),
        // Embeds.
        (
            r#"+[{"e":1}]{"s":1}"#,
            r#"=1{"a":2}"#,
            r#"+[{"e":1}]{"s":1,"a":2}"#,
        ),
        (r#"+[{"e":1}]{"s":1}"#, r#"=1{"s":null}"#, r#"+[{"e":1}]"#),
        (r#"=1{"s":1}"#, r#"=1{"s":null}"#, r#"=1{"s":null}"#),
        (r#"+[{"e":1}] +x"#, r#"-1 +[{"e":2}]"#, r#"+[{"e":2}] +x"#),
        (r#"+a[b"#, "=1 -2", "+a"),
        // Past the end everything is retained.
        ("+A", "=3 +B", "+A =2 +B"),
        ("+A", "-3", "-2"),
        (r#"+A"#, r#"=3{"b":1}"#, r#"+A{"b":1} =2{"b":1}"#),
        // Far and near.
        ("=10 +ab", "=11 -1", "=10 +a"),
        ("=10 -3", "=12 -1", "=10 -3 =2 -1"),
        ("=4 -3", "=4 +x", "=4 +x -3"),
        ("=4 -3", "=4 -2", "=4 -5"),
        ("=4 -3 =1 +b", "=5 +x", "=4 -3 =1 +xb"),
        (
            r#"+a =2{"b":1} +c -1"#,
            r#"=1 =2{"i":1} -1"#,
            r#"+a =2{"b":1,"i":1} -1"#,
        ),
        // Nothing is left over.
        (r#"=4{"b":1}"#, r#"=4{"b":1}"#, r#"=4{"b":1}"#),
        ("+ab", "=2", "+ab"),
        ("+ab", "=90", "+ab"),
        ("+ab =3", "=1", "+ab"),
        // What is deleted takes its formats with it.
        ("+Test", r#"=4{"b":1} +x"#, r#"+Test{"b":1} +x"#),
        (r#"=4{"b":1} +x"#, "-4", "+x -4"),
        // Units.
        ("+a😀b", "=3 -1", "+a😀"),
        ("+中文字", "=1 -1", "+中字"),
        ("+中文字", "=2 +😀", "+中文😀字"),
        ("+👨‍👩‍👧", "=2 -1", "+👨👩‍👧"),
        ("+e\u{301}x", "=1 -1", "+ex"),
    ] {
        let (a, b) = (delta(a), delta(b));
        assert_eq!(a.compose(&b).unwrap(), delta(composed), "{a:?} and {b:?}");
    }
}

#[test]
fn operands_stay_as_they_are() {
    let (a, b) = (delta(r#"+Test =3{"b":1}"#), delta(r#"=2{"i":1} -3"#));
    let copies = (a.clone(), b.clone());
    a.compose(&b).unwrap();
    assert_eq!((a, b), copies);
}

#[test]
fn a_surrogate_pair_is_not_split() {
    for (a, b) in [
        ("+😀", "=1 +x"),
        ("+😀", "-1"),
        ("+😀", r#"=1{"b":1}"#),
        ("+a😀", "=2 -1"),
        ("+a😀", "-2"),
        (r#"+a +😀{"b":1}"#, "=2 +x"),
        ("+😀😀", "=1 -2"),
        ("=5 +😀", "=6 -1"),
    ] {
        assert_eq!(
            delta(a).compose(&delta(b)),
            Err(DeltaError::Split),
            "{a} and {b}"
        );
    }
}

#[test]
fn a_boundary_that_changes_nothing_is_none() {
    for b in ["=1", "=1 =1", "=2"] {
        assert_eq!(
            delta("+😀").compose(&delta(b)).unwrap(),
            delta("+😀"),
            "{b}"
        );
    }
    assert_eq!(delta("+😀").compose(&delta("-1 -1")).unwrap(), delta(""));
}

#[test]
fn many_changes_are_one() {
    let changes =
        |count: usize| (0..count).map(|at| Delta::new().retain(at as u64, ()).insert("x", ()));
    for count in [0, 1, 2, 3, 4, 5, 7, 8, 9, 100] {
        let composed = Delta::compose_all(changes(count)).unwrap();
        assert_eq!(
            composed,
            Delta::new().insert("x".repeat(count), ()),
            "{count}"
        );
    }
    let split = [delta("+😀"), delta("=1 +x")];
    assert_eq!(Delta::compose_all(split), Err(DeltaError::Split));
}

#[test]
fn ten_thousand_changes_of_one_long_text_take_no_time() {
    let text = delta("+中").into_ops().remove(0);
    let mut document: Delta = std::iter::repeat_n(text, 200_000).collect();
    let change: Delta = (0..10_000)
        .flat_map(|_| [delta("=19 -1")])
        .fold(Delta::new(), |all, one| all.concat(&one));
    document = document.into_composed(&change).unwrap();
    assert_eq!(document.target_len(), 190_000);
}
