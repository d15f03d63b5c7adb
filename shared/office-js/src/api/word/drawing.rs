//! `ApiDrawing`: size and place of what is drawn. `ApiImage` inherits it.

use spindle_ooxml::word::drawing::{self as view, Placement, Wrapping};

use super::handle::{no, or_null, this, yes};
use super::{WordCall, WordEditor, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiDrawing",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("drawing".into())),
        Member::new("SetSize", set_size),
        Member::new("GetWidth", |call| {
            Ok(view::size(call.doc.dom(), this(call)?)
                .map_or(0, |size| size.0)
                .into())
        }),
        Member::new("GetHeight", |call| {
            Ok(view::size(call.doc.dom(), this(call)?)
                .map_or(0, |size| size.1)
                .into())
        }),
        Member::new("ScaleWidth", |call| scale(call, true)),
        Member::new("ScaleHeight", |call| scale(call, false)),
        Member::new("SetName", set_name),
        Member::new("GetName", |call| {
            Ok(view::name(call.doc.dom(), this(call)?)
                .unwrap_or_default()
                .into())
        }),
        Member::new("SetWrappingStyle", set_wrapping_style),
        Member::new("SetDistances", set_distances),
        Member::new("SetHorPosition", |call| set_position(call, true)),
        Member::new("SetVerPosition", |call| set_position(call, false)),
        Member::new("SetHorAlign", |call| set_align(call, true)),
        Member::new("SetVerAlign", |call| set_align(call, false)),
        Member::new("SetRotation", set_rotation),
        Member::new("GetRotation", |call| {
            Ok(view::rotation(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetFlipH", |call| set_flip(call, "flipH")),
        Member::new("SetFlipV", |call| set_flip(call, "flipV")),
        Member::new("SetHorFlip", |call| set_flip(call, "flipH")),
        Member::new("SetVertFlip", |call| set_flip(call, "flipV")),
        Member::new("GetFlipH", |call| get_flip(call, "flipH")),
        Member::new("GetFlipV", |call| get_flip(call, "flipV")),
        Member::new("GetParentParagraph", super::run::parent_paragraph),
        Member::new("GetParentTable", super::table::parent_table),
        Member::new("GetParentTableCell", super::table::parent_cell),
        Member::new("GetNextDrawing", |call| neighbour(call, true, false)),
        Member::new("GetPrevDrawing", |call| neighbour(call, false, false)),
        Member::new(
            "GetParentContentControl",
            super::sdt::common::parent_block_control,
        ),
        Member::new(
            "InsertInContentControl",
            super::sdt::document::insert_drawing_in_control,
        ),
        Member::new("Copy", copy),
        Member::new("Delete", delete),
    ],
    properties: &[],
};

/// A length in EMU, not negative.
pub fn emu(call: &WordCall<'_>, index: usize) -> Option<i64> {
    call.args
        .opt_number(index)
        .map(|value| value.clamp(0.0, 27_273_042_316_900.0).round() as i64)
}

fn set_size(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let (Some(width), Some(height)) = (emu(call, 0), emu(call, 1)) else {
        return no();
    };
    view::set_size(call.doc.dom_mut(), drawing, width, height);
    yes()
}

fn scale(call: &mut WordCall<'_>, horizontal: bool) -> WordResult {
    let drawing = this(call)?;
    let Some(factor) = call.args.opt_number(0).filter(|factor| *factor > 0.0) else {
        return no();
    };
    let Some((width, height)) = view::size(call.doc.dom(), drawing) else {
        return no();
    };
    let scaled = |value: i64| (value as f64 * factor).min(27_273_042_316_900.0).round() as i64;
    let (width, height) = if horizontal {
        (scaled(width), height)
    } else {
        (width, scaled(height))
    };
    view::set_size(call.doc.dom_mut(), drawing, width, height);
    yes()
}

fn set_name(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let Value::Text(name) = call.args.get(0) else {
        return no();
    };
    let name = name.clone();
    Ok(view::set_name(call.doc.dom_mut(), drawing, &name).into())
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
    let distances = [0, 1, 2, 3].map(|index| emu(call, index).unwrap_or(0));
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

/// A drawing in the line keeps its place: the answer is `true` as in the original, and nothing changes.
fn set_position(call: &mut WordCall<'_>, horizontal: bool) -> WordResult {
    let drawing = this(call)?;
    let (Some(from), Some(offset)) = (relative_from(call, horizontal), call.args.opt_number(1))
    else {
        return no();
    };
    let placement =
        Placement::Offset(offset.clamp(-2_147_483_648.0, 2_147_483_647.0).round() as i64);
    view::set_position(call.doc.dom_mut(), drawing, horizontal, &from, placement);
    yes()
}

fn set_align(call: &mut WordCall<'_>, horizontal: bool) -> WordResult {
    let drawing = this(call)?;
    let Some(from) = relative_from(call, horizontal) else {
        return no();
    };
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
    if !known {
        return no();
    }
    view::set_position(
        call.doc.dom_mut(),
        drawing,
        horizontal,
        &from,
        Placement::Align(&align),
    );
    yes()
}

fn set_rotation(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let Some(degrees) = call.args.opt_number(0) else {
        return no();
    };
    Ok(view::set_rotation(call.doc.dom_mut(), drawing, degrees).into())
}

fn set_flip(call: &mut WordCall<'_>, attribute: &str) -> WordResult {
    let drawing = this(call)?;
    let on = call.args.boolean(0, false);
    Ok(view::set_flip(call.doc.dom_mut(), drawing, attribute, on).into())
}

fn get_flip(call: &mut WordCall<'_>, attribute: &str) -> WordResult {
    Ok(view::flip(call.doc.dom(), this(call)?, attribute).into())
}

/// The next or previous drawing of the story; pictures only when asked for.
pub fn neighbour(call: &mut WordCall<'_>, next: bool, pictures: bool) -> WordResult {
    let drawing = this(call)?;
    let dom = call.doc.dom();
    let mut all = view::all(dom, dom.root_of(drawing));
    all.retain(|node| !pictures || view::is_picture(dom, *node));
    let index = all.iter().position(|candidate| *candidate == drawing);
    let found = index.and_then(|index| {
        if next {
            all.get(index + 1)
        } else {
            all.get(index.checked_sub(1)?)
        }
    });
    Ok(or_null(found.map(|node| call.doc.drawing(*node))))
}

fn copy(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let id = call.doc.next_drawing().to_string();
    let dom = call.doc.dom_mut();
    let created = dom.deep_clone(drawing);
    if let Some(properties) =
        view::frame(dom, created).and_then(|frame| dom.child(frame, "wp:docPr"))
    {
        dom.set_attr(properties, "id", &id);
    }
    Ok(Value::Handle(call.doc.drawing(created)))
}

fn delete(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let dom = call.doc.dom_mut();
    if dom.parent(drawing).is_none() {
        return no();
    }
    // A drawing with a fallback for older readers goes with it.
    let whole = dom
        .ancestor(drawing, "mc:AlternateContent")
        .filter(|node| dom.ancestors(*node).any(|up| dom.is(up, "w:r")));
    dom.detach(whole.unwrap_or(drawing));
    yes()
}
