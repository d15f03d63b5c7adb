//! DeleteContainer: an empty folder goes into the bin.

use crate::http::Response;
use crate::store::nodes::anywhere;
use crate::store::nodes::{self, Node, Status};
use crate::wopi::call::{Call, done};
use crate::wopi::error::WopiError;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let folder = call.folder()?;
    let node = real(folder.node)?;
    call.store.transaction(|transaction| {
        if !anywhere::lying(transaction, &folder.spot, "", 1)?.is_empty() {
            return Err(WopiError::Conflict {
                reason: "the folder is not empty".to_owned(),
                instead: None,
            });
        }
        let (by, now) = (node.owner, transaction.now_ms());
        Ok(nodes::relocate(
            transaction,
            &node,
            &node.parent,
            Status::InBin,
            by,
            now,
        )?)
    })?;
    Ok(done())
}

/// A top is not a folder that anybody made.
pub(super) fn real(node: Option<Node>) -> Result<Node, WopiError> {
    node.ok_or_else(|| {
        WopiError::NotAllowed("the folder above all others stays as it is".to_owned())
    })
}
