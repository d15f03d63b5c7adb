//! UTF-7 (RFC 2152): how names stand in the headers of WOPI.
//!
//! It is the plain form, not the modified one of IMAP: a run of other characters is `+`, the UTF-16 of them in
//! base64 without padding, and `-`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use thiserror::Error;

/// Why a value is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum Utf7Error {
    /// Bytes that are neither ASCII nor UTF-8.
    #[error("the text is neither UTF-7 nor UTF-8")]
    Bytes,
    /// A `+` that begins nothing.
    #[error("a \"+\" of the UTF-7 text begins no run; a plus sign is written \"+-\"")]
    Empty,
    /// A run whose bits are not whole characters.
    #[error("a run of the UTF-7 text ends in the middle of a character")]
    Bits,
    /// Half of a surrogate pair.
    #[error("a run of the UTF-7 text has half of a surrogate pair")]
    Surrogate,
    /// A character that a header never means.
    #[error("the text has the control character U+{0:04X}")]
    Control(u32),
}

/// Reads a header's value. What is UTF-8 and not ASCII is taken as it is: no UTF-7 has such bytes, and some clients
/// send names so. Of ASCII everything but `+` stands for itself, also what RFC 2152 calls optional (set O) and the
/// two characters that it leaves out.
///
/// # Errors
/// [`Utf7Error`] says what is wrong with the value.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Utf7Error> {
    let given = std::str::from_utf8(bytes).map_err(|_| Utf7Error::Bytes)?;
    let text = if given.is_ascii() {
        runs(given)?
    } else {
        given.to_owned()
    };
    match text.chars().find(|character| character.is_control()) {
        Some(control) => Err(Utf7Error::Control(control.into())),
        None => Ok(text),
    }
}

/// ASCII with the runs in it replaced.
fn runs(given: &str) -> Result<String, Utf7Error> {
    let mut text = String::with_capacity(given.len());
    let mut rest = given;
    while let Some((plain, after)) = rest.split_once('+') {
        text.push_str(plain);
        let end = after
            .find(|character| sextet(character).is_none())
            .unwrap_or(after.len());
        let (run, after) = after.split_at_checked(end).unwrap_or((after, ""));
        let closed = after.strip_prefix('-');
        match (run, closed) {
            ("", Some(_)) => text.push('+'),
            ("", None) => return Err(Utf7Error::Empty),
            (run, _) => push_run(&mut text, run)?,
        }
        // Any other character ends a run as well, and stands for itself.
        rest = closed.unwrap_or(after);
    }
    text.push_str(rest);
    Ok(text)
}

/// The bits of a character of base64.
fn sextet(character: char) -> Option<u32> {
    let code = u32::from(character);
    match character {
        'A'..='Z' => Some(code - u32::from('A')),
        'a'..='z' => Some(code - u32::from('a') + 26),
        '0'..='9' => Some(code - u32::from('0') + 52),
        '+' => Some(62),
        '/' => Some(63),
        _ => None,
    }
}

fn push_run(text: &mut String, run: &str) -> Result<(), Utf7Error> {
    let mut units = Vec::new();
    let mut held = 0_u32;
    let mut count = 0_u32;
    for bits in run.chars().filter_map(sextet) {
        held = (held << 6) | bits;
        count += 6;
        if count >= 16 {
            count -= 16;
            units.extend(u16::try_from(held >> count));
            held &= (1 << count) - 1;
        }
    }
    // What is left fills the last character of base64, and nothing more.
    if count >= 6 || held != 0 {
        return Err(Utf7Error::Bits);
    }
    for character in char::decode_utf16(units) {
        text.push(character.map_err(|_| Utf7Error::Surrogate)?);
    }
    Ok(())
}

/// Writes a text so that every reader of UTF-7 understands it and any header may carry it: what stands for itself is
/// set D of RFC 2152 and the space, and every run is closed.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = Vec::new();
    for character in text.chars() {
        if direct(character) || character == '+' {
            close(&mut out, &mut run);
            out.push(character);
            if character == '+' {
                out.push('-');
            }
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                run.extend(unit.to_be_bytes());
            }
        }
    }
    close(&mut out, &mut run);
    out
}

/// Whether a character stands for itself.
fn direct(character: char) -> bool {
    character.is_ascii_alphanumeric() || " '(),-./:?".contains(character)
}

