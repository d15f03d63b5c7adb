//! Forecasts by exponential smoothing with level, trend and seasons (the additive method of Holt and Winters).

use super::special::normal_inverse;
use super::{Function, arg, int, n, n_or, num, plain, require};
use crate::context::{Context, Counting};
use crate::value::{Error, Value};

/// Values of a series.
const MAX_POINTS: usize = 10_000;

pub(super) const TABLE: &[Function] = &[
    plain("FORECAST.ETS", 3, 6, "srrsss", |c, a| {
        let series = Series::read(c, arg(a, 1), arg(a, 2))?;
        let model = series.model(n_or(a, 3, 1.0)?)?;
        num(model.ahead(series.steps(n(a, 0)?)?))
    }),
    plain("FORECAST.ETS.CONFINT", 3, 7, "srrssss", |c, a| {
        let series = Series::read(c, arg(a, 1), arg(a, 2))?;
        let share = n_or(a, 3, 0.95)?;
        require(share > 0.0 && share < 1.0)?;
        let model = series.model(n_or(a, 4, 1.0)?)?;
        let steps = series.steps(n(a, 0)?)?;
        num(normal_inverse((1.0 + share) / 2.0) * model.deviation(steps))
    }),
    plain("FORECAST.ETS.SEASONALITY", 2, 4, "rrss", |c, a| {
        let series = Series::read(c, arg(a, 0), arg(a, 1))?;
        num(series.season() as f64)
    }),
    plain("FORECAST.ETS.STAT", 3, 6, "rrssss", |c, a| {
        let series = Series::read(c, arg(a, 0), arg(a, 1))?;
        let model = series.model(n_or(a, 3, 1.0)?)?;
        num(match int(a, 2)? as i64 {
            1 => model.alpha,
            2 => model.beta,
            3 => model.gamma,
            4 => model.scaled_error(),
            5 => model.symmetric_error(),
            6 => model.absolute_error(),
            7 => model.square_error().sqrt(),
            8 => series.step,
            _ => return Err(Error::Num),
        })
    }),
];

/// Values at equal steps of time.
struct Series {
    values: Vec<f64>,
    last: f64,
    step: f64,
}

impl Series {
    fn read(c: &Context<'_>, values: &Value, times: &Value) -> Result<Self, Error> {
        let values = c.numbers(std::slice::from_ref(values), Counting::Numbers)?;
        let times = c.numbers(std::slice::from_ref(times), Counting::Numbers)?;
        if values.len() != times.len() {
            return Err(Error::Na);
        }
        require((2..=MAX_POINTS).contains(&values.len()))?;
        let mut pairs: Vec<(f64, f64)> = times.into_iter().zip(values).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let step = pairs
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] => Some(b.0 - a.0),
                _ => None,
            })
            .fold(f64::INFINITY, f64::min);
        require(step > 0.0)?;
        Ok(Self {
            last: pairs.last().map_or(0.0, |pair| pair.0),
            values: pairs.into_iter().map(|pair| pair.1).collect(),
            step,
        })
    }

    fn steps(&self, time: f64) -> Result<f64, Error> {
        let steps = (time - self.last) / self.step;
        require(steps >= 0.0 && steps < 1e6)?;
        Ok(steps)
    }

    /// The length of the season that repeats best, 1 when none does.
    fn season(&self) -> usize {
        let count = self.values.len();
        let mean = self.values.iter().sum::<f64>() / count as f64;
        let at = |index: usize| self.values.get(index).copied().unwrap_or(mean) - mean;
        let spread: f64 = (0..count).map(|index| at(index) * at(index)).sum();
        if spread == 0.0 {
            return 1;
        }
        let longest = (count / 2).min(400);
        let likeness = |lag: usize| -> f64 {
            (lag..count).map(|index| at(index) * at(index - lag)).sum::<f64>() / spread
        };
        (2..=longest)
            .map(|lag| (lag, likeness(lag)))
            .filter(|(_, likeness)| *likeness > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map_or(1, |(lag, _)| lag)
    }

    fn model(&self, season: f64) -> Result<Model, Error> {
        let season = match season.trunc() {
            1.0 => self.season(),
            0.0 => 1,
            given if given > 1.0 && given <= self.values.len() as f64 / 2.0 => given as usize,
            _ => return Err(Error::Num),
        };
        // The shares are refined step by step around the best ones.
        let mut best = Model::run(&self.values, season, (0.5, 0.1, if season > 1 { 0.1 } else { 0.0 }));
        let mut width = 0.4;
        while width > 0.001 {
            let mut better = None;
            for (a, b, g) in [(1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0)] {
                if season == 1 && g != 0.0 {
                    continue;
                }
                let near = |share: f64, by: f64| (share + by * width).clamp(0.0, 1.0);
                let shares = (near(best.alpha, a), near(best.beta, b), near(best.gamma, g));
                let tried = Model::run(&self.values, season, shares);
                if tried.square_error() < better.as_ref().unwrap_or(&best).square_error() {
                    better = Some(tried);
                }
            }
            match better {
                Some(model) => best = model,
                None => width /= 2.0,
            }
        }
        Ok(best)
    }
}

