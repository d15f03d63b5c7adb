//! Angles, exponents and logarithms.

use std::f64::consts::PI;

use super::{Answer, Function, n, n_or, num, plain, require};
use crate::context::Context;
use crate::elementary;
use crate::eval;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("ACOS", 1, 1, "S", |_, a| num(libm::acos(n(a, 0)?))),
    plain("ACOSH", 1, 1, "S", |_, a| num(libm::acosh(n(a, 0)?))),
    plain("ACOT", 1, 1, "S", |_, a| {
        num(PI / 2.0 - libm::atan(n(a, 0)?))
    }),
    plain("ACOTH", 1, 1, "S", |_, a| num(libm::atanh(1.0 / n(a, 0)?))),
    plain("ASIN", 1, 1, "S", |_, a| num(libm::asin(n(a, 0)?))),
    plain("ASINH", 1, 1, "S", |_, a| num(libm::asinh(n(a, 0)?))),
    plain("ATAN", 1, 1, "S", |_, a| num(libm::atan(n(a, 0)?))),
    plain("ATAN2", 2, 2, "SS", atan2),
    plain("ATANH", 1, 1, "S", |_, a| num(libm::atanh(n(a, 0)?))),
    plain("COS", 1, 1, "S", |_, a| num(libm::cos(n(a, 0)?))),
    plain("COSH", 1, 1, "S", |_, a| num(elementary::cosh(n(a, 0)?))),
    plain("COT", 1, 1, "S", |_, a| inverse(a, libm::tan)),
    plain("COTH", 1, 1, "S", |_, a| inverse(a, elementary::tanh)),
    plain("CSC", 1, 1, "S", |_, a| inverse(a, libm::sin)),
    plain("CSCH", 1, 1, "S", |_, a| inverse(a, elementary::sinh)),
    plain("DEGREES", 1, 1, "S", |_, a| num(n(a, 0)? * 180.0 / PI)),
    plain("EXP", 1, 1, "S", |_, a| num(elementary::exp(n(a, 0)?))),
    plain("LN", 1, 1, "S", |_, a| num(log(n(a, 0)?)?)),
    plain("LOG", 1, 2, "SS", log_to_base),
    plain("LOG10", 1, 1, "S", |_, a| {
        let number = n(a, 0)?;
        require(number > 0.0)?;
        num(libm::log10(number))
    }),
    plain("PI", 0, 0, "", |_, _| num(PI)),
    plain("POWER", 2, 2, "SS", |_, a| {
        num(eval::power(n(a, 0)?, n(a, 1)?)?)
    }),
    plain("RADIANS", 1, 1, "S", |_, a| num(n(a, 0)? * PI / 180.0)),
    plain("SEC", 1, 1, "S", |_, a| inverse(a, libm::cos)),
    plain("SECH", 1, 1, "S", |_, a| inverse(a, elementary::cosh)),
    plain("SIN", 1, 1, "S", |_, a| num(libm::sin(n(a, 0)?))),
    plain("SINH", 1, 1, "S", |_, a| num(elementary::sinh(n(a, 0)?))),
    plain("SQRT", 1, 1, "S", |_, a| num(n(a, 0)?.sqrt())),
    plain("SQRTPI", 1, 1, "S", |_, a| num((n(a, 0)? * PI).sqrt())),
    plain("TAN", 1, 1, "S", |_, a| num(libm::tan(n(a, 0)?))),
    plain("TANH", 1, 1, "S", |_, a| num(elementary::tanh(n(a, 0)?))),
];

fn atan2(_: &Context<'_>, a: &[Value]) -> Answer {
    let (x, y) = (n(a, 0)?, n(a, 1)?);
    if x == 0.0 && y == 0.0 {
        return Err(Error::Div0);
    }
    num(libm::atan2(y, x))
}

fn inverse(a: &[Value], of: fn(f64) -> f64) -> Answer {
    match of(n(a, 0)?) {
        0.0 => Err(Error::Div0),
        value => num(1.0 / value),
    }
}

/// The natural logarithm.
pub(super) fn log(number: f64) -> Result<f64, Error> {
    require(number > 0.0)?;
    Ok(libm::log(number))
}

fn log_to_base(_: &Context<'_>, a: &[Value]) -> Answer {
    let (number, base) = (n(a, 0)?, n_or(a, 1, 10.0)?);
    require(number > 0.0 && base > 0.0)?;
    if base == 1.0 {
        return Err(Error::Div0);
    }
    if base == 10.0 {
        return num(libm::log10(number));
    }
    num(libm::log(number) / libm::log(base))
}
