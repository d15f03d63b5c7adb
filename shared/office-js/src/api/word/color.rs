//! `ApiColor`, and colours as arguments.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::color as drawing;
use spindle_ooxml::word::border::Border;
use spindle_ooxml::word::color::{Color, ThemeColor};

use super::handle::{no, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::api::drawing::{DrawRef, PlainColor, plain_from_json, plain_to_json};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiColor",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("color".into())),
        Member::new("GetHex", get_hex),
        Member::new("GetRGB", get_rgb),
        Member::new("GetRGBA", get_rgba),
        Member::new("GetThemeName", get_theme_name),
        Member::new("ToJSON", |call| {
            let color = of(call.doc, call.this).unwrap_or(Color::Auto);
            Ok(plain_to_json(plain(color)).into())
        }),
        Member::new("FromJSON", |call| {
            let color = plain_from_json(call.args.get(0)).and_then(from_plain);
            Ok(color.map_or(Value::Null, |color| Value::Handle(WordRef::Color(color))))
        }),
        Member::new("IsAutoColor", is_auto_color),
        Member::new("IsThemeColor", is_theme_color),
    ],
    properties: &[],
};

/// The colour behind a handle.
pub fn of(doc: &WordEditor, handle: WordRef) -> Option<Color> {
    match handle {
        WordRef::Color(color) => Some(color),
        WordRef::Draw(DrawRef::UniColor(_, node)) => {
            let dom = doc.dom();
            if let Some(slot) = dom.attr(node, "val").and_then(ThemeColor::by_id) {
                return Some(Color::Theme(slot));
            }
            let rgb = drawing::base(dom, node, doc.text.theme()).unwrap_or(0);
            let [_, r, g, b] = rgb.to_be_bytes();
            Some(Color::Rgb(r, g, b, 255))
        }
        _ => None,
    }
}

/// A colour as drawings of all editors know it.
fn plain(color: Color) -> PlainColor {
    match color {
        Color::Auto => PlainColor::Auto,
        Color::Rgb(r, g, b, opacity) => PlainColor::Rgb(r, g, b, opacity),
        Color::Theme(slot) => PlainColor::theme(slot.id()).unwrap_or(PlainColor::Auto),
    }
}

/// A colour as text documents know it.
pub fn from_plain(color: PlainColor) -> Option<Color> {
    Some(match color {
        PlainColor::Auto => Color::Auto,
        PlainColor::Rgb(r, g, b, opacity) => Color::Rgb(r, g, b, opacity),
        PlainColor::Theme(place) => {
            Color::Theme(ThemeColor::by_id(drawing::SCHEME.get(usize::from(place))?)?)
        }
    })
}

/// A colour as an element of a drawing.
pub fn element(doc: &mut WordEditor, color: Color) -> NodeId {
    let dom = doc.dom_mut();
    match color {
        Color::Auto => drawing::rgb(dom, 0),
        Color::Rgb(r, g, b, opacity) => {
            let node = drawing::rgb(dom, u32::from_be_bytes([0, r, g, b]));
            if opacity < 255 {
                drawing::set_opacity(dom, node, f64::from(opacity) / 255.0);
            }
            node
        }
        Color::Theme(slot) => drawing::scheme(dom, slot.id()),
    }
}

/// A number as a colour's part: cut to 0 to 255.
fn byte(call: &WordCall<'_>, index: usize) -> u8 {
    call.args.opt_number(index).unwrap_or(0.0).clamp(0.0, 255.0) as u8
}

/// The colour given from argument `index` on: an object, or red, green, blue and whether it is automatic.
pub fn argument(call: &WordCall<'_>, index: usize) -> Option<Color> {
    if let Some(handle) = call.args.opt_handle(index) {
        return of(call.doc, *handle);
    }
    call.args.opt_number(index)?;
    if call.args.boolean(index + 3, false) {
        return Some(Color::Auto);
    }
    Some(Color::Rgb(
        byte(call, index),
        byte(call, index + 1),
        byte(call, index + 2),
        255,
    ))
}

/// The border given from argument `index` on: type, width, distance, colour.
///
/// Only `single` is a line; of `none` the other arguments say nothing.
pub fn border_argument(call: &WordCall<'_>, index: usize) -> Border {
    let is = |name: &str| matches!(call.args.get(index), Value::Text(kind) if kind == name);
    if is("none") {
        return Border {
            single: false,
            size: 0,
            space: 0,
            color: Color::Auto,
        };
    }
    Border {
        single: is("single"),
        size: call.args.opt_integer(index + 1).unwrap_or(0),
        space: call.args.opt_integer(index + 2).unwrap_or(0),
        color: argument(call, index + 3).unwrap_or(Color::Auto),
    }
}

fn answer(color: PlainColor) -> WordResult {
    Ok(super::handle::or_null(
        from_plain(color).map(WordRef::Color),
    ))
}

/// `Api.RGB`
pub fn rgb(call: &mut WordCall<'_>) -> WordResult {
    answer(PlainColor::of_rgb(call))
}

/// `Api.RGBA`
pub fn rgba(call: &mut WordCall<'_>) -> WordResult {
    answer(PlainColor::of_rgba(call))
}

/// `Api.AutoColor`
pub fn auto_color(_: &mut WordCall<'_>) -> WordResult {
    answer(PlainColor::Auto)
}

/// `Api.HexColor`
pub fn hex_color(call: &mut WordCall<'_>) -> WordResult {
    answer(PlainColor::of_hex(call))
}

/// `Api.ThemeColor`
pub fn theme_color(call: &mut WordCall<'_>) -> WordResult {
    answer(PlainColor::of_theme(call))
}

/// `Api.Color`
pub fn any_color(call: &mut WordCall<'_>) -> WordResult {
    answer(PlainColor::of_any(call))
}

fn parts(call: &WordCall<'_>) -> (u8, u8, u8) {
    of(call.doc, call.this)
        .unwrap_or(Color::Auto)
        .rgb(call.doc.dom(), call.doc.text.theme())
}

fn get_hex(call: &mut WordCall<'_>) -> WordResult {
    let (r, g, b) = parts(call);
    Ok(format!("#{r:02X}{g:02X}{b:02X}").into())
}

fn members(r: u8, g: u8, b: u8) -> Vec<(String, Value<WordRef>)> {
    [("r", r), ("g", g), ("b", b)]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::Number(f64::from(value))))
        .collect()
}

fn get_rgb(call: &mut WordCall<'_>) -> WordResult {
    let (r, g, b) = parts(call);
    Ok(Value::Object(members(r, g, b)))
}

fn get_rgba(call: &mut WordCall<'_>) -> WordResult {
    let (r, g, b) = parts(call);
    let opacity = match call.this {
        WordRef::Color(Color::Rgb(_, _, _, opacity)) => opacity,
        _ => 255,
    };
    let mut object = members(r, g, b);
    object.push(("a".to_owned(), Value::Number(f64::from(opacity))));
    Ok(Value::Object(object))
}

fn get_theme_name(call: &mut WordCall<'_>) -> WordResult {
    Ok(match call.this {
        WordRef::Color(Color::Theme(slot)) => slot.id().into(),
        _ => Value::Null,
    })
}

fn is_auto_color(call: &mut WordCall<'_>) -> WordResult {
    if call.this == WordRef::Color(Color::Auto) {
        yes()
    } else {
        no()
    }
}

fn is_theme_color(call: &mut WordCall<'_>) -> WordResult {
    if matches!(call.this, WordRef::Color(Color::Theme(_))) {
        yes()
    } else {
        no()
    }
}
