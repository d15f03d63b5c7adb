//! `ApiPresentation`

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::{shape, table};
use spindle_ooxml::slide::tree;

use super::handle::{list, master_arg, no, nothing, or_null, place, theme_arg, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult, sheet};
use crate::api::drawing::{DrawRef, kind_of, new_image};
use crate::api::package;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

/// More slides than any program shows.
pub const MAX_SLIDES: usize = 20_000;
/// More masters than any program lists.
const MAX_MASTERS: usize = 500;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiPresentation",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("presentation".into())),
        Member::new("GetSlidesCount", |call| {
            Ok(call.doc.deck.slides().len().into())
        }),
        Member::new("GetSlideCount", |call| {
            Ok(call.doc.deck.slides().len().into())
        }),
        Member::new("GetSlideByIndex", slide_by_index),
        Member::new("GetSlide", slide_by_index),
        Member::new("GetAllSlides", |call| {
            let slides = call.doc.deck.slides().to_vec();
            Ok(list(slides.into_iter().map(SlideRef::Slide)))
        }),
        Member::new("GetCurrentSlide", current),
        Member::new("GetCurrentVisibleSlide", current),
        Member::new("GetCurSlideIndex", |call| {
            let current = call.doc.current_slide();
            let index = current.and_then(|slide| call.doc.deck.slide_index(slide));
            Ok(index.map_or(Value::Number(-1.0), Into::into))
        }),
        Member::new("AddSlide", add_slide),
        Member::new("RemoveSlide", remove_slide),
        Member::new("DeleteSlide", remove_slide),
        Member::new("RemoveSlides", remove_slides),
        Member::new("GetWidth", |call| Ok(call.doc.deck.size().0.into())),
        Member::new("GetHeight", |call| Ok(call.doc.deck.size().1.into())),
        Member::new("SetSizes", set_sizes),
        Member::new("GetMastersCount", |call| {
            Ok(call.doc.deck.masters().len().into())
        }),
        Member::new("GetMaster", |call| {
            let masters = call.doc.deck.masters();
            let index = place(call, 0, masters.len());
            or_null(index.and_then(|index| masters.get(index).copied().map(SlideRef::Master)))
        }),
        Member::new("GetAllSlideMasters", |call| {
            let masters = call.doc.deck.masters().to_vec();
            Ok(list(masters.into_iter().map(SlideRef::Master)))
        }),
        Member::new("AddMaster", add_master),
        Member::new("ApplyTheme", apply_theme),
        Member::new("AddMathEquation", |_| yes()),
        Member::new("ReplaceCurrentImage", replace_image),
        Member::new("CreateNewHistoryPoint", |_| nothing()),
        Member::new("GetAllDrawings", |call| all(call, |_| true)),
        Member::new("GetAllShapes", |call| {
            all(call, |item| matches!(item, DrawRef::Shape(_)))
        }),
        Member::new("GetAllImages", |call| {
            all(call, |item| matches!(item, DrawRef::Image(_)))
        }),
        Member::new("GetAllCharts", |call| {
            all(call, |item| matches!(item, DrawRef::Chart(_)))
        }),
        Member::new("GetAllOleObjects", |call| {
            all(call, |item| matches!(item, DrawRef::OleObject(_)))
        }),
        Member::new("GetAllTables", |call| {
            all(call, |item| matches!(item, DrawRef::Table(_)))
        }),
        Member::new("GetAllComments", super::comment::all),
        Member::new("SlidesToJSON", super::json::slides),
        Member::new("ToJSON", super::json::presentation),
        Member::new("GetDrawingsByName", by_name),
        Member::new("GetCore", package::get_core),
        Member::new("GetCustomProperties", package::get_custom_properties),
        Member::new("GetCustomXmlParts", package::get_custom_xml_parts),
        Member::new("GetDocumentInfo", package::get_document_info),
        Member::new("SetLanguage", super::show::set_language),
        Member::new("GetLoopUntilStopped", super::show::get_loop),
        Member::new("SetLoopUntilStopped", super::show::set_loop),
    ],
    properties: &[],
};

