//! A text cut into values (RFC 4180, 2), without giving up on what breaks its rules.
//!
//! Blank lines are records of one empty value: they are rows of the sheet.

use std::borrow::Cow;

/// One value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'t> {
    /// Its text, without the quotes around it.
    pub(super) text: Cow<'t, str>,
    /// Whether it is the last one of its record.
    pub(super) ends_record: bool,
    /// Whether it begins with a quote that nothing closes.
    pub(super) open: bool,
}

/// Cuts a text into values.
#[derive(Debug)]
pub(super) struct Fields<'t> {
    rest: &'t str,
    delimiter: char,
    /// Whether a value is still to come: after a delimiter there is one even at the end of the text.
    more: bool,
}

impl<'t> Fields<'t> {
    /// Begins at the start of the text.
    pub(super) fn new(text: &'t str, delimiter: char) -> Self {
        Self {
            rest: text,
            delimiter,
            more: !text.is_empty(),
        }
    }

    /// Bytes that are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next value; `None` behind the last one.
    pub(super) fn next_field(&mut self) -> Option<Field<'t>> {
        if !self.more {
            return None;
        }
        let field = match self.rest.strip_prefix('"') {
            Some(inner) => self.quoted(inner),
            None => {
                let text = self.until_end();
                (Cow::Borrowed(text), false)
            }
        };
        let ends_record = self.step();
        Some(Field {
            text: field.0,
            ends_record,
            open: field.1,
        })
    }

    /// A value in quotes, two of which stand for one; what follows the closing one up to the end belongs to it.
    fn quoted(&mut self, inner: &'t str) -> (Cow<'t, str>, bool) {
        let mut text = Cow::Borrowed("");
        let mut rest = inner;
        loop {
            let Some((part, after)) = rest.split_once('"') else {
                self.rest = "";
                append(&mut text, rest);
                return (text, true);
            };
            append(&mut text, part);
            match after.strip_prefix('"') {
                Some(after) => {
                    text.to_mut().push('"');
                    rest = after;
                }
                None => {
                    self.rest = after;
                    let tail = self.until_end();
                    append(&mut text, tail);
                    return (text, false);
                }
            }
        }
    }

    /// Takes what stands before the next delimiter or line end.
    fn until_end(&mut self) -> &'t str {
        let at = self
            .rest
            .find([self.delimiter, '\n', '\r'])
            .unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }

    /// Goes over a delimiter or a line end; whether the record ends.
    fn step(&mut self) -> bool {
        if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
            self.rest = rest;
            return false;
        }
        self.rest = self
            .rest
            .strip_prefix("\r\n")
            .or_else(|| self.rest.strip_prefix('\n'))
            .or_else(|| self.rest.strip_prefix('\r'))
            .unwrap_or("");
        self.more = !self.rest.is_empty();
        true
    }
}

fn append<'t>(text: &mut Cow<'t, str>, part: &'t str) {
    if text.is_empty() {
        *text = Cow::Borrowed(part);
    } else if !part.is_empty() {
        text.to_mut().push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<Vec<String>> {
        let mut fields = Fields::new(text, ',');
        let mut records = vec![Vec::new()];
        while let Some(field) = fields.next_field() {
            records.last_mut().unwrap().push(field.text.into_owned());
            if field.ends_record {
                records.push(Vec::new());
            }
        }
        records.pop();
        records
    }

    #[test]
    fn values_are_cut_as_programs_cut_them() {
        for (text, expected) in [
            ("a,b\r\nc,d", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a,\n", vec![vec!["a", ""]]),
            ("a,", vec![vec!["a", ""]]),
            ("\"a,b\",c", vec![vec!["a,b", "c"]]),
            ("\"a\"\"b\"", vec![vec!["a\"b"]]),
            ("\"a\r\nb\"\n", vec![vec!["a\r\nb"]]),
            ("a \"b\" c,d", vec![vec!["a \"b\" c", "d"]]),
            ("\"a\"b,c", vec![vec!["ab", "c"]]),
            ("\"open, and\nso on", vec![vec!["open, and\nso on"]]),
            ("a\n\nb", vec![vec!["a"], vec![""], vec!["b"]]),
            ("a\rb", vec![vec!["a"], vec!["b"]]),
            ("\"\",\"\"\"\"", vec![vec!["", "\""]]),
        ] {
            assert_eq!(records(text), expected, "{text:?}");
        }
    }
}
