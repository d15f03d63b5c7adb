//! From blocks to pieces: lines and rows of tables, each in its place between left and right, one below the other.

mod block;
mod grid;
mod list;
mod note;
mod number;
mod row;
mod table;
mod widths;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use spindle_model::convert::Job;
use spindle_model::document::{Color, Document, Link};
use spindle_model::presentation::{self, Paint, Segment};

pub(crate) use crate::tree::{NodeId, NodeKind, Tree};
pub(crate) use note::Notes;
pub(crate) use row::{CellBox, TableRow, row_piece};

use crate::fonts::FontBook;
use crate::picture::Pictures;
use crate::style::{Styles, Surroundings, TextStyle};
use crate::text::{GlyphRun, Shaped};

/// Something drawn, by its left end and top (of text: its baseline).
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) node: NodeId,
    pub(crate) kind: ItemKind,
}

/// What is drawn, or stands for a place.
#[derive(Debug, Clone)]
pub(crate) enum ItemKind {
    Text(Rc<GlyphRun>),
    /// A number that is known when all pages are.
    Field {
        field: FieldKind,
        style: Rc<TextStyle>,
    },
    Fill {
        width: f32,
        height: f32,
        color: Color,
    },
    Stroke {
        dx: f32,
        dy: f32,
        width: f32,
        color: Color,
        dash: Dash,
    },
    /// The box of a task, and whether it is ticked.
    CheckBox {
        size: f32,
        checked: bool,
    },
    Image {
        index: usize,
        width: f32,
        height: f32,
    },
    Link {
        width: f32,
        height: f32,
        href: Rc<str>,
    },
    /// Items from the same upper left corner, of which only so much is seen.
    Clipped {
        width: f32,
        height: f32,
        items: Vec<Item>,
    },
    /// An outline that is filled, drawn along, or both.
    Path {
        segments: Rc<[Segment]>,
        /// What a coordinate of 1 is.
        width: f32,
        height: f32,
        fill: Option<Paint>,
        line: Option<presentation::Line>,
    },
    /// Items from the same upper left corner, turned by so many degrees clockwise about a point.
    Turned {
        degrees: f32,
        about: (f32, f32),
        items: Vec<Item>,
    },
    Anchor(Rc<str>),
    Heading {
        level: u8,
        title: Rc<str>,
    },
}

/// A number that is known when all pages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    Number,
    Count,
}

/// How a line is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dash {
    Solid,
    Dots,
    Dashes,
}

/// What is not divided between pages (but for rows of tables, where it must be).
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Space above, which counts for nothing at the top of a page.
    pub(crate) before: f32,
    pub(crate) height: f32,
    pub(crate) body: Body,
    /// Whether the next piece stands on the same page.
    pub(crate) keep: bool,
    /// Whether it begins a page.
    pub(crate) break_before: bool,
    /// Where the first baseline is, for what stands beside it.
    pub(crate) baseline: f32,
    /// Notes whose marks are in it.
    pub(crate) notes: Vec<usize>,
    /// What its surroundings draw behind it, the outermost first.
    pub(crate) decorations: Vec<Decoration>,
}

/// What a piece holds.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Items(Vec<Item>),
    Row(Box<TableRow>),
}

/// A bar or background behind pieces.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Decoration {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) color: Color,
    /// Whether it goes on from the piece above, and so through the space between.
    pub(crate) joined: bool,
}

/// Where blocks are laid out.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) node: NodeId,
    pub(crate) around: Surroundings,
    /// How deep it is nested.
    pub(crate) depth: usize,
    /// Whether the list around decides the indentation.
    pub(crate) in_list: bool,
}

/// Pieces one below the other.
#[derive(Debug, Default)]
pub(crate) struct Stack {
    pub(crate) pieces: Vec<Piece>,
    /// Space that the last block wants below it.
    after: f32,
    add_up: bool,
}

/// Lays out one document.
pub(crate) struct Layout<'d, 'x, 'j> {
    pub(crate) document: &'d Document,
    pub(crate) styles: Styles<'d>,
    pub(crate) book: &'d FontBook<'d>,
    pub(crate) job: &'x mut Job<'j>,
    pub(crate) tree: Tree,
    pub(crate) pictures: Pictures<'d>,
    pub(crate) notes: Notes,
    /// The number of the page and of pages, where they are known: in headers and footers.
    pub(crate) page: Option<(u32, u32)>,
    /// The most that a picture may be high.
    pub(crate) picture_height: f32,
    /// Paragraphs that were shaped to be measured, by their address.
    pub(super) measured: HashMap<usize, (Rc<Shaped>, NodeId)>,
    /// Whether the next block begins a page.
    pub(super) breaks: bool,
    /// The link of the text before, its parent, and its element.
    last_link: Option<(Arc<Link>, NodeId, NodeId)>,
    /// Blocks so far.
    pub(super) count: usize,
    /// Comments that have their mark.
    pub(crate) marked: std::collections::BTreeSet<usize>,
}

