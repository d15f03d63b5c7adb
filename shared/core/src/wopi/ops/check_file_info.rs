//! CheckFileInfo: what the file is, what the user may do, what this host can.

use spindle_model::calendar;

use crate::http::Response;
use crate::store::{users, wopi};
use crate::wopi::call::{Call, json, version_text};
use crate::wopi::client::Client;
use crate::wopi::error::WopiError;
use crate::wopi::names;
use crate::wopi::profile::{self, Facts};

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let file = call.file()?;
    let name = file.entry.file_name();
    let folder_id = file.entry.folder_id();
    // Only one client asks for it.
    let user_info = match call.grant.client {
        Client::Microsoft => wopi::user_info(&call.store, &call.grant.user)?,
        Client::OnlyOffice | Client::Collabora | Client::Spindle => None,
    };
    let facts = Facts {
        extension: names::split(&name).1,
        owner: owner(call, file.entry.node.owner)?,
        size: file.head.length,
        version: version_text(&file.head),
        modified: calendar::iso_8601(file.head.modified),
        user: &call.grant.user,
        user_name: &call.grant.name,
        user_info,
        permissions: call.grant.permissions,
        folder: folder_name(call, &folder_id)?,
        folder_id: &folder_id,
        urls: &call.urls,
        grant: &call.grant,
        name: &name,
    };
    Ok(json(&profile::describe(call.grant.client, &facts)))
}

fn folder_name(call: &Call<'_, '_>, folder_id: &str) -> Result<String, WopiError> {
    let folder = crate::wopi::tree::Folder::find(&call.store, folder_id)?;
    Ok(folder.map_or_else(String::new, |folder| folder.name().to_owned()))
}

/// The owner as the integrator calls him, as users are told.
fn owner(call: &Call<'_, '_>, uid: i64) -> Result<String, WopiError> {
    if uid == 0 {
        return Ok("operator".to_owned());
    }
    let user = users::get(&call.store, uid)?;
    Ok(user.map_or_else(|| uid.to_string(), |user| user.app_user_id))
}
