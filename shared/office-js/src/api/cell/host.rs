//! What drawing has to know of workbooks.

use spindle_ooxml::{NodeId, Package};

use super::{CellEditor, CellRef, anchor, color};
use crate::api::drawing::{DrawRef, DrawingHost, Made, PlainColor, Vocabulary, kind_of};
use crate::class::Class;

impl DrawingHost for CellEditor {
    const VOCABULARY: Vocabulary = Vocabulary {
        shape: "xdr",
        picture: "xdr",
        group: "xdr",
    };
    const RESOLVES_COLORS: bool = false;
    const TURNS_BEYOND_A_CIRCLE: bool = false;
    const SIZE_AS_TURNED: bool = true;
    const FLIPS_ARE_KNOWN: bool = false;
    const DRAWING: &'static Class<Self> = &super::drawing::CLASS;

    fn wrap(reference: DrawRef) -> CellRef {
        CellRef::Draw(reference)
    }

    fn draw_ref(handle: &CellRef) -> Option<DrawRef> {
        match handle {
            CellRef::Draw(reference) => Some(*reference),
            _ => None,
        }
    }

    fn package(&self) -> &Package {
        &self.book.package
    }

    fn package_mut(&mut self) -> &mut Package {
        &mut self.book.package
    }

    fn theme(&mut self) -> Option<NodeId> {
        color::theme(&mut self.book)
    }

    fn next_drawing_id(&mut self) -> u32 {
        self.drawings = self.drawings.saturating_add(1);
        self.drawings
    }

    fn color_element(&mut self, handle: &CellRef) -> Option<NodeId> {
        match handle {
            CellRef::Color(color, opacity) => {
                Some(color::element(&mut self.book, *color, *opacity))
            }
            _ => None,
        }
    }

    fn plain_color(color: PlainColor) -> CellRef {
        color::from_plain(color)
    }

    fn selection(&mut self) -> &mut Vec<NodeId> {
        &mut self.selected_drawings
    }

    /// With its anchor, and an object of another program with what the sheet says of it.
    fn remove(&mut self, drawing: NodeId) -> bool {
        if let Some(link) = self.ole_link(drawing) {
            anchor::remove_ole(self, link);
        }
        let dom = self.dom_mut();
        match anchor::of(dom, drawing) {
            Some(anchor) => {
                dom.detach(anchor);
                dom.detach(drawing)
            }
            None => dom.detach(drawing),
        }
    }

    fn moved(&mut self, drawing: NodeId) {
        anchor::resize(self.dom_mut(), drawing);
    }

    fn drawing(&self, node: NodeId) -> DrawRef {
        match kind_of(self.dom(), node) {
            DrawRef::Image(node) if anchor::shape_id(self.dom(), node).is_some() => {
                DrawRef::OleObject(node)
            }
            other => other,
        }
    }

    fn part_of(&self, node: NodeId) -> Option<String> {
        let root = self.dom().root_of(node);
        if let Some(part) = self.package().part_with_root(root) {
            return Some(part.to_owned());
        }
        let mut sheets = self.book.sheets().into_iter();
        let sheet = sheets.find(|id| {
            self.book
                .loaded(*id)
                .is_some_and(|sheet| sheet.root == root)
        })?;
        self.book.sheet_part(sheet).ok().map(str::to_owned)
    }

    /// Parts of sheets are written by the workbook: their relationships are added at once.
    fn relate_in(&mut self, node: NodeId, rel_type: &str, target: &str) -> String {
        match self.part_of(node) {
            Some(part) => self
                .package_mut()
                .add_relationship(&part, rel_type, target, false),
            None => self.relate(rel_type, target, false),
        }
    }

    /// The picture with the number by which the sheet knows it; what the sheet says comes with the anchor.
    fn ole_frame(&mut self, picture: NodeId, made: Made<'_>, data: &str, program: &str) -> NodeId {
        let shape = made.id.saturating_add(anchor::FIRST_SHAPE);
        anchor::mark_ole(self.dom_mut(), picture, shape);
        let relation = self.relate("oleObject", data, false);
        let link = self.dom_mut().element_with(
            "oleObject",
            &[
                ("progId", program),
                ("shapeId", &shape.to_string()),
                ("r:id", &relation),
            ],
        );
        self.loose_objects.insert(picture, link);
        picture
    }

    fn ole_link(&mut self, drawing: NodeId) -> Option<NodeId> {
        if let Some(link) = self.loose_objects.get(&drawing) {
            return Some(*link);
        }
        anchor::ole_link(self, drawing)
    }

    /// A group takes the place of its first drawing.
    fn set_beside(&mut self, object: NodeId, group: NodeId) -> NodeId {
        anchor::set_beside(self.dom_mut(), object, group);
        object
    }
}
