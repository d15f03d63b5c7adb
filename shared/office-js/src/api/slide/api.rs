//! `Api`: the beginning of everything.

use spindle_ooxml::drawing::shape;

use super::handle::{master_arg, nothing, or_null, theme_arg};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult, placeholder, presentation, theme};
use crate::api::drawing::{Classes, DrawRef, new_word_art, script_color as color};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "Api",
    parent: Some(Classes::<SlideEditor>::TEXT_API_OF_DRAWINGS),
    members: &[
        Member::new("GetPresentation", |_| {
            Ok(Value::Handle(SlideRef::Presentation))
        }),
        Member::new("GetSelection", |_| Ok(Value::Handle(SlideRef::Selection))),
        Member::new("GetSlideByIndex", presentation::slide_by_index),
        Member::new("GetFirstSlide", |call| {
            or_null(call.doc.deck.slides().first().copied().map(SlideRef::Slide))
        }),
        Member::new("GetLastSlide", |call| {
            or_null(call.doc.deck.slides().last().copied().map(SlideRef::Slide))
        }),
        Member::new("CreateSlide", |call| {
            Ok(Value::Handle(SlideRef::Slide(call.doc.deck.new_slide())))
        }),
        Member::new("CreateLayout", create_layout),
        Member::new("CreateTable", create_table),
        Member::new("FromJSON", super::json::create),
        Member::new("CreateMaster", create_master),
        Member::new("CreatePlaceholder", placeholder::create),
        Member::new("CreateWordArt", create_word_art),
        Member::new("CreateSlideShowTransition", super::transition::create),
        Member::new("CreateTheme", theme::create),
        Member::new("CreateThemeColorScheme", theme::create_colors),
        Member::new("CreateThemeFontScheme", theme::create_fonts),
        Member::new("CreateThemeFormatScheme", theme::create_formats),
        Member::new("RGB", color::rgb),
        Member::new("RGBA", color::rgba),
        Member::new("HexColor", color::hex_color),
        Member::new("ThemeColor", color::theme_color),
        Member::new("AutoColor", color::auto_color),
        Member::new("Color", color::any_color),
        Member::new("GetFullName", |_| Ok(Value::Null)),
        Member::new("Save", |_| nothing()),
        Member::new("attachEvent", |_| nothing()),
        Member::new("detachEvent", |_| nothing()),
        Member::new("ReplaceTextSmart", |_| super::handle::no()),
    ],
    properties: &[],
};

/// A new empty layout, the last one of the master when that is given.
fn create_layout(call: &mut SlideCall<'_>) -> SlideResult {
    let master = master_arg(call, 0);
    if let Some(master) = master {
        super::master::check_layouts(call.doc, master)?;
    }
    let layout = call.doc.deck.new_layout();
    if let Some(master) = master {
        call.doc.deck.insert_layout(master, layout, usize::MAX);
    }
    Ok(Value::Handle(SlideRef::Layout(layout)))
}

/// A new empty master with a theme, by itself that of the first master.
fn create_master(call: &mut SlideCall<'_>) -> SlideResult {
    let deck = &call.doc.deck;
    let theme = theme_arg(call, 0).or_else(|| {
        let first = deck.masters().first()?;
        deck.theme_of(*first)
    });
    let master = call.doc.deck.new_master(theme);
    Ok(Value::Handle(SlideRef::Master(master)))
}

/// A new table; where it stands follows from the size of the slides.
fn create_table(call: &mut SlideCall<'_>) -> SlideResult {
    let size = call.doc.deck.size();
    crate::api::drawing::create_table(call, size)
}

/// Word art at the place of the last two arguments, in the middle of a slide without them.
fn create_word_art(call: &mut SlideCall<'_>) -> SlideResult {
    let node = new_word_art(call);
    let (width, height) = call.doc.deck.size();
    let dom = call.doc.dom_mut();
    let (own_width, own_height) = shape::size(dom, node).unwrap_or((0, 0));
    let place = |index: usize, side: i64, own: i64| {
        let given = call.args.opt_number(index);
        given.map_or((side - own) / 2, |place| {
            place.clamp(-51_206_400.0, 51_206_400.0).round() as i64
        })
    };
    let (x, y) = (place(8, width, own_width), place(9, height, own_height));
    shape::set_position(dom, node, x, y);
    Ok(Value::Handle(SlideRef::Draw(DrawRef::Drawing(node))))
}
