//! Distributions of counts.

use super::arithmetic::{combinations, factorial};
use super::special::ln_gamma;
use super::{Answer, Function, b_or, int, n, n_or, num, plain, require};
use crate::context::Context;
use crate::value::Value;

/// Terms of a sum.
const MAX_TERMS: f64 = 1e6;

pub(super) const TABLE: &[Function] = &[
    plain("BINOM.DIST", 4, 4, "ssss", binomial),
    plain("BINOM.DIST.RANGE", 3, 4, "ssss", |_, a| {
        let (trials, share, low) = (int(a, 0)?, n(a, 1)?, int(a, 2)?);
        let high = n_or(a, 3, low)?.trunc();
        require((0.0..=1.0).contains(&share) && (0.0..=trials).contains(&low))?;
        require((low..=trials).contains(&high) && high - low <= MAX_TERMS)?;
        let mut sum = 0.0;
        let mut hits = low;
        while hits <= high {
            sum += binomial_term(hits, trials, share);
            hits += 1.0;
        }
        num(sum)
    }),
    plain("BINOM.INV", 3, 3, "sss", binomial_inv),
    plain("BINOMDIST", 4, 4, "ssss", binomial),
    plain("CRITBINOM", 3, 3, "sss", binomial_inv),
    plain("HYPGEOM.DIST", 5, 5, "sssss", |_, a| hypergeometric(a, b_or(a, 4, true)?)),
    plain("HYPGEOMDIST", 4, 4, "ssss", |_, a| hypergeometric(a, false)),
    plain("NEGBINOM.DIST", 4, 4, "ssss", |_, a| negative(a, b_or(a, 3, true)?)),
    plain("NEGBINOMDIST", 3, 3, "sss", |_, a| negative(a, false)),
    plain("PERMUT", 2, 2, "ss", |_, a| {
        let (items, chosen) = (int(a, 0)?, int(a, 1)?);
        require(items >= chosen && chosen >= 0.0 && chosen <= MAX_TERMS)?;
        let mut product = 1.0;
        let mut index = 0.0;
        while index < chosen {
            product *= items - index;
            index += 1.0;
        }
        num(product)
    }),
    plain("PERMUTATIONA", 2, 2, "ss", |_, a| {
        let (items, chosen) = (int(a, 0)?, int(a, 1)?);
        require(items >= 0.0 && chosen >= 0.0)?;
        num(libm::pow(items, chosen))
    }),
    plain("POISSON", 3, 3, "sss", poisson),
    plain("POISSON.DIST", 3, 3, "sss", poisson),
];

/// The probability of exactly so many hits.
fn binomial_term(hits: f64, trials: f64, share: f64) -> f64 {
    if share == 0.0 || share == 1.0 {
        let sure = if share == 0.0 { 0.0 } else { trials };
        return if hits == sure { 1.0 } else { 0.0 };
    }
    if trials < 1000.0
        && let Ok(ways) = combinations(trials, hits)
    {
        let exact = ways * libm::pow(share, hits) * libm::pow(1.0 - share, trials - hits);
        if exact > 0.0 && exact.is_finite() {
            return exact;
        }
    }
    let ways = ln_gamma(trials + 1.0) - ln_gamma(hits + 1.0) - ln_gamma(trials - hits + 1.0);
    libm::exp(ways + hits * libm::log(share) + (trials - hits) * libm::log1p(-share))
}

fn binomial(_: &Context<'_>, a: &[Value]) -> Answer {
    let (hits, trials, share) = (int(a, 0)?, int(a, 1)?, n(a, 2)?);
    require((0.0..=trials).contains(&hits) && (0.0..=1.0).contains(&share))?;
    if !b_or(a, 3, true)? {
        return num(binomial_term(hits, trials, share));
    }
    require(hits <= MAX_TERMS)?;
    let mut sum = 0.0;
    let mut index = 0.0;
    while index <= hits {
        sum += binomial_term(index, trials, share);
        index += 1.0;
    }
    num(sum)
}

fn binomial_inv(_: &Context<'_>, a: &[Value]) -> Answer {
    let (trials, share, target) = (int(a, 0)?, n(a, 1)?, n(a, 2)?);
    require((0.0..=MAX_TERMS).contains(&trials) && (0.0..=1.0).contains(&share))?;
    require((0.0..=1.0).contains(&target))?;
    let mut sum = 0.0;
    let mut hits = 0.0;
    loop {
        sum += binomial_term(hits, trials, share);
        if sum >= target || hits >= trials {
            return num(hits);
        }
        hits += 1.0;
    }
}

fn hypergeometric(a: &[Value], below: bool) -> Answer {
    let (hits, sample, good, all) = (int(a, 0)?, int(a, 1)?, int(a, 2)?, int(a, 3)?);
    require(hits >= 0.0 && (0.0..=all).contains(&sample) && (0.0..=all).contains(&good))?;
    require(hits <= MAX_TERMS)?;
    let term = |hits: f64| {
        if hits > sample || hits > good || sample - hits > all - good {
            return Ok(0.0);
        }
        let ways = combinations(good, hits)? * combinations(all - good, sample - hits)?;
        Ok(ways / combinations(all, sample)?)
    };
    if !below {
        return num(term(hits)?);
    }
    let mut sum = 0.0;
    let mut index = 0.0;
    while index <= hits {
        sum += term(index)?;
        index += 1.0;
    }
    num(sum)
}

fn negative(a: &[Value], below: bool) -> Answer {
    let (misses, hits, share) = (int(a, 0)?, int(a, 1)?, n(a, 2)?);
    require((0.0..=MAX_TERMS).contains(&misses) && hits >= 1.0 && (0.0..=1.0).contains(&share))?;
    if below {
        return num(super::special::beta(share, hits, misses + 1.0));
    }
    let ways = combinations(misses + hits - 1.0, hits - 1.0)?;
    num(ways * libm::pow(share, hits) * libm::pow(1.0 - share, misses))
}

fn poisson(_: &Context<'_>, a: &[Value]) -> Answer {
    let (events, mean) = (int(a, 0)?, n(a, 1)?);
    require(events >= 0.0 && mean >= 0.0)?;
    if b_or(a, 2, true)? {
        return num(if mean == 0.0 {
            1.0
        } else {
            super::special::upper_gamma(events + 1.0, mean)
        });
    }
    if mean == 0.0 {
        return num(if events == 0.0 { 1.0 } else { 0.0 });
    }
    if let Ok(below) = factorial(events) {
        let exact = libm::exp(-mean) * libm::pow(mean, events) / below;
        if exact.is_finite() && exact > 0.0 {
            return num(exact);
        }
    }
    num(libm::exp(events * libm::log(mean) - mean - ln_gamma(events + 1.0)))
}
