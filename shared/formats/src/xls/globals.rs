//! The workbook: what its sheets share, and the sheets themselves (MS-XLS 2.1.7.20.3).

use std::cell::Cell;
use std::collections::HashSet;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{RichRun, Sheet, Value, Workbook};

use super::container::too_old;
use super::data::{Bytes, Records, id};
use super::formula::Context;
use super::names::Names;
use super::sheet;
use super::strings::{Coding, Pieces, RichString, code_page};
use super::styles::Styles;
use crate::csv::Interner;

/// How often the bytes of the file may be gone through by sheets that begin within each other.
const MAX_PASSES: usize = 4;

/// What all sheets use.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) styles: Styles,
    pub(super) strings: Vec<Value>,
    pub(super) texts: Interner,
    /// Cells so far.
    pub(super) cells: usize,
}

impl Shared {
    /// A text with its fonts.
    pub(super) fn text(&mut self, string: &RichString) -> Value {
        if string.runs.is_empty() {
            return Value::Text(self.texts.share(&string.text()));
        }
        let mut runs: Vec<RichRun> = Vec::new();
        let mut from = 0_usize;
        let mut font = None;
        let ends = string
            .runs
            .iter()
            .map(|(at, font)| (usize::from(*at), Some(*font)));
        for (at, next) in ends.chain([(string.units.len(), None)]) {
            let at = at.clamp(from, string.units.len());
            let piece = string.units.get(from..at).unwrap_or_default();
            if !piece.is_empty() {
                runs.push(RichRun {
                    text: String::from_utf16_lossy(piece),
                    font: font.and_then(|font| self.styles.font(font)),
                });
            }
            (from, font) = (at, next);
        }
        if runs.iter().all(|run| run.font.is_none()) {
            return Value::Text(self.texts.share(&string.text()));
        }
        Value::Rich(runs.into())
    }
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
struct Listed {
    offset: usize,
    hidden: bool,
    /// 0 for a worksheet.
    kind: u8,
    name: String,
}

/// The workbook's own part of the stream.
struct Globals {
    coding: Coding,
    shared: Shared,
    names: Names,
    listed: Vec<Listed>,
    date_1904: bool,
    active: usize,
    pictures: bool,
}

/// Reads a stream of records.
pub(super) fn read(stream: &[u8], job: &mut Job<'_>) -> Result<Workbook, ConvertError> {
    let mut globals = Globals {
        coding: coding(stream)?,
        shared: Shared::default(),
        names: Names::default(),
        listed: Vec::new(),
        date_1904: false,
        active: 0,
        pictures: false,
    };
    globals.records(stream)?;
    if globals.pictures {
        job.warn("pictures-dropped", "pictures in xls files are not read");
    }
    globals.sheets(stream, job)
}

/// What the first record says of the format (MS-XLS 2.4.21).
fn coding(stream: &[u8]) -> Result<Coding, ConvertError> {
    let not_one = || ConvertError::damaged("the stream of the workbook does not begin as one");
    let first = Records::at(stream, 0).next().ok_or_else(not_one)?;
    match first.id {
        id::BOF => {}
        0x0009 => return Err(too_old("2")),
        0x0209 => return Err(too_old("3")),
        0x0409 => return Err(too_old("4")),
        _ => return Err(not_one()),
    }
    let version = Bytes(first.body).u16().ok_or_else(not_one)?;
    let is_biff8 = match version {
        0x0600 => true,
        0x0500 => false,
        0x0400 => return Err(too_old("4")),
        0x0300 => return Err(too_old("3")),
        0x0200 | 0x0007 => return Err(too_old("2")),
        _ => {
            return Err(ConvertError::unsupported(format!(
                "the workbook is of version {version:#06x}, which is not known"
            )));
        }
    };
    Ok(Coding {
        is_biff8,
        encoding: code_page(1252),
    })
}

impl Globals {
    fn records(&mut self, stream: &[u8]) -> Result<(), ConvertError> {
        let mut records = Records::at(stream, 0);
        records.next();
        // Fonts are named by strings that come before or behind them.
        let mut strings: Vec<RichString> = Vec::new();
        while let Some(record) = records.next() {
            let body = record.body;
            let coding = self.coding;
            match record.id {
                id::EOF => break,
                id::FILE_PASS => {
                    return Err(ConvertError::password(
                        "the workbook is encrypted: save it without a password, encrypted xls files are not read here",
                    ));
                }
                id::CODE_PAGE => {
                    if let Some(page) = Bytes(body).u16() {
                        self.coding.encoding = code_page(page);
                    }
                }
                id::DATE_MODE => self.date_1904 = Bytes(body).u16() == Some(1),
                id::WINDOW1 => {
                    let mut bytes = Bytes(body);
                    let active = bytes.skip(10).and_then(|()| bytes.u16());
                    self.active = usize::from(active.unwrap_or(0));
                }
                id::FONT => self.shared.styles.font_record(body, coding),
                id::FORMAT => self.shared.styles.format_record(body, coding),
                id::XF => self.shared.styles.xf_record(body, coding),
                id::PALETTE => self.shared.styles.palette.replace(body),
                id::BOUND_SHEET => self.listed.extend(listed(body, coding)),
                id::SUP_BOOK => self.names.book_record(body, coding),
                id::EXTERN_NAME if coding.is_biff8 => self.names.extern_name_record(body, coding),
                id::EXTERN_SHEET if coding.is_biff8 => {
                    let mut bodies = vec![body];
                    bodies.extend(records.continues());
                    self.names.links_record(&bodies);
                }
                id::NAME => self.names.name_record(body, coding),
                id::SHARED_STRINGS => {
                    let rest = records.continues();
                    shared_strings(Pieces::new(body, rest), &mut strings);
                }
                id::DRAWING_GROUP => self.pictures |= has_pictures(body),
                _ => {}
            }
        }
        for string in strings {
            let value = self.shared.text(&string);
            self.shared.strings.push(value);
        }
        Ok(())
    }

