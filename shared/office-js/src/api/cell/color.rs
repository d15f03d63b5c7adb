//! Colours: `ApiColor`, and colours as arguments.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::color as drawing;
use spindle_ooxml::drawing::palette::{hex, named};
use spindle_ooxml::sheet::styles::{INDEXED, tinted};
use spindle_ooxml::sheet::{Color, Workbook};

use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::api::drawing::{DrawRef, PlainColor, plain_from_json, plain_to_json};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiColor",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("color".into())),
        Member::new("GetHex", get_hex),
        Member::new("GetRGB", get_rgb),
        Member::new("GetRGBA", get_rgba),
        Member::new("GetThemeName", get_theme_name),
        Member::new("IsThemeColor", is_theme_color),
        Member::new("ToJSON", to_json),
        Member::new("FromJSON", |call| {
            let color = plain_from_json(call.args.get(0));
            Ok(color.map_or(Value::Null, |color| Value::Handle(from_plain(color))))
        }),
    ],
    properties: &[],
};

/// Members of `Api` that make colours.
pub const CREATE_COLOR_BY_NAME: Member<CellEditor> = Member::new("CreateColorByName", |call| {
    let rgb = call
        .args
        .opt_text(0)
        .and_then(|name| named(&name))
        .unwrap_or(0);
    Ok(answer(Color::Rgb(rgb)))
});
pub const CREATE_COLOR_FROM_RGB: Member<CellEditor> = Member::new("CreateColorFromRGB", |call| {
    Ok(answer(Color::Rgb(channels(call))))
});
pub const RGB: Member<CellEditor> = Member::new("RGB", |call| {
    Ok(Value::Handle(from_plain(PlainColor::of_rgb(call))))
});
pub const RGBA: Member<CellEditor> = Member::new("RGBA", |call| {
    Ok(Value::Handle(from_plain(PlainColor::of_rgba(call))))
});
pub const HEX_COLOR: Member<CellEditor> = Member::new("HexColor", |call| {
    Ok(Value::Handle(from_plain(PlainColor::of_hex(call))))
});
pub const THEME_COLOR: Member<CellEditor> = Member::new("ThemeColor", |call| {
    Ok(Value::Handle(from_plain(PlainColor::of_theme(call))))
});
/// Red, green and blue, a hexadecimal colour, a colour of the theme, or a name.
pub const COLOR: Member<CellEditor> = Member::new("Color", |call| {
    Ok(Value::Handle(from_plain(PlainColor::of_any(call))))
});

fn answer(color: Color) -> Value<CellRef> {
    Value::Handle(CellRef::Color(color, 255))
}

/// One of red, green and blue; as in the original only the lowest eight bits count.
fn channel(call: &CellCall<'_>, index: usize) -> u32 {
    let value = call.args.opt_integer(index).unwrap_or(0);
    (value & 0xff) as u32
}

fn channels(call: &CellCall<'_>) -> u32 {
    (channel(call, 0) << 16) | (channel(call, 1) << 8) | channel(call, 2)
}

/// The colour given as an argument; `None` for none at all, `Some(None)` for no fill.
#[expect(
    clippy::option_option,
    reason = "no colour given, no fill, or a colour"
)]
pub fn argument(call: &CellCall<'_>, index: usize) -> Option<Option<Color>> {
    match call.args.get(index) {
        Value::Handle(CellRef::Color(color, _)) => Some(Some(*color)),
        Value::Handle(CellRef::Draw(DrawRef::UniColor(_, node))) => {
            let dom = &call.doc.book.package.dom;
            let theme = dom.attr(*node, "val").and_then(theme_index);
            Some(Some(theme.map_or_else(
                || Color::Rgb(drawing::base(dom, *node, None).unwrap_or(0)),
                |index| Color::Theme { index, tint: 0 },
            )))
        }
        Value::Handle(CellRef::Draw(DrawRef::Fill(node)))
            if call.doc.book.package.dom.is(*node, "a:noFill") =>
        {
            Some(None)
        }
        Value::Text(text) if text.eq_ignore_ascii_case("no fill") => Some(None),
        Value::Text(text) => {
            let rgb = named(text).or_else(|| {
                hex(text)
                    .filter(|_| text.starts_with('#'))
                    .map(|(rgb, _)| rgb)
            })?;
            Some(Some(Color::Rgb(rgb)))
        }
        _ => None,
    }
}

/// Names of the theme's colours in the order in which formats number them.
const THEME: &[(&str, &str)] = &[
    ("lt1", "bg1"),
    ("dk1", "tx1"),
    ("lt2", "bg2"),
    ("dk2", "tx2"),
    ("accent1", ""),
    ("accent2", ""),
    ("accent3", ""),
    ("accent4", ""),
    ("accent5", ""),
    ("accent6", ""),
    ("hlink", ""),
    ("folHlink", ""),
];

fn theme_index(name: &str) -> Option<u8> {
    let place = THEME
        .iter()
        .position(|(one, other)| *one == name || (!other.is_empty() && *other == name))?;
    Some(place as u8)
}

