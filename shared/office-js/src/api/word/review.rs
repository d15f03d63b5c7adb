//! Tracked changes.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::caret::{self, Caret};

use super::WordEditor;

/// Whether changes are tracked, and for whom.
#[derive(Debug, Default)]
pub struct Tracking;

/// Types text at a place, as an insertion when changes are tracked.
pub fn typed(doc: &mut WordEditor, place: Caret, text: &str, model: Option<NodeId>) -> Caret {
    caret::type_text(doc.dom_mut(), place, text, model)
}
