//! Continuous distributions.

use super::special::{
    beta, invert, invert_above, ln_gamma, lower_gamma, normal, normal_density, normal_inverse,
    upper_gamma,
};
use super::{Answer, Function, b_or, int, n, n_or, num, plain, require};
use crate::context::Context;
use crate::elementary;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("BETA.DIST", 4, 6, "ssssss", |_, a| {
        beta_dist(
            n(a, 0)?,
            n(a, 1)?,
            n(a, 2)?,
            b_or(a, 3, true)?,
            n_or(a, 4, 0.0)?,
            n_or(a, 5, 1.0)?,
        )
    }),
    plain("BETA.INV", 3, 5, "sssss", beta_inv),
    plain("BETADIST", 3, 5, "sssss", |_, a| {
        beta_dist(
            n(a, 0)?,
            n(a, 1)?,
            n(a, 2)?,
            true,
            n_or(a, 3, 0.0)?,
            n_or(a, 4, 1.0)?,
        )
    }),
    plain("BETAINV", 3, 5, "sssss", beta_inv),
    plain("CHIDIST", 2, 2, "ss", chi_above),
    plain("CHIINV", 2, 2, "ss", chi_above_inv),
    plain("CHISQ.DIST", 3, 3, "sss", |_, a| {
        let (x, freedom) = (n(a, 0)?, int(a, 1)?);
        require(x >= 0.0 && (1.0..=1e10).contains(&freedom))?;
        if b_or(a, 2, true)? {
            return num(lower_gamma(freedom / 2.0, x / 2.0));
        }
        gamma_density(x, freedom / 2.0, 2.0)
    }),
    plain("CHISQ.DIST.RT", 2, 2, "ss", chi_above),
    plain("CHISQ.INV", 2, 2, "ss", |_, a| {
        let (share, freedom) = (n(a, 0)?, int(a, 1)?);
        require((0.0..1.0).contains(&share) && (1.0..=1e10).contains(&freedom))?;
        num(invert_above(share, 0.0, |x| {
            lower_gamma(freedom / 2.0, x / 2.0)
        })?)
    }),
    plain("CHISQ.INV.RT", 2, 2, "ss", chi_above_inv),
    plain("CONFIDENCE", 3, 3, "sss", confidence),
    plain("CONFIDENCE.NORM", 3, 3, "sss", confidence),
    plain("CONFIDENCE.T", 3, 3, "sss", |_, a| {
        let (share, deviation, size) = (n(a, 0)?, n(a, 1)?, int(a, 2)?);
        require(share > 0.0 && share < 1.0 && deviation > 0.0 && size >= 2.0)?;
        num(t_two_sided_inv(share, size - 1.0)? * deviation / size.sqrt())
    }),
    plain("EXPON.DIST", 3, 3, "sss", exponential),
    plain("EXPONDIST", 3, 3, "sss", exponential),
    plain("F.DIST", 4, 4, "ssss", |_, a| {
        let (x, first, second) = f_arguments(a)?;
        if b_or(a, 3, true)? {
            return num(f_below(x, first, second));
        }
        f_density(x, first, second)
    }),
    plain("F.DIST.RT", 3, 3, "sss", f_above),
    plain("F.INV", 3, 3, "sss", |_, a| {
        let (share, first, second) = f_arguments(a)?;
        require(share < 1.0)?;
        num(invert_above(share, 0.0, |x| f_below(x, first, second))?)
    }),
    plain("F.INV.RT", 3, 3, "sss", f_above_inv),
    plain("FDIST", 3, 3, "sss", f_above),
    plain("FINV", 3, 3, "sss", f_above_inv),
    plain("FISHER", 1, 1, "S", |_, a| {
        let x = n(a, 0)?;
        require(x.abs() < 1.0)?;
        num(0.5 * libm::log((1.0 + x) / (1.0 - x)))
    }),
    plain("FISHERINV", 1, 1, "S", |_, a| {
        num(elementary::tanh(n(a, 0)?))
    }),
    plain("GAMMA", 1, 1, "s", |_, a| {
        let x = n(a, 0)?;
        require(x > 0.0 || x.fract() != 0.0)?;
        num(libm::tgamma(x))
    }),
    plain("GAMMA.DIST", 4, 4, "ssss", gamma_dist),
    plain("GAMMA.INV", 3, 3, "sss", gamma_inv),
    plain("GAMMADIST", 4, 4, "ssss", gamma_dist),
    plain("GAMMAINV", 3, 3, "sss", gamma_inv),
    plain("GAMMALN", 1, 1, "S", gamma_ln),
    plain("GAMMALN.PRECISE", 1, 1, "S", gamma_ln),
    plain("GAUSS", 1, 1, "s", |_, a| {
        num(0.5 * libm::erf(n(a, 0)? * std::f64::consts::FRAC_1_SQRT_2))
    }),
    plain("LOGINV", 3, 3, "sss", lognormal_inv),
    plain("LOGNORM.DIST", 4, 4, "ssss", |_, a| {
        lognormal(a, b_or(a, 3, true)?)
    }),
    plain("LOGNORM.INV", 3, 3, "sss", lognormal_inv),
    plain("LOGNORMDIST", 3, 3, "sss", |_, a| lognormal(a, true)),
    plain("NORM.DIST", 4, 4, "ssss", normal_dist),
    plain("NORM.INV", 3, 3, "sss", normal_inv),
    plain("NORM.S.DIST", 2, 2, "ss", |_, a| {
        let x = n(a, 0)?;
        num(if b_or(a, 1, true)? {
            normal(x)
        } else {
            normal_density(x)
        })
    }),
    plain("NORM.S.INV", 1, 1, "S", |_, a| num(standard_inv(n(a, 0)?)?)),
    plain("NORMDIST", 4, 4, "ssss", normal_dist),
    plain("NORMINV", 3, 3, "sss", normal_inv),
    plain("NORMSDIST", 1, 1, "S", |_, a| num(normal(n(a, 0)?))),
    plain("NORMSINV", 1, 1, "S", |_, a| num(standard_inv(n(a, 0)?)?)),
    plain("PHI", 1, 1, "s", |_, a| num(normal_density(n(a, 0)?))),
    plain("T.DIST", 3, 3, "sss", |_, a| {
        let (x, freedom) = (n(a, 0)?, int(a, 1)?);
        require(freedom >= 1.0)?;
        if b_or(a, 2, true)? {
            return num(t_below(x, freedom));
        }
        let log = ln_gamma((freedom + 1.0) / 2.0) - ln_gamma(freedom / 2.0);
        let tail = -(freedom + 1.0) / 2.0 * libm::log1p(x * x / freedom);
        num(elementary::exp(log + tail) / (freedom * std::f64::consts::PI).sqrt())
    }),
    plain("T.DIST.2T", 2, 2, "ss", |_, a| {
        let (x, freedom) = (n(a, 0)?, int(a, 1)?);
        require(x >= 0.0 && freedom >= 1.0)?;
        num(t_two_sided(x, freedom))
    }),
    plain("T.DIST.RT", 2, 2, "ss", |_, a| {
        let (x, freedom) = (n(a, 0)?, int(a, 1)?);
        require(freedom >= 1.0)?;
        num(1.0 - t_below(x, freedom))
    }),
    plain("T.INV", 2, 2, "ss", |_, a| {
        let (share, freedom) = (n(a, 0)?, int(a, 1)?);
        require(share > 0.0 && share < 1.0 && freedom >= 1.0)?;
        let x = t_two_sided_inv(2.0 * share.min(1.0 - share), freedom)?;
        num(if share < 0.5 { -x } else { x })
    }),
    plain("T.INV.2T", 2, 2, "ss", t_inv),
    plain("TDIST", 3, 3, "sss", |_, a| {
        let (x, freedom, tails) = (n(a, 0)?, int(a, 1)?, int(a, 2)?);
        require(x >= 0.0 && freedom >= 1.0 && (tails == 1.0 || tails == 2.0))?;
        num(t_two_sided(x, freedom) / 2.0 * tails)
    }),
    plain("TINV", 2, 2, "ss", t_inv),
    plain("WEIBULL", 4, 4, "ssss", weibull),
    plain("WEIBULL.DIST", 4, 4, "ssss", weibull),
];