/// A colour in red, green and blue.
pub fn resolve(book: &mut Workbook, color: Color) -> u32 {
    match color {
        Color::Rgb(rgb) => rgb,
        Color::Auto => 0,
        Color::Indexed(index) => {
            let index = usize::from(if index < 8 { index } else { index - 8 });
            INDEXED.get(index).copied().unwrap_or(0)
        }
        Color::Theme { index, tint } => {
            let name = THEME
                .get(usize::from(index))
                .map_or("dk1", |(name, _)| name);
            tinted(theme_color(book, name).unwrap_or(0), tint)
        }
    }
}

/// A colour of scripts as a handle of this editor.
pub fn from_plain(color: PlainColor) -> CellRef {
    match color {
        PlainColor::Auto => CellRef::Color(Color::Auto, 255),
        PlainColor::Rgb(r, g, b, opacity) => {
            CellRef::Color(Color::Rgb(u32::from_be_bytes([0, r, g, b])), opacity)
        }
        PlainColor::Theme(place) => {
            let name = drawing::SCHEME.get(usize::from(place)).unwrap_or(&"tx1");
            let index = theme_index(name).unwrap_or(1);
            CellRef::Color(Color::Theme { index, tint: 0 }, 255)
        }
    }
}

fn to_json(call: &mut CellCall<'_>) -> CellResult {
    let (rgb, opacity) = this(call)?;
    let theme = match call.this {
        CellRef::Color(Color::Theme { index, .. }, _) => THEME
            .get(usize::from(index))
            .and_then(|(name, _)| PlainColor::theme(name)),
        _ => None,
    };
    let [_, r, g, b] = rgb.to_be_bytes();
    Ok(plain_to_json(theme.unwrap_or(PlainColor::Rgb(r, g, b, opacity))).into())
}

/// The root of the workbook's theme.
pub fn theme(book: &mut Workbook) -> Option<NodeId> {
    let main = book.package.main_part().to_owned();
    let part = book.package.related(&main, "theme")?;
    book.package.root(&part).ok()
}

/// A colour as an element of a drawing.
pub fn element(book: &mut Workbook, color: Color, opacity: u8) -> NodeId {
    let rgb = resolve(book, color);
    let dom = &mut book.package.dom;
    let node = match color {
        Color::Theme { index, tint: 0 } => {
            let name = THEME
                .get(usize::from(index))
                .map_or("dk1", |(name, _)| name);
            drawing::scheme(dom, name)
        }
        _ => drawing::rgb(dom, rgb),
    };
    if opacity < 255 {
        drawing::set_opacity(dom, node, f64::from(opacity) / 255.0);
    }
    node
}

fn theme_color(book: &mut Workbook, name: &str) -> Option<u32> {
    let root = theme(book)?;
    let dom = &book.package.dom;
    let place = dom.path(
        root,
        &["a:themeElements", "a:clrScheme", &format!("a:{name}")],
    )?;
    let color = dom.child_elements(place).next()?;
    let digits = dom
        .attr(color, "lastClr")
        .or_else(|| dom.attr(color, "val"))?;
    u32::from_str_radix(digits, 16).ok()
}

fn this(call: &mut CellCall<'_>) -> Result<(u32, u8), ApiError> {
    match call.this {
        CellRef::Color(color, alpha) => Ok((resolve(&mut call.doc.book, color), alpha)),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiColor".to_owned(),
        )),
    }
}

fn get_hex(call: &mut CellCall<'_>) -> CellResult {
    let (rgb, _) = this(call)?;
    Ok(format!("#{rgb:06X}").into())
}

fn parts(rgb: u32) -> Vec<(String, Value<CellRef>)> {
    [("r", 16), ("g", 8), ("b", 0)]
        .into_iter()
        .map(|(name, shift)| {
            (
                name.to_owned(),
                Value::Number(f64::from((rgb >> shift) & 0xff)),
            )
        })
        .collect()
}

fn get_rgb(call: &mut CellCall<'_>) -> CellResult {
    let (rgb, _) = this(call)?;
    Ok(Value::Object(parts(rgb)))
}

fn get_rgba(call: &mut CellCall<'_>) -> CellResult {
    let (rgb, alpha) = this(call)?;
    let mut parts = parts(rgb);
    parts.push(("a".to_owned(), Value::Number(f64::from(alpha))));
    Ok(Value::Object(parts))
}

fn get_theme_name(call: &mut CellCall<'_>) -> CellResult {
    Ok(match call.this {
        CellRef::Color(Color::Theme { index, .. }, _) => {
            // Of two names scripts mostly say that of text or background, and sheets know no difference.
            let found = THEME.get(usize::from(index));
            found
                .map(|(name, other)| if other.is_empty() { *name } else { *other })
                .into()
        }
        _ => Value::Null,
    })
}

fn is_theme_color(call: &mut CellCall<'_>) -> CellResult {
    Ok(matches!(call.this, CellRef::Color(Color::Theme { .. }, _)).into())
}
