//! `ApiSlide`

use spindle_ooxml::NodeId;
use spindle_ooxml::slide::{inherit, tree};

use super::handle::{layout_arg, no, nothing, or_null, place, theme_arg, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult, sheet};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiSlide",
    parent: Some(&sheet::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("slide".into())),
        Member::new("GetSlideIndex", get_index),
        Member::new("GetWidth", |call| Ok(call.doc.deck.size().0.into())),
        Member::new("GetHeight", |call| Ok(call.doc.deck.size().1.into())),
        Member::new("GetVisible", |call| {
            Ok(tree::flag(call.doc.dom(), this(call)?, "show", true).into())
        }),
        Member::new("SetVisible", set_visible),
        Member::new("GetLayout", |call| {
            let layout = call.doc.deck.base(this(call)?);
            or_null(layout.map(SlideRef::Layout))
        }),
        Member::new("GetTheme", |call| {
            let theme = call.doc.deck.theme_of(this(call)?);
            or_null(theme.map(SlideRef::Theme))
        }),
        Member::new("GetNotesPage", |call| {
            let slide = this(call)?;
            let notes = call.doc.deck.notes(slide);
            or_null(notes.map(SlideRef::Notes))
        }),
        Member::new("AddComment", super::comment::add_to_slide),
        Member::new("AddNotesText", super::notes::add_text_of_slide),
        Member::new("RemoveAllObjects", remove_all),
        Member::new("ApplyLayout", apply_layout),
        Member::new("ApplyTheme", apply_theme),
        Member::new("Delete", |call| {
            let slide = this(call)?;
            Ok(call.doc.deck.remove_slide(slide).into())
        }),
        Member::new("Copy", |call| {
            let slide = this(call)?;
            Ok(Value::Handle(SlideRef::Slide(
                call.doc.deck.copy_sheet(slide),
            )))
        }),
        Member::new("Duplicate", duplicate),
        Member::new("MoveTo", move_to),
        Member::new("FollowLayoutBackground", |call| follow(call, 1)),
        Member::new("FollowMasterBackground", |call| follow(call, 2)),
        Member::new("GetTimeLine", |call| {
            Ok(Value::Handle(SlideRef::TimeLine(this(call)?)))
        }),
        Member::new("GetSlideShowTransition", super::transition::of_slide),
        Member::new("SetSlideShowTransition", super::transition::set_of_slide),
        Member::new("Select", |call| {
            call.doc.current = Some(this(call)?);
            call.doc.selected.clear();
            nothing()
        }),
    ],
    properties: &[],
};

/// The place of a slide, -1 when it is not in the presentation.
fn get_index(call: &mut SlideCall<'_>) -> SlideResult {
    let index = call.doc.deck.slide_index(this(call)?);
    Ok(index.map_or(Value::Number(-1.0), Into::into))
}

/// Only `true` and `false` are taken; anything else changes nothing.
fn set_visible(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    if let Value::Bool(visible) = call.args.get(0) {
        let visible = *visible;
        let dom = call.doc.dom_mut();
        if visible {
            dom.remove_attr(slide, "show");
        } else {
            dom.set_attr(slide, "show", "0");
        }
    }
    yes()
}

fn remove_all(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    let all = tree::drawings(call.doc.dom(), slide);
    sheet::remove(call.doc, all);
    nothing()
}

/// The kinds of placeholder of a layout that its slides have none of: they come and go with the master's settings.
const FOOTERS: [&str; 3] = ["dt", "ftr", "sldNum"];

