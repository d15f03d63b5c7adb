//! Special functions: gamma, beta, the normal distribution, Bessel's functions, and how distributions are inverted.

use std::f64::consts::PI;

use crate::elementary;
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
    let scale = gamma_scale(shape, x);
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
    upper_fraction(shape, x) * gamma_scale(shape, x)
}

/// The integrand of the gamma function as a share of the whole. Products keep more digits than logarithms where they
/// do not leave the range of numbers.
fn gamma_scale(shape: f64, x: f64) -> f64 {
    if shape < 100.0 && x < 200.0 {
        return libm::pow(x, shape) * elementary::exp(-x) / libm::tgamma(shape);
    }
    elementary::exp(shape * libm::log(x) - x - ln_gamma(shape))
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
    let front = if a + b < 100.0 && a > 1e-3 && b > 1e-3 {
        libm::tgamma(a + b) / libm::tgamma(a) / libm::tgamma(b)
            * libm::pow(x, a)
            * libm::pow(1.0 - x, b)
    } else {
        elementary::exp(
            ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * libm::log(x) + b * libm::log1p(-x),
        )
    };
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
    elementary::exp(-x * x / 2.0) / (2.0 * PI).sqrt()
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

/// Horner's rule; the coefficient of the highest power comes last.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

/// The rational approximations of Hart and others for Bessel's functions of the second kind, orders 0 and 1.
fn bessel_y_start(x: f64) -> (f64, f64) {
    #[expect(
        clippy::approx_constant,
        reason = "the approximation was fitted with these digits"
    )]
    const TWO_OVER_PI: f64 = 0.636_619_772;
    let y = x * x;
    if x < 8.0 {
        let over = polynomial(
            y,
            &[
                -2_957_821_389.0,
                7_062_834_065.0,
                -512_359_803.6,
                10_879_881.29,
                -86_327.927_57,
                228.462_273_3,
            ],
        );
        let under = polynomial(
            y,
            &[
                40_076_544_269.0,
                745_249_964.8,
                7_189_466.438,
                47_447.264_7,
                226.103_024_4,
                1.0,
            ],
        );
        let zero = over / under + TWO_OVER_PI * libm::jn(0, x) * libm::log(x);
        let over = x * polynomial(
            y,
            &[
                -0.490_060_494_3e13,
                0.127_527_439_0e13,
                -0.515_343_813_9e11,
                0.734_926_455_1e9,
                -0.423_792_272_6e7,
                0.851_193_793_5e4,
            ],
        );
        let under = polynomial(
            y,
            &[
                0.249_958_057_0e14,
                0.424_441_966_4e12,
                0.373_365_036_7e10,
                0.224_590_400_2e8,
                0.102_042_605_0e6,
                0.354_963_288_5e3,
                1.0,
            ],
        );
        let one = over / under + TWO_OVER_PI * (libm::jn(1, x) * libm::log(x) - 1.0 / x);
        return (zero, one);
    }
    let z = 8.0 / x;
    let y = z * z;
    let part = |shift: f64, over: &[f64], under: &[f64]| {
        let at = x - shift;
        (TWO_OVER_PI / x).sqrt()
            * (libm::sin(at) * polynomial(y, over) + z * libm::cos(at) * polynomial(y, under))
    };
    let zero = part(
        0.785_398_164,
        &[
            1.0,
            -0.109_862_862_7e-2,
            0.273_451_040_7e-4,
            -0.207_337_063_9e-5,
            0.209_388_721_1e-6,
        ],
        &[
            -0.156_249_999_5e-1,
            0.143_048_876_5e-3,
            -0.691_114_765_1e-5,
            0.762_109_516_1e-6,
            -0.934_945_152e-7,
        ],
    );
    let one = part(
        2.356_194_491,
        &[
            1.0,
            0.183_105e-2,
            -0.351_639_649_6e-4,
            0.245_752_017_4e-5,
            -0.240_337_019e-6,
        ],
        &[
            0.046_874_999_95,
            -0.200_269_087_3e-3,
            0.844_919_909_6e-5,
            -0.882_289_87e-6,
            0.105_787_412e-6,
        ],
    );
    (zero, one)
}

/// Bessel's function of the second kind, upwards from orders 0 and 1.
pub(super) fn bessel_y(x: f64, order: i32) -> f64 {
    let (mut before, mut here) = bessel_y_start(x);
    if order == 0 {
        return before;
    }
    for index in 1..order {
        (before, here) = (here, 2.0 * f64::from(index) / x * here - before);
    }
    here
}

/// The modified function of the first kind: its series, of which all terms are positive.
pub(super) fn bessel_i(x: f64, order: i32) -> f64 {
    let order = f64::from(order);
    let half = x / 2.0;
    let mut term = elementary::exp(order * libm::log(half.abs()) - ln_gamma(order + 1.0));
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

/// The polynomials of Abramowitz and Stegun, 9.8.5 to 9.8.8, for orders 0 and 1, and upwards from these.
pub(super) fn bessel_k(x: f64, order: i32) -> f64 {
    let (mut before, mut here);
    if x <= 2.0 {
        let y = x * x / 4.0;
        let log = libm::log(x / 2.0);
        before = -log * bessel_i(x, 0)
            + polynomial(
                y,
                &[
                    -0.577_215_66,
                    0.422_784_20,
                    0.230_697_56,
                    0.348_859_0e-1,
                    0.262_698e-2,
                    0.107_50e-3,
                    0.74e-5,
                ],
            );
        here = log * bessel_i(x, 1)
            + polynomial(
                y,
                &[
                    1.0,
                    0.154_431_44,
                    -0.672_785_79,
                    -0.181_568_97,
                    -0.191_940_2e-1,
                    -0.110_404e-2,
                    -0.468_6e-4,
                ],
            ) / x;
    } else {
        let y = 2.0 / x;
        let scale = elementary::exp(-x) / x.sqrt();
        before = scale
            * polynomial(
                y,
                &[
                    1.253_314_14,
                    -0.783_235_8e-1,
                    0.218_956_8e-1,
                    -0.106_244_6e-1,
                    0.587_872e-2,
                    -0.251_540e-2,
                    0.532_08e-3,
                ],
            );
        here = scale
            * polynomial(
                y,
                &[
                    1.253_314_14,
                    0.234_986_19,
                    -0.365_562_0e-1,
                    0.150_426_8e-1,
                    -0.780_353e-2,
                    0.325_614e-2,
                    -0.682_45e-3,
                ],
            );
    }
    if order == 0 {
        return before;
    }
    for index in 1..order {
        (before, here) = (here, before + 2.0 * f64::from(index) / x * here);
    }
    here
}
