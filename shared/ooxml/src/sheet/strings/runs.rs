//! Texts with formats of their own: runs (ECMA-376 Part 1, 18.4.4).

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Broken, Strings};
use crate::dom::escape::{escape_attribute, push_text};
use crate::sheet::styles::{CellFormat, Color};
use crate::sheet::text::{escaped, unescaped};
use crate::sheet::xml;

/// The format of a run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunFont {
    /// Bold type.
    pub bold: bool,
    /// Italic type.
    pub italic: bool,
    /// Struck out.
    pub strikeout: bool,
    /// A value of `ST_UnderlineValues`, or `none`.
    pub underline: String,
    /// `superscript`, `subscript` or `baseline`.
    pub vertical_position: String,
    /// Size in points.
    pub size: f64,
    /// Name of the font.
    pub name: String,
    /// Colour.
    pub color: Option<Color>,
    /// The font is the theme's: `minor` or `major`.
    pub scheme: Option<String>,
    /// Other properties, as they stood.
    other: String,
}

impl From<&CellFormat> for RunFont {
    fn from(format: &CellFormat) -> Self {
        Self {
            bold: format.bold,
            italic: format.italic,
            strikeout: format.strikeout,
            underline: format.underline.clone(),
            vertical_position: format.vertical_position.clone(),
            size: format.font_size,
            name: format.font_name.clone(),
            color: format.font_color,
            scheme: None,
            other: String::new(),
        }
    }
}

/// A part of a text with one format.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Its format.
    pub font: RunFont,
    /// Its text.
    pub text: String,
}

impl Strings {
    /// The runs of a text; what has no format of its own has that of the cell.
    #[must_use]
    pub fn runs(&self, id: u32, cell: &RunFont) -> Vec<Run> {
        let whole = || {
            vec![Run {
                font: cell.clone(),
                text: self.text(id).to_owned(),
            }]
        };
        let read = self.rich(id).and_then(|inner| read(inner, cell).ok());
        read.filter(|runs| !runs.is_empty()).unwrap_or_else(whole)
    }

    /// Adds a text of runs; neighbours of one format become one, and a text that has the cell's format throughout a
    /// plain one.
    pub fn add_runs(&mut self, runs: Vec<Run>, cell: &RunFont) -> u32 {
        let mut joined: Vec<Run> = Vec::new();
        for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
            match joined.last_mut().filter(|last| last.font == run.font) {
                Some(last) => last.text.push_str(&run.text),
                None => joined.push(run),
            }
        }
        if joined.iter().all(|run| run.font == *cell) {
            let text: String = joined.into_iter().map(|run| run.text).collect();
            return self.add(&text);
        }
        let mut inner = Vec::new();
        for run in &joined {
            inner.extend_from_slice(b"<r>");
            inner.extend_from_slice(run.font.xml().as_bytes());
            inner.extend_from_slice(b"<t xml:space=\"preserve\">");
            push_text(&mut inner, &escaped(&run.text));
            inner.extend_from_slice(b"</t></r>");
        }
        let inner = String::from_utf8(inner).unwrap_or_default();
        match self.add_inner(&inner) {
            Ok(id) => id,
            Err(_) => self.add(
                &joined
                    .iter()
                    .map(|run| run.text.as_str())
                    .collect::<String>(),
            ),
        }
    }
}

impl RunFont {
    fn xml(&self) -> String {
        let mut out = String::from("<rPr>");
        for (on, name) in [
            (self.bold, "b"),
            (self.italic, "i"),
            (self.strikeout, "strike"),
        ] {
            if on {
                let _ = write!(out, "<{name}/>");
            }
        }
        match self.underline.as_str() {
            "none" | "" => {}
            "single" => out.push_str("<u/>"),
            other => {
                let _ = write!(out, "<u val=\"{}\"/>", escape_attribute(other));
            }
        }
        if !matches!(self.vertical_position.as_str(), "baseline" | "") {
            let _ = write!(
                out,
                "<vertAlign val=\"{}\"/>",
                escape_attribute(&self.vertical_position)
            );
        }
        let _ = write!(out, "<sz val=\"{}\"/>", self.size);
        match self.color {
            Some(Color::Rgb(rgb)) => {
                let _ = write!(out, "<color rgb=\"FF{rgb:06X}\"/>");
            }
            Some(Color::Theme { index, tint }) => {
                let _ = write!(out, "<color theme=\"{index}\"");
                if tint != 0 {
                    let _ = write!(out, " tint=\"{}\"", f64::from(tint) / 1000.0);
                }
                out.push_str("/>");
            }
            Some(Color::Indexed(index)) => {
                let _ = write!(out, "<color indexed=\"{index}\"/>");
            }
            Some(Color::Auto) => out.push_str("<color auto=\"1\"/>"),
            None => {}
        }
        let _ = write!(out, "<rFont val=\"{}\"/>", escape_attribute(&self.name));
        out.push_str(&self.other);
        if let Some(scheme) = &self.scheme {
            let _ = write!(out, "<scheme val=\"{}\"/>", escape_attribute(scheme));
        }
        out.push_str("</rPr>");
        out
    }

