//! `ApiColor`.

use serde_json::Value as Read;

use super::write::object;
use super::{Json, stringify};
use crate::api::drawing::PlainColor;
use crate::value::Value;

/// A colour of scripts as JSON.
pub fn plain_to_json(color: PlainColor) -> String {
    let channels = |r: u8, g: u8, b: u8| {
        [("red", r), ("green", g), ("blue", b)]
            .map(|(name, value)| (name, Json::from(f64::from(value))))
    };
    let inner = match color {
        PlainColor::Auto => object([("type", "auto".into())]),
        PlainColor::Rgb(r, g, b, 255) => {
            object([("type", "rgb".into()), ("value", object(channels(r, g, b)))])
        }
        PlainColor::Rgb(r, g, b, opacity) => {
            let [red, green, blue] = channels(r, g, b);
            let alpha = ("alpha", f64::from(opacity).into());
            object([
                ("type", "rgba".into()),
                ("value", object([red, green, blue, alpha])),
            ])
        }
        PlainColor::Theme(place) => object([
            ("type", "theme".into()),
            ("value", f64::from(place).into()),
            ("tintAndShade", 0.0.into()),
        ]),
    };
    let mut out = String::new();
    stringify(
        &object([("type", "color".into()), ("color", inner)]),
        &mut out,
    );
    out
}

/// What reads as a member of JSON: parsed text, or an object of a script.
trait Members: Sized {
    fn member(&self, name: &str) -> Option<&Self>;
    fn word(&self) -> Option<&str>;
    fn amount(&self) -> Option<f64>;
}

impl Members for Read {
    fn member(&self, name: &str) -> Option<&Self> {
        self.get(name)
    }

    fn word(&self) -> Option<&str> {
        self.as_str()
    }

    fn amount(&self) -> Option<f64> {
        self.as_f64()
    }
}

impl<R> Members for Value<R> {
    fn member(&self, name: &str) -> Option<&Self> {
        self.get(name)
    }

    fn word(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn amount(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

fn read(json: &impl Members) -> Option<PlainColor> {
    if json.member("type")?.word() != Some("color") {
        return None;
    }
    let inner = json.member("color")?;
    let byte = |value: f64| value.clamp(0.0, 255.0) as u8;
    match inner.member("type")?.word()? {
        "auto" => Some(PlainColor::Auto),
        "rgb" | "rgba" => {
            let value = inner.member("value")?;
            let channel = |name: &str| value.member(name)?.amount().map(byte);
            Some(PlainColor::Rgb(
                channel("red")?,
                channel("green")?,
                channel("blue")?,
                channel("alpha").unwrap_or(255),
            ))
        }
        "hex" => {
            let digits = inner.member("value")?.word()?;
            let (rgb, opacity) = spindle_ooxml::drawing::palette::hex(digits)?;
            let [_, r, g, b] = rgb.to_be_bytes();
            Some(PlainColor::Rgb(r, g, b, opacity))
        }
        "theme" => Some(PlainColor::Theme(byte(inner.member("value")?.amount()?))),
        _ => None,
    }
}

/// The colour that an object of a script describes, as `ApiColor.FromJSON` takes it.
pub fn plain_from_json<R>(value: &Value<R>) -> Option<PlainColor> {
    read(value)
}

/// As [`plain_from_json`], of JSON that was read.
pub(super) fn plain(json: &Read) -> Option<PlainColor> {
    read(json)
}
