//! The step that writes a save's file and puts its callback into the outbox.

use serde_json::Value;
use spindle_model::calendar;

use super::file::written;
use super::notice::{self, Action, Files, Notice};
use super::{folder, history};
use crate::app::App;
use crate::auth::mac;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::jobs::{Claim, Stop, Work, milliseconds};
use crate::settings::Settings;
use crate::store::editings::{self, Editing};
use crate::store::forgotten::FOR_EVER;
use crate::store::operations::{self, Operation};
use crate::store::outbox::{self, NewOutgoing, Recipient};
use crate::store::participants::{self, Mode, Participant};
use crate::store::saves::{self, Save, SaveState};
use crate::store::{
    NewFile, NewJob, StoreError, Transaction, UNFINISHED_MS, blob_at, forgotten, hex, hosted, jobs,
};

/// Saves that are written. A job's key is the save's number.
pub(crate) static WORK: Work = Work {
    kind: "assembly",
    run,
    ended: Some(ended),
};

/// How often a save is written before it counts as one that cannot be: hosts die more often than writers.
const ATTEMPTS: i64 = 25;

/// How long it is remembered what came of one, in milliseconds.
const KEPT_MS: i64 = 3_600_000;

/// Makes the job, in the transaction that makes the save.
pub(super) fn enqueue(
    transaction: &Transaction<'_>,
    settings: &Settings,
    save: i64,
) -> Result<(), StoreError> {
    let now = transaction.now_ms();
    let job = NewJob {
        kind: WORK.kind,
        key: &save.to_string(),
        input: "{}",
        meta: "{}",
        twin: None,
        max_attempts: ATTEMPTS,
        expires: FOR_EVER,
        lease_ms: milliseconds(settings.job.lease),
        claim: None,
    };
    jobs::insert(transaction, &job, now)?;
    Ok(())
}

fn number(claim: &Claim<'_, '_>) -> i64 {
    claim.key.parse().unwrap_or(0)
}

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let nothing = || Ok(claim.complete("{}", &[])?);
    saves::catch_up(claim.store, number(claim))?;
    let Some(save) = saves::find(claim.store, number(claim))? else {
        return nothing();
    };
    let Some(editing) = editings::of_doc(claim.store, &save.doc)? else {
        return nothing();
    };
    if save.state != SaveState::Assembling {
        return nothing();
    }
    let says_nothing = matches!(save.forced, Some(0..=2)) && save.userdata.is_none();
    if says_nothing && saves::is_brought(claim.store, &save)? {
        return Ok(claim
            .store
            .transaction(|transaction| -> Result<bool, StoreError> {
                let states = (SaveState::Assembling, SaveState::Cancelled);
                saves::turn(transaction, save.id, states)?;
                claim.complete_in(transaction, "{}", &[])
            })?);
    }
    let people = participants::of(claim.store, &save.doc)?;
    let operations = operations::between(claim.store, &save.doc, 1, save.version)?;
    // A WOPI host's file has a name that says what it is.
    let as_origin =
        claim.settings.saving.as_origin || hosted::key(claim.store, &save.key)?.is_some();
    let (bytes, file_type) = written(claim, &editing, save.version, as_origin)?;
    let mut files = vec![(format!("output.{file_type}"), bytes)];
    // What was opened from a forgotten file has no history: that of the session before is gone.
    let told = !editing.forgotten && !operations.is_empty();
    if told {
        files.push((
            "changes.zip".to_owned(),
            history::archive(&operations, &people)?,
        ));
    }
    if let Some(form) = &save.form {
        files.push(("formsdata.json".to_owned(), form.clone().into_bytes()));
    }
    let now = claim.app.ports.clock.now_ms();
    let until = now.saturating_add(UNFINISHED_MS);
    let mut kept = Vec::new();
    for (name, bytes) in files {
        kept.push(NewFile {
            path: format!("{}/{name}", folder(&save.key, save.id)),
            blob: claim.store.write_blob(&bytes, until)?,
            // Until the storage has them.
            expires: FOR_EVER,
        });
    }
    // Whose lease ran out changes nothing.
    Ok(claim.all_or_nothing(|transaction| {
        let turned = saves::turn(
            transaction,
            save.id,
            (SaveState::Assembling, SaveState::Assembled),
        )?;
        let none: &[NewFile] = &[];
        // What somebody took back meanwhile is swept away.
        let names = if turned { kept.as_slice() } else { none };
        if !claim.complete_in(transaction, "{}", names)? {
            return Ok(false);
        }
        let now = editings::of_doc(transaction, &save.doc)?;
        if let (true, Some(editing)) = (turned, now) {
            saves::written(transaction, save.id, &file_type, told)?;
            let save = Save {
                file_type: file_type.clone(),
                has_changes: told,
                ..save.clone()
            };
            let notice = Notice {
                files: Some(Files::of(&save)),
                history: Some(if editing.forgotten {
                    serde_json::json!({})
                } else {
                    history::history(&operations, &people, &editing.digest)
                }),
                ..about(&editing, &save, &operations, &people, true)
            };
            tell(transaction, &editing, &save, &people, &notice)?;
        }
        Ok(true)
    })?)
}

