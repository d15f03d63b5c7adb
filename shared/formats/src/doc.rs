//! Documents of Word 97 to 2003 ([MS-DOC]), and of Word 6 and 95 as far as they are alike.

mod bytes;
mod character;
pub(crate) mod codepage;
pub(crate) mod compound;
mod crypt;
mod fib;
pub(crate) mod fields;
mod fkp;
mod line;
mod lists;
mod notes;
mod paragraph;
pub(crate) mod pictures;
mod pieces;
mod sections;
mod sprm;
mod story;
mod styles;
mod summary;
pub(crate) mod symbols;
pub(crate) mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use spindle_model::convert::{Content, ConvertError, Job, Reader};
use spindle_model::document::{Document, Style};

use compound::Compound;
use fib::{Fib, Part, Text};
use fkp::Formats;
use lists::Lists;
use pictures::Drawings;
use pieces::Pieces;
use sprm::Sprms;
use story::Reading;
use styles::Styles;

/// Reads documents of Word 97 to 2003, and of Word 6 and 95. Encrypted ones are read with their password.
pub struct DocReader;

impl Reader for DocReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let file = open(bytes)?;
        let fib = Fib::read(&file, &job.options)?;
        (job.progress)(0.1);
        let document = read(&file, &fib, job)?;
        (job.progress)(1.0);
        Ok(Content::Document(Box::new(document)))
    }
}

/// A date as Word packs it, as RFC 3339.
pub(crate) fn packed_date(packed: u32) -> Option<String> {
    character::date(packed)
}

/// Opens the compound file; what bears the name `.doc` but is something else is told.
fn open(bytes: &[u8]) -> Result<Compound<'_>, ConvertError> {
    if bytes.starts_with(compound::SIGNATURE) {
        return Compound::open(bytes);
    }
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let text = String::from_utf8_lossy(start);
    let text = text
        .trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t'])
        .to_ascii_lowercase();
    let other = if text.starts_with("{\\rtf") {
        Some("a file in Rich Text Format (rtf)")
    } else if start.starts_with(b"PK\x03\x04") {
        Some("a file of a newer kind (docx, odt) or another ZIP archive")
    } else if text.starts_with("mime-version:") || text.contains("content-type: multipart/related")
    {
        Some("a web archive (mhtml)")
    } else if text.starts_with("<html") || text.starts_with("<!doctype html") {
        Some("a web page (html)")
    } else if text.starts_with("<?xml") {
        Some("an XML file")
    } else {
        None
    };
    if let Some(other) = other {
        return Err(ConvertError::damaged(format!(
            "it is no Word document of the binary kind but {other}"
        )));
    }
    match start {
        [0xDB, 0xA5, ..] => Err(ConvertError::unsupported(
            "it was written by Word 2; documents of Word 6, 95 and 97 to 2003 are read",
        )),
        [0x9B, 0xA5, ..] | [0x31 | 0x32, 0xBE, 0, 0, ..] | [0xFE, 0x37, 0, ..] => {
            Err(ConvertError::unsupported(
                "it was written by a version of Word before Word 6; documents of Word 6, 95 and 97 to 2003 are read",
            ))
        }
        _ => Err(ConvertError::damaged(
            "it is no Word document: it does not begin as one does",
        )),
    }
}

fn read(file: &Compound<'_>, fib: &Fib, job: &mut Job<'_>) -> Result<Document, ConvertError> {
    let styles = Styles::read(fib);
    let characters = Formats::of_characters(fib);
    let paragraphs = Formats::of_paragraphs(fib);
    let pieces = Pieces::read(fib, &|place| {
        // Old text is in the code page of its font.
        let (style, _) = paragraphs.at(fib, place);
        let (_, list) = characters.at(fib, place);
        let fonts = Sprms::new(list, fib.old).filter(|sprm| sprm.code == 0x4A4F);
        let page = styles.page(fonts.last().map(|sprm| sprm.word()), style);
        let end = characters.boundary(place).min(paragraphs.boundary(place));
        (page.unwrap_or_else(|| codepage::of_language(fib.lid)), end)
    })?;
    if pieces.cut {
        job.warn(
            "text-cut",
            "the file is damaged: a part of its text is missing",
        );
    }
    if fib.old {
        job.warn(
            "old-word",
            "the document is of Word 6 or 95: its text and the main formats are read, pictures and notes may be missing",
        );
    }
    let mut document = Document {
        metadata: file
            .stream("\u{5}SummaryInformation")
            .map(|stream| summary::read(&stream))
            .unwrap_or_default(),
        defaults: styles.defaults(),
        ..Document::default()
    };
    document.metadata.language = document
        .defaults
        .text
        .language
        .as_deref()
        .map(str::to_owned);
    let authors = bytes::string_table(fib.part(Part::ChangeAuthors))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let left = job.limits.blocks;
    let picture_bytes = job.limits.expanded_bytes;
    let mut reading = Reading {
        fib,
        pieces: &pieces,
        characters: &characters,
        paragraphs: &paragraphs,
        styles: &styles,
        drawings: &Drawings::read(fib),
        lists: Lists::read(fib),
        authors,
        document,
        notes: BTreeMap::new(),
        comments: BTreeMap::new(),
        at_mark: BTreeSet::new(),
        events: Vec::new(),
        anchors: BTreeMap::new(),
        boxes: BTreeMap::new(),
        used: BTreeSet::new(),
        pictures: BTreeMap::new(),
        picture_bytes,
        left,
        job,
    };
    reading.read_beside()?;
    let mut sections = sections::read(fib);
    let mut failed = None;
    sections::fill(fib, &mut sections, &mut |start, end| {
        reading.story(start, end, &[]).unwrap_or_else(|error| {
            failed = Some(error);
            Vec::new()
        })
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let (start, end) = fib.range(Text::Main);
    let mut blocks = reading.story(start, end, &sections)?;
    blocks.extend(reading.left_boxes());
    let used = std::mem::take(&mut reading.used);
    let mut document = reading.document;
    document.blocks = blocks;
    if let Some(first) = sections.into_iter().next() {
        document.page = first.setup;
    }
    document.styles = named_styles(&styles, &used);
    Ok(document)
}

/// The styles that are used, by their ids.
fn named_styles(styles: &Styles, used: &BTreeSet<u16>) -> BTreeMap<Arc<str>, Style> {
    let entries = used.iter().filter_map(|index| styles.get(*index));
    entries
        .filter(|entry| !entry.id.is_empty())
        .map(|entry| (Arc::clone(&entry.id), entry.style()))
        .collect()
}