fn close(out: &mut String, run: &mut Vec<u8>) {
    if !run.is_empty() {
        out.push('+');
        STANDARD_NO_PAD.encode_string(&run, out);
        out.push('-');
        run.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes() {
        for (value, expected) in [
            ("", ""),
            ("report.docx", "report.docx"),
            // The examples of RFC 2152.
            ("A+ImIDkQ.", "A\u{2262}\u{391}."),
            ("Hi Mom -+Jjo--!", "Hi Mom -\u{263a}-!"),
            ("+ZeVnLIqe-", "\u{65e5}\u{672c}\u{8a9e}"),
            ("Item 3 is +AKM-1.", "Item 3 is \u{a3}1."),
            // How Microsoft writes an underscore, an exclamation mark and a plus sign.
            ("madeup+AF8-name.wopitestx", "madeup_name.wopitestx"),
            ("a+ACE-", "a!"),
            ("1 +- 1", "1 + 1"),
            ("+-", "+"),
            ("+-+-", "++"),
            // Characters of set O, and those that no set has.
            ("a_b!\"#$%&*;<=>@[]^`{|}~\\", "a_b!\"#$%&*;<=>@[]^`{|}~\\"),
            // A run ended by another character than "-", and by the end.
            ("+AOk.docx", "\u{e9}.docx"),
            ("+AOk_", "\u{e9}_"),
            ("caf+AOk", "caf\u{e9}"),
            // Padding is not of UTF-7's base64: it ends the run.
            ("+AOk=", "\u{e9}="),
            // "+" and "/" inside a run are base64.
            ("+//0-", "\u{fffd}"),
            ("+T+Y-", "\u{4fe6}"),
            // A surrogate pair.
            ("+2D3eAA-.xlsx", "\u{1f600}.xlsx"),
            // UTF-8 as it is.
            ("caf\u{e9} + a+AOk-", "caf\u{e9} + a+AOk-"),
            ("\u{62a5}\u{544a}.docx", "\u{62a5}\u{544a}.docx"),
        ] {
            assert_eq!(
                decode(value.as_bytes()).as_deref(),
                Ok(expected),
                "{value:?}"
            );
        }
    }

    #[test]
    fn refuses() {
        for (value, expected) in [
            (&b"\xff"[..], Utf7Error::Bytes),
            (b"caf\xe9", Utf7Error::Bytes),
            (b"+\xe9-", Utf7Error::Bytes),
            (b"+", Utf7Error::Empty),
            (b"a+ b", Utf7Error::Empty),
            (b"a+.docx", Utf7Error::Empty),
            // 6, 12, 8 and 14 bits too many; then 2 and 4 bits that are not zero.
            (b"+A-", Utf7Error::Bits),
            (b"+AO-", Utf7Error::Bits),
            (b"+AOkA-", Utf7Error::Bits),
            (b"+AOkAA-", Utf7Error::Bits),
            (b"+AOl-", Utf7Error::Bits),
            (b"+AOkA6R-", Utf7Error::Bits),
            // High alone, low alone, the wrong way round, and a pair over two runs.
            (b"+2D0-", Utf7Error::Surrogate),
            (b"+3gA-", Utf7Error::Surrogate),
            (b"+3gDYPQ-", Utf7Error::Surrogate),
            (b"+2D0-+3gA-", Utf7Error::Surrogate),
            (b"a\tb", Utf7Error::Control(9)),
            (b"a\r\nb", Utf7Error::Control(13)),
            (b"a\x7fb", Utf7Error::Control(127)),
            (b"+AAA-", Utf7Error::Control(0)),
            (b"+AAoACg-", Utf7Error::Control(10)),
            (b"+AIU-", Utf7Error::Control(0x85)),
            ("caf\u{e9}\u{9f}".as_bytes(), Utf7Error::Control(0x9f)),
        ] {
            let text = String::from_utf8_lossy(value);
            assert_eq!(decode(value), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn encodes() {
        for (text, expected) in [
            ("", ""),
            ("Q3 (final), v2.docx", "Q3 (final), v2.docx"),
            ("a'b-c/d:e?", "a'b-c/d:e?"),
            ("a_b", "a+AF8-b"),
            ("!", "+ACE-"),
            ("1+1", "1+-1"),
            ("\u{e9}+-", "+AOk-+--"),
            ("\u{e9}\u{e8}", "+AOkA6A-"),
            ("\u{1f600}.xlsx", "+2D3eAA-.xlsx"),
            ("a\r\nb\t", "a+AA0ACg-b+AAk-"),
            ("~\\", "+AH4AXA-"),
        ] {
            assert_eq!(encode(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        let codes = [
            0x20, 0x26, 0x2b, 0x2d, 0x2f, 0x41, 0x5c, 0x5f, 0x7a, 0x7e, 0xa0, 0xff, 0x100, 0x7ff,
            0x800, 0x2028, 0xd7ff, 0xe000, 0xfeff, 0xffff, 0x10000, 0x1_f600, 0x10_ffff,
        ];
        let characters: Vec<char> = codes.into_iter().filter_map(char::from_u32).collect();
        assert_eq!(characters.len(), codes.len());
        for first in &characters {
            for second in &characters {
                for third in &characters {
                    let text = String::from_iter([first, second, third]);
                    let value = encode(&text);
                    assert!(value.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
                    assert_eq!(decode(value.as_bytes()), Ok(text), "{value}");
                }
            }
        }
    }

    #[test]
    fn no_bytes_break_it() {
        // Every value of three bytes out of those that mean something.
        let bytes = b"+-/AZaz09 =\t\x00\x7f\x80\xc3\xa9\xff";
        for first in bytes {
            for second in bytes {
                for third in bytes {
                    if let Ok(text) = decode(&[b'+', *first, *second, *third]) {
                        assert!(!text.chars().any(char::is_control));
                    }
                }
            }
        }
    }
}