/// Refuses a slide more than a presentation may have.
pub fn check_count(doc: &SlideEditor) -> Result<(), ApiError> {
    if doc.deck.slides().len() >= MAX_SLIDES {
        return Err(ApiError::Range(format!(
            "a presentation has at most {MAX_SLIDES} slides"
        )));
    }
    Ok(())
}

/// Refuses a master more than a presentation may have.
pub fn check_masters(doc: &SlideEditor) -> Result<(), ApiError> {
    if doc.deck.masters().len() >= MAX_MASTERS {
        return Err(ApiError::Range(format!(
            "a presentation has at most {MAX_MASTERS} masters"
        )));
    }
    Ok(())
}

/// The slide at an index, or `null`.
pub fn slide_by_index(call: &mut SlideCall<'_>) -> SlideResult {
    let slides = call.doc.deck.slides();
    let index = place(call, 0, slides.len());
    or_null(index.and_then(|index| slides.get(index).copied().map(SlideRef::Slide)))
}

fn current(call: &mut SlideCall<'_>) -> SlideResult {
    or_null(call.doc.current_slide().map(SlideRef::Slide))
}

/// A place that there is not means the end. A slide that is in the presentation comes a second time, as a copy.
fn add_slide(call: &mut SlideCall<'_>) -> SlideResult {
    let Some(SlideRef::Slide(slide)) = call.args.opt_handle(0).copied() else {
        return Err(call.args.wrong(0, "oSlide", "an ApiSlide"));
    };
    check_count(call.doc)?;
    let deck = &mut call.doc.deck;
    let count = deck.slides().len();
    let index = match call.args.get(1) {
        Value::Number(index) if *index >= 0.0 => (*index as usize).min(count),
        _ => count,
    };
    let slide = if deck.slide_index(slide).is_some() {
        deck.copy_sheet(slide)
    } else {
        slide
    };
    deck.insert_slide(slide, index);
    call.doc.current = Some(slide);
    nothing()
}

fn remove_slide(call: &mut SlideCall<'_>) -> SlideResult {
    let count = call.doc.deck.slides().len();
    let Some(index) = place(call, 0, count) else {
        return no();
    };
    remove_range(call.doc, index, 1);
    yes()
}

fn remove_slides(call: &mut SlideCall<'_>) -> SlideResult {
    let total = call.doc.deck.slides().len();
    let start = if call.args.given(0) {
        match place(call, 0, total) {
            Some(start) => start,
            None => return no(),
        }
    } else {
        0
    };
    let count = call
        .args
        .opt_integer(1)
        .map_or(total, |count| usize::try_from(count).unwrap_or(0));
    if count == 0 {
        return no();
    }
    remove_range(call.doc, start, count);
    yes()
}

fn remove_range(doc: &mut SlideEditor, start: usize, count: usize) {
    let gone: Vec<_> = doc
        .deck
        .slides()
        .iter()
        .skip(start)
        .take(count)
        .copied()
        .collect();
    for slide in gone {
        doc.deck.remove_slide(slide);
    }
}

/// Sides in EMU within what programs take (ST_SlideSizeCoordinate, 19.7.18); the original takes any.
fn set_sizes(call: &mut SlideCall<'_>) -> SlideResult {
    let side = |index| {
        call.args
            .opt_number(index)
            .filter(|side| *side > 0.0)
            .map(|side| side.round().clamp(914_400.0, 51_206_400.0) as i64)
    };
    if let (Some(width), Some(height)) = (side(0), side(1)) {
        let old = call.doc.deck.size();
        call.doc.deck.set_size(width, height);
        stretch(call.doc, (old, (width, height)));
    }
    nothing()
}

