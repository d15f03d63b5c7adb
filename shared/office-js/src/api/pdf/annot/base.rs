//! `ApiBaseAnnotation` and `ApiBaseMarkupAnnotation`: what all annotations have.

use spindle_pdf_file::{Dict, Object};

use super::super::handle::{choice, list, no, refused, text_argument, yes};
use super::super::{PdfCall, PdfEditor, PdfRef, PdfResult, paint, shape};
use super::{Annot, AnnotKind};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiBaseAnnotation",
    parent: None,
    members: &[
        Member::new("AddReply", add_reply),
        Member::new("Delete", delete),
        Member::new("GetAuthorName", |call| get_text(call, "T")),
        Member::new("GetBorderColor", get_border_color),
        Member::new("GetBorderEffectIntensity", |call| {
            Ok(number_or_undefined(inner(this(call)?, "BE").number("I")))
        }),
        Member::new("GetBorderEffectStyle", |call| {
            let cloudy = inner(this(call)?, "BE").name("S") == Some("C");
            Ok(if cloudy { "cloud" } else { "none" }.into())
        }),
        Member::new("GetBorderStyle", |call| {
            let dashed = inner(this(call)?, "BS").name("S") == Some("D");
            Ok(if dashed { "dashed" } else { "solid" }.into())
        }),
        Member::new("GetBorderWidth", |call| {
            Ok(number_or_undefined(inner(this(call)?, "BS").number("W")))
        }),
        Member::new("GetContents", get_contents),
        Member::new("GetCreationDate", |call| {
            Ok(number_or_undefined(this(call)?.created))
        }),
        Member::new("GetDashPattern", |call| {
            let pattern = inner(this(call)?, "BS").numbers("D");
            Ok(pattern.map_or(Value::Undefined, shape::list))
        }),
        Member::new("GetDisplay", |call| Ok(display(&this(call)?.dict).into())),
        Member::new("GetFillColor", get_fill_color),
        Member::new("GetInternalId", |call| {
            Ok(format!("annot_{}", place(call)?).into())
        }),
        Member::new("GetModDate", |call| {
            Ok(number_or_undefined(this(call)?.modified))
        }),
        Member::new("GetOpacity", |call| {
            let opacity = this(call)?.dict.number("CA").unwrap_or(1.0);
            Ok(Value::Number((opacity * 1e8).round() / 1e6))
        }),
        Member::new("GetPosition", |call| {
            let [left, top, ..] = this(call)?.rect();
            Ok(shape::answer((left, top)))
        }),
        Member::new("GetRect", |call| Ok(shape::list(this(call)?.rect()))),
        Member::new("GetReplies", get_replies),
        Member::new("GetSubject", |call| get_text(call, "Subj")),
        Member::new("GetUniqueName", |call| get_text(call, "NM")),
        Member::new("SetAuthorName", |call| set_text(call, "T", "name")),
        Member::new("SetBorderColor", set_border_color),
        Member::new("SetBorderEffectIntensity", set_effect_intensity),
        Member::new("SetBorderEffectStyle", set_effect_style),
        Member::new("SetBorderStyle", set_border_style),
        Member::new("SetBorderWidth", |call| {
            let width = call.args.opt_number(0).unwrap_or(0.0);
            set_inner(call, "BS", "W", width)
        }),
        Member::new("SetContents", set_contents),
        Member::new("SetCreationDate", |call| {
            let time = time_argument(call)?;
            change(call)?.created = Some(time);
            yes()
        }),
        Member::new("SetDashPattern", set_dashes),
        Member::new("SetDisplay", set_display),
        Member::new("SetFillColor", set_fill_color),
        Member::new("SetModDate", |call| {
            let time = time_argument(call)?;
            change(call)?.modified = Some(time);
            yes()
        }),
        Member::new("SetOpacity", set_opacity),
        Member::new("SetPosition", set_position),
        Member::new("SetRect", set_rect),
        Member::new("SetSubject", |call| set_text(call, "Subj", "subject")),
        Member::new("SetUniqueName", set_unique_name),
    ],
    properties: &[],
};

