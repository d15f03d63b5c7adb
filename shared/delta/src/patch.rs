//! A change made to a document that is JSON, by copying the bytes of what it does not touch.

mod components;
mod format;
mod strings;
mod values;
mod writer;

use components::{Component, Components, Irregular};
use format::Format;
use writer::Writer;

use crate::document::within;
use crate::{Attributes, Content, Delta, DeltaError, Document, Op, attributes};

/// How many results of one change of attributes are remembered.
const RECENT: usize = 8;

/// The document after a change, both as JSON: the same bytes, or the same error, that reading the document,
/// [`Document::apply`] and writing give.
///
/// A document that is written as this crate writes it is scanned once, and copied around what the change touches. Any
/// other is read and written.
///
/// # Errors
/// As [`Document::from_slice`]; [`DeltaError::PastEnd`] and [`DeltaError::Split`].
pub fn patch(document: &[u8], change: &Delta) -> Result<Vec<u8>, DeltaError> {
    if let Ok(result) = patched(document, change) {
        return result;
    }
    let changed = Document::from_slice(document)?.apply(change)?;
    serde_json::to_vec(&changed).map_err(|error| DeltaError::Json(error.to_string()))
}

/// [`patch`] for documents as this crate writes them.
fn patched(document: &[u8], change: &Delta) -> Result<Result<Vec<u8>, DeltaError>, Irregular> {
    let mut components = Components::new(document);
    let mut edit = Edit::new(document, change);
    let (mut length, mut is_split) = (0_u64, false);
    // What is irregular counts for more than a change past the end, and that for more than a split: so all is read.
    while let Some(component) = components.next(edit.left)? {
        length = length.saturating_add(component.units);
        if !is_split {
            is_split = match edit.component(component) {
                Ok(()) => false,
                Err(Stop::Split) => true,
                Err(Stop::Irregular) => return Err(Irregular),
            };
        }
    }
    if let Err(error) = within(length, change) {
        return Ok(Err(error));
    }
    if is_split {
        return Ok(Err(DeltaError::Split));
    }
    if edit.is_irregular {
        return Err(Irregular);
    }
    edit.writer.into_document().map(Ok).ok_or(Irregular)
}

/// Why a component was not changed.
enum Stop {
    Irregular,
    Split,
}

/// A change that is being made.
struct Edit<'c, 'd> {
    writer: Writer<'d>,
    rest: std::slice::Iter<'c, Op>,
    /// The op that is being made: a retain or a delete; `None` after the last.
    op: Option<&'c Op>,
    /// What is left of it, in units.
    left: u64,
    /// What it has made of attributes.
    recent: Vec<(&'d [u8], Format<'d>)>,
    /// Whether an insert could not be written.
    is_irregular: bool,
}

impl<'c, 'd> Edit<'c, 'd> {
    fn new(document: &'d [u8], change: &'c Delta) -> Self {
        let more = change.ops.iter().map(|op| match op {
            Op::Insert(Content::Text(text), _) => text.as_str().len().saturating_add(64),
            _ => 64,
        });
        let mut edit = Self {
            writer: Writer::new(document, more.fold(0, usize::saturating_add)),
            rest: change.effective().iter(),
            op: None,
            left: 0,
            recent: Vec::new(),
            is_irregular: false,
        };
        edit.next();
        edit
    }

    /// Goes to the next op that is not an insert, and makes the inserts before it.
    fn next(&mut self) {
        self.recent.clear();
        loop {
            self.op = self.rest.next();
            self.left = self.op.map_or(u64::MAX, Op::len);
            let Some(Op::Insert(content, attributes)) = self.op else {
                return;
            };
            self.is_irregular |= self.insert(content, attributes).is_none();
        }
    }

    fn insert(&mut self, content: &Content, attributes: &Attributes) -> Option<()> {
        let format = Format::made(attributes.clone())?;
        let json = serde_json::to_vec(content).ok()?;
        match content {
            Content::Text(_) => {
                let content = json.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
                self.writer.text(content, format)
            }
            Content::Embed(_) => self.writer.embed(&json, &format),
        }
    }

    /// Makes the change to the next component.
    fn component(&mut self, component: &Component<'d>) -> Result<(), Stop> {
        let (mut byte, mut used) = (0, 0);
        while used < component.units {
            let length = self.left.min(component.units - used);
            let end = if used + length == component.units {
                component.content.len()
            } else {
                boundary(component, byte, used, length).ok_or(Stop::Split)?
            };
            self.piece(component, byte..end).ok_or(Stop::Irregular)?;
            (byte, used) = (end, used + length);
            self.left -= length;
            if self.left == 0 {
                self.next();
            }
        }
        Ok(())
    }

    /// Makes the op to some of a component.
    fn piece(&mut self, component: &Component<'d>, bytes: std::ops::Range<usize>) -> Option<()> {
        let format = match self.op {
            Some(Op::Delete(_)) => return Some(()),
            Some(Op::Retain(_, change)) if !change.is_empty() => {
                self.reformatted(component.attributes, change)?
            }
            _ if bytes.len() == component.content.len() => {
                return self.writer.untouched(component);
            }
            _ => Format::Raw(component.attributes),
        };
        let content = component.content.get(bytes)?;
        if component.is_text {
            self.writer.text(content, format)
        } else {
            self.writer.embed(content, &format)
        }
    }

    /// Attributes of the document after a change to them.
    fn reformatted(&mut self, own: &'d [u8], change: &Attributes) -> Option<Format<'d>> {
        if let Some((_, format)) = self.recent.iter().find(|(known, _)| *known == own) {
            return Some(format.clone());
        }
        let before = Format::Raw(own).attributes()?;
        let format = Format::made(attributes::compose(&before, change, false))?;
        self.recent.truncate(RECENT - 1);
        self.recent.insert(0, (own, format.clone()));
        Some(format)
    }
}

/// The offset in bytes of what is `length` units after unit `used` of a text, which is byte `byte`.
fn boundary(component: &Component<'_>, byte: usize, used: u64, length: u64) -> Option<usize> {
    let (content, hint) = (component.content, component.hint);
    let end = used + length;
    let (from, units) = if byte < hint.byte && hint.units <= end {
        (hint.byte, end - hint.units)
    } else {
        (byte, length)
    };
    Some(from + strings::offset(content.get(from..)?, units)?)
}
