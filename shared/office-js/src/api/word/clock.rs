//! The time of day, and times as documents and scripts write them.

/// Milliseconds since 1970, UTC.
pub fn now() -> f64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0.0, |since| since.as_millis() as f64)
}

/// The calendar day of a number of days since 1970-01-01: year, month, day (the proleptic Gregorian calendar).
pub fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// `2026-11-26T10:43:19Z` for milliseconds since 1970; years outside 0 to 9999 are cut to these.
pub fn iso(milliseconds: f64) -> String {
    let seconds = (milliseconds / 1000.0)
        .floor()
        .clamp(-62_167_219_200.0, 253_402_300_799.0) as i64;
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let time = seconds.rem_euclid(86_400);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        time / 3600,
        time / 60 % 60,
        time % 60
    )
}

/// Milliseconds since 1970 of a time as [`iso`] writes it.
pub fn parse(text: &str) -> Option<f64> {
    let mut numbers = text
        .trim_end_matches('Z')
        .split(['-', 'T', ':'])
        .map(|part| {
            part.split('.')
                .next()
                .unwrap_or_default()
                .parse::<i64>()
                .ok()
        });
    let mut next = || numbers.next().flatten();
    let (year, month, day) = (next()?, next()?, next()?);
    let (hour, minute, second) = (
        next().unwrap_or(0),
        next().unwrap_or(0),
        next().unwrap_or(0),
    );
    if !(0..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some((days * 86_400 + hour * 3600 + minute * 60 + second) as f64 * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::{iso, parse};

    #[test]
    fn times_go_there_and_back() {
        for text in [
            "1970-01-01T00:00:00Z",
            "2024-02-29T23:59:59Z",
            "2000-03-01T12:00:00Z",
        ] {
            assert_eq!(parse(text).map(iso).as_deref(), Some(text));
        }
        assert_eq!(iso(1_700_000_000_000.0), "2023-11-14T22:13:20Z");
    }
}
