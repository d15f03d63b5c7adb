//! Text and attributes as HTML has them, which is also how XML has them.

/// Appends text.
pub(crate) fn text(text: &str, out: &mut String) {
    escape(text, false, out);
}

/// Appends an attribute with a space before it.
pub(crate) fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, true, out);
    out.push('"');
}

fn escape(text: &str, attribute: bool, out: &mut String) {
    let special = |byte: u8| byte < 0x20 || matches!(byte, b'&' | b'<' | b'>' | b'"' | 0x7f);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(special) {
        let (plain, after) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = after.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') if attribute => out.push_str("&quot;"),
            Some('\n') if attribute => out.push_str("&#10;"),
            Some('\r') => out.push_str("&#13;"),
            Some('\t') if attribute => out.push_str("&#9;"),
            Some(c @ ('"' | '\n' | '\t')) => out.push(c),
            // Neither HTML nor XML has control characters.
            _ => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}
