//! Securities: coupons, prices, yields, discounts.

use super::{Answer, Function, int, n, n_or, num, plain, require};
use crate::calendar::{Basis, Date, date};
use crate::context::Context;
use crate::functions::special::invert;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("ACCRINT", 6, 8, "ssssssss", accrued),
    plain("ACCRINTM", 4, 5, "sssss", |_, a| {
        let (issue, settlement) = (date(n(a, 0)?)?, date(n(a, 1)?)?);
        let (rate, par, basis) = (n(a, 2)?, n_or(a, 3, 1000.0)?, Basis::read(n(a, 4)?)?);
        require(rate > 0.0 && par > 0.0 && issue < settlement)?;
        num(par * rate * basis.years(issue, settlement))
    }),
    plain("COUPDAYBS", 3, 4, "ssss", |_, a| {
        let bond = Coupons::read(a, 2, 3)?;
        num(bond.since())
    }),
    plain("COUPDAYS", 3, 4, "ssss", |_, a| {
        num(Coupons::read(a, 2, 3)?.period())
    }),
    plain("COUPDAYSNC", 3, 4, "ssss", |_, a| {
        num(Coupons::read(a, 2, 3)?.left())
    }),
    plain("COUPNCD", 3, 4, "ssss", |_, a| {
        num(Coupons::read(a, 2, 3)?.next().serial())
    }),
    plain("COUPNUM", 3, 4, "ssss", |_, a| {
        num(Coupons::read(a, 2, 3)?.count())
    }),
    plain("COUPPCD", 3, 4, "ssss", |_, a| {
        num(Coupons::read(a, 2, 3)?.last().serial())
    }),
    plain("DISC", 4, 5, "sssss", |_, a| {
        let (settlement, maturity) = pair(a)?;
        let (price, redemption, basis) = (n(a, 2)?, n(a, 3)?, Basis::read(n(a, 4)?)?);
        require(price > 0.0 && redemption > 0.0)?;
        num((1.0 - price / redemption) / basis.years(settlement, maturity))
    }),
    plain("DURATION", 5, 6, "ssssss", |_, a| num(duration(a)?)),
    plain("INTRATE", 4, 5, "sssss", |_, a| {
        let (settlement, maturity) = pair(a)?;
        let (paid, redemption, basis) = (n(a, 2)?, n(a, 3)?, Basis::read(n(a, 4)?)?);
        require(paid > 0.0 && redemption > 0.0)?;
        num((redemption / paid - 1.0) / basis.years(settlement, maturity))
    }),
    plain("MDURATION", 5, 6, "ssssss", |_, a| {
        num(duration(a)? / (1.0 + n(a, 3)? / int(a, 4)?))
    }),
    plain("PRICE", 6, 7, "sssssss", |_, a| {
        let bond = Coupons::read(a, 5, 6)?;
        let (rate, yld, redemption) = (n(a, 2)?, n(a, 3)?, n(a, 4)?);
        require(rate >= 0.0 && yld >= 0.0 && redemption > 0.0)?;
        num(bond.price(rate, yld, redemption))
    }),
    plain("PRICEDISC", 4, 5, "sssss", |_, a| {
        let (settlement, maturity) = pair(a)?;
        let (discount, redemption, basis) = (n(a, 2)?, n(a, 3)?, Basis::read(n(a, 4)?)?);
        require(discount > 0.0 && redemption > 0.0)?;
        num(redemption * (1.0 - discount * basis.years(settlement, maturity)))
    }),
    plain("PRICEMAT", 5, 6, "ssssss", |_, a| {
        let (at_maturity, held, since, rate) = at_maturity(a)?;
        let yld = n(a, 4)?;
        require(rate >= 0.0 && yld >= 0.0)?;
        num(((1.0 + at_maturity * rate) / (1.0 + held * yld) - since * rate) * 100.0)
    }),
    plain("RECEIVED", 4, 5, "sssss", |_, a| {
        let (settlement, maturity) = pair(a)?;
        let (paid, discount, basis) = (n(a, 2)?, n(a, 3)?, Basis::read(n(a, 4)?)?);
        require(paid > 0.0 && discount > 0.0)?;
        num(paid / (1.0 - discount * basis.years(settlement, maturity)))
    }),
    plain("TBILLEQ", 3, 3, "sss", |_, a| {
        let (days, discount) = bill(a)?;
        require(discount > 0.0)?;
        num(365.0 * discount / (360.0 - discount * days))
    }),
    plain("TBILLPRICE", 3, 3, "sss", |_, a| {
        let (days, discount) = bill(a)?;
        require(discount > 0.0)?;
        num(100.0 * (1.0 - discount * days / 360.0))
    }),
    plain("TBILLYIELD", 3, 3, "sss", |_, a| {
        let (days, price) = bill(a)?;
        require(price > 0.0)?;
        num((100.0 - price) / price * (360.0 / days))
    }),
    plain("YIELD", 6, 7, "sssssss", |_, a| {
        let bond = Coupons::read(a, 5, 6)?;
        let (rate, price, redemption) = (n(a, 2)?, n(a, 3)?, n(a, 4)?);
        require(rate >= 0.0 && price > 0.0 && redemption > 0.0)?;
        num(bond.yields(rate, price, redemption)?)
    }),
    plain("YIELDDISC", 4, 5, "sssss", |_, a| {
        let (settlement, maturity) = pair(a)?;
        let (price, redemption, basis) = (n(a, 2)?, n(a, 3)?, Basis::read(n(a, 4)?)?);
        require(price > 0.0 && redemption > 0.0)?;
        num((redemption / price - 1.0) / basis.years(settlement, maturity))
    }),
    plain("YIELDMAT", 5, 6, "ssssss", |_, a| {
        let (at_maturity, held, since, rate) = at_maturity(a)?;
        let price = n(a, 4)?;
        require(rate >= 0.0 && price > 0.0)?;
        let yld = (1.0 + at_maturity * rate) / (price / 100.0 + since * rate) - 1.0;
        num(yld / held)
    }),
];

