//! Roman numerals.

use super::{Answer, Function, arg, n, num, plain, t};
use crate::context::Context;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("ARABIC", 1, 1, "S", |_, a| arabic(a)),
    plain("ROMAN", 1, 2, "SS", roman),
];

const DIGITS: [(char, u32); 7] = [
    ('M', 1000),
    ('D', 500),
    ('C', 100),
    ('L', 50),
    ('X', 10),
    ('V', 5),
    ('I', 1),
];

fn arabic(a: &[Value]) -> Answer {
    if matches!(arg(a, 0), Value::Num(_) | Value::Bool(_)) {
        return Err(Error::Value);
    }
    let text = t(a, 0)?.trim().to_uppercase();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.as_str()),
    };
    if digits.len() > 255 {
        return Err(Error::Value);
    }
    let mut sum = 0.0;
    let mut highest = 0.0;
    for c in digits.chars().rev() {
        let digit = DIGITS.iter().find(|(known, _)| *known == c);
        let value = digit
            .map(|(_, value)| f64::from(*value))
            .ok_or(Error::Value)?;
        if value < highest {
            sum -= value;
        } else {
            sum += value;
            highest = value;
        }
    }
    num(sign * sum)
}

/// `form` 0 to 4: how much smaller than a digit the one may be that is taken off it.
fn roman(_: &Context<'_>, a: &[Value]) -> Answer {
    let number = n(a, 0)?.trunc();
    let form = match a.get(1) {
        Some(Value::Bool(value)) => i64::from(*value),
        Some(value) => value.number()?.trunc() as i64,
        None => 0,
    };
    if !(0.0..=3999.0).contains(&number) || !(0..=4).contains(&form) {
        return Err(Error::Value);
    }
    let mut rest = number as u32;
    let mut out = String::new();
    for (index, (digit, value)) in DIGITS.iter().enumerate() {
        while rest >= *value {
            out.push(*digit);
            rest -= value;
        }
        // The smaller digits that may be taken off this one, the smallest that fits first.
        let reach = form as usize + 1 + usize::from(index % 2 == 0);
        let mut smaller = DIGITS.iter().skip(index + 1).take(reach);
        let fitting = smaller.rfind(|(_, less)| rest >= value - less && less * 2 != *value);
        if let Some((smaller, less)) = fitting {
            out.push(*smaller);
            out.push(*digit);
            rest -= value - less;
        }
    }
    Ok(out.into())
}
