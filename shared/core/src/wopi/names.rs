//! Names of files as clients send them: checked where a client means the exact name, repaired where it suggests one.

use thiserror::Error;

/// The longest name, extension included, in UTF-16 code units: what Windows and most of its clients hold.
pub(crate) const MOST_UNITS: usize = 255;

/// The longest name without extension that clients may ask for (`FileNameMaxLength`), in UTF-16 code units. It leaves
/// room for the extensions that documents have.
pub(crate) const MOST_STEM_UNITS: usize = 245;

/// The longest extension in characters, without its dot.
const MOST_EXTENSION: usize = 16;

/// The most digits of a number in parentheses that [`numbered`] takes for its own. Four are a year.
const MOST_DIGITS: usize = 3;

/// The name of what has none.
const UNTITLED: &str = "Untitled";

/// Why a name is no name of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum NameError {
    /// Nothing.
    #[error("the name is empty")]
    Empty,
    /// `.` or `..`.
    #[error("\".\" and \"..\" name folders")]
    Folder,
    /// A control character.
    #[error("the name has the control character U+{0:04X}")]
    Control(u32),
    /// A character that some system takes for something else.
    #[error("the name has the character {0}, and none of / \\ : * ? \" < > | may be in it")]
    Character(char),
    /// A space at its beginning or its end.
    #[error("the name begins or ends with a space")]
    Space,
    /// A dot at its end.
    #[error("the name ends with a dot")]
    Dot,
    /// More than [`MOST_UNITS`].
    #[error("the name has {0} characters and may have {MOST_UNITS}")]
    Long(usize),
    /// A device of Windows, with or without an extension.
    #[error("the name is that of a device of Windows")]
    Device,
}

/// Checks a name that is meant exactly.
///
/// # Errors
/// [`NameError`] is the first reason against it.
pub(crate) fn check(name: &str) -> Result<(), NameError> {
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name == "." || name == ".." {
        return Err(NameError::Folder);
    }
    for character in name.chars() {
        if character.is_control() {
            return Err(NameError::Control(character.into()));
        }
        if reserved(character) {
            return Err(NameError::Character(character));
        }
    }
    if name.trim() != name {
        return Err(NameError::Space);
    }
    if name.ends_with('.') {
        return Err(NameError::Dot);
    }
    let units = units(name);
    if units > MOST_UNITS {
        return Err(NameError::Long(units));
    }
    if device(name) {
        return Err(NameError::Device);
    }
    Ok(())
}

/// Makes a name out of a suggested one. What it answers always passes [`check`], and a name that does is left alone.
pub(crate) fn repair(name: &str) -> String {
    let legal: String = trimmed(name.trim_start())
        .chars()
        .map(|character| {
            if character.is_control() || reserved(character) {
                '_'
            } else {
                character
            }
        })
        .collect();
    let (stem, extension) = split(&legal);
    let mut name = joined(stem, "", extension);
    if device(&name) {
        // Cut again, for it is one longer now.
        let prefixed = format!("_{name}");
        let (stem, extension) = split(&prefixed);
        name = joined(stem, "", extension);
    }
    if name.is_empty() {
        UNTITLED.clone_into(&mut name);
    }
    name
}

/// A name's stem and its extension with the dot, or "" for none. Only the last dot counts, and what follows it is an
/// extension if it is short and of ASCII letters and digits: "Q3. Results" has none, and no more have `.bashrc`, which
/// would have no stem, and `a.`.
pub(crate) fn split(name: &str) -> (&str, &str) {
    match name.rfind('.').and_then(|dot| name.split_at_checked(dot)) {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => (stem, extension),
        _ => (name, ""),
    }
}

/// A name that differs from another by a number: `a.docx` and 2 make `a (2).docx`. A number of up to three digits that
/// is already there makes way, so that copies of copies do not pile them up. What passes [`check`] does so after it.
pub(crate) fn numbered(name: &str, number: u32) -> String {
    let (stem, extension) = split(name);
    joined(
        unnumbered(stem).unwrap_or(stem),
        &format!(" ({number})"),
        extension,
    )
}

/// The name that a client suggests for a copy of the file `current`: an extension alone, with its dot, changes only
/// the extension. It passes [`check`].
pub(crate) fn suggested(suggestion: &str, current: &str) -> String {
    let suggestion = suggestion.trim();
    if !is_extension(suggestion) {
        return repair(suggestion);
    }
    // Repaired first, for otherwise the extension of a name without stem would become its stem.
    let current = repair(current);
    repair(&format!("{}{suggestion}", split(&current).0))
}

