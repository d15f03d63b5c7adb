//! PutUserInfo: what a client wants to know of the user again, with whatever file.

use crate::http::Response;
use crate::store::wopi;
use crate::wopi::body::read_part;
use crate::wopi::call::{Call, done};
use crate::wopi::error::WopiError;

/// Characters at most.
const MOST: usize = 1024;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    call.file()?;
    let body = read_part(&mut call.request.body, MOST + 1)?;
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
