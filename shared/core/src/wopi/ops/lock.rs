//! Lock: takes the lock of a file, or refreshes it.

use crate::http::Response;
use crate::wopi::call::{Call, done, with_version};
use crate::wopi::error::WopiError;
use crate::wopi::lock::{self, Wanted};

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let id = call.needed_lock()?;
    change(call, Wanted::Lock(&id))
}

/// Does what is wanted of the lock; the answer has the version.
pub(super) fn change<'a>(
    call: &Call<'_, 'a>,
    wanted: Wanted<'_>,
) -> Result<Response<'a>, WopiError> {
    let file = call.file()?;
    let head = lock::change(
        &call.store,
        call.app.ports.clock,
        &file.entry.node.fid,
        file.head,
        wanted,
        &call.grant.user,
    )?;
    Ok(with_version(done(), &head))
}