/// Whether a text is a dot and an extension.
fn is_extension(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(|letters| {
        (1..=MOST_EXTENSION).contains(&letters.len())
            && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Characters that separate paths, drives and streams or are wildcards, quotes and pipes of a shell.
fn reserved(character: char) -> bool {
    "/\\:*?\"<>|".contains(character)
}

/// Whether Windows takes the name for a device: it looks only at what is before the first dot.
fn device(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or(name).trim_end();
    let is = |device: &str| first.eq_ignore_ascii_case(device);
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
        .into_iter()
        .any(is)
    {
        return true;
    }
    first.split_at_checked(3).is_some_and(|(port, number)| {
        let numbers = [
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "\u{b9}", "\u{b2}", "\u{b3}",
        ];
        ["COM", "LPT"]
            .into_iter()
            .any(|name| port.eq_ignore_ascii_case(name))
            && numbers.contains(&number)
    })
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Without what Windows drops from the end of a name.
fn trimmed(name: &str) -> &str {
    name.trim_end_matches(|character: char| character.is_whitespace() || character == '.')
}

/// Stem, suffix and extension as one name of at most [`MOST_UNITS`]; what is too long is the stem.
fn joined(stem: &str, suffix: &str, extension: &str) -> String {
    let room = MOST_UNITS.saturating_sub(units(suffix) + units(extension));
    format!("{}{suffix}{extension}", cut(stem, room))
}

/// As much of a stem as `room` code units hold, whole characters only.
fn cut(stem: &str, room: usize) -> &str {
    let mut used = 0;
    for (at, character) in stem.char_indices() {
        used += character.len_utf16();
        if used > room {
            return trimmed(stem.get(..at).unwrap_or_default());
        }
    }
    stem
}

/// A stem without the number in parentheses at its end, if it has one and is not it alone.
fn unnumbered(stem: &str) -> Option<&str> {
    let (rest, number) = stem.strip_suffix(')')?.rsplit_once(" (")?;
    let counts = (1..=MOST_DIGITS).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && !number.starts_with('0');
    (counts && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks() {
        for name in [
            "a",
            "report.docx",
            ".bashrc",
            "..a",
            "a b.docx",
            "Q3. Results",
            "\u{62a5}\u{544a}.docx",
            "\u{1f600}",
            "CONTRACT.docx",
            "COM.docx",
            "COM10",
            "COM0",
            "LPT\u{e9}",
            "a.CON",
            &"a".repeat(255),
        ] {
            assert_eq!(check(name), Ok(()), "{name:?}");
        }
        for (name, expected) in [
            ("", NameError::Empty),
            (".", NameError::Folder),
            ("..", NameError::Folder),
            ("a\0.docx", NameError::Control(0)),
            ("a\nb", NameError::Control(10)),
            ("a\u{85}", NameError::Control(0x85)),
            ("../etc/passwd", NameError::Character('/')),
            ("a\\b", NameError::Character('\\')),
            ("a:b", NameError::Character(':')),
            ("a*", NameError::Character('*')),
            ("a?", NameError::Character('?')),
            ("a\"b", NameError::Character('"')),
            ("<a", NameError::Character('<')),
            ("a>", NameError::Character('>')),
            ("a|b", NameError::Character('|')),
            (" ", NameError::Space),
            (" a", NameError::Space),
            ("a.docx ", NameError::Space),
            ("a\u{3000}", NameError::Space),
            ("a.", NameError::Dot),
            ("...", NameError::Dot),
            (&"a".repeat(256), NameError::Long(256)),
            // Two code units each.
            (&"\u{1f600}".repeat(128), NameError::Long(256)),
            ("CON", NameError::Device),
            ("con.txt", NameError::Device),
            ("Nul .tar.gz", NameError::Device),
            ("conout$", NameError::Device),
            ("com1.docx", NameError::Device),
            ("LPT9", NameError::Device),
            ("COM\u{b2}.docx", NameError::Device),
        ] {
            assert_eq!(check(name), Err(expected), "{name:?}");
        }
        assert_eq!(
            NameError::Character('/').to_string(),
            "the name has the character /, and none of / \\ : * ? \" < > | may be in it"
        );
    }

    #[test]
    fn repairs() {
        for (name, expected) in [
            ("report.docx", "report.docx"),
            ("", "Untitled"),
            (" . .. ", "Untitled"),
            ("..", "Untitled"),
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("a/b\\c:d*e?f\"g<h>i|j.docx", "a_b_c_d_e_f_g_h_i_j.docx"),
            ("a\0b\u{7f}.docx", "a_b_.docx"),
            ("  a.docx . ", "a.docx"),
            ("con", "_con"),
            ("COM1.docx", "_COM1.docx"),
            ("\u{1f600}/.xlsx", "\u{1f600}_.xlsx"),
        ] {
            assert_eq!(repair(name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_repaired_name_is_short_and_keeps_its_extension() {
        let ascii = repair(&format!("{}.docx", "a".repeat(530)));
        assert_eq!(ascii, format!("{}.docx", "a".repeat(250)));
        // 251 code units are 125 pairs and half of one.
        let pairs = repair(&format!("{}.xls", "\u{1f600}".repeat(200)));
        assert_eq!(pairs, format!("{}.xls", "\u{1f600}".repeat(125)));
        // What is cut off leaves no space behind.
        let spaces = repair(&format!("{} . {}.docx", "a".repeat(248), "b".repeat(99)));
        assert_eq!(spaces, format!("{}.docx", "a".repeat(248)));
    }

    #[test]
    fn what_is_repaired_passes_and_stays() {
        let pieces = [
            "",
            ".",
            " ",
            "a",
            "/",
            "\0",
            "\u{3000}",
            "\u{1f600}",
            "CON",
            "com1",
            ".docx",
            " (2)",
            &" ".repeat(300),
            &".".repeat(260),
            &"\u{e9}".repeat(252),
            &"\u{1f600}".repeat(127),
        ];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let name = format!("{first}{second}{third}");
                    let repaired = repair(&name);
                    assert_eq!(check(&repaired), Ok(()), "{name:?} -> {repaired:?}");
                    assert_eq!(repair(&repaired), repaired, "{name:?}");
                    if check(&name).is_ok() {
                        assert_eq!(repaired, name);
                    }
                    for number in [7, u32::MAX] {
                        let other = numbered(&repaired, number);
                        assert_eq!(check(&other), Ok(()), "{repaired:?} -> {other:?}");
                        assert_ne!(other, repaired);
                        assert_eq!(split(&other).1, split(&repaired).1, "{repaired:?}");
                    }
                    let other = suggested(&name, &name);
                    assert_eq!(check(&other), Ok(()), "{name:?} -> {other:?}");
                }
            }
        }
    }

    #[test]
    fn splits() {
        for (name, expected) in [
            ("a.docx", ("a", ".docx")),
            ("a.b.docx", ("a.b", ".docx")),
            ("archive.tar.gz", ("archive.tar", ".gz")),
            ("a", ("a", "")),
            ("a.", ("a.", "")),
            ("", ("", "")),
            (".", (".", "")),
            (".bashrc", (".bashrc", "")),
            (".a.docx", (".a", ".docx")),
            ("Q3. Results", ("Q3. Results", "")),
            ("v1.\u{e9}", ("v1.\u{e9}", "")),
            ("a.0123456789abcdef", ("a", ".0123456789abcdef")),
            ("a.0123456789abcdefg", ("a.0123456789abcdefg", "")),
        ] {
            assert_eq!(split(name), expected, "{name:?}");
        }
    }

    #[test]
    fn numbers() {
        for (name, number, expected) in [
            ("a.docx", 2, "a (2).docx"),
            ("a (2).docx", 3, "a (3).docx"),
            ("a (999).docx", 2, "a (2).docx"),
            ("a", 2, "a (2)"),
            ("a.b.docx", 10, "a.b (10).docx"),
            (".bashrc", 2, ".bashrc (2)"),
            // No numbers of ours.
            ("Budget (2024).docx", 2, "Budget (2024) (2).docx"),
            ("a (02).docx", 2, "a (02) (2).docx"),
            ("a ().docx", 2, "a () (2).docx"),
            ("a(2).docx", 3, "a(2) (3).docx"),
            ("a (x).docx", 2, "a (x) (2).docx"),
            (" (2).docx", 3, " (2) (3).docx"),
        ] {
            assert_eq!(numbered(name, number), expected, "{name:?}");
        }
        let long = numbered(&format!("{}.docx", "\u{1f600}".repeat(125)), 10);
        assert_eq!(long, format!("{} (10).docx", "\u{1f600}".repeat(122)));
        assert_eq!(units(&long), 254);
    }

    #[test]
    fn suggestions() {
        for (suggestion, current, expected) in [
            (".pdf", "a.docx", "a.pdf"),
            (" .pdf ", "a.b.docx", "a.b.pdf"),
            (".docx", "notes", "notes.docx"),
            (".docx", ".bashrc", ".bashrc.docx"),
            (".docx", "", "Untitled.docx"),
            (".docx", "Q3. Results", "Q3. Results.docx"),
            ("b.docx", "a.docx", "b.docx"),
            ("b", "a.docx", "b"),
            ("a/b?.docx", "c.docx", "a_b_.docx"),
            (".a/b", "c.docx", ".a_b"),
            ("", "a.docx", "Untitled"),
        ] {
            assert_eq!(
                suggested(suggestion, current),
                expected,
                "{suggestion:?} of {current:?}"
            );
        }
        let long = suggested(".docx", &format!("{}.xls", "a".repeat(251)));
        assert_eq!(long, format!("{}.docx", "a".repeat(250)));
    }
}
