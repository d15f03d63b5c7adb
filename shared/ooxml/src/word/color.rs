//! Colours of text documents: explicit, automatic, or from the theme.

use crate::dom::{Dom, NodeId};

/// A colour as WordprocessingML knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// The reader's default colour.
    Auto,
    /// Red, green, blue and opacity, each 0 to 255. Text documents have no place for opacity; it is dropped there.
    Rgb(u8, u8, u8, u8),
    /// A colour of the theme.
    Theme(ThemeColor),
}

/// The slots of a theme (ST_ThemeColor, ISO/IEC 29500-1, 17.18.97).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThemeColor(usize);

/// Name in scripts, name in files, slot in the theme part, red, green and blue.
type Slot = (&'static str, &'static str, &'static str, (u8, u8, u8));

/// Name in scripts, name in `w:themeColor`, slot in the theme part, colour of the new document's theme.
const SLOTS: &[Slot] = &[
    ("accent1", "accent1", "accent1", (0x5B, 0x9B, 0xD5)),
    ("accent2", "accent2", "accent2", (0xED, 0x7D, 0x31)),
    ("accent3", "accent3", "accent3", (0xA5, 0xA5, 0xA5)),
    ("accent4", "accent4", "accent4", (0xFF, 0xC0, 0x00)),
    ("accent5", "accent5", "accent5", (0x44, 0x72, 0xC4)),
    ("accent6", "accent6", "accent6", (0x70, 0xAD, 0x47)),
    ("bg1", "background1", "lt1", (0xFF, 0xFF, 0xFF)),
    ("bg2", "background2", "lt2", (0xE7, 0xE6, 0xE6)),
    ("tx1", "text1", "dk1", (0x00, 0x00, 0x00)),
    ("tx2", "text2", "dk2", (0x44, 0x54, 0x6A)),
    ("dk1", "dark1", "dk1", (0x00, 0x00, 0x00)),
    ("dk2", "dark2", "dk2", (0x44, 0x54, 0x6A)),
    ("lt1", "light1", "lt1", (0xFF, 0xFF, 0xFF)),
    ("lt2", "light2", "lt2", (0xE7, 0xE6, 0xE6)),
    ("hlink", "hyperlink", "hlink", (0x05, 0x63, 0xC1)),
    (
        "folHlink",
        "followedHyperlink",
        "folHlink",
        (0x95, 0x4F, 0x72),
    ),
];

impl ThemeColor {
    /// The slot with this name in scripts, for example `tx1`.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        SLOTS.iter().position(|slot| slot.0 == id).map(Self)
    }

    fn by_attribute(value: &str) -> Option<Self> {
        SLOTS.iter().position(|slot| slot.1 == value).map(Self)
    }

    /// The name in scripts.
    #[must_use]
    pub fn id(self) -> &'static str {
        SLOTS.get(self.0).map_or("tx1", |slot| slot.0)
    }

    fn attribute(self) -> &'static str {
        SLOTS.get(self.0).map_or("text1", |slot| slot.1)
    }

    /// Red, green and blue in the theme part with this root; those of the new document's theme when it has none.
    #[must_use]
    pub fn rgb(self, dom: &Dom, theme: Option<NodeId>) -> (u8, u8, u8) {
        let Some(slot) = SLOTS.get(self.0) else {
            return (0, 0, 0);
        };
        let found = theme
            .and_then(|root| dom.path(root, &["a:themeElements", "a:clrScheme"]))
            .and_then(|scheme| dom.child(scheme, &format!("a:{}", slot.2)))
            .and_then(|color| dom.child_elements(color).next())
            .and_then(|value| {
                dom.attr(value, "lastClr")
                    .or_else(|| dom.attr(value, "val"))
            })
            .and_then(parse_hex);
        found.unwrap_or(slot.3)
    }
}

/// Reads `RRGGBB`, with or without `#`.
#[must_use]
pub fn parse_hex(text: &str) -> Option<(u8, u8, u8)> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    if digits.len() != 6 {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some(((value >> 16) as u8, (value >> 8) as u8, value as u8))
}

impl Color {
    /// The value of `w:val`, `w:color` and `w:fill`: `RRGGBB` or `auto`.
    #[must_use]
    pub fn hex(self, dom: &Dom, theme: Option<NodeId>) -> String {
        match self {
            Self::Auto => "auto".to_owned(),
            Self::Rgb(r, g, b, _) => format!("{r:02X}{g:02X}{b:02X}"),
            Self::Theme(slot) => {
                let (r, g, b) = slot.rgb(dom, theme);
                format!("{r:02X}{g:02X}{b:02X}")
            }
        }
    }

