//! Where an upload goes: an author's work is not lost because the document went away meanwhile.

use super::super::create::{self, UNTITLED};
use super::super::session::{Caller, Session, permit};
use super::super::{DocumentError, Permission, Role};
use super::asked::Asked;
use super::reply;
use crate::error::Error;
use crate::store::Transaction;
use crate::store::nodes::{Kind, NewNode, ROOT, Seen, Status};
use crate::store::users::User;

/// Where an upload goes.
pub(crate) enum Target {
    Document(Box<Place>),
    /// Nowhere: the document is gone, and it was somebody else's.
    Discard,
}

/// A document that takes an upload.
pub(crate) struct Place {
    /// The document, or that of which a copy is made; `None`: a new one.
    pub seen: Option<Seen>,
    pub action: Action,
    /// What the answer says became of the upload.
    pub outcome: i64,
    /// Where a document is put that is made or brought back.
    pub parent: String,
    /// Whose a document is that is made; 0: the caller's.
    pub owner: i64,
}

/// What is done before the edits are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Nothing.
    Apply,
    /// The document is brought back from the bin, or from a folder that is in it, into the caller's own space.
    BringBack,
    /// A new document is made.
    Make,
    /// A new document is made with the content of the old one, which the caller may not change any more.
    Copy,
}

impl Place {
    /// The type of the document.
    pub(crate) fn kind(&self, asked: &Asked) -> Kind {
        match (&self.seen, asked.kind) {
            (Some(seen), _) => seen.node.kind,
            (None, Some(kind)) => kind,
            (None, None) if asked.sheet.is_some() => Kind::Sheet,
            (None, None) => Kind::Note,
        }
    }

    /// Makes the document that takes the upload.
    pub(crate) fn make(
        &self,
        session: &Session<'_, '_>,
        transaction: &Transaction<'_>,
        asked: &Asked,
        user: &User,
        name: Option<&str>,
    ) -> Result<String, Error> {
        // The folder may have gone since it was looked at; then the upload goes elsewhere.
        if self.parent != ROOT && session.folder(transaction, &self.parent, user.uid).is_err() {
            return Err(DocumentError::Raced(1).into());
        }
        let new = NewNode {
            app_id: &session.app_id,
            parent: &self.parent,
            kind: self.kind(asked),
            space: asked.space,
            name: name.unwrap_or(UNTITLED),
            title_set: asked.name.is_some() || self.seen.is_some(),
            creator: user.uid,
            owner: if self.owner == 0 {
                user.uid
            } else {
                self.owner
            },
        };
        create::make(session, transaction, &new)
    }
}

pub(crate) fn resolve(
    session: &Session<'_, '_>,
    caller: &Caller,
    asked: &Asked,
) -> Result<Target, Error> {
    match &asked.fid {
        None => resolve_new(session, caller, asked),
        Some(fid) => resolve_old(session, caller, asked, fid),
    }
}

/// A document that was made offline: into its folder, or into the author's own space where the folder is gone or closed
/// to him.
fn resolve_new(session: &Session<'_, '_>, caller: &Caller, asked: &Asked) -> Result<Target, Error> {
    let mut place = Place {
        seen: None,
        action: Action::Make,
        outcome: reply::APPLIED,
        parent: asked.parent.clone(),
        owner: 0,
    };
    if asked.parent != ROOT {
        let folder = session
            .see(&session.store, &asked.parent, caller.uid())?
            .filter(|seen| seen.node.kind == Kind::Folder)
            .ok_or_else(|| DocumentError::NoFolder(asked.parent.clone()))?;
        let open = folder.node.status == Status::Normal
            && !folder.buried
            && folder.role.may(Permission::Create);
        if open {
            place.owner = folder.node.owner;
        } else {
            ROOT.clone_into(&mut place.parent);
            place.outcome = reply::SAVED;
        }
    }
    Ok(Target::Document(Box::new(place)))
}

fn resolve_old(
    session: &Session<'_, '_>,
    caller: &Caller,
    asked: &Asked,
    fid: &str,
) -> Result<Target, Error> {
    let uid = caller.uid();
    let seen = session
        .see(&session.store, fid, uid)?
        .filter(|seen| matches!(seen.node.kind, Kind::Note | Kind::Sheet))
        .ok_or_else(|| DocumentError::NoDocument(fid.to_owned()))?;
    let node = &seen.node;
    let own = uid != 0 && (node.creator == uid || node.owner == uid);
    let there = node.status == Status::Normal && !seen.buried;
    if there && seen.role != Role::Delete {
        permit(seen.role, Permission::Edit)?;
        return Ok(apply(seen, Action::Apply, reply::APPLIED));
    }
    if !own {
        // Somebody who never had to do with it learns nothing about it.
        if seen.role == Role::None {
            permit(seen.role, Permission::Edit)?;
        }
        return Ok(Target::Discard);
    }
    let action = match node.status {
        // Nothing is left to apply operations to; a whole document stands for itself.
        Status::Purged if !asked.cover => return Ok(Target::Discard),
        Status::Purged => Action::Make,
        _ if node.owner == uid => Action::BringBack,
        _ => Action::Copy,
    };
    if action == Action::Make {
        return Ok(Target::Document(Box::new(Place {
            seen: None,
            action,
            outcome: reply::SAVED,
            parent: ROOT.to_owned(),
            owner: 0,
        })));
    }
    Ok(apply(seen, action, reply::SAVED))
}

fn apply(seen: Seen, action: Action, outcome: i64) -> Target {
    Target::Document(Box::new(Place {
        seen: Some(seen),
        action,
        outcome,
        parent: ROOT.to_owned(),
        owner: 0,
    }))
}
