//! Editors who come and go, and what that means for the save.

use serde_json::{Value, json};

use super::notice::{self, Action, Notice, in_order};
use super::start::give_up;
use crate::store::editings::{self, Editing, Phase, Set};
use crate::store::outbox::{self, Recipient};
use crate::store::participants::{self, Mode, Participant, Presence};
use crate::store::saves;
use crate::store::{StoreError, Transaction};

/// Whether who leaves wants the document saved without delay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// After the delay, in milliseconds.
    After(i64),
    /// At once.
    AtOnce,
}

/// What it comes to that somebody leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gone {
    /// He had left before.
    Before,
    /// Others are there, or there is nothing to be saved.
    Now,
    /// The document is to be saved.
    Last,
}

/// Somebody as events show him.
pub(crate) fn shown(participant: &Participant) -> Value {
    json!({
        "number": participant.number,
        "user": { "id": participant.user, "name": participant.name },
        "mode": participant.mode.name(),
    })
}

fn tell(
    transaction: &Transaction<'_>,
    kind: &str,
    participant: &Participant,
) -> Result<(), StoreError> {
    let mut told = json!({ "type": kind });
    if let (Value::Object(told), Value::Object(members)) = (&mut told, shown(participant)) {
        told.extend(members);
    }
    editings::tell(transaction, &participant.doc, &told)?;
    Ok(())
}

pub(crate) fn recipient(participant: &Participant) -> Recipient {
    Recipient {
        callback: participant.callback.clone(),
        vouched: participant.vouched,
        base: participant.base.clone(),
        shard: participant.shard.clone(),
    }
}

/// Whether an editor may come in: takes back the final save that is due or under way; false while it is being delivered
/// this moment, for the storage may take it.
pub(crate) fn reclaim(
    transaction: &Transaction<'_>,
    editing: &Editing,
) -> Result<bool, StoreError> {
    if let Some(save) = saves::final_under_way(transaction, &editing.doc)? {
        if let Some(row) = outbox::of_save(transaction, save.id)?
            && !outbox::cancel(transaction, row.id)?
        {
            return Ok(false);
        }
        give_up(transaction, &save)?;
    }
    editings::set(transaction, &editing.doc, &Set::SaveDue(None))?;
    Ok(true)
}

/// Lets somebody in. For an editor, [`reclaim`] comes first.
pub(crate) fn join(
    transaction: &Transaction<'_>,
    editing: &Editing,
    participant: &Participant,
) -> Result<(), StoreError> {
    participants::insert(transaction, participant)?;
    editings::set(transaction, &editing.doc, &Set::People(participant.number))?;
    tell(transaction, "joined", participant)?;
    if participant.mode == Mode::View {
        return Ok(());
    }
    let people = participants::of(transaction, &editing.doc)?;
    let users = in_order(people.iter().filter(|one| one.edits()));
    let action = Action {
        kind: Action::JOINED,
        userid: participant.user.clone(),
    };
    let said = Notice::presence(notice::EDITING, Some(users), action);
    let name = (editing.key.as_str(), editing.doc.as_str());
    notice::enqueue(transaction, name, &recipient(participant), &said)
}

/// Lets somebody out. The last editor leaves the document to be saved, or closed unchanged.
pub(crate) fn leave(
    transaction: &Transaction<'_>,
    editing: &Editing,
    participant: &Participant,
    leaving: Leaving,
) -> Result<Gone, StoreError> {
    if !participants::set_presence(transaction, &participant.session, Presence::Left)? {
        return Ok(Gone::Before);
    }
    if editing.is_history() {
        editings::remove(transaction, editing)?;
        return Ok(Gone::Now);
    }
    tell(transaction, "left", participant)?;
    if participant.mode == Mode::View || editing.phase != Phase::Open {
        return Ok(Gone::Now);
    }
    editings::set(transaction, &editing.doc, &Set::Leaver(participant.number))?;
    let people = participants::of(transaction, &editing.doc)?;
    let users = in_order(people.iter().filter(|one| one.edits()));
    let action = Action {
        kind: Action::LEFT,
        userid: participant.user.clone(),
    };
    let name = (editing.key.as_str(), editing.doc.as_str());
    let to = recipient(participant);
    if !users.is_empty() {
        let said = Notice::presence(notice::EDITING, Some(users), action);
        notice::enqueue(transaction, name, &to, &said)?;
    } else if editing.is_to_be_saved() {
        let delay = match leaving {
            Leaving::AtOnce => 0,
            Leaving::After(delay) => delay,
        };
        let due = transaction.now_ms().saturating_add(delay);
        editings::set(transaction, &editing.doc, &Set::SaveDue(Some(due)))?;
        return Ok(Gone::Last);
    } else {
        let said = Notice::presence(notice::UNCHANGED, None, action);
        notice::enqueue(transaction, name, &to, &said)?;
    }
    Ok(Gone::Now)
}

/// Lets those out of whom nothing was heard since a time; answers how many.
pub(super) fn let_silent_go(
    transaction: &Transaction<'_>,
    editing: &Editing,
    since: i64,
) -> Result<usize, StoreError> {
    let silent = participants::silent(transaction, &editing.doc, since)?;
    for session in &silent {
        if let Some(participant) = participants::find(transaction, session)? {
            // They were gone long before.
            leave(transaction, editing, &participant, Leaving::AtOnce)?;
        }
    }
    Ok(silent.len())
}
