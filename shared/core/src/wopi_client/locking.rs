//! The lock of a host's file: set when the first editor comes, refreshed while somebody edits, given back after the save.

use serde_json::json;

use super::entering::Arrival;
use super::host::{Answer, Asker};
use super::recipient::Reached;
use super::unhosted::Unhosted;
use crate::app::App;
use crate::error::Error;
use crate::ports::Level;
use crate::saving::notice::{self, Notice};
use crate::settings::Settings;
use crate::store::hosted::{self, HostedKey, Visit};
use crate::store::outbox::Recipient;
use crate::store::participants::{self, Participant};
use crate::store::{Statements, Store, StoreError, Transaction, editings, random_hex, saves};

/// A lock is good for half an hour; in so many milliseconds it is refreshed.
const REFRESH_MS: i64 = 600_000;
/// After so many milliseconds what did not work is tried again.
const AGAIN_MS: i64 = 60_000;
/// Tokens that are tried for one request.
pub(super) const MOST_TOKENS: i64 = 5;
/// What browser editors show of a warning that is none of the known ones.
const WARNING: i64 = -1;

/// What a host says to the wish for a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Locking {
    /// It is held; the version that the host says the file has, where it does.
    Held(String),
    /// Another one is; empty: the host does not say which.
    Other { current: String, reason: String },
}

/// A new id for a lock.
pub(super) fn new_lock(app: &App<'_>) -> String {
    format!("spindle-{}", random_hex(&app.ports, 16))
}

/// When a lock that was just set is to be refreshed.
pub(super) fn refresh_at(now: i64) -> i64 {
    now.saturating_add(REFRESH_MS)
}

fn outcome(answer: &Answer, what: &str) -> Result<Locking, Unhosted> {
    match answer.status {
        200 => Ok(Locking::Held(
            answer.header("x-wopi-itemversion").to_owned(),
        )),
        409 => Ok(Locking::Other {
            current: answer.header("x-wopi-lock").to_owned(),
            reason: answer.reason(what),
        }),
        _ => Err(answer.failure(what)),
    }
}

/// Sets a lock, or refreshes it; with `old` in place of another one of ours.
pub(super) fn lock(
    asker: &Asker<'_, '_>,
    visit: &Visit,
    (id, old): (&str, Option<&str>),
) -> Result<Locking, Unhosted> {
    let headers = [
        ("x-wopi-lock", id),
        ("x-wopi-oldlock", old.unwrap_or_default()),
    ];
    let headers = headers.get(..1 + usize::from(old.is_some()));
    let answer = asker.post(visit, "LOCK", headers.unwrap_or_default())?;
    outcome(&answer, "LOCK")
}

/// Whether somebody edits under a key, or something of it is still to be saved.
pub(super) fn is_in_use(on: &impl Statements, key: &str) -> Result<bool, StoreError> {
    let Some(editing) = editings::find(on, key)? else {
        return Ok(false);
    };
    let people = participants::of(on, &editing.doc)?;
    Ok(people.iter().any(Participant::edits)
        || editing.save_due.is_some()
        || saves::final_under_way(on, &editing.doc)?.is_some())
}

/// Refreshes the lock of a key, if that is due.
pub(crate) fn refresh(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    key: &str,
) -> Result<(), Error> {
    let now = app.ports.clock.now_ms();
    let Some(held) = hosted::claim_refresh(store, key, (now, now.saturating_add(AGAIN_MS)))? else {
        return Ok(());
    };
    if !is_in_use(store, key)? {
        hosted::give_up(store, key)?;
        return Ok(());
    }
    let whose = (held.src.as_str(), "");
    let outcome = with_tokens(app, settings, store, whose, &mut || {}, |asker, visit| {
        again(asker, store, visit, &held)
    });
    let now = app.ports.clock.now_ms();
    let (words, is_lost) = match outcome {
        Ok(Locking::Held(_)) => {
            hosted::hold(store, (key, &held.lock), (refresh_at(now), now))?;
            return Ok(());
        }
        Ok(Locking::Other { reason, .. }) => (reason, true),
        Err(Unhosted::Store(error)) => return Err(error.into()),
        Err(Unhosted::Trouble(reason)) => {
            let line = format!("the lock of {key} is not refreshed: {reason}");
            app.ports.log.line(Level::Warn, &line);
            return Ok(());
        }
        Err(other) => (other.to_string(), false),
    };
    let line = format!("the lock of {key} cannot be refreshed: {words}");
    app.ports.log.line(Level::Warn, &line);
    store
        .transaction(|transaction| {
            if is_lost {
                hosted::give_up(transaction, key)?;
            }
            if let Some(editing) = editings::find(transaction, key)? {
                let message = format!("the file may not be saved where it lies: {words}");
                let told = json!({ "type": "warning", "code": WARNING, "message": message });
                editings::tell(transaction, &editing.doc, &told)?;
            }
            Ok(())
        })
        .map_err(|error: StoreError| Error::Store(error))
}

