//! What drawings of presentations have beside those of other editors: where they are, and whose place they hold.

use spindle_ooxml::slide::tree;
use spindle_ooxml::{Dom, NodeId};

use crate::api::drawing::DrawRef;

/// The handle of a drawing of a shape tree by what it is.
pub fn drawing_ref(dom: &Dom, node: NodeId) -> DrawRef {
    match dom.name_of(node) {
        Some("p:sp" | "p:cxnSp") => DrawRef::Shape(node),
        Some("p:pic") => DrawRef::Image(node),
        Some("p:grpSp") => DrawRef::Group(node),
        Some("p:graphicFrame") => {
            let data = dom.path(node, &["a:graphic", "a:graphicData"]);
            let uri = data
                .and_then(|data| dom.attr(data, "uri"))
                .unwrap_or_default();
            match uri.rsplit('/').next() {
                Some("table") => DrawRef::Table(node),
                Some("chart" | "chartex") => DrawRef::Chart(node),
                Some("ole") => DrawRef::OleObject(node),
                Some("diagram") => DrawRef::SmartArt(node),
                _ => DrawRef::Drawing(node),
            }
        }
        _ => DrawRef::Drawing(node),
    }
}

/// Names of placeholders for scripts and in files (ST_PlaceholderType, 19.7.10).
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("body", "body"),
    ("chart", "chart"),
    ("clipArt", "clipArt"),
    ("ctrTitle", "ctrTitle"),
    ("diagram", "dgm"),
    ("date", "dt"),
    ("footer", "ftr"),
    ("header", "hdr"),
    ("media", "media"),
    ("object", "obj"),
    ("picture", "pic"),
    ("sldImage", "sldImg"),
    ("sldNumber", "sldNum"),
    ("subTitle", "subTitle"),
    ("table", "tbl"),
    ("title", "title"),
];

/// The type of a placeholder as scripts name it.
pub fn placeholder_type(dom: &Dom, ph: NodeId) -> &'static str {
    let written = dom.attr(ph, "type");
    PLACEHOLDERS
        .iter()
        .find(|(_, file)| Some(*file) == written)
        .map_or("unknown", |(script, _)| script)
}

/// The type of a placeholder in files, by the name that scripts give it.
pub fn placeholder_in_file(name: &str) -> Option<&'static str> {
    PLACEHOLDERS
        .iter()
        .find(|(script, _)| *script == name)
        .map(|(_, file)| *file)
}

/// The drawing that a node is in: itself or the outermost one around it.
pub fn sheet_of(dom: &Dom, node: NodeId) -> Option<NodeId> {
    let root = dom.root_of(node);
    tree::shape_tree(dom, root).map(|_| root)
}
