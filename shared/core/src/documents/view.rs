//! How documents, folders and users look in answers.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::roles::{Role, permissions};
use super::session::Session;
use crate::error::Error;
use crate::settings::Term;
use crate::store::nodes::{Kind, Node, Seen, Status};
use crate::store::users::{self, User};
use crate::store::{Statements, Transaction};

/// What a user is called by himself.
const MYSELF: &str = "我";

/// Documents and folders as one user sees them, in the order of the samples.
pub(crate) struct Viewer<'v> {
    session: &'v Session<'v, 'v>,
    uid: i64,
    names: HashMap<i64, String>,
}

impl<'v> Viewer<'v> {
    /// Looks up the names that these nodes need.
    pub(crate) fn new<'n>(
        session: &'v Session<'_, '_>,
        on: &impl Statements,
        uid: i64,
        nodes: impl IntoIterator<Item = &'n Node>,
    ) -> Result<Viewer<'v>, Error> {
        let uids: Vec<i64> = nodes
            .into_iter()
            .flat_map(|node| [node.creator, node.modifier, node.owner])
            .filter(|other| *other != uid)
            .collect();
        let names = users::names(on, &uids)?;
        Ok(Viewer {
            session,
            uid,
            names,
        })
    }

    fn name(&self, uid: i64) -> &str {
        if uid == self.uid {
            MYSELF
        } else {
            self.names.get(&uid).map_or("", String::as_str)
        }
    }

    /// The API's `IflydocsDocument`.
    pub(crate) fn document(&self, node: &Node, role: Role) -> Value {
        let enums = &self.session.own().enums;
        let is_folder = node.kind == Kind::Folder;
        let mut view = Map::new();
        let mut put = |name: &str, value: Value| {
            view.insert(name.to_owned(), value);
        };
        put("status", enums.value(status(node.status)));
        put("fid", json!(node.fid));
        put("appId", json!(self.session.app_id));
        put("name", json!(node.name));
        put("parentFid", json!(node.parent));
        put("createTime", json!(node.created));
        put("modifyTime", json!(node.modified));
        for (what, uid) in [
            ("creator", node.creator),
            ("modifier", node.modifier),
            ("owner", node.owner),
        ] {
            put(what, json!(uid));
            put(&format!("{what}Name"), json!(self.name(uid)));
        }
        let is_file = node.kind == Kind::File;
        if !is_folder && !is_file {
            put("docType", enums.value(doc_type(node.kind)));
        }
        put(
            "type",
            enums.value(if is_folder { Term::Folder } else { Term::File }),
        );
        if is_file {
            put("sourceType", enums.value(Term::Drive));
            put("sourceId", json!(node.fid));
            let suffix = node.name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
            put("suffix", json!(suffix));
        } else if !is_folder {
            put("sourceType", enums.value(Term::Online));
            put("sourceId", json!(node.fid));
            put("suffix", enums.value(doc_type(node.kind)));
            put("fileType", enums.value(Term::OnlineFile));
        }
        put("spaceType", enums.value(space(node.space)));
        put(
            "collaborativeStatus",
            enums.value(if node.shared {
                Term::Shared
            } else {
                Term::Private
            }),
        );
        put("role", json!(role.name()));
        put("permissions", permissions(role));
        put("collection", json!(false));
        put("top", json!(false));
        put("size", json!(if is_file { node.bytes } else { 0 }));
        Value::Object(view)
    }
}

/// One document or folder as a user sees it.
pub(crate) fn document(
    session: &Session<'_, '_>,
    on: &impl Statements,
    seen: &Seen,
    uid: i64,
) -> Result<Value, Error> {
    let viewer = Viewer::new(session, on, uid, [&seen.node])?;
    Ok(viewer.document(&seen.node, seen.role))
}

/// The same of something that the transaction just made or changed.
pub(crate) fn made(
    session: &Session<'_, '_>,
    transaction: &Transaction<'_>,
    fid: &str,
    uid: i64,
) -> Result<(Seen, Value), Error> {
    let seen = session
        .see(transaction, fid, uid)?
        .ok_or_else(|| super::load::damaged(fid, &"it is not there after it was written"))?;
    let view = document(session, transaction, &seen, uid)?;
    Ok((seen, view))
}

/// The term of a type of document.
pub(crate) fn doc_type(kind: Kind) -> Term {
    match kind {
        Kind::Sheet => Term::Sheet,
        Kind::Note | Kind::Folder | Kind::File => Term::Note,
    }
}

fn space(space: i64) -> Term {
    if space == 2 {
        Term::SharedSpace
    } else {
        Term::MySpace
    }
}

fn status(status: Status) -> Term {
    match status {
        Status::Normal => Term::Normal,
        Status::InBin => Term::InBin,
        Status::Purged => Term::Purged,
    }
}

/// The API's `IflydocsUser`.
pub(crate) fn user(user: &User, app_id: &str) -> Value {
    let profile: Map<String, Value> = serde_json::from_str(&user.profile).unwrap_or_default();
    let text = |name: &str| profile.get(name).cloned().unwrap_or_else(|| json!(""));
    json!({
        "uid": user.uid,
        "nickname": user.nickname,
        "email": text("email"),
        "mobile": text("mobile"),
        "telephone": text("telephone"),
        "realName": text("realName"),
        "headPhotoUrl": text("headPhotoUrl"),
        "sex": profile.get("sex").cloned().unwrap_or(json!(true)),
        "birthday": null,
        "appId": app_id,
        "appUserId": user.app_user_id,
        "updateTime": user.updated,
        "registrationTime": user.created,
    })
}
