//! Writes new versions of documents, inside a transaction.

use serde_json::json;

use super::DocumentError;
use super::catalogue::Event;
use super::draft::Made;
use super::objects::named_in;
use super::session::Session;
use super::sheet::REPLACED;
use super::sittings::{Happening, keep_edits, keep_event};
use crate::error::Error;
use crate::settings::DocumentLimits;
use crate::store;
use crate::store::nodes::{self, Node, Place, ROOT, Status};
use crate::store::operations::NewOperation;
use crate::store::snapshots::{KEPT_EVERY, Snapshot};
use crate::store::{Transaction, operations, snapshots};

pub(crate) use crate::store::operations::State;

/// A workbook of at most so many bytes is written whole with every commit.
const SMALL_SHEET: usize = 64 * 1024;
/// So many commits after the newest snapshot are applied with every reading of a workbook.
const MOST_PENDING: i64 = 32;

/// How a document is that was just made.
pub(crate) const NEW: State = State {
    length: 1,
    bytes: 0,
    head: 1,
    pending: 0,
    at: 0,
};

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
    for operation in &made.operations {
        name_objects(transaction, fid, &operation.body)?;
    }
    Ok(())
}

/// Remembers which images and attachments a document names.
fn name_objects(transaction: &Transaction<'_>, fid: &str, json: &str) -> Result<(), Error> {
    for object_id in named_in(json) {
        store::objects::name(transaction, fid, object_id)?;
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

/// A version of a workbook to be written.
pub(crate) struct SheetVersion<'v> {
    /// The version before it.
    pub from: i64,
    pub before: &'v State,
    /// The workbook afterwards.
    pub json: &'v str,
    /// The commands that made it, as JSON; or that it replaced the one before.
    pub body: &'v str,
    pub how: As,
}

/// Writes one version of a workbook and its record; answers how the workbook is then.
///
/// # Errors
/// 41300 when it is too large, 40900 when the workbook is at another version by now.
pub(crate) fn sheet(
    limits: &DocumentLimits,
    transaction: &Transaction<'_>,
    fid: &str,
    uid: i64,
    new: &SheetVersion<'_>,
) -> Result<State, Error> {
    let limit = limits.document_bytes;
    let bytes = new.json.len();
    if bytes > limit {
        let words =
            format!("the workbook would have {bytes} bytes; limit_document_bytes is {limit}");
        return Err(DocumentError::TooLarge(words).into());
    }
    let (event, detail) = match &new.how {
        As::Edits => (Event::EditContent, json!({})),
        As::Event(event, detail) => (*event, detail.clone()),
    };
    let version = new.from + 1;
    let happening = Happening {
        event,
        uid,
        versions: (new.from, version),
        detail,
    };
    let at = keep_event(transaction, fid, &happening)?;
    // Nothing but a snapshot says what a workbook was replaced by.
    let kept = new.body == REPLACED || version.rem_euclid(KEPT_EVERY) == 0;
    let (mut state, due) = workbook_after(new.before, version, (bytes, new.body.len()), kept);
    state.at = at;
    let operation = NewOperation {
        at,
        length: 0,
        src: None,
        seq: None,
        body: new.body.to_owned(),
    };
    if !operations::append(transaction, fid, new.from, uid, &[operation], &state)? {
        return Err(DocumentError::Raced(1).into());
    }
    let names = if new.body == REPLACED {
        new.json
    } else {
        new.body
    };
    name_objects(transaction, fid, names)?;
    if due {
        let bytes = new.json.as_bytes().to_vec();
        snapshots::insert(transaction, fid, &Snapshot { v: version, bytes }, kept)?;
    }
    Ok(state)
}

/// How a workbook is kept at a version that a commit made of it, and whether it is written whole then. `sizes`: bytes of the
/// workbook's JSON and of what changed it.
pub(crate) fn workbook_after(
    before: &State,
    version: i64,
    (bytes, body): (usize, usize),
    kept: bool,
) -> (State, bool) {
    let pending = before
        .pending
        .saturating_add(i64::try_from(body).unwrap_or(i64::MAX));
    let due = kept
        || bytes <= SMALL_SHEET
        || version - before.head >= MOST_PENDING
        || pending >= i64::try_from(bytes / 4).unwrap_or(i64::MAX);
    let state = State {
        length: 0,
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        head: if due { version } else { before.head },
        pending: if due { 0 } else { pending },
        at: before.at,
    };
    (state, due)
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
