//! Microsoft 365 for the web: its schema allows no member that it does not name, and every URL is absolute.

use serde_json::{Map, Value, json};

use super::{Facts, extend};
use crate::wopi::names::MOST_STEM_UNITS;
use crate::wopi::permissions::Permissions;

pub(super) fn add(facts: &Facts<'_>, told: &mut Map<String, Value>) {
    let download = facts.urls.download(facts.grant);
    let (edit_page, view_page) = facts.pages();
    let may = |permission| facts.permissions.has(permission);
    extend(
        told,
        json!({
            "FileNameMaxLength": MOST_STEM_UNITS,
            "IsEduUser": false,
            // Whoever runs this service is a business to Microsoft; private users come through its own services.
            "LicenseCheckForEditIsEnabled": true,
            "RestrictedWebViewOnly": false,
            "SupportsGetLock": true,
            "SupportsExtendedLockLength": true,
            "SupportsDeleteFile": may(Permissions::DELETE),
            "SupportsUserInfo": true,
            "SupportsAddActivities": true,
            "SupportsContainers": may(Permissions::BROWSE),
            "SupportsEcosystem": may(Permissions::BROWSE),
            "SupportedShareUrlTypes": super::share_types(facts.permissions),
            "BreadcrumbFolderName": facts.folder,
            "HostEditUrl": edit_page,
            "HostViewUrl": view_page,
            "DownloadUrl": download,
            "FileUrl": download,
        }),
    );
    // An empty one fails the schema.
    if !facts.extension.is_empty() {
        told.insert("FileExtension".to_owned(), json!(facts.extension));
    }
    if let Some(info) = &facts.user_info {
        told.insert("UserInfo".to_owned(), json!(info));
    }
}