pub static MARKUP_CLASS: Class<PdfEditor> = Class {
    name: "ApiBaseMarkupAnnotation",
    parent: Some(&CLASS),
    members: &[
        Member::new("GetQuads", |call| {
            let quads = this(call)?.quads();
            Ok(Value::List(quads.into_iter().map(shape::list).collect()))
        }),
        Member::new("SetQuads", set_quads),
    ],
    properties: &[],
};

/// The place of the annotation that the member was called on.
pub fn place(call: &PdfCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        PdfRef::Annot(_, place) => Ok(place),
        _ => Err(ApiError::Type(
            "it was called on something that is no annotation".to_owned(),
        )),
    }
}

/// The annotation that the member was called on.
pub fn this<'c>(call: &'c PdfCall<'_>) -> Result<&'c Annot, ApiError> {
    let place = place(call)?;
    call.doc
        .annots
        .get(place)
        .ok_or_else(|| refused("the annotation is not there"))
}

/// The annotation that the member was called on, to change.
pub fn change<'c>(call: &'c mut PdfCall<'_>) -> Result<&'c mut Annot, ApiError> {
    let place = place(call)?;
    let annot = call
        .doc
        .annots
        .get_mut(place)
        .ok_or_else(|| refused("the annotation is not there"))?;
    annot.changed = true;
    Ok(annot)
}

pub fn number_or_undefined(number: Option<f64>) -> Value<PdfRef> {
    number.map_or(Value::Undefined, Value::Number)
}

/// A dictionary within the annotation's.
pub fn inner(annot: &Annot, key: &str) -> Dict {
    annot
        .dict
        .get(key)
        .and_then(Object::dict)
        .cloned()
        .unwrap_or_default()
}

fn set_inner(
    call: &mut PdfCall<'_>,
    key: &str,
    inner_key: &str,
    value: impl Into<Object>,
) -> PdfResult {
    let annot = change(call)?;
    let changed = inner(annot, key).with(inner_key, value);
    annot.dict.set(key, changed);
    yes()
}

fn get_text(call: &mut PdfCall<'_>, key: &str) -> PdfResult {
    Ok(this(call)?
        .dict
        .text(key)
        .map_or(Value::Undefined, Value::Text))
}

fn set_text(call: &mut PdfCall<'_>, key: &str, name: &str) -> PdfResult {
    let text = text_argument(call, name)?;
    change(call)?.dict.set(key, Object::said(&text));
    yes()
}

/// A name that another annotation has is refused.
fn set_unique_name(call: &mut PdfCall<'_>) -> PdfResult {
    let name = text_argument(call, "name")?;
    let own = place(call)?;
    let mut others = call.doc.annots.iter().enumerate();
    let is_taken = others.any(|(place, annot)| {
        place != own && !annot.gone && annot.dict.text("NM").as_ref() == Some(&name)
    });
    if is_taken {
        return Err(refused("another annotation has this name"));
    }
    change(call)?.dict.set("NM", Object::said(&name));
    yes()
}

/// What is no string takes the text away.
fn set_contents(call: &mut PdfCall<'_>) -> PdfResult {
    let text = match call.args.get(0) {
        Value::Text(text) => Object::said(text),
        _ => Object::Null,
    };
    let annot = change(call)?;
    annot.dict.set("Contents", text);
    annot.dict.remove("RC");
    annot.rich = None;
    yes()
}

fn get_contents(call: &mut PdfCall<'_>) -> PdfResult {
    let annot = this(call)?;
    Ok(match annot.dict.get("Contents") {
        Some(text) => text.text().map_or(Value::Null, Value::Text),
        None if annot.kind == AnnotKind::FreeText => Value::Null,
        None => Value::Undefined,
    })
}

fn time_argument(call: &PdfCall<'_>) -> Result<f64, ApiError> {
    match call.args.get(0) {
        Value::Number(time) if time.is_finite() => Ok(*time),
        _ => Err(refused("`timeStamp` has to be a number of milliseconds")),
    }
}

/// The key of the colour of lines.
fn border_key(kind: AnnotKind) -> &'static str {
    match kind {
        AnnotKind::Redact => "OC",
        _ => "C",
    }
}

/// The key of the colour of areas: what has one colour has it there as well.
fn fill_key(kind: AnnotKind) -> &'static str {
    match kind {
        AnnotKind::FreeText => "C",
        kind if kind.has_one_color() => "C",
        _ => "IC",
    }
}

