//! PutRelativeFile: saves as another file beside this one.

use serde_json::json;

use crate::http::Response;
use crate::wopi::body;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::creation::{self, Made, Name};
use crate::wopi::error::WopiError;
use crate::wopi::merging;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let file = call.file()?;
    let name = Name::read(call, Some(&file.entry.file_name()))?.ok_or_else(|| {
        let words = "exactly one of X-WOPI-SuggestedTarget and X-WOPI-RelativeTarget is needed";
        WopiError::Request(words.to_owned())
    })?;
    let spot = file.entry.spot();
    let now = call.now_ms();
    // What is refused anyway is not received first.
    creation::slot(&call.store, &spot, &name, now, call.grant.permissions)?;
    let most = call.settings.wopi.most();
    let bytes = body::receive(&call.store, &mut call.request, most, now)?;
    let made = call
        .store
        .transaction(|transaction| creation::file(transaction, call, &spot, &name, &bytes))?;
    let mut response = created(call, &made);
    response.after = made.merge.map(merging::drive_after);
    Ok(response)
}

/// The answer about a file that was made.
pub(super) fn created<'a>(call: &Call<'_, 'a>, made: &Made) -> Response<'a> {
    let grant = call.for_file(&made.fid);
    answer(&json!({
        "Name": made.name,
        "Url": call.urls.with_token(&grant),
        "HostEditUrl": call.urls.host_page(&grant, "edit"),
        "HostViewUrl": call.urls.host_page(&grant, "view"),
    }))
}
