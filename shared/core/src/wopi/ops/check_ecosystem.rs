//! CheckEcosystem: whether there are folders for this user.

use serde_json::json;

use crate::http::Response;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::error::WopiError;
use crate::wopi::permissions::Permissions;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let browses = call.grant.permissions.has(Permissions::BROWSE);
    Ok(answer(&json!({ "SupportsContainers": browses })))
}
