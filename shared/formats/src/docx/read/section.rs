//! Sections (ISO/IEC 29500-1, 17.6): page setups with their headers and footers.

use spindle_model::document::{Block, HeaderFooter, PageSetup, SectionStart};
use spindle_ooxml::NodeId;

use super::Reading;
use super::values::{child_val, integer, on, twips};

/// Sections after so many do not inherit headers.
const MOST_INHERITING: usize = 1_000;

impl Reading<'_> {
    /// The setups of all sections, in order. The node of a section stands where it ends.
    pub(super) fn sections(&mut self, body: NodeId) -> Vec<PageSetup> {
        let dom = self.dom;
        let mut nodes = Vec::new();
        for node in dom.child_elements(body) {
            match dom.name_of(node) {
                Some("w:sectPr") => nodes.push(node),
                Some("w:p") => nodes.extend(dom.path(node, &["w:pPr", "w:sectPr"])),
                Some("w:sdt") => nodes.extend(
                    dom.descendants(node)
                        .filter(|inner| dom.is(*inner, "w:sectPr")),
                ),
                _ => {}
            }
        }
        let mut setups: Vec<PageSetup> = Vec::new();
        for node in nodes {
            // Copies of headers are not made without end.
            let before = setups.last().filter(|_| setups.len() < MOST_INHERITING);
            let setup = self.setup(node, before);
            setups.push(setup);
        }
        setups
    }

    fn setup(&mut self, node: NodeId, before: Option<&PageSetup>) -> PageSetup {
        let dom = self.dom;
        let mut setup = PageSetup::default();
        // A section without a header of its own has that of the one before.
        if let Some(before) = before {
            setup.header.default.clone_from(&before.header.default);
            setup.footer.default.clone_from(&before.footer.default);
        }
        let length =
            |of: Option<NodeId>, name: &str| of.and_then(|of| dom.attr(of, name)).and_then(twips);
        let size = dom.child(node, "w:pgSz");
        if let (Some(width), Some(height)) = (length(size, "w:w"), length(size, "w:h"))
            && width > 0.0
            && height > 0.0
        {
            (setup.width, setup.height) = (width, height);
        }
        let margins = dom.child(node, "w:pgMar");
        let gutter = length(margins, "w:gutter").unwrap_or(0.0);
        for (slot, name, more) in [
            (&mut setup.margins.top, "w:top", 0.0),
            (&mut setup.margins.right, "w:right", 0.0),
            (&mut setup.margins.bottom, "w:bottom", 0.0),
            (&mut setup.margins.left, "w:left", gutter),
            (&mut setup.header_distance, "w:header", 0.0),
            (&mut setup.footer_distance, "w:footer", 0.0),
        ] {
            if let Some(value) = length(margins, name) {
                *slot = value.abs() + more;
            }
        }
        if let Some(columns) = dom.child(node, "w:cols") {
            let number = dom.attr(columns, "w:num").and_then(integer);
            setup.columns = number.unwrap_or(1).clamp(1, 255) as u8;
        }
        setup.first_number = dom
            .child(node, "w:pgNumType")
            .and_then(|numbers| integer(dom.attr(numbers, "w:start")?))
            .and_then(|start| u32::try_from(start).ok());
        if child_val(dom, node, "w:type") == Some("continuous") {
            setup.start = SectionStart::Continuous;
        }
        let first = dom
            .child(node, "w:titlePg")
            .is_some_and(|node| on(dom, node));
        let even = self
            .parts
            .settings
            .and_then(|settings| dom.child(settings, "w:evenAndOddHeaders"))
            .is_some_and(|node| on(dom, node));
        let inherited = |of: fn(&PageSetup) -> &HeaderFooter, first_page: bool| {
            let of = of(before?);
            if first_page {
                of.first.clone()
            } else {
                of.even.clone()
            }
        };
        if first {
            setup.header.first = inherited(|setup| &setup.header, true).or(Some(Vec::new()));
            setup.footer.first = inherited(|setup| &setup.footer, true).or(Some(Vec::new()));
        }
        if even {
            setup.header.even = inherited(|setup| &setup.header, false).or(Some(Vec::new()));
            setup.footer.even = inherited(|setup| &setup.footer, false).or(Some(Vec::new()));
        }
        for reference in dom.child_elements(node) {
            let header = match dom.name_of(reference) {
                Some("w:headerReference") => true,
                Some("w:footerReference") => false,
                _ => continue,
            };
            let kind = dom.attr(reference, "w:type").unwrap_or("default");
            if (kind == "first" && !first) || (kind == "even" && !even) {
                continue;
            }
            let Some(blocks) = dom
                .attr(reference, "r:id")
                .and_then(|id| self.header_blocks(id))
            else {
                continue;
            };
            let target = if header {
                &mut setup.header
            } else {
                &mut setup.footer
            };
            match kind {
                "first" => target.first = Some(blocks),
                "even" => target.even = Some(blocks),
                _ => target.default = blocks,
            }
        }
        setup
    }

    fn header_blocks(&mut self, id: &str) -> Option<Vec<Block>> {
        let parts = self.parts;
        let (part, root) = parts.headers.get(id)?;
        let before = std::mem::replace(&mut self.part, part);
        let blocks = self.blocks(*root);
        self.part = before;
        Some(blocks)
    }

    /// Whether an empty paragraph is there only to end a section.
    pub(super) fn ends_section(&self, paragraph: NodeId) -> bool {
        self.dom.path(paragraph, &["w:pPr", "w:sectPr"]).is_some()
    }
}
