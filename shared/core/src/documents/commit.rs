//! Writes new versions of documents, inside a transaction.

use serde_json::json;

use super::DocumentError;
use super::catalogue::Event;
use super::draft::Made;
use super::session::Session;
use super::sittings::{Happening, keep_edits, keep_event};
use crate::error::Error;
use crate::store::nodes::{self, Node, Place, ROOT, Status};
use crate::store::{Transaction, operations, snapshots};

pub(crate) use crate::store::operations::State;

/// How a document is before a commit.
pub(crate) fn state(node: &Node) -> State {
    State {
        length: node.length,
        bytes: node.bytes,
        head: node.head,
        pending: node.pending,
        at: node.last_at,
    }
}

/// How the history shows a commit.
pub(crate) enum As {
    /// As edits, together with those before them.
    Edits,
    /// As a record of its own.
    Event(Event, serde_json::Value),
}

/// Appends versions to a note at version `from`.
///
/// # Errors
/// 40900 when the document is at another version by now.
pub(crate) fn note(
    transaction: &Transaction<'_>,
    fid: &str,
    uid: i64,
    from: i64,
    made: &mut Made,
    how: As,
) -> Result<(), Error> {
    if made.operations.is_empty() {
        return Ok(());
    }
    keep_history(transaction, fid, uid, from, made, how)?;
    made.state.at = made.operations.last().map_or(0, |operation| operation.at);
    if !operations::append(transaction, fid, from, uid, &made.operations, &made.state)? {
        return Err(DocumentError::Raced(1).into());
    }
    for (snapshot, kept) in &made.snapshots {
        snapshots::insert(transaction, fid, snapshot, *kept)?;
    }
    Ok(())
}

fn keep_history(
    transaction: &Transaction<'_>,
    fid: &str,
    uid: i64,
    from: i64,
    made: &mut Made,
    how: As,
) -> Result<(), Error> {
    match how {
        As::Edits => keep_edits(transaction, fid, uid, from, &mut made.operations),
        As::Event(event, detail) => {
            let count = i64::try_from(made.operations.len()).unwrap_or(0);
            let happening = Happening {
                event,
                uid,
                versions: (from, from + count),
                detail,
            };
            let at = keep_event(transaction, fid, &happening)?;
            for operation in &mut made.operations {
                operation.at = at;
            }
            Ok(())
        }
    }
}

/// Brings a document out of the bin, or out of a folder that is in it, into its owner's own space.
pub(crate) fn bring_back(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    node: &Node,
    uid: i64,
) -> Result<(), Error> {
    let place = Place {
        parent: ROOT,
        status: Status::Normal,
        owner: node.owner,
        space: 1,
    };
    nodes::put(transaction, &node.fid, &place, uid, session.now_ms())?;
    keep_event(
        transaction,
        &node.fid,
        &Happening {
            event: Event::FileRevert,
            uid,
            versions: (node.version, node.version),
            detail: json!({}),
        },
    )?;
    Ok(())
}
