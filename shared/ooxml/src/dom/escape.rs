//! Characters that XML gives a meaning to, and those it forbids (XML 1.0, 2.2 and 2.4).

use std::borrow::Cow;

/// Whether XML 1.0 allows the character at all.
#[must_use]
pub fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

/// The text without the characters that XML 1.0 forbids.
#[must_use]
pub fn allowed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_xml_char) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_xml_char(*c)).collect())
    }
}

/// A text as element content, forbidden characters dropped. For literals given to [`super::Dom::fragment`].
#[must_use]
pub fn escape_text(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 8);
    push_text(&mut out, &allowed(text));
    String::from_utf8(out).unwrap_or_default()
}

/// A text as the inside of a double-quoted attribute, forbidden characters dropped.
#[must_use]
pub fn escape_attribute(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 8);
    push_attribute(&mut out, &allowed(text));
    String::from_utf8(out).unwrap_or_default()
}

pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    push(out, text, |byte| match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'\r' => Some("&#13;"),
        _ => None,
    });
}

pub(crate) fn push_attribute(out: &mut Vec<u8>, text: &str) {
    push(out, text, |byte| match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#9;"),
        b'\n' => Some("&#10;"),
        b'\r' => Some("&#13;"),
        _ => None,
    });
}

fn push(out: &mut Vec<u8>, text: &str, reference: impl Fn(u8) -> Option<&'static str>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (index, byte) in bytes.iter().enumerate() {
        if let Some(reference) = reference(*byte) {
            out.extend_from_slice(bytes.get(done..index).unwrap_or_default());
            out.extend_from_slice(reference.as_bytes());
            done = index + 1;
        }
    }
    out.extend_from_slice(bytes.get(done..).unwrap_or_default());
}
