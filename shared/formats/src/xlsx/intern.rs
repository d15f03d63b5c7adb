//! Styles and texts that are equal, kept once.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use spindle_model::document::Script;
use spindle_model::workbook::{
    CellBorders, CellFont, CellStyle, Color, HorizontalAlign, VerticalAlign,
};

/// What tells one font from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct FontKey {
    name: Option<Arc<str>>,
    size: Option<u32>,
    flags: [bool; 4],
    script: u8,
    color: Option<Color>,
}

impl FontKey {
    pub(super) fn new(font: &CellFont) -> Self {
        Self {
            name: font.name.clone(),
            size: font.size.map(f32::to_bits),
            flags: [font.bold, font.italic, font.underline, font.strike],
            script: match font.script {
                None => 0,
                Some(Script::Super) => 1,
                Some(Script::Sub) => 2,
            },
            color: font.color,
        }
    }
}

/// What tells one style from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct StyleKey {
    font: FontKey,
    fill: Option<Color>,
    borders: CellBorders,
    number_format: Option<Arc<str>>,
    align: (u8, u8, bool, u8, i16),
    unlocked: bool,
}

impl StyleKey {
    fn new(style: &CellStyle) -> Self {
        let horizontal = match style.horizontal {
            HorizontalAlign::General => 0,
            HorizontalAlign::Left => 1,
            HorizontalAlign::Center => 2,
            HorizontalAlign::Right => 3,
            HorizontalAlign::Justify => 4,
            HorizontalAlign::Fill => 5,
            HorizontalAlign::CenterAcross => 6,
        };
        let vertical = match style.vertical {
            VerticalAlign::Bottom => 0,
            VerticalAlign::Middle => 1,
            VerticalAlign::Top => 2,
        };
        Self {
            font: FontKey::new(&style.font),
            fill: style.fill,
            borders: style.borders,
            number_format: style.number_format.clone(),
            align: (
                horizontal,
                vertical,
                style.wrap,
                style.indent,
                style.rotation,
            ),
            unlocked: style.unlocked,
        }
    }
}

/// Styles, each different one once, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct StyleSet {
    pub(super) styles: Vec<CellStyle>,
    index: HashMap<StyleKey, u32>,
}

impl StyleSet {
    /// The index of an equal style, which is added when there is none.
    pub(super) fn add(&mut self, style: CellStyle) -> u32 {
        let next = self.styles.len() as u32;
        *self.index.entry(StyleKey::new(&style)).or_insert_with(|| {
            self.styles.push(style);
            next
        })
    }
}

/// Slots of [`TextCache`].
const SLOTS: usize = 4096;

/// Texts seen lately, so that columns of equal words share their bytes. It is a fixed number of slots and not a set:
/// where all texts differ, a set would cost more than it saves.
#[derive(Debug)]
pub(super) struct TextCache {
    slots: Vec<Option<Arc<str>>>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

impl Default for TextCache {
    fn default() -> Self {
        Self {
            slots: vec![None; SLOTS],
            hasher: BuildHasherDefault::default(),
        }
    }
}

impl TextCache {
    /// The text, shared with an equal one where that was seen lately.
    pub(super) fn get(&mut self, text: &str) -> Arc<str> {
        let at = self.hasher.hash_one(text) as usize % SLOTS;
        let Some(slot) = self.slots.get_mut(at) else {
            return text.into();
        };
        match slot {
            Some(known) if **known == *text => Arc::clone(known),
            _ => {
                let text: Arc<str> = text.into();
                *slot = Some(Arc::clone(&text));
                text
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_styles_and_texts_are_one() {
        let mut set = StyleSet::default();
        assert_eq!(set.add(CellStyle::default()), 0);
        let turned = CellStyle {
            rotation: -45,
            ..CellStyle::default()
        };
        assert_eq!(set.add(turned.clone()), 1);
        assert_eq!(set.add(CellStyle::default()), 0);
        assert_eq!(set.add(turned), 1);
        assert_eq!(set.styles.len(), 2);

        let mut cache = TextCache::default();
        assert!(Arc::ptr_eq(&cache.get("yes"), &cache.get("yes")));
    }
}
