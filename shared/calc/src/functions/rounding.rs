//! Rounding.

use super::{Answer, Function, int, n, n_or, num, plain, require};
use crate::context::Context;
use crate::number::round_digits;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("CEILING", 2, 2, "SS", ceiling),
    plain("CEILING.MATH", 1, 3, "SSS", |_, a| {
        multiple_away(a, f64::ceil, f64::floor)
    }),
    plain("CEILING.PRECISE", 1, 2, "SS", |_, a| multiple(a, f64::ceil)),
    plain("ECMA.CEILING", 2, 2, "SS", |_, a| multiple(a, f64::ceil)),
    plain("EVEN", 1, 1, "S", |_, a| {
        let number = n(a, 0)?;
        num(away(number.abs() / 2.0) * 2.0 * sign(number))
    }),
    plain("FLOOR", 2, 2, "SS", floor),
    plain("FLOOR.MATH", 1, 3, "SSS", |_, a| {
        multiple_away(a, f64::floor, f64::ceil)
    }),
    plain("FLOOR.PRECISE", 1, 2, "SS", |_, a| multiple(a, f64::floor)),
    plain("INT", 1, 1, "S", |_, a| num(n(a, 0)?.floor())),
    plain("ISO.CEILING", 1, 2, "SS", |_, a| multiple(a, f64::ceil)),
    plain("MROUND", 2, 2, "SS", |_, a| {
        let (number, step) = (n(a, 0)?, n(a, 1)?);
        if step == 0.0 {
            return num(0.0);
        }
        require(number * step >= 0.0)?;
        num(round_digits(number / step, 15).round() * step)
    }),
    plain("ODD", 1, 1, "S", |_, a| {
        let number = n(a, 0)?;
        let odd = away((number.abs() - 1.0).max(0.0) / 2.0) * 2.0 + 1.0;
        num(odd * sign(number))
    }),
    plain("ROUND", 2, 2, "SS", |_, a| {
        num(rounded(n(a, 0)?, int(a, 1)?, f64::round))
    }),
    plain("ROUNDDOWN", 2, 2, "SS", |_, a| {
        num(rounded(n(a, 0)?, int(a, 1)?, f64::trunc))
    }),
    plain("ROUNDUP", 2, 2, "SS", |_, a| {
        num(rounded(n(a, 0)?, int(a, 1)?, |x| x.abs().ceil() * sign(x)))
    }),
    plain("TRUNC", 1, 2, "ss", |_, a| {
        num(rounded(n(a, 0)?, int(a, 1)?, f64::trunc))
    }),
];

fn sign(number: f64) -> f64 {
    if number < 0.0 { -1.0 } else { 1.0 }
}

fn away(number: f64) -> f64 {
    round_digits(number, 15).ceil()
}

/// A number rounded to so many decimals by `to_whole`; what only its last binary digit keeps from a half counts as
/// a half.
pub(super) fn rounded(number: f64, decimals: f64, to_whole: fn(f64) -> f64) -> f64 {
    if number == 0.0 || decimals > 300.0 {
        return number;
    }
    if decimals < -300.0 {
        return 0.0;
    }
    let factor = 10_f64.powi(decimals.abs() as i32);
    if decimals >= 0.0 {
        let scaled = number * factor;
        if !scaled.is_finite() || scaled.abs() > 1e15 {
            return number;
        }
        to_whole(round_digits(scaled, 15)) / factor
    } else {
        to_whole(round_digits(number / factor, 15)) * factor
    }
}

fn steps(number: f64, step: f64, to_whole: fn(f64) -> f64) -> f64 {
    round_digits(to_whole(round_digits(number / step, 15)) * step, 15)
}

fn ceiling(_: &Context<'_>, a: &[Value]) -> Answer {
    let (number, step) = (n(a, 0)?, n(a, 1)?);
    require(!(number > 0.0 && step < 0.0))?;
    if number == 0.0 || step == 0.0 {
        return num(0.0);
    }
    num(steps(number, step, f64::ceil))
}

fn floor(_: &Context<'_>, a: &[Value]) -> Answer {
    let (number, step) = (n(a, 0)?, n(a, 1)?);
    if number == 0.0 || step == 0.0 {
        return num(0.0);
    }
    require(number * step > 0.0)?;
    num(steps(number, step, f64::floor))
}

/// The next multiple, whatever the sign of the step.
fn multiple(a: &[Value], to_whole: fn(f64) -> f64) -> Answer {
    let (number, step) = (n(a, 0)?, n_or(a, 1, 1.0)?.abs());
    if number == 0.0 || step == 0.0 {
        return num(0.0);
    }
    num(steps(number, step, to_whole))
}

/// As [`multiple`], but negative numbers go the other way when the mode says so.
fn multiple_away(a: &[Value], to_whole: fn(f64) -> f64, other: fn(f64) -> f64) -> Answer {
    let (number, step, mode) = (n(a, 0)?, n_or(a, 1, 1.0)?.abs(), n_or(a, 2, 0.0)?);
    if number == 0.0 || step == 0.0 {
        return num(0.0);
    }
    let turned = number < 0.0 && mode != 0.0;
    num(steps(number, step, if turned { other } else { to_whole }))
}

/// Keeps what a division by zero would be apart.
pub(super) fn divided(a: f64, b: f64) -> Result<f64, Error> {
    if b == 0.0 {
        Err(Error::Div0)
    } else {
        Ok(a / b)
    }
}
