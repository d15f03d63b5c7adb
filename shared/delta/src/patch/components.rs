//! The components of a document that is JSON, found one after the other.

use super::format::{are_same, are_same_in_order, begins_with};
use super::strings::{self, Hint, Scanned};
use super::values::Values;

/// How every component begins.
pub(super) const INSERT: &[u8] = br#"{"insert":"#;
/// What stands between the content and the attributes.
pub(super) const ATTRIBUTES: &[u8] = br#","attributes":"#;
/// How many attributes are remembered, of which documents have many that are the same.
const RECENT: usize = 8;

/// The JSON is not what this crate writes of a document, so that it must be read in the ordinary way.
pub(super) struct Irregular;

/// One insert of a document.
#[derive(Default)]
pub(super) struct Component<'d> {
    /// Where its braces begin and end.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it has characters and no embed.
    pub(super) is_text: bool,
    /// What stands between the quotes of a text, or all of an embed.
    pub(super) content: &'d [u8],
    /// Where the content ends.
    pub(super) content_end: usize,
    /// The object of attributes; nothing if there are none.
    pub(super) attributes: &'d [u8],
    /// The length, in UTF-16 code units.
    pub(super) units: u64,
    /// A place of the content shortly before the one that was asked for.
    pub(super) hint: Hint,
}

/// Reads components, and sees to it that they are in canonical form.
pub(super) struct Components<'d> {
    json: &'d [u8],
    values: Values<'d>,
    /// Attributes that have been checked.
    recent: Vec<&'d [u8]>,
    /// The component read last, which stays in its place: there are many, and copies are not for nothing.
    current: Component<'d>,
}

impl<'d> Components<'d> {
    pub(super) fn new(json: &'d [u8]) -> Self {
        Self {
            json,
            values: Values::new(json),
            recent: Vec::new(),
            current: Component::default(),
        }
    }

    /// The next component, with a hint for its unit `mark`; `None` after the last.
    pub(super) fn next(&mut self, mark: u64) -> Result<Option<&Component<'d>>, Irregular> {
        let at = self.current.end;
        let rest = self.json.get(at..).ok_or(Irregular)?;
        match rest {
            b"]" if at > 0 => return Ok(None),
            b"[]" if at == 0 => return Ok(None),
            [b'[', ..] if at == 0 => {}
            [b',', ..] if at > 0 => {}
            _ => return Err(Irregular),
        }
        self.component(at + 1, mark).ok_or(Irregular)?;
        Ok(Some(&self.current))
    }

    /// Reads the component that begins at `start`; `None` if it is irregular.
    fn component(&mut self, start: usize, mark: u64) -> Option<()> {
        let rest = self.json.get(start..)?;
        if !begins_with(rest, INSERT) {
            return None;
        }
        let value = start + INSERT.len();
        let is_text = self.json.get(value) == Some(&b'"');
        let from = value + usize::from(is_text);
        let read = if is_text {
            strings::scan(self.json, from, mark)?
        } else {
            Scanned {
                end: self.values.embed(value)?,
                units: 1,
                hint: Hint::default(),
            }
        };
        let content = self.json.get(from..read.end)?;
        let (attributes, end) = self.attributes(read.end + usize::from(is_text))?;
        self.json.get(end).filter(|byte| **byte == b'}')?;
        let joins =
            is_text && self.current.is_text && are_same(self.current.attributes, attributes)?;
        if joins || content.is_empty() {
            return None;
        }
        self.current = Component {
            start,
            end: end + 1,
            is_text,
            content,
            content_end: read.end,
            attributes,
            units: read.units,
            hint: read.hint,
        };
        Some(())
    }

    /// The attributes that may follow a content, and where they end.
    fn attributes(&mut self, at: usize) -> Option<(&'d [u8], usize)> {
        if !begins_with(self.json.get(at..)?, ATTRIBUTES) {
            return Some((&[], at));
        }
        let start = at + ATTRIBUTES.len();
        let rest = self.json.get(start..)?;
        // Nothing that is an object is the beginning of another one.
        let known = self.recent.iter().find(|known| begins_with(rest, known));
        if let Some(known) = known {
            let attributes = rest.get(..known.len())?;
            return Some((attributes, start + attributes.len()));
        }
        let (end, is_deep) = self.values.attributes(start)?;
        let attributes = self.json.get(start..end)?;
        // Reading shares attributes with those remembered that differ in the order of names inside a value only; then
        // they are written as those are. It remembers as many.
        if is_deep {
            for known in &self.recent {
                if are_same_in_order(known, attributes)? {
                    return None;
                }
            }
        }
        self.recent.truncate(RECENT - 1);
        self.recent.insert(0, attributes);
        Some((attributes, end))
    }
}
