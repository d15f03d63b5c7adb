//! Reading a worksheet part: its cells into a grid in one pass, the rest as a part without cells.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::formula::MAX_LENGTH;
use super::grid::{Cached, Content, Extra, Grid, GridError};
use super::reference::{CellPos, MAX_COLS, MAX_ROWS, parse_col};
use super::strings::Strings;
use super::text::unescaped;
use super::xml::{Broken, text_until};

/// Why the cells of a worksheet could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The part is not well-formed.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// There are too many cells.
    #[error(transparent)]
    Grid(#[from] GridError),
}

/// A worksheet part taken apart.
pub(super) struct Taken {
    pub grid: Grid,
    /// The part with an empty `sheetData`.
    pub rest: String,
}

/// Takes a worksheet part apart.
pub(super) fn take_apart(
    part: &str,
    strings: &mut Strings,
    max_cells: usize,
) -> Result<Taken, ReadError> {
    let mut reader = Reader::from_str(part);
    let mut depth = 0_usize;
    loop {
        let before = reader.buffer_position() as usize;
        match reader
            .read_event()
            .map_err(|error| Broken::at(&reader, &error))?
        {
            Event::Start(tag) if depth == 1 && tag.local_name().as_ref() == "sheetData" => {
                let name = tag.name().as_ref().to_owned();
                let inner = reader.buffer_position() as usize;
                let mut rows = Rows {
                    part,
                    reader,
                    strings,
                    grid: Grid::new(max_cells),
                    next_row: 0,
                };
                rows.read()?;
                let close = rows.reader.buffer_position() as usize;
                // The tag stays as it was: with its attributes, but empty.
                let open = part
                    .get(before..inner)
                    .unwrap_or_default()
                    .trim_end_matches('>');
                let rest = [
                    part.get(..before).unwrap_or_default(),
                    open,
                    "></",
                    &name,
                    ">",
                    part.get(close..).unwrap_or_default(),
                ]
                .concat();
                return Ok(Taken {
                    grid: rows.grid,
                    rest,
                });
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => {
                return Ok(Taken {
                    grid: Grid::new(max_cells),
                    rest: part.to_owned(),
                });
            }
            _ => {}
        }
    }
}

struct Rows<'a, 's> {
    part: &'a str,
    reader: Reader<&'a [u8]>,
    strings: &'s mut Strings,
    grid: Grid,
    next_row: u32,
}

impl<'a> Rows<'a, '_> {
    fn event(&mut self) -> Result<Event<'a>, Broken> {
        match self.reader.read_event() {
            Ok(Event::Eof) => Err(Broken {
                offset: self.reader.error_position(),
                reason: "an element is not closed".to_owned(),
            }),
            Ok(event) => Ok(event),
            Err(error) => Err(Broken::at(&self.reader, &error)),
        }
    }

    fn read(&mut self) -> Result<(), ReadError> {
        loop {
            match self.event()? {
                Event::Start(tag) if tag.local_name().as_ref() == "row" => {
                    let row = self.row(&tag)?;
                    self.cells(row)?;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "row" => {
                    self.row(&tag)?;
                }
                Event::Start(tag) => self.skip(&tag)?,
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn skip(&mut self, tag: &BytesStart<'_>) -> Result<(), Broken> {
        let end = tag.to_end().into_owned();
        self.reader
            .read_to_end(end.name())
            .map(|_| ())
            .map_err(|error| Broken::at(&self.reader, &error))
    }

    fn broken(&self, reason: String) -> Broken {
        Broken {
            offset: self.reader.buffer_position(),
            reason,
        }
    }

    /// Reads a row's tag; rows without a number follow the one before.
    fn row(&mut self, tag: &BytesStart<'_>) -> Result<u32, Broken> {
        let mut row = self.next_row;
        let mut attributes = String::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| Broken::at(&self.reader, &error))?;
            match attribute.key.as_ref() {
                "r" => {
                    let text = &attribute.value;
                    row = text
                        .parse::<u32>()
                        .ok()
                        .and_then(|number| number.checked_sub(1))
                        .ok_or_else(|| self.broken(format!("\"{text}\" is no row")))?;
                }
                // A hint about the columns in use, which may soon be wrong.
                "spans" => {}
                key => push_attribute(&mut attributes, key, &attribute.value),
            }
        }
        if row >= MAX_ROWS {
            return Err(self.broken(format!(
                "row {} is beyond the last one, {MAX_ROWS}",
                u64::from(row) + 1
            )));
        }
        self.grid.set_row_attributes(row, &attributes);
        self.next_row = row + 1;
        Ok(row)
    }

    fn cells(&mut self, row: u32) -> Result<(), ReadError> {
        let mut next_col = 0;
        let mut children = String::new();
        loop {
            let before = self.reader.buffer_position() as usize;
            match self.event()? {
                Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                    next_col = self.cell(&tag, row, next_col, false)?;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "c" => {
                    next_col = self.cell(&tag, row, next_col, true)?;
                }
                Event::Start(tag) => {
                    self.skip(&tag)?;
                    children.push_str(self.since(before));
                }
                Event::Empty(_) => children.push_str(self.since(before)),
                Event::End(_) => break,
                _ => {}
            }
        }
        if !children.is_empty() {
            self.grid.set_row_children(row, &children);
        }
        Ok(())
    }

    fn since(&self, start: usize) -> &'a str {
        self.part
            .get(start..self.reader.buffer_position() as usize)
            .unwrap_or_default()
    }

    /// Reads a cell and answers the column after it.
    fn cell(
        &mut self,
        tag: &BytesStart<'_>,
        row: u32,
        next_col: u32,
        empty: bool,
    ) -> Result<u32, ReadError> {
        let mut col = next_col;
        let mut style = 0;
        let mut kind: Cow<'_, str> = Cow::Borrowed("n");
        let mut extra = String::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| Broken::at(&self.reader, &error))?;
            match attribute.key.as_ref() {
                "r" => {
                    let letters = attribute
                        .value
                        .bytes()
                        .take_while(u8::is_ascii_alphabetic)
                        .count();
                    let name = attribute.value.get(..letters);
                    col = name.and_then(parse_col).ok_or_else(|| {
                        self.broken(format!("\"{}\" is no cell", attribute.value))
                    })?;
                }
                "s" => style = attribute.value.trim().parse().unwrap_or(0),
                "t" => kind = attribute.value,
                key => push_attribute(&mut extra, key, &attribute.value),
            }
        }
        if col >= MAX_COLS {
            return Err(self
                .broken(format!("a column is beyond the last one, {MAX_COLS}"))
                .into());
        }
        let parts = if empty {
            Parts::default()
        } else {
            self.parts()?
        };
        let cell = CellPos::new(row, col);
        let value = parts.value.as_deref();
        match &parts.formula {
            Some((text, attributes)) => {
                if text.len() > MAX_LENGTH && text.chars().count() > MAX_LENGTH {
                    return Err(self
                        .broken(format!(
                            "the formula of cell {} is longer than {MAX_LENGTH} characters",
                            cell.name()
                        ))
                        .into());
                }
                let cached = self.cached(&kind, value);
                self.grid.put(
                    cell,
                    Content::Formula {
                        text,
                        attributes,
                        cached,
                    },
                    style,
                )?;
            }
            None => {
                let content = self.content(&kind, value, parts.inline)?;
                self.grid.put(cell, content, style)?;
            }
        }
        if !extra.is_empty() || !parts.children.is_empty() {
            self.grid.set_extra(
                cell,
                Extra {
                    attributes: extra.into(),
                    children: parts.children.into(),
                },
            );
        }
        Ok(col + 1)
    }

    /// Reads the children of a cell.
    fn parts(&mut self) -> Result<Parts<'a>, Broken> {
        let mut parts = Parts::default();
        loop {
            let before = self.reader.buffer_position() as usize;
            let event = self.event()?;
            match &event {
                Event::Start(tag) => {
                    let name = tag.to_end().into_owned();
                    match tag.local_name().as_ref() {
                        "v" => parts.value = Some(text_until(&mut self.reader, name.name())?),
                        "f" => {
                            let attributes = attributes_of(tag);
                            parts.formula =
                                Some((text_until(&mut self.reader, name.name())?, attributes));
                        }
                        "is" => {
                            let span = self
                                .reader
                                .read_to_end(name.name())
                                .map_err(|error| Broken::at(&self.reader, &error))?;
                            parts.inline = self.part.get(span.start as usize..span.end as usize);
                        }
                        _ => {
                            self.skip(tag)?;
                            parts.children.push_str(self.since(before));
                        }
                    }
                }
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "v" => {}
                    "is" => parts.inline = Some(""),
                    "f" => parts.formula = Some((String::new(), attributes_of(tag))),
                    _ => parts.children.push_str(self.since(before)),
                },
                Event::End(_) => return Ok(parts),
                _ => {}
            }
        }
    }

    fn cached<'v>(&mut self, kind: &str, value: Option<&'v str>) -> Cached<'v> {
        let Some(value) = value else {
            return Cached::None;
        };
        match kind {
            "str" | "inlineStr" => Cached::Text(self.strings.add(&unescaped(value))),
            "s" => value.trim().parse().map_or(Cached::None, Cached::Text),
            "b" => Cached::Bool(matches!(value.trim(), "1" | "true")),
            "e" => Cached::Error(value),
            _ => number(value).map_or(Cached::None, Cached::Number),
        }
    }

    fn content<'v>(
        &mut self,
        kind: &str,
        value: Option<&'v str>,
        inline: Option<&str>,
    ) -> Result<Content<'v>, Broken> {
        if kind == "inlineStr" {
            return match inline {
                Some(inner) => Ok(Content::Text(self.strings.add_inner(inner)?)),
                None => Ok(value.map_or(Content::Blank, |value| {
                    Content::Text(self.strings.add(&unescaped(value)))
                })),
            };
        }
        let Some(value) = value else {
            return Ok(Content::Blank);
        };
        Ok(match kind {
            "s" => {
                let id: u32 = value
                    .trim()
                    .parse()
                    .map_err(|_| self.broken(format!("\"{value}\" is no shared string")))?;
                if id as usize >= self.strings.len() {
                    return Err(self.broken(format!("there is no shared string {id}")));
                }
                Content::Text(id)
            }
            "str" => Content::Text(self.strings.add(&unescaped(value))),
            "b" => Content::Bool(matches!(value.trim(), "1" | "true")),
            "e" => Content::Error(value),
            "d" => Content::Date(value),
            _ => match number(value) {
                Some(number) => Content::Number(number),
                None if value.trim().is_empty() => Content::Blank,
                None => return Err(self.broken(format!("\"{value}\" is no number"))),
            },
        })
    }
}

/// The children of a cell.
#[derive(Default)]
struct Parts<'a> {
    value: Option<String>,
    /// Text and attributes.
    formula: Option<(String, String)>,
    inline: Option<&'a str>,
    children: String,
}

fn number(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// All attributes of a tag as they stand, with a leading space each.
fn attributes_of(tag: &BytesStart<'_>) -> String {
    let mut out = String::new();
    for attribute in tag.attributes().with_checks(false).flatten() {
        push_attribute(&mut out, attribute.key.as_ref(), &attribute.value);
    }
    out
}

fn push_attribute(out: &mut String, key: &str, value: &str) {
    // A value may stand in apostrophes and hold quotation marks.
    let quote = if value.contains('"') { '\'' } else { '"' };
    out.push(' ');
    out.push_str(key);
    out.push('=');
    out.push(quote);
    out.push_str(value);
    out.push(quote);
}
