//! Colours and fonts of a theme, and colours that are made of others (ECMA-376 Part 1, 20.1.2.3 and 20.1.6).

use std::collections::HashMap;
use std::sync::Arc;

use spindle_model::color::Color;
use spindle_model::presentation::Paint;
use spindle_ooxml::drawing::palette;
use spindle_ooxml::{Dom, NodeId};

/// What a slide's theme says.
#[derive(Debug, Clone, Default)]
pub(super) struct Theme {
    colors: HashMap<String, Color>,
    /// What a master calls the colours of its theme (`bg1` is `lt1`).
    map: HashMap<String, String>,
    major: Option<Arc<str>>,
    minor: Option<Arc<str>>,
}

impl Theme {
    /// Reads a theme part and the map of the master that uses it.
    pub(super) fn read(dom: &Dom, theme: Option<NodeId>, master: Option<NodeId>) -> Self {
        let elements = theme.and_then(|theme| dom.child(theme, "a:themeElements"));
        let font = |name: &str| {
            let font = dom.path(elements?, &["a:fontScheme", name, "a:latin"])?;
            dom.attr(font, "typeface")
                .filter(|name| !name.is_empty())
                .map(Arc::from)
        };
        let mut colors = HashMap::new();
        let scheme = elements.and_then(|elements| dom.child(elements, "a:clrScheme"));
        for slot in scheme
            .into_iter()
            .flat_map(|scheme| dom.child_elements(scheme))
        {
            let value = dom.child_elements(slot).next().and_then(|value| {
                dom.attr(value, "lastClr")
                    .or_else(|| dom.attr(value, "val"))
            });
            let name = dom.name_of(slot).and_then(|name| name.strip_prefix("a:"));
            if let (Some(name), Some(color)) = (name, value.and_then(Color::from_hex)) {
                colors.insert(name.to_owned(), color);
            }
        }
        let map = master.and_then(|master| dom.child(master, "p:clrMap"));
        let map = map.into_iter().flat_map(|map| dom.attributes(map));
        Self {
            colors,
            map: map
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            major: font("a:majorFont"),
            minor: font("a:minorFont"),
        }
    }

    /// The font of that name; `+mj-lt` and `+mn-lt` are the theme's.
    pub(super) fn font(&self, name: &str) -> Option<Arc<str>> {
        match name.strip_prefix('+') {
            Some(rest) if rest.starts_with("mj") => self.major.clone(),
            Some(_) => self.minor.clone(),
            None => Some(Arc::from(name)),
        }
    }

    /// The font that text has where nothing says another.
    pub(super) fn body_font(&self) -> Option<Arc<str>> {
        self.minor.clone()
    }

    /// A colour of the theme by its name.
    pub(super) fn named(&self, name: &str) -> Option<Color> {
        let slot = self.map.get(name).map_or(name, String::as_str);
        let slot = match slot {
            "bg1" => "lt1",
            "bg2" => "lt2",
            "tx1" => "dk1",
            "tx2" => "dk2",
            other => other,
        };
        self.colors.get(slot).copied()
    }

    /// The colour inside an element that holds one, such as `a:solidFill`; `base` is what `phClr` stands for.
    pub(super) fn inside(&self, dom: &Dom, holder: NodeId, base: Option<Color>) -> Option<Paint> {
        dom.child_elements(holder)
            .find_map(|color| self.color(dom, color, base))
    }

    fn color(&self, dom: &Dom, node: NodeId, base: Option<Color>) -> Option<Paint> {
        let value = dom.attr(node, "val").unwrap_or_default();
        let color = match dom.name_of(node)? {
            "a:srgbClr" => Color::from_hex(value)?,
            "a:sysClr" => dom.attr(node, "lastClr").and_then(Color::from_hex)?,
            "a:schemeClr" if value == "phClr" => base?,
            "a:schemeClr" => self.named(value)?,
            "a:prstClr" => {
                let [_, red, green, blue] = palette::named(value)?.to_be_bytes();
                Color(red, green, blue)
            }
            _ => return None,
        };
        let mut paint = Paint {
            color,
            opacity: 1.0,
        };
        for change in dom.child_elements(node) {
            let part = dom
                .attr(change, "val")
                .and_then(|value| value.parse::<f32>().ok())
                .unwrap_or(100_000.0)
                / 100_000.0;
            match dom.name_of(change) {
                Some("a:alpha") => paint.opacity = part.clamp(0.0, 1.0),
                Some("a:lumMod") => paint.color = lighter(paint.color, |light| light * part),
                Some("a:lumOff") => paint.color = lighter(paint.color, |light| light + part),
                Some("a:tint") => paint.color = mixed(paint.color, 255.0, part),
                Some("a:shade") => paint.color = mixed(paint.color, 0.0, part),
                _ => {}
            }
        }
        Some(paint)
    }
}

/// So much of a colour and the rest of white or black.
fn mixed(color: Color, other: f32, part: f32) -> Color {
    let part = part.clamp(0.0, 1.0);
    let mix = |value: u8| (f32::from(value) * part + other * (1.0 - part)).round() as u8;
    Color(mix(color.0), mix(color.1), mix(color.2))
}

/// The same hue and saturation with another lightness.
fn lighter(color: Color, change: impl Fn(f32) -> f32) -> Color {
    let part = |value: u8| f32::from(value) / 255.0;
    let (red, green, blue) = (part(color.0), part(color.1), part(color.2));
    let most = red.max(green).max(blue);
    let least = red.min(green).min(blue);
    let spread = most - least;
    let light = f32::midpoint(most, least);
    let wanted = change(light).clamp(0.0, 1.0);
    let saturation = if spread == 0.0 {
        0.0
    } else {
        spread / (1.0 - (2.0 * light - 1.0).abs()).max(f32::EPSILON)
    };
    let chroma = saturation.min(1.0) * (1.0 - (2.0 * wanted - 1.0).abs());
    // Each channel keeps its place between the least and the most.
    let channel = |value: f32| {
        let place = if spread == 0.0 {
            0.5
        } else {
            (value - least) / spread
        };
        let value = wanted - chroma / 2.0 + chroma * place;
        (value.clamp(0.0, 1.0) * 255.0).round() as u8
    };
    Color(channel(red), channel(green), channel(blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_changes_and_hue_stays() {
        assert_eq!(
            lighter(Color(0x44, 0x72, 0xC4), |light| light),
            Color(0x44, 0x72, 0xC4)
        );
        assert_eq!(
            lighter(Color(0, 0, 0), |light| light + 0.5),
            Color(128, 128, 128)
        );
        assert_eq!(
            lighter(Color(255, 0, 0), |light| light * 0.5),
            Color(128, 0, 0)
        );
        assert_eq!(mixed(Color(0, 100, 200), 255.0, 0.0), Color(255, 255, 255));
    }
}
