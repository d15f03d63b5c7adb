//! The classes of the kinds of annotations: what each has beside what all have.

use spindle_pdf_file::Object;

use super::super::handle::{choice, no, refused, yes};
use super::super::{PdfCall, PdfEditor, PdfRef, PdfResult, shape};
use super::base::{self, change, this};
use super::{create, stamp};
use crate::class::{Class, Member};
use crate::value::Value;

const fn class(
    name: &'static str,
    parent: &'static Class<PdfEditor>,
    members: &'static [Member<PdfEditor>],
) -> Class<PdfEditor> {
    Class {
        name,
        parent: Some(parent),
        members,
        properties: &[],
    }
}

const TYPE: Member<PdfEditor> = Member::new("GetClassType", |call| {
    Ok(this(call)?.kind.class_type().into())
});

pub static CARET: Class<PdfEditor> = class("ApiCaretAnnotation", &base::MARKUP_CLASS, &[TYPE]);
pub static HIGHLIGHT: Class<PdfEditor> =
    class("ApiHighlightAnnotation", &base::MARKUP_CLASS, &[TYPE]);
pub static LINK: Class<PdfEditor> = class("ApiLinkAnnotation", &base::MARKUP_CLASS, &[TYPE]);
pub static REDACT: Class<PdfEditor> = class("ApiRedactAnnotation", &base::MARKUP_CLASS, &[TYPE]);
pub static STRIKEOUT: Class<PdfEditor> =
    class("ApiStrikeoutAnnotation", &base::MARKUP_CLASS, &[TYPE]);
pub static UNDERLINE: Class<PdfEditor> =
    class("ApiUnderlineAnnotation", &base::MARKUP_CLASS, &[TYPE]);

const GET_DIFF: Member<PdfEditor> = Member::new("GetRectDiff", |call| {
    let diff = this(call)?.dict.numbers("RD");
    Ok(shape::list(diff.unwrap_or_else(|| vec![0.0; 4])))
});
const SET_DIFF: Member<PdfEditor> = Member::new("SetRectDiff", |call| {
    let diff = shape::differences(call)?;
    change(call)?.dict.set("RD", Object::list(diff));
    yes()
});

pub static CIRCLE: Class<PdfEditor> = class(
    "ApiCircleAnnotation",
    &base::CLASS,
    &[TYPE, GET_DIFF, SET_DIFF],
);
pub static SQUARE: Class<PdfEditor> = class(
    "ApiSquareAnnotation",
    &base::CLASS,
    &[TYPE, GET_DIFF, SET_DIFF],
);

pub static FREE_TEXT: Class<PdfEditor> = class(
    "ApiFreeTextAnnotation",
    &base::CLASS,
    &[
        TYPE,
        GET_DIFF,
        SET_DIFF,
        Member::new("GetContent", |call| {
            let place = base::place(call)?;
            Ok(Value::Handle(PdfRef::RichContent(place)))
        }),
        Member::new("GetCallout", |call| {
            let annot = this(call)?;
            if annot.dict.name("IT") != Some("FreeTextCallout") {
                return Ok(Value::Null);
            }
            Ok(shape::points(&annot.numbers("CL")))
        }),
        Member::new("GetIntent", |call| {
            let callout = this(call)?.dict.name("IT") == Some("FreeTextCallout");
            Ok(if callout {
                "freeTextCallout"
            } else {
                "freeText"
            }
            .into())
        }),
        Member::new("SetCallout", set_callout),
        Member::new("SetIntent", |call| {
            let place = choice(call, &["freeText", "freeTextCallout"])
                .ok_or_else(|| refused("`intentType` has to be `freeText` or `freeTextCallout`"))?;
            let name = if place == 1 {
                "FreeTextCallout"
            } else {
                "FreeText"
            };
            change(call)?.dict.set("IT", Object::named(name));
            yes()
        }),
    ],
);

/// Only a text that is meant to have a callout takes one.
fn set_callout(call: &mut PdfCall<'_>) -> PdfResult {
    if this(call)?.dict.name("IT") != Some("FreeTextCallout") {
        return no();
    }
    let path = shape::path_of(call.args.get(0), "callout")?;
    if !(2..=3).contains(&path.len()) {
        return Err(refused(
            "`callout` has to be an array of two or three points",
        ));
    }
    let numbers = path.into_iter().flat_map(|(x, y)| [x, y]);
    change(call)?.dict.set("CL", Object::list(numbers));
    yes()
}

