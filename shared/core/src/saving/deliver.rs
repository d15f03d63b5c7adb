//! One attempt to deliver a callback, and what follows from the storage's answer, in one transaction.

use std::time::Duration;

use serde_json::{Value, json};

use super::callback::{self, Callback};
use super::notice::{self, Files, Notice};
use super::verdict::Verdict;
use super::{assembly, folder, settle_refused};
use crate::app::App;
use crate::error::Error;
use crate::jobs::new_owner;
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::editings::{self, Phase, Set};
use crate::store::outbox::{self, Delivery, Outgoing};
use crate::store::saves::{self, SaveState};
use crate::store::{Statements, Store, StoreError, Transaction, forgotten};
use crate::wopi_client;

/// How long who sends owns a callback; it says every few seconds that it still waits.
const LEASE_MS: i64 = 6_000;
/// A storage that only hears who is there may not keep results waiting for longer.
const NOTICE_PATIENCE: Duration = Duration::from_secs(30);
/// How often one that only says who is there is sent, where those who sent it died.
const MOST_DEATHS: i64 = 3;
/// What browser editors show where a storage does not take who came and went.
const SUBSCRIPTION: i64 = -200;

/// Sends a callback whose turn it is; answers its row afterwards, `None` when it is not its turn or somebody else sends it.
pub(crate) fn deliver(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    id: i64,
) -> Result<Option<Outgoing>, Error> {
    let owner = new_owner(app);
    let now = app.ports.clock.now_ms();
    let Some(row) = outbox::claim(store, id, &owner, (now, now.saturating_add(LEASE_MS)))? else {
        return Ok(None);
    };
    let notice = Notice::from_row(&row.notice)?;
    let is_notice = matches!(row.status, notice::EDITING | notice::UNCHANGED);
    let verdict = if is_notice && row.attempts > MOST_DEATHS {
        Verdict::Refused("it was sent several times, and who sent it died each time".to_owned())
    } else {
        let callback = Callback {
            key: &row.key,
            to: &row.to,
            notice: &notice,
            id: &id_of(&row),
            attempt: row.attempts,
            timeout: if is_notice {
                settings.saving.timeout.min(NOTICE_PATIENCE)
            } else {
                settings.saving.timeout
            },
        };
        let mut beat = || {
            let until = app.ports.clock.now_ms().saturating_add(LEASE_MS);
            // Whoever takes over meanwhile sends it again: storages can tell.
            let _ = outbox::renew(store, id, &owner, until);
        };
        callback::send(app, settings, &callback, &mut beat)
    };
    if let Verdict::Refused(reason) | Verdict::Trouble(reason) = &verdict {
        let line = format!(
            "callback {id} (status {}) of {}, attempt {}: {reason}",
            row.status, row.key, row.attempts
        );
        app.ports.log.line(Level::Warn, &line);
    }
    store.transaction(|transaction| {
        settle(transaction, settings, &row, &notice, &owner, verdict)?;
        outbox::find(transaction, id).map_err(Error::from)
    })
}

/// Names what a callback tells: a result by its save, so that it has the same name when it is told again.
fn id_of(row: &Outgoing) -> String {
    match row.save {
        Some(save) => format!("{}_{save}", row.key),
        None => format!("{}.{}", row.key, row.id),
    }
}

/// What follows from the answer.
fn settle(
    transaction: &Transaction<'_>,
    settings: &Settings,
    row: &Outgoing,
    notice: &Notice,
    owner: &str,
    verdict: Verdict,
) -> Result<(), StoreError> {
    let retry = &settings.saving.retry;
    let (delivery, due, reason) = match verdict {
        Verdict::Accepted if outbox::is_vetoed(transaction, row.id)? => {
            let words = "the storage said by the command `saved` that it failed";
            (Delivery::Refused, 0, words.to_owned())
        }
        Verdict::Accepted => (Delivery::Accepted, 0, String::new()),
        Verdict::Trouble(reason) if row.status == notice::SAVE && row.attempts <= retry.times => {
            let pause = retry.pause_ms(row.attempts);
            let due = transaction.now_ms().saturating_add(pause);
            (Delivery::Waiting, due, reason)
        }
        Verdict::Refused(reason) | Verdict::Trouble(reason) => (Delivery::Refused, 0, reason),
    };
    if !outbox::settle(transaction, (row.id, owner), (delivery, due), &reason)? {
        // Another one took over, and its answer counts.
        return Ok(());
    }
    match delivery {
        Delivery::Accepted => accepted(transaction, settings, row, notice),
        Delivery::Refused => refused(transaction, row, &reason),
        Delivery::Waiting | Delivery::Delivering | Delivery::Cancelled => Ok(()),
    }
}

