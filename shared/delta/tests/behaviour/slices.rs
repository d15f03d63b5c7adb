use spindle_delta::{DeltaError, Text};

use super::{attributes, delta};

#[test]
fn a_slice_has_what_is_between_two_positions() {
    for (words, start, end, slice) in [
        ("+ab", 2, 9, ""),
        ("+0123456789", 2, 7, "+23456"),
        ("+0123", 0, 9, "+0123"),
        ("+0123", 2, 2, ""),
        ("+0123", 3, 1, ""),
        (r#"+0123{"b":1} +4567"#, 0, 5, r#"+0123{"b":1} +4"#),
        (r#"=2 +ab{"b":1} -2"#, 1, 5, r#"=1 +ab{"b":1} -1"#),
        (r#"+ab +[{"e":1}] +c"#, 1, 3, r#"+b +[{"e":1}]"#),
        ("+a😀b", 1, 3, "+😀"),
        ("+中文字", 1, u64::MAX, "+文字"),
    ] {
        let result = delta(words).slice(start, end).unwrap();
        assert_eq!(result, delta(slice), "{words} {start}..{end}");
    }
    assert_eq!(delta("+a😀b").slice(2, 3), Err(DeltaError::Split));
    assert_eq!(delta("+a😀b").slice(0, 2), Err(DeltaError::Split));
}

#[test]
fn deltas_are_joined() {
    for (a, b, joined) in [
        ("", "", ""),
        ("+a", "", "+a"),
        ("", "+a", "+a"),
        ("+a", r#"+b{"b":1}"#, r#"+a +b{"b":1}"#),
        ("+a", "+b", "+ab"),
        (r#"=1{"b":1}"#, r#"=2{"b":1} -1"#, r#"=3{"b":1} -1"#),
        (
            "+a -1",
            r#"+b +c{"b":1} =4 -1"#,
            r#"+ab +c{"b":1} -1 =4 -1"#,
        ),
        ("-1", "-1 =1 -1", "-2 =1 -1"),
    ] {
        assert_eq!(delta(a).concat(&delta(b)), delta(joined), "{a} {b}");
    }
}

#[test]
fn lines_come_with_the_attributes_of_their_newline() {
    let held: &[(&str, &[(&str, &str)])] = &[
        ("", &[]),
        ("+~", &[("", "")]),
        ("+ab~", &[("+ab", "")]),
        ("+ab", &[("+ab", "")]),
        ("+~~~", &[("", ""), ("", ""), ("", "")]),
        ("+ab~cd", &[("+ab", ""), ("+cd", "")]),
        (
            r#"+ab~ +[{"e":1}]{"s":1} +中~ +x{"b":1} +~{"list":"ordered"} +😀"#,
            &[
                ("+ab", ""),
                (r#"+[{"e":1}]{"s":1} +中"#, ""),
                (r#"+x{"b":1}"#, r#"{"list":"ordered"}"#),
                ("+😀", ""),
            ],
        ),
        (
            r#"+ab{"b":1} +c +~{"header":1}"#,
            &[(r#"+ab{"b":1} +c"#, r#"{"header":1}"#)],
        ),
        // Nothing comes after what is not inserted.
        ("+ab~c =2 +d~", &[("+ab", ""), ("+c", "")]),
        ("=2 +d~", &[]),
    ];
    for (words, lines) in held {
        let found: Vec<_> = delta(words).lines().collect();
        let expected: Vec<_> = lines
            .iter()
            .map(|(line, block)| (delta(line), attributes(block)))
            .collect();
        assert_eq!(found, expected, "{words}");
    }
}

#[test]
fn texts_are_cut_between_characters_only() {
    let long = "中😀a".repeat(3_000);
    for string in ["", "abc", "中文", "a😀b", "👨‍👩‍👧", "e\u{301}é", long.as_str()]
    {
        let text = Text::new(string);
        let units: Vec<u16> = string.encode_utf16().collect();
        assert_eq!(text.len(), units.len() as u64);
        let step = (units.len() / 40).max(1);
        for start in (0..=units.len()).step_by(step) {
            for end in (start..=units.len()).step_by(step) {
                let expected = String::from_utf16(&units[start..end])
                    .ok()
                    .filter(|_| String::from_utf16(&units[..start]).is_ok());
                let slice = text.slice(start as u64..end as u64);
                assert_eq!(
                    slice.as_ref().map(Text::as_str),
                    expected.as_deref(),
                    "{start}..{end}"
                );
                assert!(slice.is_none_or(|slice| slice.len() == (end - start) as u64));
            }
        }
        assert_eq!(text.slice(0..text.len() + 1), None);
        assert_eq!(text.slice(0..u64::MAX), None);
        assert_eq!(text.byte_of(u64::MAX), None);
    }
    assert_eq!(
        Text::new("ab").slice(std::ops::Range { start: 2, end: 1 }),
        None
    );
}
