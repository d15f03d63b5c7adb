//! What readers and writers of formats have in common.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::document::Document;
use crate::presentation::Presentation;
use crate::warning::Warning;
use crate::workbook::Workbook;

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A text document.
    Document(Box<Document>),
    /// A spreadsheet.
    Workbook(Box<Workbook>),
    /// A presentation.
    Presentation(Box<Presentation>),
}

/// Reads files of one format. It fetches nothing, runs nothing, and never panics, whatever it is given.
pub trait Reader: Sync {
    /// Reads a whole file.
    ///
    /// # Errors
    /// A [`ConvertError`] when there is nothing to be had of the file. What was dropped of a file that can be read is
    /// a warning in `job`.
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError>;
}

/// Writes files of one format.
pub trait Writer: Sync {
    /// Writes a whole file.
    ///
    /// # Errors
    /// A [`ConvertError`] when the content is not what the format holds ([`ErrorKind::Unsupported`]) or the result is
    /// larger than allowed.
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError>;
}

/// Writes changed content into the file it came from, so that what is not understood of that file stays in it.
pub trait Patcher: Sync {
    /// The file `original` with what `content` says. What `content` says as the file itself says it keeps its bytes,
    /// as does everything that it cannot say; content that was not changed gives `original` back.
    ///
    /// # Errors
    /// A [`ConvertError`] when `original` cannot be read, when the content is not what the format holds
    /// ([`ErrorKind::Unsupported`]) or when the result is larger than allowed.
    fn patch(
        &self,
        original: &[u8],
        content: &Content,
        job: &mut Job<'_>,
    ) -> Result<Vec<u8>, ConvertError>;
}

/// Finds readers and writers by the name of their format.
pub trait Formats: Sync {
    /// The reader of that format, where there is one here.
    fn reader(&self, format: &str) -> Option<&dyn Reader>;
    /// The writer of that format, where there is one here.
    fn writer(&self, format: &str) -> Option<&dyn Writer>;
    /// What writes into files of that format, where there is such a thing here.
    fn patcher(&self, format: &str) -> Option<&dyn Patcher>;
    /// The format that these bytes are in by their own evidence, whatever the file is called; `None` when nothing
    /// tells it, as with plain text.
    fn sniff(&self, bytes: &[u8]) -> Option<&'static str>;
}

/// One reading or writing: what it is asked, what it may use, and what it has to say.
pub struct Job<'j> {
    /// What it may use.
    pub limits: Limits,
    /// What it is asked.
    pub options: Options,
    /// What was dropped, replaced or guessed.
    pub warnings: Warnings,
    /// Is told how much of the work is done, from 0.0 to 1.0; may be called as often as one likes.
    pub progress: &'j mut dyn FnMut(f32),
}

/// What may be asked of a reader or writer. Each takes what concerns it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The password of the file to be read.
    pub password: Option<String>,
    /// The encoding of text files by its label (`utf-8`, `gb18030`); found out where not said.
    pub encoding: Option<String>,
    /// What separates the values of a csv file; found out on reading, a comma on writing, where not said.
    pub delimiter: Option<char>,
    /// The title for formats that show one where the document has none.
    pub title: Option<String>,
    /// Whether comments are written.
    pub comments: bool,
    /// Whether a PDF keeps to PDF/A-2b.
    pub pdf_a: bool,
    /// For formats of one sheet: its index; the one shown first where not said.
    pub sheet: Option<usize>,
    /// Which pages are made pictures, and how large.
    pub thumbnail: Thumbnail,
}

/// Which pages are made pictures, and how large (`thumbnail` of the conversion API).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thumbnail {
    /// What the width and height mean.
    pub fit: Fit,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Every page in a zip archive, `image1.png` and so on; else the first one alone.
    #[serde(default)]
    pub all: bool,
}

/// What the width and height of a picture of a page mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fit {
    /// The picture has just this size, whatever becomes of the page's shape.
    Stretch,
    /// The page keeps its shape and is as large as it can be inside of them.
    Inside,
    /// Nothing: an inch of the page is 96 pixels.
    #[default]
    Natural,
}

