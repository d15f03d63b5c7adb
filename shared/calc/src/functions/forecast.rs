//! Forecasts by exponential smoothing with level, trend and seasons (the additive method of Holt and Winters).

use super::special::normal_inverse;
use super::{Function, arg, int, n, n_or, num, plain, require};
use crate::calendar::date;
use crate::context::{Context, Counting};
use crate::value::{Error, Value};

/// Values of a series.
const MAX_POINTS: usize = 10_000;
/// How near shares are told apart.
const RESOLUTION: f64 = 0.001;

pub(super) const TABLE: &[Function] = &[
    plain("FORECAST.ETS", 3, 6, "srrsss", |c, a| {
        let (series, model) = fitted(c, a, 1, 3)?;
        let ahead = series.ahead(n(a, 0)?)?;
        num(ahead.between(|steps| model.forecast(steps)))
    }),
    plain("FORECAST.ETS.CONFINT", 3, 7, "srrssss", |c, a| {
        let share = n_or(a, 3, 0.95)?;
        require(share > 0.0 && share < 1.0)?;
        let (series, model) = fitted(c, a, 1, 4)?;
        let ahead = series.ahead(n(a, 0)?)?;
        // With seasons the original finds no width.
        if model.season.is_some() {
            return num(0.0);
        }
        let width = normal_inverse((1.0 + share) / 2.0) * model.square_error().sqrt();
        num(ahead.between(|steps| width * widening(steps as f64 - 1.0, share)))
    }),
    plain("FORECAST.ETS.SEASONALITY", 2, 4, "rrss", |c, a| {
        let completed = n_or(a, 2, 1.0)? != 0.0;
        let series = Series::read(c, arg(a, 0), arg(a, 1), completed, n_or(a, 3, 1.0)?)?;
        num(series.season() as f64)
    }),
    plain("FORECAST.ETS.STAT", 3, 6, "rrssss", |c, a| {
        let (series, model) = fitted(c, a, 0, 3)?;
        num(match int(a, 2)? as i64 {
            1 => model.alpha,
            2 => model.gamma,
            3 => model.beta,
            4 => model.scaled_error(),
            5 => model.symmetric_error(),
            6 => model.absolute_error(),
            7 => model.square_error().sqrt(),
            8 => series.step,
            _ => return Err(Error::Num),
        })
    }),
];

/// The series whose values are the argument at `values`, and its model; how they are read is said from `options` on.
fn fitted(
    c: &Context<'_>,
    a: &[Value],
    values: usize,
    options: usize,
) -> Result<(Series, Model), Error> {
    let season = n_or(a, options, 1.0)?.trunc();
    let completed = n_or(a, options + 1, 1.0)? != 0.0;
    let together = n_or(a, options + 2, 1.0)?;
    let series = Series::read(c, arg(a, values), arg(a, values + 1), completed, together)?;
    // Each search takes a dozen tries, and a value in a try a tenth of the work of a cell.
    let work = if season == 0.0 { 20 } else { 240 };
    if !c.spend(series.values.len() * work) {
        return Err(Error::Num);
    }
    let model = series.model(season)?;
    Ok((series, model))
}

/// How much wider the interval is so many steps behind the first.
fn widening(steps: f64, share: f64) -> f64 {
    let rest = 1.0 - share;
    let at = |steps: f64| {
        let sum = (1.0 + 4.0 * rest + 5.0 * rest * rest)
            + 2.0 * steps * share * (1.0 + 3.0 * rest)
            + 2.0 * steps * steps * share * share;
        (1.0 + share / libm::pow(1.0 + rest, 3.0) * sum).sqrt()
    };
    at(steps) / at(0.0)
}

/// A time behind the last one: whole steps, and the share of the next.
struct Ahead {
    steps: usize,
    share: f64,
}

impl Ahead {
    fn between(&self, at: impl Fn(usize) -> f64) -> f64 {
        let first = at(self.steps);
        if self.share < RESOLUTION {
            return first;
        }
        first + self.share * (at(self.steps + 1) - first)
    }
}

/// Values at equal steps of time.
struct Series {
    values: Vec<f64>,
    last: f64,
    step: f64,
    /// Whether times are the same day of months, which are what is counted.
    monthly: bool,
}

/// Months since the year 0.
fn months(serial: f64) -> Result<f64, Error> {
    let date = date(serial)?;
    Ok((date.year * 12 + date.month) as f64)
}

