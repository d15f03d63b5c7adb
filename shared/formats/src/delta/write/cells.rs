//! What a cell says, in one line.

use serde_json::{Map, Value};
use spindle_delta::Attributes;
use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, Cell, ListItem, ListKind, Paragraph, TextFormat};

use super::super::{LINE_BREAK, embeds};
use super::{Place, Writer, code_attributes, item_name};

/// The parts of a cell that are joined to one line.
#[derive(Default)]
struct Joined {
    /// Whether something was written, so that a line break comes first.
    any: bool,
    /// The attributes of the line: those of its first paragraph.
    attributes: Map<String, Value>,
}

impl Writer<'_, '_> {
    pub(super) fn cell(
        &mut self,
        cell: &Cell,
        row: &str,
        place: Place,
    ) -> Result<(), ConvertError> {
        let place = Place {
            depth: place.depth.saturating_add(1),
            ..Place::default()
        };
        let attributes = match cell.blocks.as_slice() {
            [block] => self.single(block, place)?,
            _ => None,
        };
        let attributes = match attributes {
            Some(attributes) => attributes,
            None => {
                let mut joined = Joined::default();
                self.join(&cell.blocks, &mut joined, place)?;
                joined.attributes
            }
        };
        if let Some(trace) = &mut self.trace {
            trace.cell(true);
        }
        self.cell_end(attributes, row)
    }

    /// Writes a block that is one line as it would be outside of the table, and answers the line's attributes;
    /// nothing where it takes more lines.
    fn single(
        &mut self,
        block: &Block,
        place: Place,
    ) -> Result<Option<Map<String, Value>>, ConvertError> {
        match block {
            Block::Paragraph(paragraph) => self.single_line(paragraph, place, None).map(Some),
            Block::Code(code) => {
                self.words(&code.text, &TextFormat::default())?;
                Ok(Some(code_attributes(code)))
            }
            Block::Quote(blocks) => match blocks.as_slice() {
                [Block::Paragraph(paragraph)] => {
                    let quote = Place {
                        quote: true,
                        ..place
                    };
                    self.single_line(paragraph, quote, None).map(Some)
                }
                _ => Ok(None),
            },
            Block::List(list) => match list.items.as_slice() {
                [item] => self.single_item(list.kind, item, place),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn single_item(
        &mut self,
        kind: ListKind,
        item: &ListItem,
        place: Place,
    ) -> Result<Option<Map<String, Value>>, ConvertError> {
        let name = Some(item_name(kind, item.checked));
        let quote = Place {
            quote: true,
            ..place
        };
        match item.blocks.as_slice() {
            [Block::Paragraph(paragraph)] => self.single_line(paragraph, place, name).map(Some),
            [Block::Quote(blocks)] => match blocks.as_slice() {
                [Block::Paragraph(paragraph)] => self.single_line(paragraph, quote, name).map(Some),
                _ => Ok(None),
            },
            // A list that begins deeper.
            [inner @ Block::List(_)] if place.depth < self.job.limits.depth => {
                let deeper = Place {
                    level: place.level.saturating_add(1),
                    depth: place.depth.saturating_add(1),
                    ..place
                };
                self.single(inner, deeper)
            }
            _ => Ok(None),
        }
    }

    fn single_line(
        &mut self,
        paragraph: &Paragraph,
        place: Place,
        item: Option<&'static str>,
    ) -> Result<Map<String, Value>, ConvertError> {
        self.inlines(paragraph)?;
        Ok(self.line(paragraph, place, item))
    }

    /// Writes blocks with line breaks between them.
    fn join(
        &mut self,
        blocks: &[Block],
        joined: &mut Joined,
        place: Place,
    ) -> Result<(), ConvertError> {
        if place.depth > self.job.limits.depth {
            return Err(ConvertError::limit("blocks of a cell are nested too deep"));
        }
        let inner = Place {
            depth: place.depth.saturating_add(1),
            ..place
        };
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    if self.part(joined)? {
                        joined.attributes = self.line(paragraph, Place::default(), None);
                    }
                    self.inlines(paragraph)?;
                }
                Block::Code(code) => {
                    self.part(joined)?;
                    self.words(&code.text, &TextFormat::default())?;
                }
                Block::Divider => {
                    self.part(joined)?;
                    self.embed(embeds::divider(), Attributes::none())?;
                }
                Block::Quote(blocks) => self.join(blocks, joined, inner)?,
                Block::List(list) => self.join_items(list.kind, &list.items, joined, inner)?,
                Block::Table(table) => {
                    for row in &table.rows {
                        for cell in &row.cells {
                            self.join(&cell.blocks, joined, inner)?;
                        }
                    }
                }
                Block::PageBreak | Block::Section(_) => {}
            }
        }
        Ok(())
    }

    fn join_items(
        &mut self,
        kind: ListKind,
        items: &[ListItem],
        joined: &mut Joined,
        place: Place,
    ) -> Result<(), ConvertError> {
        let mut number = match kind {
            ListKind::Ordered { start, .. } => start,
            ListKind::Bullet => 1,
        };
        for item in items {
            let mark = match (item.checked, kind) {
                (Some(true), _) => "\u{2611} ".to_owned(),
                (Some(false), _) => "\u{2610} ".to_owned(),
                (None, ListKind::Bullet) => "\u{2022} ".to_owned(),
                (None, ListKind::Ordered { .. }) => format!("{number}. "),
            };
            number = number.saturating_add(1);
            match item.blocks.as_slice() {
                [Block::Paragraph(first), rest @ ..] => {
                    self.part(joined)?;
                    self.filler(&mark)?;
                    self.inlines(first)?;
                    self.join(rest, joined, place)?;
                }
                blocks => self.join(blocks, joined, place)?,
            }
        }
        Ok(())
    }

    /// Begins a part: with a line break, but for the first one; answers whether it is that.
    fn part(&mut self, joined: &mut Joined) -> Result<bool, ConvertError> {
        let first = !std::mem::replace(&mut joined.any, true);
        if !first {
            self.filler(&LINE_BREAK.to_string())?;
        }
        Ok(first)
    }
}
