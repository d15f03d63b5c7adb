//! Drawing on pixels.

use std::collections::HashMap;

use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider as _, prelude::LocationRef, prelude::Size};
use spindle_model::document::Color;
use spindle_model::presentation::{Paint, Segment};
use tiny_skia::{
    FillRule, FilterQuality, LineCap, Mask, PathBuilder, Pixmap, PixmapPaint, Rect, Stroke,
    StrokeDash, Transform,
};

use super::pixels;
use crate::draw::{Brush, Pen};
use crate::fonts::{EMBOLDEN, FontBook};
use crate::picture::Pictures;
use crate::text::GlyphRun;

/// What holds for all that is drawn now.
#[derive(Clone)]
struct State {
    /// From points on the page to pixels.
    transform: Transform,
    /// What is seen, where not everything is.
    mask: Option<std::rc::Rc<Mask>>,
}

/// Draws on the pixels of a page.
pub(super) struct PixelBrush<'s, 'p> {
    pixmap: &'s mut Pixmap,
    now: State,
    before: Vec<State>,
    book: &'p FontBook<'p>,
    pictures: &'p Pictures<'p>,
    /// Pictures in the sizes in which they were drawn.
    drawn: HashMap<(usize, u32, u32), Option<Pixmap>>,
}

impl<'s, 'p> PixelBrush<'s, 'p> {
    /// Draws on that paper; the transform makes pixels of points.
    pub(super) fn new(
        pixmap: &'s mut Pixmap,
        transform: Transform,
        book: &'p FontBook<'p>,
        pictures: &'p Pictures<'p>,
    ) -> Self {
        Self {
            pixmap,
            now: State {
                transform,
                mask: None,
            },
            before: Vec::new(),
            book,
            pictures,
            drawn: HashMap::new(),
        }
    }

    fn fill(&mut self, path: &tiny_skia::Path, paint: Paint, rule: FillRule, at: Transform) {
        self.pixmap.fill_path(
            path,
            &ink(paint),
            rule,
            self.now.transform.pre_concat(at),
            self.now.mask.as_deref(),
        );
    }

    fn stroke(&mut self, path: &tiny_skia::Path, paint: Paint, stroke: &Stroke, at: Transform) {
        self.pixmap.stroke_path(
            path,
            &ink(paint),
            stroke,
            self.now.transform.pre_concat(at),
            self.now.mask.as_deref(),
        );
    }

    /// The letters of a run as one outline, upside down as fonts have it, in points from where it begins.
    fn letters(&self, run: &GlyphRun) -> Option<tiny_skia::Path> {
        let mut pen = GlyphPen {
            path: PathBuilder::new(),
            at: (0.0, 0.0),
        };
        self.book.with_font(run.face, |font| {
            let outlines = font.outline_glyphs();
            let mut advanced = 0.0;
            for glyph in &run.glyphs {
                pen.at = ((advanced + glyph.dx) * run.size, glyph.dy * run.size);
                advanced += glyph.advance;
                if let Some(outline) = outlines.get(GlyphId::new(glyph.id)) {
                    let size = Size::new(run.size);
                    // A glyph whose outline is broken is left out, as readers of PDFs do.
                    let _ = outline.draw(
                        DrawSettings::unhinted(size, LocationRef::default()),
                        &mut pen,
                    );
                }
            }
        })?;
        pen.path.finish()
    }
}

impl Brush for PixelBrush<'_, '_> {
    fn outline(&mut self, segments: &[Segment], fill: Option<Paint>, pen: Option<Pen>) {
        let mut path = PathBuilder::new();
        for segment in segments {
            match *segment {
                Segment::Move(x, y) => path.move_to(x, y),
                Segment::Line(x, y) => path.line_to(x, y),
                Segment::Curve([(x1, y1), (x2, y2), (x, y)]) => {
                    path.cubic_to(x1, y1, x2, y2, x, y);
                }
                Segment::Close => path.close(),
            }
        }
        let Some(path) = path.finish() else { return };
        if let Some(paint) = fill {
            self.fill(&path, paint, FillRule::EvenOdd, Transform::identity());
        }
        if let Some(pen) = pen {
            let stroke = Stroke {
                width: pen.width,
                line_cap: if pen.square {
                    LineCap::Square
                } else {
                    LineCap::Butt
                },
                dash: pen
                    .dash
                    .and_then(|dash| StrokeDash::new(dash.to_vec(), 0.0)),
                ..Stroke::default()
            };
            self.stroke(&path, pen.paint, &stroke, Transform::identity());
        }
    }

