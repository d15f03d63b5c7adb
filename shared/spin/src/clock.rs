//! The time of the machine.

use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use spindle_core::ports::Clock;

/// The host's wall clock; sleeping blocks the instance, which serves this one request only.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

impl Clock for WallClock {
    fn now_ms(&self) -> i64 {
        // A clock before 1970 is a machine without a clock: its beginning is then the best guess.
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn sleep_ms(&self, milliseconds: u64) {
        thread::sleep(Duration::from_millis(milliseconds));
    }
}