fn beta_dist(x: f64, first: f64, second: f64, below: bool, low: f64, high: f64) -> Answer {
    require(first > 0.0 && second > 0.0 && low < high && (low..=high).contains(&x))?;
    let width = high - low;
    let x = (x - low) / width;
    if below {
        return num(beta(x, first, second));
    }
    let log = ln_gamma(first + second) - ln_gamma(first) - ln_gamma(second);
    let density =
        elementary::exp(log + (first - 1.0) * libm::log(x) + (second - 1.0) * libm::log1p(-x));
    num(density / width)
}

fn beta_inv(_: &Context<'_>, a: &[Value]) -> Answer {
    let (share, first, second) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    let (low, high) = (n_or(a, 3, 0.0)?, n_or(a, 4, 1.0)?);
    require(first > 0.0 && second > 0.0 && (0.0..=1.0).contains(&share) && low < high)?;
    if share == 0.0 || share == 1.0 {
        return num(if share == 0.0 { low } else { high });
    }
    let x = invert(share, 0.0, 1.0, |x| beta(x, first, second))?;
    num(low + x * (high - low))
}

fn chi_above(_: &Context<'_>, a: &[Value]) -> Answer {
    let (x, freedom) = (n(a, 0)?, int(a, 1)?);
    require(x >= 0.0 && (1.0..=1e10).contains(&freedom))?;
    num(chi_share_above(x, freedom))
}

