//! Patience with a busy database.

use crate::ports::{Ports, SqlError};

/// How long a statement is tried again, in milliseconds, after the store's own waiting.
const PATIENCE_MS: i64 = 30_000;
/// However the clock goes.
const MOST_TRIES: u32 = 8000;
/// The longest pause between two tries. SQLite's own waiting sleeps for a tenth of a second at a time, while others take
/// turn after turn: so it is switched off where much is written, and what waits looks often.
const LONGEST_PAUSE_MS: u64 = 8;

/// Runs `work` until it is not refused as locked, with growing, jittered pauses.
///
/// Jitter keeps writers that were refused together from coming back together.
pub(super) fn while_locked<T>(
    ports: &Ports<'_>,
    mut work: impl FnMut() -> Result<T, SqlError>,
) -> Result<T, SqlError> {
    let started = ports.clock.now_ms();
    let mut pause: u64 = 2;
    for _ in 1..MOST_TRIES {
        match work() {
            Err(SqlError::Locked(_))
                if ports.clock.now_ms().saturating_sub(started) < PATIENCE_MS => {}
            outcome => return outcome,
        }
        let mut noise = [0; 2];
        ports.random.fill(&mut noise);
        let jitter = u64::from(u16::from_le_bytes(noise)) % pause;
        ports.clock.sleep_ms(pause / 2 + jitter);
        pause = (pause * 2).min(LONGEST_PAUSE_MS);
    }
    work()
}