/// Lets the files of a save go, some time after the storage has them.
fn let_expire(
    transaction: &Transaction<'_>,
    settings: &Settings,
    row: &Outgoing,
    save: i64,
) -> Result<(), StoreError> {
    let kept = settings.cache_expires_s.saturating_mul(1000);
    let until = transaction.now_ms().saturating_add(kept);
    forgotten::let_expire(transaction, &folder(&row.key, save), until)
}

fn accepted(
    transaction: &Transaction<'_>,
    settings: &Settings,
    row: &Outgoing,
    notice: &Notice,
) -> Result<(), StoreError> {
    let Some(save) = row.save else {
        return Ok(());
    };
    for before in [SaveState::Assembled, SaveState::Refused] {
        saves::turn(transaction, save, (before, SaveState::Accepted))?;
    }
    let version = saves::find(transaction, save)?.map_or(0, |save| save.version);
    let editing = editings::of_doc(transaction, &row.doc)?;
    match row.status {
        notice::SAVE => {
            settle_refused(transaction, &row.key, row.id)?;
            wopi_client::unlock_later(transaction, (&row.key, &row.doc), &row.to)?;
            let next = notice.next_key.as_deref().unwrap_or_default();
            match editing.filter(|editing| editing.phase == Phase::Open) {
                Some(editing) => {
                    forgotten::remove(transaction, &row.key)?;
                    editings::finish(transaction, &editing, next)?;
                }
                // It was forgotten, and delivered again; a later file of the key is another result.
                None => {
                    let own = forgotten::find(transaction, &row.key)?;
                    if own.is_some_and(|file| file.save == save) {
                        forgotten::remove(transaction, &row.key)?;
                    }
                }
            }
        }
        notice::FORCED => {
            settle_refused(transaction, &row.key, row.id)?;
            editings::set(transaction, &row.doc, &Set::Delivered(version))?;
            if editing.is_some() {
                let told = json!({ "type": "saved", "version": version, "forcesavetype": notice.forcesavetype });
                editings::tell(transaction, &row.doc, &told)?;
            }
        }
        notice::FORCED_FAILED => {
            tell_failed(transaction, row, "the document could not be assembled")?;
        }
        _ => {}
    }
    let_expire(transaction, settings, row, save)
}

fn refused(transaction: &Transaction<'_>, row: &Outgoing, reason: &str) -> Result<(), StoreError> {
    let Some(save) = row.save else {
        if row.status == notice::EDITING {
            editings::tell(transaction, &row.doc, &warning(reason))?;
        }
        return Ok(());
    };
    match row.status {
        notice::SAVE => {
            let editing = editings::of_doc(transaction, &row.doc)?;
            let save = saves::find(transaction, save)?;
            if let (Some(editing), Some(save)) = (editing, save)
                && editing.phase == Phase::Open
            {
                assembly::forget(transaction, &editing, &save)?;
                wopi_client::unlock_later(transaction, (&row.key, &row.doc), &row.to)?;
                settle_refused(transaction, &row.key, row.id)?;
            }
            Ok(())
        }
        notice::FORCED | notice::FORCED_FAILED => {
            saves::turn(
                transaction,
                save,
                (SaveState::Assembled, SaveState::Refused),
            )?;
            tell_failed(transaction, row, reason)
        }
        _ => Ok(()),
    }
}

fn warning(reason: &str) -> Value {
    let words = format!("the storage did not accept who edits: {reason}");
    json!({ "type": "warning", "code": SUBSCRIPTION, "message": words })
}

/// Warns the editors of a document that its storage did not take who edits it.
pub(super) fn warn(store: &Store<'_>, doc: &str, reason: &str) -> Result<(), StoreError> {
    store.transaction(|transaction| editings::tell(transaction, doc, &warning(reason)))?;
    Ok(())
}

fn tell_failed(
    transaction: &Transaction<'_>,
    row: &Outgoing,
    reason: &str,
) -> Result<(), StoreError> {
    let forced = saves::find(transaction, row.save.unwrap_or(0))?.and_then(|save| save.forced);
    let told = json!({ "type": "save-failed", "message": reason, "forcesavetype": forced });
    editings::tell(transaction, &row.doc, &told)?;
    Ok(())
}

/// Whether the file of a callback about a save is still there.
pub(crate) fn has_file(on: &impl Statements, row: &Outgoing) -> Result<bool, StoreError> {
    let files: Option<Files> = Notice::from_row(&row.notice)?.files;
    match files {
        Some(files) => Ok(crate::store::blob_at(on, &files.path())?.is_some()),
        None => Ok(true),
    }
}
