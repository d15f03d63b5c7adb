//! RenameFile: another name, the same extension, id and lock.

use serde_json::json;

use crate::http::Response;
use crate::store::contents;
use crate::store::nodes;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::error::WopiError;
use crate::wopi::lock::{self, Wanted};
use crate::wopi::{names, tree};

/// Where a name that cannot be used is told.
const NAME_ERROR: &str = "x-wopi-invalidfilenameerror";

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let file = call.file()?;
    let given = call.lock_id("X-WOPI-Lock")?;
    let requested = call
        .name("X-WOPI-RequestedName")?
        .ok_or_else(|| unusable("there is no X-WOPI-RequestedName".to_owned()))?;
    let current = file.entry.file_name();
    let extension = names::split(&current).1.to_owned();
    let fid = file.entry.node.fid.as_str();
    let spot = file.entry.spot();
    let name = call.store.transaction(|transaction| {
        let head = contents::head(transaction, fid)?
            .ok_or_else(|| WopiError::NotFound("the file is not there any more".to_owned()))?;
        lock::check(
            &head,
            Wanted::Rename(given.as_deref()),
            transaction.now_ms(),
        )?;
        // The name comes without an extension: whatever looks like one belongs to it.
        let wanted = names::repair(&format!("{requested}{extension}"));
        let name = tree::free_name(&wanted, |name| {
            let others = tree::files_named(transaction, &spot, name)?;
            Ok(others.iter().any(|other| other.fid != fid))
        })?;
        // An online document has its extension from what it is.
        let stem = name.strip_suffix(extension.as_str()).unwrap_or(&name);
        let kept = if file.entry.is_document() {
            stem
        } else {
            &name
        };
        nodes::rename(
            transaction,
            fid,
            kept,
            file.entry.node.owner,
            transaction.now_ms(),
        )?;
        Ok::<_, WopiError>(stem.to_owned())
    })?;
    Ok(answer(&json!({
        "Name": name,
        "Url": call.urls.with_token(&call.for_file(fid)),
    })))
}

fn unusable(reason: String) -> WopiError {
    WopiError::Name {
        header: NAME_ERROR,
        reason,
        instead: None,
    }
}