    /// Takes a property of a run up.
    fn take(&mut self, tag: &BytesStart<'_>, raw: &str) {
        let value = |name: &str| attribute(tag, name);
        let on = || !matches!(value("val").as_deref(), Some("0" | "false"));
        match tag.local_name().as_ref() {
            "b" => self.bold = on(),
            "i" => self.italic = on(),
            "strike" => self.strikeout = on(),
            "u" => self.underline = value("val").unwrap_or_else(|| "single".to_owned()),
            "vertAlign" => self.vertical_position = value("val").unwrap_or_default(),
            "sz" => {
                if let Some(size) = value("val").and_then(|text| text.parse().ok()) {
                    self.size = size;
                }
            }
            "rFont" => self.name = value("val").unwrap_or_default(),
            "scheme" => self.scheme = value("val"),
            "color" => self.color = color(tag),
            _ => self.other.push_str(raw),
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes();
    let found = all
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    let value = quick_xml::escape::unescape(&found.value).ok()?;
    Some(value.into_owned())
}

fn color(tag: &BytesStart<'_>) -> Option<Color> {
    if let Some(rgb) = attribute(tag, "rgb") {
        let digits = rgb.get(rgb.len().checked_sub(6)?..)?;
        return u32::from_str_radix(digits, 16).ok().map(Color::Rgb);
    }
    if let Some(index) = attribute(tag, "theme") {
        let tint: f64 = attribute(tag, "tint")
            .and_then(|t| t.parse().ok())
            .unwrap_or(0.0);
        return Some(Color::Theme {
            index: index.parse().ok()?,
            tint: (tint * 1000.0).clamp(-1000.0, 1000.0) as i16,
        });
    }
    if let Some(index) = attribute(tag, "indexed") {
        return index.parse().ok().map(Color::Indexed);
    }
    attribute(tag, "auto").map(|_| Color::Auto)
}

fn read(inner: &str, cell: &RunFont) -> Result<Vec<Run>, Broken> {
    let mut reader = Reader::from_str(inner);
    let mut runs = Vec::new();
    let mut font = cell.clone();
    // Runs that say nothing have the cell's format, others what they say and defaults.
    let bare = RunFont {
        size: 11.0,
        name: cell.name.clone(),
        underline: "none".to_owned(),
        vertical_position: "baseline".to_owned(),
        ..RunFont::default()
    };
    let mut inside = false;
    let mut phonetic = false;
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader
            .read_event()
            .map_err(|error| Broken::at(&reader, &error))?;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => {
                    let name = tag.to_end().into_owned();
                    let text = xml::text_until(&mut reader, name.name())?;
                    if !phonetic {
                        runs.push(Run {
                            font: font.clone(),
                            text: unescaped(&text).into_owned(),
                        });
                    }
                }
                "r" => font = cell.clone(),
                "rPr" => {
                    inside = true;
                    font = bare.clone();
                }
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::Empty(tag) if inside => {
                let after = reader.buffer_position() as usize;
                let raw = inner.get(before..after).unwrap_or_default();
                font.take(&tag, raw);
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "rPr" => inside = false,
                "rPh" => phonetic = false,
                _ => {}
            },
            Event::Eof => return Ok(runs),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_make_the_round_trip() {
        let cell = RunFont {
            size: 11.0,
            name: "Calibri".to_owned(),
            underline: "none".to_owned(),
            vertical_position: "baseline".to_owned(),
            ..RunFont::default()
        };
        let bold = RunFont {
            bold: true,
            color: Some(Color::Rgb(0xff_0000)),
            ..cell.clone()
        };
        let run = |font: &RunFont, text: &str| Run {
            font: font.clone(),
            text: text.to_owned(),
        };
        let mut strings = Strings::default();
        let runs = vec![run(&cell, "a<"), run(&bold, " b"), run(&bold, "c")];
        let id = strings.add_runs(runs, &cell);
        assert_eq!(strings.text(id), "a< bc");
        assert_eq!(
            strings.runs(id, &cell),
            vec![run(&cell, "a<"), run(&bold, " bc")]
        );
        let plain = strings.add_runs(vec![run(&cell, "x"), run(&cell, "y")], &cell);
        assert!(strings.rich(plain).is_none());
    }
}
