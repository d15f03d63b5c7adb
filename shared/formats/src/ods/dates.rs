//! Dates, times and durations (XML Schema part 2, as ODF uses them) as numbers of days.

use std::fmt::Write;

/// Days from 0000-03-01 to 1899-12-30, which is day 0 of workbooks.
const EPOCH_1899: i64 = 693_899;
/// Days between the two beginnings that workbooks count from.
const EPOCHS_APART: i64 = 1462;
const SECONDS: f64 = 86_400.0;

/// `2026-01-02` or `2026-01-02T03:04:05.5` as a number of days; a zone is passed over, for sheets know none.
pub(super) fn serial(text: &str, date_1904: bool) -> Option<f64> {
    let text = text.trim();
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let negative = date.starts_with('-');
    let mut parts = date.trim_start_matches('-').split('-');
    let year: i64 = digits(parts.next()?)?;
    let month: i64 = digits(parts.next()?)?;
    let day: i64 = digits(parts.next()?)?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year > 99_999 {
        return None;
    }
    let year = if negative { -year } else { year };
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let since =
        y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (m * 153 + 2) / 5;
    let days = since + day - 1 - epoch(date_1904);
    let seconds = time.map_or(Some(0.0), clock)?;
    Some(days as f64 + seconds / SECONDS)
}

fn epoch(date_1904: bool) -> i64 {
    if date_1904 {
        EPOCH_1899 + EPOCHS_APART
    } else {
        EPOCH_1899
    }
}

fn digits(text: &str) -> Option<i64> {
    let good = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| text.parse().ok())?
}

/// Seconds of `03:04:05.5`.
fn clock(text: &str) -> Option<f64> {
    let text = text.trim_end_matches('Z');
    let text = text.split(['+', '-']).next()?;
    let mut parts = text.split(':');
    let hours = digits(parts.next()?)?;
    let minutes = digits(parts.next()?)?;
    let seconds: f64 = parts.next().unwrap_or("0").parse().ok()?;
    let seconds = (hours * 3600 + minutes * 60) as f64 + seconds;
    seconds.is_finite().then_some(seconds)
}

/// `PT12H30M05.5S` as a number of days.
pub(super) fn duration(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let mut rest = text.strip_prefix('P')?;
    let mut seconds = 0.0;
    let mut in_time = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            in_time = true;
            rest = after;
            continue;
        }
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, after) = rest.split_at_checked(end)?;
        let number: f64 = number.parse().ok()?;
        let mut chars = after.chars();
        let factor = match (chars.next()?, in_time) {
            ('D', false) => SECONDS,
            ('H', true) => 3600.0,
            ('M', true) => 60.0,
            ('S', true) => 1.0,
            // Years and months have no fixed length.
            _ => return None,
        };
        seconds += number * factor;
        rest = chars.as_str();
    }
    let days = sign * seconds / SECONDS;
    days.is_finite().then_some(days)
}

/// A number of days as a date, with a time of day where it has one; `None` where it cannot be said exactly.
pub(super) fn date_text(days: f64, date_1904: bool) -> Option<String> {
    if !(-600_000.0..2_958_466.0).contains(&days) {
        return None;
    }
    let whole = days.floor();
    let (year, month, day) = civil(whole as i64 + epoch(date_1904));
    if !(1..=9999).contains(&year) {
        return None;
    }
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    let seconds = (days - whole) * SECONDS;
    if seconds > 0.0 {
        text.push('T');
        let (hours, minutes, rest) = split(seconds);
        if hours > 23 {
            return None;
        }
        let _ = write!(text, "{hours:02}:{minutes:02}:{rest}");
    }
    (serial(&text, date_1904) == Some(days)).then_some(text)
}

/// A number of days as a duration; `None` where it cannot be said exactly.
pub(super) fn duration_text(days: f64) -> Option<String> {
    if !(-1e6..1e6).contains(&days) {
        return None;
    }
    let (hours, minutes, rest) = split(days.abs() * SECONDS);
    let sign = if days < 0.0 { "-" } else { "" };
    let text = format!("{sign}PT{hours:02}H{minutes:02}M{rest}S");
    (duration(&text) == Some(days)).then_some(text)
}

/// Hours, minutes, and seconds with as many decimals as they need.
fn split(seconds: f64) -> (u64, u64, String) {
    // Rounded first, so that 59.9999999999 does not become 60.
    let nanos = (seconds * 1e9).round();
    let nanos = if nanos < 1.8e19 { nanos as u64 } else { 0 };
    let whole = nanos / 1_000_000_000;
    let rest = nanos % 1_000_000_000;
    let mut text = format!("{:02}", whole % 60);
    if rest > 0 {
        let _ = write!(text, ".{rest:09}");
        text.truncate(text.trim_end_matches('0').len());
    }
    (whole / 3600, whole / 60 % 60, text)
}

/// Year, month and day of a number of days from 0000-03-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (year_of_era + era * 400 + carry, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days() {
        assert_eq!(serial("1899-12-30", false), Some(0.0));
        assert_eq!(serial("1904-01-01", true), Some(0.0));
        assert_eq!(serial("2026-01-02", false), Some(46024.0));
        assert_eq!(serial("2026-01-02T12:00:00", false), Some(46024.5));
        assert_eq!(serial("2026-01-02T06:00:00Z", false), Some(46024.25));
        assert_eq!(serial("2026-13-02", false), None);
        assert_eq!(serial("x", false), None);
    }

    #[test]
    fn durations_are_days() {
        assert_eq!(duration("PT12H30M00S"), Some(0.520_833_333_333_333_4));
        assert_eq!(duration("PT36H00M00S"), Some(1.5));
        assert_eq!(duration("-P1DT12H"), Some(-1.5));
        assert_eq!(duration("P1Y"), None);
        assert_eq!(duration("PT"), Some(0.0));
        assert_eq!(duration("PTx"), None);
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for days in [
            0.0,
            46024.0,
            46024.5,
            61.25,
            -1.0,
            2_958_465.0,
            1.0 / 3.0,
            45_000.123_456_7,
        ] {
            if let Some(text) = date_text(days, false) {
                assert_eq!(serial(&text, false), Some(days), "{text}");
            }
            if let Some(text) = duration_text(days) {
                assert_eq!(duration(&text), Some(days), "{text}");
            }
        }
        assert_eq!(
            date_text(46024.5, false).as_deref(),
            Some("2026-01-02T12:00:00")
        );
        assert_eq!(date_text(0.0, true).as_deref(), Some("1904-01-01"));
        assert_eq!(duration_text(1.5).as_deref(), Some("PT36H00M00S"));
        assert_eq!(date_text(f64::NAN, false), None);
        assert_eq!(date_text(1e300, false), None);
    }
}
