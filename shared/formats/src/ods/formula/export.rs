//! From the spelling of xlsx to OpenFormula.

use super::{ERRORS, MAX_LENGTH, is_cell, is_column, is_row, names};

/// What an open parenthesis belongs to: commas in it mean different things.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Call,
    Group,
}

/// A formula in the spelling of xlsx as OpenFormula, with its namespace and the equals sign.
pub(in crate::ods) fn export(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(16));
    out.push_str("of:=");
    if text.len() > MAX_LENGTH {
        out.push_str(text);
        return out;
    }
    Exporter {
        rest: text,
        out,
        open: Vec::new(),
        in_array: false,
    }
    .run()
}

/// A reference in the spelling of xlsx as attributes have it; `None` when the text is something else.
pub(in crate::ods) fn export_range(text: &str) -> Option<String> {
    let exported = export(text);
    let inner = exported.strip_prefix("of:=[")?.strip_suffix(']')?;
    (!inner.contains(['[', ']']) && inner.contains('.')).then(|| inner.to_owned())
}

/// A sheet's name as references of OpenFormula begin: `$Sheet1` or `$'Sheet 2'`.
pub(in crate::ods) fn sheet_prefix(name: &str) -> String {
    let plain = !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_numeric());
    if plain {
        format!("${name}")
    } else {
        format!("$'{}'", name.replace('\'', "''"))
    }
}

struct Exporter<'t> {
    rest: &'t str,
    out: String,
    open: Vec<Open>,
    in_array: bool,
}

impl<'t> Exporter<'t> {
    fn run(mut self) -> String {
        while let Some(first) = self.rest.chars().next() {
            match first {
                '"' => {
                    let text = self.quoted('"');
                    self.out.push_str(text);
                }
                '\'' => {
                    let name = self.quoted('\'');
                    self.behind_name(name);
                }
                '#' => self.error(),
                c if c.is_alphabetic() || matches!(c, '_' | '\\' | '$') => self.word(),
                c if c.is_ascii_digit() || c == '.' => self.number(),
                ' ' => self.space(),
                c => self.sign(c),
            }
        }
        self.out
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn quoted(&mut self, quote: char) -> &'t str {
        let mut inside = self.rest.char_indices().skip(1).peekable();
        while let Some((at, c)) = inside.next() {
            if c != quote {
                continue;
            }
            if inside.peek().is_some_and(|(_, next)| *next == quote) {
                inside.next();
                continue;
            }
            return self.take(at.saturating_add(1));
        }
        self.take(self.rest.len())
    }

    /// A name in apostrophes is a sheet's when `!` follows.
    fn behind_name(&mut self, name: &str) {
        let Some(rest) = self.rest.strip_prefix('!') else {
            self.out.push_str(name);
            return;
        };
        self.rest = rest;
        let inner = name.trim_start_matches('\'');
        let inner = inner.strip_suffix('\'').unwrap_or(inner);
        self.on_sheet(&inner.replace("''", "'"));
    }

    /// What follows a sheet's name and `!`: a reference, an error, or a name.
    fn on_sheet(&mut self, sheet: &str) {
        if self.rest.starts_with("#REF!") {
            self.take("#REF!".len());
            self.out.push_str("#REF!");
            return;
        }
        if let Some(corners) = self.reference() {
            self.push_reference(&prefix(sheet), corners);
            return;
        }
        // Names that hold in one sheet: OpenFormula writes the sheet before them.
        self.out.push_str(&prefix(sheet));
        self.out.push('.');
    }

    /// The corners of a reference that begins here.
    fn reference(&mut self) -> Option<(&'t str, Option<&'t str>)> {
        let first_len = corner_len(self.rest);
        let first = self.rest.get(..first_len)?;
        let after = self.rest.get(first_len..)?;
        let range = after.strip_prefix(':').and_then(|after| {
            let last_len = corner_len(after);
            let last = after.get(..last_len)?;
            let fits = (is_cell(first) && is_cell(last))
                || (is_column(first) && is_column(last))
                || (is_row(first) && is_row(last));
            let ends = ends_reference(after.get(last_len..).unwrap_or(""));
            (fits && ends).then_some(last)
        });
        if let Some(last) = range {
            self.take(first_len.saturating_add(1).saturating_add(last.len()));
            return Some((first, Some(last)));
        }
        if is_cell(first) && ends_reference(after) {
            self.take(first_len);
            return Some((first, None));
        }
        None
    }

