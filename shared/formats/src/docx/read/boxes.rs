//! Alternatives for programs of different age (ISO/IEC 29500-3, 10.2).

use spindle_ooxml::NodeId;

use super::Reading;

/// Prefixes of vocabularies that are read, by which `mc:Choice` asks.
const KNOWN: &[&str] = &[
    "w", "wps", "wpg", "wpc", "w14", "w15", "w16se", "wp14", "a14", "pic", "m", "asvg", "v", "o",
];

impl Reading<'_> {
    /// The one branch of `mc:AlternateContent` that is read.
    pub(super) fn branch(&self, node: NodeId) -> Option<NodeId> {
        let dom = self.dom;
        let known = dom.elements(node, "mc:Choice").find(|choice| {
            dom.attr(*choice, "Requires")
                .is_some_and(|needs| needs.split_whitespace().all(|need| KNOWN.contains(&need)))
        });
        known
            .or_else(|| dom.child(node, "mc:Fallback"))
            .or_else(|| dom.child(node, "mc:Choice"))
    }
}