pub static INK: Class<PdfEditor> = class(
    "ApiInkAnnotation",
    &base::CLASS,
    &[
        TYPE,
        Member::new("GetPathList", |call| {
            let annot = this(call)?;
            let strokes = annot
                .dict
                .get("InkList")
                .and_then(Object::array)
                .unwrap_or_default();
            let strokes = strokes.iter().filter_map(Object::numbers);
            Ok(Value::List(
                strokes.map(|stroke| shape::points(&stroke)).collect(),
            ))
        }),
        Member::new("SetPathList", |call| {
            let strokes = shape::paths(call, 0)?;
            create::set_strokes(change(call)?, &strokes);
            yes()
        }),
    ],
);

const GET_START: Member<PdfEditor> = Member::new("GetStartStyle", |call| end_style(call, 0));
const GET_END: Member<PdfEditor> = Member::new("GetEndStyle", |call| end_style(call, 1));
const SET_START: Member<PdfEditor> = Member::new("SetStartStyle", |call| set_end_style(call, 0));
const SET_END: Member<PdfEditor> = Member::new("SetEndStyle", |call| set_end_style(call, 1));

pub static LINE: Class<PdfEditor> = class(
    "ApiLineAnnotation",
    &base::CLASS,
    &[
        TYPE,
        GET_START,
        GET_END,
        SET_START,
        SET_END,
        Member::new("GetStartPoint", |call| end_point(call, 0)),
        Member::new("GetEndPoint", |call| end_point(call, 2)),
        Member::new("SetStartPoint", |call| set_end_point(call, 0)),
        Member::new("SetEndPoint", |call| set_end_point(call, 2)),
    ],
);

pub static POLY_LINE: Class<PdfEditor> = class(
    "ApiPolyLineAnnotation",
    &base::CLASS,
    &[
        TYPE,
        GET_START,
        GET_END,
        SET_START,
        SET_END,
        GET_VERTICES,
        SET_VERTICES,
    ],
);
pub static POLYGON: Class<PdfEditor> = class(
    "ApiPolygonAnnotation",
    &base::CLASS,
    &[TYPE, GET_VERTICES, SET_VERTICES],
);

const GET_VERTICES: Member<PdfEditor> = Member::new("GetVertices", |call| {
    Ok(shape::points(&this(call)?.numbers("Vertices")))
});
const SET_VERTICES: Member<PdfEditor> = Member::new("SetVertices", |call| {
    let path = shape::path_of(call.args.get(0), "path")?;
    create::set_corners(change(call)?, &path);
    yes()
});

/// Ends of lines for scripts and in files (12.5.6.7).
const ENDS: [(&str, &str); 10] = [
    ("none", "None"),
    ("square", "Square"),
    ("circle", "Circle"),
    ("diamond", "Diamond"),
    ("openArrow", "OpenArrow"),
    ("closedArrow", "ClosedArrow"),
    ("butt", "Butt"),
    ("rOpenArrow", "ROpenArrow"),
    ("rClosedArrow", "RClosedArrow"),
    ("slash", "Slash"),
];

fn end_style(call: &mut PdfCall<'_>, which: usize) -> PdfResult {
    let annot = this(call)?;
    let ends = annot
        .dict
        .get("LE")
        .and_then(Object::array)
        .unwrap_or_default();
    let written = ends.get(which).and_then(Object::name).unwrap_or("None");
    let found = ENDS.iter().find(|(_, file)| *file == written);
    Ok(found.map_or("none", |(script, _)| script).into())
}

fn set_end_style(call: &mut PdfCall<'_>, which: usize) -> PdfResult {
    let written = create::word(call, &ENDS, "style")?;
    let annot = change(call)?;
    let mut ends = annot
        .dict
        .get("LE")
        .and_then(Object::array)
        .unwrap_or_default()
        .to_vec();
    ends.resize(2, Object::named("None"));
    if let Some(end) = ends.get_mut(which) {
        *end = Object::named(written);
    }
    annot.dict.set("LE", ends);
    yes()
}

fn end_point(call: &mut PdfCall<'_>, from: usize) -> PdfResult {
    let numbers = this(call)?.numbers("L");
    Ok(match numbers.get(from..from + 2) {
        Some(&[x, y]) => shape::answer((x, y)),
        _ => Value::Null,
    })
}

