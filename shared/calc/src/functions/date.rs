//! Dates and times.

use super::{Answer, Function, b_or, int, n, n_or, num, plain, require, t};
use crate::calendar::{Basis, Date, LAST_DAY, date, days_360, month_days, serial};
use crate::context::Context;
use crate::number;
use crate::value::{Error, Value};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

pub(super) const TABLE: &[Function] = &[
    plain("DATE", 3, 3, "sss", date_of),
    plain("DATEDIF", 3, 3, "sss", date_dif),
    plain("DATEVALUE", 1, 1, "s", |_, a| {
        num(number::parse(&t(a, 0)?).ok_or(Error::Value)?.floor())
    }),
    plain("DAY", 1, 1, "s", |_, a| num(date(n(a, 0)?)?.day as f64)),
    plain("DAYS", 2, 2, "ss", |_, a| num(int(a, 0)? - int(a, 1)?)),
    plain("DAYS360", 2, 3, "sss", |_, a| {
        num(days_360(
            date(n(a, 0)?)?,
            date(n(a, 1)?)?,
            b_or(a, 2, false)?,
        ))
    }),
    plain("EDATE", 2, 2, "ss", |_, a| {
        let months = months(a)?;
        in_range(date(n(a, 0)?)?.plus_months(months).serial())
    }),
    plain("EOMONTH", 2, 2, "ss", |_, a| {
        let month = Date {
            day: 1,
            ..date(n(a, 0)?)?
        }
        .plus_months(months(a)?);
        let day = month_days(month.year, month.month);
        in_range(Date { day, ..month }.serial())
    }),
    plain(
        "HOUR",
        1,
        1,
        "s",
        |_, a| num((seconds(a)? / 3600.0).floor()),
    ),
    plain("ISOWEEKNUM", 1, 1, "s", |_, a| {
        num(iso_week(n(a, 0)?.floor())?)
    }),
    plain("MINUTE", 1, 1, "s", |_, a| {
        num((seconds(a)? / 60.0).floor() % 60.0)
    }),
    plain("MONTH", 1, 1, "s", |_, a| num(date(n(a, 0)?)?.month as f64)),
    plain("NOW", 0, 0, "", |_, _| num((now() * DAY).round() / DAY)),
    plain("SECOND", 1, 1, "s", |_, a| num(seconds(a)? % 60.0)),
    plain("TIME", 3, 3, "sss", |_, a| {
        let total = int(a, 0)? * 3600.0 + int(a, 1)? * 60.0 + int(a, 2)?;
        require(total >= 0.0)?;
        num(total / DAY % 1.0)
    }),
    plain("TIMEVALUE", 1, 1, "s", |_, a| {
        let value = number::parse(&t(a, 0)?).ok_or(Error::Value)?;
        num(value - value.floor())
    }),
    plain("TODAY", 0, 0, "", |_, _| num(now().floor())),
    plain("WEEKDAY", 1, 2, "ss", |_, a| {
        let day = n(a, 0)?.floor();
        let kind = n_or(a, 1, 1.0)?.trunc();
        require((0.0..=LAST_DAY).contains(&day))?;
        num(match kind as i64 {
            1 => weekday(day, 7) + 1.0,
            2 => weekday(day, 1) + 1.0,
            3 => weekday(day, 1),
            first @ 11..=17 => weekday(day, first - 10) + 1.0,
            _ => return Err(Error::Num),
        })
    }),
    plain("WEEKNUM", 1, 2, "ss", |_, a| {
        let day = n(a, 0)?.floor();
        let kind = n_or(a, 1, 1.0)?.trunc();
        let first = match kind as i64 {
            1 | 17 => 7,
            2 | 11 => 1,
            kind @ 12..=16 => kind - 10,
            21 => return num(iso_week(day)?),
            _ => return Err(Error::Num),
        };
        let start = serial(date(day)?.year, 1, 1);
        num(((day - start + weekday(start, first)) / 7.0).floor() + 1.0)
    }),
    plain("YEAR", 1, 1, "s", |_, a| num(date(n(a, 0)?)?.year as f64)),
    plain("YEARFRAC", 2, 3, "sss", |_, a| {
        let (from, to) = (date(n(a, 0)?)?, date(n(a, 1)?)?);
        let basis = Basis::read(n(a, 2)?)?;
        num(basis.years(from.min(to), from.max(to)))
    }),
];

/// Days behind the last `first` day of a week, of which Monday is 1 and Sunday 7.
pub(super) fn weekday(day: f64, first: i64) -> f64 {
    // Day 2 is a Monday in the count of spreadsheets.
    (day - 2.0 - (first as f64 - 1.0)).rem_euclid(7.0)
}

/// This moment in days. Scripts run where clocks show Greenwich time.
fn now() -> f64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64() / DAY) + 25_569.0
}

fn in_range(day: f64) -> Answer {
    require((0.0..=LAST_DAY).contains(&day))?;
    num(day)
}

fn months(a: &[Value]) -> Result<i64, Error> {
    let months = int(a, 1)?;
    require(months.abs() < 120_000.0)?;
    Ok(months as i64)
}

fn date_of(_: &Context<'_>, a: &[Value]) -> Answer {
    let (mut year, month, day) = (int(a, 0)?, int(a, 1)?, int(a, 2)?);
    require((0.0..10_000.0).contains(&year) && month.abs() < 1e6 && day.abs() < 1e8)?;
    if year < 1900.0 {
        year += 1900.0;
    }
    in_range(serial(year as i64, month as i64, 1) + day - 1.0)
}

/// The time of day in whole seconds.
fn seconds(a: &[Value]) -> Result<f64, Error> {
    let value = n(a, 0)?;
    require(value >= 0.0)?;
    Ok(((value - value.floor()) * DAY).round() % DAY)
}

fn iso_week(day: f64) -> Result<f64, Error> {
    // The week belongs to the year of its Thursday.
    let thursday = day - weekday(day, 1) + 3.0;
    let start = serial(date(thursday.max(1.0))?.year, 1, 1);
    Ok(((thursday - start) / 7.0).floor() + 1.0)
}

fn date_dif(_: &Context<'_>, a: &[Value]) -> Answer {
    let (from_day, to_day) = (n(a, 0)?.floor(), n(a, 1)?.floor());
    require(from_day <= to_day)?;
    let (from, to) = (date(from_day)?, date(to_day)?);
    let months = (to.year - from.year) * 12 + to.month - from.month - i64::from(to.day < from.day);
    num(match t(a, 2)?.to_uppercase().as_str() {
        "D" => to_day - from_day,
        "M" => months as f64,
        "Y" => (months / 12) as f64,
        "YM" => (months % 12) as f64,
        "MD" => {
            let days = to.day - from.day;
            if days < 0 {
                (days + month_days(from.year, from.month)) as f64
            } else {
                days as f64
            }
        }
        "YD" => {
            let this_year = Date {
                year: to.year,
                ..from
            }
            .serial();
            let start = if this_year > to_day {
                Date {
                    year: to.year - 1,
                    ..from
                }
                .serial()
            } else {
                this_year
            };
            to_day - start
        }
        _ => return Err(Error::Num),
    })
}
