//! What a paragraph looks like in effect: own properties, list level, styles, defaults (ISO/IEC 29500-1, 17.7.2).

use super::{TextDocument, para_props, props};
use crate::dom::NodeId;

/// Longest chain of `w:basedOn` that is followed; longer ones are loops or damage.
const CHAIN: usize = 32;

impl TextDocument {
    /// The containers `name` (`w:pPr`, `w:rPr`) of a style and of those it is based on, nearest first.
    #[must_use]
    pub fn style_chain(&self, style: Option<NodeId>, name: &str) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut style = style;
        for _ in 0..CHAIN {
            let Some(current) = style else { break };
            found.extend(self.dom().child(current, name));
            style =
                props::val(self.dom(), current, "w:basedOn").and_then(|id| self.style_by_id(id));
        }
        found
    }

    /// The paragraph's style; the default one when it names none.
    #[must_use]
    pub fn paragraph_style(&self, paragraph: NodeId) -> Option<NodeId> {
        let ppr = self.dom().child(paragraph, "w:pPr");
        ppr.and_then(|ppr| props::val(self.dom(), ppr, "w:pStyle"))
            .and_then(|id| self.style_by_id(id))
            .or_else(|| self.default_style("paragraph"))
    }

    /// The paragraph properties that act on a paragraph, strongest first.
    #[must_use]
    pub fn paragraph_chain(&self, paragraph: NodeId) -> Vec<NodeId> {
        let dom = self.dom();
        let mut found = Vec::new();
        let own = dom.child(paragraph, "w:pPr");
        found.extend(own);
        if !props::attached(dom, paragraph) {
            return found;
        }
        if let Some(level) = own
            .and_then(|ppr| para_props::numbering(dom, ppr))
            .and_then(|(num, level)| self.level(num, level))
        {
            found.extend(dom.child(level, "w:pPr"));
        }
        found.extend(self.style_chain(self.paragraph_style(paragraph), "w:pPr"));
        self.add_defaults(paragraph, "w:pPr", &mut found);
        found
    }

    /// Adds what acts below the styles of text: the style of the table around it, and the document's defaults. In a table
    /// without style neither does.
    fn add_defaults(&self, node: NodeId, name: &str, found: &mut Vec<NodeId>) {
        let dom = self.dom();
        if let Some(table) = self.table_around(node) {
            let style = dom
                .path(table, &["w:tblPr", "w:tblStyle"])
                .and_then(|style| dom.attr(style, "w:val"))
                .and_then(|id| self.style_by_id(id));
            if style.is_none() {
                return;
            }
            found.extend(self.style_chain(style, name));
        }
        let holder = if name == "w:pPr" {
            "w:pPrDefault"
        } else {
            "w:rPrDefault"
        };
        found.extend(
            self.default_properties(holder)
                .and_then(|holder| dom.child(holder, name)),
        );
    }

    /// The table that a node is in, with no text box between.
    fn table_around(&self, node: NodeId) -> Option<NodeId> {
        let dom = self.dom();
        let mut current = dom.parent(node);
        while let Some(node) = current {
            if dom.is(node, "w:tbl") {
                return Some(node);
            }
            if dom.is(node, "w:txbxContent") {
                return None;
            }
            current = dom.parent(node);
        }
        None
    }

    /// The text properties that act on a run, strongest first: its own, those of its style, of the paragraph's style, of
    /// the document.
    #[must_use]
    pub fn run_chain(&self, run: NodeId) -> Vec<NodeId> {
        let dom = self.dom();
        let own = dom.child(run, "w:rPr");
        let mut found: Vec<NodeId> = own.into_iter().collect();
        let style = own
            .and_then(|rpr| props::val(dom, rpr, "w:rStyle"))
            .and_then(|id| self.style_by_id(id));
        found.extend(self.style_chain(style, "w:rPr"));
        let paragraph = if dom.is(run, "w:p") {
            Some(run)
        } else {
            dom.ancestor(run, "w:p")
        };
        let style = paragraph.and_then(|paragraph| self.paragraph_style(paragraph));
        found.extend(self.style_chain(style, "w:rPr"));
        self.add_defaults(run, "w:rPr", &mut found);
        found
    }

    /// The first answer of `read` along [`TextDocument::paragraph_chain`].
    #[must_use]
    pub fn effective<T>(
        &self,
        paragraph: NodeId,
        read: impl Fn(&crate::Dom, NodeId) -> Option<T>,
    ) -> Option<T> {
        self.paragraph_chain(paragraph)
            .into_iter()
            .find_map(|ppr| read(self.dom(), ppr))
    }

    /// The list that the paragraph is in: number id and level, its own or its style's.
    #[must_use]
    pub fn numbering_of(&self, paragraph: NodeId) -> Option<(i64, usize)> {
        let dom = self.dom();
        if let Some(own) = dom
            .child(paragraph, "w:pPr")
            .and_then(|ppr| para_props::numbering(dom, ppr))
        {
            return (own.0 != 0).then_some(own);
        }
        self.numbering_of_style(self.paragraph_style(paragraph)?)
    }

    /// The list and level that a paragraph style puts its paragraphs in.
    pub(super) fn numbering_of_style(&self, style: NodeId) -> Option<(i64, usize)> {
        let dom = self.dom();
        let found = self
            .style_chain(Some(style), "w:pPr")
            .into_iter()
            .find_map(|ppr| para_props::numbering(dom, ppr))?;
        if found.0 == 0 {
            return None;
        }
        let id = dom.attr(style, "w:styleId")?;
        Some((found.0, self.level_of_style(found.0, id).unwrap_or(found.1)))
    }

    /// The heading level of a paragraph, 0 to 8, by its own outline level or its style's.
    #[must_use]
    pub fn heading_level(&self, paragraph: NodeId) -> Option<i64> {
        self.effective(paragraph, para_props::outline)
            .filter(|level| (0..9).contains(level))
    }
}