/// What readers and writers may use. Checked before the memory is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Entries of an archive.
    pub entries: usize,
    /// How many times larger than packed an entry of more than a MiB may be.
    pub ratio: u64,
    /// Bytes of all entries that are read, unpacked.
    pub expanded_bytes: u64,
    /// How deep elements, lists, quotations or tables may be nested.
    pub depth: usize,
    /// Cells of a workbook that hold something.
    pub cells: usize,
    /// Blocks of a document.
    pub blocks: usize,
    /// Pages of a PDF.
    pub pages: usize,
    /// Bytes of a written file.
    pub output_bytes: usize,
}

/// Warnings, each kind said once or a few times and then counted, so that a bad file cannot fill the memory.
#[derive(Debug, Clone, Default)]
pub struct Warnings {
    list: Vec<Warning>,
    left_out: usize,
}

/// Why a file could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ConvertError {
    /// What kind of reason it is.
    pub kind: ErrorKind,
    /// The reason in words.
    pub message: String,
}

/// What kind of reason a file could not be read or written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// It is not what it says it is, or broken.
    Damaged,
    /// It is whole but of a kind or version that is not read or written here.
    Unsupported,
    /// It is encrypted and no password, or a wrong one, was given.
    Password,
    /// It wants more than a limit allows.
    Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: 10_000,
            ratio: 100,
            expanded_bytes: 500 << 20,
            depth: 200,
            cells: 1_000_000,
            blocks: 1_000_000,
            pages: 5_000,
            output_bytes: 256 << 20,
        }
    }
}

impl<'j> Job<'j> {
    /// A job with the default limits and nothing asked.
    pub fn new(progress: &'j mut dyn FnMut(f32)) -> Self {
        Self {
            limits: Limits::default(),
            options: Options::default(),
            warnings: Warnings::default(),
            progress,
        }
    }

    /// Notes a warning; see [`Warnings::add`].
    pub fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        self.warnings.add(code, message);
    }
}

/// How many warnings of one kind are said in words.
const SAME_WARNINGS: usize = 5;

impl Warnings {
    /// Notes a warning. Equal ones are noted once, further ones of one kind only counted.
    pub fn add(&mut self, code: &'static str, message: impl Into<String>) {
        let warning = Warning::new(code, message);
        let same = self.list.iter().filter(|known| known.code == code).count();
        if same >= SAME_WARNINGS {
            self.left_out = self.left_out.saturating_add(1);
        } else if !self.list.contains(&warning) {
            self.list.push(warning);
        }
    }

    /// The warnings; where some were only counted, the last one says how many.
    pub fn into_vec(self) -> Vec<Warning> {
        let mut list = self.list;
        if self.left_out > 0 {
            list.push(Warning::new(
                "more-warnings",
                format!("{} further warnings of these kinds", self.left_out),
            ));
        }
        list
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The warnings so far.
    pub fn iter(&self) -> impl Iterator<Item = &Warning> {
        self.list.iter()
    }
}

impl ConvertError {
    /// An error of `kind` with its reason in words.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// The file is not what it says it is, or broken.
    pub fn damaged(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Damaged, message)
    }

    /// The file is of a kind or version that is not read or written here.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Unsupported, message)
    }

    /// The file wants more than a limit allows.
    pub fn limit(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Limit, message)
    }

    /// The file is encrypted.
    pub fn password(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Password, message)
    }
}

impl Content {
    /// The document.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] when it is something else.
    pub fn document(&self) -> Result<&Document, ConvertError> {
        match self {
            Self::Document(document) => Ok(document),
            Self::Workbook(_) => Err(ConvertError::unsupported(
                "a spreadsheet cannot be written in a format of text documents",
            )),
            Self::Presentation(_) => Err(ConvertError::unsupported(
                "a presentation cannot be written in a format of text documents",
            )),
        }
    }

    /// The workbook.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] when it is something else.
    pub fn workbook(&self) -> Result<&Workbook, ConvertError> {
        match self {
            Self::Workbook(workbook) => Ok(workbook),
            Self::Document(_) => Err(ConvertError::unsupported(
                "a text document cannot be written in a format of spreadsheets",
            )),
            Self::Presentation(_) => Err(ConvertError::unsupported(
                "a presentation cannot be written in a format of spreadsheets",
            )),
        }
    }
}
