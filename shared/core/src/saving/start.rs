//! How saves begin: the final one when it is due, forced ones when somebody asks.

use serde_json::Value;

use super::notice::{Files, Notice};
use super::{Unsaved, assembly, folder};
use crate::settings::Settings;
use crate::store::editings::{self, Editing, Phase, Set};
use crate::store::outbox::{self, NewOutgoing};
use crate::store::participants::{self, Participant};
use crate::store::saves::{self, NewSave, Save, SaveState};
use crate::store::{StoreError, Transaction, forgotten};

/// Who wants a save while the document is edited on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By<'b> {
    /// The command `forcesave`.
    Command,
    /// The Save button of that session.
    Button(i64),
    /// The timer.
    Timer,
    /// A form that a session sends, as JSON.
    Form(i64, &'b str),
}

impl By<'_> {
    fn kind(self) -> i64 {
        match self {
            Self::Command => 0,
            Self::Button(_) => 1,
            Self::Timer => 2,
            Self::Form(..) => 3,
        }
    }

    fn number(self) -> i64 {
        match self {
            Self::Button(number) | Self::Form(number, _) => number,
            Self::Command | Self::Timer => 0,
        }
    }
}

/// What a wish to save comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begun {
    /// The file is being written.
    Assembly,
    /// It is written already and the storage did not take it: it is told again, by the callback of that number.
    Again(i64),
}

/// Begins the final save of a document, if it is due and nobody edits; answers whether it did.
pub(super) fn last(
    transaction: &Transaction<'_>,
    settings: &Settings,
    key: &str,
) -> Result<bool, StoreError> {
    let Some(editing) = editings::find(transaction, key)? else {
        return Ok(false);
    };
    let is_due = editing
        .save_due
        .is_some_and(|due| due <= transaction.now_ms());
    if editing.phase != Phase::Open || !is_due {
        return Ok(false);
    }
    editings::set(transaction, &editing.doc, &Set::SaveDue(None))?;
    let people = participants::of(transaction, &editing.doc)?;
    if people.iter().any(Participant::edits)
        || saves::final_under_way(transaction, &editing.doc)?.is_some()
    {
        return Ok(false);
    }
    let new = NewSave {
        key,
        doc: &editing.doc,
        version: editing.version,
        forced: None,
        number: editing.leaver,
        userdata: None,
        form: None,
    };
    // What they would bring it brings.
    for save in saves::outdone_by_final(transaction, &editing.doc)? {
        give_up(transaction, &save)?;
    }
    let save = saves::insert(transaction, &new)?;
    assembly::enqueue(transaction, settings, save)?;
    Ok(true)
}

