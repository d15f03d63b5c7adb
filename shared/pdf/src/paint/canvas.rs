//! Draws the items of a page.

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::page::Page as Sheet;
use krilla::paint::{Fill, FillRule, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{GlyphId, KrillaGlyph};
use spindle_model::document::Color;

use super::outline;
use super::places::Places;
use crate::fonts::{EMBOLDEN, FontBook};
use crate::layout::{Dash, FieldKind, Item, ItemKind, NodeId, Tree};
use crate::pages::Page;
use crate::picture::Pictures;
use crate::style::TextStyle;
use crate::text::{Composed, GlyphRun, Measure, Room, break_lines, place, shape};

/// What is drawn with on all pages.
pub(super) struct Canvas<'p> {
    book: &'p FontBook<'p>,
    pictures: &'p Pictures<'p>,
    places: &'p Places,
    pub(super) tree: Tree,
    count: usize,
    /// Links to places that are not there.
    pub(super) dead_links: usize,
}

/// A link on the page.
struct LinkArea {
    node: NodeId,
    rect: Rect,
    href: std::rc::Rc<str>,
}

impl<'p> Canvas<'p> {
    pub(super) fn new(
        book: &'p FontBook<'p>,
        pictures: &'p Pictures<'p>,
        places: &'p Places,
        tree: Tree,
        count: usize,
    ) -> Self {
        Self {
            book,
            pictures,
            places,
            tree,
            count,
            dead_links: 0,
        }
    }

    /// Draws a page.
    pub(super) fn page(&mut self, sheet: &mut Sheet<'_>, page: &Page) {
        let mut links = Vec::new();
        let mut surface = sheet.surface();
        self.items(
            &mut surface,
            page,
            &page.header,
            ArtifactType::Header,
            &mut links,
        );
        self.items(
            &mut surface,
            page,
            &page.items,
            ArtifactType::Layout,
            &mut links,
        );
        self.items(
            &mut surface,
            page,
            &page.footer,
            ArtifactType::Footer,
            &mut links,
        );
        surface.finish();
        for link in links {
            self.link(sheet, link);
        }
    }

    fn link(&mut self, sheet: &mut Sheet<'_>, link: LinkArea) {
        let target = match link.href.strip_prefix('#') {
            Some(name) => match self.places.named(name) {
                Some(place) => Target::Destination(place.into()),
                None => {
                    self.dead_links = self.dead_links.saturating_add(1);
                    return;
                }
            },
            None if is_address(&link.href) => {
                Target::Action(LinkAction::new(link.href.to_string()).into())
            }
            None => return,
        };
        let annotation = Annotation::new_link(
            LinkAnnotation::new(link.rect, target),
            Some(link.href.to_string()),
        );
        if link.node == NodeId::ARTIFACT {
            sheet.add_annotation(annotation);
        } else {
            let content = sheet.add_tagged_annotation(annotation);
            self.tree.content(link.node, content);
        }
    }

    fn items(
        &mut self,
        surface: &mut Surface<'_>,
        page: &Page,
        items: &[Item],
        artifact: ArtifactType,
        links: &mut Vec<LinkArea>,
    ) {
        // Content of one element that is drawn in one go is one piece of content.
        let mut open: Option<NodeId> = None;
        for item in items {
            match &item.kind {
                ItemKind::Anchor(_) | ItemKind::Heading { .. } => continue,
                ItemKind::Link {
                    width,
                    height,
                    href,
                } => {
                    links.extend(
                        Rect::from_xywh(item.x, item.y, *width, *height).map(|rect| LinkArea {
                            node: item.node,
                            rect,
                            href: std::rc::Rc::clone(href),
                        }),
                    );
                    continue;
                }
                _ => {}
            }
            let alone = matches!(item.kind, ItemKind::CheckBox { .. });
            if open != Some(item.node) || alone {
                if open.is_some() {
                    surface.end_tagged();
                }
                self.start(surface, item, artifact);
                open = Some(item.node);
            }
            self.item(surface, page, item);
            if alone {
                surface.end_tagged();
                open = None;
            }
        }
        if open.is_some() {
            surface.end_tagged();
        }
    }

