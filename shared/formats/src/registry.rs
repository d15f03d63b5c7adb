//! Which reader and writer belongs to which format: a line for each.

use spindle_model::convert::{Formats, Patcher, Reader, Writer};

use crate::{
    csv, delta, doc, docx, epub, html, markdown, ods, odt, pptx, rtf, sniff, ssjson, text, xls,
    xlsx,
};

/// A format's name and its reader.
pub type ReaderRow = (&'static str, &'static dyn Reader);
/// A format's name and its writer.
pub type WriterRow = (&'static str, &'static dyn Writer);
/// A format's name and what writes into files of it.
pub type PatcherRow = (&'static str, &'static dyn Patcher);

/// The readers of files.
#[rustfmt::skip]
pub static READERS: &[ReaderRow] = &[
    ("docx", &docx::DocxReader),
    ("doc", &doc::DocReader),
    ("odt", &odt::OdtReader),
    ("rtf", &rtf::RtfReader),
    ("html", &html::HtmlReader),
    ("md", &markdown::MarkdownReader),
    ("txt", &text::TextReader),
    ("epub", &epub::EpubReader),
    ("xlsx", &xlsx::XlsxReader),
    ("xls", &xls::XlsReader),
    ("ods", &ods::OdsReader),
    ("csv", &csv::CsvReader),
    ("tsv", &csv::TsvReader),
    ("pptx", &pptx::PptxReader),
];

/// The writers of files, but for those of pages (PDF and pictures), which have a crate of their own.
#[rustfmt::skip]
pub static WRITERS: &[WriterRow] = &[
    ("docx", &docx::DocxWriter),
    ("odt", &odt::OdtWriter),
    ("rtf", &rtf::RtfWriter),
    ("html", &html::HtmlWriter),
    ("md", &markdown::MarkdownWriter),
    ("txt", &text::TextWriter),
    ("epub", &epub::EpubWriter),
    ("xlsx", &xlsx::XlsxWriter),
    ("ods", &ods::OdsWriter),
    ("csv", &csv::CsvWriter),
    ("tsv", &csv::TsvWriter),
];

/// What writes changed content into the file it came from.
#[rustfmt::skip]
pub static PATCHERS: &[PatcherRow] = &[
    ("docx", &docx::DocxPatcher),
    ("xlsx", &xlsx::XlsxPatcher),
];

/// The readers of what online documents are kept in.
pub static STORED_READERS: &[ReaderRow] = &[
    ("delta", &delta::DeltaReader),
    ("ssjson", &ssjson::SsjsonReader),
];

/// The writers of what online documents are kept in.
pub static STORED_WRITERS: &[WriterRow] = &[
    ("delta", &delta::DeltaWriter),
    ("ssjson", &ssjson::SsjsonWriter),
];

/// Every reader of this crate.
pub fn readers() -> impl Iterator<Item = ReaderRow> {
    READERS.iter().chain(STORED_READERS).copied()
}

/// Every writer of this crate.
pub fn writers() -> impl Iterator<Item = WriterRow> {
    WRITERS.iter().chain(STORED_WRITERS).copied()
}

/// The readers, writers and patchers that a component links: only what it names here ends up in it.
#[derive(Clone, Copy)]
pub struct Registry {
    /// Lists of readers.
    pub readers: &'static [&'static [ReaderRow]],
    /// Lists of writers.
    pub writers: &'static [&'static [WriterRow]],
    /// Lists of what writes into files.
    pub patchers: &'static [&'static [PatcherRow]],
}

impl Formats for Registry {
    fn reader(&self, format: &str) -> Option<&dyn Reader> {
        let mut rows = self.readers.iter().copied().flatten();
        rows.find(|(name, _)| *name == format)
            .map(|(_, reader)| *reader)
    }

    fn writer(&self, format: &str) -> Option<&dyn Writer> {
        let mut rows = self.writers.iter().copied().flatten();
        rows.find(|(name, _)| *name == format)
            .map(|(_, writer)| *writer)
    }

    fn patcher(&self, format: &str) -> Option<&dyn Patcher> {
        let mut rows = self.patchers.iter().copied().flatten();
        rows.find(|(name, _)| *name == format)
            .map(|(_, patcher)| *patcher)
    }

    fn sniff(&self, bytes: &[u8]) -> Option<&'static str> {
        sniff::sniff(bytes)
    }
}

#[cfg(test)]
mod tests {
    use spindle_model::format::FORMATS;

    use super::*;

    #[test]
    fn the_lists_of_formats_agree() {
        let readers: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
        let read: Vec<&str> = FORMATS
            .iter()
            .filter(|format| format.reads)
            .map(|format| format.name)
            .collect();
        assert_eq!(readers, read);
        let writers: Vec<&str> = WRITERS.iter().map(|(name, _)| *name).collect();
        let written: Vec<&str> = FORMATS
            .iter()
            .filter(|format| !format.writes.is_empty() && !format.shows_pages())
            .map(|format| format.name)
            .collect();
        assert_eq!(writers, written);
    }
}
