//! From bytes and Unicode units to text, and where it goes.

use spindle_model::document::{Color, InlineKind};

use super::parser::Parser;
use super::state::Destination;
use crate::doc::{codepage, symbols};

impl Parser<'_, '_> {
    pub(super) fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip = self.skip.saturating_sub(1);
            return;
        }
        match self.state.destination {
            Destination::Skip
            | Destination::Lists
            | Destination::ListOverrides
            | Destination::NestedRow
            | Destination::OldList
            | Destination::Shape => {}
            Destination::Picture => self.picture.digit(byte),
            Destination::Colors => {
                if byte == b';' {
                    let color = self.color.take();
                    if self.colors.len() < 10_000 {
                        self.colors
                            .push(color.map(|[red, green, blue]| Color(red, green, blue)));
                    }
                }
            }
            Destination::Fonts if byte == b';' => self.end_font(),
            Destination::Authors if byte == b';' => {
                self.decode();
                let author = std::mem::take(&mut self.text);
                self.authors.push(author);
            }
            _ => {
                if !self.units.is_empty() {
                    self.decode();
                }
                self.raw.push(byte);
            }
        }
    }

    pub(super) fn unicode(&mut self, number: i32) {
        self.skip = 0;
        if self.state.destination != Destination::Skip {
            if !self.raw.is_empty() {
                self.decode();
            }
            // Units from 0x8000 on are written as negative numbers.
            let unit = u16::try_from(number)
                .unwrap_or(i16::try_from(number).unwrap_or(-3).cast_unsigned());
            self.units.push(unit);
        }
        self.skip = self.state.skip;
    }

    /// A letter of its own.
    pub(super) fn letter(&mut self, letter: char) {
        if self.state.destination != Destination::Skip {
            self.decode();
            self.text.push(letter);
        }
    }

    /// Decodes what is gathered of text.
    pub(super) fn decode(&mut self) {
        let font = self.fonts.get(&self.state.text.font);
        if !self.units.is_empty() {
            let symbol_font =
                font.filter(|font| font.symbols || symbols::is_symbol_font(&font.name));
            for letter in char::decode_utf16(self.units.drain(..)) {
                let letter = letter.unwrap_or('\u{fffd}');
                let code = u16::try_from(u32::from(letter))
                    .ok()
                    .filter(|code| *code >= 0xF020);
                let known = symbol_font
                    .zip(code)
                    .and_then(|(font, code)| symbols::unicode(&font.name, code));
                self.text.push(known.unwrap_or(letter));
            }
        }
        if self.raw.is_empty() {
            return;
        }
        let raw = std::mem::take(&mut self.raw);
        if self.state.destination == Destination::Body
            && let Some(font) = font.filter(|font| font.symbols)
        {
            for byte in &raw {
                let known = symbols::unicode(&font.name, u16::from(*byte));
                let own = char::from_u32(u32::from(*byte).saturating_add(0xF000));
                let plain = char::from(*byte);
                let letter = if *byte < 0x20 || !symbols::is_symbol_font(&font.name) {
                    Some(plain)
                } else {
                    known.or(own)
                };
                self.text.extend(letter);
            }
            return;
        }
        let page = match self.state.destination {
            Destination::Fonts => self.font.1.page,
            Destination::Body => font.and_then(|font| font.page),
            _ => None,
        };
        let page = match page {
            // Programs of the east say this of all fonts.
            Some(1252) if matches!(self.page, 932 | 936 | 949 | 950) && fits(&raw, self.page) => {
                self.page
            }
            Some(page) => page,
            None => self.page,
        };
        self.text.push_str(&codepage::decode(&raw, page));
    }

    /// Puts text in place that is gathered.
    pub(super) fn flush(&mut self) {
        self.decode();
        if self.text.is_empty() {
            return;
        }
        match self.state.destination {
            Destination::Body => {
                let text = std::mem::take(&mut self.text);
                self.push_inline(InlineKind::Text(text));
            }
            Destination::Collect(_) => {
                if let Some(collected) = self.collected.last_mut() {
                    collected.push_str(&self.text);
                }
                self.text.clear();
            }
            Destination::Fonts | Destination::Styles | Destination::Authors => {}
            _ => self.text.clear(),
        }
    }
}

/// Whether bytes of text are whole letters of a code page, more than one of them beyond ASCII.
fn fits(raw: &[u8], page: u32) -> bool {
    let high = raw.iter().filter(|byte| **byte >= 0x80).count();
    high >= 2
        && codepage::encoding(page).is_some_and(|encoding| {
            encoding
                .decode_without_bom_handling_and_without_replacement(raw)
                .is_some()
        })
}
