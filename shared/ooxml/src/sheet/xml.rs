//! What the streaming readers share.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::name::QName;
use thiserror::Error;

/// The namespace of SpreadsheetML.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A part that is not well-formed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the XML is not well-formed at byte {offset}: {reason}")]
pub struct Broken {
    /// Where it was noticed.
    pub offset: u64,
    /// What is wrong, in words.
    pub reason: String,
}

impl Broken {
    /// An error of the reader where it stands.
    pub(super) fn at(reader: &Reader<&[u8]>, error: &dyn std::fmt::Display) -> Self {
        Self {
            offset: reader.error_position(),
            reason: error.to_string(),
        }
    }
}

/// The text up to the end of the element that was just begun; elements inside it are skipped.
pub(super) fn text_until(reader: &mut Reader<&[u8]>, name: QName<'_>) -> Result<String, Broken> {
    let mut out = String::new();
    let mut depth = 0_usize;
    loop {
        match reader
            .read_event()
            .map_err(|error| Broken::at(reader, &error))?
        {
            Event::Text(text) if depth == 0 => out.push_str(&normalised(&text)),
            Event::CData(text) if depth == 0 => out.push_str(&text),
            Event::GeneralRef(reference) if depth == 0 => {
                let character = reference
                    .resolve_char_ref()
                    .map_err(|error| Broken::at(reader, &error))?;
                match (character, &*reference) {
                    (Some(c), _) => out.push(c),
                    (None, "lt") => out.push('<'),
                    (None, "gt") => out.push('>'),
                    (None, "amp") => out.push('&'),
                    (None, "quot") => out.push('"'),
                    (None, "apos") => out.push('\''),
                    (None, _) => {}
                }
            }
            Event::Start(_) => depth += 1,
            Event::End(tag) => {
                if depth == 0 && tag.name() == name {
                    return Ok(out);
                }
                depth = depth.saturating_sub(1);
            }
            Event::Eof => {
                return Err(Broken {
                    offset: reader.error_position(),
                    reason: "an element is not closed".to_owned(),
                });
            }
            _ => {}
        }
    }
}

/// Line ends as XML reads them.
fn normalised(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}
