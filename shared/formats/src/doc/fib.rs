//! The file information block ([MS-DOC] 2.5): what version a file is of, how long its texts are, and where its tables
//! lie. Word 6 and 95 have the same tables at other places.

use spindle_model::convert::{ConvertError, Options};

use super::bytes::{part, u16_at, u32_at};
use super::compound::Compound;
use super::crypt;

/// Tables by their index in the block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Styles = 1,
    FootnoteRefs = 2,
    FootnoteTexts = 3,
    CommentRefs = 4,
    CommentTexts = 5,
    Sections = 6,
    Headers = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    BookmarkNames = 21,
    BookmarkStarts = 22,
    Document = 31,
    Pieces = 33,
    CommentAuthors = 36,
    CommentMarks = 37,
    ShapeAnchors = 40,
    CommentStarts = 42,
    CommentEnds = 43,
    EndnoteRefs = 46,
    EndnoteTexts = 47,
    Drawings = 50,
    ChangeAuthors = 51,
    TextBoxes = 56,
    Lists = 73,
    ListOverrides = 74,
    CommentDates = 112,
}

/// The texts of a document, in the order that they follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Main = 0,
    Footnotes = 1,
    Headers = 2,
    Comments = 4,
    Endnotes = 5,
    Boxes = 6,
}

/// The streams of a document, decrypted, and what its information block says.
pub(super) struct Fib {
    /// The stream of the text.
    pub(super) word: Vec<u8>,
    /// The stream of the tables; empty in Word 6 and 95, whose tables lie in the stream of the text.
    table: Vec<u8>,
    /// The stream of pictures and long formats.
    pub(super) data: Vec<u8>,
    /// Whether it is of Word 6 or 95.
    pub(super) old: bool,
    /// Whether the text is in pieces that quick saves left.
    pub(super) complex: bool,
    /// The language of the program that made it.
    pub(super) lid: u16,
}

/// The length of what is not encrypted at the start of the text's stream.
const PLAIN: usize = 68;

impl Fib {
    /// Finds and decrypts the streams.
    ///
    /// # Errors
    /// `Unsupported` for older versions, `Password` for encrypted files without the right password, `Damaged` when a
    /// stream is missing.
    pub(super) fn read(file: &Compound<'_>, options: &Options) -> Result<Self, ConvertError> {
        let Some(mut word) = file.stream("WordDocument") else {
            return Err(not_word(file));
        };
        let number = |at| u16_at(&word, at).unwrap_or(0);
        let (ident, version, lid, flags) = (number(0), number(2), number(6), number(10));
        if !matches!(ident, 0xA5EC | 0xA5DC | 0xA59C) {
            return Err(ConvertError::damaged(
                "its stream of text does not begin as a Word document does",
            ));
        }
        if version < 100 {
            return Err(ConvertError::unsupported(format!(
                "it was written by a version of Word before Word 6 (file version {version}); documents of Word 6, 95 and 97 to 2003 are read"
            )));
        }
        let old = version < 193;
        let (encrypted, obfuscated) = (flags & 0x100 != 0, flags & 0x8000 != 0);
        let key = u32_at(&word, 14).unwrap_or(0);
        let mut table = Vec::new();
        if !old {
            let names = if flags & 0x200 == 0 {
                ["0Table", "1Table"]
            } else {
                ["1Table", "0Table"]
            };
            table = names
                .iter()
                .find_map(|name| file.stream(name))
                .ok_or_else(|| ConvertError::damaged("the stream of its tables is missing"))?;
        }
        let mut data = file.stream("Data").unwrap_or_default();
        if encrypted {
            let password = options.password.as_deref().ok_or_else(|| {
                ConvertError::password("the document is encrypted: a password is needed to read it")
            })?;
            if old {
                return Err(ConvertError::unsupported(
                    "encrypted documents of Word 6 and 95 are not read",
                ));
            }
            if obfuscated {
                crypt::unmask(
                    password,
                    key,
                    &mut [&mut word, &mut table, &mut data],
                    PLAIN,
                )?;
            } else {
                let cipher = crypt::Cipher::new(&table, password)?;
                let header = usize::try_from(key).unwrap_or(usize::MAX);
                cipher.decrypt(&mut word, PLAIN);
                cipher.decrypt(&mut table, header);
                cipher.decrypt(&mut data, 0);
            }
        }
        Ok(Self {
            word,
            table,
            data,
            old,
            complex: flags & 4 != 0,
            lid,
        })
    }

    /// The stream that holds the tables.
    pub(super) fn tables(&self) -> &[u8] {
        if self.old { &self.word } else { &self.table }
    }

    /// Where a table begins in the stream of the tables, and how long it is.
    fn place(&self, part: Part) -> Option<(usize, usize)> {
        let index = part as usize;
        let first = if self.old {
            // From index 38 on the places are others.
            if index > 37 {
                return None;
            }
            88
        } else {
            let count = usize::from(u16_at(&self.word, 152)?);
            if index >= count {
                return None;
            }
            154
        };
        let at = index.checked_mul(8)?.checked_add(first)?;
        Some((
            usize::try_from(u32_at(&self.word, at)?).ok()?,
            usize::try_from(u32_at(&self.word, at.checked_add(4)?)?).ok()?,
        ))
    }

    /// A table; empty when it is missing or lies outside of its stream.
    pub(super) fn part(&self, which: Part) -> &[u8] {
        self.place(which)
            .and_then(|(at, count)| part(self.tables(), at, count))
            .unwrap_or_default()
    }

    /// From the beginning of a table to the end of its stream: some are longer than what is said of them.
    pub(super) fn part_onwards(&self, which: Part) -> &[u8] {
        self.place(which)
            .filter(|(_, count)| *count > 0)
            .and_then(|(at, _)| self.tables().get(at..))
            .unwrap_or_default()
    }

    /// The positions at which a text begins and ends.
    pub(super) fn range(&self, text: Text) -> (u32, u32) {
        let first = if self.old { 52 } else { 76 };
        let count = |index: usize| {
            let at = index.saturating_mul(4).saturating_add(first);
            u32_at(&self.word, at).unwrap_or(0).min(0x7FFF_FFFF)
        };
        let before = (0..text as usize).map(count).fold(0, u32::saturating_add);
        (before, before.saturating_add(count(text as usize)))
    }

    /// Where the text lies that is in one piece.
    pub(super) fn one_piece(&self) -> (u32, u32) {
        (
            u32_at(&self.word, 24).unwrap_or(0),
            u32_at(&self.word, 28).unwrap_or(0),
        )
    }
}

/// Says what a compound file is that holds no Word document.
fn not_word(file: &Compound<'_>) -> ConvertError {
    let known = [
        ("Workbook", "a spreadsheet of Excel"),
        ("Book", "a spreadsheet of Excel"),
        ("PowerPoint Document", "a presentation of PowerPoint"),
        (
            "EncryptedPackage",
            "an encrypted document of Office 2007 or later",
        ),
        ("VisioDocument", "a drawing of Visio"),
    ];
    let what = known
        .iter()
        .find(|(stream, _)| file.names().any(|name| name == *stream));
    match what {
        Some((_, what)) => ConvertError::unsupported(format!("it is {what}, not a Word document")),
        None => ConvertError::damaged("it is a compound file without a Word document in it"),
    }
}
