//! One paragraph (ISO/IEC 29500-1, 17.3.1): its properties, its place, its content.

use spindle_model::document::{ListMark, Paragraph};
use spindle_ooxml::NodeId;

use super::Reading;
use super::carried::apply_to_paragraph;
use super::inlines::Around;
use super::line::Line;
use super::props::{indent_steps, numbering, paragraph_format};
use super::values::{integer, val};
use crate::docx::styles::Role;

/// A paragraph, and what it says about its place.
#[derive(Debug, Default)]
pub(super) struct ParagraphRead {
    pub paragraph: Paragraph,
    pub line: Line,
    /// What stands before it, where it is an item.
    pub item: Option<ListMark>,
    /// The numbering and level, where it is an item.
    pub numbering: Option<(i64, u8)>,
    pub role: Role,
    /// It stands in for an item that has no block of its own.
    pub bare: bool,
    /// It begins a block of code.
    pub begins: bool,
    /// It is there only because the format needs it.
    pub skip: bool,
    /// A tracked change took its end out.
    pub mark_deleted: bool,
    /// It has a line below itself and nowhere else.
    pub bordered: bool,
}

impl Reading<'_> {
    /// Reads a paragraph.
    pub(super) fn paragraph(&mut self, node: NodeId) -> ParagraphRead {
        let dom = self.dom;
        let mut read = ParagraphRead::default();
        let properties = dom.child(node, "w:pPr");
        let mut format = properties
            .map(|node| paragraph_format(dom, node))
            .unwrap_or_default();
        let style_id = format.style.take();
        let mut direct = None;
        let mut outline = None;
        if let Some(properties) = properties {
            direct = numbering(dom, properties);
            outline = dom
                .child(properties, "w:outlineLvl")
                .and_then(|node| integer(val(dom, node)?));
            read.mark_deleted = dom.child(properties, "w:rPr").is_some_and(|mark| {
                dom.child(mark, "w:del").is_some() || dom.child(mark, "w:moveFrom").is_some()
            });
            read.bordered = dom.child(properties, "w:pBdr").is_some_and(|borders| {
                let mut names = dom.child_elements(borders).map(|side| dom.name_of(side));
                names.next() == Some(Some("w:bottom")) && names.next().is_none()
            });
        }
        let style = self.styles.of_paragraph(style_id.as_deref());
        let mut by_style = None;
        if let Some(style) = style {
            format.style.clone_from(&style.id);
            read.role = style.role.clone();
            read.paragraph.heading = style.heading;
            by_style = style.numbering;
        }
        if let Some(outline) = outline {
            read.paragraph.heading = (0..=8).contains(&outline).then_some(outline as u8 + 1);
        }
        read.numbering = self.effective_numbering(style_id.as_deref(), direct, by_style);
        let heading = read.paragraph.heading.is_some();
        read.line.item = read.numbering.is_some() && !heading;
        read.line.inlines.extend(self.take_waiting());
        self.paragraphs = self.paragraphs.saturating_add(1);
        self.children(node, &mut read.line, &Around::default());
        read.line.ranges.clear();
        read.line.join();
        read.paragraph.inlines = std::mem::take(&mut read.line.inlines);
        let carried = read.line.carried.take();
        let carried_item = carried
            .as_ref()
            .is_some_and(|carried| carried.get("item").is_some());
        if let Some((num, level)) = read.numbering {
            // Numbers of headings are their look, unless it was an item to begin with.
            let counted = self.numbering.count(num, level, &self.styles);
            read.item = counted
                .filter(|_| !heading || carried_item)
                .map(|mark| ListMark {
                    level,
                    kind: mark.kind,
                    checked: None,
                    list: mark.list,
                });
        }
        if read.item.is_none() {
            read.numbering = None;
            if let Some(steps) = format
                .indent_start
                .filter(|_| format.first_line.is_none_or(|first| first >= 0.0))
                .and_then(indent_steps)
            {
                format.indent = Some(steps);
                format.indent_start = None;
            }
        }
        read.paragraph.format = format;
        if let Some(carried) = &carried {
            apply_to_paragraph(carried, &mut read);
        }
        read
    }

    fn effective_numbering(
        &self,
        style: Option<&str>,
        direct: Option<(Option<i64>, Option<u8>)>,
        by_style: Option<(i64, Option<u8>)>,
    ) -> Option<(i64, u8)> {
        let (direct_id, direct_level) = direct.unwrap_or_default();
        let id = direct_id
            .or(by_style.map(|(id, _)| id))
            .filter(|id| *id > 0)?;
        let level = direct_level
            .or_else(|| {
                let style = style.filter(|_| direct_id.is_none())?;
                self.numbering.level_of_style(id, style, &self.styles)
            })
            .or(by_style.and_then(|(_, level)| level))
            .unwrap_or(0);
        Some((id, level))
    }
}