fn set_end_point(call: &mut PdfCall<'_>, from: usize) -> PdfResult {
    let (x, y) = shape::point(call, 0)?;
    let annot = change(call)?;
    let mut numbers = annot.numbers("L");
    numbers.resize(4, 0.0);
    if let Some(part) = numbers.get_mut(from..from + 2) {
        part.copy_from_slice(&[x, y]);
    }
    annot.dict.set("L", Object::list(numbers));
    yes()
}

/// Signs of notes for scripts and in files.
const ICONS: [(&str, &str); 16] = [
    ("comment", "Comment"),
    ("check", "Check"),
    ("circle", "Circle"),
    ("cross", "Cross"),
    ("crossH", "CrossHairs"),
    ("help", "Help"),
    ("insert", "Insert"),
    ("key", "Key"),
    ("newParagraph", "NewParagraph"),
    ("note", "Note"),
    ("paragraph", "Paragraph"),
    ("rightArrow", "RightArrow"),
    ("rightPointer", "RightPointer"),
    ("star", "Star"),
    ("upArrow", "UpArrow"),
    ("upLeftArrow", "UpLeftArrow"),
];

pub static TEXT: Class<PdfEditor> = class(
    "ApiTextAnnotation",
    &base::CLASS,
    &[
        TYPE,
        Member::new("GetIconType", |call| {
            let annot = this(call)?;
            let written = annot.dict.name("Name").unwrap_or("Note");
            let found = ICONS.iter().find(|(_, file)| *file == written);
            Ok(found.map_or("note", |(script, _)| script).into())
        }),
        Member::new("SetIconType", |call| {
            let written = create::word(call, &ICONS, "iconType")?;
            change(call)?.dict.set("Name", Object::named(written));
            yes()
        }),
    ],
);

pub static STAMP: Class<PdfEditor> = class(
    "ApiStampAnnotation",
    &base::CLASS,
    &[
        TYPE,
        Member::new("GetRotation", |call| {
            Ok(Value::Number(
                this(call)?.dict.number("Rotate").unwrap_or(0.0),
            ))
        }),
        Member::new("GetScale", |call| Ok(Value::Number(scale(call)?))),
        Member::new("GetType", |call| {
            let name = this(call)?.dict.name("Name").unwrap_or_default();
            Ok(name.trim_start_matches('#').into())
        }),
        Member::new("SetRotation", |call| {
            let angle = call.args.opt_number(0).unwrap_or(0.0);
            let scale = scale(call)?;
            change(call)?.dict.set("Rotate", angle);
            resize(call, scale)
        }),
        Member::new("SetScale", |call| match call.args.get(0) {
            Value::Number(scale) if *scale > 0.0 && *scale < 1000.0 => {
                let scale = *scale;
                resize(call, scale)
            }
            _ => Err(refused("`scale` has to be a number greater than 0")),
        }),
    ],
);

/// Width and height of a stamp that nothing scales, turned as it is.
fn own_size(call: &PdfCall<'_>) -> Result<(f64, f64), crate::class::ApiError> {
    let annot = this(call)?;
    let name = annot.dict.name("Name").unwrap_or_default();
    let [left, top, right, bottom] = annot.rect();
    let known = stamp::of(name.trim_start_matches('#'));
    let (width, height) = known.map_or((right - left, bottom - top), |stamp| stamp.size);
    let angle = annot.dict.number("Rotate").unwrap_or(0.0).to_radians();
    let (sin, cos) = (angle.sin().abs(), angle.cos().abs());
    Ok((width * cos + height * sin, width * sin + height * cos))
}

/// How much larger a stamp is than by itself.
fn scale(call: &PdfCall<'_>) -> Result<f64, crate::class::ApiError> {
    let [left, _, right, _] = this(call)?.rect();
    let (width, _) = own_size(call)?;
    let scale = if width > 0.0 {
        (right - left) / width
    } else {
        1.0
    };
    Ok((scale * 1e6).round() / 1e6)
}

/// Gives a stamp the size of its scale, around its middle.
fn resize(call: &mut PdfCall<'_>, scale: f64) -> PdfResult {
    let (width, height) = own_size(call)?;
    let annot = change(call)?;
    let [left, top, right, bottom] = annot.rect();
    let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
    let (half_width, half_height) = (width * scale / 2.0, height * scale / 2.0);
    let rect = [
        x - half_width,
        y - half_height,
        x + half_width,
        y + half_height,
    ];
    annot.dict.set("Rect", Object::list(rect));
    yes()
}