/// The share of the chi-squared distribution above `x`.
pub(super) fn chi_share_above(x: f64, freedom: f64) -> f64 {
    upper_gamma(freedom / 2.0, x / 2.0)
}

fn chi_above_inv(_: &Context<'_>, a: &[Value]) -> Answer {
    let (share, freedom) = (n(a, 0)?, int(a, 1)?);
    require(share > 0.0 && share <= 1.0 && (1.0..=1e10).contains(&freedom))?;
    num(invert_above(-share, 0.0, |x| -chi_share_above(x, freedom))?)
}

fn confidence(_: &Context<'_>, a: &[Value]) -> Answer {
    let (share, deviation, size) = (n(a, 0)?, n(a, 1)?, int(a, 2)?);
    require(share > 0.0 && share < 1.0 && deviation > 0.0 && size >= 1.0)?;
    num(normal_inverse(1.0 - share / 2.0) * deviation / size.sqrt())
}

fn exponential(_: &Context<'_>, a: &[Value]) -> Answer {
    let (x, rate) = (n(a, 0)?, n(a, 1)?);
    require(x >= 0.0 && rate > 0.0)?;
    num(if b_or(a, 2, true)? {
        1.0 - elementary::exp(-rate * x)
    } else {
        rate * elementary::exp(-rate * x)
    })
}

fn f_arguments(a: &[Value]) -> Result<(f64, f64, f64), Error> {
    let (x, first, second) = (n(a, 0)?, int(a, 1)?, int(a, 2)?);
    require(x >= 0.0 && (1.0..1e10).contains(&first) && (1.0..1e10).contains(&second))?;
    Ok((x, first, second))
}

fn f_below(x: f64, first: f64, second: f64) -> f64 {
    beta(first * x / (first * x + second), first / 2.0, second / 2.0)
}

/// The share of Fisher's distribution above `x`.
pub(super) fn f_share_above(x: f64, first: f64, second: f64) -> f64 {
    beta(second / (second + first * x), second / 2.0, first / 2.0)
}

fn f_density(x: f64, first: f64, second: f64) -> Answer {
    if x == 0.0 {
        return num(if first == 2.0 { 1.0 } else { 0.0 });
    }
    let (a, b) = (first / 2.0, second / 2.0);
    let log = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b)
        + a * libm::log(first / second)
        + (a - 1.0) * libm::log(x)
        - (a + b) * libm::log1p(first / second * x);
    num(elementary::exp(log))
}

fn f_above(_: &Context<'_>, a: &[Value]) -> Answer {
    let (x, first, second) = f_arguments(a)?;
    num(f_share_above(x, first, second))
}

