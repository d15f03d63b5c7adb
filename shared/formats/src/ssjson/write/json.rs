//! JSON, appended to a text.

use std::fmt::Write as _;

use serde_json::Value;

/// The largest whole number that is written as one.
const WHOLE: f64 = 1e15;

/// A text with quotes (RFC 8259, section 7).
pub(super) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    let escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    while let Some(at) = rest.bytes().position(escaped) {
        // What is escaped is ASCII, so both are boundaries of characters.
        let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut letters = after.chars();
        match letters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(control) => write(out, format_args!("\\u{:04x}", u32::from(control))),
            None => {}
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// A number; one that is none is null.
pub(super) fn push_number(out: &mut String, number: f64) {
    if number.fract() == 0.0 && number.abs() < WHOLE {
        write(out, format_args!("{}", number as i64));
    } else if number.is_finite() && (1e-7..1e21).contains(&number.abs()) {
        write(out, format_args!("{number}"));
    } else if number.is_finite() {
        write(out, format_args!("{number:e}"));
    } else {
        out.push_str("null");
    }
}

/// A small value of any kind.
pub(super) fn push_value(out: &mut String, value: &Value) {
    write(out, format_args!("{value}"));
}

/// Writing into a text never fails.
pub(super) fn write(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_numbers_are_those_of_json() {
        for text in ["", "a\"b\\c", "\u{0}\u{1f}\n\r\t", "é😀\u{2028}/"] {
            let mut out = String::new();
            push_text(&mut out, text);
            assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
        }
        for number in [
            0.0,
            -1.0,
            0.1,
            1e15,
            1e-9,
            1.5e300,
            f64::MIN_POSITIVE,
            f64::MAX,
            -123456.789,
        ] {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(serde_json::from_str::<f64>(&out).unwrap(), number, "{out}");
        }
        let mut out = String::new();
        push_number(&mut out, f64::NAN);
        assert_eq!(out, "null");
    }
}