impl Series {
    fn read(
        c: &Context<'_>,
        values: &Value,
        times: &Value,
        completed: bool,
        together: f64,
    ) -> Result<Self, Error> {
        let values = c.numbers(std::slice::from_ref(values), Counting::Numbers)?;
        let times = c.numbers(std::slice::from_ref(times), Counting::Numbers)?;
        if values.len() != times.len() {
            return Err(Error::Na);
        }
        require((2..=MAX_POINTS).contains(&values.len()))?;
        let mut pairs: Vec<(f64, f64)> = times.into_iter().zip(values).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut days = pairs.iter().map(|pair| date(pair.0).map(|date| date.day));
        let first = days.next().and_then(Result::ok);
        let monthly = first.is_some() && days.all(|day| day.ok() == first);
        if monthly {
            for pair in &mut pairs {
                pair.0 = months(pair.0)?;
            }
        }
        let pairs = merged(&pairs, together)?;
        let gaps = || pairs.iter().zip(pairs.iter().skip(1));
        let step = gaps().map(|(a, b)| b.0 - a.0).fold(f64::INFINITY, f64::min);
        require(step.is_finite() && step > 0.0)?;
        // What lies between is made up, unless much of it does.
        let mut points = Vec::new();
        let mut missing = 0;
        for (a, b) in gaps() {
            points.push(a.1);
            let steps = (b.0 - a.0) / step;
            if steps.fract() != 0.0 || steps > MAX_POINTS as f64 {
                return Err(Error::Value);
            }
            let made = if completed { (a.1 + b.1) / 2.0 } else { 0.0 };
            let between = (steps as usize).saturating_sub(1);
            points.resize(points.len() + between, made);
            missing += between;
            if missing as f64 > 0.3 * pairs.len() as f64 {
                return Err(Error::Value);
            }
        }
        let last = pairs.last().copied().unwrap_or_default();
        points.push(last.1);
        Ok(Self {
            last: last.0,
            values: points,
            step,
            monthly,
        })
    }

    fn ahead(&self, time: f64) -> Result<Ahead, Error> {
        let time = if self.monthly { months(time)? } else { time };
        let steps = (time - self.last) / self.step;
        require(steps > 0.0 && steps < 1e6)?;
        Ok(Ahead {
            steps: steps as usize,
            share: steps.fract(),
        })
    }

    /// The length of the season whose steps repeat best.
    fn season(&self) -> usize {
        let values = &self.values;
        let count = values.len();
        let change = |index: usize| match (values.get(index), values.get(index - 1)) {
            (Some(here), Some(before)) => here - before,
            _ => 0.0,
        };
        let (mut best, mut least) = (count, f64::MAX);
        for length in (1..=count / 2).rev() {
            let seasons = count / length;
            let start = count - seasons * length + 1;
            let apart: f64 = (start..count - length)
                .map(|index| (change(index) - change(length + index)).abs())
                .sum();
            let apart = apart / ((seasons - 1) * length) as f64;
            if apart <= least || apart == 0.0 {
                (best, least) = (length, apart);
            }
        }
        best
    }

    fn model(&self, season: f64) -> Result<Model, Error> {
        let season = match season {
            0.0 => 1,
            1.0 => self.season(),
            given if given > 1.0 && given <= self.values.len() as f64 / 2.0 => given as usize,
            _ => return Err(Error::Num),
        };
        let mut model = Model::new(&self.values, (season > 1).then_some(season))?;
        model.fit(Share::Alpha);
        Ok(model)
    }
}

/// The series with what stands at the same time made one: its mean, its sum and so on.
fn merged(pairs: &[(f64, f64)], together: f64) -> Result<Vec<(f64, f64)>, Error> {
    let mut out = Vec::with_capacity(pairs.len());
    for same in pairs.chunk_by(|a, b| a.0 == b.0) {
        let mut values: Vec<f64> = same.iter().map(|pair| pair.1).collect();
        let (sum, count) = (values.iter().sum::<f64>(), values.len() as f64);
        values.sort_by(f64::total_cmp);
        let low = values.first().copied().unwrap_or_default();
        let high = values.last().copied().unwrap_or_default();
        let value = match together as i64 {
            1 => sum / count,
            2 | 3 => count,
            4 => high,
            5 => super::rank::median(values)?,
            6 => low,
            7 => sum,
            _ => return Err(Error::Num),
        };
        let value = if same.len() == 1 { sum } else { value };
        out.push((same.first().map_or(0.0, |pair| pair.0), value));
    }
    Ok(out)
}

/// What is searched for, each within the search for the one before it.
#[derive(Clone, Copy)]
enum Share {
    Alpha,
    Beta,
    Gamma,
}

struct Model {
    /// Of the level, of the seasons and of the trend.
    alpha: f64,
    beta: f64,
    gamma: f64,
    season: Option<usize>,
    values: Vec<f64>,
    levels: Vec<f64>,
    trends: Vec<f64>,
    /// Those of the first season remain from one try to the next.
    seasons: Vec<f64>,
    fitted: Vec<f64>,
}

