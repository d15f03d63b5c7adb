//! GetShareUrl: a link that others open, with no more than the user may himself.

use serde_json::json;

use crate::auth::grant::{GUEST, Grant, Target};
use crate::http::Response;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::error::WopiError;
use crate::wopi::permissions::Permissions;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    // Whatever the path is of must be there.
    if matches!(call.grant.target, Target::Container(_)) {
        call.folder()?;
    } else {
        call.file()?;
    }
    let kind = call.header("X-WOPI-UrlType").unwrap_or_default();
    let (permissions, action) = match kind {
        "ReadOnly" => (Permissions::READ, "view"),
        "ReadWrite" if call.grant.permissions.has(Permissions::WRITE) => {
            (Permissions::READ.with(Permissions::WRITE), "edit")
        }
        "ReadWrite" => {
            let words = "the user may not write, so nobody may by his link";
            return Err(WopiError::NotAllowed(words.to_owned()));
        }
        other => {
            let shown: String = other.chars().take(40).collect();
            let words = format!("X-WOPI-UrlType `{shown}` is neither ReadOnly nor ReadWrite");
            return Err(WopiError::NotAllowed(words));
        }
    };
    // A list of what lies in a folder is all that is shown of it.
    let browse = match call.grant.target {
        Target::Container(_) => call.grant.permissions.only(Permissions::BROWSE),
        Target::File(_) | Target::Ecosystem(_) => Permissions::NONE,
    };
    let grant = Grant {
        user: GUEST.to_owned(),
        name: "Guest".to_owned(),
        permissions: permissions.with(browse),
        ..call.grant.clone()
    };
    Ok(answer(
        &json!({ "ShareUrl": call.urls.host_page(&grant, action) }),
    ))
}
