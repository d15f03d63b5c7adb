//! The line that a paragraph is read into.

use serde_json::Value;
use spindle_model::document::{Inline, InlineKind, TextFormat};
use spindle_ooxml::NodeId;

/// The content of a paragraph while it is read.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// What it says so far.
    pub inlines: Vec<Inline>,
    /// Indexes of the inlines that page breaks stand before.
    pub breaks: Vec<usize>,
    /// Contents of text boxes.
    pub boxes: Vec<NodeId>,
    /// The box that the paragraph begins with.
    pub checked: Option<bool>,
    /// It holds a drawn rule.
    pub rule: bool,
    /// A box at the beginning is that of an item.
    pub item: bool,
    /// One space that only separates a mark from the text is to be left out.
    pub skip_space: bool,
    /// Values that are tied to a part of the line: the bookmark's id, where the part begins, the value.
    pub ranges: Vec<(String, usize, Value)>,
    /// What is tied to the paragraph.
    pub carried: Option<Value>,
    /// Texts up to here are not added to.
    barrier: usize,
}

impl Line {
    /// Adds text.
    pub fn text(&mut self, text: &str, format: &TextFormat) {
        let text = if std::mem::take(&mut self.skip_space) {
            text.strip_prefix(' ').unwrap_or(text)
        } else {
            text
        };
        if text.is_empty() {
            return;
        }
        if self.inlines.len() > self.barrier
            && let Some(Inline {
                kind: InlineKind::Text(last),
                format: known,
            }) = self.inlines.last_mut()
            && known == format
        {
            last.push_str(text);
            return;
        }
        self.inlines.push(Inline::new(
            InlineKind::Text(text.to_owned()),
            format.clone(),
        ));
    }

    /// Adds something else.
    pub fn push(&mut self, kind: InlineKind, format: &TextFormat) {
        self.skip_space = false;
        self.inlines.push(Inline::new(kind, format.clone()));
    }

    /// What comes is not added to what is there; answers where it begins.
    pub fn bar(&mut self) -> usize {
        self.barrier = self.inlines.len();
        self.barrier
    }

    /// Joins neighbouring texts of one format, keeping the places of page breaks.
    pub fn join(&mut self) {
        if self.barrier == 0 {
            return;
        }
        let mut joined: Vec<Inline> = Vec::new();
        for (index, inline) in std::mem::take(&mut self.inlines).into_iter().enumerate() {
            let broken = self.breaks.contains(&index);
            if let InlineKind::Text(text) = &inline.kind
                && !broken
                && let Some(Inline {
                    kind: InlineKind::Text(last),
                    format,
                }) = joined.last_mut()
                && *format == inline.format
            {
                last.push_str(text);
                let place = joined.len();
                for at in self.breaks.iter_mut().filter(|at| **at > place) {
                    *at = at.saturating_sub(1);
                }
                continue;
            }
            joined.push(inline);
        }
        self.inlines = joined;
    }
}
