//! From OpenFormula to the spelling of xlsx.

use spindle_ooxml::sheet::formula::quoted_sheet;

use super::{ERRORS, MAX_LENGTH, names};

/// A formula with its namespace (`of:=...`) in the spelling of xlsx, without the equals sign.
pub(in crate::ods) fn import(text: &str) -> String {
    if let Some(excel) = text.strip_prefix("msoxl:") {
        return excel.strip_prefix('=').unwrap_or(excel).to_owned();
    }
    let body = match text.split_once('=') {
        Some((prefix, body)) if prefix.is_empty() || prefix.ends_with(':') => body,
        _ => text,
    };
    if body.len() > MAX_LENGTH {
        return body.to_owned();
    }
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    let mut in_array = false;
    while let Some(first) = rest.chars().next() {
        match first {
            '"' | '\'' => {
                let (quoted, after) = quoted(rest, first);
                out.push_str(quoted);
                rest = after;
                continue;
            }
            '[' => {
                let (inner, after) = bracketed(rest);
                out.push_str(&reference(inner));
                rest = after;
                continue;
            }
            '#' => {
                let length = ERRORS
                    .iter()
                    .find(|name| rest.starts_with(**name))
                    .map_or(1, |name| name.len());
                let (error, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
                out.push_str(error);
                rest = after;
                continue;
            }
            '{' => in_array = true,
            '}' => in_array = false,
            c if c.is_alphabetic() || c == '_' => {
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
                    .unwrap_or(rest.len());
                let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                if after.trim_start().starts_with('(') {
                    out.push_str(&names::imported(word));
                } else {
                    out.push_str(word);
                }
                rest = after;
                continue;
            }
            _ => {}
        }
        match first {
            ';' => out.push(','),
            '|' if in_array => out.push(';'),
            '~' => out.push(','),
            '!' => out.push(' '),
            other => out.push(other),
        }
        let mut chars = rest.chars();
        chars.next();
        rest = chars.as_str();
    }
    out
}

/// A range as attributes have it (`$Sheet1.$A$1:.$B$2`) in the spelling of xlsx.
pub(in crate::ods) fn import_range(text: &str) -> String {
    reference(text.trim())
}

/// A text in quotes, with them, and what follows; doubled quotes stand for one.
fn quoted(text: &str, quote: char) -> (&str, &str) {
    let mut inside = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = inside.next() {
        if c != quote {
            continue;
        }
        if inside.peek().is_some_and(|(_, next)| *next == quote) {
            inside.next();
            continue;
        }
        return text
            .split_at_checked(at.saturating_add(quote.len_utf8()))
            .unwrap_or((text, ""));
    }
    (text, "")
}

/// What stands in brackets, without them, and what follows; a bracket in apostrophes is none.
fn bracketed(text: &str) -> (&str, &str) {
    let inner = text.strip_prefix('[').unwrap_or(text);
    let mut in_name = false;
    for (at, c) in inner.char_indices() {
        match c {
            '\'' => in_name = !in_name,
            ']' if !in_name => {
                let after = inner.get(at.saturating_add(1)..).unwrap_or("");
                return (inner.get(..at).unwrap_or(inner), after);
            }
            _ => {}
        }
    }
    (inner, "")
}

/// One reference: its sheet, if any, and its corners.
fn reference(text: &str) -> String {
    let (source, rest) = split_source(text);
    let (first, last) = split_corners(rest);
    let (first_sheet, first_cell) = split_sheet(first);
    if first_cell.contains("#REF!") {
        return "#REF!".to_owned();
    }
    let mut out = String::new();
    let last = last.map(split_sheet);
    if last.is_some_and(|(_, cell)| cell.contains("#REF!")) {
        return "#REF!".to_owned();
    }
    if let Some(sheet) = first_sheet {
        let sheet = plain_name(sheet);
        let until = last
            .and_then(|(sheet, _)| sheet)
            .map(plain_name)
            .filter(|until| *until != sheet);
        match (source, until) {
            (Some(source), _) => {
                let name = format!("[{source}]{sheet}").replace('\'', "''");
                out.push_str(&format!("'{name}'"));
            }
            (None, Some(until)) => {
                let name = format!("{sheet}:{until}").replace('\'', "''");
                out.push_str(&format!("'{name}'"));
            }
            (None, None) => out.push_str(&quoted_sheet(&sheet)),
        }
        out.push('!');
    }
    out.push_str(first_cell);
    if let Some((_, cell)) = last {
        out.push(':');
        out.push_str(cell);
    }
    out
}

/// The file that a reference is into, `'file:///x.ods'#`, and the rest.
fn split_source(text: &str) -> (Option<String>, &str) {
    if !text.starts_with('\'') {
        return (None, text);
    }
    let (name, after) = quoted(text, '\'');
    match after.strip_prefix('#') {
        Some(rest) => (Some(plain_name(name)), rest),
        None => (None, text),
    }
}

/// The two corners of a range; a colon in apostrophes belongs to a name.
fn split_corners(text: &str) -> (&str, Option<&str>) {
    let mut in_name = false;
    for (at, c) in text.char_indices() {
        match c {
            '\'' => in_name = !in_name,
            ':' if !in_name => {
                return (
                    text.get(..at).unwrap_or(text),
                    text.get(at.saturating_add(1)..),
                );
            }
            _ => {}
        }
    }
    (text, None)
}

/// The sheet of a corner, if it names one, and its cell.
fn split_sheet(text: &str) -> (Option<&str>, &str) {
    match text.rsplit_once('.') {
        Some(("" | "$", cell)) => (None, cell),
        Some((sheet, cell)) => (Some(sheet), cell),
        None => (None, text),
    }
}

/// A name without its dollar sign and apostrophes.
fn plain_name(text: &str) -> String {
    let text = text.strip_prefix('$').unwrap_or(text);
    match text
        .strip_prefix('\'')
        .and_then(|inner| inner.strip_suffix('\''))
    {
        Some(inner) => inner.replace("''", "'"),
        None => text.to_owned(),
    }
}
