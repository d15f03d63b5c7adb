//! Arithmetic: sums of products, divisors, factorials, numerals.

use std::rc::Rc;

use super::rounding::divided;
use super::{Answer, Function, arg, int, n, num, plain, require, t};
use crate::context::{Context, Counting};
use crate::value::{Array, Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("ABS", 1, 1, "S", |_, a| num(n(a, 0)?.abs())),
    plain("BASE", 2, 3, "SSS", base),
    plain("COMBIN", 2, 2, "SS", |_, a| {
        num(combinations(int(a, 0)?, int(a, 1)?)?)
    }),
    plain("COMBINA", 2, 2, "SS", |_, a| {
        let (items, chosen) = (int(a, 0)?, int(a, 1)?);
        require(items >= 0.0 && chosen >= 0.0 && items >= chosen && items > 0.0)?;
        num(combinations(items + chosen - 1.0, items - 1.0)?)
    }),
    plain("DECIMAL", 2, 2, "SS", decimal),
    plain("FACT", 1, 1, "S", |_, a| num(factorial(int(a, 0)?)?)),
    plain("FACTDOUBLE", 1, 1, "S", |_, a| {
        let number = int(a, 0)?;
        require((-1.0..=300.0).contains(&number))?;
        let mut product = 1.0;
        let mut factor = number;
        while factor > 1.0 {
            product *= factor;
            factor -= 2.0;
        }
        num(product)
    }),
    plain("GCD", 1, 255, "*r", |c, a| {
        num(whole(c, a)?.into_iter().fold(0.0, divisor))
    }),
    plain("LCM", 1, 255, "*r", |c, a| {
        let numbers = whole(c, a)?;
        if numbers.contains(&0.0) {
            return num(0.0);
        }
        num(numbers.into_iter().fold(1.0, |a, b| a / divisor(a, b) * b))
    }),
    plain("MOD", 2, 2, "SS", |_, a| {
        let (number, by) = (n(a, 0)?, n(a, 1)?);
        num(number - by * divided(number, by)?.floor())
    }),
    plain("MULTINOMIAL", 1, 255, "*r", |c, a| {
        let numbers = c.numbers(a, Counting::Numbers)?;
        let mut sum = 0.0;
        let mut below = 1.0;
        for number in numbers.into_iter().map(f64::trunc) {
            require(number >= 0.0)?;
            sum += number;
            below *= factorial(number)?;
        }
        num(factorial(sum)? / below)
    }),
    plain("QUOTIENT", 2, 2, "SS", |_, a| {
        num(divided(n(a, 0)?, n(a, 1)?)?.trunc())
    }),
    plain("RAND", 0, 0, "", |c, _| num(c.random())),
    plain("RANDBETWEEN", 2, 2, "SS", |c, a| {
        let (low, high) = (n(a, 0)?.ceil(), n(a, 1)?.floor());
        require(low <= high)?;
        num(low + (c.random() * (high - low + 1.0)).floor())
    }),
    plain("SERIESSUM", 4, 4, "sssr", |c, a| {
        let (x, from, step) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
        let table = c.table(arg(a, 3))?;
        let mut sum = 0.0;
        for (index, coefficient) in table.items().iter().enumerate() {
            sum += coefficient.number()? * libm::pow(x, from + index as f64 * step);
        }
        num(sum)
    }),
    plain("SIGN", 1, 1, "S", |_, a| {
        let number = n(a, 0)?;
        num(if number == 0.0 { 0.0 } else { number.signum() })
    }),
    plain("SUMPRODUCT", 1, 255, "*a", sum_product),
    plain("SUMX2MY2", 2, 2, "rr", |c, a| {
        pairs(c, a, |x, y| x * x - y * y)
    }),
    plain("SUMX2PY2", 2, 2, "rr", |c, a| {
        pairs(c, a, |x, y| x * x + y * y)
    }),
    plain("SUMXMY2", 2, 2, "rr", |c, a| {
        pairs(c, a, |x, y| (x - y) * (x - y))
    }),
];

/// The product of the whole numbers up to one.
pub(super) fn factorial(number: f64) -> Result<f64, Error> {
    require((0.0..=170.0).contains(&number))?;
    let mut product = 1.0;
    let mut factor = number.trunc();
    while factor > 1.0 {
        product *= factor;
        factor -= 1.0;
    }
    Ok(product)
}

