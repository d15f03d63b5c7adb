//! Benchmarks of the running service: `cargo bench -p spindle-bench`.

pub mod editing;
pub mod load;
pub mod scripts;
pub mod wopi;

use std::time::{Duration, Instant};

use spindle_e2e::Client;

/// Times of repeated runs of one thing.
pub struct Times(Vec<Duration>);

impl Times {
    /// Runs `body` so many times; the first run is dropped as a warm-up.
    pub fn of(runs: usize, mut body: impl FnMut()) -> Self {
        let times = (0..=runs).map(|_| {
            let start = Instant::now();
            body();
            start.elapsed()
        });
        times.skip(1).collect()
    }

    /// How many runs there were.
    pub fn runs(&self) -> usize {
        self.0.len()
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

impl FromIterator<Duration> for Times {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        let mut times: Vec<Duration> = times.into_iter().collect();
        times.sort();
        Self(times)
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

/// The most linear memory that an instance of a component had, as the embedded host counts it.
pub fn peak_memory(client: &Client, component: &str) -> String {
    let stats = client.get("/.well-known/spindle/stats");
    let bytes = serde_json::from_slice::<serde_json::Value>(&stats.body)
        .ok()
        .and_then(|stats| find(&stats, component)?.get("peak_memory_bytes")?.as_f64());
    bytes.map_or("not counted by this host".to_owned(), |bytes| {
        format!("{:.1} MiB", bytes / 1_048_576.0)
    })
}

/// The same of every component that had requests, by name.
pub fn peak_memories(client: &Client) -> String {
    let stats = client.get("/.well-known/spindle/stats");
    let stats: serde_json::Value = serde_json::from_slice(&stats.body).unwrap_or_default();
    let components = stats.get("components").unwrap_or(&stats).as_object();
    let used: Vec<String> = components
        .into_iter()
        .flatten()
        .filter(|(_, counters)| counters["requests"].as_u64() > Some(0))
        .map(|(name, _)| format!("{name} {}", peak_memory(client, name)))
        .collect();
    if used.is_empty() {
        return "not counted by this host".to_owned();
    }
    used.join(", ")
}

fn find<'v>(stats: &'v serde_json::Value, component: &str) -> Option<&'v serde_json::Value> {
    stats
        .get(component)
        .or_else(|| stats.get("components")?.get(component))
}