/// Refreshes a lock; one that ran out is set again, if nobody else saved meanwhile.
fn again(
    asker: &Asker<'_, '_>,
    store: &Store<'_>,
    visit: &Visit,
    held: &HostedKey,
) -> Result<Locking, Unhosted> {
    let headers = [("x-wopi-lock", held.lock.as_str())];
    let answer = asker.post(visit, "REFRESH_LOCK", &headers)?;
    match outcome(&answer, "REFRESH_LOCK")? {
        Locking::Other { current, .. } if current.is_empty() => retake(asker, store, visit, held),
        other => Ok(other),
    }
}

/// Sets a lock that ran out. What was saved by others meanwhile is not to be overwritten: then it is given back.
pub(super) fn retake(
    asker: &Asker<'_, '_>,
    store: &Store<'_>,
    visit: &Visit,
    held: &HostedKey,
) -> Result<Locking, Unhosted> {
    let locking = lock(asker, visit, (&held.lock, None))?;
    if !matches!(locking, Locking::Held(_)) {
        return Ok(locking);
    }
    let version = asker.facts(visit, "")?.version;
    if version == held.version {
        let now = asker.app.ports.clock.now_ms();
        hosted::hold(store, (&held.key, &held.lock), (refresh_at(now), now))?;
        return Ok(locking);
    }
    unlock(asker, visit, &held.lock)?;
    Ok(Locking::Other {
        current: String::new(),
        reason: format!(
            "the lock had run out, and the file was changed elsewhere: it is version {version}, not {}",
            held.version
        ),
    })
}

/// Gives a lock back. That it is another's by now is as good.
pub(super) fn unlock(asker: &Asker<'_, '_>, visit: &Visit, id: &str) -> Result<(), Unhosted> {
    let answer = asker.post(visit, "UNLOCK", &[("x-wopi-lock", id)])?;
    match answer.status {
        200 | 409 => Ok(()),
        _ => Err(answer.failure("UNLOCK")),
    }
}

/// Asks with the token of a visit, then with those of others who came to the same file, while the host does not take them.
pub(super) fn with_tokens<T>(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    (src, first): (&str, &str),
    beat: &mut dyn FnMut(),
    mut work: impl FnMut(&Asker<'_, '_>, &Visit) -> Result<T, Unhosted>,
) -> Result<T, Unhosted> {
    let now = app.ports.clock.now_ms();
    let visits = hosted::savers(store, (src, first), (now, MOST_TOKENS))?;
    let asker = Asker::new(app, settings, store, beat)?;
    let mut refusal = Unhosted::Refused(
        "every access token of who edited the file has expired: nobody can save it".to_owned(),
    );
    for visit in &visits {
        match work(&asker, visit) {
            Err(error @ (Unhosted::Token(_) | Unhosted::Gone)) => refusal = error,
            other => return other,
        }
    }
    Err(refusal)
}

/// Puts into the outbox that the lock of a key is to be given back, in the transaction after which nothing needs it.
pub(crate) fn unlock_later(
    transaction: &Transaction<'_>,
    name: (&str, &str),
    to: &Recipient,
) -> Result<(), StoreError> {
    if Reached::of(&to.callback).is_none() {
        return Ok(());
    }
    let said = Notice {
        status: notice::UNCHANGED,
        ..Notice::default()
    };
    notice::enqueue(transaction, name, to, &said)
}

/// Gives the lock of a key back, if nobody edits under it by now.
pub(super) fn give_back(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    (key, reached): (&str, Reached<'_>),
    beat: &mut dyn FnMut(),
) -> Result<(), Unhosted> {
    let next = new_lock(app);
    let given = store.transaction(|transaction| {
        let Some(held) = hosted::key(transaction, key)? else {
            return Ok(None);
        };
        if is_in_use(transaction, key)? {
            return Ok(None);
        }
        if held.refresh_due.is_some() {
            hosted::let_go(transaction, key, &next)?;
            return Ok(Some(held.lock));
        }
        // Whoever gave it back before may have died before he said so.
        Ok::<_, StoreError>(Some(held.former).filter(|former| !former.is_empty()))
    })?;
    let Some(id) = given else {
        return Ok(());
    };
    let first = (reached.src, reached.visit);
    with_tokens(app, settings, store, first, beat, |asker, visit| {
        unlock(asker, visit, &id)
    })
}

/// Gives the lock of somebody back who could not come in after all, if nobody else did.
pub(crate) fn turn_away(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    arrival: &Arrival,
) -> Result<(), Unhosted> {
    match Reached::of(&arrival.recipient()) {
        Some(reached) => give_back(app, settings, store, (&arrival.key, reached), &mut || {}),
        None => Ok(()),
    }
}