    fn start(&mut self, surface: &mut Surface<'_>, item: &Item, artifact: ArtifactType) {
        if item.node == NodeId::ARTIFACT {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(artifact)));
            return;
        }
        let tag = match item.kind {
            ItemKind::CheckBox { checked, .. } => {
                let text = if checked { "\u{2611}" } else { "\u{2610}" };
                ContentTag::Span(SpanTag::empty().with_actual_text(Some(text)))
            }
            _ if self.tree.is_figure(item.node) => ContentTag::Other,
            _ => ContentTag::Span(SpanTag::empty()),
        };
        let content = surface.start_tagged(tag);
        self.tree.content(item.node, content);
    }

    fn item(&self, surface: &mut Surface<'_>, page: &Page, item: &Item) {
        match &item.kind {
            ItemKind::Text(run) => self.text(surface, item.x, item.y, run),
            ItemKind::Field { field, style } => self.field(surface, page, item, *field, style),
            ItemKind::Fill {
                width,
                height,
                color,
            } => rectangle(surface, (item.x, item.y), (*width, *height), *color),
            ItemKind::Stroke {
                dx,
                dy,
                width,
                color,
                dash,
            } => line(surface, (item.x, item.y), (*dx, *dy), *width, *color, *dash),
            ItemKind::CheckBox { size, checked } => check_box(surface, item, *size, *checked),
            ItemKind::Image {
                index,
                width,
                height,
            } => {
                if let (Some(image), Some(size)) =
                    (self.pictures.get(*index), Size::from_wh(*width, *height))
                {
                    surface.push_transform(&Transform::from_translate(item.x, item.y));
                    surface.draw_image(image.clone(), size);
                    surface.pop();
                }
            }
            ItemKind::Clipped {
                width,
                height,
                items,
            } => self.clipped(surface, page, item, (*width, *height), items),
            ItemKind::Path {
                segments,
                width,
                height,
                fill,
                line,
            } => outline::draw(
                surface,
                segments,
                (item.x, item.y),
                (*width, *height),
                (*fill, *line),
            ),
            ItemKind::Turned {
                degrees,
                about,
                items,
            } => {
                let turn = Transform::from_rotate_at(*degrees, item.x + about.0, item.y + about.1);
                surface.push_transform(&turn);
                for inner in items {
                    self.item(surface, page, inner);
                }
                surface.pop();
            }
            ItemKind::Link { .. } | ItemKind::Anchor(_) | ItemKind::Heading { .. } => {}
        }
    }

    fn clipped(
        &self,
        surface: &mut Surface<'_>,
        page: &Page,
        item: &Item,
        (width, height): (f32, f32),
        items: &[Item],
    ) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(item.x, item.y, width, height) {
            path.push_rect(rect);
        }
        let Some(path) = path.finish() else { return };
        surface.push_clip_path(&path, &FillRule::NonZero);
        for inner in items {
            self.item(surface, page, inner);
        }
        surface.pop();
    }

    fn text(&self, surface: &mut Surface<'_>, x: f32, y: f32, run: &GlyphRun) {
        let Some(font) = self.book.font(run.face) else {
            return;
        };
        let length = run.text.len();
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| {
                let end = (glyph.end as usize).min(length);
                KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance,
                    glyph.dx,
                    glyph.dy,
                    0.0,
                    (glyph.start as usize).min(end)..end,
                    None,
                )
            })
            .collect();
        surface.set_fill(Some(fill(run.color)));
        surface.set_stroke(run.face.embolden.then(|| Stroke {
            paint: paint(run.color),
            width: run.size * EMBOLDEN,
            ..Stroke::default()
        }));
        if run.face.slant {
            // Around the text's own baseline.
            let slant = Transform::from_row(1.0, 0.0, -0.21, 1.0, 0.21 * y, 0.0);
            surface.push_transform(&slant);
        }
        surface.draw_glyphs(
            Point::from_xy(x, y),
            &glyphs,
            font,
            &run.text,
            run.size,
            false,
        );
        if run.face.slant {
            surface.pop();
        }
        surface.set_stroke(None);
    }

    /// Sets a number, now that it is known.
    fn field(
        &self,
        surface: &mut Surface<'_>,
        page: &Page,
        item: &Item,
        field: FieldKind,
        style: &std::rc::Rc<TextStyle>,
    ) {
        let text = match field {
            FieldKind::Number => page.number.to_string(),
            FieldKind::Count => self.count.to_string(),
        };
        let mut composed = Composed::new(std::rc::Rc::clone(style));
        composed.push(&text, style, item.node);
        let shaped = shape(self.book, composed, Some(false));
        let room = Room {
            first: 0.0,
            rest: 0.0,
            end: 1000.0,
        };
        for shown in break_lines(&shaped, room).iter().take(1) {
            let measure = Measure {
                x: item.x,
                width: 1000.0,
                align: None,
                height: spindle_model::document::LineHeight::Multiple(1.0),
            };
            for part in place(&shaped, shown, measure).items {
                if let ItemKind::Text(run) = &part.kind {
                    self.text(surface, part.x, item.y, run);
                }
            }
        }
    }
}

