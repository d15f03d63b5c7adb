//! Colours: `a:srgbClr`, `a:schemeClr` and the others of EG_ColorChoice (20.1.2.3).

use super::palette::{hex, named};
use crate::dom::{Dom, NodeId};

/// The elements that are colours.
pub const NAMES: &[&str] = &[
    "a:scrgbClr",
    "a:srgbClr",
    "a:hslClr",
    "a:sysClr",
    "a:schemeClr",
    "a:prstClr",
];

/// Names of the colours of a theme (ST_SchemeColorVal, 20.1.10.54) in the order in which the original numbers them.
pub const SCHEME: &[&str] = &[
    "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "bg1", "bg2", "dk1", "dk2",
    "folHlink", "hlink", "lt1", "lt2", "phClr", "tx1", "tx2",
];

/// A new colour of red, green and blue.
pub fn rgb(dom: &mut Dom, rgb: u32) -> NodeId {
    dom.element_with("a:srgbClr", &[("val", &format!("{:06X}", rgb & 0xff_ffff))])
}

/// A new colour of the theme; unknown names mean `tx2`, as in the original.
pub fn scheme(dom: &mut Dom, name: &str) -> NodeId {
    let known = SCHEME.iter().find(|known| **known == name);
    dom.element_with("a:schemeClr", &[("val", known.unwrap_or(&"tx2"))])
}

/// The colour inside an element that holds one, such as `a:solidFill`.
#[must_use]
pub fn inside(dom: &Dom, holder: NodeId) -> Option<NodeId> {
    super::choice(dom, holder, NAMES)
}

/// Puts a copy of a colour into an element that holds one, in place of that one. A preset name that the schema does not
/// know is written as black, which is what the original shows.
pub fn put(dom: &mut Dom, holder: NodeId, color: NodeId) {
    if let Some(old) = inside(dom, holder) {
        dom.detach(old);
    }
    let unknown = dom.is(color, "a:prstClr") && dom.attr(color, "val").and_then(named).is_none();
    let copy = if unknown {
        rgb(dom, 0)
    } else {
        dom.deep_clone(color)
    };
    dom.prepend(holder, copy);
}

/// The slot of a theme that a name means: `bg1` is `lt1` where no map says otherwise (20.1.6.8).
fn slot(name: &str) -> &str {
    match name {
        "bg1" => "lt1",
        "bg2" => "lt2",
        "tx1" => "dk1",
        "tx2" => "dk2",
        other => other,
    }
}

/// Red, green and blue of a colour without its transforms, with the theme's part for colours of the theme.
#[must_use]
pub fn base(dom: &Dom, color: NodeId, theme: Option<NodeId>) -> Option<u32> {
    let value = dom.attr(color, "val");
    match dom.name_of(color)? {
        "a:srgbClr" => value.and_then(hex).map(|(rgb, _)| rgb),
        "a:sysClr" => dom.attr(color, "lastClr").and_then(hex).map(|(rgb, _)| rgb),
        "a:prstClr" => value.and_then(named),
        "a:schemeClr" => {
            let place = format!("a:{}", slot(value?));
            let scheme = dom.path(theme?, &["a:themeElements", "a:clrScheme"])?;
            let entry = dom.child_elements(dom.child(scheme, &place)?).next()?;
            // An entry of a theme is no colour of a theme itself.
            (!dom.is(entry, "a:schemeClr")).then(|| base(dom, entry, None))?
        }
        "a:scrgbClr" => {
            let part = |name: &str| -> Option<u32> {
                let value: f64 = dom.attr(color, name)?.trim_end_matches('%').parse().ok()?;
                Some((value / 100_000.0 * 255.0).round().clamp(0.0, 255.0) as u32)
            };
            Some(part("r")? << 16 | part("g")? << 8 | part("b")?)
        }
        _ => None,
    }
}

/// The opacity of a colour, 0 to 1 (20.1.2.3.1); 1 when it says nothing.
#[must_use]
pub fn opacity(dom: &Dom, color: NodeId) -> f64 {
    dom.child(color, "a:alpha")
        .and_then(|alpha| dom.attr(alpha, "val")?.parse::<f64>().ok())
        .map_or(1.0, |value| (value / 100_000.0).clamp(0.0, 1.0))
}

/// Sets the opacity of a colour, 0 to 1.
pub fn set_opacity(dom: &mut Dom, color: NodeId, opacity: f64) {
    let value = (opacity.clamp(0.0, 1.0) * 100_000.0).round() as i64;
    let alpha = dom.ensure_child(color, "a:alpha", &[]);
    dom.set_attr(alpha, "val", &value.to_string());
}
