//! `ApiDrawing` of text documents: how text runs around what is drawn, its place and its neighbours.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::shape;
use spindle_ooxml::word::drawing::{self as view, Placement, Wrapping};
use spindle_ooxml::word::inline;

use super::handle::{no, or_null, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::api::drawing::{Classes, DrawRef, DrawingHost, argument, length};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiDrawing",
    parent: Some(Classes::<WordEditor>::DRAWING),
    members: &[
        Member::new("GetContent", crate::api::drawing::get_content),
        Member::new("ScaleWidth", |call| scale(call, true)),
        Member::new("ScaleHeight", |call| scale(call, false)),
        Member::new("SetWrappingStyle", set_wrapping_style),
        Member::new("SetDistances", set_distances),
        Member::new("SetHorPosition", |call| set_position(call, true)),
        Member::new("SetVerPosition", |call| set_position(call, false)),
        Member::new("SetHorAlign", |call| set_align(call, true)),
        Member::new("SetVerAlign", |call| set_align(call, false)),
        Member::new("SetRelativeWidth", |call| set_relative_size(call, true)),
        Member::new("SetRelativeHeight", |call| set_relative_size(call, false)),
        Member::new("SetHorFlip", |call| set_flip(call, "flipH")),
        Member::new("SetVertFlip", |call| set_flip(call, "flipV")),
        Member::new("SetDrawingPrFromDrawing", set_properties_from),
        Member::new("Unselect", unselect),
        Member::new("AddBreak", add_break),
        Member::new("InsertParagraph", insert_paragraph),
        Member::new("GetParentParagraph", super::run::parent_paragraph),
        Member::new("GetParentTable", super::table::parent_table),
        Member::new("GetParentTableCell", super::table::parent_cell),
        Member::new("GetNextDrawing", |call| neighbour(call, true, |_| true)),
        Member::new("GetPrevDrawing", |call| neighbour(call, false, |_| true)),
        Member::new(
            "GetParentContentControl",
            super::sdt::common::parent_block_control,
        ),
        Member::new(
            "InsertInContentControl",
            super::sdt::document::insert_drawing_in_control,
        ),
    ],
    properties: &[],
};

pub static SHAPE: Class<WordEditor> = Class {
    name: "ApiShape",
    parent: Some(Classes::<WordEditor>::SHAPE),
    members: &[
        Member::new("GetNextShape", |call| neighbour(call, true, is_shape)),
        Member::new("GetPrevShape", |call| neighbour(call, false, is_shape)),
    ],
    properties: &[],
};

pub static IMAGE: Class<WordEditor> = Class {
    name: "ApiImage",
    parent: Some(Classes::<WordEditor>::IMAGE),
    members: &[
        Member::new("GetNextImage", |call| neighbour(call, true, is_image)),
        Member::new("GetPrevImage", |call| neighbour(call, false, is_image)),
    ],
    properties: &[],
};

fn is_shape(drawing: DrawRef) -> bool {
    matches!(drawing, DrawRef::Shape(_))
}

fn is_image(drawing: DrawRef) -> bool {
    matches!(drawing, DrawRef::Image(_))
}

/// Multiplies width or height.
fn scale(call: &mut WordCall<'_>, horizontal: bool) -> WordResult {
    let drawing = this(call)?;
    let (Some(factor), Some((width, height))) = (
        call.args.opt_number(0),
        shape::size(call.doc.dom(), drawing),
    ) else {
        return no();
    };
    let scaled = |value: i64| {
        (value as f64 * factor)
            .clamp(0.0, 27_273_042_316_900.0)
            .round() as i64
    };
    let (width, height) = if horizontal {
        (scaled(width), height)
    } else {
        (width, scaled(height))
    };
    shape::set_size(call.doc.dom_mut(), drawing, width, height);
    yes()
}

fn set_wrapping_style(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let Some(wrapping) = call
        .args
        .opt_text(0)
        .and_then(|name| Wrapping::by_name(&name))
    else {
        return no();
    };
    view::set_wrapping(call.doc.dom_mut(), drawing, wrapping);
    yes()
}

fn set_distances(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let distances = [0, 1, 2, 3].map(|index| length(call, index).unwrap_or(0));
    view::set_distances(call.doc.dom_mut(), drawing, distances);
    yes()
}

/// What positions may be relative to, for scripts and in files alike (20.4.3.4 and 20.4.3.5).
fn relative_from(call: &WordCall<'_>, horizontal: bool) -> Option<String> {
    let name = call.args.opt_text(0).unwrap_or("page".into());
    let known = if horizontal {
        matches!(
            &*name,
            "character"
                | "column"
                | "insideMargin"
                | "leftMargin"
                | "margin"
                | "outsideMargin"
                | "page"
                | "rightMargin"
        )
    } else {
        matches!(
            &*name,
            "bottomMargin"
                | "insideMargin"
                | "line"
                | "margin"
                | "outsideMargin"
                | "page"
                | "paragraph"
                | "topMargin"
        )
    };
    known.then(|| name.into_owned())
}

