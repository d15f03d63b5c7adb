//! `POST /fs/bs/folder/create`: makes a folder.

use super::create::in_folder;
use super::fields::invalid;
use super::session::{Answer, Session};
use crate::error::Error;
use crate::store::nodes::{self, Kind, MOST_LEVELS, ROOT};

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    in_folder(session, Kind::Folder, |transaction, new| {
        if new.parent != ROOT && nodes::depth(transaction, new.parent)? >= MOST_LEVELS - 1 {
            return Err(invalid("parentFid", "lies as deep as folders may").into());
        }
        Ok(nodes::insert(transaction, new, session.now_ms())?)
    })
}
