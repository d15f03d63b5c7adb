//! `ApiColor`, and the members of `Api` that make it, in editors whose documents have no other kind of colour.

use spindle_ooxml::drawing::color as view;
use spindle_ooxml::{Dom, NodeId};

use super::PlainColor;
use crate::api::drawing::json::{plain_from_json, plain_to_json};
use crate::api::drawing::{Classes, DrawRef, DrawResult, DrawingHost};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiColor`
    pub const COLOR: &'static Class<E> = &Class {
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
                    Value::Handle(E::wrap(DrawRef::Color(color)))
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
}

fn this<E: DrawingHost>(call: &Call<'_, E>) -> PlainColor {
    match E::draw_ref(&call.this) {
        Some(DrawRef::Color(color)) => color,
        _ => PlainColor::Auto,
    }
}

fn answer<E: DrawingHost>(color: PlainColor) -> DrawResult<E> {
    Ok(Value::Handle(E::wrap(DrawRef::Color(color))))
}

/// `Api.RGB`
pub fn rgb<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    answer::<E>(PlainColor::of_rgb(call))
}

/// `Api.RGBA`
pub fn rgba<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    answer::<E>(PlainColor::of_rgba(call))
}

/// `Api.HexColor`
pub fn hex_color<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    answer::<E>(PlainColor::of_hex(call))
}

/// `Api.ThemeColor`
pub fn theme_color<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    answer::<E>(PlainColor::of_theme(call))
}

/// `Api.AutoColor`
pub fn auto_color<E: DrawingHost>(_: &mut Call<'_, E>) -> DrawResult<E> {
    answer::<E>(PlainColor::Auto)
}

/// `Api.Color`
pub fn any_color<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    answer::<E>(PlainColor::of_any(call))
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
pub fn resolved<E: DrawingHost>(doc: &mut E, color: PlainColor) -> [u8; 4] {
    match color {
        PlainColor::Auto => [0, 0, 0, 255],
        PlainColor::Rgb(r, g, b, a) => [r, g, b, a],
        color @ PlainColor::Theme(_) => {
            let theme = doc.theme();
            let dom = doc.dom_mut();
            let element = element(dom, color);
            let [_, r, g, b] = view::base(dom, element, theme).unwrap_or(0).to_be_bytes();
            [r, g, b, 255]
        }
    }
}

fn get_hex<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let [r, g, b, _] = resolved(call.doc, this(call));
    Ok(format!("#{r:02X}{g:02X}{b:02X}").into())
}

fn get_channels<E: DrawingHost>(call: &mut Call<'_, E>, opacity: bool) -> DrawResult<E> {
    let values = resolved(call.doc, this(call));
    let count = if opacity { 4 } else { 3 };
    let entries = ["r", "g", "b", "a"].into_iter().zip(values).take(count);
    Ok(Value::Object(
        entries
            .map(|(name, value)| (name.to_owned(), i64::from(value).into()))
            .collect(),
    ))
}

fn get_theme_name<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(match this(call) {
        PlainColor::Theme(place) => view::SCHEME.get(usize::from(place)).copied().into(),
        _ => Value::Null,
    })
}
