//! Text with what RTF has signs of its own for.

use std::fmt::Write;

/// Appends text: what is not ASCII as Unicode units, each with a question mark for readers that know none.
pub(super) fn push(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            '\t' => out.push_str("\\tab "),
            '\n' => out.push_str("\\line "),
            '\u{a0}' => out.push_str("\\~"),
            ' '..='~' => out.push(letter),
            '\0'..='\u{1f}' => {}
            _ => {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{}?", unit.cast_signed());
                }
            }
        }
    }
}

/// A text of a field's instruction, in quotation marks.
pub(super) fn push_quoted(out: &mut String, text: &str) {
    let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
    out.push('"');
    push(out, &quoted);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_letters_are_escaped() {
        let mut out = String::new();
        push(&mut out, "a{é😀\t");
        assert_eq!(out, "a\\{\\u233?\\u-10179?\\u-8704?\\tab ");
    }
}
