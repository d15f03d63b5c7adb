//! List styles (ODF 1.3 part 3, 16.30): what stands before the items of each level.

use spindle_model::convert::ConvertError;
use spindle_model::document::{ListKind, NumberStyle};

use super::xml::Xml;

/// Levels of a list style.
const LEVELS: usize = 10;

/// The levels of a list style, outermost first.
#[derive(Debug, Clone, Default)]
pub(super) struct ListStyle {
    levels: [Option<ListKind>; LEVELS],
}

impl ListStyle {
    /// `text:list-style`, behind its end.
    pub fn read(xml: &mut Xml<'_>) -> Result<Self, ConvertError> {
        let mut style = Self::default();
        xml.children(|xml, tag| {
            let kind = match tag.name() {
                "text:list-level-style-number" => number_kind(
                    &tag.get("style:num-format").unwrap_or_default(),
                    tag.number("text:start-value"),
                ),
                "text:list-level-style-bullet" | "text:list-level-style-image" => ListKind::Bullet,
                _ => return xml.skip(),
            };
            let level = tag.number("text:level").unwrap_or(1).saturating_sub(1);
            if let Some(slot) = style.levels.get_mut(level as usize) {
                *slot = Some(kind);
            }
            xml.skip()
        })?;
        Ok(style)
    }

    /// What stands before items of a level, 0 being the outermost. Deeper levels are like the deepest one.
    pub fn kind(&self, level: usize) -> ListKind {
        let slot = self.levels.get(level.min(LEVELS - 1));
        slot.copied().flatten().unwrap_or_default()
    }
}

/// A level without a format shows no number, so that it is no numbered one.
fn number_kind(format: &str, start: Option<u32>) -> ListKind {
    let style = match format.chars().next() {
        None => return ListKind::Bullet,
        Some('a') => NumberStyle::LowerAlpha,
        Some('A') => NumberStyle::UpperAlpha,
        Some('i') => NumberStyle::LowerRoman,
        Some('I') => NumberStyle::UpperRoman,
        Some('一' | '壹' | '壱') => NumberStyle::Chinese,
        Some(_) => NumberStyle::Decimal,
    };
    ListKind::Ordered {
        start: start.unwrap_or(1),
        style,
    }
}
