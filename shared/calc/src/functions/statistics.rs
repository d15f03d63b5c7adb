//! Means, deviations, and how two series go together.

use super::rounding::divided;
use super::{Answer, Function, arg, counted, n, n_or, num, plain, require};
use crate::context::{Context, Counting};
use crate::elementary;
use crate::value::{Array, Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("AVEDEV", 1, 255, "*r", |c, a| {
        let numbers = c.numbers(a, Counting::Numbers)?;
        let middle = mean(&numbers)?;
        let sum: f64 = numbers.iter().map(|number| (number - middle).abs()).sum();
        num(sum / numbers.len() as f64)
    }),
    plain("CORREL", 2, 2, "rr", |c, a| {
        num(Pairs::read(c, a)?.correlation()?)
    }),
    plain("COVAR", 2, 2, "rr", |c, a| {
        num(Pairs::read(c, a)?.covariance(0.0)?)
    }),
    plain("COVARIANCE.P", 2, 2, "rr", |c, a| {
        num(Pairs::read(c, a)?.covariance(0.0)?)
    }),
    plain("COVARIANCE.S", 2, 2, "rr", |c, a| {
        num(Pairs::read(c, a)?.covariance(1.0)?)
    }),
    plain("DEVSQ", 1, 255, "*r", |c, a| {
        num(deviations(&c.numbers(a, Counting::Numbers)?)?)
    }),
    plain("FORECAST", 3, 3, "srr", forecast),
    plain("FORECAST.LINEAR", 3, 3, "srr", forecast),
    plain("FREQUENCY", 2, 2, "aa", frequency),
    plain("GEOMEAN", 1, 255, "*r", |c, a| {
        let numbers = c.numbers(a, Counting::Numbers)?;
        require(!numbers.is_empty() && numbers.iter().all(|number| *number > 0.0))?;
        let product: f64 = numbers.iter().product();
        let count = numbers.len() as f64;
        if product.is_finite() && product > 0.0 {
            return num(libm::pow(product, 1.0 / count));
        }
        num(elementary::exp(
            numbers.into_iter().map(libm::log).sum::<f64>() / count,
        ))
    }),
    plain("HARMEAN", 1, 255, "*r", |c, a| {
        let numbers = c.numbers(a, Counting::Numbers)?;
        require(!numbers.is_empty() && numbers.iter().all(|number| *number > 0.0))?;
        let sum: f64 = numbers.iter().map(|number| 1.0 / number).sum();
        num(numbers.len() as f64 / sum)
    }),
    plain("INTERCEPT", 2, 2, "rr", |c, a| {
        num(Pairs::regression(c, a)?.1)
    }),
    plain("KURT", 1, 255, "*r", kurtosis),
    plain("PEARSON", 2, 2, "rr", |c, a| {
        num(Pairs::read(c, a)?.correlation()?)
    }),
    plain("PROB", 3, 4, "rrss", probability),
    plain("RSQ", 2, 2, "rr", |c, a| {
        let correlation = Pairs::read(c, a)?.correlation()?;
        num(correlation * correlation)
    }),
    plain("SKEW", 1, 255, "*r", |c, a| skewness(c, a, true)),
    plain("SKEW.P", 1, 255, "*r", |c, a| skewness(c, a, false)),
    plain("SLOPE", 2, 2, "rr", |c, a| num(Pairs::regression(c, a)?.0)),
    plain("STANDARDIZE", 3, 3, "sss", |_, a| {
        let (x, middle, deviation) = (n(a, 0)?, n(a, 1)?, n(a, 2)?);
        require(deviation > 0.0)?;
        num((x - middle) / deviation)
    }),
    plain("STDEV", 1, 255, "*r", |c, a| {
        spread(c, &counted(a), Counting::Numbers, 1.0, true)
    }),
    plain("STDEV.P", 1, 255, "*r", |c, a| {
        spread(c, &texts_as_0(a), Counting::Numbers, 0.0, true)
    }),
    plain("STDEV.S", 1, 255, "*r", |c, a| {
        spread(c, &counted(a), Counting::Numbers, 1.0, true)
    }),
    plain("STDEVA", 1, 255, "*r", stdev_of_all),
    plain("STDEVP", 1, 255, "*r", |c, a| {
        spread(c, &texts_as_0(a), Counting::Numbers, 0.0, true)
    }),
    plain("STDEVPA", 1, 255, "*r", |c, a| {
        spread(c, &texts_as_0(a), Counting::All, 0.0, true)
    }),
    plain("STEYX", 2, 2, "rr", |c, a| {
        let pairs = Pairs::read(c, a)?;
        let count = pairs.y.len() as f64;
        if count < 3.0 {
            return Err(Error::Div0);
        }
        let (xx, yy, xy) = pairs.squares()?;
        num(divided(yy - xy * divided(xy, xx)?, count - 2.0)?.sqrt())
    }),
    plain("VAR", 1, 255, "*r", |c, a| {
        spread(c, &counted(a), Counting::Numbers, 1.0, false)
    }),
    plain("VAR.P", 1, 255, "*r", |c, a| {
        spread(c, &texts_as_0(a), Counting::Numbers, 0.0, false)
    }),
    plain("VAR.S", 1, 255, "*r", |c, a| {
        spread(c, &texts_as_0(a), Counting::Numbers, 1.0, false)
    }),
    plain("VARA", 1, 255, "*r", |c, a| {
        spread(c, &without_texts(a), Counting::All, 1.0, false)
    }),
    plain("VARP", 1, 255, "*r", |c, a| {
        spread(c, &texts_as_0(a), Counting::Numbers, 0.0, false)
    }),
    plain("VARPA", 1, 255, "*r", |c, a| {
        spread(c, &without_texts(a), Counting::All, 0.0, false)
    }),
];

