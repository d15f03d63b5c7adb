//! Collabora Online.

use serde_json::{Map, Value, json};

use super::{Facts, extend};
use crate::wopi::permissions::Permissions;

pub(super) fn add(facts: &Facts<'_>, told: &mut Map<String, Value>) {
    let may = |permission| facts.permissions.has(permission);
    extend(
        told,
        json!({
            // It knows no editor that only comments or reviews: who may do neither more nor less reads.
            "ReadOnly": !may(Permissions::WRITE),
            // Members that it reads as switches of its menus.
            "HideSaveOption": !may(Permissions::WRITE),
            "HideExportOption": false,
            "DisableExport": false,
            "DisableCopy": false,
            "DisablePrint": false,
            "EnableOwnerTermination": false,
            "EnableInsertRemoteImage": false,
            "EnableShare": false,
            "IsAdminUser": false,
        }),
    );
}
