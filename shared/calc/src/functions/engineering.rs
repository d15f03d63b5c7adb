//! Number systems, bits, Bessel's functions and the error function.

use super::special::{bessel_i, bessel_j, bessel_k, bessel_y};
use super::{Answer, Function, int, n, num, plain, require, t};
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("BESSELI", 2, 2, "ss", |_, a| bessel(a, false, bessel_i)),
    plain("BESSELJ", 2, 2, "ss", |_, a| bessel(a, false, bessel_j)),
    plain("BESSELK", 2, 2, "ss", |_, a| bessel(a, true, bessel_k)),
    plain("BESSELY", 2, 2, "ss", |_, a| bessel(a, true, bessel_y)),
    plain("BIN2DEC", 1, 1, "s", |_, a| num(read(a, 2)?)),
    plain("BIN2HEX", 1, 2, "ss", |_, a| write(a, read(a, 2)?, 16)),
    plain("BIN2OCT", 1, 2, "ss", |_, a| write(a, read(a, 2)?, 8)),
    plain("BITAND", 2, 2, "ss", |_, a| bits(a, |a, b| a & b)),
    plain("BITLSHIFT", 2, 2, "ss", |_, a| shift(a, 1.0)),
    plain("BITOR", 2, 2, "ss", |_, a| bits(a, |a, b| a | b)),
    plain("BITRSHIFT", 2, 2, "ss", |_, a| shift(a, -1.0)),
    plain("BITXOR", 2, 2, "ss", |_, a| bits(a, |a, b| a ^ b)),
    plain("DEC2BIN", 1, 2, "ss", |_, a| write(a, int(a, 0)?, 2)),
    plain("DEC2HEX", 1, 2, "ss", |_, a| write(a, int(a, 0)?, 16)),
    plain("DEC2OCT", 1, 2, "ss", |_, a| write(a, int(a, 0)?, 8)),
    plain("DELTA", 1, 2, "ss", |_, a| {
        num(f64::from(u8::from(n(a, 0)? == n(a, 1)?)))
    }),
    plain("ERF", 1, 2, "ss", |_, a| {
        let first = libm::erf(n(a, 0)?);
        num(if a.len() > 1 {
            libm::erf(n(a, 1)?) - first
        } else {
            first
        })
    }),
    plain("ERF.PRECISE", 1, 1, "s", |_, a| num(libm::erf(n(a, 0)?))),
    plain("ERFC", 1, 1, "s", |_, a| num(libm::erfc(n(a, 0)?))),
    plain("ERFC.PRECISE", 1, 1, "s", |_, a| num(libm::erfc(n(a, 0)?))),
    plain("GESTEP", 1, 2, "ss", |_, a| {
        num(f64::from(u8::from(n(a, 0)? >= n(a, 1)?)))
    }),
    plain("HEX2BIN", 1, 2, "ss", |_, a| write(a, read(a, 16)?, 2)),
    plain("HEX2DEC", 1, 1, "s", |_, a| num(read(a, 16)?)),
    plain("HEX2OCT", 1, 2, "ss", |_, a| write(a, read(a, 16)?, 8)),
    plain("OCT2BIN", 1, 2, "ss", |_, a| write(a, read(a, 8)?, 2)),
    plain("OCT2DEC", 1, 1, "s", |_, a| num(read(a, 8)?)),
    plain("OCT2HEX", 1, 2, "ss", |_, a| write(a, read(a, 8)?, 16)),
];

fn bessel(a: &[Value], positive: bool, of: fn(f64, i32) -> f64) -> Answer {
    let (x, order) = (n(a, 0)?, int(a, 1)?);
    require((0.0..=10_000.0).contains(&order) && x.abs() < 1e6 && (!positive || x > 0.0))?;
    num(of(x, order as i32))
}

/// Numbers of ten digits have a sign: half of what ten digits can say is negative.
fn half(radix: u32) -> f64 {
    match radix {
        2 => 512.0,
        8 => 536_870_912.0,
        _ => 549_755_813_888.0,
    }
}

fn read(a: &[Value], radix: u32) -> Result<f64, Error> {
    if matches!(a.first(), Some(Value::Bool(_))) {
        return Err(Error::Value);
    }
    let text = t(a, 0)?;
    require(text.len() <= 10)?;
    let mut number = 0.0;
    for c in text.chars() {
        let digit = c.to_digit(radix).ok_or(Error::Num)?;
        number = number * f64::from(radix) + f64::from(digit);
    }
    let half = half(radix);
    Ok(if number >= half {
        number - 2.0 * half
    } else {
        number
    })
}

fn write(a: &[Value], number: f64, radix: u32) -> Answer {
    let half = half(radix);
    require(number >= -half && number < half)?;
    let whole = if number < 0.0 {
        number + 2.0 * half
    } else {
        number
    };
    let mut rest = whole as u64;
    let mut digits = Vec::new();
    while rest > 0 || digits.is_empty() {
        let digit = char::from_digit((rest % u64::from(radix)) as u32, radix).unwrap_or('0');
        digits.push(digit.to_ascii_uppercase());
        rest /= u64::from(radix);
    }
    if let Some(places) = a.get(1)
        && number >= 0.0
    {
        let places = places.number()?.trunc();
        require(places >= digits.len() as f64 && places <= 10.0)?;
        while (digits.len() as f64) < places {
            digits.push('0');
        }
    }
    Ok(digits.into_iter().rev().collect::<String>().into())
}

const MAX_BITS: f64 = 281_474_976_710_655.0;

fn bits(a: &[Value], of: fn(u64, u64) -> u64) -> Answer {
    let (left, right) = (int(a, 0)?, int(a, 1)?);
    let plain = |number: f64| (0.0..=MAX_BITS).contains(&number);
    require(plain(left) && plain(right))?;
    num(of(left as u64, right as u64) as f64)
}

fn shift(a: &[Value], direction: f64) -> Answer {
    let (number, by) = (int(a, 0)?, int(a, 1)? * direction);
    require((0.0..=MAX_BITS).contains(&number) && by.abs() <= 54.0)?;
    num((number * libm::pow(2.0, by)).floor())
}
