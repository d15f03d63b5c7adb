//! GetEcosystem: where the whole is asked about.

use serde_json::json;

use crate::auth::grant::Target;
use crate::http::Response;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::error::WopiError;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let top = call.top()?;
    let grant = call.grant.on(Target::Ecosystem(top.id));
    Ok(answer(&json!({ "Url": call.urls.with_token(&grant) })))
}
