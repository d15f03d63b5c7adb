//! Members of `Api` that make annotations.

use spindle_pdf_file::{Dict, Object};

use super::super::handle::{choice, refused};
use super::super::{PdfCall, PdfRef, PdfResult, paint, shape};
use super::{Annot, AnnotKind, stamp};
use crate::class::ApiError;
use crate::value::Value;

/// How many annotations a script may make.
const MAX_ANNOTS: usize = 100_000;

/// Adds an annotation to the editor's list.
pub fn keep(call: &mut PdfCall<'_>, mut annot: Annot) -> PdfResult {
    if call.doc.annots.len() >= MAX_ANNOTS {
        return Err(refused("there are too many annotations"));
    }
    let name = call.doc.unique_name();
    annot.dict.set("NM", Object::said(&name));
    let kind = annot.kind;
    if kind != AnnotKind::Stamp {
        annot.dict.set("T", Object::said(""));
    }
    let place = call.doc.annots.len();
    call.doc.annots.push(annot);
    Ok(Value::Handle(PdfRef::Annot(kind, place)))
}

/// A new annotation with the colours that it begins with.
pub fn new(kind: AnnotKind, rect: [f64; 4]) -> Annot {
    let mut annot = Annot::new(kind, rect);
    let dict = &mut annot.dict;
    if kind.has_border() {
        let line = Dict::new()
            .with("Type", Object::named("Border"))
            .with("W", 1)
            .with("S", Object::named("S"));
        dict.set("BS", line);
    }
    match kind {
        AnnotKind::Text => dict.set("Name", Object::named("Comment")),
        AnnotKind::FreeText => {
            dict.set(
                "DA",
                Object::said(&paint::appearance([0, 0, 0], Some(10.0))),
            );
            dict.set("IT", Object::named("FreeText"));
            dict.set("Q", 0);
            dict.set("RD", Object::list([0.0; 4]));
        }
        AnnotKind::Redact => {
            dict.set("C", paint::numbers([255, 0, 0]));
            dict.set("OC", paint::numbers([255, 0, 0]));
            dict.set("IC", paint::numbers([0, 0, 0]));
        }
        kind if kind.marks_text() => dict.set("C", paint::numbers([255, 0, 0])),
        _ => dict.set("C", paint::numbers([0, 0, 0])),
    }
    if matches!(kind, AnnotKind::Circle | AnnotKind::Square) {
        dict.set("RD", Object::list([1.5; 4]));
    }
    annot
}

/// One that has a rectangle only.
fn plain(call: &mut PdfCall<'_>, kind: AnnotKind) -> PdfResult {
    let rect = shape::rect(call, 0)?;
    keep(call, new(kind, rect))
}

/// One over text: a rectangle, or quadrilaterals.
fn over_text(call: &mut PdfCall<'_>, kind: AnnotKind) -> PdfResult {
    let (rect, quads) = match shape::rect_of(call.args.get(0)) {
        Some(rect) => (rect, shape::quad(rect).to_vec()),
        None => {
            let quads: Vec<f64> = shape::quads_of(call.args.get(0))
                .map_err(|_| refused("`rect` has to be a rectangle or an array of quadrilaterals"))?
                .into_iter()
                .flatten()
                .collect();
            (shape::around(&quads).unwrap_or([0.0; 4]), quads)
        }
    };
    let mut annot = new(kind, rect);
    annot.dict.set("QuadPoints", Object::list(quads));
    keep(call, annot)
}

pub fn caret(call: &mut PdfCall<'_>) -> PdfResult {
    over_text(call, AnnotKind::Caret)
}

pub fn circle(call: &mut PdfCall<'_>) -> PdfResult {
    plain(call, AnnotKind::Circle)
}

pub fn free_text(call: &mut PdfCall<'_>) -> PdfResult {
    plain(call, AnnotKind::FreeText)
}

pub fn highlight(call: &mut PdfCall<'_>) -> PdfResult {
    over_text(call, AnnotKind::Highlight)
}

pub fn ink(call: &mut PdfCall<'_>) -> PdfResult {
    let rect = shape::rect(call, 0)?;
    let strokes = shape::paths(call, 1)?;
    let mut annot = new(AnnotKind::Ink, rect);
    set_strokes(&mut annot, &strokes);
    keep(call, annot)
}

