//! Tests of samples against each other and against a distribution.

use super::distribution::{chi_share_above, f_share_above, t_two_sided};
use super::rounding::divided;
use super::special::normal;
use super::statistics::{mean, variance};
use super::{Answer, Function, arg, int, n, num, plain, require};
use crate::context::{Context, Counting};
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("CHISQ.TEST", 2, 2, "rr", chi),
    plain("CHITEST", 2, 2, "rr", chi),
    plain("F.TEST", 2, 2, "rr", f_test),
    plain("FTEST", 2, 2, "rr", f_test),
    plain("T.TEST", 4, 4, "rrss", t_test),
    plain("TTEST", 4, 4, "rrss", t_test),
    plain("Z.TEST", 2, 3, "rss", z_test),
    plain("ZTEST", 2, 3, "rss", z_test),
];

fn one(c: &Context<'_>, a: &[Value], index: usize) -> Result<Vec<f64>, Error> {
    c.numbers(std::slice::from_ref(arg(a, index)), Counting::Numbers)
}

fn chi(c: &Context<'_>, a: &[Value]) -> Answer {
    let (found, expected) = (c.table(arg(a, 0))?, c.table(arg(a, 1))?);
    if (found.rows(), found.cols()) != (expected.rows(), expected.cols()) {
        return Err(Error::Na);
    }
    let mut sum = 0.0;
    for pair in found.items().iter().zip(expected.items()) {
        if let (Value::Num(found), Value::Num(expected)) = pair {
            sum += divided((found - expected) * (found - expected), *expected)?;
        }
    }
    let (rows, cols) = (found.rows() as f64, found.cols() as f64);
    let freedom = match (rows > 1.0, cols > 1.0) {
        (true, true) => (rows - 1.0) * (cols - 1.0),
        (true, false) => rows - 1.0,
        (false, true) => cols - 1.0,
        (false, false) => return Err(Error::Na),
    };
    num(chi_share_above(sum, freedom))
}

fn f_test(c: &Context<'_>, a: &[Value]) -> Answer {
    let (first, second) = (one(c, a, 0)?, one(c, a, 1)?);
    let ratio = divided(variance(&first, 1.0)?, variance(&second, 1.0)?)?;
    let above = f_share_above(ratio, first.len() as f64 - 1.0, second.len() as f64 - 1.0);
    num(2.0 * above.min(1.0 - above))
}

fn t_test(c: &Context<'_>, a: &[Value]) -> Answer {
    let (first, second) = (one(c, a, 0)?, one(c, a, 1)?);
    let (tails, kind) = (int(a, 2)?, int(a, 3)?);
    require(tails == 1.0 || tails == 2.0)?;
    let (t, freedom) = match kind as i64 {
        1 => {
            if first.len() != second.len() {
                return Err(Error::Na);
            }
            let steps: Vec<f64> = first.iter().zip(&second).map(|(a, b)| a - b).collect();
            let count = steps.len() as f64;
            let spread = variance(&steps, 1.0)?.sqrt();
            (divided(mean(&steps)? * count.sqrt(), spread)?, count - 1.0)
        }
        2 | 3 => {
            let (a_count, b_count) = (first.len() as f64, second.len() as f64);
            let (a_spread, b_spread) = (variance(&first, 1.0)?, variance(&second, 1.0)?);
            let step = mean(&first)? - mean(&second)?;
            if kind == 2.0 {
                let freedom = a_count + b_count - 2.0;
                let pooled = ((a_count - 1.0) * a_spread + (b_count - 1.0) * b_spread) / freedom;
                (divided(step, (pooled * (1.0 / a_count + 1.0 / b_count)).sqrt())?, freedom)
            } else {
                let (a_part, b_part) = (a_spread / a_count, b_spread / b_count);
                let sum = a_part + b_part;
                let below = a_part * a_part / (a_count - 1.0) + b_part * b_part / (b_count - 1.0);
                (divided(step, sum.sqrt())?, divided(sum * sum, below)?)
            }
        }
        _ => return Err(Error::Num),
    };
    num(t_two_sided(t.abs(), freedom) / 2.0 * tails)
}

fn z_test(c: &Context<'_>, a: &[Value]) -> Answer {
    let numbers = one(c, a, 0)?;
    let x = n(a, 1)?;
    let deviation = match a.get(2) {
        Some(value) => value.number()?,
        None => variance(&numbers, 1.0)?.sqrt(),
    };
    require(!numbers.is_empty())?;
    let z = divided(mean(&numbers)? - x, deviation / (numbers.len() as f64).sqrt())?;
    num(1.0 - normal(z))
}
