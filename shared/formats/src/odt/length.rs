//! Lengths and percentages as attributes of ODF write them (ODF 1.3 part 3, 18.3).

/// No length of a document is larger, in points: a page of LibreOffice has at most 300 cm.
const LARGEST: f32 = 20_000.0;

/// A length in points: `2cm`, `-0.5in`, `12pt`.
pub(super) fn points(text: &str) -> Option<f32> {
    let text = text.trim();
    let split = text.find(|char: char| char.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at_checked(split)?;
    let number: f32 = number.trim().parse().ok()?;
    let factor = match unit {
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "in" | "inch" => 72.0,
        "pt" => 1.0,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    let length = number * factor;
    // A thousandth of a point is less than what a file can mean, and hides the rounding of units.
    (length.is_finite() && length.abs() <= LARGEST).then(|| (length * 1000.0).round() / 1000.0)
}

/// A percentage as a factor: `115%` is 1.15.
pub(super) fn percent(text: &str) -> Option<f32> {
    let number: f32 = text.trim().strip_suffix('%')?.trim().parse().ok()?;
    (number.is_finite() && number.abs() <= 100_000.0).then_some(number / 100.0)
}

/// A length as it is written: `12.5pt`. What is no number or too large is 0 or the largest one.
pub(super) fn write_points(length: f32) -> String {
    let length = if length.is_finite() { length } else { 0.0 };
    format!("{}pt", round(length.clamp(-LARGEST, LARGEST)))
}

/// A factor as it is written: 1.15 is `115%`.
pub(super) fn write_percent(factor: f32) -> String {
    let factor = if factor.is_finite() { factor } else { 1.0 };
    format!("{}%", round(factor.clamp(0.01, 100.0) * 100.0))
}

fn round(number: f32) -> f32 {
    let rounded = (number * 1000.0).round() / 1000.0;
    // Minus zero would be written with its sign.
    if rounded == 0.0 { 0.0 } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_points() {
        assert_eq!(points("1in"), Some(72.0));
        assert_eq!(points("2.54cm"), Some(72.0));
        assert_eq!(points("25.4mm"), Some(72.0));
        assert_eq!(points(" -0.5in"), Some(-36.0));
        assert_eq!(points("12"), None);
        assert_eq!(points("1e30in"), None);
        assert_eq!(points("é"), None);
        assert_eq!(percent("115%"), Some(1.15));
        assert_eq!(percent("NaN%"), None);
    }

    #[test]
    fn what_is_written_is_read() {
        for length in [0.0, -0.0, 12.5, -36.0, 0.125, 595.3] {
            assert_eq!(points(&write_points(length)), Some(length));
        }
        assert_eq!(write_points(f32::NAN), "0pt");
        assert_eq!(write_percent(1.15), "115%");
    }
}
