//! Conversion of units: `Api.MillimetersToEmus` and its like.

use super::{CellCall, CellEditor, CellResult};
use crate::class::Member;
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
fn scaled(call: &CellCall<'_>, factor: f64) -> CellResult {
    Ok(Value::Number(
        call.args
            .opt_number(0)
            .map_or(f64::NAN, |value| value * factor),
    ))
}

/// As [`scaled`], cut to a whole number.
fn whole(call: &CellCall<'_>, factor: f64) -> CellResult {
    Ok(Value::Number(
        call.args
            .opt_number(0)
            .map_or(f64::NAN, |value| (value * factor + 1e-9).trunc()),
    ))
}

pub const CENTIMETERS_TO_POINTS: Member<CellEditor> =
    Member::new("CentimetersToPoints", |call| scaled(call, PT_MM * 10.0));
pub const EMUS_TO_MILLIMETERS: Member<CellEditor> =
    Member::new("EmusToMillimeters", |call| scaled(call, 1.0 / EMU_MM));
pub const EMUS_TO_POINTS: Member<CellEditor> =
    Member::new("EmusToPoints", |call| scaled(call, 1.0 / EMU_PT));
pub const INCHES_TO_POINTS: Member<CellEditor> =
    Member::new("InchesToPoints", |call| scaled(call, 72.0));
pub const LINES_TO_POINTS: Member<CellEditor> =
    Member::new("LinesToPoints", |call| scaled(call, 12.0));
pub const MILLIMETERS_TO_EMUS: Member<CellEditor> =
    Member::new("MillimetersToEmus", |call| whole(call, EMU_MM));
pub const MILLIMETERS_TO_PIXELS: Member<CellEditor> =
    Member::new("MillimetersToPixels", |call| scaled(call, PT_MM / PT_PX));
pub const MILLIMETERS_TO_POINTS: Member<CellEditor> =
    Member::new("MillimetersToPoints", |call| scaled(call, PT_MM));
pub const PICAS_TO_POINTS: Member<CellEditor> =
    Member::new("PicasToPoints", |call| scaled(call, 12.0));
pub const PIXELS_TO_EMUS: Member<CellEditor> =
    Member::new("PixelsToEmus", |call| whole(call, PT_PX * EMU_PT));
pub const PIXELS_TO_POINTS: Member<CellEditor> =
    Member::new("PixelsToPoints", |call| scaled(call, PT_PX));
pub const POINTS_TO_CENTIMETERS: Member<CellEditor> =
    Member::new("PointsToCentimeters", |call| scaled(call, 0.1 / PT_MM));
pub const POINTS_TO_EMUS: Member<CellEditor> =
    Member::new("PointsToEmus", |call| whole(call, EMU_PT));
pub const POINTS_TO_INCHES: Member<CellEditor> =
    Member::new("PointsToInches", |call| scaled(call, 1.0 / 72.0));
pub const POINTS_TO_LINES: Member<CellEditor> =
    Member::new("PointsToLines", |call| scaled(call, 1.0 / 12.0));
pub const POINTS_TO_MILLIMETERS: Member<CellEditor> =
    Member::new("PointsToMillimeters", |call| scaled(call, 1.0 / PT_MM));
pub const POINTS_TO_PICAS: Member<CellEditor> =
    Member::new("PointsToPicas", |call| scaled(call, 1.0 / 12.0));
pub const POINTS_TO_PIXELS: Member<CellEditor> =
    Member::new("PointsToPixels", |call| scaled(call, 1.0 / PT_PX));
pub const POINTS_TO_TWIPS: Member<CellEditor> =
    Member::new("PointsToTwips", |call| scaled(call, 20.0));
pub const TWIPS_TO_POINTS: Member<CellEditor> =
    Member::new("TwipsToPoints", |call| scaled(call, 0.05));
