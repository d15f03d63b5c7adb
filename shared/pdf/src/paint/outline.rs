//! Outlines of shapes.

use krilla::color::rgb;
use krilla::geom::PathBuilder;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use spindle_model::presentation::{Line, Paint, Segment};

/// Fills an outline and draws along it. `place` is the upper left corner of its box, `size` the box.
pub(super) fn draw(
    surface: &mut Surface<'_>,
    segments: &[Segment],
    place: (f32, f32),
    size: (f32, f32),
    (fill, line): (Option<Paint>, Option<Line>),
) {
    let at = |(x, y): (f32, f32)| (place.0 + x * size.0, place.1 + y * size.1);
    let mut path = PathBuilder::new();
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => {
                let (x, y) = at((x, y));
                path.move_to(x, y);
            }
            Segment::Line(x, y) => {
                let (x, y) = at((x, y));
                path.line_to(x, y);
            }
            Segment::Curve([first, second, end]) => {
                let ((x1, y1), (x2, y2), (x, y)) = (at(first), at(second), at(end));
                path.cubic_to(x1, y1, x2, y2, x, y);
            }
            Segment::Close => path.close(),
        }
    }
    let Some(path) = path.finish() else { return };
    surface.set_fill(fill.map(|paint| Fill {
        paint: color(paint).into(),
        opacity: opacity(paint),
        rule: FillRule::EvenOdd,
    }));
    surface.set_stroke(line.map(|line| Stroke {
        paint: color(line.paint).into(),
        width: line.width,
        opacity: opacity(line.paint),
        dash: line.dashed.then(|| StrokeDash {
            array: vec![line.width * 4.0, line.width * 3.0],
            offset: 0.0,
        }),
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_fill(None);
    surface.set_stroke(None);
}

fn color(paint: Paint) -> rgb::Color {
    rgb::Color::new(paint.color.0, paint.color.1, paint.color.2)
}

fn opacity(paint: Paint) -> NormalizedF32 {
    NormalizedF32::new(paint.opacity).unwrap_or(NormalizedF32::ONE)
}