impl Model {
    fn new(values: &[f64], season: Option<usize>) -> Result<Self, Error> {
        let count = values.len();
        let mut seasons = vec![0.0; count];
        let first = values.first().copied().ok_or(Error::Num)?;
        let last = values.last().copied().ok_or(Error::Num)?;
        let trend = match season {
            None => (last - first) / (count as f64 - 1.0),
            Some(length) => {
                let later = values.iter().skip(length).take(length);
                let sum: f64 = later.zip(values).map(|(later, value)| later - value).sum();
                sum / (length * length) as f64
            }
        };
        if let Some(length) = season {
            let middle = 0.5 * (length as f64 - 1.0);
            let whole = count / length;
            for period in values.chunks_exact(length) {
                let mean = period.iter().sum::<f64>() / length as f64;
                for (place, (value, share)) in period.iter().zip(&mut seasons).enumerate() {
                    *share += (value - (mean + (place as f64 - middle) * trend)) / whole as f64;
                }
            }
        }
        let mut levels = vec![0.0; count];
        let mut trends = vec![0.0; count];
        let mut fitted = vec![0.0; count];
        if let (Some(level), Some(own), Some(known), Some(share)) = (
            levels.first_mut(),
            trends.first_mut(),
            fitted.first_mut(),
            seasons.first(),
        ) {
            *level = if season.is_some() {
                first / share
            } else {
                first
            };
            (*own, *known) = (trend, first);
        }
        Ok(Self {
            alpha: 0.0,
            beta: 0.0,
            gamma: 0.0,
            season,
            values: values.to_vec(),
            levels,
            trends,
            seasons,
            fitted,
        })
    }

    /// Searches for the best share by halving, and within each try for those behind it. Tries leave traces in the
    /// first season: their order is part of the result.
    fn fit(&mut self, share: Share) {
        let (mut low, mut high, mut middle) = (0.0, 1.0, 0.5);
        let mut low_error = self.attempt(share, low);
        let mut high_error = self.attempt(share, high);
        let mut error = self.attempt(share, middle);
        if low_error == error && error == high_error {
            self.attempt(share, 0.0);
            return;
        }
        while high - middle > RESOLUTION {
            if high_error > low_error {
                (high, high_error) = (middle, error);
                middle = (low + middle) / 2.0;
            } else {
                (low, low_error) = (middle, error);
                middle = (middle + high) / 2.0;
            }
            error = self.attempt(share, middle);
        }
        if high_error > low_error {
            if low_error < error {
                self.attempt(share, low);
            }
        } else if high_error < error {
            self.attempt(share, high);
        }
    }

    fn attempt(&mut self, share: Share, value: f64) -> f64 {
        match (share, self.season) {
            (Share::Alpha, Some(_)) => {
                self.alpha = value;
                self.fit(Share::Beta);
            }
            (Share::Alpha, None) => {
                self.alpha = value;
                self.fit(Share::Gamma);
            }
            (Share::Beta, _) => {
                self.beta = value;
                self.fit(Share::Gamma);
            }
            (Share::Gamma, _) => self.gamma = value,
        }
        self.run();
        self.square_error()
    }

    fn run(&mut self) {
        let (alpha, beta, gamma) = (self.alpha, self.beta, self.gamma);
        let at = |list: &[f64], index: usize| list.get(index).copied().unwrap_or(0.0);
        for index in 1..self.values.len() {
            let before = at(&self.levels, index - 1);
            let trend = at(&self.trends, index - 1);
            let value = at(&self.values, index);
            let part = self.season.map_or(0.0, |season| {
                let place = if index > season {
                    index - season
                } else {
                    index
                };
                at(&self.seasons, place)
            });
            let level = alpha * (value - part) + (1.0 - alpha) * (before + trend);
            if self.season.is_some()
                && let Some(known) = self.seasons.get_mut(index)
            {
                *known = beta * (value - level) + (1.0 - beta) * part;
            }
            if let (Some(own), Some(next), Some(fitted)) = (
                self.levels.get_mut(index),
                self.trends.get_mut(index),
                self.fitted.get_mut(index),
            ) {
                *own = level;
                *next = gamma * (level - before) + (1.0 - gamma) * trend;
                *fitted = before + trend + part;
            }
        }
    }

    fn forecast(&self, steps: usize) -> f64 {
        let last = |list: &[f64]| list.last().copied().unwrap_or(0.0);
        let part = self.season.map_or(0.0, |season| {
            let place = self.values.len() - 1 - season + steps % season;
            self.seasons.get(place).copied().unwrap_or(0.0)
        });
        last(&self.levels) + last(&self.trends) * steps as f64 + part
    }

    /// The mean over all but the first value.
    fn mean(&self, of: impl Fn(f64, f64) -> f64) -> f64 {
        let pairs = self.values.iter().zip(&self.fitted).skip(1);
        let sum: f64 = pairs.map(|(value, fitted)| of(*value, *fitted)).sum();
        sum / (self.values.len() as f64 - 1.0)
    }

    fn square_error(&self) -> f64 {
        self.mean(|value, fitted| (value - fitted) * (value - fitted))
    }

    fn absolute_error(&self) -> f64 {
        self.mean(|value, fitted| (value - fitted).abs())
    }

    fn symmetric_error(&self) -> f64 {
        self.mean(|value, fitted| 2.0 * (value - fitted).abs() / (value.abs() + fitted.abs()))
    }

    fn scaled_error(&self) -> f64 {
        let later = self.values.iter().skip(2).zip(self.values.iter().skip(1));
        let steps: f64 = later.map(|(value, before)| (value - before).abs()).sum();
        self.absolute_error() / (steps / (self.values.len() as f64 - 2.0))
    }
}
