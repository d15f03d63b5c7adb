//! Drawing on a page of a PDF.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use spindle_model::presentation::{Paint, Segment};

use crate::draw::{Brush, Pen};
use crate::fonts::{EMBOLDEN, FontBook};
use crate::picture::Pictures;
use crate::text::GlyphRun;

/// Draws on the surface of a page.
pub(super) struct PdfBrush<'s, 'b, 'p> {
    pub(super) surface: &'s mut Surface<'b>,
    pub(super) book: &'p FontBook<'p>,
    pub(super) pictures: &'p Pictures<'p>,
}

impl Brush for PdfBrush<'_, '_, '_> {
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
        self.surface.set_fill(fill.map(|paint| Fill {
            paint: color(paint).into(),
            opacity: opacity(paint),
            rule: FillRule::EvenOdd,
        }));
        self.surface.set_stroke(pen.map(|pen| Stroke {
            paint: color(pen.paint).into(),
            width: pen.width,
            opacity: opacity(pen.paint),
            line_cap: if pen.square {
                LineCap::Square
            } else {
                LineCap::Butt
            },
            dash: pen.dash.map(|dash| StrokeDash {
                array: dash.to_vec(),
                offset: 0.0,
            }),
            ..Stroke::default()
        }));
        self.surface.draw_path(&path);
        self.surface.set_fill(None);
        self.surface.set_stroke(None);
    }

    fn glyphs(&mut self, (x, y): (f32, f32), run: &GlyphRun) {
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
        let ink = rgb::Color::new(run.color.0, run.color.1, run.color.2);
        self.surface.set_fill(Some(Fill {
            paint: ink.into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        }));
        self.surface.set_stroke(run.face.embolden.then(|| Stroke {
            paint: ink.into(),
            width: run.size * EMBOLDEN,
            ..Stroke::default()
        }));
        if run.face.slant {
            let [a, b, c, d, e, f] = run.slant(y);
            self.surface
                .push_transform(&Transform::from_row(a, b, c, d, e, f));
        }
        let start = Point::from_xy(x, y);
        self.surface
            .draw_glyphs(start, &glyphs, font, &run.text, run.size, false);
        if run.face.slant {
            self.surface.pop();
        }
        self.surface.set_stroke(None);
    }

    fn picture(&mut self, index: usize, (x, y): (f32, f32), (width, height): (f32, f32)) {
        if let (Some(image), Some(size)) = (self.pictures.get(index), Size::from_wh(width, height))
        {
            self.surface
                .push_transform(&Transform::from_translate(x, y));
            self.surface.draw_image(image.clone(), size);
            self.surface.pop();
        }
    }

    fn clip(&mut self, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
        match path.finish() {
            Some(path) => self.surface.push_clip_path(&path, &FillRule::NonZero),
            // What has no extent that can be said is not cut off; `restore` takes something back either way.
            None => self.surface.push_transform(&Transform::identity()),
        }
    }

    fn turn(&mut self, degrees: f32, (x, y): (f32, f32)) {
        self.surface
            .push_transform(&Transform::from_rotate_at(degrees, x, y));
    }

    fn restore(&mut self) {
        self.surface.pop();
    }
}

fn color(paint: Paint) -> rgb::Color {
    rgb::Color::new(paint.color.0, paint.color.1, paint.color.2)
}

fn opacity(paint: Paint) -> NormalizedF32 {
    NormalizedF32::new(paint.opacity).unwrap_or(NormalizedF32::ONE)
}
