//! DeleteFile: into the bin. A file that is locked stays.

use crate::http::Response;
use crate::store::contents;
use crate::store::nodes::{self, Status};
use crate::wopi::call::{Call, done};
use crate::wopi::error::WopiError;
use crate::wopi::lock::{self, Wanted};

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let file = call.file()?;
    let node = &file.entry.node;
    call.store.transaction(|transaction| {
        if let Some(head) = contents::head(transaction, &node.fid)? {
            lock::check(&head, Wanted::Replace, transaction.now_ms())?;
        }
        let now = transaction.now_ms();
        nodes::relocate(
            transaction,
            node,
            &node.parent,
            Status::InBin,
            node.owner,
            now,
        )?;
        Ok::<_, WopiError>(())
    })?;
    Ok(done())
}