/// The answer is `true` whatever was given, as in the original; a drawing in the line keeps its place.
fn set_position(call: &mut WordCall<'_>, horizontal: bool) -> WordResult {
    let drawing = this(call)?;
    if let Some(from) = relative_from(call, horizontal) {
        let distance = call.args.opt_number(1).unwrap_or(0.0);
        let placement = if call.args.boolean(2, false) {
            Placement::Percent(distance)
        } else {
            Placement::Offset(distance.clamp(-2_147_483_648.0, 2_147_483_647.0).round() as i64)
        };
        view::set_position(call.doc.dom_mut(), drawing, horizontal, &from, placement);
    }
    yes()
}

/// As [`set_position`], by an edge or the middle.
fn set_align(call: &mut WordCall<'_>, horizontal: bool) -> WordResult {
    let drawing = this(call)?;
    let align = call
        .args
        .opt_text(1)
        .unwrap_or(if horizontal { "left" } else { "top" }.into());
    let known = match &*align {
        "center" => true,
        "left" | "right" => horizontal,
        "top" | "bottom" => !horizontal,
        _ => false,
    };
    if let Some(from) = relative_from(call, horizontal).filter(|_| known) {
        let placement = Placement::Align(&align);
        view::set_position(call.doc.dom_mut(), drawing, horizontal, &from, placement);
    }
    yes()
}

/// Makes the drawing so many percent of the page or a margin wide or high.
fn set_relative_size(call: &mut WordCall<'_>, horizontal: bool) -> WordResult {
    let drawing = this(call)?;
    let from =
        relative_from(call, horizontal).filter(|from| from == "page" || from.ends_with("argin"));
    if let (Some(from), Some(percent)) = (from, call.args.opt_number(1)) {
        view::set_relative_size(call.doc.dom_mut(), drawing, horizontal, &from, percent);
    }
    yes()
}

fn set_flip(call: &mut WordCall<'_>, attribute: &str) -> WordResult {
    let drawing = this(call)?;
    let on = call.args.boolean(0, false);
    Ok(shape::set_flip(call.doc.dom_mut(), drawing, attribute, on).into())
}

fn unselect(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    call.doc.selection().retain(|node| *node != drawing);
    yes()
}

/// Takes place and wrapping over from another drawing.
fn set_properties_from(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let Some(other) = argument(call, 0).and_then(DrawRef::drawing) else {
        return no();
    };
    view::copy_frame(call.doc.dom_mut(), other, drawing);
    yes()
}

/// Adds a break before or after the drawing: 0 of a page, 1 of a line.
fn add_break(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let whole = call.doc.whole(drawing);
    let (kind, place) = (call.args.opt_integer(0), call.args.opt_text(1));
    let kind = match kind {
        Some(0) => "page",
        Some(1) => "textWrapping",
        _ => return no(),
    };
    let before = match place.as_deref() {
        Some("before") => true,
        Some("after") => false,
        _ => return no(),
    };
    let dom = call.doc.dom_mut();
    let holder = dom.element("w:r");
    inline::append_break(dom, holder, kind);
    let Some(mark) = dom.first_child(holder) else {
        return no();
    };
    let done = if before {
        dom.insert_before(mark, whole)
    } else {
        dom.insert_after(mark, whole)
    };
    Ok(done.into())
}

/// Puts a paragraph, or one of this text, before or after that of the drawing.
fn insert_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let Some(place) = call.doc.dom().ancestor(drawing, "w:p") else {
        return Ok(Value::Null);
    };
    let given = super::handle::paragraph_arg(call, 0);
    let paragraph = match given {
        Some(node) if call.doc.claim(node, place)? => node,
        Some(_) => return Ok(Value::Null),
        None => {
            let text = call.args.opt_text(0).unwrap_or_default().into_owned();
            let paragraph = call.doc.dom_mut().element("w:p");
            if !text.is_empty() {
                call.doc.add_run(paragraph, &text);
            }
            paragraph
        }
    };
    let before = call.args.opt_text(1).as_deref() == Some("before");
    let dom = call.doc.dom_mut();
    if before {
        dom.insert_before(paragraph, place);
    } else {
        dom.insert_after(paragraph, place);
    }
    if call.args.boolean(2, false) {
        return Ok(Value::Handle(WordRef::Paragraph(paragraph)));
    }
    super::handle::itself(call)
}

/// The next or previous drawing of the document that is wanted.
fn neighbour(call: &mut WordCall<'_>, next: bool, wanted: fn(DrawRef) -> bool) -> WordResult {
    let drawing = this(call)?;
    let places = super::stories::of_document(call.doc)?;
    let dom = call.doc.dom();
    let mut all: Vec<NodeId> = places
        .into_iter()
        .flat_map(|place| view::all(dom, place))
        .collect();
    all.retain(|node| wanted(call.doc.drawing(*node)));
    let index = all.iter().position(|candidate| *candidate == drawing);
    let found = index.and_then(|index| {
        if next {
            all.get(index + 1)
        } else {
            all.get(index.checked_sub(1)?)
        }
    });
    Ok(or_null(
        found.map(|node| WordRef::Draw(call.doc.drawing(*node))),
    ))
}

/// The drawing given as an argument, when it can be put into `place`.
pub fn claimed(
    call: &mut WordCall<'_>,
    index: usize,
    place: NodeId,
) -> Result<Option<NodeId>, crate::ApiError> {
    let Some(node) = argument(call, index).and_then(DrawRef::drawing) else {
        return Ok(None);
    };
    let whole = call.doc.whole(node);
    Ok(call.doc.claim(whole, place)?.then_some(node))
}
