//! The time.

/// Tells the time. Tests move it by hand.
pub trait Clock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;

    /// Whole seconds since 1970-01-01T00:00:00Z.
    fn now_s(&self) -> i64 {
        self.now_ms().div_euclid(1000)
    }

    /// Waits. In tests the clock moves on by itself.
    fn sleep_ms(&self, milliseconds: u64);
}
