//! Bytes of a part as text: encodings and the characters that XML forbids.

use std::borrow::Cow;

use super::escape::is_xml_char;
use super::limits::XmlError;

/// The part as text and whether it was in another encoding than UTF-8.
pub(super) fn decode(bytes: Cow<'_, [u8]>) -> Result<(String, bool), XmlError> {
    let (text, transcoded) = match bytes.get(..4) {
        Some([0xff, 0xfe, 0, 0] | [0, 0, 0xfe, 0xff]) => {
            return Err(XmlError::Encoding("UTF-32 is not read".to_owned()));
        }
        Some([0xff, 0xfe, ..]) => (
            utf16(bytes.get(2..).unwrap_or_default(), u16::from_le_bytes)?,
            true,
        ),
        Some([0xfe, 0xff, ..]) => (
            utf16(bytes.get(2..).unwrap_or_default(), u16::from_be_bytes)?,
            true,
        ),
        Some([b'<', 0, _, 0]) => (utf16(&bytes, u16::from_le_bytes)?, true),
        Some([0, b'<', 0, _]) => (utf16(&bytes, u16::from_be_bytes)?, true),
        _ => {
            let text = String::from_utf8(bytes.into_owned()).map_err(|error| {
                let offset = error.utf8_error().valid_up_to();
                XmlError::Encoding(format!("byte {offset} is not UTF-8"))
            })?;
            (text, false)
        }
    };
    if !transcoded {
        check_declared(&text)?;
    }
    check_characters(&text)?;
    Ok((text, transcoded))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, XmlError> {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0,
    });
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|error| XmlError::Encoding(format!("not UTF-16: {error}")))
}

/// Refuses a declaration of an encoding other than UTF-8 (or its part US-ASCII).
fn check_declared(text: &str) -> Result<(), XmlError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(declaration) = text
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map(|(head, _)| head)
    else {
        return Ok(());
    };
    let Some((_, rest)) = declaration.split_once("encoding") else {
        return Ok(());
    };
    let value = rest.trim_start().trim_start_matches('=').trim_start();
    let name = value
        .get(1..)
        .and_then(|name| name.split(['"', '\'']).next())
        .unwrap_or_default();
    if ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
    {
        Ok(())
    } else {
        Err(XmlError::Encoding(format!(
            "it is declared as \"{}\"; UTF-8 and UTF-16 are read",
            name.escape_debug()
        )))
    }
}

fn check_characters(text: &str) -> Result<(), XmlError> {
    // Control characters, or the first byte of U+F000 to U+FFFF where the two non-characters are.
    let suspicious = text
        .bytes()
        .any(|byte| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0xef);
    if !suspicious {
        return Ok(());
    }
    match text.char_indices().find(|(_, c)| !is_xml_char(*c)) {
        Some((offset, c)) => Err(XmlError::Malformed {
            offset,
            reason: format!("the character U+{:04X} is not allowed in XML", u32::from(c)),
        }),
        None => Ok(()),
    }
}
