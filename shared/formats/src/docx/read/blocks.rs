//! The blocks of a container: the body, a cell, a note, a header, a text box.

use std::borrow::Cow;

use spindle_model::document::{
    Block, CodeBlock, Inline, InlineKind, ListMark, PageSetup, Paragraph,
};
use spindle_ooxml::NodeId;

use super::Reading;
use super::paragraph::ParagraphRead;
use super::values::child_val;
use crate::docx::carry::Tie;
use crate::docx::flat::{Flat, Place, nest};
use crate::docx::styles::Role;

/// What one or more elements of a container were read as.
#[derive(Debug, Default)]
pub(in crate::docx) struct Unit {
    /// The blocks.
    pub flats: Vec<Flat<'static>>,
    /// The elements, in order.
    pub nodes: Vec<NodeId>,
    /// The numbering and level of an item.
    pub numbering: Option<(i64, u8)>,
    /// How many of the blocks, at the end, stand in text boxes.
    pub boxed: usize,
    /// The contents of the text boxes, and how many blocks each has.
    pub boxes: Vec<(NodeId, usize)>,
}

/// Page setups of the sections that are still to begin.
type Setups<'s> = &'s mut dyn Iterator<Item = PageSetup>;

impl<'p> Reading<'p> {
    /// The blocks of a container, nested.
    pub(super) fn blocks(&mut self, node: NodeId) -> Vec<Block> {
        nest(self.units(node).into_iter().flat_map(|unit| unit.flats))
    }

    /// The blocks of a container that is not the body, with the elements that they come from.
    pub(in crate::docx) fn units(&mut self, node: NodeId) -> Vec<Unit> {
        self.units_in(node, 0)
    }

    /// The same inside of a quotation that its style does not say.
    fn units_in(&mut self, node: NodeId, quotes: usize) -> Vec<Unit> {
        let quotes = std::mem::replace(&mut self.quotes, quotes);
        let fields = self.fields.len();
        let joined = self.joined.take();
        self.inner = self.inner.saturating_add(1);
        let mut units = Vec::new();
        self.container(node, &mut units, &mut std::iter::empty());
        self.inner = self.inner.saturating_sub(1);
        self.joined = joined;
        self.quotes = quotes;
        // A field that a container leaves open ends with it.
        self.fields.truncate(fields);
        units
    }

    /// Reads the blocks of a container, going through what only wraps them.
    pub(super) fn container(&mut self, node: NodeId, units: &mut Vec<Unit>, setups: Setups<'_>) {
        let dom = self.dom;
        for child in dom.child_elements(node) {
            match dom.name_of(child).unwrap_or_default() {
                "w:p" => self.paragraph_unit(child, units, setups),
                "w:tbl" => {
                    let table = self.table(child);
                    self.push(units, child, vec![Flat::plain(Block::Table(table))]);
                }
                "w:sdt" => self.block_sdt(child, units, setups),
                "w:customXml" | "w:smartTag" | "w:ins" | "w:del" | "w:moveTo" | "w:moveFrom" => {
                    self.container(child, units, setups);
                }
                "mc:AlternateContent" => {
                    if let Some(branch) = self.branch(child) {
                        self.container(branch, units, setups);
                    }
                }
                "w:bookmarkStart" => {
                    if let Some(name) = self.bookmark_name(child) {
                        self.waiting_bookmarks.push(name);
                    }
                    let parts = self.parts;
                    let carried = dom
                        .attr(child, "w:name")
                        .and_then(|name| parts.carried.get(name));
                    if let Some((Tie::Row, value)) = carried {
                        self.row_carried = Some(value.clone());
                    }
                }
                "w:commentRangeStart" => self.open_comment(child),
                "w:commentRangeEnd" => self.close_comment(child),
                "m:oMathPara" | "m:oMath" => {
                    let latex = crate::docx::math::latex(dom, child);
                    let inline = Inline::new(InlineKind::Formula(latex), Default::default());
                    let paragraph = Paragraph {
                        inlines: vec![inline],
                        ..Paragraph::default()
                    };
                    self.push(units, child, vec![Flat::plain(Block::Paragraph(paragraph))]);
                }
                "w:altChunk" => self.warn(
                    "embedded-document-skipped",
                    "a part in another format (altChunk) is not read",
                ),
                "w:subDoc" => self.warn("subdocument-skipped", "a subdocument is not read"),
                _ => {}
            }
        }
    }

