//! The changed document, written in canonical form.

use super::components::{ATTRIBUTES, Component, INSERT};
use super::format::Format;

/// Writes components; what can be one with the component before becomes one with it. `None` means of each method that
/// something could not be written or compared, and that the document must be changed in the ordinary way.
pub(super) struct Writer<'d> {
    document: &'d [u8],
    out: Vec<u8>,
    last: Last<'d>,
}

/// The last component, which another may become one with.
enum Last<'d> {
    /// There is none, or it is an embed.
    Closed,
    /// The last of untouched neighbours, the first of which begins at `start`. None of them is written yet.
    Run { start: usize, end: End<'d> },
    /// A text, of which the content is written and not what follows it.
    Open(Format<'d>),
}

/// What is to be known of the last component of a run.
struct End<'d> {
    end: usize,
    content_end: usize,
    /// The attributes, if it is a text.
    attributes: Option<&'d [u8]>,
}

impl<'d> End<'d> {
    fn of(component: &Component<'d>) -> Self {
        Self {
            end: component.end,
            content_end: component.content_end,
            attributes: component.is_text.then_some(component.attributes),
        }
    }
}

impl<'d> Writer<'d> {
    /// With room for the document and this many more bytes.
    pub(super) fn new(document: &'d [u8], more: usize) -> Self {
        let mut out = Vec::with_capacity(document.len().saturating_add(more));
        out.push(b'[');
        Self {
            document,
            out,
            last: Last::Closed,
        }
    }

    /// Adds a whole component of the document as it is.
    pub(super) fn untouched(&mut self, component: &Component<'d>) -> Option<()> {
        if let Last::Run { end, .. } = &mut self.last
            && end.end + 1 == component.start
        {
            *end = End::of(component);
            return Some(());
        }
        let format = Format::Raw(component.attributes);
        if component.is_text && self.joins(&format)? {
            return self.text(component.content, format);
        }
        self.separate()?;
        self.last = Last::Run {
            start: component.start,
            end: End::of(component),
        };
        Some(())
    }

    /// Adds characters, escaped.
    pub(super) fn text(&mut self, content: &[u8], format: Format<'d>) -> Option<()> {
        if !self.joins(&format)? {
            self.separate()?;
            self.out.extend_from_slice(INSERT);
            self.out.push(b'"');
            self.last = Last::Open(format);
        } else if let Last::Run { start, end } = &self.last {
            let written = self.document.get(*start..end.content_end)?;
            self.out.extend_from_slice(written);
            self.last = Last::Open(Format::Raw(end.attributes?));
        }
        self.out.extend_from_slice(content);
        Some(())
    }

    /// Adds an embed, as JSON.
    pub(super) fn embed(&mut self, content: &[u8], format: &Format<'d>) -> Option<()> {
        self.separate()?;
        self.out.extend_from_slice(INSERT);
        self.out.extend_from_slice(content);
        self.finish(format);
        Some(())
    }

    /// The whole document.
    pub(super) fn into_document(mut self) -> Option<Vec<u8>> {
        self.close()?;
        self.out.push(b']');
        Some(self.out)
    }

    /// Whether characters of this format become one with the last component.
    fn joins(&self, format: &Format<'d>) -> Option<bool> {
        match &self.last {
            Last::Closed => Some(false),
            Last::Run { end, .. } => match end.attributes {
                Some(own) => Format::Raw(own).is(format),
                None => Some(false),
            },
            Last::Open(own) => own.is(format),
        }
    }

    /// Makes ready for another component.
    fn separate(&mut self) -> Option<()> {
        self.close()?;
        if self.out.len() > 1 {
            self.out.push(b',');
        }
        Some(())
    }

    /// Writes what is not written of the last component.
    fn close(&mut self) -> Option<()> {
        match std::mem::replace(&mut self.last, Last::Closed) {
            Last::Closed => {}
            Last::Run { start, end } => {
                let run = self.document.get(start..end.end)?;
                self.out.extend_from_slice(run);
            }
            Last::Open(format) => {
                self.out.push(b'"');
                self.finish(&format);
            }
        }
        Some(())
    }

    /// Writes what follows a content.
    fn finish(&mut self, format: &Format<'d>) {
        let attributes = format.json();
        if !attributes.is_empty() {
            self.out.extend_from_slice(ATTRIBUTES);
            self.out.extend_from_slice(attributes);
        }
        self.out.push(b'}');
    }
}
