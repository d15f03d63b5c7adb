//! Formulas as text: their references, how these move, and whether the text is a formula at all
//! (ECMA-376 Part 1, 18.17).

mod accept;
mod functions;
mod scan;
mod shift;
mod table_name;

use super::reference::{Area, push_col};

pub(super) use accept::MAX_LENGTH;
pub use accept::{accept, accept_union};
pub use functions::{stored, written};
use scan::{Corner, Piece, Reference};
pub use shift::{Shift, ShiftKind};
pub use table_name::{rename_table, replace_table};

/// The text as it would be in another cell, so many rows and columns away: relative references move along.
/// What leaves the worksheet becomes `#REF!`.
#[must_use]
pub fn relocate(text: &str, rows: i64, cols: i64) -> String {
    if rows == 0 && cols == 0 {
        return text.to_owned();
    }
    rewrite(text, |reference| {
        let first = reference.first.relocated(rows, cols);
        let last = match reference.last {
            Some(last) => last.relocated(rows, cols).map(Some),
            None => Some(None),
        };
        match (first, last) {
            (Some(first), Some(last)) => Change::To(first, last),
            _ => Change::Gone,
        }
    })
    .unwrap_or_else(|| text.to_owned())
}

/// The text after cells were inserted into or deleted from `sheet`; `None` when it stays as it is. `home` is the
/// worksheet that the formula is in.
#[must_use]
pub fn shift(text: &str, home: &str, sheet: &str, shift: &Shift) -> Option<String> {
    rewrite(text, |reference| {
        let on_sheet = match reference.sheet {
            Some(name) => same_sheet(name, sheet),
            None => same_sheet(home, sheet),
        };
        let Some(area) = reference.area().filter(|_| on_sheet && !reference.external) else {
            return Change::None;
        };
        match shift.area(area) {
            Some(moved) if moved == area => Change::None,
            Some(moved) => {
                let last = reference.last.map(|last| last.at(moved.last));
                Change::To(reference.first.at(moved.first), last)
            }
            None => Change::Gone,
        }
    })
}

/// The text after the cells of `area` on `sheet` moved by so many rows and columns to worksheet `to`; `None` when it
/// stays as it is. `home` is the worksheet that the formula is in.
#[must_use]
pub fn follow(
    text: &str,
    home: &str,
    (sheet, area): (&str, Area),
    to: &str,
    (rows, cols): (i64, i64),
) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    for piece in scan::pieces(text) {
        let Piece::Reference(reference) = piece else {
            out.push_str(piece.raw());
            continue;
        };
        let on_sheet = same_sheet(reference.sheet.unwrap_or(home), sheet) && !reference.external;
        let moved = reference
            .area()
            .filter(|found| on_sheet && area.covers(*found))
            .and_then(|found| found.shifted(rows, cols));
        let Some(moved) = moved else {
            out.push_str(reference.raw);
            continue;
        };
        changed = true;
        if !same_sheet(sheet, to) {
            if let Some(prefix) = reference.sheet {
                // The prefix was written already.
                out.truncate(out.len().saturating_sub(prefix.len() + 1));
            }
            if !same_sheet(home, to) {
                out.push_str(&quoted_sheet(to));
                out.push('!');
            }
        }
        reference.first.at(moved.first).write(&mut out);
        if let Some(last) = reference.last {
            out.push(':');
            last.at(moved.last).write(&mut out);
        }
    }
    changed.then_some(out)
}

/// The text after a worksheet was renamed; `None` when it stays as it is.
#[must_use]
pub fn rename_sheet(text: &str, from: &str, to: &str) -> Option<String> {
    let other = |name: &str| same_sheet(name, from).then(|| to.to_owned());
    replace_sheet(text, |span| {
        let (first, last) = (other(&span.0), other(&span.1));
        (first.is_some() || last.is_some())
            .then(|| Some((first.unwrap_or(span.0), last.unwrap_or(span.1))))
    })
}

