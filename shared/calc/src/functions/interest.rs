//! Payments, interest, and the worth of payments.

use super::rounding::divided;
use super::{Answer, Function, arg, int, n, n_or, num, plain, require};
use crate::context::{Context, Counting};
use crate::value::{Error, Value};

/// Periods that a schedule may have.
const MAX_PERIODS: f64 = 100_000.0;
/// Steps of a search for a rate.
const STEPS: usize = 200;

pub(super) const TABLE: &[Function] = &[
    plain("CUMIPMT", 6, 6, "ssssss", |_, a| cumulative(a, true)),
    plain("CUMPRINC", 6, 6, "ssssss", |_, a| cumulative(a, false)),
    plain("DOLLARDE", 2, 2, "ss", |_, a| {
        let (price, parts) = (n(a, 0)?, int(a, 1)?);
        let scale = fraction(parts)?;
        num(price.trunc() + (price - price.trunc()) * scale / parts)
    }),
    plain("DOLLARFR", 2, 2, "ss", |_, a| {
        let (price, parts) = (n(a, 0)?, int(a, 1)?);
        let scale = fraction(parts)?;
        num(price.trunc() + (price - price.trunc()) * parts / scale)
    }),
    plain("EFFECT", 2, 2, "ss", |_, a| {
        let (rate, periods) = (n(a, 0)?, int(a, 1)?);
        require(rate > 0.0 && periods >= 1.0)?;
        num(libm::pow(1.0 + rate / periods, periods) - 1.0)
    }),
    plain("FV", 3, 5, "SSSSS", |_, a| {
        num(future(n(a, 0)?, n(a, 1)?, n(a, 2)?, n(a, 3)?, due(a, 4)?))
    }),
    plain("FVSCHEDULE", 2, 2, "sr", |c, a| {
        let mut worth = n(a, 0)?;
        for item in c.table(arg(a, 1))?.items() {
            worth *= 1.0 + item.number()?;
        }
        num(worth)
    }),
    plain("IPMT", 4, 6, "ssssss", |_, a| {
        let loan = Loan::read(a)?;
        num(loan.interest())
    }),
    plain("IRR", 1, 2, "rs", irr),
    plain("ISPMT", 4, 4, "ssss", |_, a| {
        let (rate, period, periods, worth) = (n(a, 0)?, n(a, 1)?, n(a, 2)?, n(a, 3)?);
        num(worth * rate * (divided(period, periods)? - 1.0))
    }),
    plain("MIRR", 3, 3, "rss", |c, a| {
        let flows = c.numbers(a.get(..1).unwrap_or_default(), Counting::Numbers)?;
        let (finance, reinvest) = (n(a, 1)?, n(a, 2)?);
        let count = flows.len() as f64;
        let (mut paid, mut earned) = (0.0, 0.0);
        for (index, flow) in flows.iter().enumerate() {
            if *flow > 0.0 {
                earned += flow / libm::pow(1.0 + reinvest, index as f64);
            } else {
                paid += flow / libm::pow(1.0 + finance, index as f64);
            }
        }
        if paid == 0.0 || earned == 0.0 || count < 2.0 {
            return Err(Error::Div0);
        }
        let growth = -earned / paid * libm::pow(1.0 + reinvest, count - 1.0);
        num(libm::pow(growth, 1.0 / (count - 1.0)) - 1.0)
    }),
    plain("NOMINAL", 2, 2, "ss", |_, a| {
        let (rate, periods) = (n(a, 0)?, int(a, 1)?);
        require(rate > 0.0 && periods >= 1.0)?;
        num((libm::pow(rate + 1.0, 1.0 / periods) - 1.0) * periods)
    }),
    plain("NPER", 3, 5, "sssss", |_, a| {
        let (rate, payment, worth) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
        let (end, due) = (n(a, 3)?, due(a, 4)?);
        if rate == 0.0 {
            return num(divided(-(worth + end), payment)?);
        }
        let each = payment * (1.0 + rate * due) / rate;
        let ratio = divided(each - end, worth + each)?;
        require(ratio > 0.0)?;
        num(libm::log(ratio) / libm::log(1.0 + rate))
    }),
    plain("NPV", 2, 255, "s*r", |c, a| {
        let rate = n(a, 0)?;
        if rate == -1.0 {
            return Err(Error::Div0);
        }
        let flows = c.numbers(a.get(1..).unwrap_or_default(), Counting::Numbers)?;
        let mut sum = 0.0;
        for (index, flow) in flows.iter().enumerate() {
            sum += flow / libm::pow(1.0 + rate, index as f64 + 1.0);
        }
        num(sum)
    }),
    plain("PDURATION", 3, 3, "sss", |_, a| {
        let (rate, worth, end) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
        require(rate > 0.0 && worth > 0.0 && end > 0.0)?;
        num(libm::log(end / worth) / libm::log1p(rate))
    }),
    plain("PMT", 3, 5, "sssss", |_, a| {
        require(n(a, 1)? != 0.0)?;
        num(payment(n(a, 0)?, n(a, 1)?, n(a, 2)?, n(a, 3)?, due(a, 4)?))
    }),
    plain("PPMT", 4, 6, "ssssss", |_, a| {
        let loan = Loan::read(a)?;
        num(payment(loan.rate, loan.periods, loan.worth, loan.end, loan.due) - loan.interest())
    }),
    plain("PV", 3, 5, "sssss", |_, a| {
        let (rate, periods, payment) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
        let (end, due) = (n(a, 3)?, due(a, 4)?);
        if rate == 0.0 {
            return num(-(end + payment * periods));
        }
        let growth = libm::pow(1.0 + rate, periods);
        num(-(end + payment * (1.0 + rate * due) * (growth - 1.0) / rate) / growth)
    }),
    plain("RATE", 3, 6, "ssssss", rate),
    plain("RRI", 3, 3, "sss", |_, a| {
        let (periods, worth, end) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
        require(periods > 0.0 && worth != 0.0)?;
        num(libm::pow(end / worth, 1.0 / periods) - 1.0)
    }),
    plain("XIRR", 2, 3, "rrs", xirr),
    plain("XNPV", 3, 3, "srr", |c, a| {
        let rate = n(a, 0)?;
        let (flows, days) = dated(c, arg(a, 1), arg(a, 2))?;
        require(rate > -1.0)?;
        num(worth_at(rate, &flows, &days))
    }),
];

