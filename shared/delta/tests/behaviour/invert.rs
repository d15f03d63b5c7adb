use spindle_delta::DeltaError;

use super::delta;

#[test]
fn an_inverse_takes_a_change_back() {
    for (base, change, inverse) in [
        ("+~", "", ""),
        ("+123456", "=2 +A", "=2 -1"),
        ("+123456", "=2 -3", "=2 +345"),
        ("+123456", r#"=2 =3{"b":1}"#, r#"=2 =3{"b":null}"#),
        ("+123456", "-6", "+123456"),
        ("+123456", "=2 -1 +xy", "=2 +3 -2"),
        (
            r#"+123 +456{"b":1}"#,
            r#"=2 =3{"b":null}"#,
            r#"=2 =1{"b":null} =2{"b":1}"#,
        ),
        (r#"+123456{"b":1}"#, r#"=2 =3{"b":null}"#, r#"=2 =3{"b":1}"#),
        (r#"+123456{"b":1}"#, r#"=2 =3{"b":1}"#, ""),
        (
            r#"+1234{"c":"r"}"#,
            r#"=4{"c":"g","b":1}"#,
            r#"=4{"c":"r","b":null}"#,
        ),
        (r#"+12{"b":1} +34"#, "=1 -2", r#"=1 +2{"b":1} +3"#),
        (
            r#"+a +[{"e":1}]{"s":1} +b"#,
            "=1 -1",
            r#"=1 +[{"e":1}]{"s":1}"#,
        ),
        (
            r#"+a +[{"e":1}]{"s":1} +b"#,
            r#"=1 =1{"s":null}"#,
            r#"=1 =1{"s":1}"#,
        ),
        (
            r#"+a +[{"e":1}] +b"#,
            r#"=1 =1{"s":2}"#,
            r#"=1 =1{"s":null}"#,
        ),
        ("+12😀34", "=2 -2", "=2 +😀"),
        ("+中文~", "=1 +😀 -1", "=1 +文 -2"),
        (
            r#"+12 +3456{"c":"r"} +~{"header":1}"#,
            r#"=1 -1 =1{"c":"g"} +x =3 =1{"header":null}"#,
            r#"=1 +2 =1{"c":"r"} -1 =3 =1{"header":1}"#,
        ),
    ] {
        let (base, change) = (delta(base), delta(change));
        let result = change.invert(&base).unwrap();
        assert_eq!(result, delta(inverse), "{change:?} on {base:?}");
        let again = base.compose(&change).unwrap().compose(&result).unwrap();
        assert_eq!(again, base, "{change:?}");
    }
}

#[test]
fn an_inverse_splits_no_surrogate_pair() {
    for change in ["-1", "=1 -1", r#"=1{"b":1}"#, "=1 +x"] {
        assert_eq!(
            delta(change).invert(&delta("+😀~")),
            Err(DeltaError::Split),
            "{change}"
        );
    }
}

#[test]
fn what_is_past_the_end_has_nothing_to_bring_back() {
    assert_eq!(delta("-9").invert(&delta("+ab")).unwrap(), delta("+ab"));
    assert_eq!(
        delta(r#"=9{"b":1}"#).invert(&delta("+ab")).unwrap(),
        delta(r#"=2{"b":null}"#)
    );
}
