//! ONLYOFFICE Docs: any of writing, reviewing and commenting opens its editor.

use serde_json::{Map, Value, json};

use super::{Facts, extend};
use crate::auth::grant::Target;
use crate::wopi::names::MOST_STEM_UNITS;
use crate::wopi::permissions::Permissions;

pub(super) fn add(facts: &Facts<'_>, told: &mut Map<String, Value>) {
    let (edit_page, view_page) = facts.pages();
    let may = |permission| facts.permissions.has(permission);
    let writes = may(Permissions::WRITE);
    extend(
        told,
        json!({
            "FileExtension": facts.extension,
            "FileNameMaxLength": MOST_STEM_UNITS,
            "SupportsReviewing": true,
            "UserCanReview": writes || may(Permissions::REVIEW),
            "UserCanOnlyComment": !writes && !may(Permissions::REVIEW) && may(Permissions::COMMENT),
            "HostEditUrl": edit_page,
            "HostViewUrl": view_page,
            "BreadcrumbFolderName": facts.folder,
            "ClosePostMessage": true,
            "EditModePostMessage": false,
        }),
    );
    if may(Permissions::BROWSE) {
        let folder = Target::Container(facts.folder_id.to_owned());
        let page = facts.urls.host_page(&facts.grant.on(folder), "view");
        told.insert("BreadcrumbFolderUrl".to_owned(), json!(page));
    }
}
