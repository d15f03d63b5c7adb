//! Colours of formats (ECMA-376 Part 1, 18.8.3 and 18.8.27).

use crate::dom::{Dom, NodeId};

/// A colour as a file gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Color {
    /// Red, green and blue: 0xRRGGBB.
    Rgb(u32),
    /// A colour of the theme: 0 `lt1`, 1 `dk1`, 2 `lt2`, 3 `dk2`, 4 to 9 the accents, 10 and 11 the links.
    Theme {
        /// Its number.
        index: u8,
        /// Lightening (or darkening, when negative) in thousandths.
        tint: i16,
    },
    /// A colour of the old palette.
    Indexed(u8),
    /// The system's text colour.
    Auto,
}

impl Color {
    /// Reads an element of type `CT_Color`.
    #[must_use]
    pub fn read(dom: &Dom, node: NodeId) -> Option<Self> {
        if let Some(rgb) = dom.attr(node, "rgb") {
            let digits = rgb.get(rgb.len().checked_sub(6)?..)?;
            return u32::from_str_radix(digits, 16).ok().map(Self::Rgb);
        }
        if let Some(index) = dom.attr(node, "theme") {
            let tint: f64 = dom
                .attr(node, "tint")
                .and_then(|text| text.parse().ok())
                .unwrap_or(0.0);
            let tint = (tint.clamp(-1.0, 1.0) * 1000.0).round() as i16;
            return Some(Self::Theme {
                index: index.parse().ok()?,
                tint,
            });
        }
        if let Some(index) = dom.attr(node, "indexed") {
            return match index.parse().ok()? {
                64_u8 => Some(Self::Auto),
                index => Some(Self::Indexed(index)),
            };
        }
        dom.attr(node, "auto").map(|_| Self::Auto)
    }

    /// Writes the colour over what the element says.
    pub fn write(self, dom: &mut Dom, node: NodeId) {
        for old in ["rgb", "theme", "tint", "indexed", "auto"] {
            dom.remove_attr(node, old);
        }
        match self {
            Self::Rgb(rgb) => dom.set_attr(node, "rgb", &format!("FF{:06X}", rgb & 0x00ff_ffff)),
            Self::Theme { index, tint } => {
                dom.set_attr(node, "theme", &index.to_string());
                if tint != 0 {
                    dom.set_attr(node, "tint", &(f64::from(tint) / 1000.0).to_string());
                }
            }
            Self::Indexed(index) => dom.set_attr(node, "indexed", &index.to_string()),
            Self::Auto => dom.set_attr(node, "auto", "1"),
        }
    }
}

/// The old palette, numbers 8 to 63; 0 to 7 are 8 to 15 again.
pub const INDEXED: [u32; 56] = [
    0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff, 0x800000,
    0x008000, 0x000080, 0x808000, 0x800080, 0x008080, 0xc0c0c0, 0x808080, 0x9999ff, 0x993366,
    0xffffcc, 0xccffff, 0x660066, 0xff8080, 0x0066cc, 0xccccff, 0x000080, 0xff00ff, 0xffff00,
    0x00ffff, 0x800080, 0x800000, 0x008080, 0x0000ff, 0x00ccff, 0xccffff, 0xccffcc, 0xffff99,
    0x99ccff, 0xff99cc, 0xcc99ff, 0xffcc99, 0x3366ff, 0x33cccc, 0x99cc00, 0xffcc00, 0xff9900,
    0xff6600, 0x666699, 0x969696, 0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366,
    0x333399, 0x333333,
];

/// A colour made lighter or darker by a tint in thousandths (18.8.19: the luminance of HSL is scaled).
#[must_use]
pub fn tinted(rgb: u32, tint: i16) -> u32 {
    if tint == 0 {
        return rgb;
    }
    let tint = f64::from(tint) / 1000.0;
    let channel = |shift: u32| f64::from((rgb >> shift) & 0xff) / 255.0;
    let (r, g, b) = (channel(16), channel(8), channel(0));
    let (max, min) = (r.max(g).max(b), r.min(g).min(b));
    let lightness = f64::midpoint(max, min);
    let scaled = if tint < 0.0 {
        lightness * (1.0 + tint)
    } else {
        lightness * (1.0 - tint) + tint
    };
    let delta = max - min;
    let saturation = if delta == 0.0 {
        0.0
    } else {
        delta / (1.0 - (2.0 * lightness - 1.0).abs())
    };
    let spread = (1.0 - (2.0 * scaled - 1.0).abs()) * saturation / 2.0;
    // Hue is kept by moving each channel's place between the smallest and the largest one.
    let place = |value: f64| {
        if delta == 0.0 {
            0.0
        } else {
            (value - f64::midpoint(max, min)) / (delta / 2.0)
        }
    };
    let out =
        |value: f64| ((scaled + place(value) * spread).clamp(0.0, 1.0) * 255.0).round() as u32;
    (out(r) << 16) | (out(g) << 8) | out(b)
}
