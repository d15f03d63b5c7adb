//! The pieces of a formula.

use spindle_ooxml::sheet::reference::{parse_col, parse_row};

use crate::expr::Operator;
use crate::value::Error;

/// One side of a reference; whole columns have no row, whole rows no column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    pub row: Option<u32>,
    pub col: Option<u32>,
}

impl Corner {
    pub fn is_cell(self) -> bool {
        self.row.is_some() && self.col.is_some()
    }
}

/// Reads `B3`, `$B$3`, `$B`, `$3`.
pub(super) fn corner(word: &str) -> Option<Corner> {
    let rest = word.strip_prefix('$').unwrap_or(word);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, digits) = rest.split_at_checked(letters)?;
    if name.is_empty() {
        let row = Some(parse_row(digits)?);
        return Some(Corner { row, col: None });
    }
    let col = Some(parse_col(name)?);
    let digits = digits.strip_prefix('$').unwrap_or(digits);
    let row = match digits {
        "" if word.ends_with('$') => return None,
        "" => None,
        _ => Some(parse_row(digits)?),
    };
    Some(Corner { row, col })
}

/// A piece of a formula that can begin an operand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    /// As written, and what it says.
    Text(&'a str, String),
    Error(Error),
    Word(&'a str),
    /// A worksheet's prefix with its `!`, and the name.
    Sheet {
        raw: &'a str,
        name: String,
    },
    /// The first number of whole rows.
    Rows(u32),
    Open,
    Brace,
}

#[derive(Clone, Copy)]
pub(super) struct Lexer<'a> {
    rest: &'a str,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    pub fn starts_with(&self, c: char) -> bool {
        self.rest.starts_with(c)
    }

    pub fn starts_with_number(&self) -> bool {
        self.rest
            .starts_with(|c: char| c.is_ascii_digit() || c == '.')
    }

    pub fn take(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// What is between the brackets that follow.
    pub fn bracketed(&mut self) -> Option<&'a str> {
        let len = super::table::bracketed(self.rest)?.len();
        self.cut(len).strip_prefix('[')?.strip_suffix(']')
    }

    fn cut(&mut self, bytes: usize) -> &'a str {
        let (head, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        head
    }

    pub fn peek_operator(&mut self) -> Option<Operator> {
        self.space();
        let mut chars = self.rest.chars();
        let first = chars.next()?;
        let second = chars.next();
        Some(match (first, second) {
            ('<', Some('>')) => Operator::NotEqual,
            ('<', Some('=')) => Operator::LessOrEqual,
            ('>', Some('=')) => Operator::GreaterOrEqual,
            ('<', _) => Operator::Less,
            ('>', _) => Operator::Greater,
            ('=', _) => Operator::Equal,
            ('+', _) => Operator::Add,
            ('-', _) => Operator::Subtract,
            ('*', _) => Operator::Multiply,
            ('/', _) => Operator::Divide,
            ('^', _) => Operator::Power,
            ('&', _) => Operator::Join,
            _ => return None,
        })
    }

    pub fn take_operator(&mut self, operator: Operator) {
        self.cut(operator.text().len());
    }

    /// Whether white space and then a reference follow; takes the space.
    pub fn space_before_reference(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let starts = |c: char| c.is_alphabetic() || matches!(c, '$' | '_' | '\'' | '\\');
        if rest.len() == self.rest.len() || !rest.starts_with(starts) {
            return false;
        }
        self.rest = rest;
        true
    }

    /// The other side of a reference whose first side was read, when a `:` and one of the same kind follow.
    pub fn corner_after_colon(&mut self, cell: bool) -> Option<(&'a str, Corner)> {
        let tail = self.rest.trim_start().strip_prefix(':')?.trim_start();
        let len = word_len(tail);
        let word = tail.get(..len)?;
        let found = corner(word).filter(|corner| corner.is_cell() == cell)?;
        if tail.get(len..)?.starts_with(['(', '!']) {
            return None;
        }
        self.rest = tail.get(len..)?;
        Some((word, found))
    }

    pub fn next(&mut self) -> Option<Token<'a>> {
        let first = self.rest.chars().next()?;
        match first {
            '"' => {
                let raw = self.quoted('"')?;
                let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
                Some(Token::Text(raw, inner.replace("\"\"", "\"")))
            }
            '\'' => {
                let before = self.rest;
                let raw = self.quoted('\'')?;
                if !self.take('!') {
                    return None;
                }
                let inner = raw.strip_prefix('\'')?.strip_suffix('\'')?;
                Some(Token::Sheet {
                    raw: before.get(..raw.len() + 1)?,
                    name: inner.replace("''", "'"),
                })
            }
            '#' => {
                let end = |c: char| !(c.is_ascii_alphanumeric() || "/!?_".contains(c));
                let body = self.rest.get(1..)?;
                let len = body.find(end).unwrap_or(body.len());
                Error::parse(self.cut(len + 1)).map(Token::Error)
            }
            '(' => {
                self.cut(1);
                Some(Token::Open)
            }
            '{' => {
                self.cut(1);
                Some(Token::Brace)
            }
            c if is_word(c) => self.word(),
            _ => None,
        }
    }

    fn word(&mut self) -> Option<Token<'a>> {
        let before = self.rest;
        let word = self.cut(word_len(before));
        if self.take('!') {
            return Some(Token::Sheet {
                raw: before.get(..word.len() + 1)?,
                name: word.to_owned(),
            });
        }
        // Whole rows: a number, then `:` and another.
        let row_mark = word.strip_prefix('$').unwrap_or(word);
        if self.rest.starts_with(':')
            && let Some(row) = parse_row(row_mark)
        {
            return Some(Token::Rows(row + 1));
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let value: f64 = word.parse().ok()?;
            return value.is_finite().then_some(Token::Number(value));
        }
        if let Some(row) = word.strip_prefix('$').and_then(parse_row) {
            return Some(Token::Number(f64::from(row + 1)));
        }
        Some(Token::Word(word))
    }

    fn quoted(&mut self, quote: char) -> Option<&'a str> {
        let mut chars = self.rest.char_indices().skip(1).peekable();
        while let Some((index, c)) = chars.next() {
            if c == quote {
                if chars.peek().is_some_and(|(_, next)| *next == quote) {
                    chars.next();
                } else {
                    return Some(self.cut(index + 1));
                }
            }
        }
        None
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
        .filter(|digits| digits.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
        .filter(|digits| digits.parse::<f64>().is_ok());
    if mantissa.is_some() && rest.starts_with(['+', '-']) {
        let digits = rest.bytes().skip(1).take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            return len + 1 + digits;
        }
    }
    len
}
