//! Conversion of units, which several editors share: `Api.MillimetersToEmus` and its like.

use crate::class::{ApiError, Call};
use crate::editor::Editor;
use crate::value::Value;

type Answer<E> = Result<Value<<E as Editor>::Ref>, ApiError>;

/// EMU in a millimetre.
const EMU_MM: f64 = 36_000.0;
/// Points in a millimetre.
const PT_MM: f64 = 72.0 / 25.4;
/// Points in a pixel at 96 dpi.
const PT_PX: f64 = 0.75;

/// A whole number of points as scripts read it: the original keeps millimetres, and its last digits come from there.
pub fn points_of_file(points: i64) -> f64 {
    const MM_PT: f64 = 25.4 / 72.0;
    points as f64 * MM_PT / MM_PT
}

/// The argument as arithmetic of JavaScript takes it: what is no number gives NaN, nothing at all counts as 0.
fn operand<E: Editor>(call: &Call<'_, E>) -> f64 {
    match call.args.get(0) {
        Value::Null => 0.0,
        Value::Bool(on) => f64::from(u8::from(*on)),
        Value::Number(number) => *number,
        Value::Text(text) if text.trim().is_empty() => 0.0,
        Value::List(values) if values.is_empty() => 0.0,
        _ => call.args.opt_number(0).unwrap_or(f64::NAN),
    }
}

/// A member that multiplies its argument.
fn scaled<E: Editor>(call: &Call<'_, E>, factor: f64) -> Answer<E> {
    Ok(Value::Number(operand(call) * factor))
}

/// As [`scaled`], by way of millimetres: the original's last digits come from there.
fn by_millimetres<E: Editor>(call: &Call<'_, E>, millimetres: impl Fn(f64) -> f64) -> Answer<E> {
    Ok(Value::Number(millimetres(operand(call)) * PT_MM))
}

/// A member that answers EMU: whole ones, halves go up.
fn whole<E: Editor>(call: &Call<'_, E>, emu: impl Fn(f64) -> f64) -> Answer<E> {
    Ok(Value::Number((emu(operand(call)) + 0.5).floor()))
}

/// `Api.MillimetersToEmus`
pub fn millimeters_to_emus<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    whole(call, |millimetres| millimetres * EMU_MM)
}

/// `Api.EmusToMillimeters`
pub fn emus_to_millimeters<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 1.0 / EMU_MM)
}

/// `Api.MillimetersToPoints`
pub fn millimeters_to_points<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, PT_MM)
}

/// `Api.PointsToMillimeters`
pub fn points_to_millimeters<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 1.0 / PT_MM)
}

/// `Api.MillimetersToPixels`
pub fn millimeters_to_pixels<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, PT_MM / PT_PX)
}

/// `Api.CentimetersToPoints`
pub fn centimeters_to_points<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    by_millimetres(call, |value| value * 10.0)
}

/// `Api.PointsToCentimeters`
pub fn points_to_centimeters<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 0.1 / PT_MM)
}

/// `Api.InchesToPoints`
pub fn inches_to_points<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    by_millimetres(call, |value| value * 25.4)
}

/// `Api.PointsToInches`
pub fn points_to_inches<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 1.0 / 72.0)
}

/// `Api.LinesToPoints`
pub fn lines_to_points<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 12.0)
}

/// `Api.PointsToLines`
pub fn points_to_lines<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 1.0 / 12.0)
}

/// `Api.PicasToPoints`
pub fn picas_to_points<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 12.0)
}

/// `Api.PointsToPicas`
pub fn points_to_picas<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(Value::Number(operand(call) / 12.0))
}

/// `Api.PixelsToEmus`
pub fn pixels_to_emus<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    whole(call, |pixels| pixels * (25.4 / 96.0) * EMU_MM)
}

/// `Api.PixelsToPoints`
pub fn pixels_to_points<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    by_millimetres(call, |value| value * (25.4 / 96.0))
}

/// `Api.PointsToPixels`
pub fn points_to_pixels<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 1.0 / PT_PX)
}

/// `Api.PointsToEmus`
pub fn points_to_emus<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    whole(call, |points| points * (25.4 / 72.0) * EMU_MM)
}

/// `Api.EmusToPoints`
pub fn emus_to_points<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(Value::Number(operand(call) * (1.0 / EMU_MM) * PT_MM))
}

/// `Api.PointsToTwips`
pub fn points_to_twips<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 20.0)
}

/// `Api.TwipsToPoints`
pub fn twips_to_points<E: Editor>(call: &mut Call<'_, E>) -> Answer<E> {
    scaled(call, 0.05)
}
