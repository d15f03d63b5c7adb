//! The recycle bin: what lies in it, into it, out of it, and away for good.
//!
//! Upstream publishes the list and the way back; `PUT /fs/bs/file/delete` and
//! `PUT /fs/bs/recycleBin/clean` are ours. What lies in a folder goes and comes with it.

use serde_json::{Value, json};

use super::catalogue::Event;
use super::fields::invalid;
use super::files::happened;
use super::session::{Answer, Session, permit};
use super::view::Viewer;
use super::{DocumentError, Permission, Role};
use crate::error::Error;
use crate::store::Transaction;
use crate::store::nodes::{self, Node, ROOT, Seen, Status};

/// The message when something came back, upstream's own.
const REVERTED: &str = "已恢复至\"我的空间\"";

/// `GET /fs/bs/recycleBin`
pub(crate) fn list(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let nodes = nodes::in_bin(&session.store, &session.app_id, user.uid)?;
    let viewer = Viewer::new(session, &session.store, user.uid, &nodes)?;
    let views: Vec<Value> = nodes
        .iter()
        .map(|node| {
            let role = if node.owner == user.uid {
                Role::Owner
            } else {
                Role::Admin
            };
            let mut view = viewer.document(node, role);
            if let Some(members) = view.as_object_mut() {
                members.insert("deleteTime".to_owned(), json!(node.deleted));
            }
            view
        })
        .collect();
    Ok(Answer::of(&Value::Array(views)))
}

/// `PUT /fs/bs/file/delete`
pub(crate) fn delete(session: &Session<'_, '_>) -> Result<Answer, Error> {
    each(session, |transaction, seen, uid| {
        permit(seen.role, Permission::Delete)?;
        if seen.node.status != Status::Normal || seen.buried {
            return Err(DocumentError::InBin(seen.node.fid.clone()).into());
        }
        put(
            session,
            transaction,
            &seen.node,
            &seen.node.parent,
            Status::InBin,
            uid,
        )?;
        happened(transaction, &seen.node, uid, Event::FileDelete, json!({}))
    })?;
    Ok(Answer::of(&Value::Null))
}

/// `PUT /fs/bs/recycleBin/revert`
pub(crate) fn revert(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let parent_must_exist = session.fields.switch("parentExist")?.unwrap_or(false);
    each(session, |transaction, seen, uid| {
        permit(seen.role, Permission::Delete)?;
        if seen.node.status != Status::InBin {
            return Err(not_in_bin(&seen.node));
        }
        let mut parent = seen.node.parent.as_str();
        if seen.buried {
            if parent_must_exist {
                return Err(DocumentError::NoFolder(parent.to_owned()).into());
            }
            parent = ROOT;
        }
        put(
            session,
            transaction,
            &seen.node,
            parent,
            Status::Normal,
            uid,
        )?;
        happened(transaction, &seen.node, uid, Event::FileRevert, json!({}))
    })?;
    Ok(Answer {
        message: REVERTED.to_owned(),
        ..Answer::of(&Value::Null)
    })
}

/// `PUT /fs/bs/recycleBin/clean`: only the owner, only what is in the bin.
pub(crate) fn clean(session: &Session<'_, '_>) -> Result<Answer, Error> {
    each(session, |transaction, seen, uid| {
        permit(seen.role, Permission::TransferSpace)?;
        if seen.node.status != Status::InBin {
            return Err(not_in_bin(&seen.node));
        }
        nodes::purge(transaction, &seen.node.fid, uid, session.now_ms())?;
        Ok(())
    })?;
    Ok(Answer::of(&Value::Null))
}

fn not_in_bin(node: &Node) -> Error {
    invalid(
        "fidList",
        format!("has `{}`, which is not in the recycle bin", node.fid),
    )
    .into()
}

/// Does something with everything in `fidList`, all or nothing.
fn each(
    session: &Session<'_, '_>,
    work: impl Fn(&Transaction<'_>, &Seen, i64) -> Result<(), Error>,
) -> Result<(), Error> {
    let user = session.reader()?;
    let fids = session.fields.ids("fidList")?;
    session.write(|transaction| {
        for fid in &fids {
            let seen = session
                .see(transaction, fid, user.uid)?
                .filter(|seen| seen.node.status != Status::Purged)
                .ok_or_else(|| DocumentError::NoDocument(fid.clone()))?;
            work(transaction, &seen, user.uid)?;
        }
        Ok(())
    })
}

fn put(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    node: &Node,
    parent: &str,
    status: Status,
    uid: i64,
) -> Result<(), Error> {
    let now = session.now_ms();
    Ok(nodes::relocate(
        transaction,
        node,
        parent,
        status,
        uid,
        now,
    )?)
}
