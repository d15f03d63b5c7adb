//! Text as XML, with the white space that ODF would otherwise take together.

/// Text as the value of an attribute or as the text of an element that knows no white space of its own.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        push(char, &mut escaped);
    }
    escaped
}

/// Text of a paragraph. A space between two other characters is written as it is; all others would be lost at the
/// edges of elements or beside each other.
pub(super) fn paragraph_text(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    let mut after_sign = false;
    while let Some(char) = chars.next() {
        match char {
            ' ' => {
                let mut count = 1usize;
                while chars.next_if_eq(&' ').is_some() {
                    count = count.saturating_add(1);
                }
                let before_sign = chars
                    .peek()
                    .is_some_and(|next| !matches!(next, '\t' | '\n' | '\r') && allowed(*next));
                if after_sign && before_sign {
                    out.push(' ');
                    count = count.saturating_sub(1);
                }
                if count == 1 {
                    out.push_str("<text:s/>");
                } else if count > 1 {
                    out.push_str(&format!("<text:s text:c=\"{count}\"/>"));
                }
                after_sign = false;
            }
            '\t' => {
                out.push_str("<text:tab/>");
                after_sign = false;
            }
            '\n' => {
                out.push_str("<text:line-break/>");
                after_sign = false;
            }
            '\r' => {}
            _ => {
                push(char, out);
                after_sign |= allowed(char);
            }
        }
    }
}

fn push(char: char, out: &mut String) {
    match char {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\n' | '\t' => out.push(' '),
        char if allowed(char) => out.push(char),
        _ => {}
    }
}

/// Whether XML 1.0 knows the character.
fn allowed(char: char) -> bool {
    !matches!(char, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_survives() {
        let written = |text: &str| {
            let mut out = String::new();
            paragraph_text(text, &mut out);
            out
        };
        assert_eq!(written("a b"), "a b");
        assert_eq!(written(" a  b "), "<text:s/>a <text:s/>b<text:s/>");
        assert_eq!(written("a \tb\u{1}"), "a<text:s/><text:tab/>b");
        assert_eq!(written("a \u{1}"), "a<text:s/>");
        assert_eq!(written("<&>"), "&lt;&amp;&gt;");
    }
}
