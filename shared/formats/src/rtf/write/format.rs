//! How letters and paragraphs look, in control words.

use std::fmt::Write;
use std::sync::Arc;

use spindle_model::document::{
    Align, ChangeKind, LineHeight, ParagraphFormat, Script, Size, TextFormat,
};

use super::{Out, twips};

impl Out<'_, '_, '_> {
    /// What a style says.
    fn styled(&self, style: Option<&Arc<str>>) -> Option<&spindle_model::document::Style> {
        self.document.styles.get(style?)
    }

    /// The control words of a text's format; `around` is the style of its paragraph.
    pub(super) fn text_words(&mut self, format: &TextFormat, around: Option<&Arc<str>>) -> String {
        let mut full = format.clone();
        for style in [format.style.as_ref(), around] {
            if let Some(style) = self.styled(style) {
                full = full.over(&style.text);
            }
        }
        let full = full.over(&self.document.defaults.text);
        let mut words = String::new();
        if let Some(style) = format
            .style
            .as_ref()
            .and_then(|style| self.styles.get(style))
        {
            let _ = write!(words, "\\cs{style}");
        }
        let font = match (&full.font, format.code) {
            (_, Some(true)) => Some(Arc::from("Courier New")),
            (font, _) => font.clone(),
        };
        if let Some(font) = font {
            let font = self.font(&font);
            let _ = write!(words, "\\f{font}");
        }
        if let Some(size) = full.size {
            let around = match self.document.defaults.text.size {
                Some(Size::Points(points)) => points,
                _ => 12.0,
            };
            let _ = write!(
                words,
                "\\fs{}",
                (size.points(around).clamp(0.5, 1638.0) * 2.0).round() as i32
            );
        }
        let flags = [
            (full.bold, "\\b"),
            (full.italic, "\\i"),
            (full.underline, "\\ul"),
            (full.strike, "\\strike"),
            (full.small_caps, "\\scaps"),
            (full.all_caps, "\\caps"),
            (full.hidden, "\\v"),
            (full.rtl, "\\rtlch"),
        ];
        for (_, word) in flags.iter().filter(|(flag, _)| *flag == Some(true)) {
            words.push_str(word);
        }
        match full.script {
            Some(Script::Super) => words.push_str("\\super"),
            Some(Script::Sub) => words.push_str("\\sub"),
            None => {}
        }
        if let Some(color) = full.color {
            let color = self.color(color);
            let _ = write!(words, "\\cf{color}");
        }
        if let Some(color) = full.background {
            let color = self.color(color);
            let _ = write!(words, "\\chcbpat{color}");
        }
        if let Some(change) = &format.change {
            let author = super::index_of(&mut self.authors, &change.author);
            let date = change.date.as_deref().map_or(0, packed_date);
            let _ = match change.kind {
                ChangeKind::Inserted => write!(words, "\\revised\\revauth{author}\\revdttm{date}"),
                ChangeKind::Deleted => {
                    write!(words, "\\deleted\\revauthdel{author}\\revdttmdel{date}")
                }
            };
        }
        words
    }

    /// The control words of a paragraph's format, which begin it.
    pub(super) fn paragraph_words(
        &mut self,
        format: &ParagraphFormat,
        heading: Option<u8>,
        indent: i32,
    ) -> String {
        let mut words = "\\pard\\plain".to_owned();
        let style = match heading {
            Some(level) => Some(i32::from(level.clamp(1, 9))),
            None => format
                .style
                .as_ref()
                .and_then(|style| self.styles.get(style).copied()),
        };
        let _ = write!(words, "\\s{}", style.unwrap_or(0));
        let full = match self.styled(format.style.as_ref()) {
            Some(style) => format.over(&style.paragraph),
            None => format.clone(),
        };
        let full = full.over(&self.document.defaults.paragraph);
        words.push_str(match full.align {
            Some(Align::Left) => "\\ql",
            Some(Align::Center) => "\\qc",
            Some(Align::Right) => "\\qr",
            Some(Align::Justify) => "\\qj",
            None => "",
        });
        let steps = full
            .indent
            .map(|steps| i32::from(steps).saturating_mul(720));
        let start = steps
            .unwrap_or(0)
            .max(full.indent_start.map_or(0, twips))
            .saturating_add(indent);
        let lengths = [
            ("\\li", Some(start).filter(|start| *start != 0)),
            ("\\ri", full.indent_end.map(twips)),
            ("\\fi", full.first_line.map(twips)),
            ("\\sb", full.space_before.map(twips)),
            ("\\sa", full.space_after.map(twips)),
        ];
        for (word, length) in lengths {
            if let Some(length) = length {
                let _ = write!(words, "{word}{length}");
            }
        }
        let _ = match full.line_height {
            Some(LineHeight::Multiple(times)) => {
                write!(
                    words,
                    "\\sl{}\\slmult1",
                    (times.clamp(0.0, 100.0) * 240.0).round() as i32
                )
            }
            Some(LineHeight::AtLeast(points)) => write!(words, "\\sl{}\\slmult0", twips(points)),
            Some(LineHeight::Exactly(points)) => {
                write!(words, "\\sl-{}\\slmult0", twips(points).unsigned_abs())
            }
            None => Ok(()),
        };
        let flags = [
            (full.rtl, "\\rtlpar"),
            (full.keep_next, "\\keepn"),
            (full.keep_lines, "\\keep"),
            (full.page_break_before, "\\pagebb"),
        ];
        for (_, word) in flags.iter().filter(|(flag, _)| *flag == Some(true)) {
            words.push_str(word);
        }
        if let Some(color) = full.background {
            let color = self.color(color);
            let _ = write!(words, "\\cbpat{color}");
        }
        words
    }
}

/// A date as Word packs it, of RFC 3339; 0 where it is none.
pub(super) fn packed_date(date: &str) -> i32 {
    let number = |from: usize, to: usize| {
        date.get(from..to)
            .and_then(|digits| digits.parse::<u32>().ok())
    };
    let pack = || {
        let year = number(0, 4)?.checked_sub(1900).filter(|year| *year < 512)?;
        let day = year << 20 | (number(5, 7)? & 0xF) << 16 | (number(8, 10)? & 0x1F) << 11;
        Some(day | (number(11, 13)? & 0x1F) << 6 | (number(14, 16)? & 0x3F))
    };
    pack().map_or(0, u32::cast_signed)
}