/// Gives the slide the layout with fresh placeholders: those that were empty go, those with content stay where the
/// layout has a place for them.
fn apply_layout(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    let Some(layout) = layout_arg(call, 0) else {
        return no();
    };
    if !call.doc.deck.set_layout(slide, layout) {
        return no();
    }
    let dom = call.doc.dom();
    let empty: Vec<NodeId> = tree::drawings(dom, slide)
        .into_iter()
        .filter(|shape| {
            tree::placeholder(dom, *shape).is_some()
                && dom
                    .child(*shape, "p:txBody")
                    .is_some_and(|body| dom.text(body).is_empty())
        })
        .collect();
    sheet::remove(call.doc, empty);
    let dom = call.doc.dom();
    let taken: Vec<NodeId> = tree::drawings(dom, slide)
        .into_iter()
        .filter_map(|shape| tree::placeholder(dom, shape))
        .collect();
    let wanted: Vec<NodeId> = tree::drawings(dom, layout)
        .into_iter()
        .filter(|shape| {
            tree::placeholder(dom, *shape).is_some_and(|ph| {
                let footer = dom
                    .attr(ph, "type")
                    .is_some_and(|kind| FOOTERS.contains(&kind));
                let same = |other: &NodeId| inherit::same(dom, *other, ph);
                !footer && !taken.iter().any(same)
            })
        })
        .collect();
    for shape in wanted {
        let copy = call.doc.deck.copy_tree(shape);
        blank(call.doc, copy);
        let dom = call.doc.dom_mut();
        tree::renumber(dom, slide, copy);
        sheet::rename_by_number(dom, copy);
        tree::add(dom, slide, copy);
    }
    yes()
}

/// Takes place, looks and prompt from the copy of a layout's placeholder: a slide has them from the layout.
fn blank(doc: &mut SlideEditor, shape: NodeId) {
    let dom = doc.dom_mut();
    if let Some(properties) = dom.child(shape, "p:spPr") {
        dom.clear(properties);
    }
    if let Some(body) = dom.child(shape, "p:txBody") {
        let fresh = dom.fragment(
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang=\"en-US\"/></a:p></p:txBody>",
        );
        dom.replace(body, fresh);
    }
}

/// The theme is that of the slide's master: all slides of it change.
fn apply_theme(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    let (Some(theme), Some(master)) = (theme_arg(call, 0), call.doc.deck.master_of(slide)) else {
        return no();
    };
    Ok(call.doc.deck.set_theme(master, theme).into())
}

fn duplicate(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    let count = call.doc.deck.slides().len();
    let index = place(call, 0, count).unwrap_or(count);
    super::presentation::check_count(call.doc)?;
    let copy = call.doc.deck.copy_sheet(slide);
    if !call.doc.deck.insert_slide(copy, index) {
        return Ok(Value::Null);
    }
    Ok(Value::Handle(SlideRef::Slide(copy)))
}

/// Without a number the slide goes to the front; what is none sends it to the end.
fn move_to(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    let count = call.doc.deck.slides().len();
    let index = match call.args.get(0) {
        Value::Number(number) => {
            // One place too many is the last one.
            let place = (*number >= 0.0 && *number <= count as f64).then_some(*number as usize);
            place.map(|place| place.min(count.saturating_sub(1)))
        }
        Value::Undefined => Some(0),
        _ => count.checked_sub(1),
    };
    let Some(index) = index else {
        return no();
    };
    // Which slide is shown is a place: another one takes it.
    let shown = call
        .doc
        .current
        .and_then(|current| call.doc.deck.slide_index(current));
    let moved = call.doc.deck.move_slide(slide, index);
    if let Some(shown) = shown {
        call.doc.current = call.doc.deck.slides().get(shown).copied();
    }
    Ok(moved.into())
}

/// Takes the slide's own background away, so that that of the layout or master shows; `up` is how far to look for one.
fn follow(call: &mut SlideCall<'_>, up: usize) -> SlideResult {
    let slide = this(call)?;
    let deck = &call.doc.deck;
    let base = if up == 1 {
        deck.base(slide)
    } else {
        deck.master_of(slide)
    };
    let Some(base) = base.filter(|base| tree::has_background(deck.dom(), *base)) else {
        return no();
    };
    let _ = base;
    tree::set_background(call.doc.dom_mut(), slide, None);
    yes()
}
