//! Lengths (ODF 1.3 part 3, 18.3.18).

/// A length in points; `None` when it is none.
pub(super) fn points(text: &str) -> Option<f32> {
    let text = text.trim();
    let split = text
        .find(|c: char| c.is_ascii_alphabetic() || c == '%')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(split)?;
    let number: f32 = number.trim().parse().ok()?;
    let factor = match unit {
        "pt" => 1.0,
        "in" | "inch" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    let points = number * factor;
    // Lengths are written with four decimals of an inch or so: hundredths of a point are noise.
    points
        .is_finite()
        .then_some((points * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_points() {
        assert_eq!(points("1in"), Some(72.0));
        assert_eq!(points("2.54cm"), Some(72.0));
        assert_eq!(points("0.74pt"), Some(0.74));
        assert_eq!(points("10"), None);
        assert_eq!(points("x"), None);
        assert_eq!(points(""), None);
    }
}