/// Whether a reader of PDFs can go there: an absolute address. Others name files beside the document, which the PDF
/// may not stand beside.
fn is_address(href: &str) -> bool {
    let scheme = href.split_once(':').map(|(scheme, _)| scheme);
    matches!(
        scheme.map(str::to_ascii_lowercase).as_deref(),
        Some("http" | "https" | "mailto" | "ftp" | "tel")
    ) && href.len() <= 4000
}

fn paint(color: Color) -> krilla::paint::Paint {
    rgb::Color::new(color.0, color.1, color.2).into()
}

fn fill(color: Color) -> Fill {
    Fill {
        paint: paint(color),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

fn rectangle(
    surface: &mut Surface<'_>,
    (x, y): (f32, f32),
    (width, height): (f32, f32),
    color: Color,
) {
    let Some(rect) = Rect::from_xywh(x, y, width, height) else {
        return;
    };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(color)));
        surface.draw_path(&path);
    }
}

fn line(
    surface: &mut Surface<'_>,
    (x, y): (f32, f32),
    (dx, dy): (f32, f32),
    width: f32,
    color: Color,
    dash: Dash,
) {
    let path = polyline(&[(x, y), (x + dx, y + dy)]);
    let array = match dash {
        Dash::Solid => None,
        Dash::Dots => Some(vec![width, width * 1.5]),
        Dash::Dashes => Some(vec![width * 4.0, width * 3.0]),
    };
    stroke(
        surface,
        path,
        Stroke {
            paint: paint(color),
            width,
            line_cap: if dash == Dash::Solid {
                LineCap::Square
            } else {
                LineCap::Butt
            },
            dash: array.map(|array| StrokeDash { array, offset: 0.0 }),
            ..Stroke::default()
        },
    );
}

fn check_box(surface: &mut Surface<'_>, item: &Item, size: f32, checked: bool) {
    let pen = Stroke {
        paint: paint(Color(0x3A, 0x42, 0x4E)),
        width: size * 0.085,
        ..Stroke::default()
    };
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(item.x, item.y, size, size) {
        path.push_rect(rect);
    }
    stroke(surface, path.finish(), pen.clone());
    if checked {
        let at = |x: f32, y: f32| (item.x + size * x, item.y + size * y);
        let tick = polyline(&[at(0.2, 0.52), at(0.42, 0.74), at(0.82, 0.26)]);
        let pen = Stroke {
            width: size * 0.13,
            ..pen
        };
        stroke(surface, tick, pen);
    }
}

fn polyline(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (index, (x, y)) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*x, *y);
        } else {
            path.line_to(*x, *y);
        }
    }
    path.finish()
}

fn stroke(surface: &mut Surface<'_>, path: Option<Path>, stroke: Stroke) {
    if let Some(path) = path {
        surface.set_fill(None);
        surface.set_stroke(Some(stroke));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}
