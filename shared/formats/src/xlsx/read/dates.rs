//! Dates as ISO 8601 writes them (cells of type `d`, ECMA-376 Part 1, 18.17.4.1).

/// Days from 1899-12-30 to 1904-01-01.
const DAYS_TO_1904: f64 = 1462.0;

/// The number of a date, a time or both; `None` for what is neither. A time zone is left aside: cells have none.
pub(super) fn serial(text: &str, date_1904: bool) -> Option<f64> {
    let text = text.trim().trim_end_matches(['Z', 'z']);
    if text.is_empty() {
        return None;
    }
    let (date, clock) = match text.split_once(['T', ' ']) {
        Some((date, clock)) => (Some(date), Some(clock)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let day = match date.filter(|date| !date.is_empty()) {
        Some(date) => {
            let day = days(date)?;
            if date_1904 { day - DAYS_TO_1904 } else { day }
        }
        None => 0.0,
    };
    let part = match clock {
        Some(clock) => seconds(clock)? / 86_400.0,
        None => 0.0,
    };
    Some(day + part)
}

/// Days from 1899-12-30, with the 29 February 1900 that spreadsheets believe in.
fn days(text: &str) -> Option<f64> {
    let mut fields = text.splitn(3, '-');
    let year: i64 = digits(fields.next()?, 4)?;
    let month: i64 = digits(fields.next()?, 2)?;
    let day: i64 = digits(fields.next()?, 2)?;
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March have their leap day at the end.
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let number = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day;
    /// The same for 1899-12-30.
    const EPOCH: i64 = 693_900;
    let number = number - EPOCH;
    Some(if number < 61 { number - 1 } else { number } as f64)
}

fn seconds(text: &str) -> Option<f64> {
    // What follows a sign is the time zone.
    let text = text.split(['+', '-']).next()?;
    let mut fields = text.splitn(3, ':');
    let hours: i64 = digits(fields.next()?, 2)?;
    let minutes: i64 = digits(fields.next()?, 2)?;
    let seconds: f64 = match fields.next() {
        Some(text) => text.parse().ok()?,
        None => 0.0,
    };
    let sound = hours <= 24 && minutes < 60 && (0.0..61.0).contains(&seconds);
    sound.then_some((hours * 3600 + minutes * 60) as f64 + seconds)
}

fn digits(text: &str, most: usize) -> Option<i64> {
    let sound =
        !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_have_their_numbers() {
        for (text, number) in [
            ("1900-01-01", 1.0),
            ("1900-02-28", 59.0),
            ("1900-03-01", 61.0),
            ("2000-01-01T12:00:00Z", 36_526.5),
            ("2024-02-29T06:00", 45_351.25),
            ("9999-12-31", 2_958_465.0),
            ("18:00:00.0", 0.75),
            ("2000-01-01T12:00:00+02:00", 36_526.5),
        ] {
            assert_eq!(serial(text, false), Some(number), "{text}");
        }
        assert_eq!(serial("1904-01-01", true), Some(0.0));
        for text in [
            "",
            "x",
            "2000-13-01",
            "2000-01",
            "25:00:00",
            "-1-1-1",
            "12:60",
        ] {
            assert_eq!(serial(text, false), None, "{text}");
        }
    }
}