fn get_border_color(call: &mut PdfCall<'_>) -> PdfResult {
    let annot = this(call)?;
    if annot.kind == AnnotKind::FreeText {
        // The lines of a text on the page have the colour of its default appearance.
        let look = annot.dict.text("DA").unwrap_or_default();
        return Ok(paint::answer(paint::of_appearance(&look)));
    }
    let color = annot.dict.numbers(border_key(annot.kind));
    Ok(paint::answer(
        color.and_then(|color| paint::of_numbers(&color)),
    ))
}

fn get_fill_color(call: &mut PdfCall<'_>) -> PdfResult {
    let annot = this(call)?;
    let color = annot.dict.numbers(fill_key(annot.kind));
    Ok(paint::answer(
        color.and_then(|color| paint::of_numbers(&color)),
    ))
}

fn set_border_color(call: &mut PdfCall<'_>) -> PdfResult {
    let color = paint::argument(call, 0)
        .ok_or_else(|| refused("`color` has to be an object of ApiColor"))?;
    let annot = change(call)?;
    if annot.kind == AnnotKind::FreeText {
        annot
            .dict
            .set("DA", Object::said(&paint::appearance(color, None)));
    } else {
        annot
            .dict
            .set(border_key(annot.kind), paint::numbers(color));
    }
    yes()
}

/// Nothing takes the colour away.
fn set_fill_color(call: &mut PdfCall<'_>) -> PdfResult {
    let color = paint::argument(call, 0);
    if color.is_none() && call.args.given(0) {
        return Err(refused(
            "`color` has to be an object of ApiColor, or nothing",
        ));
    }
    let annot = change(call)?;
    let key = fill_key(annot.kind);
    match color {
        Some(color) => annot.dict.set(key, paint::numbers(color)),
        None => {
            annot.dict.remove(key);
        }
    }
    yes()
}

fn set_effect_intensity(call: &mut PdfCall<'_>) -> PdfResult {
    match call.args.get(0) {
        Value::Number(value) if *value >= 0.0 && value.is_finite() => {
            let value = *value;
            set_inner(call, "BE", "I", value)
        }
        _ => Err(refused("`value` has to be a number that is not negative")),
    }
}

fn set_effect_style(call: &mut PdfCall<'_>) -> PdfResult {
    let place = choice(call, &["none", "cloud"])
        .ok_or_else(|| refused("`style` has to be `none` or `cloud`"))?;
    set_inner(
        call,
        "BE",
        "S",
        Object::named(if place == 1 { "C" } else { "S" }),
    )
}

fn set_border_style(call: &mut PdfCall<'_>) -> PdfResult {
    match choice(call, &["solid", "dashed"]) {
        Some(place) => set_inner(
            call,
            "BS",
            "S",
            Object::named(if place == 1 { "D" } else { "S" }),
        ),
        None => no(),
    }
}

fn set_dashes(call: &mut PdfCall<'_>) -> PdfResult {
    let wrong = || ApiError::Type("`pattern` has to be an array of numbers".to_owned());
    let Value::List(items) = call.args.get(0) else {
        return Err(wrong());
    };
    let pattern: Option<Vec<f64>> = items
        .iter()
        .take(64)
        .map(|item| match item {
            Value::Number(number) if number.is_finite() => Some(*number),
            _ => None,
        })
        .collect();
    let pattern = pattern.ok_or_else(wrong)?;
    set_inner(call, "BS", "D", Object::list(pattern))
}

/// Names of `F` for scripts and its bits (12.5.3).
const DISPLAYS: [(&str, i64); 4] = [
    ("visible", 4),
    ("hidden", 6),
    ("noPrint", 0),
    ("noView", 36),
];

/// How an annotation or a widget is displayed.
pub fn display(dict: &Dict) -> &'static str {
    let flags = dict.int("F").unwrap_or(0);
    if flags & 2 != 0 {
        "hidden"
    } else if flags & 32 != 0 {
        "noView"
    } else if flags & 4 == 0 {
        "noPrint"
    } else {
        "visible"
    }
}

