//! Days since 1970 as dates of the proleptic Gregorian calendar, and times as ISO 8601 writes them.

/// Year, month and day of a day since 1970-01-01.
///
/// Counts in eras of 400 years that begin on 1 March, so that the leap day is a year's last.
pub fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The days from 1970-01-01 to a date; the reverse of [`date`]. Months and days out of their range carry over.
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let months = month.saturating_sub(3);
    let year = year.saturating_add(months.div_euclid(12));
    let from_march = months.rem_euclid(12);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * from_march + 2) / 5;
    era.saturating_mul(146_097)
        .saturating_add(of_era * 365 + of_era / 4 - of_era / 100 + of_year)
        .saturating_add(day.saturating_sub(1))
        .saturating_sub(719_468)
}

/// The milliseconds since 1970 that an ISO 8601 time in UTC means, or one without zone; the date alone is its midnight.
pub fn from_iso_8601(text: &str) -> Option<i64> {
    let (day, time) = match text.trim().split_once(['T', ' ']) {
        Some((day, time)) => (day, time),
        None => (text.trim(), ""),
    };
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let year = parts.next()??;
    let month = parts.next().unwrap_or(Some(1))?;
    let day = parts.next().unwrap_or(Some(1))?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (time.get(..at)?, time.get(at..)?),
        None => (time, ""),
    };
    let mut parts = clock.splitn(3, ':').filter(|part| !part.is_empty());
    let hour: i64 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    let minute: i64 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    let second: f64 = parts.next().map_or(Some(0.0), |part| part.parse().ok())?;
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) || !(0.0..61.0).contains(&second) {
        return None;
    }
    let offset_minutes = match offset.strip_prefix(['+', '-']) {
        None => 0,
        Some(digits) => {
            let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if offset.starts_with('-') {
                -minutes
            } else {
                minutes
            }
        }
    };
    let minutes = days(year, month, day) * 1440 + hour * 60 + minute - offset_minutes;
    Some(minutes * 60_000 + (second * 1000.0).round() as i64)
}

/// A time in milliseconds since 1970 as ISO 8601 in UTC: `2026-11-26T02:48:26.120Z`.
pub fn iso_8601(ms: i64) -> String {
    let of_day = ms.rem_euclid(86_400_000);
    let (year, month, day) = date(ms.div_euclid(86_400_000));
    let (hour, minute) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (second, millisecond) = (of_day / 1000 % 60, of_day % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, expected) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_015, (2000, 2, 28)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (20_819, (2027, 1, 1)),
            (47_540, (2100, 2, 28)),
            (47_541, (2100, 3, 1)),
        ] {
            assert_eq!(date(days), expected, "{days}");
            assert_eq!(super::days(expected.0, expected.1, expected.2), days);
        }
    }

    #[test]
    fn times_are_read() {
        for (text, expected) in [
            ("2009-02-13T23:31:30.123Z", Some(1_234_567_890_123)),
            ("2009-02-14T01:31:30.123+02:00", Some(1_234_567_890_123)),
            ("2000-01-20", Some(948_326_400_000)),
            ("2000-01-20T00:00:00", Some(948_326_400_000)),
            ("2000-13-20", None),
            ("soon", None),
        ] {
            assert_eq!(from_iso_8601(text), expected, "{text}");
        }
    }

    #[test]
    fn times_have_milliseconds() {
        assert_eq!(iso_8601(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso_8601(1_795_661_306_120), "2026-11-26T02:48:26.120Z");
        assert_eq!(iso_8601(-1), "1969-12-31T23:59:59.999Z");
    }
}
