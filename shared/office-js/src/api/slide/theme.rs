//! `ApiTheme` and its schemes of colours, fonts and formats.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::color as colors;
use spindle_ooxml::slide::scheme;

use super::handle::{master_arg, no, nothing, or_null, place, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::api::drawing::{DrawRef, color_argument, script_color};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiTheme",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("theme".into())),
        Member::new("GetMaster", get_master),
        Member::new("GetColorScheme", |call| {
            part(call, "a:clrScheme", SlideRef::ColorScheme)
        }),
        Member::new("GetFontScheme", |call| {
            part(call, "a:fontScheme", SlideRef::FontScheme)
        }),
        Member::new("GetFormatScheme", |call| {
            part(call, "a:fmtScheme", SlideRef::FormatScheme)
        }),
        Member::new("SetColorScheme", |call| match call.args.opt_handle(0) {
            Some(SlideRef::ColorScheme(node)) => set_part(call, *node),
            _ => no(),
        }),
        Member::new("SetFontScheme", |call| match call.args.opt_handle(0) {
            Some(SlideRef::FontScheme(node)) => set_part(call, *node),
            _ => no(),
        }),
        Member::new("SetFormatScheme", |call| match call.args.opt_handle(0) {
            Some(SlideRef::FormatScheme(node)) => set_part(call, *node),
            _ => no(),
        }),
    ],
    properties: &[],
};

pub static COLOR_CLASS: Class<SlideEditor> = Class {
    name: "ApiThemeColorScheme",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("themeColorScheme".into())),
        Member::new("ToJSON", super::json::to_json),
        Member::new("SetSchemeName", set_name),
        Member::new("ChangeColor", change_color),
        Member::new("Copy", |call| copy(call, SlideRef::ColorScheme)),
    ],
    properties: &[],
};

pub static FONT_CLASS: Class<SlideEditor> = Class {
    name: "ApiThemeFontScheme",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("themeFontScheme".into())),
        Member::new("ToJSON", super::json::to_json),
        Member::new("SetSchemeName", set_name),
        Member::new("SetFonts", set_fonts),
        Member::new("Copy", |call| copy(call, SlideRef::FontScheme)),
    ],
    properties: &[],
};

pub static FORMAT_CLASS: Class<SlideEditor> = Class {
    name: "ApiThemeFormatScheme",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("themeFormatScheme".into())),
        Member::new("ToJSON", super::json::to_json),
        Member::new("SetSchemeName", set_name),
        Member::new("ChangeFillStyles", |call| {
            change_list(call, "a:fillStyleLst")
        }),
        Member::new("ChangeBgFillStyles", |call| {
            change_list(call, "a:bgFillStyleLst")
        }),
        Member::new("ChangeLineStyles", |call| change_list(call, "a:lnStyleLst")),
        Member::new("Copy", |call| copy(call, SlideRef::FormatScheme)),
    ],
    properties: &[],
};

fn get_master(call: &mut SlideCall<'_>) -> SlideResult {
    let theme = this(call)?;
    let owner = call.doc.deck.master_with_theme(theme);
    or_null(
        owner
            .or_else(|| call.doc.theme_masters.get(&theme).copied())
            .map(SlideRef::Master),
    )
}

fn part(call: &mut SlideCall<'_>, name: &str, wrap: fn(NodeId) -> SlideRef) -> SlideResult {
    let theme = this(call)?;
    or_null(
        call.doc
            .dom()
            .path(theme, &["a:themeElements", name])
            .map(wrap),
    )
}

/// Puts a copy of a scheme in place of the theme's own of the same kind.
fn set_part(call: &mut SlideCall<'_>, scheme: NodeId) -> SlideResult {
    let theme = this(call)?;
    let dom = call.doc.dom_mut();
    let name = dom.name_of(scheme).unwrap_or_default().to_owned();
    let Some(old) = dom.path(theme, &["a:themeElements", &name]) else {
        return no();
    };
    if old != scheme {
        let copy = dom.deep_clone(scheme);
        dom.replace(old, copy);
    }
    yes()
}

fn copy(call: &mut SlideCall<'_>, wrap: fn(NodeId) -> SlideRef) -> SlideResult {
    let scheme = this(call)?;
    Ok(Value::Handle(wrap(call.doc.dom_mut().deep_clone(scheme))))
}

fn set_name(call: &mut SlideCall<'_>) -> SlideResult {
    let scheme = this(call)?;
    let Value::Text(name) = call.args.get(0) else {
        return no();
    };
    let name = name.clone();
    call.doc.dom_mut().set_attr(scheme, "name", &name);
    yes()
}

fn change_color(call: &mut SlideCall<'_>) -> SlideResult {
    let scheme = this(call)?;
    let Some(index) = place(call, 0, scheme::SLOTS.len()) else {
        return no();
    };
    let Some(color) = color_argument(call, 1) else {
        return no();
    };
    Ok(scheme::set_color(call.doc.dom_mut(), scheme, index, color).into())
}

