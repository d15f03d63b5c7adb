//! Editing and saving with everything going wrong: the host is killed, the storage refuses, the disk is full. What was
//! acknowledged to an editor is in a saved or a forgotten file in the end, and the storage is told of every result once.
//!
//! `SPINDLE_KILLS=200 cargo test -p spindle-e2e --test saving_faults killed -- --nocapture` is the long run.

mod full;
mod host;
mod integrator;
mod killed;
mod ledger;
mod refusals;
mod settle;
mod shift;
mod worker;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// These tests keep the machine busy, and look at times: one after the other.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}
