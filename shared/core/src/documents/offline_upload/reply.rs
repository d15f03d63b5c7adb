//! What an upload came to, now or the first time, as the caller gets it.

use serde_json::{Value, json};

use super::super::session::{Answer, Caller, Session};
use super::super::{Role, load, retry_key, view};
use super::asked::Asked;
use crate::error::Error;
use crate::settings::Term;
use crate::store::nodes::{Kind, Node, Seen, Status};
use crate::store::replies::Reply;
use crate::store::{Statements, Transaction, operations, replies};

/// Applied to the document that was named.
pub(crate) const APPLIED: i64 = 1;
/// Saved as a document in the caller's own space.
pub(crate) const SAVED: i64 = 2;
/// Discarded.
pub(crate) const DISCARDED: i64 = 3;

/// The type of documents that operations make, as ShareDB stores it.
const RICH_TEXT: &str = "http://sharejs.org/types/rich-text/v1";

/// What an upload came to.
pub(crate) enum Outcome {
    /// A document at a version.
    Kept(Box<Kept>),
    /// Nothing.
    Discarded,
}

/// A document after an upload.
pub(crate) struct Kept {
    pub node: Node,
    /// The document as the caller sees it.
    pub detail: Value,
    /// The version that the upload made.
    pub v: i64,
    /// A note's components at that version, as JSON; none for a spreadsheet.
    pub ops: Option<Vec<u8>>,
    pub outcome: i64,
}

impl Outcome {
    /// The answer.
    pub(crate) fn finish(self, session: &Session<'_, '_>) -> Result<Answer, Error> {
        let enums = &session.own().enums;
        let Self::Kept(kept) = self else {
            let kind = enums.value(Term::Discarded);
            return Ok(Answer::of(
                &json!({ "document": null, "detail": null, "type": kind }),
            ));
        };
        let kind = enums.value(if kept.outcome == SAVED {
            Term::SavedInMySpace
        } else {
            Term::Applied
        });
        let mut data = Vec::with_capacity(kept.ops.as_ref().map_or(0, Vec::len) + 1024);
        data.extend_from_slice(b"{\"document\":");
        put_record(&mut data, &kept);
        data.extend_from_slice(format!(",\"detail\":{},\"type\":{kind}}}", kept.detail).as_bytes());
        Ok(Answer::json(data))
    }
}

/// A record as ShareDB's MongoDB store has it, with the vendor's members.
fn put_record(into: &mut Vec<u8>, kept: &Kept) {
    let node = &kept.node;
    let times = json!({ "ctime": node.created, "mtime": node.modified });
    let head = format!(
        "{{\"_id\":{},\"name\":{}",
        json!(node.fid),
        json!(node.name)
    );
    into.extend_from_slice(head.as_bytes());
    let rest = if let Some(ops) = &kept.ops {
        into.extend_from_slice(b",\"ops\":");
        into.extend_from_slice(ops);
        format!(
            ",\"_m\":{times},\"uid\":{},\"_type\":\"{RICH_TEXT}\",\"_v\":{},\"_o\":\"{}\",\"titleSet\":{},\"upid\":\"{}\"}}",
            node.creator,
            kept.v,
            node.last_operation,
            i64::from(node.title_set),
            node.last_editor
        )
    } else {
        format!(
            ",\"_m\":{times},\"uid\":{},\"_type\":\"sheet\",\"_v\":{},\"upid\":\"{}\"}}",
            node.creator, kept.v, node.last_editor
        )
    };
    into.extend_from_slice(rest.as_bytes());
}

/// What this upload came to when it was sent before, or a document under the caller's own key.
pub(crate) fn remembered(
    session: &Session<'_, '_>,
    on: &impl Statements,
    caller: &Caller,
    asked: &Asked,
) -> Result<Option<Outcome>, Error> {
    let Some(reply) = replies::find(on, &asked.key, session.now_ms())? else {
        return Ok(None);
    };
    if reply.outcome == DISCARDED {
        return Ok(Some(Outcome::Discarded));
    }
    let uid = caller.uid();
    let there = session
        .see(on, &reply.fid, uid)?
        .filter(|seen| seen.node.status != Status::Purged);
    let Some(mut seen) = there else {
        return Ok(None);
    };
    // Whoever replaces a document, changes it again and then replaces it as before does not repeat himself. Edits are
    // told apart by their base, a whole document is not.
    if asked.cover
        && asked.fid.is_some()
        && !asked.own_key
        && operations::has_later(on, &reply.fid, reply.v, uid)?
    {
        return Ok(None);
    }
    // It may have been closed to the caller since.
    if !seen.role.may(super::super::Permission::Read) && seen.role != Role::Owner {
        return Ok(None);
    }
    let ops = match seen.node.kind {
        Kind::Note => Some(load::note_json(on, &reply.fid, reply.v)?),
        Kind::Sheet | Kind::Folder | Kind::File => None,
    };
    let detail = view::document(session, on, &seen, uid)?;
    if let Some((id, author, at)) = operations::made(on, &reply.fid, reply.v)? {
        seen.node.last_operation = id;
        seen.node.last_editor = author;
        seen.node.modified = at;
    }
    Ok(Some(kept(seen, detail, reply.v, ops, reply.outcome)))
}

/// Remembers what an upload came to: the document as it is now, inside the transaction that made it so. `ops` are a
/// note's components, as JSON.
pub(crate) fn keep(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    asked: &Asked,
    outcome: i64,
    (fid, uid): (&str, i64),
    ops: Option<Vec<u8>>,
) -> Result<Outcome, Error> {
    let (seen, detail) = view::made(session, transaction, fid, uid)?;
    let v = seen.node.version;
    let reply = Reply {
        fid: fid.to_owned(),
        v,
        outcome,
    };
    replies::keep(transaction, &asked.key, &reply, retry_key::expires(session))?;
    Ok(kept(seen, detail, v, ops, outcome))
}

fn kept(seen: Seen, detail: Value, v: i64, ops: Option<Vec<u8>>, outcome: i64) -> Outcome {
    Outcome::Kept(Box::new(Kept {
        node: seen.node,
        detail,
        v,
        ops,
        outcome,
    }))
}
