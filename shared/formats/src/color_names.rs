//! Colours by their CSS names (CSS Color 4, 6.1).

use spindle_model::color::Color;
use spindle_ooxml::drawing::palette;

/// The colour of that name, in small letters.
pub(crate) fn named(name: &str) -> Option<Color> {
    let more = NAMES.iter().find(|(known, _)| *known == name);
    let value = match more {
        Some((_, value)) => *value,
        None => palette::plain(name)?,
    };
    let [_, red, green, blue] = u32::to_be_bytes(value);
    Some(Color(red, green, blue))
}

/// The names that CSS has beyond those of DrawingML, in their order.
const NAMES: &[(&str, u32)] = &[("rebeccapurple", 0x663399), ("windowtext", 0x000000)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_their_order_and_are_found() {
        assert!(NAMES.is_sorted_by_key(|(name, _)| name));
        assert_eq!(named("rebeccapurple"), Some(Color(0x66, 0x33, 0x99)));
        assert_eq!(named("Red"), None);
    }
}