/// Ways to choose some of so many things.
pub(super) fn combinations(items: f64, chosen: f64) -> Result<f64, Error> {
    require(chosen >= 0.0 && items >= chosen)?;
    let few = chosen.min(items - chosen);
    require(few < 1e6)?;
    let mut product = 1.0_f64;
    let mut index = 1.0;
    while index <= few {
        product = (product * (items - few + index) / index).round();
        if !product.is_finite() || product > 9e15 {
            return Ok(large_combinations(items, few));
        }
        index += 1.0;
    }
    Ok(product)
}

fn large_combinations(items: f64, chosen: f64) -> f64 {
    let mut product = 1.0;
    let mut index = 0.0;
    while index < chosen {
        product *= (items - index) / (chosen - index);
        index += 1.0;
    }
    product
}

fn whole(c: &Context<'_>, a: &[Value]) -> Result<Vec<f64>, Error> {
    let numbers = c.numbers(a, Counting::Numbers)?;
    let numbers: Vec<f64> = numbers.into_iter().map(f64::trunc).collect();
    require(numbers.iter().all(|number| *number >= 0.0))?;
    Ok(numbers)
}

fn divisor(mut a: f64, mut b: f64) -> f64 {
    while b != 0.0 {
        (a, b) = (b, a % b);
    }
    a
}

fn base(_: &Context<'_>, a: &[Value]) -> Answer {
    let (number, radix, least) = (int(a, 0)?, int(a, 1)?, int(a, 2)?);
    require((0.0..9_007_199_254_740_992.0).contains(&number))?;
    require((2.0..=36.0).contains(&radix) && (0.0..=255.0).contains(&least))?;
    let mut rest = number as u64;
    let mut digits = Vec::new();
    while rest > 0 || digits.is_empty() {
        let digit = char::from_digit((rest % radix as u64) as u32, 36).unwrap_or('0');
        digits.push(digit.to_ascii_uppercase());
        rest /= radix as u64;
    }
    while digits.len() < least as usize {
        digits.push('0');
    }
    Ok(digits.into_iter().rev().collect::<String>().into())
}

fn decimal(_: &Context<'_>, a: &[Value]) -> Answer {
    let (text, radix) = (t(a, 0)?, int(a, 1)?);
    require((2.0..=36.0).contains(&radix) && text.len() <= 255)?;
    let mut number = 0.0;
    for c in text.trim().chars() {
        let digit = c.to_digit(radix as u32).ok_or(Error::Num)?;
        number = number * radix + f64::from(digit);
    }
    num(number)
}

fn sum_product(c: &Context<'_>, a: &[Value]) -> Answer {
    let mut tables = Vec::new();
    for value in a {
        tables.push(c.table(value)?);
    }
    let shape = tables
        .first()
        .map_or((1, 1), |table| (table.rows(), table.cols()));
    let small = |table: &Rc<Array>| table.rows() < shape.0 || table.cols() < shape.1;
    if tables.iter().any(small) {
        return Err(Error::Num);
    }
    let rows = tables
        .iter()
        .map(|table| table.rows())
        .max()
        .unwrap_or(shape.0);
    let cols = tables
        .iter()
        .map(|table| table.cols())
        .max()
        .unwrap_or(shape.1);
    let mut sum = 0.0;
    for row in 0..rows {
        for col in 0..cols {
            let mut product = 1.0;
            for table in &tables {
                product *= match table.get(row, col) {
                    Some(Value::Num(number)) => *number,
                    Some(Value::Err(error)) => return Err(*error),
                    _ => 0.0,
                };
            }
            sum += product;
        }
    }
    num(sum)
}

fn pairs(c: &Context<'_>, a: &[Value], of: fn(f64, f64) -> f64) -> Answer {
    let (left, right) = (table_of(c, arg(a, 0))?, table_of(c, arg(a, 1))?);
    if (left.rows(), left.cols()) != (right.rows(), right.cols()) {
        return Err(Error::Value);
    }
    let mut sum = 0.0;
    for pair in left.items().iter().zip(right.items()) {
        match pair {
            (Value::Num(x), Value::Num(y)) => sum += of(*x, *y),
            (Value::Err(error), _) | (_, Value::Err(error)) => return Err(*error),
            _ => {}
        }
    }
    num(sum)
}

fn table_of(c: &Context<'_>, value: &Value) -> Result<std::rc::Rc<Array>, Error> {
    c.table(value)
}
