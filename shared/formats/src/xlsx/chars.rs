//! Characters of texts, and how XML writes them.

use spindle_ooxml::sheet::text::{MAX_TEXT, escaped};

/// Whether XML 1.0 cannot hold a character, not even as a reference.
fn forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Appends a text as content of an element.
pub(super) fn push_text(out: &mut String, text: &str) {
    push(out, text, |c| match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '\r' => Some("&#13;"),
        c if forbidden(c) => Some(""),
        _ => None,
    });
}

/// Appends a text as the value of an attribute.
pub(super) fn push_attribute(out: &mut String, text: &str) {
    push(out, text, |c| match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        c if forbidden(c) => Some(""),
        _ => None,
    });
}

/// Appends a cell's text: characters that XML cannot hold as `_xHHHH_` (22.9.2.19).
pub(super) fn push_cell_text(out: &mut String, text: &str) {
    push_text(out, &escaped(text));
}

/// Appends ` xml:space="preserve"` where readers would else trim the text.
pub(super) fn push_space(out: &mut String, text: &str) {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    if text.starts_with(blank) || text.ends_with(blank) {
        out.push_str(" xml:space=\"preserve\"");
    }
}

/// The start of a text that fits into a cell: at most 32,767 UTF-16 units.
pub(super) fn fitting(text: &str) -> &str {
    if text.len() <= MAX_TEXT {
        return text;
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > MAX_TEXT {
            return text.get(..at).unwrap_or(text);
        }
    }
    text
}

fn push(out: &mut String, text: &str, instead: impl Fn(char) -> Option<&'static str>) {
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if let Some(instead) = instead(c) {
            out.push_str(text.get(done..at).unwrap_or_default());
            out.push_str(instead);
            done = at + c.len_utf8();
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_for_their_place() {
        let mut out = String::new();
        push_text(&mut out, "a<b>&\"\r\u{1}");
        out.push('|');
        push_attribute(&mut out, "\"\n\u{ffff}");
        out.push('|');
        push_cell_text(&mut out, "\u{1}_x0041_");
        assert_eq!(
            out,
            "a&lt;b&gt;&amp;\"&#13;|&quot;&#10;|_x0001__x005F_x0041_"
        );
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let text = "a".repeat(MAX_TEXT - 1) + "\u{1f600}";
        assert_eq!(fitting(&text).len(), MAX_TEXT - 1);
        let text = "\u{e9}".repeat(MAX_TEXT);
        assert_eq!(fitting(&text), text);
    }
}