fn set_display(call: &mut PdfCall<'_>) -> PdfResult {
    let names = DISPLAYS.map(|(name, _)| name);
    let place = choice(call, &names)
        .ok_or_else(|| refused("`display` has to be `visible`, `hidden`, `noPrint` or `noView`"))?;
    let bits = DISPLAYS.get(place).map_or(4, |(_, bits)| *bits);
    let annot = change(call)?;
    let kept = annot.dict.int("F").unwrap_or(0) & !38;
    annot.dict.set("F", kept | bits);
    yes()
}

fn set_opacity(call: &mut PdfCall<'_>) -> PdfResult {
    match call.args.get(0) {
        Value::Number(value) if (0.0..=100.0).contains(value) => {
            let value = *value / 100.0;
            change(call)?.dict.set("CA", value);
            yes()
        }
        _ => Err(refused("`value` has to be a number from 0 to 100")),
    }
}

/// Moves an annotation with its points; quadrilaterals stay, they are where the text is.
fn set_position(call: &mut PdfCall<'_>) -> PdfResult {
    let (x, y) = shape::point(call, 0)?;
    let annot = change(call)?;
    let [left, top, right, bottom] = annot.rect();
    let (by_x, by_y) = (x - left, y - top);
    let quads = annot.dict.get("QuadPoints").cloned();
    super::turn_over(&mut annot.dict, |x, y| (x + by_x, y + by_y));
    if let Some(quads) = quads {
        annot.dict.set("QuadPoints", quads);
    }
    annot
        .dict
        .set("Rect", Object::list([x, y, right + by_x, bottom + by_y]));
    yes()
}

fn set_rect(call: &mut PdfCall<'_>) -> PdfResult {
    let rect = shape::rect(call, 0)?;
    let annot = change(call)?;
    if annot.kind == AnnotKind::Stamp {
        // A stamp has the size that its scale gives it.
        return no();
    }
    annot.dict.set("Rect", Object::list(rect));
    yes()
}

fn set_quads(call: &mut PdfCall<'_>) -> PdfResult {
    let quads = shape::quads_of(call.args.get(0))?;
    let numbers: Vec<f64> = quads.into_iter().flatten().collect();
    let annot = change(call)?;
    if let Some([left, top, right, bottom]) = shape::around(&numbers) {
        let rect = [left - 1.0, top - 1.0, right + 1.0, bottom + 1.0];
        annot.dict.set("Rect", Object::list(rect));
    }
    annot.dict.set("QuadPoints", Object::list(numbers));
    yes()
}

fn get_replies(call: &mut PdfCall<'_>) -> PdfResult {
    let replies = this(call)?.replies.clone();
    let annots = &call.doc.annots;
    let there = |place: &usize| annots.get(*place).is_some_and(|annot| !annot.gone);
    list(
        replies
            .into_iter()
            .filter(there)
            .map(|place| PdfRef::Annot(AnnotKind::Text, place)),
    )
}

/// An answer goes where the annotation is; one that answers two answers the last.
fn add_reply(call: &mut PdfCall<'_>) -> PdfResult {
    let root = place(call)?;
    let Some(PdfRef::Annot(AnnotKind::Text, reply)) = call.args.opt_handle(0).copied() else {
        return Err(refused(
            "`textAnnot` has to be an object of ApiTextAnnotation",
        ));
    };
    let above = this(call)?;
    let page = above.page;
    if above.dict.text("Contents").is_none() {
        return Err(refused(
            "an annotation without contents is not answered: call SetContents first",
        ));
    }
    // No annotation answers itself, over whatever others.
    let mut up = Some(root);
    while let Some(place) = up {
        if place == reply {
            return Err(refused("an annotation does not answer itself"));
        }
        up = call.doc.annots.get(place).and_then(|annot| annot.answers);
    }
    let Some(annot) = call.doc.annots.get_mut(reply) else {
        return no();
    };
    let was_loose = annot.page.is_none();
    annot.answers = Some(root);
    annot.changed = true;
    if let Some(page) = page.filter(|_| was_loose) {
        annot.page = Some(page);
        call.doc.by_page.entry(page).or_default().push(reply);
    }
    change(call)?.replies.push(reply);
    yes()
}

fn delete(call: &mut PdfCall<'_>) -> PdfResult {
    let root = place(call)?;
    for (place, annot) in call.doc.annots.iter_mut().enumerate() {
        if place == root || annot.answers == Some(root) {
            annot.gone = true;
            annot.changed = true;
        }
    }
    yes()
}
