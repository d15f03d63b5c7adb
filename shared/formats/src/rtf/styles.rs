//! The tables before the text: fonts, colours, styles, lists.

use std::sync::Arc;

use spindle_model::document::{ParagraphFormat, Style, TextFormat};

use super::parser::Parser;
use super::state::{Destination, Font, OldList, difference, paragraph_difference};
use crate::doc::codepage;

/// A style.
#[derive(Default)]
pub(super) struct StyleEntry {
    pub(super) id: Arc<str>,
    pub(super) name: String,
    /// The level of headings that it is for.
    pub(super) heading: Option<u8>,
    pub(super) text: TextFormat,
    pub(super) paragraph: ParagraphFormat,
    pub(super) used: bool,
}

/// Fonts and styles that are kept: more than any document has.
const MOST: usize = 10_000;

impl StyleEntry {
    /// The style for the document.
    pub(super) fn into_style(self, defaults: &Style) -> Style {
        Style {
            text: difference(&self.text, &defaults.text),
            paragraph: paragraph_difference(&self.paragraph, &defaults.paragraph),
            name: self.name,
        }
    }
}

impl Parser<'_, '_> {
    pub(super) fn font_word(&mut self, word: &str, number: i32) {
        match word {
            "f" => self.font = (number, Font::default()),
            "fcharset" => {
                let charset = u8::try_from(number).unwrap_or(1);
                self.font.1.page = codepage::of_charset(charset);
                self.font.1.symbols = charset == 2;
            }
            "cpg" => self.font.1.page = u32::try_from(number).ok(),
            _ => {}
        }
    }

    pub(super) fn end_font(&mut self) {
        self.decode();
        let name = std::mem::take(&mut self.text);
        let (number, mut font) = std::mem::take(&mut self.font);
        font.name = Arc::from(name.trim());
        if self.fonts.len() < MOST {
            self.fonts.insert(number, font);
        }
        if number == self.default_font {
            self.set_defaults();
            self.state.text.font = number;
        }
    }

    pub(super) fn color_word(&mut self, word: &str, number: i32) {
        let value = u8::try_from(number.clamp(0, 255)).unwrap_or(0);
        let color = self.color.get_or_insert_default();
        let [red, green, blue] = color;
        match word {
            "red" => *red = value,
            "green" => *green = value,
            "blue" => *blue = value,
            _ => {}
        }
    }

    /// Words of the style sheet that are not formats; answers whether it was one.
    pub(super) fn style_word(&mut self, word: &str, number: i32) -> bool {
        self.style = match word {
            "s" => ('s', number),
            "cs" => ('c', number),
            "ds" | "ts" => ('t', number),
            _ => return false,
        };
        true
    }

    pub(super) fn end_style(&mut self) {
        self.in_style = false;
        let name = std::mem::take(&mut self.text);
        let name = name.split(';').next().unwrap_or_default().trim().to_owned();
        let mut text = self.state.text.format.clone();
        if let Some(font) = self.fonts.get(&self.state.text.font) {
            text.font = Some(Arc::clone(&font.name)).filter(|name| !name.is_empty());
        }
        let lower = name.to_lowercase();
        let level = lower
            .strip_prefix("heading ")
            .and_then(|level| level.trim().parse::<u8>().ok());
        let outline = self.state.paragraph.outline.filter(|level| *level < 9);
        let heading = level
            .filter(|level| (1..=9).contains(level))
            .or(outline.map(|level| level.saturating_add(1)))
            .filter(|_| self.style.0 == 's');
        let id: String = match heading {
            Some(level) => format!("Heading{level}"),
            None => name.split_whitespace().collect(),
        };
        let paragraph = self.state.paragraph.format.clone();
        if self.style == ('s', 0) {
            let defaults = &mut self.document.defaults;
            defaults.text = text.over(&defaults.text);
            defaults.paragraph = paragraph.clone();
        }
        if self.styles.len() < MOST && self.style.0 != 't' {
            self.styles.insert(
                self.style,
                StyleEntry {
                    id: Arc::from(id.as_str()),
                    name,
                    heading,
                    text,
                    paragraph,
                    used: false,
                },
            );
        }
    }

    pub(super) fn list_word(&mut self, word: &str, number: i32) {
        let start = u32::try_from(number).unwrap_or(0).min(0x7FFF);
        let overrides = self.state.destination == Destination::ListOverrides;
        match word {
            "levelnfc" | "levelnfcn" => self.lists.level.kind = number,
            "levelstartat" if overrides => self.lists.restart(Some(start)),
            "levelstartat" => self.lists.level.start = start,
            "listid" => self.lists.id = number,
            "ls" => self.lists.number = number,
            _ => {}
        }
    }

    pub(super) fn old_list_word(&mut self, word: &str, number: i32) {
        let list = self
            .state
            .paragraph
            .old_list
            .get_or_insert_with(|| OldList {
                start: 1,
                ..OldList::default()
            });
        match word {
            "pnlvlblt" => list.bullet = true,
            "pnlvlbody" | "pnlvlcont" => list.bullet = false,
            "pnlvl" => list.level = u8::try_from(number.saturating_sub(1).clamp(0, 8)).unwrap_or(0),
            "pndec" => list.kind = 0,
            "pnucrm" => list.kind = 1,
            "pnlcrm" => list.kind = 2,
            "pnucltr" => list.kind = 3,
            "pnlcltr" => list.kind = 4,
            "pnstart" => list.start = u32::try_from(number).unwrap_or(1).min(0x7FFF),
            _ => {}
        }
    }
}
