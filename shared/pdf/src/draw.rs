//! What the items of a page look like, whatever they are drawn on.

use spindle_model::document::Color;
use spindle_model::presentation::{Paint, Segment};

use crate::fonts::FontBook;
use crate::layout::{Dash, FieldKind, Item, ItemKind};
use crate::style::TextStyle;
use crate::text::{Composed, GlyphRun, Measure, Room, break_lines, place, shape};

/// Something that is drawn on. Lengths in points, from the upper left corner of the page.
pub(crate) trait Brush {
    /// Fills an outline by the even-odd rule, then draws along it.
    fn outline(&mut self, segments: &[Segment], fill: Option<Paint>, pen: Option<Pen>);
    /// Sets glyphs on a baseline that begins there.
    fn glyphs(&mut self, at: (f32, f32), run: &GlyphRun);
    /// Shows a picture of the document.
    fn picture(&mut self, index: usize, at: (f32, f32), size: (f32, f32));
    /// What follows is seen inside of this box only, until [`Brush::restore`].
    fn clip(&mut self, at: (f32, f32), size: (f32, f32));
    /// What follows is turned by so many degrees clockwise about a point, until [`Brush::restore`].
    fn turn(&mut self, degrees: f32, about: (f32, f32));
    /// Ends the last [`Brush::clip`] or [`Brush::turn`].
    fn restore(&mut self);
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pen {
    pub(crate) paint: Paint,
    /// In points.
    pub(crate) width: f32,
    /// Lengths of its dashes and of the room between them, in points.
    pub(crate) dash: Option<[f32; 2]>,
    /// Whether its ends stick out by half its width.
    pub(crate) square: bool,
}

/// The numbers of a page that fields show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    /// Its own.
    pub(crate) page: u32,
    /// How many pages there are.
    pub(crate) count: usize,
}

/// Draws an item.
pub(crate) fn item(brush: &mut dyn Brush, book: &FontBook<'_>, numbers: Numbers, item: &Item) {
    let at = (item.x, item.y);
    match &item.kind {
        ItemKind::Text(run) => brush.glyphs(at, run),
        ItemKind::Field { field, style } => set_number(brush, book, numbers, item, *field, style),
        ItemKind::Fill {
            width,
            height,
            color,
        } => brush.outline(
            &rectangle(at, (*width, *height)),
            Some(opaque(*color)),
            None,
        ),
        ItemKind::Stroke {
            dx,
            dy,
            width,
            color,
            dash,
        } => {
            let line = polyline(&[at, (item.x + dx, item.y + dy)]);
            brush.outline(&line, None, Some(line_pen(*width, *color, *dash)));
        }
        ItemKind::CheckBox { size, checked } => check_box(brush, at, *size, *checked),
        ItemKind::Image {
            index,
            width,
            height,
        } => brush.picture(*index, at, (*width, *height)),
        ItemKind::Clipped {
            width,
            height,
            items,
        } if *width > 0.0 && *height > 0.0 => {
            brush.clip(at, (*width, *height));
            for inner in items {
                self::item(brush, book, numbers, inner);
            }
            brush.restore();
        }
        ItemKind::Path {
            segments,
            width,
            height,
            fill,
            line,
        } => {
            let outline: Vec<Segment> = segments
                .iter()
                .map(|segment| placed(*segment, at, (*width, *height)))
                .collect();
            let pen = line.map(|line| Pen {
                paint: line.paint,
                width: line.width,
                dash: line.dashed.then_some([line.width * 4.0, line.width * 3.0]),
                square: false,
            });
            brush.outline(&outline, *fill, pen);
        }
        ItemKind::Turned {
            degrees,
            about,
            items,
        } => {
            brush.turn(*degrees, (item.x + about.0, item.y + about.1));
            for inner in items {
                self::item(brush, book, numbers, inner);
            }
            brush.restore();
        }
        ItemKind::Clipped { .. }
        | ItemKind::Link { .. }
        | ItemKind::Anchor(_)
        | ItemKind::Heading { .. } => {}
    }
}

/// A colour that nothing shines through.
const fn opaque(color: Color) -> Paint {
    Paint {
        color,
        opacity: 1.0,
    }
}

/// A segment in the box at a place.
fn placed(segment: Segment, corner: (f32, f32), size: (f32, f32)) -> Segment {
    let at = |(x, y): (f32, f32)| (corner.0 + x * size.0, corner.1 + y * size.1);
    match segment {
        Segment::Move(x, y) => {
            let (x, y) = at((x, y));
            Segment::Move(x, y)
        }
        Segment::Line(x, y) => {
            let (x, y) = at((x, y));
            Segment::Line(x, y)
        }
        Segment::Curve(points) => Segment::Curve(points.map(at)),
        Segment::Close => Segment::Close,
    }
}

fn rectangle((x, y): (f32, f32), (width, height): (f32, f32)) -> Vec<Segment> {
    let mut segments = polyline(&[
        (x, y),
        (x + width, y),
        (x + width, y + height),
        (x, y + height),
    ]);
    segments.push(Segment::Close);
    segments
}

fn polyline(points: &[(f32, f32)]) -> Vec<Segment> {
    let lines = points.iter().skip(1).map(|(x, y)| Segment::Line(*x, *y));
    let first = points.first().map(|(x, y)| Segment::Move(*x, *y));
    first.into_iter().chain(lines).collect()
}

fn line_pen(width: f32, color: Color, dash: Dash) -> Pen {
    Pen {
        paint: opaque(color),
        width,
        dash: match dash {
            Dash::Solid => None,
            Dash::Dots => Some([width, width * 1.5]),
            Dash::Dashes => Some([width * 4.0, width * 3.0]),
        },
        square: dash == Dash::Solid,
    }
}

fn check_box(brush: &mut dyn Brush, (left, top): (f32, f32), size: f32, checked: bool) {
    let pen = |width: f32| {
        Some(Pen {
            paint: opaque(Color(0x3A, 0x42, 0x4E)),
            width: size * width,
            dash: None,
            square: false,
        })
    };
    brush.outline(&rectangle((left, top), (size, size)), None, pen(0.085));
    if checked {
        let at = |x: f32, y: f32| (left + size * x, top + size * y);
        let tick = polyline(&[at(0.2, 0.52), at(0.42, 0.74), at(0.82, 0.26)]);
        brush.outline(&tick, None, pen(0.13));
    }
}

/// Sets a number, now that it is known.
fn set_number(
    brush: &mut dyn Brush,
    book: &FontBook<'_>,
    numbers: Numbers,
    item: &Item,
    field: FieldKind,
    style: &std::rc::Rc<TextStyle>,
) {
    let text = match field {
        FieldKind::Number => numbers.page.to_string(),
        FieldKind::Count => numbers.count.to_string(),
    };
    let mut composed = Composed::new(std::rc::Rc::clone(style));
    composed.push(&text, style, item.node);
    let shaped = shape(book, composed, Some(false));
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
                brush.glyphs((part.x, item.y), run);
            }
        }
    }
}
