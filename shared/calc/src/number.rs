//! Numbers and their texts.

use spindle_ooxml::sheet::entry::{self, Entry};

/// A number as texts have it: at most 15 digits, exponents from 1E+21 on and below 0.000001.
#[must_use]
pub fn text(number: f64) -> String {
    plain(round_digits(number, 15))
}

/// A number as formulas have it: all its digits.
#[must_use]
pub fn plain(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if (1e-6..1e21).contains(&number.abs()) {
        return format!("{number}");
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !exponent.starts_with('-') => {
            format!("{mantissa}E+{exponent}")
        }
        _ => text,
    }
}

/// The number with so many significant digits.
#[must_use]
pub fn round_digits(number: f64, digits: usize) -> f64 {
    let decimals = digits.saturating_sub(1);
    format!("{number:.decimals$e}").parse().unwrap_or(number)
}

/// The number that a text stands for: signs, percents, dates, times and amounts of dollars count.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse::<f64>()
        && text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
    {
        return number.is_finite().then_some(number);
    }
    match entry::read(text, "General") {
        Entry::Number { value, .. } => Some(value),
        _ => None,
    }
}
