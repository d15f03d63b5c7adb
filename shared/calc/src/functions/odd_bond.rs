//! Securities with an odd first or last period.

use super::special::invert;
use super::{Function, int, n, num, plain, require};
use crate::calendar::{Basis, Date, date};
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("ODDFPRICE", 8, 9, "sssssssss", |_, a| {
        let bond = First::read(a)?;
        num(bond.price(n(a, 4)?, n(a, 5)?, n(a, 6)?))
    }),
    plain("ODDFYIELD", 8, 9, "sssssssss", |_, a| {
        let bond = First::read(a)?;
        let (rate, price, redemption) = (n(a, 4)?, n(a, 5)?, n(a, 6)?);
        num(invert(-price, -0.9, 1000.0, |yld| -bond.price(rate, yld, redemption))?)
    }),
    plain("ODDLPRICE", 7, 8, "ssssssss", |_, a| {
        let (whole, since, left, frequency) = last(a)?;
        let (rate, yld, redemption) = (n(a, 3)?, n(a, 4)?, n(a, 5)?);
        let coupon = 100.0 * rate / frequency;
        let paid = (redemption + whole * coupon) / (left * yld / frequency + 1.0);
        num(paid - since * coupon)
    }),
    plain("ODDLYIELD", 7, 8, "ssssssss", |_, a| {
        let (whole, since, left, frequency) = last(a)?;
        let (rate, price, redemption) = (n(a, 3)?, n(a, 4)?, n(a, 5)?);
        let coupon = 100.0 * rate / frequency;
        let paid = price + since * coupon;
        num((redemption + whole * coupon - paid) / paid * frequency / left)
    }),
];

fn frequency(a: &[Value], at: usize) -> Result<f64, Error> {
    let frequency = int(a, at)?;
    require(frequency == 1.0 || frequency == 2.0 || frequency == 4.0)?;
    require(n(a, at - 4)? >= 0.0 && n(a, at - 3)? >= 0.0 && n(a, at - 1)? > 0.0)?;
    Ok(frequency)
}

/// Days of a regular period.
fn regular(basis: Basis, frequency: f64, from: Date, to: Date) -> f64 {
    match basis {
        Basis::Actual => to.serial() - from.serial(),
        Basis::Actual365 => 365.0 / frequency,
        _ => 360.0 / frequency,
    }
}

/// Regular periods, whole and in parts, from one day to another, counted in steps from `anchor`.
fn periods(basis: Basis, frequency: f64, anchor: Date, from: Date, to: Date) -> f64 {
    let months = (12.0 / frequency) as i64;
    let mut sum = 0.0;
    let mut index = 0;
    // From the step at or before `from`.
    while anchor.plus_months(index * months) > from && index > -2_000 {
        index -= 1;
    }
    while index < 2_000 {
        let (start, end) = (anchor.plus_months(index * months), anchor.plus_months((index + 1) * months));
        if start >= to {
            break;
        }
        let (low, high) = (start.max(from), end.min(to));
        if low < high {
            sum += basis.days(low, high) / regular(basis, frequency, start, end);
        }
        index += 1;
    }
    sum
}

/// Periods from the last coupon to maturity, to settlement, from settlement to maturity, and coupons a year.
fn last(a: &[Value]) -> Result<(f64, f64, f64, f64), Error> {
    let (settlement, maturity, coupon) = (date(n(a, 0)?)?, date(n(a, 1)?)?, date(n(a, 2)?)?);
    let frequency = frequency(a, 6)?;
    let basis = Basis::read(n(a, 7)?)?;
    require(maturity > settlement && settlement > coupon)?;
    let count = |from, to| periods(basis, frequency, coupon, from, to);
    let (whole, since) = (count(coupon, maturity), count(coupon, settlement));
    Ok((whole, since, count(settlement, maturity), frequency))
}

/// A security whose first period is odd.
struct First {
    settlement: Date,
    maturity: Date,
    issue: Date,
    coupon: Date,
    frequency: f64,
    basis: Basis,
}

impl First {
    fn read(a: &[Value]) -> Result<Self, Error> {
        let (settlement, maturity) = (date(n(a, 0)?)?, date(n(a, 1)?)?);
        let (issue, coupon) = (date(n(a, 2)?)?, date(n(a, 3)?)?);
        let frequency = int(a, 7)?;
        require(frequency == 1.0 || frequency == 2.0 || frequency == 4.0)?;
        require(n(a, 4)? >= 0.0 && n(a, 5)? >= 0.0 && n(a, 6)? > 0.0)?;
        require(maturity > coupon && coupon > settlement && settlement > issue)?;
        let basis = Basis::read(n(a, 8)?)?;
        Ok(Self {
            settlement,
            maturity,
            issue,
            coupon,
            frequency,
            basis,
        })
    }

    fn price(&self, rate: f64, yld: f64, redemption: f64) -> f64 {
        let count = |from, to| periods(self.basis, self.frequency, self.coupon, from, to);
        let coupon = 100.0 * rate / self.frequency;
        let step = 1.0 + yld / self.frequency;
        let first = count(self.issue, self.coupon);
        let since = count(self.issue, self.settlement);
        let share = count(self.settlement, self.coupon);
        let rest = count(self.coupon, self.maturity).round();
        let mut sum = redemption / libm::pow(step, rest + share);
        sum += coupon * first / libm::pow(step, share);
        let mut index = 1.0;
        while index <= rest {
            sum += coupon / libm::pow(step, index + share);
            index += 1.0;
        }
        sum - coupon * since
    }
}
