use spindle_delta::attributes::{compose, diff, invert, transform};

use super::attributes as map;

#[test]
fn changes_compose_on_content() {
    for (a, b, composed) in [
        ("", "", ""),
        ("", r#"{"b":1}"#, r#"{"b":1}"#),
        (r#"{"b":1}"#, "", r#"{"b":1}"#),
        (r#"{"b":1}"#, r#"{"c":2}"#, r#"{"c":2,"b":1}"#),
        (r#"{"b":1,"c":2}"#, r#"{"b":3,"c":4}"#, r#"{"b":3,"c":4}"#),
        (r#"{"b":1,"c":2}"#, r#"{"b":null}"#, r#"{"c":2}"#),
        (r#"{"b":1,"c":2}"#, r#"{"b":null,"c":null}"#, ""),
        (r#"{"b":1}"#, r#"{"z":null}"#, r#"{"b":1}"#),
        (r#"{"b":{"x":[1]}}"#, r#"{"b":{"y":2}}"#, r#"{"b":{"y":2}}"#),
        (r#"{"b":1}"#, r#"{"b":false}"#, r#"{"b":false}"#),
    ] {
        assert_eq!(compose(&map(a), &map(b), false), map(composed), "{a} {b}");
    }
}

#[test]
fn changes_compose_on_changes_and_keep_their_nulls() {
    for (a, b, composed) in [
        ("", r#"{"b":null}"#, r#"{"b":null}"#),
        (r#"{"b":1}"#, r#"{"b":null}"#, r#"{"b":null}"#),
        (r#"{"b":null}"#, r#"{"b":1}"#, r#"{"b":1}"#),
        (r#"{"b":null}"#, r#"{"c":null}"#, r#"{"b":null,"c":null}"#),
        (r#"{"b":null}"#, "", r#"{"b":null}"#),
    ] {
        assert_eq!(compose(&map(a), &map(b), true), map(composed), "{a} {b}");
    }
}

#[test]
fn a_difference_says_what_is_new_and_what_is_gone() {
    for (a, b, difference) in [
        ("", "", ""),
        ("", r#"{"b":1,"c":2}"#, r#"{"b":1,"c":2}"#),
        (r#"{"b":1,"c":2}"#, "", r#"{"b":null,"c":null}"#),
        (r#"{"b":1,"c":2}"#, r#"{"c":2,"b":1}"#, ""),
        (r#"{"b":1}"#, r#"{"b":1,"c":2}"#, r#"{"c":2}"#),
        (r#"{"b":1,"c":2}"#, r#"{"b":1}"#, r#"{"c":null}"#),
        (r#"{"b":1,"c":2}"#, r#"{"b":1,"c":3}"#, r#"{"c":3}"#),
        (r#"{"b":{"x":1}}"#, r#"{"b":{"x":1}}"#, ""),
        (r#"{"b":{"x":1}}"#, r#"{"b":{"x":2}}"#, r#"{"b":{"x":2}}"#),
    ] {
        assert_eq!(diff(&map(a), &map(b)), map(difference), "{a} {b}");
    }
}

#[test]
fn an_inverse_brings_back_what_was() {
    for (change, base, inverse) in [
        ("", "", ""),
        ("", r#"{"b":1}"#, ""),
        (r#"{"b":1}"#, "", r#"{"b":null}"#),
        (r#"{"b":1}"#, r#"{"c":1}"#, r#"{"b":null}"#),
        (r#"{"b":null}"#, r#"{"b":1}"#, r#"{"b":1}"#),
        (r#"{"b":2}"#, r#"{"b":1}"#, r#"{"b":1}"#),
        (r#"{"b":1}"#, r#"{"b":1}"#, ""),
        (r#"{"b":{"x":1}}"#, r#"{"b":{"x":1}}"#, ""),
        (
            r#"{"b":1,"i":null,"c":"r","s":9}"#,
            r#"{"f":"t","i":1,"c":"g","s":9}"#,
            r#"{"b":null,"i":1,"c":"g"}"#,
        ),
    ] {
        assert_eq!(
            invert(&map(change), &map(base)),
            map(inverse),
            "{change} {base}"
        );
    }
}

#[test]
fn of_changes_at_the_same_time_the_first_wins() {
    let (a, b) = (r#"{"b":1,"c":"r","f":null}"#, r#"{"c":"g","f":"t","i":1}"#);
    for (a, b, priority, transformed) in [
        ("", "", true, ""),
        ("", b, true, b),
        ("", b, false, b),
        (a, "", true, ""),
        (a, "", false, ""),
        (a, b, true, r#"{"i":1}"#),
        (a, b, false, b),
        (b, a, true, r#"{"b":1}"#),
        (a, a, true, ""),
    ] {
        assert_eq!(
            transform(&map(a), &map(b), priority),
            map(transformed),
            "{a} {b}"
        );
    }
}

#[test]
fn maps_are_equal_whatever_their_order() {
    assert_eq!(map(r#"{"a":1,"b":2}"#), map(r#"{"b":2,"a":1}"#));
    assert_ne!(map(r#"{"a":1,"b":2}"#), map(r#"{"a":1}"#));
    assert_ne!(map(r#"{"a":1}"#), map(""));
    assert_eq!(map("{}"), map(""));
    assert_eq!(map(r#"{"a":1,"b":2}"#).len(), 2);
    assert_eq!(map(r#"{"a":1}"#).get("a"), Some(&1.into()));
}
