//! `POST /editing/{session}/changes`: changes the document.

mod cell;
mod word;

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use super::session::{Session, may_edit};
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::documents::DocumentError;
use crate::http::{Request, Response};
use crate::saving::due;
use crate::saving::people::{self, Leaving};
use crate::settings::{DocumentLimits, Settings};
use crate::store::editings::{self, Editing, Kind, Moved, Phase};
use crate::store::operations::{self, NewOperation, Operation, State};
use crate::store::participants::{self, Participant};
use crate::store::{Statements, StoreError, Transaction};

/// Others' changes that a call is told of, at most: who is further behind reads the document anew.
const MOST_MISSED: i64 = 10_000;

/// What a call asks for, beside the changes.
struct Asked {
    /// The version that the changes are based on.
    version: i64,
    /// The how-manieth call of the session it is.
    seq: i64,
    /// So many of the first changes are those of the call before, which may have arrived or not.
    sent: usize,
    /// The session leaves with it.
    leaves: bool,
}

impl Asked {
    /// Whether a session has made the call before.
    fn has_arrived(&self, me: &Participant) -> bool {
        me.seq >= self.seq - 1
    }
}

pub(super) fn run<'a>(
    session: Session<'a, '_>,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    session.must_edit()?;
    let body = session.body(&mut request)?;
    let asked = asked(&body)?;
    let answer = match session.editing.kind {
        Kind::Word => word::run(&session, &asked, &body)?,
        Kind::Cell => cell::run(&session, &asked, &body)?,
        Kind::Slide | Kind::Pdf => return Err(Refusal::read_only()),
    };
    let mut response = Response::json(SERVICE_TYPE, &answer);
    if asked.leaves {
        let key = session.editing.key.clone();
        response.after = Some(Box::new(move |app| due::stay(app, &key)));
    }
    Ok(response)
}

fn asked(body: &Map<String, Value>) -> Result<Asked, Refusal> {
    let number = |name: &str| {
        body.get(name)
            .and_then(Value::as_i64)
            .filter(|number| *number >= 1)
            .ok_or_else(|| Refusal::bad_request(format!("`{name}` is no whole number from 1 on")))
    };
    let sent = match body.get("sent") {
        None => 0,
        Some(sent) => sent
            .as_u64()
            .and_then(|sent| usize::try_from(sent).ok())
            .ok_or_else(|| Refusal::bad_request("`sent` is no whole number from 0 on"))?,
    };
    let leaves = match body.get("leave") {
        None => false,
        Some(leaves) => leaves
            .as_bool()
            .ok_or_else(|| Refusal::bad_request("`leave` is neither true nor false"))?,
    };
    Ok(Asked {
        version: number("version")?,
        seq: number("seq")?,
        sent,
        leaves,
    })
}

/// The list of that name in the body, held to the limits of one call.
fn list<'b>(
    limits: &DocumentLimits,
    body: &'b Map<String, Value>,
    name: &str,
) -> Result<&'b [Value], Refusal> {
    let Some(Value::Array(list)) = body.get(name) else {
        return Err(Refusal::bad_request(format!("`{name}` is no list")));
    };
    if list.len() > limits.pending {
        let most = limits.pending;
        let words = format!("`{name}` has more than {most} members (limit_pending_ops)");
        return Err(Refusal::too_large(words));
    }
    let bytes: usize = list.iter().map(|one| one.to_string().len()).sum();
    if bytes > limits.delta_bytes {
        let most = limits.delta_bytes;
        let words = format!("`{name}` has {bytes} bytes, more than {most} (limit_delta_bytes)");
        return Err(Refusal::too_large(words));
    }
    Ok(list)
}

/// The document and the session as they are while nobody else can change them.
fn current(
    transaction: &Transaction<'_>,
    session: &Session<'_, '_>,
) -> Result<(Editing, Participant), Refusal> {
    let me =
        participants::find(transaction, &session.me.session)?.ok_or_else(Refusal::no_session)?;
    may_edit(&me)?;
    let editing = editings::of_doc(transaction, &me.doc)?
        .filter(|editing| editing.phase == Phase::Open)
        .ok_or_else(Refusal::no_session)?;
    Ok((editing, me))
}

/// The answer to a call that was made before. Of earlier calls than the last one it is what they left behind.
fn repeated(
    on: &impl Statements,
    editing: &Editing,
    me: &Participant,
    asked: &Asked,
) -> Result<Option<Value>, Refusal> {
    if asked.seq > me.seq {
        return Ok(None);
    }
    let call = (me.session.as_str(), asked.seq);
    let left = operations::of_call(on, &editing.doc, asked.version, call)?;
    let (first, version) = match left {
        Some((first, last)) => (first, last + 1),
        // Others had done all that it wanted.
        None if asked.seq == me.seq => (me.made, me.made),
        None => (asked.version, asked.version),
    };
    let missed = operations::between(on, &editing.doc, asked.version, first)?;
    Ok(Some(answer(editing.kind, version, &missed)?))
}

