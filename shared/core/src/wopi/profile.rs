//! What CheckFileInfo tells, client by client: one superset would fail Microsoft's schema and show wrong buttons elsewhere.

mod collabora;
mod microsoft;
mod onlyoffice;

use serde_json::{Map, Value, json};

use super::permissions::Permissions;
use super::{Client, Urls};
use crate::auth::grant::{GUEST, Grant};

/// Everything that is known of a file and its user; each profile picks.
pub(crate) struct Facts<'f> {
    /// With its extension.
    pub name: &'f str,
    /// With its dot; empty for none.
    pub extension: &'f str,
    pub owner: String,
    pub size: u64,
    pub version: String,
    /// ISO 8601.
    pub modified: String,
    pub user: &'f str,
    pub user_name: &'f str,
    /// What the client wanted to know of the user again.
    pub user_info: Option<String>,
    pub permissions: Permissions,
    /// The folder that it lies in.
    pub folder: String,
    pub folder_id: &'f str,
    /// Makes the URLs that a profile names: each is signed.
    pub urls: &'f Urls<'f>,
    pub grant: &'f Grant,
}

impl Facts<'_> {
    /// The pages that open the file to be edited and to be read.
    fn pages(&self) -> (String, String) {
        self.urls.host_pages(self.grant)
    }
}

/// The members of the answer for a client.
pub(crate) fn describe(client: Client, facts: &Facts<'_>) -> Map<String, Value> {
    let mut told = common(facts);
    match client {
        Client::Microsoft => microsoft::add(facts, &mut told),
        // Our own editor reads the same members.
        Client::OnlyOffice | Client::Spindle => onlyoffice::add(facts, &mut told),
        Client::Collabora => collabora::add(facts, &mut told),
    }
    told
}

/// Puts members of a JSON object to others.
fn extend(told: &mut Map<String, Value>, more: Value) {
    if let Value::Object(members) = more {
        told.extend(members);
    }
}

/// The kinds of links that a user may make for others.
pub(crate) fn share_types(permissions: Permissions) -> Vec<&'static str> {
    let mut types = Vec::new();
    if permissions.has(Permissions::SHARE) {
        types.push("ReadOnly");
        if permissions.has(Permissions::WRITE) {
            types.push("ReadWrite");
        }
    }
    types
}

/// What every client is told.
fn common(facts: &Facts<'_>) -> Map<String, Value> {
    let may = |permission| facts.permissions.has(permission);
    let mut told = Map::new();
    extend(
        &mut told,
        json!({
            "BaseFileName": facts.name,
            "OwnerId": facts.owner,
            "Size": facts.size,
            "UserId": facts.user,
            "UserFriendlyName": facts.user_name,
            "Version": facts.version,
            "LastModifiedTime": facts.modified,
            "IsAnonymousUser": facts.user == GUEST,
            "ReadOnly": !facts.permissions.saves(),
            "UserCanWrite": may(Permissions::WRITE),
            "UserCanRename": may(Permissions::RENAME),
            "UserCanNotWriteRelative": !may(Permissions::CREATE),
            // Who does not save has no use for locks: clients take a flag for a promise that holds for this user.
            "SupportsLocks": facts.permissions.saves(),
            "SupportsUpdate": facts.permissions.saves() || may(Permissions::CREATE),
            "SupportsRename": true,
            "BreadcrumbDocName": facts.name,
            "PostMessageOrigin": facts.urls.origin(),
        }),
    );
    told
}
