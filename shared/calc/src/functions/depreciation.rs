//! Depreciation.

use super::rounding::divided;
use super::{Answer, Function, b_or, int, n, n_or, num, plain, require};
use crate::calendar::{Basis, date};
use crate::context::Context;
use crate::value::{Error, Value};

/// Periods that a schedule may have.
const MAX_PERIODS: f64 = 100_000.0;

pub(super) const TABLE: &[Function] = &[
    plain("AMORDEGRC", 6, 7, "sssssss", degressive),
    plain("AMORLINC", 6, 7, "sssssss", linear),
    plain("DB", 4, 5, "sssss", fixed_balance),
    plain("DDB", 4, 5, "sssss", |_, a| {
        let (cost, salvage, life, period) = (n(a, 0)?, n(a, 1)?, n(a, 2)?, n(a, 3)?);
        let factor = n_or(a, 4, 2.0)?;
        require(cost >= 0.0 && salvage >= 0.0 && life > 0.0 && factor > 0.0)?;
        require(period >= 1.0 && period <= life)?;
        num(declining(cost, salvage, life, period, factor))
    }),
    plain("SLN", 3, 3, "sss", |_, a| num(divided(n(a, 0)? - n(a, 1)?, n(a, 2)?)?)),
    plain("SYD", 4, 4, "ssss", |_, a| {
        let (cost, salvage, life, period) = (n(a, 0)?, n(a, 1)?, n(a, 2)?, n(a, 3)?);
        require(life > 0.0 && period > 0.0)?;
        num((cost - salvage) * (life - period + 1.0) * 2.0 / (life * (life + 1.0)))
    }),
    plain("VDB", 5, 7, "sssssss", variable),
];

fn fixed_balance(_: &Context<'_>, a: &[Value]) -> Answer {
    let (cost, salvage, life, period) = (n(a, 0)?, n(a, 1)?, n(a, 2)?, n(a, 3)?);
    let month = n_or(a, 4, 12.0)?.trunc();
    require(cost >= 0.0 && salvage >= 0.0 && life > 0.0 && period > 0.0)?;
    require((1.0..=12.0).contains(&month) && life <= 1200.0 && period <= life + 1.0)?;
    if cost == 0.0 {
        return num(0.0);
    }
    let rate = 1.0 - libm::pow(salvage / cost, 1.0 / life);
    let rate = (rate * 1000.0 + 0.5).floor() / 1000.0;
    let first = cost * rate * month / 12.0;
    if period.trunc() == 1.0 {
        return num(first);
    }
    let mut total = first;
    let mut step = 0.0;
    let mut index = 2.0;
    while index <= period.trunc().min(life) {
        step = (cost - total) * rate;
        total += step;
        index += 1.0;
    }
    if period > life {
        step = (cost - total) * rate * (12.0 - month) / 12.0;
    }
    num(step)
}

/// What a period takes off when each takes a share of what is left.
fn declining(cost: f64, salvage: f64, life: f64, period: f64, factor: f64) -> f64 {
    let rate = (factor / life).min(1.0);
    let before = if rate >= 1.0 {
        if period == 1.0 { cost } else { 0.0 }
    } else {
        cost * libm::pow(1.0 - rate, period - 1.0)
    };
    let after = cost * libm::pow(1.0 - rate, period);
    let step = if after < salvage { before - salvage } else { before - after };
    step.max(0.0)
}

fn variable(_: &Context<'_>, a: &[Value]) -> Answer {
    let (cost, salvage, life) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    let (start, end, factor) = (n(a, 3)?, n(a, 4)?, n_or(a, 5, 2.0)?);
    let no_switch = b_or(a, 6, false)?;
    require(start >= 0.0 && end >= start && end <= life && cost >= 0.0 && salvage <= cost)?;
    require(factor > 0.0 && end <= MAX_PERIODS)?;
    let (first, last) = (start.floor(), end.ceil());
    let mut sum = 0.0;
    // With a change to equal parts, what is left is written off in periods of the time that is left.
    let mut left = cost - salvage;
    let mut equal = false;
    let mut period = 1.0;
    while period <= last {
        let falling = declining(cost, salvage, life, period, factor);
        let mut step = falling;
        if !no_switch {
            let part = left / (life - period + 1.0);
            if equal || part > falling {
                step = part;
                equal = true;
            }
            left -= step;
        }
        if period > first {
            let mut share = 1.0;
            if period == first + 1.0 {
                share = (first + 1.0).min(end) - start;
            } else if period == last {
                share = end + 1.0 - last;
            }
            sum += step * share;
        }
        period += 1.0;
    }
    num(sum)
}

struct Asset {
    cost: f64,
    salvage: f64,
    period: f64,
    rate: f64,
    first_share: f64,
}

fn asset(a: &[Value]) -> Result<Asset, Error> {
    let (cost, bought, first) = (n(a, 0)?, date(n(a, 1)?)?, date(n(a, 2)?)?);
    let (salvage, period, rate) = (n(a, 3)?, int(a, 4)?, n(a, 5)?);
    let basis = Basis::read(n(a, 6)?)?;
    require(cost >= 0.0 && salvage >= 0.0 && salvage <= cost && rate > 0.0)?;
    require((0.0..=MAX_PERIODS).contains(&period) && bought <= first && basis != Basis::Actual360)?;
    Ok(Asset {
        cost,
        salvage,
        period,
        rate,
        first_share: basis.years(bought, first),
    })
}

fn degressive(_: &Context<'_>, a: &[Value]) -> Answer {
    let asset = asset(a)?;
    let life = 1.0 / asset.rate;
    let factor = match life {
        life if life < 3.0 => 1.0,
        life if life < 5.0 => 1.5,
        life if life <= 6.0 => 2.0,
        _ => 2.5,
    };
    let rate = asset.rate * factor;
    let mut cost = asset.cost;
    let mut step = (asset.first_share * rate * cost).round();
    cost -= step;
    let mut rest = cost - asset.salvage;
    let mut index = 0.0;
    while index < asset.period {
        step = (rate * cost).round();
        rest -= step;
        if rest < 0.0 {
            let left = asset.period - index;
            return num(if left <= 1.0 { (cost * 0.5).round() } else { 0.0 });
        }
        cost -= step;
        index += 1.0;
    }
    num(step)
}

fn linear(_: &Context<'_>, a: &[Value]) -> Answer {
    let asset = asset(a)?;
    let step = asset.cost * asset.rate;
    let first = asset.cost * asset.rate * asset.first_share;
    let whole = asset.cost - asset.salvage;
    let full = ((whole - first) / step).trunc();
    num(if asset.period == 0.0 {
        first
    } else if asset.period <= full {
        step
    } else if asset.period == full + 1.0 {
        whole - step * full - first
    } else {
        0.0
    })
}
