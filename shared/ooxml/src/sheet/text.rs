//! Characters that XML cannot hold, as SpreadsheetML writes them: `_x0001_` (ECMA-376 Part 1, 22.9.2.19).

use std::borrow::Cow;
use std::fmt::Write;

/// Characters of a cell's text (Excel's own limit), in UTF-16 units.
pub const MAX_TEXT: usize = 32_767;

/// Whether a text fits a cell.
#[must_use]
pub fn fits(text: &str) -> bool {
    text.len() <= MAX_TEXT || text.encode_utf16().count() <= MAX_TEXT
}

/// A text as a file has it.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    let special = |c: char| {
        (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if !text.contains(special) && !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (index, c) in text.char_indices() {
        if special(c) {
            let _ = write!(out, "_x{:04X}_", u32::from(c));
        } else if c == '_' && text.get(index..).and_then(code).is_some() {
            out.push_str("_x005F_");
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A file's text as people see it.
#[must_use]
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (decoded, len) = match code(rest).and_then(char::from_u32) {
            Some(decoded) => (decoded, 7),
            None => (c, c.len_utf8()),
        };
        out.push(decoded);
        rest = rest.get(len..).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// The number in the `_xHHHH_` that the text starts with.
fn code(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_make_the_round_trip() {
        for text in [
            "plain", "a_b", "\u{1}x", "_x0041_", "_x005F_", "a\r\nb", "ü_x00_", "_xÄ041_",
            "_x+041_", "\u{ffff}",
        ] {
            assert_eq!(unescaped(&escaped(text)), text);
        }
        assert_eq!(escaped("\u{1}x"), "_x0001_x");
        assert_eq!(unescaped("_xD800_"), "_xD800_");
    }
}
