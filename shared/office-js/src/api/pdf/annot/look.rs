//! What annotations look like: their appearance streams (ISO 32000-1, 12.5.5), in the page's own space.

use spindle_pdf_file::{ContentWriter, Dict, Object};

use super::super::paint;
use super::super::rich::look::{Painted, paint as paint_text};
use super::outline::{self, around, corners, ellipse, trace, wide};
use super::{Annot, AnnotKind, stamp};

/// An appearance: what is painted, and the rectangle that it fills.
pub struct Look {
    /// The operators.
    pub content: ContentWriter,
    /// Left, bottom, right, top.
    pub area: [f64; 4],
    /// Whether it is multiplied with what is below it.
    pub multiplied: bool,
}

/// What an annotation looks like; `dict` has its places in the page's own space. `None` for what readers draw themselves.
pub fn of(annot: &Annot, dict: &Dict, text: Option<&[Painted]>) -> Option<Look> {
    let mut content = ContentWriter::new();
    let area = super::rect_of(dict);
    let mut look = Look {
        content: ContentWriter::new(),
        area,
        multiplied: annot.kind == AnnotKind::Highlight,
    };
    if dict.number("CA").is_some_and(|opacity| opacity < 1.0) || look.multiplied {
        content.named("G0", "gs");
    }
    let painter = Painter {
        dict,
        area,
        color: numbers(dict, "C"),
        inside: numbers(dict, "IC"),
        width: line_width(dict),
    };
    match annot.kind {
        AnnotKind::Link => return None,
        AnnotKind::Square => painter.rectangle(&mut content),
        AnnotKind::Circle => painter.ellipse(&mut content),
        AnnotKind::Line => look.area = painter.row(&mut content, &["L"], false),
        AnnotKind::PolyLine => look.area = painter.row(&mut content, &["Vertices"], false),
        AnnotKind::Polygon => look.area = painter.row(&mut content, &["Vertices"], true),
        AnnotKind::Ink => look.area = painter.ink(&mut content),
        AnnotKind::Highlight => painter.quads(&mut content, outline, "f"),
        AnnotKind::Underline => painter.quads(
            &mut content,
            |content, [.., llx, lly, lrx, lry]| {
                content
                    .op("m", &[llx, lly + 1.0])
                    .op("l", &[lrx, lry + 1.0]);
            },
            "S",
        ),
        AnnotKind::Strikeout => painter.quads(
            &mut content,
            |content, [ulx, uly, urx, ury, llx, lly, lrx, lry]| {
                content
                    .op("m", &[(ulx + llx) / 2.0, (uly + lly) / 2.0])
                    .op("l", &[(urx + lrx) / 2.0, (ury + lry) / 2.0]);
            },
            "S",
        ),
        AnnotKind::Redact => painter.quads(&mut content, outline, "S"),
        AnnotKind::Caret => painter.caret(&mut content),
        AnnotKind::Text => painter.note(&mut content),
        AnnotKind::FreeText => painter.free_text(&mut content, text),
        AnnotKind::Stamp => painter.stamp(&mut content),
    }
    look.content = content;
    Some(look)
}

fn numbers(dict: &Dict, key: &str) -> Option<[f64; 3]> {
    paint::of_numbers(&dict.numbers(key)?).map(paint::parts)
}

/// The width of an annotation's line.
fn line_width(dict: &Dict) -> f64 {
    let style = dict.get("BS").and_then(Object::dict);
    style
        .and_then(|style| style.number("W"))
        .unwrap_or(1.0)
        .max(0.0)
}

struct Painter<'d> {
    dict: &'d Dict,
    area: [f64; 4],
    color: Option<[f64; 3]>,
    inside: Option<[f64; 3]>,
    width: f64,
}

