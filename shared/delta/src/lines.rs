//! A document line by line.

use crate::cursor::{Cursor, Kind};
use crate::text::units;
use crate::{Attributes, Delta};

/// The lines of a document: each with its content, which has no newline, and the attributes of the newline that ends it,
/// which say what kind of block it is. A last line without newline comes if it has content. Ends where something else
/// than an insert stands.
pub struct Lines<'a> {
    cursor: Cursor<'a>,
}

impl Delta {
    /// The lines of a document.
    pub fn lines(&self) -> Lines<'_> {
        Lines {
            cursor: Cursor::new(&self.ops),
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = (Delta, Attributes);

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Delta::new();
        while self.cursor.kind() == Kind::Insert {
            let end = self.cursor.text().and_then(|text| text.split_once('\n'));
            let Some((before, _)) = end else {
                line.push(self.cursor.take(self.cursor.left()).ok()?);
                continue;
            };
            if !before.is_empty() {
                let length = units::count(before.as_bytes());
                line.push(self.cursor.take(length).ok()?);
            }
            let attributes = self.cursor.attributes().clone();
            self.cursor.skip(1).ok()?;
            return Some((line, attributes));
        }
        (!line.ops.is_empty()).then(|| (line, Attributes::none()))
    }
}
