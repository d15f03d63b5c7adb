//! Colours of drawings: `ApiUniColor` and the classes of the colours that scripts make.

mod plain;
pub mod script;

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::color as view;

use super::{Classes, DrawRef, DrawResult, DrawingHost, answer, this};
use crate::class::{Call, Class, Member};

/// Which class a colour of a drawing has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UniColor {
    /// Made of red, green and blue.
    Rgb,
    /// Of the theme.
    Scheme,
    /// By its name.
    Preset,
    /// Found in a document.
    Other,
}

impl UniColor {
    /// The name of the class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Rgb => "ApiRGBColor",
            Self::Scheme => "ApiSchemeColor",
            Self::Preset => "ApiPresetColor",
            Self::Other => "ApiUniColor",
        }
    }
}

/// A colour as scripts make it with `Api.RGB` and its kin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainColor {
    /// The reader's default colour.
    Auto,
    /// Red, green, blue and opacity, each 0 to 255.
    Rgb(u8, u8, u8, u8),
    /// A colour of the theme: its place in [`view::SCHEME`].
    Theme(u8),
}

impl PlainColor {
    /// The colour of the theme with this name.
    pub fn theme(name: &str) -> Option<Self> {
        let place = view::SCHEME.iter().position(|known| *known == name)?;
        u8::try_from(place).ok().map(Self::Theme)
    }
}

impl<E: DrawingHost> Classes<E> {
    /// `ApiUniColor`: a colour of a drawing.
    pub const UNI_COLOR: &'static Class<E> = &Class {
        name: "ApiUniColor",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("uniColor".into())),
            Member::new("ToJSON", super::json::paint_to_json),
            Member::new("GetRGB", get_rgb),
        ],
        properties: &[],
    };

    /// `ApiRGBColor`
    pub const RGB_COLOR: &'static Class<E> = &Class {
        name: "ApiRGBColor",
        parent: Some(Self::UNI_COLOR),
        members: &[Member::new("GetClassType", |_| Ok("rgbColor".into()))],
        properties: &[],
    };

    /// `ApiSchemeColor`
    pub const SCHEME_COLOR: &'static Class<E> = &Class {
        name: "ApiSchemeColor",
        parent: Some(Self::UNI_COLOR),
        members: &[Member::new("GetClassType", |_| Ok("schemeColor".into()))],
        properties: &[],
    };

    /// `ApiPresetColor`
    pub const PRESET_COLOR: &'static Class<E> = &Class {
        name: "ApiPresetColor",
        parent: Some(Self::UNI_COLOR),
        members: &[Member::new("GetClassType", |_| Ok("presetColor".into()))],
        properties: &[],
    };
}

/// One of red, green and blue: as in the original only the lowest eight bits count.
fn channel<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> u32 {
    (call.args.opt_integer(index).unwrap_or(0) & 0xff) as u32
}

/// `Api.CreateRGBColor`
pub(super) fn create_rgb<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let rgb = channel(call, 0) << 16 | channel(call, 1) << 8 | channel(call, 2);
    let node = view::rgb(call.doc.dom_mut(), rgb);
    Ok(answer::<E>(DrawRef::UniColor(UniColor::Rgb, node)))
}

/// `Api.CreateSchemeColor`
pub(super) fn create_scheme<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = call.args.opt_text(0).unwrap_or_default();
    let node = view::scheme(call.doc.dom_mut(), &name);
    Ok(answer::<E>(DrawRef::UniColor(UniColor::Scheme, node)))
}

/// `Api.CreatePresetColor`
pub(super) fn create_preset<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = call.args.opt_text(0).unwrap_or_default();
    let dom = call.doc.dom_mut();
    let node = dom.element_with("a:prstClr", &[("val", &name)]);
    Ok(answer::<E>(DrawRef::UniColor(UniColor::Preset, node)))
}

/// The colour given as an argument, as an element: one of a drawing, or an `ApiColor`. It is to be copied.
pub fn color_argument<E: DrawingHost>(call: &mut Call<'_, E>, index: usize) -> Option<NodeId> {
    let handle = call.args.opt_handle(index)?;
    match E::draw_ref(handle) {
        Some(DrawRef::UniColor(_, node)) => Some(node),
        Some(DrawRef::Color(color)) => {
            let dom = call.doc.dom_mut();
            Some(match color {
                PlainColor::Auto => view::rgb(dom, 0),
                PlainColor::Rgb(r, g, b, opacity) => {
                    let node = view::rgb(dom, u32::from_be_bytes([0, r, g, b]));
                    if opacity < 255 {
                        view::set_opacity(dom, node, f64::from(opacity) / 255.0);
                    }
                    node
                }
                PlainColor::Theme(place) => {
                    view::scheme(dom, view::SCHEME.get(usize::from(place)).unwrap_or(&"tx1"))
                }
            })
        }
        Some(_) => None,
        None => call.doc.color_element(handle),
    }
}

/// Red, green and blue of a colour in one number.
pub(super) fn packed<E: DrawingHost>(doc: &mut E, color: NodeId) -> u32 {
    let theme = doc.theme();
    view::base(doc.dom(), color, theme).unwrap_or(0)
}

fn get_rgb<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let color = this(call)?;
    let rgb = if E::RESOLVES_COLORS {
        packed(call.doc, color)
    } else {
        0
    };
    Ok(i64::from(rgb).into())
}
