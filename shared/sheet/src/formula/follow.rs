//! Formulas that follow what they are about: rows and columns that move, sheets that are called otherwise.

use super::{ERRORS, LOST, bracketed, column_name, is_word, quoted, word_at};
use crate::args::{Axis, MAX_COLUMNS, MAX_ROWS, Span};

/// What happens to a sheet that formulas may be about.
pub(crate) enum Event<'e> {
    /// Rows or columns are inserted or deleted: where a run of them goes.
    Moved {
        axis: Axis,
        to: &'e dyn Fn(Span) -> Span,
    },
    /// It is called otherwise.
    Renamed(&'e str),
}

/// What a formula must know to follow.
pub(crate) struct Follow<'f> {
    /// The name that the sheet of the event has, or had.
    pub(crate) sheet: &'f str,
    /// Whether the formula stands on that sheet, so that references without a sheet are to it.
    pub(crate) own: bool,
    pub(crate) event: Event<'f>,
}

/// One end of a reference: column and row from 0, where it has them, and whether `$` fixes them.
#[derive(Clone, Copy)]
struct Corner {
    column: Option<(u32, bool)>,
    row: Option<(u32, bool)>,
}

impl Follow<'_> {
    /// A formula, without its `=`, after the event. Texts, names, functions and references to tables stay.
    pub(crate) fn formula(&self, formula: &str) -> String {
        let mut out = String::with_capacity(formula.len());
        let mut rest = formula;
        let mut prefix = Prefix::default();
        while let Some(first) = rest.chars().next() {
            let taken = match first {
                '"' => quoted(rest, first),
                '\'' => {
                    let length = quoted(rest, first);
                    if rest
                        .get(length..)
                        .is_some_and(|after| after.starts_with('!'))
                    {
                        (prefix, rest) = Prefix::cut(rest, length, out.ends_with(']'));
                        continue;
                    }
                    length
                }
                '[' => bracketed(rest),
                '#' => ERRORS
                    .iter()
                    .find(|error| rest.starts_with(**error))
                    .map_or(1, |error| error.len()),
                _ if is_word(first) => {
                    let word = word_at(rest);
                    let after = rest.get(word.len()..).unwrap_or_default();
                    if after.starts_with('!') {
                        (prefix, rest) = Prefix::cut(rest, word.len(), out.ends_with(']'));
                        continue;
                    }
                    let found = match after.starts_with(['(', '[']) {
                        true => None,
                        false => reference(rest, word),
                    };
                    if let Some((length, from, to)) = found {
                        let written = rest.get(..length).unwrap_or_default();
                        out.push_str(&self.prefix(&prefix));
                        match self.reference(&prefix, from, to) {
                            Some(text) => out.push_str(&text),
                            None => out.push_str(written),
                        }
                        rest = rest.get(length..).unwrap_or_default();
                        prefix = Prefix::default();
                        continue;
                    }
                    word.len()
                }
                _ => first.len_utf8(),
            };
            out.push_str(&self.prefix(&prefix));
            out.push_str(rest.get(..taken).unwrap_or(rest));
            rest = rest.get(taken..).unwrap_or_default();
            prefix = Prefix::default();
        }
        out.push_str(&self.prefix(&prefix));
        out
    }

    /// Whether a reference with that prefix is to the sheet of the event.
    fn meant(&self, prefix: &Prefix<'_>) -> bool {
        match prefix.text {
            "" => self.own,
            _ => !prefix.foreign && prefix.name().to_lowercase() == self.sheet.to_lowercase(),
        }
    }

    /// A prefix as it reads afterwards.
    fn prefix(&self, prefix: &Prefix<'_>) -> String {
        match self.event {
            Event::Renamed(name) if !prefix.text.is_empty() && self.meant(prefix) => spelled(name),
            _ => prefix.text.to_owned(),
        }
    }

    /// A reference as it reads afterwards; nothing where it stays as it is written.
    fn reference(&self, prefix: &Prefix<'_>, from: Corner, to: Option<Corner>) -> Option<String> {
        let Event::Moved { axis, to: goes } = self.event else {
            return None;
        };
        if !self.meant(prefix) {
            return None;
        }
        let side = |corner: Corner| match axis {
            Axis::Rows => corner.row,
            Axis::Columns => corner.column,
        };
        let (one, _) = side(from)?;
        let (other, _) = to.map_or_else(|| side(from), side)?;
        let start = one.min(other);
        let run = goes(Span {
            start,
            count: one.abs_diff(other).saturating_add(1),
        });
        if run.count == 0 || run.start >= axis.most() {
            return Some(LOST.to_owned());
        }
        let low = run.start;
        let high = run.end().min(axis.most()).saturating_sub(1);
        let (first, last) = if one <= other {
            (low, high)
        } else {
            (high, low)
        };
        if (first, last) == (one, other) {
            return None;
        }
        let set = |corner: Corner, index: u32| match axis {
            Axis::Rows => Corner {
                row: corner.row.map(|(_, fixed)| (index, fixed)),
                ..corner
            },
            Axis::Columns => Corner {
                column: corner.column.map(|(_, fixed)| (index, fixed)),
                ..corner
            },
        };
        let mut text = set(from, first).text();
        if let Some(to) = to {
            text.push(':');
            text.push_str(&set(to, last).text());
        }
        Some(text)
    }
}

