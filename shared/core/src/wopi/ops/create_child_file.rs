//! CreateChildFile: an empty file in a folder.

use crate::http::Response;
use crate::store::contents::Bytes;
use crate::wopi::call::Call;
use crate::wopi::creation::{self, Name};
use crate::wopi::error::WopiError;
use crate::wopi::merging;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let folder = call.folder()?;
    // An extension alone replaces that of no file: the new one gets a name of ours.
    let name = Name::read(call, Some(""))?.ok_or_else(one_name)?;
    let made = call.store.transaction(|transaction| {
        let nothing = Bytes::Inline(Vec::new());
        creation::file(transaction, call, &folder.spot, &name, &nothing)
    })?;
    let mut response = super::put_relative_file::created(call, &made);
    response.after = made.merge.map(merging::drive_after);
    Ok(response)
}

/// Microsoft's suite wants this status for both names at once.
pub(super) fn one_name() -> WopiError {
    let words = "exactly one of X-WOPI-SuggestedTarget and X-WOPI-RelativeTarget is needed";
    WopiError::NotAllowed(words.to_owned())
}
