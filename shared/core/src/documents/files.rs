//! What lies where, names and places. Upstream's page shows no such calls; paths and bodies are ours.

use serde_json::{Value, json};

use super::catalogue::Event;
use super::create::clean_name;
use super::fields::invalid;
use super::session::{Answer, Session, permit};
use super::sittings::{Happening, keep_event};
use super::view::{self, Viewer};
use super::{DocumentError, Permission};
use crate::error::Error;
use crate::store::Transaction;
use crate::store::nodes::{self, Kind, MOST_LEVELS, Node, Place, ROOT, Seen, Status};

/// Entries of a list where the caller does not say, and at most.
const PAGE: i64 = 100;
const MOST: i64 = 1000;
/// How often a page is looked for things that the user may read.
const MOST_ROUNDS: usize = 100;

/// `GET /fs/bs/file/info`
pub(crate) fn info(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fid = session.fields.needed("fid")?;
    let seen = session
        .anything(&session.store, &fid, user.uid, Permission::Read)?
        .ok_or_else(|| DocumentError::NoDocument(fid.clone()))?;
    Ok(Answer::of(&view::document(
        session,
        &session.store,
        &seen,
        user.uid,
    )?))
}

/// `GET /fs/bs/file/list`: what lies in a folder; at the top what the user owns, and with `shared=true` what others share
/// with him. `after` is the last id of the page before.
pub(crate) fn list(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let parent = session
        .fields
        .text("parentFid")?
        .unwrap_or_else(|| ROOT.to_owned());
    let shared = session.fields.switch("shared")?.unwrap_or(false);
    let after = session.fields.text("after")?.unwrap_or_default();
    let most = session
        .fields
        .count("pageSize")?
        .unwrap_or(PAGE)
        .clamp(1, MOST);
    if parent != ROOT {
        session
            .anything(&session.store, &parent, user.uid, Permission::Read)?
            .filter(|seen| seen.node.kind == Kind::Folder)
            .ok_or_else(|| DocumentError::NoFolder(parent.clone()))?;
    }
    let mut after = after;
    let mut views = Vec::new();
    // A role may be taken away for one thing in a folder: a page is filled from what follows.
    for _ in 0..MOST_ROUNDS {
        let nodes = if shared {
            nodes::shared_with(&session.store, &session.app_id, user.uid, &after, most)?
        } else {
            nodes::children(
                &session.store,
                &session.app_id,
                &parent,
                user.uid,
                &after,
                most,
            )?
        };
        let Some(last) = nodes.last() else {
            break;
        };
        after = last.fid.clone();
        let viewer = Viewer::new(session, &session.store, user.uid, &nodes)?;
        for node in &nodes {
            let seen = session.see(&session.store, &node.fid, user.uid)?;
            if let Some(seen) = seen.filter(|seen| seen.role.may(Permission::Read) && !seen.buried)
            {
                views.push(viewer.document(node, seen.role));
            }
        }
        if i64::try_from(views.len()).unwrap_or(i64::MAX) >= most {
            break;
        }
    }
    views.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(Answer::of(&Value::Array(views)))
}

/// `PUT /fs/bs/file/rename`
pub(crate) fn rename(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let name = session
        .fields
        .text("name")?
        .ok_or(DocumentError::Missing("name"))?;
    let name = clean_name(&name)?.ok_or_else(|| invalid("name", "is empty"))?;
    change(session, Permission::Edit, |transaction, seen, uid| {
        nodes::rename(transaction, &seen.node.fid, &name, uid, session.now_ms())?;
        happened(
            transaction,
            &seen.node,
            uid,
            Event::FileRename,
            json!({ "detail": name }),
        )
    })
}

/// `PUT /fs/bs/file/move`: into the folder `parentFid`, or to the top of the owner's own space.
pub(crate) fn relocate(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let parent = session.fields.needed("parentFid")?;
    change(session, Permission::Move, |transaction, seen, uid| {
        let folder = session.folder(transaction, &parent, uid)?;
        if parent == ROOT {
            // What goes to the top goes to its owner's; whoever is not cannot put it there.
            permit(seen.role, Permission::TransferSpace)?;
        } else {
            if nodes::is_within(transaction, &parent, &seen.node.fid)? {
                return Err(invalid("parentFid", "lies within what is to be moved").into());
            }
            let below = nodes::height(transaction, &seen.node.fid)?;
            if nodes::depth(transaction, &parent)? + below >= MOST_LEVELS {
                return Err(invalid("parentFid", "lies deeper than folders may").into());
            }
        }
        let place = Place {
            parent: &parent,
            status: Status::Normal,
            owner: folder
                .as_ref()
                .map_or(seen.node.owner, |folder| folder.node.owner),
            space: folder
                .as_ref()
                .map_or(seen.node.space, |folder| folder.node.space),
        };
        nodes::put(transaction, &seen.node.fid, &place, uid, session.now_ms())?;
        if seen.node.kind == Kind::Folder {
            nodes::hand_over(transaction, &seen.node.fid, place.owner)?;
        }
        let location = folder.map_or_else(|| "我的空间".to_owned(), |folder| folder.node.name);
        happened(
            transaction,
            &seen.node,
            uid,
            Event::FileMove,
            json!({ "location": location }),
        )
    })
}

/// Changes one document or folder, and answers how it looks then.
fn change(
    session: &Session<'_, '_>,
    permission: Permission,
    work: impl FnOnce(&Transaction<'_>, &Seen, i64) -> Result<(), Error>,
) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fid = session.fields.needed("fid")?;
    session.write(|transaction| {
        let seen = session
            .anything(transaction, &fid, user.uid, permission)?
            .ok_or_else(|| DocumentError::NoDocument(fid.clone()))?;
        work(transaction, &seen, user.uid)?;
        Ok(Answer::of(
            &view::made(session, transaction, &fid, user.uid)?.1,
        ))
    })
}

/// Keeps in a document's history that something was done with it. Folders have none.
pub(crate) fn happened(
    transaction: &Transaction<'_>,
    node: &Node,
    uid: i64,
    event: Event,
    detail: Value,
) -> Result<(), Error> {
    if node.kind != Kind::Folder {
        let happening = Happening {
            event,
            uid,
            versions: (node.version, node.version),
            detail,
        };
        keep_event(transaction, &node.fid, &happening)?;
    }
    Ok(())
}
