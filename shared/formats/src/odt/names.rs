//! Names of styles: what people see, and the XML name that stands for it, in which other characters are written as
//! their number between underscores (`Heading_20_1`).

/// Quotations.
pub(super) const QUOTATIONS: &str = "Quotations";
/// Lines of preformatted text.
pub(super) const PREFORMATTED: &str = "Preformatted Text";
/// An empty paragraph with a line under it.
pub(super) const HORIZONTAL_LINE: &str = "Horizontal Line";
/// Code in a line.
pub(super) const SOURCE_TEXT: &str = "Source Text";
/// A formula in LaTeX, where it is text.
pub(super) const FORMULA: &str = "Formula";
/// Paragraphs of lists whose items stand close.
pub(super) const TIGHT_LIST: &str = "Tight List";
/// What paragraphs are that say nothing.
pub(super) const STANDARD: &str = "Standard";
/// Links, as they look.
pub(super) const LINK: &str = "Internet link";
/// Paragraphs in cells.
pub(super) const TABLE_CONTENTS: &str = "Table Contents";
/// Paragraphs in cells of header rows.
pub(super) const TABLE_HEADING: &str = "Table Heading";

/// The XML name of a style that people know as `name`.
pub(super) fn encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for char in name.chars() {
        let first = encoded.is_empty();
        let plain = char.is_alphabetic()
            || (!first && (char.is_ascii_digit() || char == '-' || char == '.'));
        if plain && u32::from(char) < 0x1_0000 {
            encoded.push(char);
        } else {
            encoded.push_str(&format!("_{:x}_", u32::from(char)));
        }
    }
    encoded
}

/// What people see of an XML name without a display name of its own.
pub(super) fn decode(name: &str) -> String {
    let mut decoded = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('_') {
        decoded.push_str(before);
        let coded = after
            .split_once('_')
            .filter(|(digits, _)| !digits.is_empty() && digits.len() <= 6)
            .and_then(|(digits, behind)| {
                let char = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
                Some((char, behind))
            });
        match coded {
            Some((char, behind)) => {
                decoded.push(char);
                rest = behind;
            }
            None => {
                decoded.push('_');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// Whether two names mean one style, as `Source_Text` of some writers means `Source Text`.
pub(super) fn same(name: &str, known: &str) -> bool {
    name.len() == known.len()
        && name
            .chars()
            .zip(known.chars())
            .all(|(one, other)| one == other || (one == '_' && other == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_xml_names_and_come_back() {
        assert_eq!(encode("Heading 1"), "Heading_20_1");
        assert_eq!(encode("1 a_b"), "_31__20_a_5f_b");
        for name in ["Heading 1", "1 a_b", "标题 1", "a(b)", "x\u{1f600}", "_"] {
            assert_eq!(decode(&encode(name)), name);
        }
        assert_eq!(decode("Source_Text"), "Source_Text");
        assert!(same("Source_Text", SOURCE_TEXT));
        assert!(!same("Source", SOURCE_TEXT));
    }
}
