//! `Api.RGB` and its kin: colours as scripts make them, the same in every editor.

use spindle_ooxml::drawing::palette::named;

use super::PlainColor;
use crate::class::Call;
use crate::editor::Editor;
use crate::value::Value;

/// One of red, green, blue and opacity: as in the original only the lowest eight bits count.
fn channel<E: Editor>(call: &Call<'_, E>, index: usize) -> u8 {
    u8::try_from(call.args.opt_integer(index).unwrap_or(0) & 0xff).unwrap_or(0)
}

impl PlainColor {
    fn packed(value: u32) -> Self {
        let [_, r, g, b] = value.to_be_bytes();
        Self::Rgb(r, g, b, 255)
    }

    /// `Api.RGB`
    pub fn of_rgb<E: Editor>(call: &Call<'_, E>) -> Self {
        let [r, g, b] = [0, 1, 2].map(|index| channel(call, index));
        Self::Rgb(r, g, b, 255)
    }

    /// `Api.RGBA`: an opacity that is not given is none.
    pub fn of_rgba<E: Editor>(call: &Call<'_, E>) -> Self {
        let [r, g, b, a] = [0, 1, 2, 3].map(|index| channel(call, index));
        Self::Rgb(r, g, b, a)
    }

    /// `Api.HexColor`: of a hexadecimal number the last six digits are the colour; what is no number is black.
    pub fn of_hex<E: Editor>(call: &Call<'_, E>) -> Self {
        let text = call.args.opt_text(0).unwrap_or_default();
        let digits = text.replace('#', "");
        let value = u64::from_str_radix(digits.get(..15).unwrap_or(&digits), 16).unwrap_or(0);
        let [.., r, g, b] = value.to_be_bytes();
        Self::Rgb(r, g, b, 255)
    }

    /// `Api.ThemeColor`: a name that is no colour of the theme means that of text.
    pub fn of_theme<E: Editor>(call: &Call<'_, E>) -> Self {
        let name = call.args.opt_text(0).unwrap_or("tx1".into());
        Self::theme(&name)
            .or_else(|| Self::theme("tx1"))
            .unwrap_or(Self::Auto)
    }

    /// `Api.Color`: red, green, blue and opacity, one number of them all, a hexadecimal colour, a colour of the theme, or a
    /// name. What is none of them is black.
    pub fn of_any<E: Editor>(call: &Call<'_, E>) -> Self {
        if call.args.given(2) {
            return match Self::of_rgb(call) {
                Self::Rgb(r, g, b, _) if call.args.given(3) => Self::Rgb(r, g, b, channel(call, 3)),
                color => color,
            };
        }
        match call.args.get(0) {
            Value::Text(text) => Self::by_text(text),
            Value::Number(number) if (0.0..16_777_216.0).contains(number) => {
                Self::packed(*number as u32)
            }
            _ => Self::packed(0),
        }
    }

    fn by_text(text: &str) -> Self {
        if text == "auto" {
            return Self::Auto;
        }
        if let Some(color) = Self::theme(text).filter(|_| text != "phClr") {
            return color;
        }
        let digits = text.strip_prefix('#').unwrap_or(text);
        let short = digits.len() == 3;
        if (short || digits.len() == 6) && digits.chars().all(|one| one.is_ascii_hexdigit()) {
            let digits = if short {
                digits.chars().flat_map(|one| [one, one]).collect()
            } else {
                digits.to_owned()
            };
            return Self::packed(u32::from_str_radix(&digits, 16).unwrap_or(0));
        }
        // Names begin with a small letter.
        let small = text.starts_with(|one: char| one.is_ascii_lowercase());
        Self::packed(named(text).filter(|_| small).unwrap_or(0))
    }
}