/// Settlement and maturity.
fn pair(a: &[Value]) -> Result<(Date, Date), Error> {
    let (settlement, maturity) = (date(n(a, 0)?)?, date(n(a, 1)?)?);
    require(settlement < maturity)?;
    Ok((settlement, maturity))
}

/// Days of a treasury bill, and its third argument.
fn bill(a: &[Value]) -> Result<(f64, f64), Error> {
    let (settlement, maturity) = pair(a)?;
    require(maturity <= settlement.plus_months(12))?;
    // The day of maturity counts in months of 30 days.
    let after = date(maturity.serial() + 1.0)?;
    Ok((crate::calendar::days_360(settlement, after, true), n(a, 2)?))
}

/// Years from issue to maturity, from settlement to maturity, from issue to settlement, and the rate.
fn at_maturity(a: &[Value]) -> Result<(f64, f64, f64, f64), Error> {
    let (settlement, maturity) = pair(a)?;
    let (issue, rate, basis) = (date(n(a, 2)?)?, n(a, 3)?, Basis::read(n(a, 5)?)?);
    require(issue < settlement)?;
    Ok((
        basis.years(issue, maturity),
        basis.years(settlement, maturity),
        basis.years(issue, settlement),
        rate,
    ))
}

fn accrued(_: &Context<'_>, a: &[Value]) -> Answer {
    let (issue, first, settlement) = (date(n(a, 0)?)?, date(n(a, 1)?)?, date(n(a, 2)?)?);
    let (rate, par, frequency) = (n(a, 3)?, n_or(a, 4, 1000.0)?, int(a, 5)?);
    let basis = Basis::read(n(a, 6)?)?;
    require(rate > 0.0 && par > 0.0 && issue < settlement)?;
    require(frequency == 1.0 || frequency == 2.0 || frequency == 4.0)?;
    let months = 12 / frequency as i64;
    // From one coupon to the next, counted back from the first one.
    let mut end = first;
    let mut steps = 0;
    while end > issue && steps < 5_000 {
        steps += 1;
        end = first.plus_months(-steps * months);
    }
    let mut sum = 0.0;
    let mut start = end;
    for step in 0..10_000 {
        if start >= settlement {
            break;
        }
        let next = first.plus_months((step + 1 - steps) * months);
        let (low, high) = (start.max(issue), next.min(settlement));
        if low < high {
            // Of a period that is not over the days left count, and as long as it counts is the one behind it.
            sum += if basis == Basis::Actual && start >= first && settlement < next {
                let behind = first.plus_months((step + 2 - steps) * months);
                let length = behind.serial() - next.serial();
                (1.0 - (next.serial() - settlement.serial()) / length).max(0.0)
            } else {
                let length = match basis {
                    Basis::Actual => next.serial() - start.serial(),
                    Basis::Actual365 => 365.0 / frequency,
                    _ => 360.0 / frequency,
                };
                basis.days(low, high) / length
            };
        }
        start = next;
    }
    num(par * rate / frequency * sum)
}

