//! Counters per component, served as JSON at `/.well-known/spindle/stats`.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

use wasmtime::ResourceLimiter;

/// What one component has done since the start.
#[derive(Debug, Default)]
pub struct Stats {
    requests: AtomicU64,
    traps: AtomicU64,
    peak: AtomicUsize,
    last_peak: AtomicUsize,
}

impl Stats {
    /// A request has begun.
    pub fn begin(&self) {
        self.requests.fetch_add(1, Relaxed);
    }

    /// An instance has ended, after using `peak` bytes of linear memory at most.
    pub fn end(&self, peak: usize, trapped: bool) {
        self.peak.fetch_max(peak, Relaxed);
        self.last_peak.store(peak, Relaxed);
        if trapped {
            self.traps.fetch_add(1, Relaxed);
        }
    }

    /// The counters as JSON; memory in bytes.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({
            "requests": self.requests.load(Relaxed),
            "traps": self.traps.load(Relaxed),
            "peak_memory_bytes": self.peak.load(Relaxed),
            "last_peak_memory_bytes": self.last_peak.load(Relaxed),
        })
    }
}

/// Follows the linear memory of one instance; refuses nothing.
#[derive(Debug, Default)]
pub struct MemoryGauge {
    now: usize,
    grown: usize,
    peak: usize,
}

impl MemoryGauge {
    /// The most bytes that the instance's memories had together.
    pub fn peak(&self) -> usize {
        self.peak
    }
}

impl ResourceLimiter for MemoryGauge {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.grown = desired.saturating_sub(current);
        self.now = self.now.saturating_add(self.grown);
        self.peak = self.peak.max(self.now);
        Ok(true)
    }

    fn memory_grow_failed(&mut self, _error: wasmtime::Error) -> wasmtime::Result<()> {
        if self.peak == self.now {
            self.peak = self.peak.saturating_sub(self.grown);
        }
        self.now = self.now.saturating_sub(std::mem::take(&mut self.grown));
        Ok(())
    }

    fn table_growing(
        &mut self,
        _current: usize,
        _desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gauge_keeps_the_peak_and_forgets_failed_growth() {
        let mut gauge = MemoryGauge::default();
        gauge.memory_growing(0, 100, None).unwrap();
        gauge.memory_growing(0, 10, None).unwrap();
        gauge.memory_growing(100, 300, None).unwrap();
        assert_eq!(gauge.peak(), 310);
        gauge.memory_growing(300, 9000, None).unwrap();
        gauge
            .memory_grow_failed(wasmtime::Error::msg("no memory"))
            .unwrap();
        assert_eq!(gauge.peak(), 310);
    }

    #[test]
    fn stats_add_up() {
        let stats = Stats::default();
        stats.begin();
        stats.begin();
        stats.end(10, true);
        stats.end(5, false);
        assert_eq!(
            stats.to_json(),
            serde_json::json!({"requests": 2, "traps": 1, "peak_memory_bytes": 10, "last_peak_memory_bytes": 5})
        );
    }
}
