//! CheckContainerInfo: what a folder is and what the user may do there.

use serde_json::{Value, json};

use crate::auth::grant::GUEST;
use crate::http::Response;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::error::WopiError;
use crate::wopi::permissions::Permissions;
use crate::wopi::profile;
use crate::wopi::tree::Folder;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let folder = call.folder()?;
    Ok(answer(&describe(call, &folder)))
}

/// What a folder is called where it has no name.
const TOP_NAME: &str = "Documents";

fn name(folder: &Folder) -> &str {
    match folder.name() {
        "" => TOP_NAME,
        name => name,
    }
}

/// The members of the answer.
pub(super) fn describe(call: &Call<'_, '_>, folder: &Folder) -> Value {
    let permissions = call.grant.permissions;
    let may = |permission| permissions.has(permission);
    // A top stays where it is and is called as it is.
    let is_folder = folder.node.is_some();
    let page = call.urls.host_page(&call.for_folder(&folder.id), "view");
    json!({
        "Name": name(folder),
        "HostUrl": page,
        "SharingUrl": page,
        "IsAnonymousUser": call.grant.user == GUEST,
        "IsEduUser": false,
        "LicenseCheckForEditIsEnabled": true,
        "SupportedShareUrlTypes": profile::share_types(permissions),
        "UserCanCreateChildContainer": may(Permissions::CREATE),
        "UserCanCreateChildFile": may(Permissions::CREATE),
        "UserCanDelete": is_folder && may(Permissions::DELETE),
        "UserCanRename": is_folder && may(Permissions::RENAME),
    })
}

/// Name and URL, as lists of folders have them.
pub(super) fn pointer(call: &Call<'_, '_>, folder: &Folder) -> Value {
    json!({
        "Name": name(folder),
        "Url": call.urls.with_token(&call.for_folder(&folder.id)),
    })
}