struct Model {
    alpha: f64,
    beta: f64,
    gamma: f64,
    level: f64,
    trend: f64,
    seasons: Vec<f64>,
    values: Vec<f64>,
    fitted: Vec<f64>,
}

impl Model {
    fn run(values: &[f64], season: usize, (alpha, beta, gamma): (f64, f64, f64)) -> Self {
        let first = values.get(..season).unwrap_or_default();
        let mean = first.iter().sum::<f64>() / season as f64;
        let second = values.get(season..2 * season).unwrap_or_default();
        let trend = if second.is_empty() {
            0.0
        } else {
            (second.iter().sum::<f64>() / second.len() as f64 - mean) / season as f64
        };
        let mut model = Self {
            alpha,
            beta,
            gamma,
            level: mean,
            trend,
            seasons: first.iter().map(|value| value - mean).collect(),
            values: values.to_vec(),
            fitted: Vec::new(),
        };
        for (index, value) in values.iter().enumerate() {
            let place = index % season;
            let part = model.seasons.get(place).copied().unwrap_or(0.0);
            let part = if season > 1 { part } else { 0.0 };
            model.fitted.push(model.level + model.trend + part);
            let level = alpha * (value - part) + (1.0 - alpha) * (model.level + model.trend);
            model.trend = beta * (level - model.level) + (1.0 - beta) * model.trend;
            if let Some(known) = model.seasons.get_mut(place).filter(|_| season > 1) {
                *known = gamma * (value - level) + (1.0 - gamma) * part;
            }
            model.level = level;
        }
        model
    }

    fn ahead(&self, steps: f64) -> f64 {
        let season = self.seasons.len().max(1);
        let whole = steps.ceil().max(1.0) as usize;
        let place = (self.values.len() + whole - 1) % season;
        let part = if season > 1 { self.seasons.get(place).copied().unwrap_or(0.0) } else { 0.0 };
        self.level + steps * self.trend + part
    }

    fn mean(&self, of: impl Fn(f64, f64) -> f64) -> f64 {
        let pairs = self.values.iter().zip(&self.fitted);
        pairs.map(|(value, fitted)| of(*value, *fitted)).sum::<f64>() / self.values.len() as f64
    }

    fn square_error(&self) -> f64 {
        self.mean(|value, fitted| (value - fitted) * (value - fitted))
    }

    fn absolute_error(&self) -> f64 {
        self.mean(|value, fitted| (value - fitted).abs())
    }

    fn symmetric_error(&self) -> f64 {
        self.mean(|value, fitted| 2.0 * (value - fitted).abs() / (value.abs() + fitted.abs()).max(1e-300))
    }

    fn scaled_error(&self) -> f64 {
        let steps = self.values.windows(2).filter_map(|pair| match pair {
            [a, b] => Some((b - a).abs()),
            _ => None,
        });
        let count = self.values.len() as f64 - 1.0;
        self.absolute_error() / (steps.sum::<f64>() / count)
    }

    fn deviation(&self, steps: f64) -> f64 {
        let mut sum = 1.0;
        let mut index = 1.0;
        while index < steps {
            let share = self.alpha + index * self.alpha * self.beta;
            sum += share * share;
            index += 1.0;
        }
        (self.square_error() * sum).sqrt()
    }
}
