//! Conversion of units, which several editors share: `Api.MillimetersToEmus` and its like.

use super::{WordCall, WordResult};
use crate::value::Value;

/// EMU in a point.
const EMU_PT: f64 = 12_700.0;
/// EMU in a millimetre.
const EMU_MM: f64 = 36_000.0;
/// Points in a millimetre.
const PT_MM: f64 = 72.0 / 25.4;
/// Points in a pixel at 96 dpi.
const PT_PX: f64 = 0.75;

/// A member that multiplies its argument; what is no number gives NaN, as in JavaScript.
fn scaled(call: &WordCall<'_>, factor: f64) -> WordResult {
    Ok(Value::Number(
        call.args
            .opt_number(0)
            .map_or(f64::NAN, |value| value * factor),
    ))
}

/// As [`scaled`], cut to a whole number.
fn whole(call: &WordCall<'_>, factor: f64) -> WordResult {
    Ok(Value::Number(
        call.args
            .opt_number(0)
            .map_or(f64::NAN, |value| (value * factor + 1e-9).trunc()),
    ))
}

pub fn millimeters_to_emus(call: &mut WordCall<'_>) -> WordResult {
    whole(call, EMU_MM)
}

pub fn emus_to_millimeters(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 1.0 / EMU_MM)
}

pub fn millimeters_to_points(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, PT_MM)
}

pub fn points_to_millimeters(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 1.0 / PT_MM)
}

pub fn millimeters_to_pixels(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, PT_MM / PT_PX)
}

pub fn centimeters_to_points(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, PT_MM * 10.0)
}

pub fn points_to_centimeters(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 0.1 / PT_MM)
}

pub fn inches_to_points(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 72.0)
}

pub fn points_to_inches(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 1.0 / 72.0)
}

pub fn lines_to_points(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 12.0)
}

pub fn points_to_lines(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 1.0 / 12.0)
}

pub fn picas_to_points(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 12.0)
}

pub fn points_to_picas(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 1.0 / 12.0)
}

pub fn pixels_to_emus(call: &mut WordCall<'_>) -> WordResult {
    whole(call, PT_PX * EMU_PT)
}

pub fn pixels_to_points(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, PT_PX)
}

pub fn points_to_pixels(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 1.0 / PT_PX)
}

pub fn points_to_emus(call: &mut WordCall<'_>) -> WordResult {
    whole(call, EMU_PT)
}

pub fn emus_to_points(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 1.0 / EMU_PT)
}

pub fn points_to_twips(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 20.0)
}

pub fn twips_to_points(call: &mut WordCall<'_>) -> WordResult {
    scaled(call, 0.05)
}
