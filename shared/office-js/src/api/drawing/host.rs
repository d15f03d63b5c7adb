//! What drawing needs to know of an editor.

use spindle_ooxml::drawing::make::{Made, Vocabulary};
use spindle_ooxml::drawing::shape;
use spindle_ooxml::{Dom, NodeId, Package};

use super::{DrawRef, PlainColor, kind};
use crate::class::Class;
use crate::editor::Editor;

/// An editor whose documents can draw.
pub trait DrawingHost: Editor {
    /// The prefixes of its elements.
    const VOCABULARY: Vocabulary;

    /// Whether colours know their red, green and blue when a script makes them. In the other editors the original
    /// knows them only once something was painted, and answers zeros.
    const RESOLVES_COLORS: bool;

    /// Whether rotations of more than a circle and negative ones stay as they are said.
    const TURNS_BEYOND_A_CIRCLE: bool;

    /// Whether width and height are those of the space that a turned drawing takes: a worksheet's drawings that lie
    /// on their side have them exchanged.
    const SIZE_AS_TURNED: bool = false;

    /// Whether what does not say that it is mirrored is known not to be; in the other editors the answer is `null`.
    const FLIPS_ARE_KNOWN: bool;

    /// The editor's `ApiDrawing`, which shapes, pictures and the others inherit.
    const DRAWING: &'static Class<Self>;

    /// The editor's handle to a drawing object.
    fn wrap(reference: DrawRef) -> Self::Ref;

    /// The drawing object of one of the editor's handles.
    fn draw_ref(handle: &Self::Ref) -> Option<DrawRef>;

    /// The package.
    fn package(&self) -> &Package;

    /// The package, to change.
    fn package_mut(&mut self) -> &mut Package;

    /// The root of the theme that colours of the document come from.
    fn theme(&mut self) -> Option<NodeId>;

    /// A number for a new drawing that no other one of the document has.
    fn next_drawing_id(&mut self) -> u32;

    /// An `ApiColor` of the editor as a new colour element.
    fn color_element(&mut self, handle: &Self::Ref) -> Option<NodeId>;

    /// A colour of scripts as the editor's `ApiColor`.
    fn plain_color(color: PlainColor) -> Self::Ref {
        Self::wrap(DrawRef::Color(color))
    }

    /// The drawings that scripts selected.
    fn selection(&mut self) -> &mut Vec<NodeId>;

    /// Puts a new object into what documents of the editor hold it in (`w:drawing`); the answer is the drawing.
    fn framed(&mut self, object: NodeId, _made: Made<'_>) -> NodeId {
        object
    }

    /// The outermost element that belongs to the drawing alone, which is copied and deleted with it.
    fn whole(&self, drawing: NodeId) -> NodeId {
        drawing
    }

    /// Takes a drawing out of the document; `false` when it is in none.
    fn remove(&mut self, drawing: NodeId) -> bool {
        let whole = self.whole(drawing);
        self.dom_mut().detach(whole)
    }

    /// Called with the drawings that came out of a group.
    fn freed(&mut self, _drawings: &[NodeId]) {}

    /// Called before a drawing is copied, to be put wherever: identifiers that only its own part knows get a meaning in
    /// every part.
    fn loosen(&mut self, _drawing: NodeId) {}

    /// Called when a drawing got another size or place.
    fn moved(&mut self, _drawing: NodeId) {}

    /// What a drawing is.
    fn drawing(&self, node: NodeId) -> DrawRef {
        kind::of(self.dom(), node)
    }

    /// The text of a shape, made when there is none; `None` for what has no text.
    fn content(&mut self, drawing: NodeId) -> Option<Self::Ref> {
        let body = kind::text_body(self.dom_mut(), drawing)?;
        Some(Self::wrap(DrawRef::Content(body)))
    }

    /// The first `bodyPr` of a shape, whose text is made when there is none: as in the original, a shape whose text is
    /// placed has a text.
    fn body_properties(&mut self, drawing: NodeId) -> Option<NodeId> {
        self.content(drawing)?;
        shape::body_properties(self.dom(), drawing)
    }

    /// Puts the picture of a new object of another program into what documents of the editor hold it in. `data` is the
    /// part with its data, `program` the name of the program.
    fn ole_frame(&mut self, picture: NodeId, made: Made<'_>, data: &str, program: &str) -> NodeId;

    /// The element that says program and data of an object of another program.
    fn ole_link(&mut self, drawing: NodeId) -> Option<NodeId> {
        super::ole::link_of_frame(self, drawing)
    }

    /// The element of a drawing as it stands in a group.
    fn group_child(&mut self, drawing: NodeId) -> NodeId {
        drawing
    }

    /// Puts a drawing that was in a group beside the group; the answer is the drawing.
    fn set_beside(&mut self, object: NodeId, group: NodeId) -> NodeId {
        self.dom_mut().insert_before(object, group);
        object
    }

    /// Writes a text into a new shape of `CreateWordArt`: the text and the format given by a script, and what the original
    /// has where it says nothing.
    fn word_art_text(&mut self, drawing: NodeId, text: &str, format: Option<&Self::Ref>) {
        let format = format.and_then(Self::draw_ref);
        kind::word_art_text(self.dom_mut(), drawing, text, format);
    }

    /// The arena.
    fn dom(&self) -> &Dom {
        &self.package().dom
    }

    /// The arena, to change.
    fn dom_mut(&mut self) -> &mut Dom {
        &mut self.package_mut().dom
    }

    /// The name of the part whose tree the node is in; `None` while it is in none.
    fn part_of(&self, node: NodeId) -> Option<String> {
        let root = self.dom().root_of(node);
        self.package().part_with_root(root).map(str::to_owned)
    }

    /// The identifier that a node (in an attribute such as `r:embed`) names a target by, whatever part it ends up in.
    /// `rel_type` is a URI or the last word of one, an internal `target` the name of a part.
    fn relate(&mut self, rel_type: &str, target: &str, external: bool) -> String {
        self.package_mut()
            .pending_relationship(rel_type, target, external)
    }

    /// As [`DrawingHost::relate`], for a node whose part may be known.
    fn relate_in(&mut self, _node: NodeId, rel_type: &str, target: &str) -> String {
        self.relate(rel_type, target, false)
    }

    /// What an identifier in the tree of `node` stands for: the name of a part, or an address outside (then `true`).
    fn related(&self, node: NodeId, id: &str) -> Option<(String, bool)> {
        let package = self.package();
        let written = self
            .part_of(node)
            .and_then(|part| package.relationship(&part, id).cloned());
        if let Some(found) = written {
            let external = found.external;
            let target = found.part.unwrap_or(found.target);
            return Some((target, external));
        }
        package
            .pending_target(id)
            .map(|(target, external)| (target.to_owned(), external))
    }
}
