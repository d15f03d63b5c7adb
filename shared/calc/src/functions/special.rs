//! Special functions: gamma, beta, the normal distribution, Bessel's functions, and how distributions are inverted.

use std::f64::consts::PI;

use crate::value::Error;

/// Terms of a series or continued fraction.
const TERMS: usize = 20_000;
const SMALL: f64 = 1e-300;

/// The natural logarithm of the gamma function.
pub(super) fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The lower incomplete gamma function of `shape`, as a share of the whole.
pub(super) fn lower_gamma(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let scale = libm::exp(shape * libm::log(x) - x - ln_gamma(shape));
    if x < shape + 1.0 {
        let mut term = 1.0 / shape;
        let mut sum = term;
        for index in 1..TERMS {
            term *= x / (shape + index as f64);
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        sum * scale
    } else {
        1.0 - upper_fraction(shape, x) * scale
    }
}

/// The upper incomplete gamma function, as a share of the whole.
pub(super) fn upper_gamma(shape: f64, x: f64) -> f64 {
    if x < shape + 1.0 {
        return 1.0 - lower_gamma(shape, x);
    }
    upper_fraction(shape, x) * libm::exp(shape * libm::log(x) - x - ln_gamma(shape))
}

/// Lentz's continued fraction for the upper incomplete gamma function.
fn upper_fraction(shape: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - shape;
    let mut c = 1.0 / SMALL;
    let mut d = 1.0 / b;
    let mut h = d;
    for index in 1..TERMS {
        let index = index as f64;
        let an = -index * (index - shape);
        b += 2.0;
        d = guarded(an * d + b);
        c = guarded(b + an / c);
        d = 1.0 / d;
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

fn guarded(x: f64) -> f64 {
    if x.abs() < SMALL { SMALL } else { x }
}

/// The incomplete beta function, as a share of the whole.
pub(super) fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = libm::exp(
        ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * libm::log(x) + b * libm::log1p(-x),
    );
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(1.0 - x, b, a) / b
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / guarded(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for index in 1..TERMS {
        let m = index as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guarded(1.0 + even * d);
        c = guarded(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guarded(1.0 + odd * d);
        c = guarded(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// The share of the standard normal distribution below `x`.
pub(super) fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The density of the standard normal distribution.
pub(super) fn normal_density(x: f64) -> f64 {
    libm::exp(-x * x / 2.0) / (2.0 * PI).sqrt()
}

/// Where the standard normal distribution has a share below: a rational approximation, then Newton's steps.
pub(super) fn normal_inverse(share: f64) -> f64 {
    if share == 0.5 {
        return 0.0;
    }
    let tail = share.min(1.0 - share);
    let t = (-2.0 * libm::log(tail)).sqrt();
    let start = t
        - (2.515_517 + 0.802_853 * t + 0.010_328 * t * t)
            / (1.0 + 1.432_788 * t + 0.189_269 * t * t + 0.001_308 * t * t * t);
    // The upper tail keeps its digits where shares near 1 would lose them.
    let mut x = start;
    for _ in 0..20 {
        let above = 0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2);
        let step = (above - tail) / normal_density(x);
        x += step;
        if step.abs() < 1e-16 * x.abs() {
            break;
        }
    }
    if share < 0.5 { -x } else { x }
}

/// Where a rising function reaches `target`, between two bounds. Bisection first, so that nothing runs away.
pub(super) fn invert(
    target: f64,
    mut low: f64,
    mut high: f64,
    of: impl Fn(f64) -> f64,
) -> Result<f64, Error> {
    for _ in 0..1100 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        let value = of(middle);
        if value.is_nan() {
            return Err(Error::Num);
        }
        if value < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(low + (high - low) / 2.0)
}

/// As [`invert`] from `low` upwards: the bound is doubled until the function is beyond the target.
pub(super) fn invert_above(target: f64, low: f64, of: impl Fn(f64) -> f64) -> Result<f64, Error> {
    let mut high = low + 1.0;
    while of(high) < target {
        high = low + (high - low) * 2.0;
        if high > 1e300 {
            return Err(Error::Num);
        }
    }
    invert(target, low, high, of)
}

/// Bessel's function of the first kind.
pub(super) fn bessel_j(x: f64, order: i32) -> f64 {
    libm::jn(order, x)
}

/// Bessel's function of the second kind.
pub(super) fn bessel_y(x: f64, order: i32) -> f64 {
    libm::yn(order, x)
}

/// The modified function of the first kind: its series, of which all terms are positive.
pub(super) fn bessel_i(x: f64, order: i32) -> f64 {
    let order = f64::from(order);
    let half = x / 2.0;
    let mut term = libm::exp(order * libm::log(half.abs()) - ln_gamma(order + 1.0));
    if half == 0.0 {
        return if order == 0.0 { 1.0 } else { 0.0 };
    }
    if half < 0.0 && order % 2.0 != 0.0 {
        term = -term;
    }
    let mut sum = term;
    for index in 1..TERMS {
        let index = index as f64;
        term *= half * half / (index * (index + order));
        sum += term;
        if term.abs() < sum.abs() * 1e-17 {
            break;
        }
    }
    sum
}

/// The modified function of the second kind: the integral of exp(-x cosh t) cosh(nt) by the trapezium rule, which
/// is exact to the last digits for such integrands.
pub(super) fn bessel_k(x: f64, order: i32) -> f64 {
    let order = f64::from(order);
    let step = 1.0 / 64.0;
    let mut sum = 0.5 * libm::exp(-x);
    for index in 1..TERMS {
        let t = index as f64 * step;
        let term = libm::exp(-x * libm::cosh(t) + order * t) * (1.0 + libm::exp(-2.0 * order * t)) / 2.0;
        sum += term;
        if term < sum * 1e-18 && libm::sinh(t) * x > order {
            break;
        }
    }
    sum * step
}
