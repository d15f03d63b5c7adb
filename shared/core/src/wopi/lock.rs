//! What becomes of a lock: pure decisions, and the one conditional statement that carries them out.
//!
//! A lock is an opaque id that nobody owns: whoever knows it may refresh or end it. It is over half an hour after it was
//! last set, whether somebody looks or not.

use super::error::WopiError;
use crate::ports::Clock;
use crate::store::contents::{self, Head, Lock};
use crate::store::{Statements, StoreError};

/// How long a lock holds after it was set or refreshed, in milliseconds.
pub(crate) const HOLDS_MS: i64 = 30 * 60 * 1000;
/// Characters of a lock's id at most.
pub(crate) const MOST_ID: usize = 1024;
/// How often a change is tried that others came before.
const TRIES: u32 = 200;

/// What a request wants of a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted<'w> {
    /// LOCK.
    Lock(&'w str),
    /// LOCK with X-WOPI-OldLock.
    Relock {
        /// The lock to be.
        new: &'w str,
        /// The lock that is expected.
        old: &'w str,
    },
    /// REFRESH_LOCK.
    Refresh(&'w str),
    /// UNLOCK.
    Unlock(&'w str),
    /// PUT, with the lock that was sent.
    Put(Option<&'w str>),
    /// RENAME_FILE, with the lock that was sent.
    Rename(Option<&'w str>),
    /// DELETE, or overwriting by another file's PUT_RELATIVE: no lock allows it.
    Replace,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision<'w> {
    /// The lock is this one from now on.
    Set(&'w str),
    /// There is no lock any more.
    Clear,
    /// The lock stays as it is, and the rest of the request is done.
    Proceed,
    /// Refused: the reason in words.
    Refuse(&'static str),
}

/// Decides on a request, given the lock that holds now and the bytes of the file.
pub(crate) fn decide<'w>(held: Option<&str>, length: u64, wanted: Wanted<'w>) -> Decision<'w> {
    use Decision::{Clear, Proceed, Refuse, Set};
    const OTHER: &str = "the file is locked with another lock";
    const UNLOCKED: &str = "the file is not locked";
    match (wanted, held) {
        (Wanted::Lock(id), None) => Set(id),
        (Wanted::Lock(id) | Wanted::Refresh(id), Some(held)) if held == id => Set(id),
        (Wanted::Relock { new, old }, Some(held)) if held == old => Set(new),
        (Wanted::Unlock(id), Some(held)) if held == id => Clear,
        (Wanted::Put(Some(id)), Some(held)) if held == id => Proceed,
        // An editor that makes a new document writes its template before it has a lock.
        (Wanted::Put(None), None) if length == 0 => Proceed,
        (Wanted::Put(_), None) => {
            Refuse("the file is not locked, and only an empty one is written without a lock")
        }
        (Wanted::Rename(_), None) => Proceed,
        (Wanted::Rename(None), Some(_)) => {
            Refuse("the file is locked, and the request has no lock")
        }
        (Wanted::Rename(Some(id)), Some(held)) if held == id => Proceed,
        (Wanted::Replace, None) => Proceed,
        (Wanted::Replace, Some(_)) => Refuse("the file is locked"),
        (Wanted::Put(None), Some(_)) => Refuse("the file is locked, and the request has no lock"),
        (Wanted::Relock { .. } | Wanted::Refresh(_) | Wanted::Unlock(_), None) => Refuse(UNLOCKED),
        (_, Some(_)) => Refuse(OTHER),
    }
}

impl Head {
    /// The lock that holds at a time, milliseconds since 1970.
    pub(crate) fn held(&self, now: i64) -> Option<&str> {
        self.lock_id.as_deref().filter(|_| self.lock_until > now)
    }

    /// What is saved now belongs to the session that began then; 0 where there is none.
    pub(crate) fn session(&self, now: i64) -> i64 {
        self.held(now).map_or(0, |_| self.lock_since)
    }
}

/// Checks a request against a head that does not change meanwhile; a request that sets or clears the lock is not for this.
pub(crate) fn check(head: &Head, wanted: Wanted<'_>, now: i64) -> Result<(), WopiError> {
    let held = head.held(now);
    match decide(held, head.length, wanted) {
        Decision::Refuse(reason) => Err(refused(held, reason)),
        Decision::Set(_) | Decision::Clear | Decision::Proceed => Ok(()),
    }
}

fn refused(held: Option<&str>, reason: &str) -> WopiError {
    WopiError::Lock {
        current: held.unwrap_or_default().to_owned(),
        reason: reason.to_owned(),
    }
}

/// Carries out a request for a lock, beginning with what is known of the file; answers the file's head.
///
/// The statement holds only while the file is as it was when the decision was made; otherwise the file is looked at again. So
/// of several requests one wins, and what others are told is a lock that stood in their way.
pub(crate) fn change(
    on: &impl Statements,
    clock: &dyn Clock,
    fid: &str,
    head: Head,
    wanted: Wanted<'_>,
    user: &str,
) -> Result<Head, WopiError> {
    let mut head = head;
    for _ in 0..TRIES {
        let now = clock.now_ms();
        let held = head.held(now);
        let lock = match decide(held, head.length, wanted) {
            Decision::Refuse(reason) => return Err(refused(held, reason)),
            Decision::Proceed => return Ok(head),
            Decision::Clear => None,
            Decision::Set(id) => Some(Lock {
                id: id.to_owned(),
                until: now.saturating_add(HOLDS_MS),
                // A lock that takes the place of another goes on with its session.
                since: if held.is_some() { head.lock_since } else { now },
                user: user.to_owned(),
            }),
        };
        if contents::swap_lock(on, fid, &head, lock.as_ref())? {
            return Ok(head);
        }
        head = contents::head(on, fid)?
            .ok_or_else(|| WopiError::NotFound("the file is not there any more".to_owned()))?;
    }
    Err(WopiError::Store(StoreError::Sql(
        crate::ports::SqlError::Locked("others change the lock all the time".to_owned()),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuses(decision: Decision<'_>) -> bool {
        matches!(decision, Decision::Refuse(_))
    }

    #[test]
    fn the_table_of_states() {
        use Decision::{Clear, Proceed, Set};
        let same = Some("a");
        let other = Some("b");
        // (request, nothing held, the same held, another held); `None`: refused.
        let relock = Wanted::Relock { new: "n", old: "a" };
        let rows: [(Wanted<'_>, [Option<Decision<'_>>; 3]); 8] = [
            (Wanted::Lock("a"), [Some(Set("a")), Some(Set("a")), None]),
            (relock, [None, Some(Set("n")), None]),
            (Wanted::Refresh("a"), [None, Some(Set("a")), None]),
            (Wanted::Unlock("a"), [None, Some(Clear), None]),
            (Wanted::Put(Some("a")), [None, Some(Proceed), None]),
            (Wanted::Put(None), [None, None, None]),
            (
                Wanted::Rename(Some("a")),
                [Some(Proceed), Some(Proceed), None],
            ),
            (Wanted::Replace, [Some(Proceed), None, None]),
        ];
        for (wanted, expected) in rows {
            for (held, expected) in [None, same, other].into_iter().zip(expected) {
                let decision = decide(held, 7, wanted);
                match expected {
                    Some(expected) => assert_eq!(decision, expected, "{wanted:?} with {held:?}"),
                    None => assert!(refuses(decision), "{wanted:?} with {held:?}"),
                }
            }
        }
    }

    #[test]
    fn an_empty_file_is_written_without_a_lock_and_with_none_only() {
        assert_eq!(decide(None, 0, Wanted::Put(None)), Decision::Proceed);
        assert!(refuses(decide(None, 0, Wanted::Put(Some("a")))));
        assert!(refuses(decide(Some("a"), 0, Wanted::Put(None))));
        assert!(refuses(decide(None, 1, Wanted::Put(None))));
    }

    #[test]
    fn ids_are_compared_byte_by_byte() {
        for held in ["A", "a ", " a", "á"] {
            assert!(refuses(decide(Some(held), 0, Wanted::Lock("a"))), "{held}");
        }
    }

    #[test]
    fn renaming_without_a_lock_is_for_unlocked_files() {
        assert_eq!(decide(None, 7, Wanted::Rename(None)), Decision::Proceed);
        assert!(refuses(decide(Some("a"), 7, Wanted::Rename(None))));
    }

    #[test]
    fn a_lock_is_over_when_its_time_is() {
        let head = Head {
            version: 1,
            length: 1,
            modified: 0,
            lock_id: Some("a".to_owned()),
            lock_until: 1000,
            lock_since: 5,
        };
        assert_eq!(head.held(999), Some("a"));
        assert_eq!(head.session(999), 5);
        assert_eq!(head.held(1000), None);
        assert_eq!(head.session(1000), 0);
    }
}