    fn glyphs(&mut self, (x, y): (f32, f32), run: &GlyphRun) {
        let Some(path) = self.letters(run) else {
            return;
        };
        let paint = Paint {
            color: run.color,
            opacity: 1.0,
        };
        let mut at = Transform::from_row(1.0, 0.0, 0.0, -1.0, x, y);
        if run.face.slant {
            let [a, b, c, d, e, f] = run.slant(y);
            at = Transform::from_row(a, b, c, d, e, f).pre_concat(at);
        }
        self.fill(&path, paint, FillRule::Winding, at);
        if run.face.embolden {
            let stroke = Stroke {
                width: run.size * EMBOLDEN,
                ..Stroke::default()
            };
            self.stroke(&path, paint, &stroke, at);
        }
    }

    fn picture(&mut self, index: usize, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let (across, down) = self.now.transform.get_scale();
        let side = |points: f32, scale: f32| (points * scale).ceil().clamp(1.0, 8_192.0);
        let (wide, high) = (side(width, across), side(height, down));
        let pictures = self.pictures;
        let picture = self
            .drawn
            .entry((index, wide as u32, high as u32))
            .or_insert_with(|| pixels::of(pictures.bytes(index)?, (wide as u32, high as u32)));
        let Some(picture) = picture else { return };
        let scale = (
            width / picture.width() as f32,
            height / picture.height() as f32,
        );
        let paint = PixmapPaint {
            quality: FilterQuality::Bilinear,
            ..PixmapPaint::default()
        };
        let at = Transform::from_row(scale.0, 0.0, 0.0, scale.1, x, y);
        self.pixmap.draw_pixmap(
            0,
            0,
            picture.as_ref(),
            &paint,
            self.now.transform.pre_concat(at),
            self.now.mask.as_deref(),
        );
    }

    fn clip(&mut self, (x, y): (f32, f32), (width, height): (f32, f32)) {
        self.before.push(self.now.clone());
        let Some(rect) = Rect::from_xywh(x, y, width, height) else {
            return;
        };
        let path = PathBuilder::from_rect(rect);
        let mask = match &self.now.mask {
            Some(mask) => {
                let mut mask = Mask::clone(mask);
                mask.intersect_path(&path, FillRule::Winding, true, self.now.transform);
                Some(mask)
            }
            None => Mask::new(self.pixmap.width(), self.pixmap.height()).map(|mut mask| {
                mask.fill_path(&path, FillRule::Winding, true, self.now.transform);
                mask
            }),
        };
        self.now.mask = mask.map(std::rc::Rc::new);
    }

    fn turn(&mut self, degrees: f32, (x, y): (f32, f32)) {
        self.before.push(self.now.clone());
        let turn = Transform::from_rotate_at(degrees, x, y);
        self.now.transform = self.now.transform.pre_concat(turn);
    }

    fn restore(&mut self) {
        if let Some(before) = self.before.pop() {
            self.now = before;
        }
    }
}

fn ink(paint: Paint) -> tiny_skia::Paint<'static> {
    let Color(red, green, blue) = paint.color;
    let opacity = (paint.opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
    let mut ink = tiny_skia::Paint::default();
    ink.set_color_rgba8(red, green, blue, opacity);
    ink
}

/// Takes the outlines of glyphs to where they stand in their run.
struct GlyphPen {
    path: PathBuilder,
    at: (f32, f32),
}

impl OutlinePen for GlyphPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at.0 + x, self.at.1 + y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at.0 + x, self.at.1 + y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (dx, dy) = self.at;
        self.path.quad_to(dx + cx, dy + cy, dx + x, dy + y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (dx, dy) = self.at;
        self.path
            .cubic_to(dx + ax, dy + ay, dx + bx, dy + by, dx + x, dy + y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