fn due(a: &[Value], at: usize) -> Result<f64, Error> {
    Ok(if n(a, at)? == 0.0 { 0.0 } else { 1.0 })
}

/// What a fraction written behind the point counts in: hundredths for sixteenths.
fn fraction(parts: f64) -> Result<f64, Error> {
    require(parts >= 0.0)?;
    if parts < 1.0 {
        return Err(Error::Div0);
    }
    Ok(libm::pow(10.0, libm::log10(parts).ceil()))
}

fn future(rate: f64, periods: f64, payment: f64, worth: f64, due: f64) -> f64 {
    if rate == 0.0 {
        return -(worth + payment * periods);
    }
    let growth = libm::pow(1.0 + rate, periods);
    -(worth * growth + payment * (1.0 + rate * due) * (growth - 1.0) / rate)
}

fn payment(rate: f64, periods: f64, worth: f64, end: f64, due: f64) -> f64 {
    if rate == 0.0 {
        return -(worth + end) / periods;
    }
    let growth = libm::pow(1.0 + rate, periods);
    -(end * rate / (growth - 1.0) + worth * rate / (1.0 - 1.0 / growth)) / (1.0 + rate * due)
}

struct Loan {
    rate: f64,
    period: f64,
    periods: f64,
    worth: f64,
    end: f64,
    due: f64,
}

impl Loan {
    fn read(a: &[Value]) -> Result<Self, Error> {
        let loan = Self {
            rate: n(a, 0)?,
            period: n(a, 1)?,
            periods: n(a, 2)?,
            worth: n(a, 3)?,
            end: n(a, 4)?,
            due: due(a, 5)?,
        };
        require(loan.period >= 1.0 && loan.period < loan.periods + 1.0)?;
        Ok(loan)
    }

    fn interest(&self) -> f64 {
        let payment = payment(self.rate, self.periods, self.worth, self.end, self.due);
        if self.due > 0.0 && self.period == 1.0 {
            return 0.0;
        }
        if self.due > 0.0 {
            // Paid in advance: interest of what is left after the payment at the period's start.
            let after = future(self.rate, self.period - 2.0, payment, self.worth, self.due);
            return (after - payment) * self.rate;
        }
        future(self.rate, self.period - 1.0, payment, self.worth, self.due) * self.rate
    }
}

fn cumulative(a: &[Value], interest: bool) -> Answer {
    let (rate, periods, worth) = (n(a, 0)?, int(a, 1)?, n(a, 2)?);
    let (start, end, kind) = (int(a, 3)?, int(a, 4)?, n(a, 5)?);
    require(rate > 0.0 && periods > 0.0 && worth > 0.0 && start >= 1.0 && start <= end)?;
    require(end <= periods && (kind == 0.0 || kind == 1.0) && end - start <= MAX_PERIODS)?;
    let payment = payment(rate, periods, worth, 0.0, kind);
    let mut sum = 0.0;
    let mut period = start;
    while period <= end {
        let loan = Loan {
            rate,
            period,
            periods,
            worth,
            end: 0.0,
            due: kind,
        };
        sum += if interest {
            loan.interest()
        } else {
            payment - loan.interest()
        };
        period += 1.0;
    }
    num(sum)
}

