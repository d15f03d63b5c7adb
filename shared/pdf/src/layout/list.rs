//! Lists: items with marks beside them.

use std::rc::Rc;

use krilla::tagging::ListNumbering;
use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, List, ListItem, ListKind, NumberStyle, Paragraph};

use super::number::{behind, write};
use super::{Item, ItemKind, Layout, NodeId, NodeKind, Piece, Place, Stack};
use crate::style::TextStyle;
use crate::text::{Composed, Measure, break_lines, place, shape, widths};

/// From one level to the next, at least.
const STEP: f32 = 21.0;
/// Between a mark and the text.
const GAP: f32 = 5.5;
/// Below a list.
const AFTER: f32 = 7.0;
/// The bullets of the levels, from the outside in.
const BULLETS: [&str; 3] = ["•", "◦", "▪"];

impl Layout<'_, '_, '_> {
    /// Lays out a list.
    ///
    /// # Errors
    /// What [`Layout::blocks`] says.
    pub(super) fn list(
        &mut self,
        list: &List,
        level: usize,
        within: &Place,
        stack: &mut Stack,
    ) -> Result<(), ConvertError> {
        let node = self.tree.add(
            within.node,
            NodeKind::List {
                ordered: numbering(list.kind),
            },
        );
        let step = self.step(list, within);
        let around = Around {
            kind: list.kind,
            tight: list.tight,
            level,
            node,
            step,
            within,
        };
        for (index, item) in list.items.iter().enumerate() {
            self.item(&around, index, item, stack)?;
        }
        // Behind a list whose items stand close together, the text begins anew.
        if !within.in_list && !within.around.tight && !self.styles.spaces_add_up() {
            stack.after = stack.after.max(AFTER);
        }
        Ok(())
    }

    /// Room for the widest mark.
    fn step(&mut self, list: &List, within: &Place) -> f32 {
        let ListKind::Ordered { start, style } = list.kind else {
            return STEP;
        };
        let last = start.saturating_add(u32::try_from(list.items.len()).unwrap_or(u32::MAX));
        let widest = [start, last, last.saturating_sub(2)]
            .map(|number| {
                let text = format!("{}{}", write(number, style), behind(style));
                let look = self
                    .styles
                    .plain(&within.around.text.over(&self.document.defaults.text));
                let mut composed = Composed::new(Rc::clone(&look));
                composed.push(&text, &look, NodeId::ARTIFACT);
                widths(&shape(self.book, composed, Some(false))).1
            })
            .into_iter()
            .fold(0.0, f32::max);
        STEP.max(widest + GAP + 2.0)
    }

    fn item(
        &mut self,
        list: &Around<'_>,
        index: usize,
        item: &ListItem,
        stack: &mut Stack,
    ) -> Result<(), ConvertError> {
        let (within, step) = (list.within, list.step);
        let node = self.tree.add(list.node, NodeKind::Item);
        let begins_deeper = matches!(item.blocks.first(), Some(Block::List(_)));
        let label = if begins_deeper {
            NodeId::ARTIFACT
        } else {
            self.tree.add(node, NodeKind::Label)
        };
        let body = self.tree.add(node, NodeKind::Body);
        let rtl = runs_to_the_left(item);
        let mut around = within.around.clone();
        around.tight = list.tight || around.tight;
        let inner = Place {
            x: if rtl { within.x } else { within.x + step },
            width: (within.width - step).max(20.0),
            node: body,
            around,
            depth: within.depth.saturating_add(1),
            in_list: true,
        };
        let first = stack.pieces.len();
        for block in &item.blocks {
            match block {
                Block::List(nested) if within.depth < super::DEEPEST => {
                    self.list(nested, list.level.saturating_add(1), &inner, stack)?;
                }
                block => self.blocks(std::slice::from_ref(block), &inner, stack)?,
            }
        }
        if item.blocks.is_empty() {
            self.blocks(&[Block::Paragraph(Paragraph::default())], &inner, stack)?;
        }
        if begins_deeper {
            return Ok(());
        }
        let base = match item.blocks.first() {
            Some(Block::Paragraph(paragraph)) => {
                let (_, mut text) = self.styles.paragraph(paragraph, &inner.around);
                // A mark is as large and as coloured as the text that it stands before.
                if let Some(inline) = paragraph.inlines.first() {
                    text.size = inline.format.size.or(text.size);
                    text.color = inline.format.color.or(text.color);
                }
                text
            }
            _ => inner.around.text.over(&self.document.defaults.text),
        };
        let style = self.styles.plain(&base);
        let style = Rc::new(TextStyle {
            underline: false,
            strike: false,
            link: None,
            background: None,
            ..TextStyle::clone(&style)
        });
        // The mark's area, from its far end to the text.
        let (x, width) = if rtl {
            (within.x + within.width - step + GAP, step - GAP)
        } else {
            (within.x, step - GAP)
        };
        if let Some(checked) = item.checked {
            let size = style.size * 0.82;
            let left = if rtl { x } else { x + width - size };
            put_box(checked, size, left, label, stack.pieces.get_mut(first));
            return Ok(());
        }
        let text = match list.kind {
            ListKind::Bullet => BULLETS
                .get(list.level % BULLETS.len())
                .copied()
                .unwrap_or("•")
                .to_owned(),
            ListKind::Ordered { start, style } => {
                let number = start.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
                format!("{}{}", write(number, style), behind(style))
            }
        };
        let mut composed = Composed::new(Rc::clone(&style));
        composed.push(&text, &style, label);
        self.put_marker(composed, x, width, !rtl, stack, first);
        Ok(())
    }

    /// Puts a mark beside the first line of the pieces from `first` on.
    pub(super) fn put_marker(
        &mut self,
        composed: Composed,
        x: f32,
        width: f32,
        at_right: bool,
        stack: &mut Stack,
        first: usize,
    ) {
        let shaped = shape(self.book, composed, Some(false));
        let (_, own) = widths(&shaped);
        let room = crate::text::Room {
            first: 0.0,
            rest: 0.0,
            end: own + 1.0,
        };
        let Some(line) = break_lines(&shaped, room).into_iter().next() else {
            return;
        };
        let x = if at_right { x + width - own } else { x };
        let measure = Measure {
            x,
            width: own,
            align: None,
            height: spindle_model::document::LineHeight::Multiple(1.0),
        };
        let placed = place(&shaped, &line, measure);
        if let Some(piece) = stack.pieces.get_mut(first) {
            let down = if piece.baseline > 0.0 {
                piece.baseline - placed.baseline
            } else {
                0.0
            };
            piece.put_in_front(placed.items, down);
        }
    }
}

