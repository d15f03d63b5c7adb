//! Fonts and colours of the theme (ISO/IEC 29500-1, 20.1.6).

use std::collections::HashMap;
use std::sync::Arc;

use spindle_model::document::Color;
use spindle_ooxml::{Dom, NodeId};

/// What a theme says of fonts and colours.
#[derive(Debug, Default)]
pub(super) struct Theme {
    major: [Option<Arc<str>>; 3],
    minor: [Option<Arc<str>>; 3],
    colors: HashMap<String, Color>,
}

impl Theme {
    /// Reads the theme's root.
    pub fn read(dom: &Dom, root: NodeId) -> Self {
        let fonts = |name: &str| {
            let scheme = dom.path(root, &["a:themeElements", "a:fontScheme", name]);
            ["a:latin", "a:ea", "a:cs"].map(|script| {
                let node = dom.child(scheme?, script)?;
                dom.attr(node, "typeface")
                    .filter(|font| !font.is_empty())
                    .map(Arc::from)
            })
        };
        let mut colors = HashMap::new();
        if let Some(scheme) = dom.path(root, &["a:themeElements", "a:clrScheme"]) {
            for slot in dom.child_elements(scheme) {
                let value = dom.child_elements(slot).next().and_then(|value| {
                    dom.attr(value, "lastClr")
                        .or_else(|| dom.attr(value, "val"))
                });
                let name = dom.name_of(slot).and_then(|name| name.strip_prefix("a:"));
                if let (Some(name), Some(color)) = (name, value.and_then(Color::from_hex)) {
                    colors.insert(name.to_owned(), color);
                }
            }
        }
        Self {
            major: fonts("a:majorFont"),
            minor: fonts("a:minorFont"),
            colors,
        }
    }

    /// The font that `w:asciiTheme` and its like name (17.18.96).
    pub fn font(&self, name: &str) -> Option<Arc<str>> {
        let fonts = if name.starts_with("major") {
            &self.major
        } else {
            &self.minor
        };
        let [latin, east_asian, complex] = fonts;
        if name.ends_with("EastAsia") {
            east_asian.clone()
        } else if name.ends_with("Bidi") {
            complex.clone()
        } else {
            latin.clone()
        }
    }

    /// The colour that `w:themeColor` names (17.18.97), without tint and shade.
    pub fn color(&self, name: &str) -> Option<Color> {
        let slot = match name {
            "dark1" | "text1" => "dk1",
            "light1" | "background1" => "lt1",
            "dark2" | "text2" => "dk2",
            "light2" | "background2" => "lt2",
            "hyperlink" => "hlink",
            "followedHyperlink" => "folHlink",
            other => other,
        };
        self.colors.get(slot).copied()
    }
}