/// What a call answers: the version that it made, and what others did before.
fn answer(kind: Kind, version: i64, missed: &[Operation]) -> Result<Value, StoreError> {
    let missed = missed
        .iter()
        .map(|operation| shown(kind, operation))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(json!({ "version": version, "missed": missed }))
}

/// A change as answers and events show it: the version that it made.
pub(super) fn shown(kind: Kind, operation: &Operation) -> Result<Value, StoreError> {
    let body: Value =
        serde_json::from_str(&operation.body).map_err(|error| StoreError::Damaged {
            what: "change",
            reason: error.to_string(),
        })?;
    let name = match kind {
        Kind::Cell => "commands",
        _ => "ops",
    };
    Ok(
        json!({ "version": operation.v + 1, "number": operation.uid, "at": operation.at, name: body }),
    )
}

/// Refuses a version that is not there yet, or too far back.
fn check_version(editing: &Editing, asked: &Asked, settings: &Settings) -> Result<(), Refusal> {
    let (v, current) = (asked.version, editing.version);
    if v > current {
        return Err(DocumentError::FutureVersion { v, current }.into());
    }
    if current - v > settings.iflydocs.limits.rebase_versions.min(MOST_MISSED) {
        return Err(DocumentError::TooOld { v, current }.into());
    }
    Ok(())
}

/// Keeps what a call made of a document: its operations, and what its row says; who leaves with it has left.
fn keep(
    transaction: &Transaction<'_>,
    settings: &Settings,
    what: (&Editing, &Participant, &Asked),
    operations: &mut [NewOperation],
    state: &mut State,
) -> Result<i64, Refusal> {
    let version = write(transaction, settings, what, operations, state)?;
    let (editing, me, asked) = what;
    if asked.leaves
        && let Some(editing) = editings::of_doc(transaction, &editing.doc)?
    {
        let leaving = Leaving::After(settings.saving.delay_ms);
        people::leave(transaction, &editing, me, leaving)?;
    }
    Ok(version)
}

fn write(
    transaction: &Transaction<'_>,
    settings: &Settings,
    (editing, me, asked): (&Editing, &Participant, &Asked),
    operations: &mut [NewOperation],
    state: &mut State,
) -> Result<i64, Refusal> {
    let count = i64::try_from(operations.len()).unwrap_or(i64::MAX);
    let to = editing.version.saturating_add(count);
    participants::set_seq(transaction, &me.session, (asked.seq, to))?;
    if operations.is_empty() {
        return Ok(to);
    }
    let at = transaction.now_ms().max(editing.state.at);
    let mut weight = 0_i64;
    for operation in operations.iter_mut() {
        operation.at = at;
        operation.src = Some(me.session.clone());
        operation.seq = Some(asked.seq);
        weight = weight.saturating_add(i64::try_from(operation.body.len()).unwrap_or(i64::MAX));
    }
    state.at = at;
    if editing.weight.saturating_add(weight) > settings.saving.change_bytes {
        return Err(Refusal::too_large(format!(
            "all changes of the document would have more than {} bytes (limit_changes_bytes): save and open it anew",
            settings.saving.change_bytes
        )));
    }
    let moved = Moved {
        from: editing.version,
        to,
        state,
        changer: me.number,
        weight,
        auto_due: auto_due(settings, at),
    };
    if !editings::move_on(transaction, &editing.doc, &moved)? {
        return Err(DocumentError::Raced(1).into());
    }
    let id = transaction.object_id(at);
    operations::insert(
        transaction,
        &editing.doc,
        editing.version,
        me.number,
        operations,
        &id,
    )?;
    Ok(to)
}

/// When the document saves itself: that is looked at in steps.
fn auto_due(settings: &Settings, now: i64) -> Option<i64> {
    let interval = settings.saving.auto_interval_ms?;
    let step = settings.saving.auto_step_ms.max(1);
    let due = now.saturating_add(interval);
    Some(
        due.saturating_add(step - 1)
            .div_euclid(step)
            .saturating_mul(step),
    )
}

/// JSON as it came, for what is only handed on.
fn raw(value: &impl serde::Serialize) -> Result<Box<RawValue>, Refusal> {
    serde_json::value::to_raw_value(value).map_err(|error| Refusal::bad_request(error.to_string()))
}