fn f_above_inv(_: &Context<'_>, a: &[Value]) -> Answer {
    let (share, first, second) = f_arguments(a)?;
    require(share > 0.0 && share <= 1.0)?;
    num(invert_above(-share, 0.0, |x| {
        -f_share_above(x, first, second)
    })?)
}

fn gamma_density(x: f64, shape: f64, scale: f64) -> Answer {
    if x == 0.0 {
        return match shape {
            1.0 => num(1.0 / scale),
            _ if shape < 1.0 => Err(Error::Num),
            _ => num(0.0),
        };
    }
    let log = (shape - 1.0) * libm::log(x / scale) - x / scale - ln_gamma(shape);
    num(elementary::exp(log) / scale)
}

fn gamma_dist(_: &Context<'_>, a: &[Value]) -> Answer {
    let (x, shape, scale) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    require(x >= 0.0 && shape > 0.0 && scale > 0.0)?;
    if b_or(a, 3, true)? {
        return num(lower_gamma(shape, x / scale));
    }
    gamma_density(x, shape, scale)
}

fn gamma_inv(_: &Context<'_>, a: &[Value]) -> Answer {
    let (share, shape, scale) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    require((0.0..1.0).contains(&share) && shape > 0.0 && scale > 0.0)?;
    if share == 0.0 {
        return num(0.0);
    }
    num(invert_above(share, 0.0, |x| lower_gamma(shape, x))? * scale)
}

fn gamma_ln(_: &Context<'_>, a: &[Value]) -> Answer {
    let x = n(a, 0)?;
    require(x > 0.0)?;
    num(ln_gamma(x))
}

fn standard_inv(share: f64) -> Result<f64, Error> {
    require(share > 0.0 && share < 1.0)?;
    Ok(normal_inverse(share))
}

fn lognormal(a: &[Value], below: bool) -> Answer {
    let (x, mean, deviation) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    require(x > 0.0 && deviation > 0.0)?;
    let z = (libm::log(x) - mean) / deviation;
    num(if below {
        normal(z)
    } else {
        normal_density(z) / (deviation * x)
    })
}

fn lognormal_inv(_: &Context<'_>, a: &[Value]) -> Answer {
    let (share, mean, deviation) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    require(deviation > 0.0)?;
    num(elementary::exp(mean + deviation * standard_inv(share)?))
}

fn normal_dist(_: &Context<'_>, a: &[Value]) -> Answer {
    let (x, mean, deviation) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    require(deviation > 0.0)?;
    let z = (x - mean) / deviation;
    num(if b_or(a, 3, true)? {
        normal(z)
    } else {
        normal_density(z) / deviation
    })
}

fn normal_inv(_: &Context<'_>, a: &[Value]) -> Answer {
    let (share, mean, deviation) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    require(deviation > 0.0)?;
    num(standard_inv(share)? * deviation + mean)
}

/// The share of Student's distribution on both sides beyond `x`.
pub(super) fn t_two_sided(x: f64, freedom: f64) -> f64 {
    beta(freedom / (freedom + x * x), freedom / 2.0, 0.5)
}

fn t_below(x: f64, freedom: f64) -> f64 {
    let half = t_two_sided(x, freedom) / 2.0;
    if x < 0.0 { half } else { 1.0 - half }
}

fn t_two_sided_inv(share: f64, freedom: f64) -> Result<f64, Error> {
    invert_above(-share, 0.0, |x| -t_two_sided(x, freedom))
}

fn t_inv(_: &Context<'_>, a: &[Value]) -> Answer {
    let (share, freedom) = (n(a, 0)?, int(a, 1)?);
    require(share > 0.0 && share <= 1.0 && freedom >= 1.0)?;
    num(t_two_sided_inv(share, freedom)?)
}

fn weibull(_: &Context<'_>, a: &[Value]) -> Answer {
    let (x, shape, scale) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
    require(x >= 0.0 && shape > 0.0 && scale > 0.0)?;
    let power = elementary::exp(-libm::pow(x / scale, shape));
    num(if b_or(a, 3, true)? {
        1.0 - power
    } else {
        shape / libm::pow(scale, shape) * libm::pow(x, shape - 1.0) * power
    })
}