impl Painter<'_> {
    /// Says width, dashes and colours; the answer is the operator that paints.
    fn begin(&self, content: &mut ContentWriter, closed: bool) -> &'static str {
        let style = self.dict.get("BS").and_then(Object::dict);
        content.op("w", &[self.width]);
        if let Some(style) = style.filter(|style| style.name("S") == Some("D")) {
            let dashes = style.numbers("D").unwrap_or_else(|| vec![3.0]);
            if dashes.iter().any(|dash| *dash > 0.0) && dashes.iter().all(|dash| *dash >= 0.0) {
                content.dash(&dashes);
            }
        }
        let line = self.color.filter(|_| self.width > 0.0);
        if let Some(color) = line {
            content.op("RG", &color);
        }
        let inside = self.inside.filter(|_| closed);
        if let Some(color) = inside {
            content.op("rg", &color);
        }
        match (line.is_some(), inside.is_some()) {
            (true, true) => "B",
            (true, false) => "S",
            (false, true) => "f",
            (false, false) => "n",
        }
    }

    /// The rectangle without the differences and half of the line.
    fn inner(&self) -> [f64; 4] {
        let [left, bottom, right, top] = self.area;
        let by: [f64; 4] = self
            .dict
            .numbers("RD")
            .and_then(|by| by.try_into().ok())
            .unwrap_or([0.0; 4]);
        let half = self.width / 2.0;
        let by = by.map(|by| by.max(half));
        [left + by[0], bottom + by[3], right - by[2], top - by[1]]
    }

    fn rectangle(&self, content: &mut ContentWriter) {
        let [left, bottom, right, top] = self.inner();
        let end = self.begin(content, true);
        let (width, height) = ((right - left).max(0.0), (top - bottom).max(0.0));
        content
            .op("re", &[left, bottom, width, height])
            .op(end, &[]);
    }

    fn ellipse(&self, content: &mut ContentWriter) {
        let end = self.begin(content, true);
        ellipse(content, self.inner());
        content.op(end, &[]);
    }

    /// Lines in a row; the answer is the rectangle that holds them and their ends.
    fn row(&self, content: &mut ContentWriter, keys: &[&str], closed: bool) -> [f64; 4] {
        let points: Vec<f64> = keys
            .iter()
            .filter_map(|key| self.dict.numbers(key))
            .flatten()
            .collect();
        let end = self.begin(content, closed);
        trace(content, &points);
        if closed {
            content.op("h", &[]);
        }
        content.op(end, &[]);
        let ends = self
            .dict
            .get("LE")
            .and_then(Object::array)
            .unwrap_or_default();
        let style = |place: usize| ends.get(place).and_then(Object::name).unwrap_or("None");
        let size = (self.width * 3.0).max(3.0);
        if !closed && let Some([first, second, before, last]) = corners(&points) {
            self.end(content, style(0), first, second, size);
            self.end(content, style(1), last, before, size);
        }
        around(self.area, &points, size + self.width)
    }

    /// The end of a line at `tip` that comes from `from`.
    fn end(
        &self,
        content: &mut ContentWriter,
        style: &str,
        tip: (f64, f64),
        from: (f64, f64),
        size: f64,
    ) {
        let (dx, dy) = (from.0 - tip.0, from.1 - tip.1);
        let length = dx.hypot(dy);
        if length <= 0.0 {
            return;
        }
        let (ux, uy) = (dx / length, dy / length);
        let at = |along: f64, across: f64| {
            [
                tip.0 + ux * along - uy * across,
                tip.1 + uy * along + ux * across,
            ]
        };
        let paint = if self.inside.is_some() { "b" } else { "s" };
        if let Some(color) = self.inside {
            content.op("rg", &color);
        }
        content.dash(&[]);
        let half = size / 2.0;
        match style {
            "OpenArrow" | "ClosedArrow" | "ROpenArrow" | "RClosedArrow" => {
                let along = if style.starts_with('R') { -size } else { size };
                content
                    .op("m", &at(along, half))
                    .op("l", &at(0.0, 0.0))
                    .op("l", &at(along, -half));
                content.op(if style.contains("Closed") { paint } else { "S" }, &[]);
            }
            "Butt" => {
                content
                    .op("m", &at(0.0, half))
                    .op("l", &at(0.0, -half))
                    .op("S", &[]);
            }
            "Slash" => {
                content
                    .op("m", &at(-half / 2.0, half))
                    .op("l", &at(half / 2.0, -half))
                    .op("S", &[]);
            }
            "Square" | "Diamond" => {
                let corners = if style == "Square" {
                    [
                        at(half, half),
                        at(half, -half),
                        at(-half, -half),
                        at(-half, half),
                    ]
                } else {
                    [at(half, 0.0), at(0.0, -half), at(-half, 0.0), at(0.0, half)]
                };
                trace(content, corners.as_flattened());
                content.op(paint, &[]);
            }
            "Circle" => {
                ellipse(
                    content,
                    [tip.0 - half, tip.1 - half, tip.0 + half, tip.1 + half],
                );
                content.op(paint, &[]);
            }
            _ => {}
        }
    }

    fn ink(&self, content: &mut ContentWriter) -> [f64; 4] {
        let end = self.begin(content, false);
        content.op("J", &[1.0]).op("j", &[1.0]);
        let strokes = self
            .dict
            .get("InkList")
            .and_then(Object::array)
            .unwrap_or_default();
        let mut area = self.area;
        for stroke in strokes.iter().filter_map(Object::numbers) {
            trace(content, &stroke);
            content.op(end, &[]);
            area = around(area, &stroke, self.width);
        }
        area
    }

    fn quads(
        &self,
        content: &mut ContentWriter,
        draw: impl Fn(&mut ContentWriter, [f64; 8]),
        end: &str,
    ) {
        let outline = self
            .dict
            .numbers("OC")
            .and_then(|color| paint::of_numbers(&color));
        let color = outline.map(paint::parts).or(self.color).unwrap_or([0.0; 3]);
        content.op("w", &[1.0]).op("rg", &color).op("RG", &color);
        let numbers = self.dict.numbers("QuadPoints").unwrap_or_default();
        for quad in numbers.chunks_exact(8) {
            if let Ok(quad) = quad.try_into() {
                draw(content, quad);
                content.op(end, &[]);
            }
        }
    }

    fn caret(&self, content: &mut ContentWriter) {
        let [left, bottom, right, top] = self.area;
        let middle = (left + right) / 2.0;
        content
            .op("rg", &self.color.unwrap_or([0.0; 3]))
            .op("m", &[left, bottom])
            .op("c", &[middle, bottom, middle, top, middle, top])
            .op("c", &[middle, top, middle, bottom, right, bottom])
            .op("f", &[]);
    }

    /// A sheet with two lines on it.
    fn note(&self, content: &mut ContentWriter) {
        let [left, bottom, right, top] = self.area;
        let (width, height) = ((right - left).min(20.0), (top - bottom).min(20.0));
        let low = top - height;
        content
            .op("w", &[1.0])
            .op("rg", &self.color.unwrap_or([1.0, 0.82, 0.0]))
            .op("RG", &[0.0, 0.0, 0.0])
            .op(
                "re",
                &[
                    left + 1.0,
                    low + 1.0,
                    (width - 2.0).max(0.0),
                    (height - 2.0).max(0.0),
                ],
            )
            .op("B", &[]);
        for part in [0.35, 0.65] {
            content
                .op("m", &[left + width * 0.25, low + height * part])
                .op("l", &[left + width * 0.75, low + height * part])
                .op("S", &[]);
        }
    }

    fn free_text(&self, content: &mut ContentWriter, text: Option<&[Painted]>) {
        let look = self.dict.text("DA").unwrap_or_default();
        let line = paint::parts(paint::of_appearance(&look).unwrap_or([0, 0, 0]));
        let framed = Painter {
            dict: self.dict,
            area: self.area,
            color: Some(line),
            inside: self.color,
            width: self.width,
        };
        framed.rectangle(content);
        let size = paint::size_of_appearance(&look);
        let size = if size > 0.0 { size } else { 10.0 };
        let [left, bottom, right, top] = self.inner();
        let alignment = match self.dict.int("Q") {
            Some(1) => "center",
            Some(2) => "right",
            _ => "left",
        };
        let contents = [Painted {
            runs: vec![(
                self.dict.text("Contents").unwrap_or_default(),
                Default::default(),
            )],
            alignment: alignment.to_owned(),
            from_right: false,
        }];
        let (width, height) = ((right - left).max(0.0), (top - bottom).max(0.0));
        content
            .op("q", &[])
            .op("re", &[left, bottom, width, height])
            .op("W", &[])
            .op("n", &[]);
        let room = [left + 2.0, bottom, right - 2.0, top - 2.0];
        paint_text(content, text.unwrap_or(&contents), size, room);
        content.op("Q", &[]);
    }

    fn stamp(&self, content: &mut ContentWriter) {
        let name = self
            .dict
            .name("Name")
            .unwrap_or_default()
            .trim_start_matches('#');
        let [left, bottom, right, top] = self.area;
        let (label, (width, height), color) = match stamp::of(name) {
            Some(stamp) => (stamp.label.to_owned(), stamp.size, stamp.color),
            None => (name.to_owned(), (right - left, top - bottom), [158, 32, 32]),
        };
        let angle = self.dict.number("Rotate").unwrap_or(0.0).to_radians();
        let (sin, cos) = angle.sin_cos();
        let turned = width * cos.abs() + height * sin.abs();
        let scale = if turned > 0.0 {
            (right - left) / turned
        } else {
            1.0
        };
        let color = paint::parts(color);
        let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
        let size = (height * 0.5).min((width - 16.0) / wide(&label).max(0.1));
        content
            .op("q", &[])
            .op(
                "cm",
                &[cos * scale, -sin * scale, sin * scale, cos * scale, x, y],
            )
            .op("w", &[3.0])
            .op("RG", &color)
            .op("rg", &color)
            .op(
                "re",
                &[
                    2.0 - width / 2.0,
                    2.0 - height / 2.0,
                    width - 4.0,
                    height - 4.0,
                ],
            )
            .op("S", &[])
            .op("BT", &[])
            .font("Helv", size)
            .op("Td", &[-outline::width(&label, size) / 2.0, -size * 0.36])
            .show(&label)
            .op("ET", &[])
            .op("Q", &[]);
    }
}

/// The outline of a quadrilateral: upper left, upper right, lower left, lower right.
fn outline(content: &mut ContentWriter, [ulx, uly, urx, ury, llx, lly, lrx, lry]: [f64; 8]) {
    content
        .op("m", &[ulx, uly])
        .op("l", &[urx, ury])
        .op("l", &[lrx, lry])
        .op("l", &[llx, lly])
        .op("h", &[]);
}
