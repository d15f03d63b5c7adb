//! Many changes to one document, composed before it is touched.

mod index;

use index::Index;

use crate::document::{ends_with_newline, within};
use crate::{Content, Delta, DeltaError, Document, Op};

/// Changes that wait to be made to a document, each relative to the document after those before it. The document is read
/// to check them, and copied once at the end.
pub struct Staged<'d> {
    document: &'d Document,
    index: Index<'d>,
    staged: Delta,
    length: u64,
}

impl<'d> Staged<'d> {
    /// Stages nothing yet.
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            index: Index::new(document.as_delta().ops()),
            staged: Delta::new(),
            length: document.len(),
        }
    }

    /// Adds a change to the document as it is with the changes staged so far.
    ///
    /// # Errors
    /// [`DeltaError::PastEnd`] and [`DeltaError::Split`]; then everything is as before.
    pub fn stage(&mut self, op: &Delta) -> Result<(), DeltaError> {
        within(self.length, op)?;
        self.check_boundaries(op)?;
        // No error from here on: a composition fails at a boundary only, and these are sound.
        let staged = std::mem::take(&mut self.staged).into_composed(op)?;
        self.staged = staged;
        for op in op.ops() {
            match op {
                Op::Insert(content, _) => self.length = self.length.saturating_add(content.len()),
                Op::Delete(length) => self.length = self.length.saturating_sub(*length),
                Op::Retain(..) => {}
            }
        }
        Ok(())
    }

    /// The length of the document with what is staged, in UTF-16 code units.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether nothing would be left, not even a newline.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// What is staged, as one change to the document.
    pub fn staged(&self) -> &Delta {
        &self.staged
    }

    /// Whether the document with what is staged ends with a newline.
    pub fn ends_with_newline(&self) -> bool {
        let mut base = self.staged.base_len();
        if base < self.document.len() {
            return self.document.ends_with_newline();
        }
        for op in self.staged.ops().iter().rev() {
            match op {
                Op::Delete(length) => base = base.saturating_sub(*length),
                Op::Retain(..) => return self.index.newline_before(base),
                Op::Insert(..) => return ends_with_newline(op),
            }
        }
        false
    }

    /// The document with what is staged.
    ///
    /// # Errors
    /// None that staging has let through.
    pub fn finish(self) -> Result<Document, DeltaError> {
        self.document.apply_ref(&self.staged)
    }

    /// Refuses a change that has a boundary inside a surrogate pair, be it of the document or staged.
    fn check_boundaries(&mut self, op: &Delta) -> Result<(), DeltaError> {
        let mut staged = self.staged.ops().iter().peekable();
        // Where the op at the front of `staged` begins: in the document with what is staged, and in the document.
        let (mut start, mut base) = (0_u64, 0_u64);
        let mut at = 0_u64;
        for length in op.effective().iter().map(Op::base_len) {
            if length == 0 {
                continue;
            }
            at = at.saturating_add(length);
            while let Some(op) = staged.peek() {
                let end = start.saturating_add(op.target_len());
                if end > at {
                    break;
                }
                start = end;
                base = base.saturating_add(op.base_len());
                staged.next();
            }
            let inside = at - start;
            let sound = match staged.peek() {
                Some(Op::Insert(Content::Text(text), _)) => text.byte_of(inside).is_some(),
                Some(Op::Insert(Content::Embed(_), _)) => inside == 0,
                _ => self.index.is_boundary(base.saturating_add(inside)),
            };
            if !sound {
                return Err(DeltaError::Split);
            }
        }
        Ok(())
    }
}
