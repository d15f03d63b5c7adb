//! What a text becomes when it is typed into a cell: a number with a format, a date, a formula, or itself.
//!
//! The conventions are those of the United States, in which scripts and formulas are written.

mod dates;
mod numbers;

use std::borrow::Cow;

use super::formula;

/// What was typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry<'a> {
    /// Nothing.
    Blank,
    /// A text.
    Text(&'a str),
    /// A text behind an apostrophe, which is no part of it.
    Quoted(&'a str),
    /// A truth value.
    Bool(bool),
    /// An error value.
    Error(&'static str),
    /// A number.
    Number {
        /// Its value.
        value: f64,
        /// The format that its spelling asks for.
        format: Option<Cow<'static, str>>,
    },
    /// A formula without `=`, as files have it.
    Formula(String),
    /// A text that begins like a formula and is none.
    BadFormula,
}

/// The error values that can be typed.
const ERRORS: &[&str] = &[
    "#N/A",
    "#REF!",
    "#DIV/0!",
    "#NAME?",
    "#VALUE!",
    "#NULL!",
    "#NUM!",
    "#GETTING_DATA",
];

/// Reads a typed text. `format` is the code of the format that the cell has: in text cells everything is text, in
/// cells for fractions `1/2` is one.
#[must_use]
pub fn read<'a>(text: &'a str, format: &str) -> Entry<'a> {
    if text.is_empty() {
        return Entry::Blank;
    }
    if format == "@" {
        return Entry::Text(text);
    }
    if let Some(quoted) = text.strip_prefix('\'') {
        return Entry::Quoted(quoted);
    }
    if let Some(body) = text.strip_prefix('=').filter(|body| !body.is_empty()) {
        return formula::accept(body).map_or(Entry::BadFormula, Entry::Formula);
    }
    if text.eq_ignore_ascii_case("true") {
        return Entry::Bool(true);
    }
    if text.eq_ignore_ascii_case("false") {
        return Entry::Bool(false);
    }
    if let Some(error) = ERRORS.iter().find(|error| error.eq_ignore_ascii_case(text)) {
        return Entry::Error(error);
    }
    let trimmed = text.trim_matches(|c: char| c.is_ascii_whitespace());
    // Nothing longer is a number or a date.
    if trimmed.len() > 64 {
        return Entry::Text(text);
    }
    let fraction = format.contains('/') && format.contains('?');
    if let Some((value, format)) = numbers::read(trimmed, fraction) {
        return Entry::Number {
            value,
            format: format.map(Cow::Borrowed),
        };
    }
    if let Some((value, format)) = numbers::currency(trimmed) {
        return Entry::Number {
            value,
            format: Some(Cow::Owned(format)),
        };
    }
    // Spaces before a date make it a text.
    match dates::read(text.trim_end_matches(|c: char| c.is_ascii_whitespace())) {
        Some((value, format)) => Entry::Number {
            value,
            format: Some(Cow::Borrowed(format)),
        },
        None => Entry::Text(text),
    }
}

#[cfg(test)]
mod tests;