/// What callbacks about a save say, whatever came of it.
fn about(
    editing: &Editing,
    save: &Save,
    operations: &[Operation],
    people: &[Participant],
    is_written: bool,
) -> Notice {
    let user = |number: i64| {
        people
            .iter()
            .find(|one| one.number == number)
            .map(|one| one.user.clone())
    };
    let changer = operations.last().map_or(editing.changer, |last| last.uid);
    let last_changer = user(changer)
        .or_else(|| user(save.number))
        .or_else(|| user(editing.leaver));
    let at = operations.last().map_or(editing.state.at, |last| last.at);
    let at = if at > 0 { at } else { save.created };
    let action = |kind, number| user(number).map(|userid| vec![Action { kind, userid }]);
    let is_final = save.forced.is_none();
    Notice {
        status: match (is_final, is_written) {
            (true, true) => notice::SAVE,
            (true, false) => notice::SAVE_FAILED,
            (false, true) => notice::FORCED,
            (false, false) => notice::FORCED_FAILED,
        },
        users: last_changer.map(|user| vec![user]),
        actions: match save.forced {
            None => action(Action::LEFT, editing.leaver),
            Some(1 | 3) => action(Action::SAVED, save.number),
            Some(_) => None,
        },
        userdata: save
            .userdata
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok()),
        // To the second, as the original has it.
        lastsave: Some(calendar::iso_8601(at.div_euclid(1000).saturating_mul(1000))),
        notmodified: is_final.then(|| {
            if editing.forgotten {
                Value::Null
            } else {
                (editing.delivered >= save.version).into()
            }
        }),
        forcesavetype: save.forced,
        next_key: is_written.then(|| {
            if is_final {
                next_key(&save.key, save.id)
            } else {
                save.key.clone()
            }
        }),
        ..Notice::default()
    }
}

/// The key that follows on a key's final save: no other save makes the same.
fn next_key(key: &str, save: i64) -> String {
    let tag = mac::hmac_sha256(key.as_bytes(), save.to_string().as_bytes());
    hex(tag.get(..10).unwrap_or(&tag))
}

/// Where callbacks about a save go: of the final one, and of those by command or timer, to the last changer's storage; of
/// the others to that of who clicked. Who has none is stood in for by who joined last and has one.
pub(super) fn recipient(editing: &Editing, save: &Save, people: &[Participant]) -> Recipient {
    let number = match save.forced {
        Some(1 | 3) => save.number,
        _ if editing.changer > 0 => editing.changer,
        _ => editing.leaver,
    };
    let has_one = |one: &&Participant| !one.callback.is_empty();
    let own = people
        .iter()
        .filter(has_one)
        .find(|one| one.number == number);
    let whose = own.or_else(|| people.iter().rfind(has_one));
    let last = people
        .iter()
        .rfind(|one| one.mode == Mode::Edit)
        .or(people.last());
    Recipient {
        callback: whose.map(|one| one.callback.clone()).unwrap_or_default(),
        vouched: whose.is_some_and(|one| one.vouched),
        base: last.map(|one| one.base.clone()).unwrap_or_default(),
        shard: last.map(|one| one.shard.clone()).unwrap_or_default(),
    }
}

/// Puts the result of a save into the outbox. Nobody listens: then a final one is among the forgotten files at once.
fn tell(
    transaction: &Transaction<'_>,
    editing: &Editing,
    save: &Save,
    people: &[Participant],
    notice: &Notice,
) -> Result<(), StoreError> {
    let to = recipient(editing, save, people);
    if to.callback.is_empty() {
        if save.forced.is_none() && notice.files.is_some() {
            forget(transaction, editing, save)?;
        }
        return Ok(());
    }
    let new = NewOutgoing {
        key: &save.key,
        doc: &save.doc,
        save: Some(save.id),
        status: notice.status,
        to: &to,
        notice: &notice.to_row()?,
    };
    outbox::enqueue(transaction, &new)?;
    Ok(())
}

/// Puts the result of a final save among the forgotten files; its key is free then.
pub(super) fn forget(
    transaction: &Transaction<'_>,
    editing: &Editing,
    save: &Save,
) -> Result<(), StoreError> {
    let files = Files::of(save);
    if let Some(blob) = blob_at(transaction, &files.path())? {
        forgotten::keep(transaction, &save.key, &files.file_type, (&blob, save.id))?;
        saves::turn(
            transaction,
            save.id,
            (SaveState::Assembled, SaveState::Refused),
        )?;
        editings::remove(transaction, editing)?;
    }
    Ok(())
}

/// What belongs to every end of a job: a save that is still to be written then cannot be.
fn ended(
    transaction: &Transaction<'_>,
    _kind: &str,
    key: &str,
    _meta: &str,
) -> Result<(), StoreError> {
    jobs::expire(transaction, (WORK.kind, key), KEPT_MS)?;
    let id = key.parse().unwrap_or(0);
    let failed = saves::turn(transaction, id, (SaveState::Assembling, SaveState::Failed))?;
    let save = saves::find(transaction, id)?.filter(|_| failed);
    let Some(save) = save else {
        return Ok(());
    };
    let Some(editing) = editings::of_doc(transaction, &save.doc)? else {
        return Ok(());
    };
    let people = participants::of(transaction, &save.doc)?;
    let last = operations::between(transaction, &save.doc, save.version - 1, save.version)
        .unwrap_or_default();
    let notice = about(&editing, &save, &last, &people, false);
    tell(transaction, &editing, &save, &people, &notice)
}

/// `POST /internal/assembly/step?key=..`: writes a save that nobody works on.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    WORK.post_step(app, settings, &request)
}
