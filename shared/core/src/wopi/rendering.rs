//! An online document as a file. It is written when it is opened, and anew when the document went on meanwhile, never under
//! an editor that has it locked.

use super::call::Call;
use super::error::WopiError;
use super::tree::Entry;
use crate::neighbours;
use crate::router::RENDER;
use crate::store::contents::{self, Head};

/// The component whose writers make files of documents.
const COMPONENT: &str = "export";

/// What a document is as a file now.
pub(crate) fn current(call: &Call<'_, '_>, entry: &Entry) -> Result<Head, WopiError> {
    let fid = entry.node.fid.as_str();
    let head = contents::head(&call.store, fid)?;
    if let Some(head) = head
        && !is_behind(call, entry, &head)?
    {
        return Ok(head);
    }
    let version = entry.node.version.to_string();
    let query = [("fid", fid), ("v", version.as_str())];
    let answered = neighbours::post(call.app, call.settings, COMPONENT, RENDER, &query)
        .map_err(|reason| WopiError::Internal(format!("the document is not written: {reason}")))?;
    if !answered.status.is_success() {
        return Err(WopiError::Internal(format!(
            "the document cannot be written as a file: {}",
            answered.words
        )));
    }
    contents::head(&call.store, fid)?
        .ok_or_else(|| WopiError::Internal("the document has no file".to_owned()))
}

/// Whether the document went on since its file was written. What was saved and is not in the document yet comes first.
fn is_behind(call: &Call<'_, '_>, entry: &Entry, head: &Head) -> Result<bool, WopiError> {
    if head.held(call.now_ms()).is_some() {
        return Ok(false);
    }
    let merged = contents::merged(&call.store, &entry.node.fid, head.version)?;
    Ok(merged.is_some_and(|v| v < entry.node.version))
}
