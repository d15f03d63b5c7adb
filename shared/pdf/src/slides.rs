//! Presentations as pages: a slide is a page, and what stands on it stands where the slide says.

use std::rc::Rc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::Image;
use spindle_model::document::ImageSource;
use spindle_model::presentation::{Anchor, Presentation, Shape, Slide};

use crate::fonts::FontBook;
use crate::layout::{Item, ItemKind, Layout, NodeId, NodeKind, Place};
use crate::pages::{Page, Pages};
use crate::picture::Pictures;
use crate::style::Surroundings;

/// Slides are between these sizes: what PDF readers show (ISO 32000-1, C.2).
const PAPER: (f32, f32) = (72.0, 14_400.0);
/// Text is never set narrower.
const NARROWEST: f32 = 6.0;
/// Lines of text that does not wrap end here.
const WIDEST: f32 = 14_400.0;

/// Sets a presentation as pages.
///
/// # Errors
/// [`spindle_model::convert::ErrorKind::Limit`] when there are more blocks or slides than allowed.
pub(crate) fn set<'d>(
    presentation: &'d Presentation,
    book: &'d FontBook<'d>,
    pictures: Pictures<'d>,
    job: &mut Job<'_>,
) -> Result<Pages<'d>, ConvertError> {
    let sane = |length: f32, otherwise: f32| match length.is_finite() {
        true => length.clamp(PAPER.0, PAPER.1),
        false => otherwise,
    };
    let size = (
        sane(presentation.size.0, 960.0),
        sane(presentation.size.1, 540.0),
    );
    let mut layout = Layout::new(&presentation.shared, book, pictures, job);
    let mut pages = Vec::new();
    let count = presentation.slides.len().max(1);
    for (index, slide) in presentation.slides.iter().enumerate() {
        if slide.hidden {
            layout
                .job
                .warn("hidden-slide", "hidden slides were left out");
            continue;
        }
        if pages.len() >= layout.job.limits.pages {
            return Err(ConvertError::limit(format!(
                "the presentation has more than {} slides",
                layout.job.limits.pages
            )));
        }
        let number = u32::try_from(pages.len().saturating_add(1)).unwrap_or(u32::MAX);
        let mut page = Page::new(size.0, size.1, number);
        page.items = layout.slide(slide, size)?;
        pages.push(page);
        (layout.job.progress)(0.5 * index.saturating_add(1) as f32 / count as f32);
    }
    if pages.is_empty() {
        pages.push(Page::new(size.0, size.1, 1));
    }
    Ok(Pages {
        pages,
        tree: layout.tree,
        pictures: layout.pictures,
    })
}

impl Layout<'_, '_, '_> {
    fn slide(&mut self, slide: &Slide, size: (f32, f32)) -> Result<Vec<Item>, ConvertError> {
        let mut items = Vec::new();
        if let Some(color) = slide.background {
            items.push(Item {
                x: 0.0,
                y: 0.0,
                node: NodeId::ARTIFACT,
                kind: ItemKind::Fill {
                    width: size.0,
                    height: size.1,
                    color,
                },
            });
        }
        if let Some(index) = slide.backdrop {
            self.picture_item(index, (0.0, 0.0), size, NodeId::ARTIFACT, &mut items);
        }
        for shape in &slide.shapes {
            let drawn = self.shape(shape)?;
            if shape.turn == 0.0 || !shape.turn.is_finite() {
                items.extend(drawn);
                continue;
            }
            // Content of several elements cannot be inside one that is turned: each part turns by itself.
            let about = (
                shape.place.0 + shape.size.0 / 2.0,
                shape.place.1 + shape.size.1 / 2.0,
            );
            items.extend(drawn.into_iter().map(|item| Item {
                x: 0.0,
                y: 0.0,
                node: item.node,
                kind: ItemKind::Turned {
                    degrees: shape.turn,
                    about,
                    items: vec![item],
                },
            }));
        }
        Ok(items)
    }

    fn shape(&mut self, shape: &Shape) -> Result<Vec<Item>, ConvertError> {
        let mut items = Vec::new();
        let (x, y) = shape.place;
        let (width, height) = shape.size;
        if !shape.outline.is_empty() && (shape.fill.is_some() || shape.line.is_some()) {
            items.push(Item {
                x,
                y,
                node: NodeId::ARTIFACT,
                kind: ItemKind::Path {
                    segments: Rc::from(shape.outline.as_slice()),
                    width,
                    height,
                    fill: shape.fill,
                    line: shape.line,
                },
            });
        }
        if let Some(index) = shape.picture {
            let node = self
                .tree
                .add(NodeId::ROOT, NodeKind::Figure(shape.alt.clone()));
            self.picture_item(index, shape.place, shape.size, node, &mut items);
        }
        if !shape.text.is_empty() {
            self.text_of(shape, &mut items)?;
        }
        Ok(items)
    }

    /// What a shape says, within its insets and by its anchor. Text that is too long goes on below the shape, as it does
    /// in a presentation.
    fn text_of(&mut self, shape: &Shape, items: &mut Vec<Item>) -> Result<(), ConvertError> {
        let [left, top, right, bottom] = shape.text_box.insets;
        let room = (shape.size.0 - left - right).max(NARROWEST);
        self.picture_height = shape.size.1.max(NARROWEST);
        let place = Place {
            x: 0.0,
            width: if shape.text_box.wraps { room } else { WIDEST },
            node: NodeId::ROOT,
            around: Surroundings {
                tight: true,
                ..Surroundings::default()
            },
            depth: 0,
            in_list: false,
        };
        let mut stack = self.stack();
        self.blocks(&shape.text, &place, &mut stack)?;
        let spare = shape.size.1 - top - bottom - stack.height();
        let mut y = shape.place.1
            + top
            + match shape.text_box.anchor {
                Anchor::Top => 0.0,
                Anchor::Middle => spare / 2.0,
                Anchor::Bottom => spare,
            };
        for piece in stack.pieces {
            y += piece.before;
            let height = piece.height;
            piece.draw(shape.place.0 + left, y, false, items);
            y += height;
        }
        Ok(())
    }

    fn picture_item(
        &mut self,
        index: usize,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        node: NodeId,
        items: &mut Vec<Item>,
    ) {
        let image = Image {
            source: ImageSource::Media(index),
            alt: String::new(),
            title: None,
            width: Some(width),
            height: Some(height),
        };
        if let Some((index, width, height)) =
            self.pictures.fit(&image, f32::MAX, f32::MAX, self.job)
        {
            items.push(Item {
                x,
                y,
                node,
                kind: ItemKind::Image {
                    index,
                    width,
                    height,
                },
            });
        }
    }
}
