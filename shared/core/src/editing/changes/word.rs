//! Changes of a text: Deltas, rewritten to what others did meanwhile.

use serde_json::{Map, Value};
use spindle_delta::Delta;

use super::{Asked, answer, check_version, current, keep, list, repeated};
use crate::documents::DocumentError;
use crate::documents::draft::{self, Change, Draft, Pending, Queue, rebase};
use crate::documents::load;
use crate::editing::refusal::Refusal;
use crate::editing::session::Session;
use crate::error::Error;
use crate::store::{operations, snapshots};

/// Transformations of one call at most: its changes times the versions that it is behind.
const MOST_TRANSFORMS: i64 = 2_000_000;

pub(super) fn run(
    session: &Session<'_, '_>,
    asked: &Asked,
    body: &Map<String, Value>,
) -> Result<Value, Refusal> {
    let limits = &session.settings.iflydocs.limits;
    let changes = list(limits, body, "changes")?;
    let pending = changes
        .iter()
        .enumerate()
        .map(|(index, change)| {
            let delta = Delta::from_value(change)
                .map_err(|error| Refusal::bad_change(format!("change {index}: {error}")))?;
            let inflight = index < asked.sent;
            Ok(Pending {
                delta,
                inflight,
                mark: inflight.then(|| (session.me.session.clone(), asked.seq - 1)),
            })
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    session.store.transaction(|transaction| {
        let (editing, me) = current(transaction, session)?;
        if let Some(answer) = repeated(transaction, &editing, &me, asked)? {
            return Ok(answer);
        }
        check_version(&editing, asked, session.settings)?;
        let doc = editing.doc.as_str();
        let behind = editing.version - asked.version;
        let count = i64::try_from(pending.len()).unwrap_or(i64::MAX);
        if behind.saturating_mul(count) > MOST_TRANSFORMS {
            let (v, current) = (asked.version, editing.version);
            return Err(DocumentError::TooOld { v, current }.into());
        }
        // A change that reaches beyond the document it was made on is wrong, whatever others did to it.
        let base = match operations::length_at(transaction, doc, asked.version)? {
            _ if behind == 0 => editing.state.length,
            Some(length) => length,
            // No operation made the first version.
            None => {
                let first = load::note(transaction, doc, asked.version)?;
                i64::try_from(first.len()).unwrap_or(i64::MAX)
            }
        };
        check_lengths(&pending, base)?;
        let missed = operations::between(transaction, doc, asked.version, editing.version)?;
        let mut change = Change::Operations(Queue {
            pending: pending.clone(),
            acknowledged: None,
        });
        // Nobody has the number 0: no change of others is taken for one of these.
        let mine = if asked.sent > 0 { me.number } else { 0 };
        rebase(&mut change, &missed, mine)?;
        let document = load::note(transaction, doc, editing.version)?;
        let draft = Draft::new(document, editing.version, change, 0);
        let mut made = draft.finish(&editing.state, limits)?;
        let what = (&editing, &me, asked);
        let version = keep(
            transaction,
            session.settings,
            what,
            &mut made.operations,
            &mut made.state,
        )?;
        for (snapshot, kept) in &made.snapshots {
            snapshots::insert(transaction, doc, snapshot, *kept)?;
        }
        Ok(answer(editing.kind, version, &missed)?)
    })
}

/// Refuses changes that reach beyond the document which the ones before them leave.
fn check_lengths(pending: &[Pending], length: i64) -> Result<(), Error> {
    let deltas = pending.iter().map(|pending| &pending.delta);
    Ok(draft::check_lengths(deltas, length)?)
}
