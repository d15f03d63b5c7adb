//! `POST /fs/bs/folder/create` (reference, section 5): makes a folder.

use super::create::{UNTITLED, clean_name, read_space};
use super::fields::invalid;
use super::session::{Answer, Session};
use super::{DocumentError, retry_key, view};
use crate::error::Error;
use crate::store::nodes::{self, Kind, MOST_LEVELS, NewNode, ROOT};
use crate::store::replies::{self, Reply};

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let caller = session.writer()?;
    let parent = session.fields.needed("parentFid")?;
    let name = session
        .fields
        .text("name")?
        .ok_or(DocumentError::Missing("name"))?;
    let name = clean_name(&name)?;
    let space = read_space(session)?.unwrap_or(1);
    let key = retry_key::explicit(session, &caller, "folder")?;
    session.write(|transaction| {
        if let Some(reply) = retry_key::answered(transaction, key.as_deref())? {
            let uid = caller.uid();
            return Ok(Answer::of(
                &view::made(session, transaction, &reply.fid, uid)?.1,
            ));
        }
        let user = session.ensure(transaction, &caller)?;
        let above = session.folder(transaction, &parent, user.uid)?;
        if parent != ROOT && nodes::depth(transaction, &parent)? >= MOST_LEVELS - 1 {
            return Err(invalid("parentFid", "lies as deep as folders may").into());
        }
        let fid = nodes::insert(
            transaction,
            &NewNode {
                app_id: &session.app_id,
                parent: &parent,
                kind: Kind::Folder,
                space,
                name: name.as_deref().unwrap_or(UNTITLED),
                title_set: name.is_some(),
                creator: user.uid,
                owner: above.map_or(user.uid, |above| above.node.owner),
            },
            session.now_ms(),
        )?;
        if let Some(key) = &key {
            let reply = Reply {
                fid: fid.clone(),
                v: 0,
                outcome: 1,
            };
            replies::keep(transaction, key, &reply, retry_key::expires(session))?;
        }
        Ok(Answer::of(
            &view::made(session, transaction, &fid, user.uid)?.1,
        ))
    })
}
