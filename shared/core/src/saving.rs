//! From the last change of a document under edit to the storage that has taken it.
//!
//! A save is a row (`saves`) whose file a job writes (`assembly`); its result is a row of the outbox (`outbox`) until the
//! storage took it, or its file is among the forgotten ones. Every step is one transaction; whoever comes by drives what is
//! due (`due`): the request that made it due, any later one, the scheduler.

pub(crate) mod assembly;
mod callback;
mod deliver;
pub(crate) mod due;
pub(crate) mod file;
mod history;
pub(crate) mod notice;
pub(crate) mod opening;
pub(crate) mod people;
pub(crate) mod ping;
pub(crate) mod start;
pub(crate) mod verdict;

pub(crate) use deliver::{deliver, has_file};

use crate::store::{StoreError, Transaction, forgotten, outbox};

/// Why something about a save cannot be done, in the words of the command that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unsaved {
    /// Nothing is new since the storage last took it, or that is being saved already.
    NothingNew(&'static str),
    /// It cannot be saved now.
    Impossible(String),
}

/// The files of a save lie under this path.
pub(crate) fn folder(key: &str, save: i64) -> String {
    format!("data/{key}_{save}")
}

/// Ends what was refused of a key up to a callback's number, for a later result stands in for it, or nobody wants it.
pub(crate) fn settle_refused(
    transaction: &Transaction<'_>,
    key: &str,
    up_to: i64,
) -> Result<(), StoreError> {
    let now = transaction.now_ms();
    for save in outbox::settle_refused(transaction, key, up_to)? {
        forgotten::let_expire(transaction, &folder(key, save), now)?;
    }
    Ok(())
}

/// Ends the forgotten file of a key, and offers no more what nobody wants any more; answers whether there was one.
pub(crate) fn forget(transaction: &Transaction<'_>, key: &str) -> Result<bool, StoreError> {
    let was_there = forgotten::remove(transaction, key)?;
    if was_there {
        settle_refused(transaction, key, i64::MAX)?;
    }
    Ok(was_there)
}

/// A callback's row that does not hold what was written.
fn damaged(reason: &dyn std::fmt::Display) -> StoreError {
    StoreError::Damaged {
        what: "callback",
        reason: reason.to_string(),
    }
}