/// Where a function of a rate is 0: Newton's steps, then, where they lead nowhere, halving.
fn root(guess: f64, of: impl Fn(f64) -> f64) -> Result<f64, Error> {
    let mut rate = guess;
    for _ in 0..STEPS {
        let value = of(rate);
        let width = (rate.abs() * 1e-6).max(1e-7);
        let slope = (of(rate + width) - of(rate - width)) / (2.0 * width);
        let step = value / slope;
        if !step.is_finite() {
            break;
        }
        let next = rate - step;
        if next <= -1.0 {
            break;
        }
        rate = next;
        if step.abs() < 1e-15 * rate.abs().max(1e-3) {
            return Ok(rate);
        }
    }
    if of(rate).abs() < 1e-7 && rate > -1.0 {
        return Ok(rate);
    }
    // A change of sign between rates that grow away from -100 %.
    let rates: Vec<f64> = (0..400)
        .map(|index| -0.999 + libm::pow(1.03, f64::from(index)) - 1.0)
        .collect();
    for pair in rates.windows(2) {
        let [low, high] = pair else { continue };
        let (mut low, mut high) = (*low, *high);
        if of(low) * of(high) > 0.0 {
            continue;
        }
        for _ in 0..STEPS {
            let middle = (low + high) / 2.0;
            if of(low) * of(middle) <= 0.0 {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Ok((low + high) / 2.0);
    }
    Err(Error::Num)
}

fn both_signs(flows: &[f64]) -> Result<(), Error> {
    let positive = flows.iter().any(|flow| *flow > 0.0);
    let negative = flows.iter().any(|flow| *flow < 0.0);
    require(positive && negative)
}

fn irr(c: &Context<'_>, a: &[Value]) -> Answer {
    let flows = c.numbers(a.get(..1).unwrap_or_default(), Counting::Numbers)?;
    let guess = n_or(a, 1, 0.1)?;
    both_signs(&flows)?;
    require(flows.len() < 10_000)?;
    num(root(guess, |rate| {
        flows
            .iter()
            .rev()
            .fold(0.0, |sum, flow| sum / (1.0 + rate) + flow)
    })?)
}

fn rate(_: &Context<'_>, a: &[Value]) -> Answer {
    let (periods, payment, worth) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    let (end, due, guess) = (n(a, 3)?, due(a, 4)?, n_or(a, 5, 0.1)?);
    require(periods > 0.0)?;
    // Newton's steps until they are shorter than a ten-millionth, as in other spreadsheets: a better result would be
    // another one.
    let (near, far) = if due > 0.0 {
        (worth + payment, end - payment)
    } else {
        (worth, end)
    };
    let mut rate = guess;
    for _ in 0..STEPS {
        let less = libm::pow(1.0 + rate, periods - 1.0);
        let growth = less * (1.0 + rate);
        let (series, slope) = if rate == 0.0 {
            (periods, periods * (periods - 1.0) / 2.0)
        } else {
            let series = (growth - 1.0) / rate;
            (series, (periods * less - series) / rate)
        };
        let value = far + near * growth + payment * series;
        if value.abs() < 1e-14 {
            return num(rate);
        }
        let next = rate - value / (near * periods * less + payment * slope);
        if !next.is_finite() {
            return Err(Error::Num);
        }
        if (next - rate).abs() < 1e-7 {
            return num(next);
        }
        rate = next;
    }
    Err(Error::Num)
}

/// Payments and their days.
fn dated(c: &Context<'_>, flows: &Value, days: &Value) -> Result<(Vec<f64>, Vec<f64>), Error> {
    let (flows, days) = (c.table(flows)?, c.table(days)?);
    let numbers = |table: &crate::value::Array| -> Result<Vec<f64>, Error> {
        table.items().iter().map(Value::number).collect()
    };
    let (flows, days) = (numbers(&flows)?, numbers(&days)?);
    let start = days.first().copied().unwrap_or(0.0);
    require(flows.len() == days.len() && flows.len() < 10_000)?;
    require(days.iter().all(|day| *day >= start))?;
    Ok((flows, days.into_iter().map(f64::floor).collect()))
}

fn worth_at(rate: f64, flows: &[f64], days: &[f64]) -> f64 {
    let start = days.first().copied().unwrap_or(0.0);
    let pairs = flows.iter().zip(days);
    pairs
        .map(|(flow, day)| flow / libm::pow(1.0 + rate, (day - start) / 365.0))
        .sum()
}

fn xirr(c: &Context<'_>, a: &[Value]) -> Answer {
    let (flows, days) = dated(c, arg(a, 0), arg(a, 1))?;
    both_signs(&flows)?;
    num(root(n_or(a, 2, 0.1)?, |rate| {
        worth_at(rate, &flows, &days)
    })?)
}
