//! Benchmarks of the running service: `cargo bench -p spindle-bench`.

use std::time::{Duration, Instant};

/// Times of repeated runs of one thing.
pub struct Times(Vec<Duration>);

impl Times {
    /// Runs `body` so many times; the first run is dropped as a warm-up.
    pub fn of(runs: usize, mut body: impl FnMut()) -> Self {
        let mut times: Vec<Duration> = (0..=runs)
            .map(|_| {
                let start = Instant::now();
                body();
                start.elapsed()
            })
            .skip(1)
            .collect();
        times.sort();
        Self(times)
    }

    /// The time that this share (0 to 1) of the runs does not exceed, in milliseconds.
    pub fn quantile(&self, share: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        let index = (share * last as f64).round() as usize;
        self.0
            .get(index.min(last))
            .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "median {:.1} ms, p95 {:.1} ms, {} runs",
            self.quantile(0.5),
            self.quantile(0.95),
            self.0.len()
        )
    }
}
