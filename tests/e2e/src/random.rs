//! Random numbers that are the same in every run.

use std::time::Duration;

/// A series of numbers.
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    /// Another series for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Less than `below`.
    pub fn below(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below.max(1)
    }

    /// True so often of a hundred times.
    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// A time from `least` on and less than `most`, in milliseconds.
    pub fn millis(&mut self, least: u64, most: u64) -> Duration {
        Duration::from_millis(least + self.below(most.saturating_sub(least)))
    }
}