    fn push(&mut self, units: &mut Vec<Unit>, node: NodeId, flats: Vec<Flat<'static>>) {
        self.blocks_left = self.blocks_left.saturating_sub(flats.len());
        if self.blocks_left == 0 {
            return;
        }
        units.push(Unit {
            flats,
            nodes: vec![node],
            numbering: None,
            boxed: 0,
            boxes: Vec::new(),
        });
    }

    fn block_sdt(&mut self, node: NodeId, units: &mut Vec<Unit>, setups: Setups<'_>) {
        let dom = self.dom;
        let Some(content) = dom.child(node, "w:sdtContent") else {
            return;
        };
        let tag = dom
            .child(node, "w:sdtPr")
            .and_then(|properties| child_val(dom, properties, "w:tag"))
            .and_then(|tag| tag.strip_prefix("spindle:"));
        if tag == Some("quote") {
            let inner = self.units_in(content, 1);
            let blocks = nest(inner.into_iter().flat_map(|unit| unit.flats));
            self.push(units, node, vec![Flat::plain(Block::Quote(blocks))]);
        } else if let Some(level) = tag
            .and_then(|tag| tag.strip_prefix("item:"))
            .and_then(|level| level.parse().ok())
        {
            let blocks = self.blocks(content).into_iter().map(|block| Flat {
                place: Place::InItem(level),
                block: Cow::Owned(block),
            });
            let flats = blocks.collect();
            self.push(units, node, flats);
        } else {
            self.container(content, units, setups);
        }
    }

    fn paragraph_unit(&mut self, node: NodeId, units: &mut Vec<Unit>, setups: Setups<'_>) {
        let mut read = self.paragraph(node);
        let mut nodes = vec![node];
        if let Some(mut before) = self.joined.take() {
            before.nodes.push(node);
            nodes = before.nodes;
            let shift = before.inlines.len();
            read.line
                .breaks
                .iter_mut()
                .for_each(|place| *place = place.saturating_add(shift));
            before.inlines.append(&mut read.paragraph.inlines);
            read.paragraph.inlines = before.inlines;
        }
        let ends_section = self.inner == 0 && self.ends_section(node);
        // A paragraph whose end was taken out goes on in the next one.
        if read.mark_deleted && !ends_section && self.next_is_paragraph(node) {
            self.joined = Some(Joined {
                inlines: read.paragraph.inlines,
                nodes,
            });
            return;
        }
        if read.skip {
            return;
        }
        let boxes = std::mem::take(&mut read.line.boxes);
        let numbering = read.numbering;
        let mut flats = self.flats(read, ends_section && boxes.is_empty());
        let before_boxes = flats.len();
        let mut contents = Vec::new();
        for content in boxes {
            let inner = self.units(content);
            let before = flats.len();
            flats.extend(inner.into_iter().flat_map(|unit| unit.flats));
            contents.push((content, flats.len().saturating_sub(before)));
        }
        let boxed = flats.len().saturating_sub(before_boxes);
        if ends_section && let Some(setup) = setups.next() {
            self.column_width = setup.column_width();
            flats.push(Flat::plain(Block::Section(Box::new(setup))));
        }
        self.blocks_left = self.blocks_left.saturating_sub(flats.len());
        if self.blocks_left > 0 {
            units.push(Unit {
                flats,
                nodes,
                numbering,
                boxed,
                boxes: contents,
            });
        }
    }