/// The coupons of a security.
pub(super) struct Coupons {
    pub settlement: Date,
    pub maturity: Date,
    pub frequency: f64,
    pub basis: Basis,
}

impl Coupons {
    fn read(a: &[Value], frequency_at: usize, basis_at: usize) -> Result<Self, Error> {
        let (settlement, maturity) = pair(a)?;
        let (frequency, basis) = (int(a, frequency_at)?, Basis::read(n(a, basis_at)?)?);
        require(frequency == 1.0 || frequency == 2.0 || frequency == 4.0)?;
        Ok(Self {
            settlement,
            maturity,
            frequency,
            basis,
        })
    }

    fn months(&self) -> i64 {
        (12.0 / self.frequency) as i64
    }

    /// A coupon's day so many periods before maturity; the ends of months stay ends.
    fn before(&self, periods: i64) -> Date {
        let day = self.maturity.plus_months(-periods * self.months());
        if self.maturity.is_last() {
            let last = crate::calendar::month_days(day.year, day.month);
            return Date { day: last, ..day };
        }
        day
    }

    /// Periods from the last coupon at or before settlement to maturity.
    fn periods(&self) -> i64 {
        let months = (self.maturity.year - self.settlement.year) * 12 + self.maturity.month
            - self.settlement.month;
        let mut periods = (months / self.months() - 1).max(0);
        while self.before(periods) > self.settlement {
            periods += 1;
        }
        periods
    }

    pub fn last(&self) -> Date {
        self.before(self.periods())
    }

    pub fn next(&self) -> Date {
        self.before(self.periods() - 1)
    }

    pub fn count(&self) -> f64 {
        self.periods() as f64
    }

    pub fn since(&self) -> f64 {
        self.basis.days(self.last(), self.settlement)
    }

    pub fn period(&self) -> f64 {
        match self.basis {
            Basis::Actual => self.next().serial() - self.last().serial(),
            Basis::Actual365 => 365.0 / self.frequency,
            _ => 360.0 / self.frequency,
        }
    }

    pub fn left(&self) -> f64 {
        match self.basis {
            Basis::Us30 | Basis::European30 => self.period() - self.since(),
            _ => self.next().serial() - self.settlement.serial(),
        }
    }

    fn price(&self, rate: f64, yld: f64, redemption: f64) -> f64 {
        let share = self.left() / self.period();
        let count = self.count();
        let coupon = 100.0 * rate / self.frequency;
        let gone = self.since() / self.period();
        let step = 1.0 + yld / self.frequency;
        if count == 1.0 {
            return (redemption + coupon) / (1.0 + share * yld / self.frequency) - coupon * gone;
        }
        let mut sum = redemption / libm::pow(step, count - 1.0 + share);
        let mut index = 0.0;
        while index < count {
            sum += coupon / libm::pow(step, index + share);
            index += 1.0;
        }
        sum - coupon * gone
    }

    fn yields(&self, rate: f64, price: f64, redemption: f64) -> Result<f64, Error> {
        if self.count() == 1.0 {
            let gone = self.since() / self.period();
            let share = self.left() / self.period();
            let coupon = rate / self.frequency;
            let paid = price / 100.0 + gone * coupon;
            return Ok((redemption / 100.0 + coupon - paid) / paid * self.frequency / share);
        }
        // Prices fall when yields rise.
        invert(-price, -0.99 * self.frequency.min(1.0), 1000.0, |yld| {
            -self.price(rate, yld, redemption)
        })
    }
}

/// Macaulay's duration.
fn duration(a: &[Value]) -> Result<f64, Error> {
    let bond = Coupons::read(a, 4, 5)?;
    let (rate, yld) = (n(a, 2)?, n(a, 3)?);
    require(rate >= 0.0 && yld >= 0.0)?;
    let share = match bond.basis {
        Basis::Actual360 | Basis::Actual365 => 1.0 - bond.since() / bond.period(),
        _ => bond.left() / bond.period(),
    };
    let step = 1.0 + yld / bond.frequency;
    let coupon = 100.0 * rate / bond.frequency;
    let count = bond.count();
    let (mut weighted, mut sum) = (0.0, 0.0);
    let mut index = 0.0;
    while index < count {
        let time = index + share;
        let flow = if index + 1.0 == count {
            coupon + 100.0
        } else {
            coupon
        };
        let worth = flow / libm::pow(step, time);
        weighted += time * worth;
        sum += worth;
        index += 1.0;
    }
    Ok(weighted / sum / bond.frequency)
}
