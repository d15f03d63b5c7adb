//! Character data: references, line ends, and where one text ends.

use std::borrow::Cow;

use super::{Parser, malformed};
use crate::dom::escape::is_xml_char;
use crate::dom::limits::XmlError;
use crate::dom::{NONE, NodeKind};

impl Parser<'_, '_> {
    /// What a reference (without `&` and `;`) stands for.
    pub(super) fn reference(&self, name: &str, at: usize) -> Result<Cow<'static, str>, XmlError> {
        let fixed = match name {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            _ if self.entities.iter().any(|entity| entity == name) => "",
            _ => {
                let code = match name.strip_prefix("#x") {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => name
                        .strip_prefix('#')
                        .and_then(|decimal| decimal.parse().ok()),
                };
                return match code.and_then(char::from_u32).filter(|c| is_xml_char(*c)) {
                    Some(c) => Ok(Cow::Owned(c.to_string())),
                    None if name.starts_with('#') => Err(malformed(
                        at,
                        &format!("&{};  is not a character", name.escape_debug()),
                    )),
                    None => Err(malformed(
                        at,
                        &format!("the entity \"{}\" is not declared", name.escape_debug()),
                    )),
                };
            }
        };
        Ok(Cow::Borrowed(fixed))
    }

    pub(super) fn characters(&mut self, start: usize, end: usize) -> Result<(), XmlError> {
        let text = self.slice(start, end);
        if text.contains('\r') {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            return self.push_decoded(&text, start);
        }
        match &mut self.pending {
            Some((_, Some(decoded))) => decoded.push_str(text),
            Some((_, None)) => {}
            None => self.pending = Some((start, None)),
        }
        Ok(())
    }

    pub(super) fn push_decoded(&mut self, text: &str, start: usize) -> Result<(), XmlError> {
        if self.current.is_none() && !text.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r')) {
            return Err(malformed(start, "there is text outside the root element"));
        }
        let (from, mut decoded) = match self.pending.take() {
            Some((from, Some(decoded))) => (from, decoded),
            Some((from, None)) => (from, self.slice(from, start).to_owned()),
            None => (start, String::new()),
        };
        decoded.push_str(text);
        self.pending = Some((from, Some(decoded)));
        Ok(())
    }

    /// Ends the text that was being read.
    pub(super) fn flush(&mut self, end: usize) -> Result<(), XmlError> {
        let Some((start, decoded)) = self.pending.take() else {
            return Ok(());
        };
        let blank = |text: &str| {
            text.bytes()
                .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
        };
        let content = self.slice(start, end);
        if self.current.is_none() {
            return if blank(content) {
                Ok(())
            } else {
                Err(malformed(start, "there is text outside the root element"))
            };
        }
        if !self.keep && self.preserved.is_empty() && content.contains('\n') && blank(content) {
            return Ok(());
        }
        let data = match decoded {
            Some(decoded) => self.dom.push_string(&decoded),
            None if self.keep => NONE,
            None => self.dom.push_string(content),
        };
        self.make(NodeKind::Text, data, start, end).map(|_| ())
    }
}