/// Stretches what is on slides, layouts and masters as the slides are.
fn stretch(doc: &mut SlideEditor, (old, new): ((i64, i64), (i64, i64))) {
    let across = |value: i64| value as f64 * new.0 as f64 / old.0.max(1) as f64;
    let down = |value: i64| value as f64 * new.1 as f64 / old.1.max(1) as f64;
    let masters = doc.deck.masters().to_vec();
    let layouts = masters.iter().flat_map(|master| doc.deck.layouts(*master));
    let sheets: Vec<NodeId> = layouts
        .chain(&masters)
        .chain(doc.deck.slides())
        .copied()
        .collect();
    let dom = doc.dom_mut();
    for sheet in sheets {
        for drawing in tree::drawings(dom, sheet) {
            let (Some((x, y)), Some((width, height))) =
                (shape::position(dom, drawing), shape::size(dom, drawing))
            else {
                continue;
            };
            shape::set_position(
                dom,
                drawing,
                across(x).round() as i64,
                down(y).round() as i64,
            );
            if table::inside(dom, drawing).is_none() {
                let (width, height) = (across(width).round() as i64, down(height).round() as i64);
                shape::set_size(dom, drawing, width, height);
            }
        }
    }
}

fn add_master(call: &mut SlideCall<'_>) -> SlideResult {
    let Some(master) = master_arg(call, 1) else {
        return no();
    };
    check_masters(call.doc)?;
    let count = call.doc.deck.masters().len();
    let index = place(call, 0, count).unwrap_or(count);
    Ok(call.doc.deck.insert_master(master, index).into())
}

fn apply_theme(call: &mut SlideCall<'_>) -> SlideResult {
    let theme = theme_arg(call, 0).ok_or_else(|| call.args.wrong(0, "oApiTheme", "an ApiTheme"))?;
    for master in call.doc.deck.masters().to_vec() {
        call.doc.deck.set_theme(master, theme);
    }
    yes()
}

fn all(call: &mut SlideCall<'_>, wanted: fn(&DrawRef) -> bool) -> SlideResult {
    let slides = call.doc.deck.slides();
    let found: Vec<SlideRef> = slides
        .iter()
        .flat_map(|slide| sheet::drawings(call.doc, *slide))
        .filter(wanted)
        .map(SlideRef::Draw)
        .collect();
    Ok(list(found))
}

/// The drawings of all slides that have one of the names.
fn by_name(call: &mut SlideCall<'_>) -> SlideResult {
    let Value::List(names) = call.args.get(0) else {
        return Ok(Value::List(Vec::new()));
    };
    let dom = call.doc.dom();
    let named = |node| {
        tree::properties(dom, node)
            .and_then(|properties| dom.attr(properties, "name"))
            .is_some_and(|name| {
                names
                    .iter()
                    .any(|wanted| matches!(wanted, Value::Text(text) if text == name))
            })
    };
    let slides = call.doc.deck.slides().iter();
    let found: Vec<SlideRef> = slides
        .flat_map(|slide| tree::drawings(dom, *slide))
        .filter(|node| named(*node))
        .map(|node| SlideRef::Draw(kind_of(dom, node)))
        .collect();
    Ok(list(found))
}

/// Gives the selected picture another image, in another size; without one the picture comes to the slide.
fn replace_image(call: &mut SlideCall<'_>) -> SlideResult {
    let dom = call.doc.dom();
    let selected = call.doc.selected_drawings();
    let images: Vec<NodeId> = selected
        .into_iter()
        .filter(|node| matches!(kind_of(dom, *node), DrawRef::Image(_)))
        .collect();
    let made = new_image(call);
    if images.is_empty() {
        if let Some(slide) = call.doc.current_slide() {
            let (width, height) = call.doc.deck.size();
            let dom = call.doc.dom_mut();
            let own = shape::size(dom, made).unwrap_or_default();
            shape::set_position(dom, made, (width - own.0) / 2, (height - own.1) / 2);
            sheet::put(call.doc, slide, made);
        }
        return nothing();
    }
    let dom = call.doc.dom_mut();
    let size = shape::size(dom, made);
    for image in images {
        if let (Some(old), Some(new)) = (
            dom.child(image, "p:blipFill"),
            dom.child(made, "p:blipFill"),
        ) {
            let copy = dom.deep_clone(new);
            dom.replace(old, copy);
        }
        if let Some((width, height)) = size {
            shape::set_size(dom, image, width, height);
        }
    }
    nothing()
}
