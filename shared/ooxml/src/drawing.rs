//! DrawingML: what text documents, workbooks and slides draw with (ISO/IEC 29500-1, clause 20).
//!
//! Views over elements of the arena. Those of one kind of document (`wp:`, `xdr:`, `p:`) are not here.

pub mod color;
pub mod fill;
pub mod geometry;
pub mod line;
pub mod make;
pub mod palette;
pub mod shape;
pub mod table;
pub mod text;

use crate::dom::{Dom, NodeId};

/// The children of `parent` that are a choice of one (fills, colours): the first of these names.
fn choice(dom: &Dom, parent: NodeId, names: &[&str]) -> Option<NodeId> {
    dom.child_elements(parent).find(|child| {
        dom.name_of(*child)
            .is_some_and(|name| names.contains(&name))
    })
}
