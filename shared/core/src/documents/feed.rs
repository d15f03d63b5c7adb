//! Beyond upstream: what happened since a client last looked, by polling.
//!
//! `GET /quill/bs/ops` is the operations of one note from a version on: what a client rebases its own edits on.
//! `GET /fs/bs/changes` is everything that a user may read and that changed, each thing once, in the order of its last
//! change.

use serde_json::{Value, json};

use super::fields::invalid;
use super::history::readable;
use super::quill_history::put_operations;
use super::session::{Answer, Session};
use super::view::Viewer;
use super::{DocumentError, Permission};
use crate::error::Error;
use crate::store::nodes::{self, Kind};
use crate::store::operations;

/// Operations of one answer where the caller does not say, and at most.
const PAGE: i64 = 1000;
const MOST: i64 = 10_000;
/// Bytes of operations after which an answer ends early.
const MOST_BYTES: usize = 8 << 20;
/// Changes of one answer, likewise.
const CHANGES: i64 = 100;
const MOST_CHANGES: i64 = 1000;

pub(crate) fn operations(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let fid = session.fields.needed("fid")?;
    let from = session
        .fields
        .count("from")?
        .ok_or(DocumentError::Missing("from"))?;
    let most = session
        .fields
        .count("limit")?
        .unwrap_or(PAGE)
        .clamp(1, MOST);
    let seen = readable(session, &fid, Kind::Note)?;
    let current = seen.node.version;
    if from > current {
        return Err(DocumentError::FutureVersion { v: from, current }.into());
    }
    let to = current.min(from.saturating_add(most));
    let mut found = operations::between(&session.store, &fid, from, to)?;
    let mut bytes = 0_usize;
    let within = found
        .iter()
        .take_while(|operation| {
            bytes = bytes.saturating_add(operation.body.len());
            bytes <= MOST_BYTES
        })
        .count();
    // One is answered whatever its size: a client that asks again must get on.
    found.truncate(within.max(1));
    let mut data = b"{\"ops\":".to_vec();
    put_operations(&mut data, &fid, &found);
    data.extend_from_slice(format!(",\"v\":{current}}}").as_bytes());
    Ok(Answer::json(data))
}

pub(crate) fn changes(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let cursor = match session.fields.text("cursor")? {
        Some(text) => text
            .parse::<i64>()
            .ok()
            .filter(|cursor| *cursor >= 0)
            .ok_or_else(|| invalid("cursor", "is none that this call gave"))?,
        None => 0,
    };
    let most = session
        .fields
        .count("limit")?
        .unwrap_or(CHANGES)
        .clamp(1, MOST_CHANGES);
    let found = nodes::changed_after(&session.store, &session.app_id, cursor, most)?;
    let next = found.last().map_or(cursor, |node| node.changed);
    let viewer = Viewer::new(session, &session.store, user.uid, &found)?;
    let mut views: Vec<Value> = Vec::new();
    for node in &found {
        let Some(seen) = session.see(&session.store, &node.fid, user.uid)? else {
            continue;
        };
        if !seen.role.may(Permission::Read) {
            continue;
        }
        views.push(json!({
            "fid": node.fid,
            "v": node.version,
            "t": node.modified.max(node.deleted),
            "uid": node.modifier,
            "gone": seen.buried,
            "file": viewer.document(node, seen.role),
        }));
    }
    Ok(Answer::of(&json!({
        "changes": views,
        "cursor": next.to_string(),
        "more": i64::try_from(found.len()).ok() == Some(most),
    })))
}