    fn push_reference(&mut self, sheet: &str, (first, last): (&str, Option<&str>)) {
        // A range of sheets stands as two corners, each with its own.
        let (sheet, until) = sheet.split_once(SHEETS).unwrap_or((sheet, ""));
        self.out.push('[');
        self.out.push_str(sheet);
        self.out.push('.');
        self.out.push_str(first);
        if last.is_some() || !until.is_empty() {
            self.out.push(':');
            self.out.push_str(until);
            self.out.push('.');
            self.out.push_str(last.unwrap_or(first));
        }
        self.out.push(']');
    }

    fn word(&mut self) {
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '$' | '?')))
            .unwrap_or(self.rest.len());
        let word = self.rest.get(..end).unwrap_or(self.rest);
        let after = self.rest.get(end..).unwrap_or("");
        if after.starts_with('(') && !word.starts_with('$') {
            self.take(end);
            self.out.push_str(&names::exported(word));
            self.take(1);
            self.out.push('(');
            self.open.push(Open::Call);
            return;
        }
        if let Some(rest) = after.strip_prefix('!') {
            self.rest = rest;
            self.on_sheet(word);
            return;
        }
        if let Some(sheets) = self.sheets(end) {
            self.on_sheet(sheets);
            return;
        }
        if let Some(corners) = self.reference() {
            self.push_reference("", corners);
            return;
        }
        let word = self.take(end.max(1));
        self.out.push_str(word);
    }

    /// The names of two sheets with a colon between them and `!` behind: `Sheet1:Sheet4!`. The first ends at `end`.
    fn sheets(&mut self, end: usize) -> Option<&'t str> {
        let second = self.rest.get(end..)?.strip_prefix(':')?;
        let length = second.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))?;
        second.get(length..)?.strip_prefix('!')?;
        let names = self.take(end.saturating_add(1).saturating_add(length));
        self.take(1);
        Some(names)
    }

    /// A number, or rows: `1:3`.
    fn number(&mut self) {
        if let Some(corners) = self.reference() {
            self.push_reference("", corners);
            return;
        }
        let mut end = 0_usize;
        let mut before = ' ';
        for c in self.rest.chars() {
            let exponent = matches!(c, '+' | '-') && matches!(before, 'e' | 'E');
            if !(c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E') || exponent) {
                break;
            }
            end = end.saturating_add(c.len_utf8());
            before = c;
        }
        let number = self.take(end.max(1));
        self.out.push_str(number);
    }

    /// `#REF!` and the like.
    fn error(&mut self) {
        let length = ERRORS
            .iter()
            .find(|name| self.rest.starts_with(**name))
            .map_or(1, |name| name.len());
        let error = self.take(length);
        self.out.push_str(error);
    }

    /// Spaces between two references are an operator: what both have.
    fn space(&mut self) {
        let spaces = self.rest.len() - self.rest.trim_start_matches(' ').len();
        let spaces = self.take(spaces);
        let intersects = self.out.ends_with([']', ')'])
            && self
                .rest
                .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '\'' | '(' | '_'));
        self.out.push_str(if intersects { "!" } else { spaces });
    }

    fn sign(&mut self, c: char) {
        self.take(c.len_utf8());
        match c {
            '(' => self.open.push(Open::Group),
            ')' => {
                self.open.pop();
            }
            '{' => self.in_array = true,
            '}' => self.in_array = false,
            _ => {}
        }
        self.out.push(match c {
            ',' if !self.in_array && self.open.last() == Some(&Open::Group) => '~',
            ',' => ';',
            ';' if self.in_array => '|',
            other => other,
        });
    }
}

/// Stands between two sheets: no name has it.
const SHEETS: char = ':';

/// Sheets of other files stand as `[file]sheet`, several side by side as `first:last`.
fn prefix(sheet: &str) -> String {
    if let Some((file, sheet)) = sheet
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        return format!("'{}'#{}", file.replace('\'', "''"), sheet_prefix(sheet));
    }
    if let Some((first, last)) = sheet.split_once(SHEETS) {
        return format!("{}{SHEETS}{}", sheet_prefix(first), sheet_prefix(last));
    }
    sheet_prefix(sheet)
}

/// How long the corner of a reference that begins here is at most.
fn corner_len(text: &str) -> usize {
    text.bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'$')
        .count()
}

/// Whether a reference may end before this: not in the middle of a name or before a call.
fn ends_reference(after: &str) -> bool {
    !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '(' | '!'))
}
