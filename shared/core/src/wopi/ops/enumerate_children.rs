//! EnumerateChildren: what lies in a folder.

use serde_json::{Value, json};
use spindle_model::calendar;

use crate::http::Response;
use crate::store::contents;
use crate::store::nodes::Kind;
use crate::store::nodes::anywhere;
use crate::wopi::call::{Call, json as answer, version_text};
use crate::wopi::error::WopiError;
use crate::wopi::names;
use crate::wopi::tree::{self, Entry, Folder};

/// Things in one answer at most: it is not cut into pages.
const MOST: i64 = 10_000;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let folder = call.folder()?;
    // Extensions with their dots and commas between; only files are left out by it.
    let wanted: Option<Vec<String>> = call.header("X-WOPI-FileExtensionFilterList").map(|list| {
        list.split(',')
            .map(|extension| extension.trim().to_ascii_lowercase())
            .collect()
    });
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    for node in anywhere::lying(&call.store, &folder.spot, "", MOST)? {
        if node.kind == Kind::Folder {
            let entry = Entry {
                node,
                app_id: folder.spot.app_id.clone(),
            };
            let pointer = super::check_container_info::pointer(call, &Folder::from(entry));
            folders.push(pointer);
            continue;
        }
        let name = tree::file_name(&node);
        let extension = names::split(&name).1.to_ascii_lowercase();
        if wanted
            .as_ref()
            .is_none_or(|wanted| wanted.contains(&extension))
        {
            files.push(child(call, &node.fid, &name, node.modified)?);
        }
    }
    Ok(answer(
        &json!({ "ChildContainers": folders, "ChildFiles": files }),
    ))
}

/// A document that was never opened as a file has no bytes yet: it is made when somebody does.
fn child(call: &Call<'_, '_>, fid: &str, name: &str, modified: i64) -> Result<Value, WopiError> {
    let head = contents::head(&call.store, fid)?;
    let (version, size, modified) = match &head {
        Some(head) => (version_text(head), head.length, head.modified),
        None => ("0".to_owned(), 0, modified),
    };
    Ok(json!({
        "Name": name,
        "Url": call.urls.with_token(&call.for_file(fid)),
        "Version": version,
        "Size": size,
        "LastModifiedTime": calendar::iso_8601(modified),
    }))
}
