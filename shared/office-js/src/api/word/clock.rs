//! The time of day, and times as documents and scripts write them.

use spindle_model::calendar;

/// Milliseconds since 1970, UTC.
pub fn now() -> f64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0.0, |since| since.as_millis() as f64)
}

/// `2026-11-26T10:43:19Z` for milliseconds since 1970; years outside 0 to 9999 are cut to these.
pub fn iso(milliseconds: f64) -> String {
    let seconds = (milliseconds / 1000.0)
        .floor()
        .clamp(-62_167_219_200.0, 253_402_300_799.0) as i64;
    let text = calendar::iso_8601(seconds * 1000);
    // `w:date` has no fractions of seconds.
    match text.split_once('.') {
        Some((whole, _)) => format!("{whole}Z"),
        None => text,
    }
}

/// Milliseconds since 1970 of a time as [`iso`] writes it.
pub fn parse(text: &str) -> Option<f64> {
    calendar::from_iso_8601(text).map(|time| time as f64)
}

#[cfg(test)]
mod tests {
    use super::{iso, parse};

    #[test]
    fn times_go_there_and_back() {
        for text in ["1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z"] {
            assert_eq!(parse(text).map(iso).as_deref(), Some(text));
        }
        assert_eq!(iso(1_700_000_000_123.0), "2023-11-14T22:13:20Z");
    }
}
