//! Formulas that are copied to another place: relative references go along.

mod follow;

pub(crate) use follow::{Event, Follow};

use crate::args::{MAX_COLUMNS, MAX_ROWS};

/// What a reference becomes that would leave the sheet.
const LOST: &str = "#REF!";

/// What stands for an error in a formula; their signs are no operators.
const ERRORS: [&str; 8] = [
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!",
];

/// A formula, without its `=`, as it reads `rows` further down and `columns` further right. References with `$` stay,
/// as do texts, names, functions and references to tables.
pub(crate) fn shifted(formula: &str, rows: i64, columns: i64) -> String {
    let by = Shift { rows, columns };
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '"' | '\'' => quoted(rest, first),
            '[' => bracketed(rest),
            '#' => ERRORS
                .iter()
                .find(|error| rest.starts_with(**error))
                .map_or(1, |error| error.len()),
            _ if is_word(first) => {
                let (taken, text) = by.word(rest);
                out.push_str(&text);
                rest = rest.get(taken..).unwrap_or_default();
                continue;
            }
            _ => first.len_utf8(),
        };
        out.push_str(rest.get(..taken).unwrap_or(rest));
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '$' | '_' | '.' | '\\' | '?')
}

/// How long a quoted piece at the beginning is; the quote doubled stands for itself.
fn quoted(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == quote && characters.next_if(|(_, next)| *next == quote).is_none() {
            return at.saturating_add(quote.len_utf8());
        }
    }
    text.len()
}

/// How long a piece in brackets at the beginning is.
fn bracketed(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            // Within a table's brackets this makes the next sign a plain one.
            '\'' => {
                characters.next();
            }
            '[' => depth = depth.saturating_add(1),
            ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at.saturating_add(1);
                }
            }
            _ => {}
        }
    }
    text.len()
}

fn word_at(text: &str) -> &str {
    let end = text
        .find(|character| !is_word(character))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[derive(Clone, Copy)]
struct Shift {
    rows: i64,
    columns: i64,
}

impl Shift {
    /// The word at the beginning and what it becomes; a range of whole rows or columns is taken in one.
    fn word(self, text: &str) -> (usize, String) {
        let word = word_at(text);
        let after = text.get(word.len()..).unwrap_or_default();
        if after.starts_with(['(', '!', '[']) {
            return (word.len(), word.to_owned());
        }
        if let Some(cell) = self.cell(word) {
            return (word.len(), cell);
        }
        if let Some(second) = after.strip_prefix(':').map(word_at) {
            let both = self
                .column(word)
                .zip(self.column(second))
                .or_else(|| self.row(word).zip(self.row(second)));
            if let Some((from, to)) = both {
                let taken = word.len().saturating_add(1).saturating_add(second.len());
                return (taken, format!("{from}:{to}"));
            }
        }
        (word.len(), word.to_owned())
    }

    fn cell(self, word: &str) -> Option<String> {
        let start = word.strip_prefix('$').unwrap_or(word);
        let letters = start.find(|character: char| !character.is_ascii_alphabetic())?;
        let split = word
            .len()
            .saturating_sub(start.len())
            .saturating_add(letters);
        let (column, row) = word.split_at_checked(split)?;
        let (column, row) = (self.column(column)?, self.row(row)?);
        if column == LOST || row == LOST {
            return Some(LOST.to_owned());
        }
        Some(format!("{column}{row}"))
    }

    fn column(self, text: &str) -> Option<String> {
        let letters = text.strip_prefix('$').unwrap_or(text);
        if !(1..=3).contains(&letters.len())
            || !letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            return None;
        }
        let number = letters.bytes().fold(0_i64, |number, letter| {
            number * 26 + i64::from(letter.to_ascii_uppercase() - b'A') + 1
        });
        if number > i64::from(MAX_COLUMNS) {
            return None;
        }
        if letters.len() < text.len() || self.columns == 0 {
            return Some(text.to_owned());
        }
        let number = number.saturating_add(self.columns);
        let within = (1..=i64::from(MAX_COLUMNS)).contains(&number);
        Some(if within {
            column_name(number)
        } else {
            LOST.to_owned()
        })
    }

    fn row(self, text: &str) -> Option<String> {
        let digits = text.strip_prefix('$').unwrap_or(text);
        if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: i64 = digits.parse().ok()?;
        if number > i64::from(MAX_ROWS) {
            return None;
        }
        if digits.len() < text.len() || self.rows == 0 {
            return Some(text.to_owned());
        }
        let number = number.saturating_add(self.rows);
        let within = (1..=i64::from(MAX_ROWS)).contains(&number);
        Some(if within {
            number.to_string()
        } else {
            LOST.to_owned()
        })
    }
}

/// The letters of a column counted from 1.
fn column_name(mut number: i64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        let digit = u8::try_from((number - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        number = (number - 1) / 26;
    }
    letters.iter().rev().collect()
}