/// Puts a box on the first baseline of a piece.
fn put_box(checked: bool, size: f32, x: f32, node: NodeId, piece: Option<&mut Piece>) {
    if let Some(piece) = piece {
        let item = Item {
            x,
            y: piece.baseline - size * 0.9,
            node,
            kind: ItemKind::CheckBox { size, checked },
        };
        piece.put_in_front(vec![item], 0.0);
    }
}

/// The list that an item is in.
struct Around<'l> {
    kind: ListKind,
    tight: bool,
    level: usize,
    node: NodeId,
    /// From the list's beginning to the text of its items.
    step: f32,
    within: &'l Place,
}

fn numbering(kind: ListKind) -> Option<ListNumbering> {
    let ListKind::Ordered { style, .. } = kind else {
        return None;
    };
    Some(match style {
        NumberStyle::Decimal | NumberStyle::Chinese => ListNumbering::Decimal,
        NumberStyle::LowerAlpha => ListNumbering::LowerAlpha,
        NumberStyle::UpperAlpha => ListNumbering::UpperAlpha,
        NumberStyle::LowerRoman => ListNumbering::LowerRoman,
        NumberStyle::UpperRoman => ListNumbering::UpperRoman,
    })
}

/// Whether an item stands at the right: its first paragraph says so, by format or by its first letter.
fn runs_to_the_left(item: &ListItem) -> bool {
    let Some(Block::Paragraph(paragraph)) = item.blocks.first() else {
        return false;
    };
    paragraph.format.rtl.unwrap_or_else(|| {
        unicode_bidi::get_base_direction(paragraph.plain_text().as_str())
            == unicode_bidi::Direction::Rtl
    })
}
