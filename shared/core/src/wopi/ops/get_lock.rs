//! GetLock: which lock holds, empty for none.

use crate::http::Response;
use crate::wopi::call::{Call, done, with_lock, with_version};
use crate::wopi::error::WopiError;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let file = call.file()?;
    let held = file.head.held(call.now_ms()).unwrap_or_default();
    Ok(with_version(with_lock(done(), held), &file.head))
}
