//! `ApiTextPr`: how text looks. Its members also serve runs and paragraphs, which they format at once.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::text::run_props::{self as view, Choice};
use spindle_ooxml::drawing::text::{paragraph, run};

use crate::api::drawing::{
    Classes, DrawRef, DrawResult, DrawingHost, answer, argument, color_argument, fill_argument,
    stroke_argument, this,
};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiTextPr`
    pub const TEXT_PR: &'static Class<E> = &Class {
        name: "ApiTextPr",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("textPr".into())),
            Member::new("GetBold", |call| get(call, view::BOLD)),
            Member::new("GetCaps", |call| get(call, view::CAPS)),
            Member::new("GetDoubleStrikeout", |call| get(call, view::DOUBLE_STRIKE)),
            Member::new("GetFill", |call| get_fill(call, false)),
            Member::new("GetFontFamily", get_font_family),
            Member::new("GetFontSize", get_font_size),
            Member::new("GetHighlight", get_highlight),
            Member::new("GetItalic", |call| get(call, view::ITALIC)),
            Member::new("GetLanguage", get_language),
            Member::new("GetOutLine", get_out_line),
            Member::new("GetSmallCaps", |call| get(call, view::SMALL_CAPS)),
            Member::new("GetSpacing", get_spacing),
            Member::new("GetStrikeout", |call| get(call, view::STRIKE)),
            Member::new("GetTextFill", |call| get_fill(call, true)),
            Member::new("GetUnderline", |call| get(call, view::UNDERLINE)),
            Member::new("GetVertAlign", get_vert_align),
            Member::new("SetBold", set_bold),
            Member::new("SetCaps", set_caps),
            Member::new("SetColor", set_color),
            Member::new("SetDoubleStrikeout", set_double_strikeout),
            Member::new("SetFill", |call| set_fill(call, false)),
            Member::new("SetFontFamily", set_font_family),
            Member::new("SetFontSize", set_font_size),
            Member::new("SetHighlight", set_highlight),
            Member::new("SetItalic", set_italic),
            Member::new("SetLanguage", set_language),
            Member::new("SetOutLine", set_out_line),
            Member::new("SetPosition", set_position),
            Member::new("SetSmallCaps", set_small_caps),
            Member::new("SetSpacing", set_spacing),
            Member::new("SetStrikeout", set_strikeout),
            Member::new("SetTextFill", |call| set_fill(call, true)),
            Member::new("SetUnderline", set_underline),
            Member::new("SetVertAlign", set_vert_align),
        ],
        properties: &[],
    };
}

/// The elements that hold the properties of what the member was called on: of all pieces of a run, of all that a paragraph
/// has and goes on with, or the one element of detached properties.
fn targets<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<Vec<NodeId>, ApiError> {
    let node = this(call)?;
    let dom = call.doc.dom_mut();
    if run::is_piece(dom, node) {
        let pieces = run::pieces(dom, node);
        return Ok(pieces
            .into_iter()
            .map(|piece| run::rpr(dom, piece))
            .collect());
    }
    Ok(match dom.name_of(node) {
        Some("a:p") => paragraph::all_rpr(dom, node),
        _ => vec![node],
    })
}

/// The element that says how the text looks, when there is one.
fn source<E: DrawingHost>(call: &Call<'_, E>) -> Result<Option<NodeId>, ApiError> {
    let node = this(call)?;
    let dom = call.doc.dom();
    Ok(if run::is_piece(dom, node) {
        dom.child(node, "a:rPr")
    } else if dom.is(node, "a:p") {
        paragraph::model(dom, node)
    } else {
        Some(node)
    })
}

/// Changes every target, and answers the object that the member was called on.
fn change<E: DrawingHost>(
    call: &mut Call<'_, E>,
    mut set: impl FnMut(&mut spindle_ooxml::Dom, NodeId),
) -> DrawResult<E> {
    for target in targets(call)? {
        set(call.doc.dom_mut(), target);
    }
    Ok(Value::Handle(call.this.clone()))
}

fn get<E: DrawingHost>(call: &mut Call<'_, E>, choice: Choice) -> DrawResult<E> {
    let found = source(call)?.and_then(|rpr| choice.get(call.doc.dom(), rpr));
    Ok(found.map_or(Value::Undefined, Into::into))
}

fn set<E: DrawingHost>(call: &mut Call<'_, E>, choice: Choice) -> DrawResult<E> {
    // Nothing given means: as what is around.
    let on = match call.args.get(0) {
        Value::Undefined => None,
        _ => Some(call.args.boolean(0, false)),
    };
    change(call, |dom, rpr| choice.set(dom, rpr, on))
}

pub(super) fn set_bold<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    set(call, view::BOLD)
}

pub(super) fn set_italic<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    set(call, view::ITALIC)
}

pub(super) fn set_underline<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    set(call, view::UNDERLINE)
}

pub(super) fn set_strikeout<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    set(call, view::STRIKE)
}

pub(super) fn set_double_strikeout<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    set(call, view::DOUBLE_STRIKE)
}

pub(super) fn set_caps<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    set(call, view::CAPS)
}

pub(super) fn set_small_caps<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    set(call, view::SMALL_CAPS)
}

fn get_font_family<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = source(call)?.and_then(|rpr| view::font(call.doc.dom(), rpr));
    Ok(found.map_or(Value::Undefined, Into::into))
}

pub(super) fn set_font_family<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    match call.args.opt_text(0) {
        Some(name) => change(call, |dom, rpr| view::set_font(dom, rpr, &name)),
        None => Ok(Value::Handle(call.this.clone())),
    }
}

fn get_font_size<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = source(call)?.and_then(|rpr| view::size(call.doc.dom(), rpr));
    Ok(found.map_or(Value::Undefined, Into::into))
}

pub(super) fn set_font_size<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    match call.args.opt_number(0) {
        Some(size) => change(call, |dom, rpr| view::set_size(dom, rpr, size)),
        None => Ok(Value::Handle(call.this.clone())),
    }
}

fn get_spacing<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = source(call)?.and_then(|rpr| view::spacing(call.doc.dom(), rpr));
    Ok(found.map_or(Value::Undefined, Into::into))
}

pub(super) fn set_spacing<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    match call.args.opt_number(0) {
        Some(spacing) => change(call, |dom, rpr| view::set_spacing(dom, rpr, spacing)),
        None => Ok(Value::Handle(call.this.clone())),
    }
}

/// In workbooks the original knows no highlights of drawings.
fn get_highlight<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    if E::NAME == "cell" {
        return Ok(Value::Undefined);
    }
    let found = source(call)?.and_then(|rpr| view::highlight(call.doc.dom(), rpr));
    Ok(found.unwrap_or("none").into())
}

pub(super) fn set_highlight<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = call.args.opt_text(0).unwrap_or_default();
    change(call, |dom, rpr| view::set_highlight(dom, rpr, &name))
}

/// A colour as an object, or as red, green and blue.
pub(super) fn set_color<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let numbers = [0, 1, 2].map(|index| match call.args.get(index) {
        Value::Number(_) => call.args.opt_integer(index),
        _ => None,
    });
    let color = match numbers {
        [Some(red), Some(green), Some(blue)] => {
            let rgb = [red, green, blue]
                .iter()
                .fold(0, |rgb, channel| rgb << 8 | (channel & 0xff) as u32);
            Some(spindle_ooxml::drawing::color::rgb(call.doc.dom_mut(), rgb))
        }
        _ => color_argument(call, 0),
    };
    let Some(color) = color else {
        return Ok(Value::Handle(call.this.clone()));
    };
    let dom = call.doc.dom_mut();
    let of_the_theme = dom.is(color, "a:schemeClr");
    let fill = spindle_ooxml::drawing::fill::solid(dom, color);
    // A colour of text is no fill to scripts, unless it is one of the theme: it is marked, so that it is not answered as one.
    dom.set_mark(fill, !of_the_theme);
    change(call, |dom, rpr| {
        view::set_fill(dom, rpr, fill);
        if dom.is(rpr, "a:rPr") {
            dom.set_mark(rpr, false);
        }
    })
}

/// Scripts know two fills of text, files one: properties whose fill is the other one of the two are marked.
fn get_fill<E: DrawingHost>(call: &mut Call<'_, E>, of_text: bool) -> DrawResult<E> {
    let dom = call.doc.dom();
    let found = source(call)?
        .filter(|rpr| dom.is_marked(*rpr) == of_text)
        .and_then(|rpr| view::text_fill(dom, rpr))
        .filter(|fill| !dom.is_marked(*fill));
    Ok(found.map_or(Value::Null, |fill| answer::<E>(DrawRef::Fill(fill))))
}

fn set_fill<E: DrawingHost>(call: &mut Call<'_, E>, of_text: bool) -> DrawResult<E> {
    let fill =
        fill_argument(call, 0).ok_or_else(|| call.args.wrong(0, "oApiFill", "an ApiFill"))?;
    change(call, |dom, rpr| {
        view::set_fill(dom, rpr, fill);
        // The mark of what the paragraph's end says is the cursor's.
        if dom.is(rpr, "a:rPr") {
            dom.set_mark(rpr, of_text);
        }
    })
}

fn get_out_line<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = source(call)?.and_then(|rpr| call.doc.dom().child(rpr, "a:ln"));
    Ok(found.map_or(Value::Null, |line| answer::<E>(DrawRef::Stroke(line))))
}

fn set_out_line<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let line =
        stroke_argument(call, 0).ok_or_else(|| call.args.wrong(0, "oStroke", "an ApiStroke"))?;
    change(call, |dom, rpr| view::set_line(dom, rpr, line))
}

pub(super) fn set_vert_align<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let kind = call.args.opt_text(0).unwrap_or_default();
    change(call, |dom, rpr| {
        view::set_vertical(dom, rpr, &kind);
    })
}

pub(super) fn set_language<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    match call.args.opt_text(0) {
        Some(tag) => change(call, |dom, rpr| view::set_language(dom, rpr, &tag)),
        None => Ok(Value::Handle(call.this.clone())),
    }
}

fn get_language<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = source(call)?.and_then(|rpr| call.doc.dom().attr(rpr, "lang"));
    Ok(found.map_or(Value::Undefined, Into::into))
}

fn get_vert_align<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = source(call)?.and_then(|rpr| view::vertical(call.doc.dom(), rpr));
    Ok(found.map_or(Value::Undefined, Into::into))
}

/// How far the text is raised, in half points. Files say it in percent of the size, which is 18 points when not said.
pub(super) fn set_position<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let Some(position) = call.args.opt_number(0) else {
        return Ok(Value::Handle(call.this.clone()));
    };
    change(call, |dom, rpr| {
        let size = view::size(dom, rpr)
            .filter(|size| *size > 0.0)
            .unwrap_or(36.0);
        view::set_baseline(dom, rpr, (position / size * 100_000.0).round() as i64);
    })
}

/// Writes the properties given as argument 0 over those of what the member was called on.
/// `false` when it is none.
pub(super) fn merge_argument<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<bool, ApiError> {
    let Some(DrawRef::TextPr(given)) = argument(call, 0) else {
        return Ok(false);
    };
    let dom = call.doc.dom();
    let given = if run::is_piece(dom, given) {
        dom.child(given, "a:rPr")
    } else {
        Some(given)
    };
    if let Some(given) = given {
        change(call, |dom, rpr| {
            view::merge(dom, given, rpr);
            if dom.is(rpr, "a:rPr") && dom.is_marked(given) {
                dom.set_mark(rpr, true);
            }
        })?;
    }
    Ok(true)
}

/// Whether a paragraph is in the text of a shape or cell.
pub(super) fn is_placed<E: DrawingHost>(doc: &E, paragraph: NodeId) -> bool {
    doc.dom().parent(paragraph).is_some()
}

/// The font of text that names none: of the theme, once the paragraph is in a text.
pub(super) fn default_font<E: DrawingHost>(doc: &mut E, paragraph: NodeId) -> String {
    if !is_placed(doc, paragraph) {
        return "Times New Roman".to_owned();
    }
    let inherited = super::para_pr::inherited_fonts(doc, paragraph);
    let set = match inherited.first().map(String::as_str) {
        Some("+mj-lt") => "a:majorFont",
        Some("+mn-lt") | None => "a:minorFont",
        Some(named) => return named.to_owned(),
    };
    let theme = doc.theme();
    let dom = doc.dom();
    let path = ["a:themeElements", "a:fontScheme", set, "a:latin"];
    theme
        .and_then(|theme| dom.attr(dom.path(theme, &path)?, "typeface"))
        .unwrap_or("Arial")
        .to_owned()
}
