//! Days as numbers: 1 is 1900-01-01, and 60 a day that never was, as in the first spreadsheets.

use crate::value::Error;

/// The last day that has a number, 9999-12-31.
pub(crate) const LAST_DAY: f64 = 2_958_465.0;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub year: i64,
    pub month: i64,
    pub day: i64,
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

/// The day with a number; `None` when it is negative or too large.
pub(crate) fn date(serial: f64) -> Result<Date, Error> {
    let serial = serial.floor();
    if !(0.0..=LAST_DAY).contains(&serial) {
        return Err(Error::Num);
    }
    let serial = serial as i64;
    let of = |year, month, day| Date { year, month, day };
    match serial {
        0 => return Ok(of(1900, 1, 0)),
        60 => return Ok(of(1900, 2, 29)),
        _ => {}
    }
    let days = if serial < 60 { serial + 1 } else { serial } - 25_569;
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let index = (5 * day_of_year + 2) / 153;
    let month = if index < 10 { index + 3 } else { index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Ok(of(year, month, day_of_year - (153 * index + 2) / 5 + 1))
}

/// The number of a day; months and days may lie outside of their year and month.
pub(crate) fn serial(year: i64, month: i64, day: i64) -> f64 {
    let months = month - 1;
    let year = year + months.div_euclid(12);
    let month = months.rem_euclid(12) + 1;
    let days = days_from_epoch(year, month, 1) + 25_569;
    let first = if days < 61 { days - 1 } else { days };
    let number = first + day - 1;
    // The day that never was lies between the months of early 1900.
    if days < 61 && first + day > 60 && day <= 31 && !(month == 2 && day == 29) {
        return number as f64;
    }
    number as f64
}

impl Date {
    pub fn serial(self) -> f64 {
        serial(self.year, self.month, self.day)
    }

    /// The same day so many months later; a day that the month lacks becomes its last one.
    pub fn plus_months(self, months: i64) -> Self {
        let total = self.year * 12 + self.month - 1 + months;
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
        Self {
            year,
            month,
            day: self.day.min(month_days(year, month)),
        }
    }

    pub fn is_last(self) -> bool {
        self.day == month_days(self.year, self.month)
    }
}

pub(crate) fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

pub(crate) fn month_days(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days between two dates in a year of 360 days, as in the United States or as in Europe.
pub(crate) fn days_360(from: Date, to: Date, european: bool) -> f64 {
    let (mut first, mut last) = (from.day, to.day);
    if european {
        first = first.min(30);
        last = last.min(30);
    } else {
        let end = from.month == 2 && from.is_last();
        if end && to.month == 2 && to.is_last() {
            last = 30;
        }
        if end {
            first = 30;
        }
        if last == 31 && first >= 30 {
            last = 30;
        }
        if first == 31 {
            first = 30;
        }
    }
    ((to.year - from.year) * 360 + (to.month - from.month) * 30 + last - first) as f64
}

/// How days and years are counted: 0 to 4 in the functions of securities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    Us30,
    Actual,
    Actual360,
    Actual365,
    European30,
}

impl Basis {
    pub fn read(number: f64) -> Result<Self, Error> {
        Ok(match number.trunc() as i64 {
            0 => Self::Us30,
            1 => Self::Actual,
            2 => Self::Actual360,
            3 => Self::Actual365,
            4 => Self::European30,
            _ => return Err(Error::Num),
        })
    }

    /// Days from one date to another.
    pub fn days(self, from: Date, to: Date) -> f64 {
        match self {
            Self::Us30 => days_360(from, to, false),
            Self::European30 => days_360(from, to, true),
            _ => to.serial() - from.serial(),
        }
    }

    /// Days of a year; of an actual one, that of `date`.
    pub fn year(self, date: Date) -> f64 {
        match self {
            Self::Us30 | Self::European30 | Self::Actual360 => 360.0,
            Self::Actual365 => 365.0,
            Self::Actual => {
                if is_leap(date.year) {
                    366.0
                } else {
                    365.0
                }
            }
        }
    }

    /// The share of a year between two dates.
    pub fn years(self, from: Date, to: Date) -> f64 {
        let days = self.days(from, to);
        if self != Self::Actual {
            return days / self.year(from);
        }
        let within = to <= from.plus_months(12);
        let length = if within {
            let leap_day = |year: i64| Date {
                year,
                month: 2,
                day: 29,
            };
            let has_leap = (is_leap(from.year) && from.year == to.year)
                || (is_leap(from.year) && from <= leap_day(from.year) && to >= leap_day(from.year))
                || (is_leap(to.year) && to >= leap_day(to.year) && from <= leap_day(to.year));
            if has_leap { 366.0 } else { 365.0 }
        } else {
            let years = (to.year - from.year + 1) as f64;
            (serial(to.year + 1, 1, 1) - serial(from.year, 1, 1)) / years
        };
        days / length
    }
}
