//! EnumerateAncestors: the folders above a file or folder, the top first.

use serde_json::{Value, json};

use crate::auth::grant::Target;
use crate::http::Response;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::error::WopiError;
use crate::wopi::tree;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let above = if matches!(call.grant.target, Target::Container(_)) {
        call.folder()?.above(&call.store)?
    } else {
        let entry = call.file()?.entry;
        tree::above(&call.store, &entry.node, &entry.app_id)?
    };
    let ancestors: Vec<Value> = above
        .iter()
        .map(|folder| super::check_container_info::pointer(call, folder))
        .collect();
    Ok(answer(&json!({ "AncestorsWithRootFirst": ancestors })))
}
