//! What drawing needs to know of an editor.

use spindle_ooxml::{Dom, NodeId, Package};

use super::DrawRef;
use crate::editor::Editor;

/// The prefixes of the elements that an editor's documents draw with.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary {
    /// Of shapes: `wps`, `xdr`, `p`.
    pub shape: &'static str,
    /// Of pictures: `pic`, `xdr`, `p`.
    pub picture: &'static str,
    /// Of groups and frames: `wpg`, `xdr`, `p`.
    pub group: &'static str,
}

/// An editor whose documents can draw.
pub trait DrawingHost: Editor {
    /// The prefixes of its elements.
    const VOCABULARY: Vocabulary;

    /// Whether colours know their red, green and blue when a script makes them. In the other editors the original
    /// knows them only once something was painted, and answers zeros.
    const RESOLVES_COLORS: bool;

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
