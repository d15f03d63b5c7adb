//! An online document as a file. It is written when it is opened, and anew when the document went on meanwhile, never under
//! an editor that has it locked.

use super::call::Call;
use super::error::WopiError;
use super::tree::Entry;
use crate::documents::as_file;
use crate::neighbours;
use crate::router::RENDER;
use crate::store::contents::{self, Head};

/// The component whose writers make files of documents.
const COMPONENT: &str = "export";

/// What a document is as a file now; `head` is what it was.
pub(crate) fn current(
    call: &Call<'_, '_>,
    entry: &Entry,
    head: Option<Head>,
) -> Result<Head, WopiError> {
    let fid = entry.node.fid.as_str();
    if let Some(head) = head
        && !as_file::is_behind(&call.store, fid, &head, entry.node.version, call.now_ms())?
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
