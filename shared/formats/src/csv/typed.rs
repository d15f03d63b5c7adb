//! What a value is by its looks: a number, a date, true or false, or a text.

use spindle_model::workbook::CellError;

/// Digits that a number keeps; longer ones are numbers of cards, accounts and people.
const MAX_DIGITS: usize = 15;

/// A value by its looks.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Typed {
    /// A number, and the format that shows it as it stood.
    Number(f64, Option<&'static str>),
    /// True or false.
    Bool(bool),
    /// An error.
    Error(CellError),
    /// Anything else.
    Text,
}

/// Formats of percentages by their decimals.
const PERCENTS: [&str; 7] = [
    "0%",
    "0.0%",
    "0.00%",
    "0.000%",
    "0.0000%",
    "0.00000%",
    "0.000000%",
];

/// What the value is. Numbers are plain decimals only: what begins with a plus or a zero that counts for nothing, or
/// is longer than a number is exact, stays the text that it is.
pub(super) fn typed(text: &str) -> Typed {
    let trimmed = text.trim_matches(' ');
    let Some(first) = trimmed.bytes().next() else {
        return Typed::Text;
    };
    match first {
        b'0'..=b'9' | b'-' | b'.' => number(trimmed)
            .or_else(|| date(trimmed))
            .unwrap_or(Typed::Text),
        b't' | b'T' if trimmed.eq_ignore_ascii_case("true") => Typed::Bool(true),
        b'f' | b'F' if trimmed.eq_ignore_ascii_case("false") => Typed::Bool(false),
        b'#' => CellError::from_name(trimmed).map_or(Typed::Text, Typed::Error),
        _ => Typed::Text,
    }
}

fn number(text: &str) -> Option<Typed> {
    if let Some(percent) = text.strip_suffix('%') {
        let decimals = plain(percent)?;
        let format = PERCENTS.get(decimals)?;
        // Read as a decimal shifted by two places, not divided, so that it is the nearest number.
        let value = format!("{percent}e-2").parse().ok()?;
        return Some(Typed::Number(value, Some(format)));
    }
    match text.split_once(['e', 'E']) {
        // Numbers of parts look like `2E5`; programs write exponents with a sign.
        Some((mantissa, exponent)) => {
            plain(mantissa)?;
            let digits = exponent.strip_prefix(['+', '-'])?;
            let good =
                (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            if !good {
                return None;
            }
        }
        None => {
            plain(text)?;
        }
    }
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some(Typed::Number(value, None))
}

/// How many decimals a plain decimal number has; `None` when it is none.
fn plain(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = match digits.split_once('.') {
        Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
        Some(_) => return None,
        None => (digits, ""),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let leading = if whole == "0" || whole.is_empty() {
        decimals.len() - decimals.trim_start_matches('0').len() + whole.len()
    } else {
        0
    };
    (whole.len() + decimals.len() - leading <= MAX_DIGITS).then_some(decimals.len())
}

/// Dates as ISO 8601 has them, with or without a time of day.
fn date(text: &str) -> Option<Typed> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let day = f64::from(serial(date)?);
    let Some(time) = time else {
        return Some(Typed::Number(day, Some("yyyy-mm-dd")));
    };
    let mut parts = time.split(':');
    let hour = two_digits(parts.next()?, 23)?;
    let minute = two_digits(parts.next()?, 59)?;
    let second = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let format = if second.is_some() {
        "yyyy-mm-dd hh:mm:ss"
    } else {
        "yyyy-mm-dd hh:mm"
    };
    let second = second.map_or(Some(0), |second| two_digits(second, 59))?;
    let seconds = f64::from(hour * 3600 + minute * 60 + second);
    Some(Typed::Number(day + seconds / 86_400.0, Some(format)))
}

fn two_digits(text: &str, most: u32) -> Option<u32> {
    if text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|value| *value <= most)
}

/// The number of a day, counted as spreadsheets count; `None` before 1900-03-01, where they count differently.
fn serial(text: &str) -> Option<u32> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: u32 = year.parse().ok()?;
    let month = two_digits(parts.next()?, 12).filter(|month| *month > 0)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = two_digits(parts.next()?, days).filter(|day| *day > 0)?;
    if parts.next().is_some() || (year, month) < (1900, 3) {
        return None;
    }
    // Years that begin in March make the leap day the last one.
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let since = y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1;
    // 1899-12-30 counted in the same way.
    Some(since - 693_899)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_decimals() {
        for (text, value) in [
            ("0", 0.0),
            ("12", 12.0),
            ("-3.50", -3.5),
            (" 7 ", 7.0),
            (".5", 0.5),
            ("0.000000000000001", 1e-15),
            ("123456789012345", 123_456_789_012_345.0),
            ("1.5E+10", 1.5e10),
            ("1e-7", 1e-7),
        ] {
            assert_eq!(typed(text), Typed::Number(value, None), "{text}");
        }
        for text in [
            "007",
            "+4915112345",
            "1234567890123456",
            "6222020200112233445",
            "2E5",
            "1.",
            "-",
            ".",
            "1,5",
            "0x10",
            "1e999",
            "1e+999",
            "NaN",
            "inf",
            "=1+1",
            "١٢",
            "1 000",
            "--1",
        ] {
            assert_eq!(typed(text), Typed::Text, "{text}");
        }
    }

    #[test]
    fn dates_are_days_with_a_format() {
        for (text, value, format) in [
            ("1900-03-01", 61.0, "yyyy-mm-dd"),
            ("2000-02-29", 36585.0, "yyyy-mm-dd"),
            ("2026-01-02", 46024.0, "yyyy-mm-dd"),
            ("9999-12-31", 2_958_465.0, "yyyy-mm-dd"),
            ("2026-01-02 06:00", 46024.25, "yyyy-mm-dd hh:mm"),
            ("2026-01-02T12:00:00", 46024.5, "yyyy-mm-dd hh:mm:ss"),
        ] {
            assert_eq!(typed(text), Typed::Number(value, Some(format)), "{text}");
        }
        for text in [
            "1899-12-30",
            "1900-02-28",
            "2026-02-29",
            "2026-13-01",
            "2026-1-2",
            "2026-01-02 24:00",
            "2026-01",
            "0000-01-01",
            "2026-01-02-03",
        ] {
            assert_eq!(typed(text), Typed::Text, "{text}");
        }
    }

    #[test]
    fn the_rest_is_what_it_looks_like() {
        assert_eq!(typed("TRUE"), Typed::Bool(true));
        assert_eq!(typed("false"), Typed::Bool(false));
        assert_eq!(typed("#N/A"), Typed::Error(CellError::NotAvailable));
        assert_eq!(typed("#1"), Typed::Text);
        assert_eq!(typed("12.5%"), Typed::Number(0.125, Some("0.0%")));
        assert_eq!(typed("7%"), Typed::Number(0.07, Some("0%")));
        assert_eq!(typed("%"), Typed::Text);
        assert_eq!(typed(""), Typed::Text);
    }
}
