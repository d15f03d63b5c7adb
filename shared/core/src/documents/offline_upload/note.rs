//! Edits of a note.

use spindle_delta::Document;

use super::super::create::{UNTITLED, clean_name};
use super::super::draft::{Change, Draft, Made, Queue, check_lengths, rebase};
use super::super::session::{Caller, Session};
use super::super::{DocumentError, commit, content, load};
use super::MOST_WHILE_HELD;
use super::asked::Asked;
use super::reply::{self, Outcome};
use super::target::{Action, Place};
use crate::error::Error;
use crate::store::nodes::{Node, Seen};
use crate::store::operations;

/// Transformations of one upload at most: its operations times the versions that it is behind.
const MOST_TRANSFORMS: i64 = 2_000_000;

pub(super) fn apply(
    session: &Session<'_, '_>,
    caller: &Caller,
    asked: &Asked,
    place: &Place,
) -> Result<Outcome, Error> {
    if asked.sheet.is_some() {
        let reason = "a note takes `ops`, not `commands`";
        return Err(DocumentError::DocType(reason.to_owned()).into());
    }
    // An upload without edits asks for the document as it is, or makes an empty one.
    let change = asked
        .note
        .clone()
        .unwrap_or_else(|| Change::Operations(Queue::default()));
    match &place.seen {
        Some(seen) if place.action != Action::Copy => {
            existing(session, caller, asked, place, seen, change)
        }
        other => make(session, caller, asked, place, other.as_ref(), change),
    }
}

/// Into a document that is there.
fn existing(
    session: &Session<'_, '_>,
    caller: &Caller,
    asked: &Asked,
    place: &Place,
    seen: &Seen,
    change: Change,
) -> Result<Outcome, Error> {
    let node = &seen.node;
    let mut draft = prepare(session, caller, asked, node, change)?;
    let limits = &session.own().limits;
    let mut made = draft.finish(&commit::state(node), limits)?;
    session.write(|transaction| {
        if let Some(outcome) = reply::remembered(session, transaction, caller, asked)? {
            return Ok(outcome);
        }
        let user = session.ensure(transaction, caller)?;
        let now = session
            .see(transaction, &node.fid, user.uid)?
            .filter(|now| {
                now.node.status == node.status && now.buried == seen.buried && now.role == seen.role
            })
            .ok_or(DocumentError::Raced(1))?;
        asked.expect(now.node.version)?;
        if now.node.version != draft.version {
            // Nobody else can commit now: whoever holds the database gets his turn.
            if now.node.version - draft.version > MOST_WHILE_HELD {
                return Err(DocumentError::Raced(1).into());
            }
            let missed =
                operations::between(transaction, &node.fid, draft.version, now.node.version)?;
            draft.follow(&missed)?;
            made = draft.finish(&commit::state(&now.node), limits)?;
        }
        if place.action == Action::BringBack {
            commit::bring_back(session, transaction, &now.node, user.uid)?;
        }
        let how = commit::As::Edits;
        commit::note(
            transaction,
            &node.fid,
            user.uid,
            draft.version,
            &mut made,
            how,
        )?;
        reply::keep(
            session,
            transaction,
            asked,
            place.outcome,
            (&node.fid, user.uid),
            Some(made.json),
        )
    })
}

/// Reads the document and rebases the edits to its version.
fn prepare(
    session: &Session<'_, '_>,
    caller: &Caller,
    asked: &Asked,
    node: &Node,
    mut change: Change,
) -> Result<Draft, Error> {
    let current = node.version;
    asked.expect(current)?;
    if let Change::Operations(Queue { pending, .. }) = &change {
        let v = asked.v;
        if v > current {
            return Err(DocumentError::FutureVersion { v, current }.into());
        }
        let behind = current - v;
        let count = i64::try_from(pending.len()).unwrap_or(i64::MAX);
        if behind > session.own().limits.rebase_versions
            || behind.saturating_mul(count) > MOST_TRANSFORMS
        {
            return Err(DocumentError::TooOld { v, current }.into());
        }
        if !pending.is_empty() {
            let length = if behind == 0 {
                node.length
            } else {
                operations::length_at(&session.store, &node.fid, v)?.unwrap_or(node.length)
            };
            check_lengths(pending.iter().map(|pending| &pending.delta), length)?;
            let committed = operations::between(&session.store, &node.fid, v, current)?;
            rebase(&mut change, &committed, caller.uid())?;
        }
    }
    let document = load::note(&session.store, &node.fid, current)?;
    Ok(Draft::new(document, current, change, caller.uid()))
}

/// Into a new document, which begins empty or as a copy.
fn make(
    session: &Session<'_, '_>,
    caller: &Caller,
    asked: &Asked,
    place: &Place,
    original: Option<&Seen>,
    change: Change,
) -> Result<Outcome, Error> {
    let (document, change) = match original {
        // The copy holds what the edits were made on, and the edits.
        Some(seen) => {
            let mut v = asked.v.min(seen.node.version);
            if asked.cover {
                v = seen.node.version;
            }
            let content = load::note(&session.store, &seen.node.fid, v)?;
            let edited = Draft::new(content, v, change, caller.uid());
            let edited = edited.finish(&commit::state(&seen.node), &session.own().limits)?;
            let edited = Document::from_slice(&edited.json)?;
            (Document::empty(), Change::Become(edited))
        }
        None => {
            if asked.v > 1 && matches!(change, Change::Operations(_)) && asked.fid.is_none() {
                let (v, current) = (asked.v, 1);
                return Err(DocumentError::FutureVersion { v, current }.into());
            }
            (Document::empty(), change)
        }
    };
    if let Change::Operations(Queue { pending, .. }) = &change {
        let length = i64::try_from(document.len()).unwrap_or(i64::MAX);
        check_lengths(pending.iter().map(|pending| &pending.delta), length)?;
    }
    let draft = Draft::new(document, 1, change, caller.uid());
    let mut made = draft.finish(&commit::NEW, &session.own().limits)?;
    let name = match (&asked.name, original) {
        (Some(name), _) => Some(name.clone()),
        (None, Some(seen)) => Some(seen.node.name.clone()),
        (None, None) => None,
    };
    let name = match name {
        Some(name) => name,
        None => first_line(&made)?,
    };
    session.write(|transaction| {
        if let Some(outcome) = reply::remembered(session, transaction, caller, asked)? {
            return Ok(outcome);
        }
        let user = session.ensure(transaction, caller)?;
        let fid = place.make(session, transaction, asked, &user, Some(&name))?;
        commit::note(transaction, &fid, user.uid, 1, &mut made, commit::As::Edits)?;
        reply::keep(
            session,
            transaction,
            asked,
            place.outcome,
            (&fid, user.uid),
            Some(made.json),
        )
    })
}

/// What a document without a name is called: by its first line that says something.
fn first_line(made: &Made) -> Result<String, Error> {
    let document = Document::from_slice(&made.json)?;
    let text = content::plain(&document);
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let line: String = line
        .chars()
        .filter(|character| !character.is_control())
        .take(100)
        .collect();
    Ok(clean_name(&line)?.unwrap_or_else(|| UNTITLED.to_owned()))
}
