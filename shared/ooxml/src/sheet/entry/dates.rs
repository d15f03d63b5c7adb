//! Dates and times.

/// Last day that has a number, 9999-12-31.
const LAST_DAY: i64 = 2_958_465;
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The year of dates typed without one is the current one; without a clock it is this.
const MONTH_FORMAT: &str = "mmm-yy";

/// Reads a date, a time, or both.
pub(super) fn read(text: &str) -> Option<(f64, &'static str)> {
    if let Some((value, format)) = time(text) {
        return Some((value, format));
    }
    if let Some((value, format)) = date(text) {
        return Some((value, format));
    }
    // A date with a time behind it.
    let (day, rest) = text.split_once(' ')?;
    let (value, _) = numeric_date(day)?;
    let (part, _) = time(rest.trim_start())?;
    (part < 1.0).then_some((value + part, "m/d/yyyy h:mm"))
}

/// `h:mm`, `h:mm:ss`, `h PM`.
fn time(text: &str) -> Option<(f64, &'static str)> {
    let lower = text.to_ascii_lowercase();
    let (clock, half) = match lower.split_once(' ') {
        Some((clock, "am")) => (clock.to_owned(), Some(false)),
        Some((clock, "pm")) => (clock.to_owned(), Some(true)),
        Some(_) => return None,
        None => (lower, None),
    };
    let mut fields = clock.split(':');
    let hours = small(fields.next()?, 4)?;
    let minutes = match fields.next() {
        Some("") => Some(0),
        Some(text) => Some(small(text, 2)?),
        None => None,
    };
    let seconds = match fields.next() {
        Some(text) => Some(small(text, 2)?),
        None => None,
    };
    if fields.next().is_some() || (minutes.is_none() && half.is_none()) {
        return None;
    }
    if minutes.unwrap_or(0) > 59 || seconds.unwrap_or(0) > 59 || hours > 9999 {
        return None;
    }
    let hours = match half {
        Some(_) if hours > 23 => return None,
        Some(false) if hours == 12 => 0,
        Some(true) if hours < 12 => hours + 12,
        _ => hours,
    };
    let total = hours * 3600 + minutes.unwrap_or(0) * 60 + seconds.unwrap_or(0);
    let format = match (half.is_some(), seconds.is_some(), hours > 24) {
        (true, false, _) => "h:mm AM/PM",
        (true, true, _) => "h:mm:ss AM/PM",
        (false, _, true) => "[h]:mm:ss",
        (false, true, false) => "h:mm:ss",
        (false, false, false) => "h:mm",
    };
    Some((f64::from(total) / 86_400.0, format))
}

fn date(text: &str) -> Option<(f64, &'static str)> {
    numeric_date(text).or_else(|| named_date(text))
}

/// `m/d/yyyy`, `yyyy-mm-dd`, `m/d`, `m/yyyy`.
fn numeric_date(text: &str) -> Option<(f64, &'static str)> {
    let fields: Vec<&str> = text.split(['/', '-']).collect();
    let has_both = text.contains('/') && text.contains('-');
    if has_both {
        return None;
    }
    match *fields.as_slice() {
        [year, month, day] if year.len() == 4 => Some((
            serial(small(year, 4)?, small(month, 2)?, small(day, 2)?)?,
            "m/d/yyyy",
        )),
        [month, day, year] => Some((
            serial(full_year(year)?, small(month, 2)?, small(day, 2)?)?,
            "m/d/yyyy",
        )),
        [month, other] if other.len() == 4 => {
            Some((serial(small(other, 4)?, small(month, 2)?, 1)?, MONTH_FORMAT))
        }
        [month, day] => {
            let (month, day) = (small(month, 2)?, small(day, 2)?);
            month_and_number(month, day)
        }
        _ => None,
    }
}

/// Dates with a month's name: `15 Jan 2026`, `January 15, 2026`, `Jan 15 2026`, `Jan 2026`, `15-Jan`.
fn named_date(text: &str) -> Option<(f64, &'static str)> {
    let comma = text.contains(',');
    let spaced = text.replace(',', " ");
    let separator = spaced.chars().find(|c| matches!(c, '-' | '/'));
    let fields: Vec<&str> = match separator {
        Some(separator) => spaced.split(separator).collect(),
        None => spaced.split_ascii_whitespace().collect(),
    };
    match *fields.as_slice() {
        [first, second] if !comma => {
            if let Some(month) = month(first) {
                return match second.len() {
                    4 => Some((serial(small(second, 4)?, month, 1)?, MONTH_FORMAT)),
                    _ => month_and_number(month, small(second, 2)?),
                };
            }
            let month = month(second)?;
            let day = small(first, 2)?;
            Some((serial(current_year(), month, day)?, "d-mmm"))
        }
        [first, second, third] => {
            if let Some(month) = month(first) {
                return Some((
                    serial(full_year(third)?, month, small(second, 2)?)?,
                    "dd-mmm-yy",
                ));
            }
            let month = month(second).filter(|_| !comma)?;
            Some((
                serial(full_year(third)?, month, small(first, 2)?)?,
                "d-mmm-yy",
            ))
        }
        _ => None,
    }
}

/// A month and a number: a day of this year, else a year.
fn month_and_number(month: u32, number: u32) -> Option<(f64, &'static str)> {
    if let Some(value) = serial(current_year(), month, number) {
        return Some((value, "d-mmm"));
    }
    let year = if number < 30 {
        2000 + number
    } else {
        1900 + number
    };
    Some((serial(year, month, 1)?, MONTH_FORMAT))
}

fn month(name: &str) -> Option<u32> {
    let name = name.to_ascii_lowercase();
    let index = MONTHS
        .iter()
        .position(|month| *month == name || month.get(..3) == Some(&name))?;
    Some(index as u32 + 1)
}

/// Two digits are a year from 1930 to 2029.
fn full_year(text: &str) -> Option<u32> {
    match (text.len(), small(text, 4)?) {
        (1 | 2, year) if year < 30 => Some(2000 + year),
        (1 | 2, year) => Some(1900 + year),
        (4, year) => Some(year),
        _ => None,
    }
}

fn small(text: &str, digits: usize) -> Option<u32> {
    let plain =
        (1..=digits).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// The number of a day, 1 being 1900-01-01; numbers from 60 on are one too large, as in the first spreadsheets.
fn serial(year: u32, month: u32, day: u32) -> Option<f64> {
    if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let days = days_from_epoch(i64::from(year), i64::from(month), i64::from(day)) + 25_569;
    let number = if days < 61 { days - 1 } else { days };
    (0..=LAST_DAY).contains(&number).then_some(number as f64)
}

fn days_in_month(year: u32, month: u32) -> u32 {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the Gregorian calendar; years begin in March, so that leap days come last.
fn days_from_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn current_year() -> u32 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let days = since.map_or(0, |since| since.as_secs() / 86_400) as i64;
    let mut year = 1970 + days / 366;
    while days_from_epoch(year + 1, 1, 1) <= days {
        year += 1;
    }
    year as u32
}