/// The sheet before a reference, with its `!`, as it is written.
#[derive(Default)]
struct Prefix<'t> {
    text: &'t str,
    /// It is a sheet of another workbook.
    foreign: bool,
}

impl<'t> Prefix<'t> {
    /// Cuts a prefix of this length, without its `!`, off a text.
    fn cut(text: &'t str, length: usize, foreign: bool) -> (Self, &'t str) {
        let (text, rest) = text
            .split_at_checked(length.saturating_add(1))
            .unwrap_or((text, ""));
        (Self { text, foreign }, rest)
    }

    fn name(&self) -> String {
        let name = self.text.strip_suffix('!').unwrap_or(self.text);
        match name
            .strip_prefix('\'')
            .and_then(|name| name.strip_suffix('\''))
        {
            Some(inner) => inner.replace("''", "'"),
            None => name.to_owned(),
        }
    }
}

/// A sheet's name as a prefix: in quotes where it needs them.
fn spelled(name: &str) -> String {
    let plain = name
        .chars()
        .all(|character| character.is_alphanumeric() || character == '_')
        && name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && !corner(name).is_some_and(|corner| corner.row.is_some() && corner.column.is_some());
    match plain {
        true => format!("{name}!"),
        false => format!("'{}'!", name.replace('\'', "''")),
    }
}

impl Corner {
    fn text(self) -> String {
        let mut text = String::new();
        if let Some((column, fixed)) = self.column {
            text.push_str(if fixed { "$" } else { "" });
            text.push_str(&column_name(i64::from(column).saturating_add(1)));
        }
        if let Some((row, fixed)) = self.row {
            text.push_str(if fixed { "$" } else { "" });
            text.push_str(&row.saturating_add(1).to_string());
        }
        text
    }

    fn like(self, other: Self) -> bool {
        self.row.is_some() == other.row.is_some() && self.column.is_some() == other.column.is_some()
    }
}

/// The reference that begins with a word: its length and its ends.
fn reference(text: &str, word: &str) -> Option<(usize, Corner, Option<Corner>)> {
    let first = corner(word)?;
    let after = text.get(word.len()..).unwrap_or_default();
    if let Some(second) = after.strip_prefix(':').map(word_at) {
        let length = word.len().saturating_add(1).saturating_add(second.len());
        let ends = text
            .get(length..)
            .is_none_or(|after| !after.starts_with(['(', '!']));
        if let Some(last) = corner(second).filter(|last| last.like(first) && ends) {
            return Some((length, first, Some(last)));
        }
    }
    (first.row.is_some() && first.column.is_some()).then_some((word.len(), first, None))
}

/// A word as one end of a reference: `B5`, `$B$5`, or a column or row alone.
fn corner(word: &str) -> Option<Corner> {
    let (dollar, rest) = match word.strip_prefix('$') {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, rest) = rest.split_at_checked(letters)?;
    let (second, digits) = match rest.strip_prefix('$') {
        Some(digits) => (true, digits),
        None => (false, rest),
    };
    let row = match digits {
        "" => None,
        _ => Some(index(digits)?),
    };
    if letters.is_empty() {
        let row = row?;
        let corner = Corner {
            column: None,
            row: Some((row, dollar || second)),
        };
        return (!(dollar && second)).then_some(corner);
    }
    if second && row.is_none() {
        return None;
    }
    Some(Corner {
        column: Some((column(letters)?, dollar)),
        row: row.map(|row| (row, second)),
    })
}

fn index(digits: &str) -> Option<u32> {
    let plain = digits.len() <= 7
        && !digits.starts_with('0')
        && digits.bytes().all(|digit| digit.is_ascii_digit());
    let number: u32 = plain.then(|| digits.parse().ok()).flatten()?;
    (1..=MAX_ROWS)
        .contains(&number)
        .then(|| number.saturating_sub(1))
}

fn column(letters: &str) -> Option<u32> {
    if letters.len() > 3 {
        return None;
    }
    let number = letters.bytes().fold(0_u32, |number, letter| {
        number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    (1..=MAX_COLUMNS)
        .contains(&number)
        .then(|| number.saturating_sub(1))
}
