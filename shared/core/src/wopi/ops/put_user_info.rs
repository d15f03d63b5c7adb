//! PutUserInfo: what a client wants to know of the user again, with whatever file.

use std::io::Read as _;

use crate::http::Response;
use crate::store::wopi;
use crate::wopi::call::{Call, done};
use crate::wopi::error::WopiError;

/// Characters at most.
const MOST: usize = 1024;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    call.file()?;
    let mut body = Vec::new();
    call.request
        .body
        .by_ref()
        .take(MOST as u64 + 1)
        .read_to_end(&mut body)
        .map_err(|error| WopiError::Request(format!("the body cannot be read: {error}")))?;
    let info = std::str::from_utf8(&body)
        .ok()
        .filter(|info| info.is_ascii() && info.len() <= MOST)
        .ok_or_else(|| {
            WopiError::Request(format!(
                "the body is not a text of at most {MOST} ASCII characters"
            ))
        })?;
    wopi::keep_user_info(&call.store, &call.grant.user, info, call.now_ms())?;
    Ok(done())
}