/// Latin, East Asian and complex fonts of headings, then of text. What is no text leaves the font as it is.
fn set_fonts(call: &mut SlideCall<'_>) -> SlideResult {
    let scheme = this(call)?;
    let fonts = [0, 1, 2, 3, 4, 5].map(|index| match call.args.get(index) {
        Value::Text(font) => Some(font.clone()),
        _ => None,
    });
    scheme::set_fonts(call.doc.dom_mut(), scheme, &fonts);
    nothing()
}

/// The fills or lines of a list given as an argument; three at least are needed (20.1.4.1.12).
fn styles(call: &SlideCall<'_>, index: usize, lines: bool) -> Option<Vec<NodeId>> {
    let Value::List(items) = call.args.get(index) else {
        return None;
    };
    let nodes: Vec<NodeId> = items
        .iter()
        .filter_map(|item| match item {
            Value::Handle(SlideRef::Draw(DrawRef::Fill(node))) if !lines => Some(*node),
            Value::Handle(SlideRef::Draw(DrawRef::Stroke(node))) if lines => Some(*node),
            _ => None,
        })
        .take(100)
        .collect();
    (nodes.len() >= 3 && nodes.len() == items.len()).then_some(nodes)
}

fn change_list(call: &mut SlideCall<'_>, list: &str) -> SlideResult {
    let scheme = this(call)?;
    let Some(styles) = styles(call, 0, list == "a:lnStyleLst") else {
        return no();
    };
    scheme::set_styles(call.doc.dom_mut(), scheme, list, &styles);
    yes()
}

/// `Api.CreateThemeColorScheme`: twelve colours and a name.
pub fn create_colors(call: &mut SlideCall<'_>) -> SlideResult {
    let Value::List(items) = call.args.get(0) else {
        return Ok(Value::Null);
    };
    if items.len() != scheme::SLOTS.len() {
        return Ok(Value::Null);
    }
    let name = call.args.opt_text(1).unwrap_or_default().into_owned();
    let node = scheme::new_colors(call.doc.dom_mut(), &name);
    for (index, item) in items.iter().enumerate() {
        let color = match item {
            Value::Handle(SlideRef::Draw(DrawRef::UniColor(_, color))) => Some(*color),
            Value::Handle(SlideRef::Draw(DrawRef::Color(color))) => {
                Some(script_color::element(call.doc.dom_mut(), *color))
            }
            _ => None,
        };
        let dom = call.doc.dom_mut();
        let color = color.unwrap_or_else(|| colors::rgb(dom, 0));
        scheme::set_color(dom, node, index, color);
    }
    Ok(Value::Handle(SlideRef::ColorScheme(node)))
}

/// `Api.CreateThemeFontScheme`: six fonts and a name.
pub fn create_fonts(call: &mut SlideCall<'_>) -> SlideResult {
    let fonts = [0, 1, 2, 3, 4, 5]
        .map(|index| Some(call.args.opt_text(index).unwrap_or_default().into_owned()));
    let name = call.args.opt_text(6).unwrap_or_default().into_owned();
    let dom = call.doc.dom_mut();
    let node = scheme::new_fonts(dom, &name);
    scheme::set_fonts(dom, node, &fonts);
    Ok(Value::Handle(SlideRef::FontScheme(node)))
}

/// `Api.CreateThemeFormatScheme`: fills, fills of backgrounds, lines, a name.
pub fn create_formats(call: &mut SlideCall<'_>) -> SlideResult {
    let (Some(fill), Some(background), Some(lines)) = (
        styles(call, 0, false),
        styles(call, 1, false),
        styles(call, 2, true),
    ) else {
        return Ok(Value::Null);
    };
    let name = call.args.opt_text(3).unwrap_or_default().into_owned();
    let dom = call.doc.dom_mut();
    let node = scheme::new_formats(dom, &name);
    scheme::set_styles(dom, node, "a:fillStyleLst", &fill);
    scheme::set_styles(dom, node, "a:bgFillStyleLst", &background);
    scheme::set_styles(dom, node, "a:lnStyleLst", &lines);
    Ok(Value::Handle(SlideRef::FormatScheme(node)))
}

/// `Api.CreateTheme`: a name, a master, and the schemes of colours, formats and fonts.
pub fn create(call: &mut SlideCall<'_>) -> SlideResult {
    let (
        Some(master),
        Some(SlideRef::ColorScheme(colors)),
        Some(SlideRef::FormatScheme(formats)),
        Some(SlideRef::FontScheme(fonts)),
    ) = (
        master_arg(call, 1),
        call.args.opt_handle(2).copied(),
        call.args.opt_handle(3).copied(),
        call.args.opt_handle(4).copied(),
    )
    else {
        return Ok(Value::Null);
    };
    let name = call.args.opt_text(0).unwrap_or_default().into_owned();
    let theme = scheme::new_theme(call.doc.dom_mut(), &name, [colors, fonts, formats]);
    call.doc.theme_masters.insert(theme, master);
    Ok(Value::Handle(SlideRef::Theme(theme)))
}