    fn sheets(mut self, stream: &[u8], job: &mut Job<'_>) -> Result<Workbook, ConvertError> {
        if self.listed.is_empty() {
            return Err(ConvertError::damaged("the workbook lists no sheets"));
        }
        self.names.sheets = self
            .listed
            .iter()
            .map(|listed| listed.name.clone())
            .collect();
        let work = Cell::new(0);
        let context = Context {
            names: &self.names,
            coding: self.coding,
            work: &work,
        };
        let mut book = Workbook {
            date_1904: self.date_1904,
            ..Workbook::default()
        };
        let mut begun = HashSet::new();
        let mut bytes = 0_usize;
        let mut places: Vec<Option<usize>> = Vec::new();
        for listed in &self.listed {
            if listed.kind != 0 {
                job.warn(
                    "sheet-dropped",
                    format!(
                        "{} is a chart or a macro sheet and is left out",
                        listed.name
                    ),
                );
                places.push(None);
                continue;
            }
            let records = Records::at(stream, listed.offset);
            let is_sheet = records.peek().is_some_and(|record| record.id == id::BOF);
            if !is_sheet || !begun.insert(listed.offset) {
                job.warn(
                    "sheet-dropped",
                    format!("{} is not where the workbook says it is", listed.name),
                );
                places.push(None);
                continue;
            }
            let sheet = Sheet {
                name: listed.name.clone(),
                hidden: listed.hidden,
                ..Sheet::default()
            };
            let (sheet, used) = sheet::read(records, sheet, &context, &mut self.shared, job)?;
            bytes = bytes.saturating_add(used);
            if bytes > stream.len().saturating_mul(MAX_PASSES) {
                return Err(ConvertError::damaged(
                    "the sheets of the workbook lie in each other",
                ));
            }
            places.push(Some(book.sheets.len()));
            book.sheets.push(sheet);
            (job.progress)((bytes as f32 / stream.len().max(1) as f32).min(1.0));
        }
        if book.sheets.is_empty() {
            return Err(ConvertError::damaged(
                "none of the workbook's sheets can be read",
            ));
        }
        let place = |at: usize| places.get(at).copied().flatten();
        book.active = place(self.active).unwrap_or(0);
        book.names = self.names.defined(&context, place);
        book.styles = self.shared.styles.into_list();
        Ok(book)
    }
}

fn listed(body: &[u8], coding: Coding) -> Option<Listed> {
    let mut bytes = Bytes(body);
    let offset = usize::try_from(bytes.u32()?).ok()?;
    let state = bytes.u8()?;
    let kind = bytes.u8()?;
    let name = coding.short(&mut bytes)?;
    Some(Listed {
        offset,
        hidden: state & 0x03 != 0,
        kind,
        name,
    })
}

/// The strings that cells name by number (MS-XLS 2.4.265). How many there are is not believed.
fn shared_strings(mut pieces: Pieces<'_>, strings: &mut Vec<RichString>) -> Option<()> {
    pieces.u32()?;
    let count = pieces.u32()?;
    for _ in 0..count {
        let length = usize::from(pieces.u16()?);
        strings.push(pieces.string(length)?);
    }
    Some(())
}

/// Whether the drawings of the workbook have a store of pictures that is not empty (MS-ODRAW 2.2.20).
fn has_pictures(body: &[u8]) -> bool {
    body.windows(4)
        .any(|window| matches!(window, [0x07, 0xf0, ..] | [_, _, 0x07, 0xf0]))
}
