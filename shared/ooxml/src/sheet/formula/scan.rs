//! The pieces of a formula: strings, worksheet prefixes, references, words and the rest.

use crate::sheet::reference::{Area, CellPos, MAX_COLS, MAX_ROWS, parse_col, parse_row};

/// One coordinate of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    pub at: u32,
    /// Written with `$`.
    pub fixed: bool,
}

/// One side of a reference; whole columns have no row, whole rows no column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    pub row: Option<Axis>,
    pub col: Option<Axis>,
}

impl Corner {
    fn parse(word: &str) -> Option<Self> {
        let (col_fixed, rest) = strip_dollar(word);
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, rest) = rest.split_at_checked(letters)?;
        if name.is_empty() {
            let row = Axis {
                at: parse_row(rest)?,
                fixed: col_fixed,
            };
            return Some(Self {
                row: Some(row),
                col: None,
            });
        }
        let col = Some(Axis {
            at: parse_col(name)?,
            fixed: col_fixed,
        });
        let (row_fixed, rest) = strip_dollar(rest);
        if rest.is_empty() && !row_fixed {
            return Some(Self { row: None, col });
        }
        Some(Self {
            row: Some(Axis {
                at: parse_row(rest)?,
                fixed: row_fixed,
            }),
            col,
        })
    }

    fn is_cell(self) -> bool {
        self.row.is_some() && self.col.is_some()
    }

    pub fn relocated(self, rows: i64, cols: i64) -> Option<Self> {
        Some(Self {
            row: moved(self.row, rows, MAX_ROWS)?,
            col: moved(self.col, cols, MAX_COLS)?,
        })
    }

    /// The corner at another place, written as this one.
    pub fn at(self, cell: CellPos) -> Self {
        Self {
            row: self.row.map(|row| Axis {
                at: cell.row,
                ..row
            }),
            col: self.col.map(|col| Axis {
                at: cell.col,
                ..col
            }),
        }
    }
}

#[expect(
    clippy::option_option,
    reason = "no axis, an axis, or one that left the worksheet"
)]
fn moved(axis: Option<Axis>, by: i64, end: u32) -> Option<Option<Axis>> {
    let Some(axis) = axis else { return Some(None) };
    if axis.fixed {
        return Some(Some(axis));
    }
    let at = u32::try_from(i64::from(axis.at) + by)
        .ok()
        .filter(|at| *at < end)?;
    Some(Some(Axis { at, ..axis }))
}

fn strip_dollar(text: &str) -> (bool, &str) {
    text.strip_prefix('$')
        .map_or((false, text), |rest| (true, rest))
}

/// A reference to cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'a> {
    /// The worksheet before it, without `!`, with its apostrophes.
    pub sheet: Option<&'a str>,
    /// It names another workbook.
    pub external: bool,
    pub first: Corner,
    pub last: Option<Corner>,
    pub raw: &'a str,
}

impl Reference<'_> {
    /// The cells it names, corners in order.
    pub fn area(&self) -> Option<Area> {
        let last = self.last.unwrap_or(self.first);
        let axis = |axis: Option<Axis>, whole: u32| axis.map_or(whole, |axis| axis.at);
        let area = Area {
            first: CellPos::new(axis(self.first.row, 0), axis(self.first.col, 0)),
            last: CellPos::new(axis(last.row, MAX_ROWS - 1), axis(last.col, MAX_COLS - 1)),
        };
        (area.first.row <= area.last.row && area.first.col <= area.last.col).then_some(area)
    }
}