/// The arguments with texts that are no numbers as 0.
fn texts_as_0(a: &[Value]) -> Vec<Value> {
    let number = |value: &Value| match value {
        Value::Text(_) => Value::Num(value.number().unwrap_or(0.0)),
        other => other.clone(),
    };
    a.iter().map(number).collect()
}

/// The arguments with texts as 0.
fn without_texts(a: &[Value]) -> Vec<Value> {
    let number = |value: &Value| match value {
        Value::Text(_) => Value::Num(0.0),
        other => other.clone(),
    };
    a.iter().map(number).collect()
}

/// The arithmetic mean.
pub(super) fn mean(numbers: &[f64]) -> Result<f64, Error> {
    divided(numbers.iter().sum(), numbers.len() as f64)
}

/// The sum of the squared deviations from the mean.
pub(super) fn deviations(numbers: &[f64]) -> Result<f64, Error> {
    let middle = mean(numbers)?;
    Ok(numbers
        .iter()
        .map(|number| (number - middle) * (number - middle))
        .sum())
}

/// The variance of a sample (`less` 1) or of all (`less` 0).
pub(super) fn variance(numbers: &[f64], less: f64) -> Result<f64, Error> {
    let count = numbers.len() as f64 - less;
    if count <= 0.0 {
        return Err(Error::Div0);
    }
    Ok(deviations(numbers)? / count)
}

fn spread(c: &Context<'_>, a: &[Value], counting: Counting, less: f64, root: bool) -> Answer {
    let numbers = c.numbers(a, counting)?;
    if root && less > 0.0 && numbers.is_empty() {
        return num(0.0);
    }
    require(counting != Counting::All || less == 0.0 || numbers.len() != 1)?;
    let variance = variance(&numbers, less)?;
    num(if root { variance.sqrt() } else { variance })
}

/// Texts that are numbers count, others do not: unlike in the other functions of all values.
fn stdev_of_all(c: &Context<'_>, a: &[Value]) -> Answer {
    let mut numbers = Vec::new();
    for value in a {
        for item in c.table(value)?.items() {
            match item {
                Value::Blank => {}
                Value::Text(_) => numbers.extend(item.number().ok()),
                other => numbers.push(other.number()?),
            }
        }
    }
    if numbers.is_empty() {
        return num(0.0);
    }
    require(numbers.len() > 1)?;
    num(variance(&numbers, 1.0)?.sqrt())
}

fn skewness(c: &Context<'_>, a: &[Value], sample: bool) -> Answer {
    let numbers = c.numbers(&counted(a), Counting::Numbers)?;
    let count = numbers.len() as f64;
    if count < 3.0 {
        return Err(Error::Div0);
    }
    let middle = mean(&numbers)?;
    let deviation = variance(&numbers, if sample { 1.0 } else { 0.0 })?.sqrt();
    let mut sum = 0.0;
    for number in &numbers {
        let share = divided(number - middle, deviation)?;
        sum += share * share * share;
    }
    num(if sample {
        sum * count / ((count - 1.0) * (count - 2.0))
    } else {
        sum / count
    })
}

