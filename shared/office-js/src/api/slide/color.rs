//! `ApiColor`, and the members of `Api` that make it.

use spindle_ooxml::drawing::color as view;
use spindle_ooxml::{Dom, NodeId};

use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::api::drawing::{DrawRef, DrawingHost, PlainColor, plain_from_json, plain_to_json};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiColor",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("color".into())),
        Member::new("GetHex", get_hex),
        Member::new("GetRGB", |call| get_channels(call, false)),
        Member::new("GetRGBA", |call| get_channels(call, true)),
        Member::new("GetThemeName", get_theme_name),
        Member::new("ToJSON", |call| Ok(plain_to_json(this(call)).into())),
        Member::new("FromJSON", |call| {
            let color = plain_from_json(call.args.get(0));
            Ok(color.map_or(Value::Null, |color| {
                Value::Handle(SlideRef::Draw(DrawRef::Color(color)))
            }))
        }),
        Member::new("IsThemeColor", |call| {
            Ok(matches!(this(call), PlainColor::Theme(_)).into())
        }),
        Member::new("IsAutoColor", |call| {
            Ok(matches!(this(call), PlainColor::Auto).into())
        }),
    ],
    properties: &[],
};

fn this(call: &SlideCall<'_>) -> PlainColor {
    match call.this {
        SlideRef::Draw(DrawRef::Color(color)) => color,
        _ => PlainColor::Auto,
    }
}

fn answer(color: PlainColor) -> SlideResult {
    Ok(Value::Handle(SlideRef::Draw(DrawRef::Color(color))))
}

pub fn rgb(call: &mut SlideCall<'_>) -> SlideResult {
    answer(PlainColor::of_rgb(call))
}

pub fn rgba(call: &mut SlideCall<'_>) -> SlideResult {
    answer(PlainColor::of_rgba(call))
}

pub fn hex_color(call: &mut SlideCall<'_>) -> SlideResult {
    answer(PlainColor::of_hex(call))
}

pub fn theme_color(call: &mut SlideCall<'_>) -> SlideResult {
    answer(PlainColor::of_theme(call))
}

pub fn auto_color(_: &mut SlideCall<'_>) -> SlideResult {
    answer(PlainColor::Auto)
}

pub fn any_color(call: &mut SlideCall<'_>) -> SlideResult {
    answer(PlainColor::of_any(call))
}

/// A colour as a new element of a drawing.
pub fn element(dom: &mut Dom, color: PlainColor) -> NodeId {
    match color {
        PlainColor::Auto => view::rgb(dom, 0),
        PlainColor::Rgb(r, g, b, _) => view::rgb(dom, u32::from_be_bytes([0, r, g, b])),
        PlainColor::Theme(place) => {
            view::scheme(dom, view::SCHEME.get(usize::from(place)).unwrap_or(&"tx1"))
        }
    }
}

/// Red, green, blue and opacity as they are now.
fn resolved(call: &mut SlideCall<'_>) -> [u8; 4] {
    match this(call) {
        PlainColor::Auto => [0, 0, 0, 255],
        PlainColor::Rgb(r, g, b, a) => [r, g, b, a],
        color @ PlainColor::Theme(_) => {
            let theme = call.doc.theme();
            let dom = call.doc.dom_mut();
            let element = element(dom, color);
            let [_, r, g, b] = view::base(dom, element, theme).unwrap_or(0).to_be_bytes();
            [r, g, b, 255]
        }
    }
}

fn get_hex(call: &mut SlideCall<'_>) -> SlideResult {
    let [r, g, b, _] = resolved(call);
    Ok(format!("#{r:02X}{g:02X}{b:02X}").into())
}

fn get_channels(call: &mut SlideCall<'_>, opacity: bool) -> SlideResult {
    let values = resolved(call);
    let count = if opacity { 4 } else { 3 };
    let entries = ["r", "g", "b", "a"].into_iter().zip(values).take(count);
    Ok(Value::Object(
        entries
            .map(|(name, value)| (name.to_owned(), i64::from(value).into()))
            .collect(),
    ))
}

fn get_theme_name(call: &mut SlideCall<'_>) -> Result<Value<SlideRef>, ApiError> {
    Ok(match this(call) {
        PlainColor::Theme(place) => view::SCHEME.get(usize::from(place)).copied().into(),
        _ => Value::Null,
    })
}