/// Begins a forced save of an open document, by the table of situations in `docs/api/saving.md`.
///
/// # Errors
/// The inner one says in words why nothing is saved.
pub(crate) fn forced(
    transaction: &Transaction<'_>,
    settings: &Settings,
    editing: &Editing,
    by: By<'_>,
    userdata: Option<&Value>,
) -> Result<Result<Begun, Unsaved>, StoreError> {
    if editing.phase != Phase::Open {
        return Ok(Err(Unsaved::NothingNew(
            "the document was saved and closed",
        )));
    }
    if saves::final_under_way(transaction, &editing.doc)?.is_some() {
        let words = "the final save of the document is under way";
        return Ok(Err(Unsaved::Impossible(words.to_owned())));
    }
    let is_form = matches!(by, By::Form(..));
    let without_changes =
        is_form || (matches!(by, By::Button(_)) && settings.saving.button_without_changes);
    if !without_changes {
        if !editing.is_changed() {
            return Ok(Err(Unsaved::NothingNew(
                "nobody has changed the document since it was opened",
            )));
        }
        if editing.delivered >= editing.version {
            return Ok(Err(Unsaved::NothingNew(
                "the storage has the document as it is",
            )));
        }
    }
    let earlier = saves::forced_of(transaction, &editing.doc, editing.version)?;
    if let Some(earlier) = earlier.filter(|_| !is_form) {
        match earlier.state {
            SaveState::Assembling => {
                return Ok(Err(Unsaved::NothingNew("such a save is under way")));
            }
            SaveState::Assembled => {
                return Ok(Err(Unsaved::NothingNew("such a save is being delivered")));
            }
            SaveState::Failed => {
                let words = "the document as it is could not be assembled";
                return Ok(Err(Unsaved::Impossible(words.to_owned())));
            }
            SaveState::Refused => {
                if let Some(id) = again(transaction, editing, &earlier)? {
                    return Ok(Ok(Begun::Again(id)));
                }
            }
            SaveState::Accepted | SaveState::Cancelled => {}
        }
    }
    let people = participants::of(transaction, &editing.doc)?;
    let form = match by {
        By::Form(_, form) => Some(form),
        By::Command | By::Button(_) | By::Timer => None,
    };
    let userdata = userdata.map(Value::to_string);
    let new = NewSave {
        key: &editing.key,
        doc: &editing.doc,
        version: editing.version,
        forced: Some(by.kind()),
        number: by.number(),
        userdata: userdata.as_deref(),
        form,
    };
    if people.iter().all(|one| one.callback.is_empty()) {
        return Ok(Err(Unsaved::NothingNew(
            "the document has no callbackUrl: nobody would be told",
        )));
    }
    if !is_form && joins_earlier(transaction, &new)? {
        return Ok(Ok(Begun::Assembly));
    }
    let save = saves::insert(transaction, &new)?;
    assembly::enqueue(transaction, settings, save)?;
    Ok(Ok(Begun::Assembly))
}

/// Whether an earlier wish of the same kind that nobody has begun to fulfil brings what this one wants. One that waits to be told
/// makes way for it: however slowly a storage takes saves, they do not pile up.
fn joins_earlier(transaction: &Transaction<'_>, new: &NewSave<'_>) -> Result<bool, StoreError> {
    let Some(earlier) = saves::same_wish(transaction, new)? else {
        return Ok(false);
    };
    if earlier.state == SaveState::Assembling && saves::waits(transaction, earlier.id)? {
        return Ok(true);
    }
    if earlier.state == SaveState::Assembled
        && let Some(row) = outbox::of_save(transaction, earlier.id)?
        && row.attempts == 0
        && outbox::cancel(transaction, row.id)?
    {
        give_up(transaction, &earlier)?;
    }
    Ok(false)
}

/// Ends a save that nobody is to be told of.
pub(super) fn give_up(transaction: &Transaction<'_>, save: &Save) -> Result<(), StoreError> {
    saves::turn(transaction, save.id, (save.state, SaveState::Cancelled))?;
    saves::end_job(transaction, save.id)?;
    let now = transaction.now_ms();
    forgotten::let_expire(transaction, &folder(&save.key, save.id), now)
}

/// Tells the storage again of a forced save that it did not take; `None` when its file is not there any more.
fn again(
    transaction: &Transaction<'_>,
    editing: &Editing,
    save: &Save,
) -> Result<Option<i64>, StoreError> {
    let Some(row) = outbox::refused_of_save(transaction, save.id)? else {
        return Ok(None);
    };
    let mut notice = Notice::from_row(&row.notice)?;
    let path = notice.files.as_ref().map(Files::path).unwrap_or_default();
    if crate::store::blob_at(transaction, &path)?.is_none() {
        return Ok(None);
    }
    // The original says so when it tells again.
    notice.encrypted = Some(false);
    let people = participants::of(transaction, &editing.doc)?;
    let to = assembly::recipient(editing, save, &people);
    saves::turn(
        transaction,
        save.id,
        (SaveState::Refused, SaveState::Assembled),
    )?;
    outbox::drop_refused(transaction, row.id)?;
    let new = NewOutgoing {
        key: &save.key,
        doc: &save.doc,
        save: Some(save.id),
        status: row.status,
        to: &to,
        notice: &notice.to_row()?,
    };
    outbox::enqueue(transaction, &new).map(Some)
}
