//! What drawing has to know of PDF files: colours, fills and texts of scripts live in a presentation that nobody sees.

use spindle_ooxml::{NodeId, Package};

use super::{PdfEditor, PdfRef};
use crate::api::drawing::{Classes, DrawRef, DrawingHost, Made, Vocabulary};
use crate::class::Class;

impl DrawingHost for PdfEditor {
    const VOCABULARY: Vocabulary = Vocabulary {
        shape: "p",
        picture: "p",
        group: "p",
    };
    const RESOLVES_COLORS: bool = true;
    const TURNS_BEYOND_A_CIRCLE: bool = true;
    const FLIPS_ARE_KNOWN: bool = false;
    const DRAWING: &'static Class<Self> = Classes::<PdfEditor>::DRAWING;

    fn wrap(reference: DrawRef) -> PdfRef {
        PdfRef::Draw(reference)
    }

    fn draw_ref(handle: &PdfRef) -> Option<DrawRef> {
        match handle {
            PdfRef::Draw(reference) => Some(*reference),
            _ => None,
        }
    }

    fn package(&self) -> &Package {
        &self.desk.package
    }

    fn package_mut(&mut self) -> &mut Package {
        &mut self.desk.package
    }

    fn theme(&mut self) -> Option<NodeId> {
        let master = self.desk.masters().first().copied()?;
        self.desk.theme_of(master)
    }

    fn next_drawing_id(&mut self) -> u32 {
        self.drawings = self.drawings.saturating_add(1);
        self.drawings
    }

    fn color_element(&mut self, _handle: &PdfRef) -> Option<NodeId> {
        None
    }

    fn selection(&mut self) -> &mut Vec<NodeId> {
        &mut self.selected
    }

    fn ole_frame(
        &mut self,
        picture: NodeId,
        _made: Made<'_>,
        _data: &str,
        _program: &str,
    ) -> NodeId {
        picture
    }
}