/// A piece of a formula; together the pieces are its text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'a> {
    /// A name of a worksheet and its `!`.
    Sheet {
        name: &'a str,
        external: bool,
        raw: &'a str,
    },
    /// A reference to cells.
    Reference(Reference<'a>),
    /// A name, a function's name, or a number.
    Word(&'a str),
    /// A string, `""` inside for a quotation mark; not closed when the text ends.
    String(&'a str),
    /// `[...]` of a table or another workbook.
    Brackets(&'a str),
    /// An error value.
    Error(&'a str),
    /// White space.
    Space(&'a str),
    /// An operator or any other character.
    Other(&'a str),
}

impl<'a> Piece<'a> {
    pub fn raw(&self) -> &'a str {
        match self {
            Self::Sheet { raw, .. } => raw,
            Self::Reference(reference) => reference.raw,
            Self::Word(raw)
            | Self::String(raw)
            | Self::Brackets(raw)
            | Self::Error(raw)
            | Self::Space(raw)
            | Self::Other(raw) => raw,
        }
    }
}

/// Cuts a formula into its pieces.
pub(super) fn pieces(text: &str) -> Pieces<'_> {
    Pieces {
        rest: text,
        sheet: None,
        after_brackets: false,
    }
}

pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// The worksheet prefix right before the next piece.
    sheet: Option<(&'a str, bool)>,
    after_brackets: bool,
}

impl<'a> Pieces<'a> {
    /// Cuts `bytes` off the rest.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (head, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        head
    }

    fn word(&mut self, external: bool, sheet: Option<(&'a str, bool)>) -> Piece<'a> {
        let before = self.rest;
        let word = self.take(word_len(before));
        if self.rest.starts_with('!') {
            self.take(1);
            self.sheet = Some((word, external));
            let raw = before.get(..word.len() + 1).unwrap_or(word);
            return Piece::Sheet {
                name: word,
                external,
                raw,
            };
        }
        let (sheet, external) =
            sheet.map_or((None, false), |(name, external)| (Some(name), external));
        if let Some(first) = Corner::parse(word) {
            let tail = self.rest.strip_prefix(':');
            let last = tail.and_then(|tail| {
                let len = word_len(tail);
                let after = tail.get(len..)?;
                let corner = tail.get(..len).and_then(Corner::parse)?;
                let same = corner.row.is_some() == first.row.is_some()
                    && corner.col.is_some() == first.col.is_some();
                (same && !after.starts_with(['(', '!'])).then_some((corner, len + 1))
            });
            if let Some((last, len)) = last {
                self.take(len);
                let raw = before.get(..word.len() + len).unwrap_or(word);
                return Piece::Reference(Reference {
                    sheet,
                    external,
                    first,
                    last: Some(last),
                    raw,
                });
            }
            if first.is_cell() && !self.rest.starts_with('(') {
                return Piece::Reference(Reference {
                    sheet,
                    external,
                    first,
                    last: None,
                    raw: word,
                });
            }
        }
        Piece::Word(word)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let first = self.rest.chars().next()?;
        let external = std::mem::take(&mut self.after_brackets);
        let sheet = self.sheet.take();
        Some(match first {
            '"' => Piece::String(self.take(quoted_len(self.rest, '"'))),
            '\'' => {
                let before = self.rest;
                let name = self.take(quoted_len(before, '\''));
                if !self.rest.starts_with('!') {
                    return Some(Piece::Other(name));
                }
                self.take(1);
                let external = external || name.starts_with("'[") || name.contains('[');
                self.sheet = Some((name, external));
                Piece::Sheet {
                    name,
                    external,
                    raw: before.get(..name.len() + 1).unwrap_or(name),
                }
            }
            '[' => {
                self.after_brackets = true;
                Piece::Brackets(self.take(brackets_len(self.rest)))
            }
            '#' => {
                let len = self
                    .rest
                    .bytes()
                    .skip(1)
                    .take_while(|b| b.is_ascii_alphanumeric() || b"/!?_".contains(b))
                    .count();
                Piece::Error(self.take(len + 1))
            }
            c if c.is_whitespace() => {
                let len = self
                    .rest
                    .find(|c: char| !c.is_whitespace())
                    .unwrap_or(self.rest.len());
                Piece::Space(self.take(len))
            }
            c if is_word(c) => self.word(external, sheet),
            c => Piece::Other(self.take(c.len_utf8())),
        })
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '_' | '.' | '$' | '\\' | '?')
        || !c.is_ascii() && !c.is_whitespace()
}

/// Length of the word that the text starts with; the sign of an exponent belongs to its number.
fn word_len(text: &str) -> usize {
    let len = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    let Some((word, rest)) = text.split_at_checked(len) else {
        return len;
    };
    let mantissa = word
        .strip_suffix(['e', 'E'])
        .filter(|digits| digits.parse::<f64>().is_ok());
    if mantissa.is_some() && rest.starts_with(['+', '-']) {
        let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            return len + 1 + digits;
        }
    }
    len
}

/// Length of a quoted text with its quotes; all of it when the closing one is missing.
fn quoted_len(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((index, c)) = chars.next() {
        if c == quote {
            if chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
            } else {
                return index + 1;
            }
        }
    }
    text.len()
}

fn brackets_len(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (index, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\'' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}
