//! What cells hold (MS-XLS 2.5.122, 2.4.127).

use spindle_model::workbook::{CellError, Value};

use super::data::Bytes;
use super::formula::error;

/// A number packed into four bytes.
pub(super) fn rk(packed: u32) -> f64 {
    let value = if packed & 2 != 0 {
        f64::from(packed as i32 >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 {
        value / 100.0
    } else {
        value
    }
}

/// A number, or nothing where the bytes are none.
pub(super) fn number(value: f64) -> Value {
    if value.is_finite() {
        Value::Number(value)
    } else {
        Value::Error(CellError::Number)
    }
}

/// True, false or an error.
pub(super) fn bool_or_error(code: u8, is_error: bool) -> Value {
    if is_error {
        Value::Error(error(code).unwrap_or(CellError::Value))
    } else {
        Value::Bool(code != 0)
    }
}

/// What a formula came to.
#[derive(Debug, PartialEq)]
pub(super) enum FormulaResult {
    /// It stands here.
    Known(Value),
    /// A text, which the next record holds.
    TextFollows,
}

/// Reads the eight bytes of a formula's result.
pub(super) fn formula_result(bytes: &mut Bytes<'_>) -> Option<FormulaResult> {
    let raw = bytes.take(8)?;
    let [kind, _, code, _, _, _, 0xff, 0xff] = raw else {
        let value = Bytes(raw).f64()?;
        return Some(FormulaResult::Known(number(value)));
    };
    Some(match kind {
        0 => FormulaResult::TextFollows,
        1 => FormulaResult::Known(bool_or_error(*code, false)),
        2 => FormulaResult::Known(bool_or_error(*code, true)),
        _ => FormulaResult::Known(Value::Text("".into())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        assert_eq!(rk(0x3ff0_0000), 1.0);
        assert_eq!(rk(0x3ff0_0001), 0.01);
        assert_eq!(rk(1234 << 2 | 2), 1234.0);
        assert_eq!(rk(1234 << 2 | 3), 12.34);
        assert_eq!(rk((-5_i32 << 2) as u32 | 2), -5.0);
    }

    #[test]
    fn results_are_numbers_or_what_their_code_says() {
        let result = |bytes: [u8; 8]| formula_result(&mut Bytes(&bytes)).unwrap();
        assert_eq!(
            result(2.5_f64.to_le_bytes()),
            FormulaResult::Known(Value::Number(2.5))
        );
        assert_eq!(
            result([0, 0, 0, 0, 0, 0, 255, 255]),
            FormulaResult::TextFollows
        );
        assert_eq!(
            result([1, 0, 1, 0, 0, 0, 255, 255]),
            FormulaResult::Known(Value::Bool(true))
        );
        assert_eq!(
            result([2, 0, 7, 0, 0, 0, 255, 255]),
            FormulaResult::Known(Value::Error(CellError::DivisionByZero))
        );
    }
}
