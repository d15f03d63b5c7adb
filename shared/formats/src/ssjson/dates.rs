//! Number formats of dates, and dates as OLE Automation counts them.

/// What a date looks like where nothing is said.
pub(super) const DATE: &str = "yyyy/m/d";
/// The same with a time of day.
pub(super) const DATE_TIME: &str = "yyyy/m/d h:mm:ss";
/// Days from 1899-12-30 to 1904-01-01.
pub(super) const DAYS_TO_1904: f64 = 1462.0;

/// The days of `/OADate(days)/`, counted from 1899-12-30.
pub(super) fn read(text: &str) -> Option<f64> {
    let days = text.strip_prefix("/OADate(")?.strip_suffix(")/")?;
    days.parse().ok().filter(|days: &f64| days.is_finite())
}

/// Whether days are within what OLE Automation has: the years 100 to 9999.
pub(super) fn in_range(days: f64) -> bool {
    (-657_434.0..2_958_466.0).contains(&days)
}

/// Whether a number format shows a calendar date: it has a year, a month or a day outside of quotes, brackets and
/// escapes. Times of day and durations are none.
pub(super) fn is_date(format: &str) -> bool {
    if format.eq_ignore_ascii_case("general") {
        return false;
    }
    let (mut month, mut time) = (false, false);
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '"' => while !matches!(letters.next(), Some('"') | None) {},
            '[' => while !matches!(letters.next(), Some(']') | None) {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            ';' => break,
            'y' | 'd' => return true,
            'm' => month = true,
            'h' | 's' => time = true,
            _ => {}
        }
    }
    month && !time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_told_from_others() {
        for format in [
            "yyyy-mm-dd",
            "m/d",
            "mmm",
            "[$-804]yyyy\"年\"m\"月\"d\"日\"",
            "d.m.yy h:mm",
            "YYYY",
        ] {
            assert!(is_date(format), "{format}");
        }
        for format in [
            "General",
            "0.00",
            "h:mm",
            "[h]:mm:ss",
            "mm:ss",
            "h:mm AM/PM",
            "\"day\"0",
            "[Red]0",
            "0\\d",
            "0;d",
            "@",
            "0.0E+00",
        ] {
            assert!(!is_date(format), "{format}");
        }
        assert_eq!(read("/OADate(43831.5)/"), Some(43831.5));
        assert_eq!(read("/OADate(inf)/"), None);
        assert_eq!(read("/Date(1)/"), None);
    }
}