/// Levels of nesting that still leave room for text.
pub(crate) const DEEPEST: usize = 24;

impl<'d, 'x, 'j> Layout<'d, 'x, 'j> {
    pub(crate) fn new(
        document: &'d Document,
        book: &'d FontBook<'d>,
        pictures: Pictures<'d>,
        job: &'x mut Job<'j>,
    ) -> Self {
        Self {
            document,
            styles: Styles::new(document),
            book,
            job,
            tree: Tree::new(),
            pictures,
            notes: Notes::default(),
            page: None,
            picture_height: 600.0,
            measured: HashMap::new(),
            breaks: false,
            last_link: None,
            count: 0,
            marked: std::collections::BTreeSet::new(),
        }
    }

    /// The element for a link: one for text that stands together.
    pub(crate) fn link_node(&mut self, link: &Arc<Link>, parent: NodeId) -> NodeId {
        if let Some((last, under, node)) = &self.last_link
            && *under == parent
            && (Arc::ptr_eq(last, link) || last == link)
        {
            return *node;
        }
        let node = self.tree.add_later(parent, NodeKind::Link);
        self.last_link = Some((Arc::clone(link), parent, node));
        node
    }

    /// A new stack of pieces.
    pub(crate) fn stack(&self) -> Stack {
        Stack {
            add_up: self.styles.spaces_add_up(),
            ..Stack::default()
        }
    }
}

impl Stack {
    /// The space above a block that wants `before`.
    fn space(&self, before: f32) -> f32 {
        if self.pieces.is_empty() {
            before
        } else if self.add_up {
            before + self.after
        } else {
            before.max(self.after)
        }
    }

    /// Draws something behind all pieces from that one on.
    fn decorate(&mut self, from: usize, decoration: Decoration) {
        for (index, piece) in self.pieces.iter_mut().enumerate().skip(from) {
            piece.decorations.insert(
                0,
                Decoration {
                    joined: index > from,
                    ..decoration
                },
            );
        }
    }

    /// Height of all pieces, with the space between them and above the first.
    pub(crate) fn height(&self) -> f32 {
        height(&self.pieces)
    }
}

/// Height of pieces, with the space between them and above the first.
pub(crate) fn height(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.before + piece.height).sum()
}

impl Piece {
    pub(crate) fn new(before: f32, height: f32, items: Vec<Item>) -> Self {
        Self {
            before,
            height,
            body: Body::Items(items),
            keep: false,
            break_before: false,
            baseline: 0.0,
            notes: Vec::new(),
            decorations: Vec::new(),
        }
    }

    /// Adds what is drawn first, `down` below where it says.
    pub(crate) fn put_in_front(&mut self, items: Vec<Item>, down: f32) {
        let own = match &mut self.body {
            Body::Items(own) => own,
            Body::Row(row) => &mut row.front,
        };
        own.splice(
            0..0,
            items.into_iter().map(|item| Item {
                y: item.y + down,
                ..item
            }),
        );
    }

    /// The notes whose marks are in it, in their order.
    pub(crate) fn all_notes(&self) -> Vec<usize> {
        match &self.body {
            Body::Items(_) => self.notes.clone(),
            Body::Row(row) => row.notes(),
        }
    }

    /// Draws it with its left end at `x` and its top, behind the space above, at `y`. `at_top` says that it is the
    /// first of a page.
    pub(crate) fn draw(self, x: f32, y: f32, at_top: bool, out: &mut Vec<Item>) {
        for decoration in &self.decorations {
            let above = if decoration.joined && !at_top {
                self.before
            } else {
                0.0
            };
            out.push(Item {
                x: x + decoration.x,
                y: y - above,
                node: NodeId::ARTIFACT,
                kind: ItemKind::Fill {
                    width: decoration.width,
                    height: self.height + above,
                    color: decoration.color,
                },
            });
        }
        match self.body {
            Body::Items(items) => out.extend(items.into_iter().map(|item| Item {
                x: item.x + x,
                y: item.y + y,
                ..item
            })),
            Body::Row(row) => row.draw(x, y, at_top, out),
        }
    }

    /// The same as something that is no content: what is said again.
    pub(crate) fn as_artifact(&self) -> Self {
        let mut piece = self.clone();
        piece.notes.clear();
        match &mut piece.body {
            Body::Items(items) => {
                items.retain(|item| {
                    !matches!(
                        item.kind,
                        ItemKind::Anchor(_) | ItemKind::Heading { .. } | ItemKind::Link { .. }
                    )
                });
                for item in items {
                    item.node = NodeId::ARTIFACT;
                }
            }
            Body::Row(row) => {
                for cell in &mut row.cells {
                    cell.pieces = cell.pieces.iter().map(Self::as_artifact).collect();
                }
            }
        }
        piece
    }
}