/// The text after a worksheet was deleted that stood between two others; `None` when it stays as it is.
#[must_use]
pub fn drop_sheet(
    text: &str,
    name: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Option<String> {
    replace_sheet(text, |(first, last)| {
        // Of several worksheets the others stay.
        match (same_sheet(&first, name), same_sheet(&last, name)) {
            (true, true) => Some(None),
            (true, false) => Some(after.map(|after| (after.to_owned(), last))),
            (false, true) => Some(before.map(|before| (first, before.to_owned()))),
            (false, false) => None,
        }
    })
}

/// The first and the last one of the worksheets that a reference is about, mostly one and the same.
type Span = (String, String);

/// Asks for every worksheet that is named whether others come in its place, or none: then the reference is gone.
fn replace_sheet(
    text: &str,
    mut replace: impl FnMut(Span) -> Option<Option<Span>>,
) -> Option<String> {
    let plain = |name: &str| {
        let inner = name
            .strip_prefix('\'')
            .and_then(|name| name.strip_suffix('\''));
        inner.map_or_else(|| name.to_owned(), |inner| inner.replace("''", "'"))
    };
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut gone = false;
    let pieces: Vec<Piece<'_>> = scan::pieces(text).collect();
    let mut index = 0;
    while let Some(piece) = pieces.get(index) {
        let ahead = pieces.get(index..).unwrap_or_default();
        let (span, taken) = match ahead {
            // `First:Last!A1`
            [
                Piece::Word(first),
                Piece::Other(":"),
                Piece::Sheet {
                    name,
                    external: false,
                    ..
                },
                ..,
            ] => (Some((plain(first), plain(name))), 3),
            [
                Piece::Sheet {
                    name,
                    external: false,
                    ..
                },
                ..,
            ] => {
                let name = plain(name);
                let span = name.split_once(':');
                let span = span.map(|(first, last)| (first.to_owned(), last.to_owned()));
                (Some(span.unwrap_or_else(|| (name.clone(), name))), 1)
            }
            // The reference behind the prefix goes with it.
            [Piece::Reference(_) | Piece::Word(_) | Piece::Error(_), ..] if gone => {
                gone = false;
                index += 1;
                continue;
            }
            _ => (None, 1),
        };
        gone = false;
        match span.and_then(&mut replace) {
            Some(Some((first, last))) => {
                changed = true;
                out.push_str(&quoted_span(&first, &last));
                out.push('!');
            }
            Some(None) => {
                changed = true;
                gone = true;
                out.push_str("#REF!");
            }
            None => {
                for piece in ahead.get(..taken).unwrap_or(std::slice::from_ref(piece)) {
                    out.push_str(piece.raw());
                }
            }
        }
        index += taken;
    }
    changed.then_some(out)
}

fn quoted_span(first: &str, last: &str) -> String {
    if same_sheet(first, last) {
        return quoted_sheet(first);
    }
    if quoted_sheet(first) == first && quoted_sheet(last) == last {
        return format!("{first}:{last}");
    }
    format!("'{}'", format!("{first}:{last}").replace('\'', "''"))
}

/// The text after a defined name got another one; `None` when it does not use it.
#[must_use]
pub fn rename_name(text: &str, from: &str, to: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut pieces = scan::pieces(text).peekable();
    while let Some(piece) = pieces.next() {
        let behind = pieces.peek().map_or("", |next| next.raw());
        match piece {
            Piece::Word(word)
                if word.to_lowercase() == from.to_lowercase()
                    && !behind.starts_with(['(', '[', '!']) =>
            {
                out.push_str(to);
                changed = true;
            }
            piece => out.push_str(piece.raw()),
        }
    }
    changed.then_some(out)
}

/// A worksheet's name as formulas write it: in apostrophes when it is no plain word.
#[must_use]
pub fn quoted_sheet(name: &str) -> String {
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || c == '_' || c == '.')
        && !name.starts_with(|c: char| c.is_numeric() || c == '.')
        && super::reference::CellPos::parse(name).is_none()
        && !matches!(
            name.to_ascii_uppercase().as_str(),
            "" | "R" | "C" | "TRUE" | "FALSE"
        );
    if plain {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}

/// Whether two spellings name one worksheet: names are compared without case, apostrophes may surround either.
fn same_sheet(a: &str, b: &str) -> bool {
    fn plain(name: &str) -> String {
        let inner = name
            .strip_prefix('\'')
            .and_then(|name| name.strip_suffix('\''));
        inner.map_or_else(
            || name.to_lowercase(),
            |inner| inner.replace("''", "'").to_lowercase(),
        )
    }
    plain(a) == plain(b)
}

enum Change {
    None,
    To(Corner, Option<Corner>),
    Gone,
}

fn rewrite(text: &str, mut change: impl FnMut(&Reference<'_>) -> Change) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut changed = false;
    for piece in scan::pieces(text) {
        match piece {
            Piece::Reference(reference) => match change(&reference) {
                Change::None => out.push_str(reference.raw),
                Change::To(first, last) => {
                    first.write(&mut out);
                    if let Some(last) = last {
                        out.push(':');
                        last.write(&mut out);
                    }
                    changed = true;
                }
                Change::Gone => {
                    // The prefix was written already, and goes too.
                    if let Some(prefix) = reference.sheet {
                        out.truncate(out.len().saturating_sub(prefix.len() + 1));
                    }
                    out.push_str("#REF!");
                    changed = true;
                }
            },
            piece => out.push_str(piece.raw()),
        }
    }
    changed.then_some(out)
}

impl Corner {
    fn write(self, out: &mut String) {
        if let Some(col) = self.col {
            if col.fixed {
                out.push('$');
            }
            push_col(out, col.at);
        }
        if let Some(row) = self.row {
            if row.fixed {
                out.push('$');
            }
            out.push_str(&(row.at + 1).to_string());
        }
    }
}

#[cfg(test)]
mod tests;
