//! Dates as PDF files write them (ISO 32000-1, 7.9.4).

use spindle_model::calendar;

use crate::api::word::clock;

/// Now, in milliseconds since 1970.
pub fn now() -> f64 {
    clock::now()
}

/// `D:20261126104319Z` for milliseconds since 1970.
pub fn written(milliseconds: f64) -> String {
    let digits: String = clock::iso(milliseconds)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    format!("D:{digits}Z")
}

/// Milliseconds since 1970 of a date; parts that are missing are the first.
pub fn read(text: &str) -> Option<f64> {
    let text = text.trim().strip_prefix("D:").unwrap_or(text.trim());
    let digits: String = text
        .chars()
        .take_while(char::is_ascii_digit)
        .take(14)
        .collect();
    let part = |from: usize, to: usize, least: u32| {
        digits
            .get(from..to)
            .map_or(Some(least), |part| part.parse().ok())
    };
    let year = digits.get(..4)?;
    let (month, day) = (part(4, 6, 1)?, part(6, 8, 1)?);
    let (hour, minute, second) = (part(8, 10, 0)?, part(10, 12, 0)?, part(12, 14, 0)?);
    let utc = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    let time = calendar::from_iso_8601(&utc)? as f64;
    Some(time - offset(text.get(digits.len()..)?))
}

/// How far a time is ahead of UTC, in milliseconds: `+01'00'`.
fn offset(text: &str) -> f64 {
    let sign = match text.chars().next() {
        Some('+') => 1.0,
        Some('-') => -1.0,
        _ => return 0.0,
    };
    let mut parts = text
        .split(|one: char| !one.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<f64>().unwrap_or(0.0).min(99.0));
    let hours = parts.next().unwrap_or(0.0);
    let minutes = parts.next().unwrap_or(0.0);
    sign * (hours * 60.0 + minutes) * 60_000.0
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn dates_go_there_and_back() {
        assert_eq!(written(1_700_000_000_000.0), "D:20231114221320Z");
        for text in [
            "D:20231114221320Z",
            "D:20231114231320+01'00'",
            "20231114221320",
        ] {
            assert_eq!(read(text), Some(1_700_000_000_000.0), "{text}");
        }
        assert_eq!(read("D:2023"), Some(1_672_531_200_000.0));
        assert_eq!(read("yesterday"), None);
    }
}