fn kurtosis(c: &Context<'_>, a: &[Value]) -> Answer {
    let numbers = c.numbers(&counted(a), Counting::Numbers)?;
    let count = numbers.len() as f64;
    require(count > 3.0)?;
    let middle = mean(&numbers)?;
    let deviation = variance(&numbers, 1.0)?.sqrt();
    let mut sum = 0.0;
    for number in &numbers {
        let share = divided(number - middle, deviation)?;
        sum += share * share * share * share;
    }
    let above = sum * count * (count + 1.0) / ((count - 1.0) * (count - 2.0) * (count - 3.0));
    num(above - 3.0 * (count - 1.0) * (count - 1.0) / ((count - 2.0) * (count - 3.0)))
}

/// Two series of numbers of one length; pairs of which one is no number are left out.
pub(super) struct Pairs {
    /// The first series.
    pub y: Vec<f64>,
    /// The second one.
    pub x: Vec<f64>,
}

impl Pairs {
    pub fn read(c: &Context<'_>, a: &[Value]) -> Result<Self, Error> {
        let (first, second) = (c.table(arg(a, 0))?, c.table(arg(a, 1))?);
        if first.items().len() != second.items().len() {
            return Err(Error::Na);
        }
        let mut pairs = Self {
            y: Vec::new(),
            x: Vec::new(),
        };
        for pair in first.items().iter().zip(second.items()) {
            match pair {
                (Value::Num(y), Value::Num(x)) => {
                    pairs.y.push(*y);
                    pairs.x.push(*x);
                }
                (Value::Err(error), _) | (_, Value::Err(error)) => return Err(*error),
                _ => {}
            }
        }
        Ok(pairs)
    }

    /// Sums of squares: of the second series, of the first, and of both.
    pub fn squares(&self) -> Result<(f64, f64, f64), Error> {
        let (y, x) = (mean(&self.y)?, mean(&self.x)?);
        let mut sums = (0.0, 0.0, 0.0);
        for (a, b) in self.y.iter().zip(&self.x) {
            sums.0 += (b - x) * (b - x);
            sums.1 += (a - y) * (a - y);
            sums.2 += (a - y) * (b - x);
        }
        Ok(sums)
    }

    fn correlation(&self) -> Result<f64, Error> {
        let (xx, yy, xy) = self.squares()?;
        divided(xy, (xx * yy).sqrt())
    }

    fn covariance(&self, less: f64) -> Result<f64, Error> {
        let (_, _, xy) = self.squares()?;
        divided(xy, self.y.len() as f64 - less)
    }

    /// Slope and intercept.
    fn regression(c: &Context<'_>, a: &[Value]) -> Result<(f64, f64), Error> {
        let pairs = Self::read(c, a)?;
        let (xx, _, xy) = pairs.squares()?;
        let slope = divided(xy, xx)?;
        Ok((slope, mean(&pairs.y)? - slope * mean(&pairs.x)?))
    }
}

fn forecast(c: &Context<'_>, a: &[Value]) -> Answer {
    let x = n(a, 0)?;
    let (slope, start) = Pairs::regression(c, a.get(1..).unwrap_or_default())?;
    num(start + slope * x)
}

fn frequency(c: &Context<'_>, a: &[Value]) -> Answer {
    let numbers = c.numbers(std::slice::from_ref(arg(a, 0)), Counting::Numbers)?;
    let bins = c.numbers(std::slice::from_ref(arg(a, 1)), Counting::Numbers)?;
    let mut order: Vec<usize> = (0..bins.len()).collect();
    let bin = |index: &usize| bins.get(*index).copied().unwrap_or(0.0);
    order.sort_by(|a, b| bin(a).total_cmp(&bin(b)));
    let mut counts = vec![0.0; bins.len() + 1];
    for number in numbers {
        let place = order.iter().find(|index| number <= bin(index)).copied();
        if let Some(count) = counts.get_mut(place.unwrap_or(bins.len())) {
            *count += 1.0;
        }
    }
    Array::new(1, counts.into_iter().map(Value::Num).collect())
        .map(Value::from)
        .ok_or(Error::Na)
}

fn probability(c: &Context<'_>, a: &[Value]) -> Answer {
    let pairs = Pairs::read(c, a)?;
    let low = n(a, 2)?;
    let high = n_or(a, 3, low)?;
    let total: f64 = pairs.x.iter().sum();
    require((total - 1.0).abs() < 1e-7 && pairs.x.iter().all(|share| *share > 0.0))?;
    let inside = pairs.y.iter().zip(&pairs.x);
    num(inside
        .filter(|(value, _)| (low..=high).contains(*value))
        .map(|(_, share)| share)
        .sum())
}