/// Sets lines drawn by hand.
pub fn set_strokes(annot: &mut Annot, strokes: &[Vec<shape::Point>]) {
    let strokes: Vec<Object> = strokes
        .iter()
        .map(|stroke| Object::list(stroke.iter().flat_map(|(x, y)| [*x, *y])))
        .collect();
    annot.dict.set("InkList", strokes);
}

pub fn line(call: &mut PdfCall<'_>) -> PdfResult {
    let rect = shape::rect(call, 0)?;
    let (start, end) = (shape::point(call, 1)?, shape::point(call, 2)?);
    let mut annot = new(AnnotKind::Line, rect);
    annot
        .dict
        .set("L", Object::list([start.0, start.1, end.0, end.1]));
    without_ends(&mut annot);
    keep(call, annot)
}

fn without_ends(annot: &mut Annot) {
    let none = || Object::named("None");
    annot.dict.set("LE", vec![none(), none()]);
}

fn corners(call: &mut PdfCall<'_>, kind: AnnotKind) -> PdfResult {
    let rect = shape::rect(call, 0)?;
    let path = shape::path_of(call.args.get(1), "path")?;
    let mut annot = new(kind, rect);
    set_corners(&mut annot, &path);
    if kind == AnnotKind::PolyLine {
        without_ends(&mut annot);
    }
    keep(call, annot)
}

/// Sets the corners of lines in a row.
pub fn set_corners(annot: &mut Annot, path: &[shape::Point]) {
    let numbers = path.iter().flat_map(|(x, y)| [*x, *y]);
    annot.dict.set("Vertices", Object::list(numbers));
}

pub fn poly_line(call: &mut PdfCall<'_>) -> PdfResult {
    corners(call, AnnotKind::PolyLine)
}

pub fn polygon(call: &mut PdfCall<'_>) -> PdfResult {
    corners(call, AnnotKind::Polygon)
}

pub fn redact(call: &mut PdfCall<'_>) -> PdfResult {
    over_text(call, AnnotKind::Redact)
}

pub fn square(call: &mut PdfCall<'_>) -> PdfResult {
    plain(call, AnnotKind::Square)
}

pub fn strikeout(call: &mut PdfCall<'_>) -> PdfResult {
    over_text(call, AnnotKind::Strikeout)
}

pub fn text(call: &mut PdfCall<'_>) -> PdfResult {
    plain(call, AnnotKind::Text)
}

pub fn underline(call: &mut PdfCall<'_>) -> PdfResult {
    over_text(call, AnnotKind::Underline)
}

/// A stamp has the size of what it says, from the upper left corner of the rectangle.
pub fn stamp(call: &mut PdfCall<'_>) -> PdfResult {
    let [left, top, ..] = shape::rect(call, 0)?;
    let Value::Text(name) = call.args.get(1) else {
        return Err(unknown_stamp());
    };
    let known = stamp::of(name).ok_or_else(unknown_stamp)?;
    let (width, height) = known.size;
    let mut annot = new(AnnotKind::Stamp, [left, top, left + width, top + height]);
    annot.dict.set("Name", Object::named(&format!("#{name}")));
    annot.dict.set("Rotate", 0);
    let line = Dict::new()
        .with("Type", Object::named("Border"))
        .with("W", 3)
        .with("S", Object::named("S"));
    annot.dict.set("BS", line);
    let author = match call.args.get(2) {
        Value::Text(author) => author.clone(),
        _ => String::new(),
    };
    annot.dict.set("T", Object::said(&author));
    if let Some(time) = call.args.opt_number(3) {
        annot.created = Some(time);
        annot.modified = Some(time);
    }
    keep(call, annot)
}

fn unknown_stamp() -> ApiError {
    refused("`type` has to be the name of a stamp, for example `SB_Approved`")
}

/// The word of a list that is given as an argument, as the file names it.
pub fn word(
    call: &PdfCall<'_>,
    words: &[(&str, &'static str)],
    name: &str,
) -> Result<&'static str, ApiError> {
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    choice(call, &names)
        .and_then(|place| words.get(place))
        .map(|(_, written)| *written)
        .ok_or_else(|| refused(&format!("`{name}` has to be one of {}", names.join(", "))))
}