    /// Red, green and blue; automatic is black.
    #[must_use]
    pub fn rgb(self, dom: &Dom, theme: Option<NodeId>) -> (u8, u8, u8) {
        match self {
            Self::Auto => (0, 0, 0),
            Self::Rgb(r, g, b, _) => (r, g, b),
            Self::Theme(slot) => slot.rgb(dom, theme),
        }
    }

    /// Writes the colour into the attribute `name` (`w:val`, `w:color`, `w:fill`) and the theme attribute beside it.
    pub fn write(self, dom: &mut Dom, node: NodeId, name: &str, theme: Option<NodeId>) {
        let hex = self.hex(dom, theme);
        dom.set_attr(node, name, &hex);
        let [slot, tint, shade] = if name == "w:fill" {
            ["w:themeFill", "w:themeFillTint", "w:themeFillShade"]
        } else {
            ["w:themeColor", "w:themeTint", "w:themeShade"]
        };
        dom.remove_attr(node, tint);
        dom.remove_attr(node, shade);
        match self {
            Self::Theme(color) => dom.set_attr(node, slot, color.attribute()),
            _ => {
                dom.remove_attr(node, slot);
            }
        }
    }

    /// Reads what [`Color::write`] writes.
    #[must_use]
    pub fn read(dom: &Dom, node: NodeId, name: &str) -> Option<Self> {
        let slot = if name == "w:fill" {
            "w:themeFill"
        } else {
            "w:themeColor"
        };
        if let Some(color) = dom.attr(node, slot).and_then(ThemeColor::by_attribute) {
            return Some(Self::Theme(color));
        }
        let text = dom.attr(node, name)?;
        if text == "auto" {
            return Some(Self::Auto);
        }
        parse_hex(text).map(|(r, g, b)| Self::Rgb(r, g, b, 255))
    }
}

/// Writes `w:shd` into a property container: the fill, without pattern. `None` takes it away.
pub fn set_shading(dom: &mut Dom, properties: NodeId, fill: Option<Color>, theme: Option<NodeId>) {
    match fill {
        None => {
            super::props::remove(dom, properties, "w:shd");
        }
        Some(fill) => set_fill(
            dom,
            properties,
            Fill {
                clear: true,
                color: fill,
            },
            theme,
        ),
    }
}

/// A fill behind text or a paragraph: one that is seen, or one that says that there is none (`nil`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// Whether it is seen.
    pub clear: bool,
    /// Its colour, kept also by one that is not seen.
    pub color: Color,
}

impl Fill {
    /// What nothing says otherwise.
    pub const NONE: Self = Self {
        clear: false,
        color: Color::Rgb(255, 255, 255, 255),
    };
}

/// Writes `w:shd` (ISO/IEC 29500-1, 17.3.5).
pub fn set_fill(dom: &mut Dom, properties: NodeId, fill: Fill, theme: Option<NodeId>) {
    let shading = super::props::ensure(dom, properties, "w:shd");
    dom.set_attr(shading, "w:val", if fill.clear { "clear" } else { "nil" });
    Color::Auto.write(dom, shading, "w:color", theme);
    fill.color.write(dom, shading, "w:fill", theme);
}

/// The fill of `w:shd` in a property container, seen or not.
#[must_use]
pub fn fill(dom: &Dom, properties: NodeId) -> Option<Fill> {
    let shading = dom.child(properties, "w:shd")?;
    let clear = !matches!(dom.attr(shading, "w:val"), Some("nil"));
    let color = Color::read(dom, shading, "w:fill");
    match (clear, color) {
        (true, color) => color.map(|color| Fill { clear, color }),
        (false, color) => Some(Fill {
            clear,
            color: color.unwrap_or(Fill::NONE.color),
        }),
    }
}

/// The fill of `w:shd` in a property container.
#[must_use]
pub fn shading(dom: &Dom, properties: NodeId) -> Option<Color> {
    let shading = dom.child(properties, "w:shd")?;
    if matches!(dom.attr(shading, "w:val"), Some("nil")) {
        return None;
    }
    Color::read(dom, shading, "w:fill")
}