    /// The blocks that one paragraph is: usually itself.
    fn flats(&mut self, read: ParagraphRead, ends_section: bool) -> Vec<Flat<'static>> {
        let ParagraphRead {
            paragraph,
            line,
            item,
            role,
            bare,
            begins,
            ..
        } = read;
        let empty = paragraph.inlines.is_empty();
        if item.is_none() && empty && (role == Role::Rule || line.rule || read.bordered) {
            return vec![Flat::plain(Block::Divider)];
        }
        if let (Role::Code(language), None, None) = (&role, item, paragraph.heading)
            && let Some(lines) = code_lines(&paragraph)
        {
            let mut place = if begins {
                Place::CodeStart
            } else {
                Place::Plain
            };
            let code = lines.into_iter().map(|text| Flat {
                place: std::mem::replace(&mut place, Place::Plain),
                block: Cow::Owned(Block::Code(CodeBlock {
                    language: language.as_deref().map(str::to_owned),
                    text,
                })),
            });
            return code.collect();
        }
        let place = match (item, &role) {
            (Some(mark), _) => Place::Item {
                mark: ListMark {
                    checked: line.checked,
                    ..mark
                },
                bare,
            },
            (None, Role::Quote) if self.quotes == 0 && paragraph.heading.is_none() => Place::Quoted,
            (None, Role::ListContinue(level)) => Place::InItem(*level),
            _ => Place::Plain,
        };
        if line.breaks.is_empty() || self.inner > 0 {
            if empty && ends_section && item.is_none() {
                return Vec::new();
            }
            return vec![Flat {
                place,
                block: Cow::Owned(Block::Paragraph(paragraph)),
            }];
        }
        split_at_breaks(paragraph, &line.breaks, place)
    }

    fn next_is_paragraph(&self, node: NodeId) -> bool {
        let mut next = self.dom.next_sibling(node);
        while let Some(node) = next {
            match self.dom.name_of(node) {
                Some("w:p") => return true,
                Some("w:tbl" | "w:sdt" | "w:sectPr") => return false,
                _ => next = self.dom.next_sibling(node),
            }
        }
        false
    }
}

/// Paragraphs that go on in the next one.
#[derive(Debug, Default)]
pub(super) struct Joined {
    inlines: Vec<Inline>,
    nodes: Vec<NodeId>,
}

/// The lines of a paragraph of code; `None` when it holds what code cannot.
fn code_lines(paragraph: &Paragraph) -> Option<Vec<String>> {
    let mut lines = vec![String::new()];
    for inline in &paragraph.inlines {
        if inline.format.is_deleted() {
            continue;
        }
        match &inline.kind {
            InlineKind::Text(text) => lines.last_mut()?.push_str(text),
            InlineKind::LineBreak => lines.push(String::new()),
            InlineKind::Bookmark(_) => {}
            _ => return None,
        }
    }
    Some(lines)
}

fn split_at_breaks(paragraph: Paragraph, breaks: &[usize], place: Place) -> Vec<Flat<'static>> {
    let mut flats = Vec::new();
    let mut rest = paragraph.inlines.into_iter();
    let mut done = 0usize;
    let mut place = place;
    let mut piece = |inlines: Vec<Inline>, flats: &mut Vec<Flat<'static>>| {
        if inlines.is_empty() {
            return;
        }
        let paragraph = Paragraph {
            heading: paragraph.heading,
            inlines,
            format: paragraph.format.clone(),
        };
        flats.push(Flat {
            place,
            block: Cow::Owned(Block::Paragraph(paragraph)),
        });
        if matches!(place, Place::Item { .. }) {
            place = Place::Plain;
        }
    };
    for at in breaks {
        let inlines = rest.by_ref().take(at.saturating_sub(done)).collect();
        done = *at;
        piece(inlines, &mut flats);
        flats.push(Flat::plain(Block::PageBreak));
    }
    piece(rest.collect(), &mut flats);
    flats
}
