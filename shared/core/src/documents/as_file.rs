//! Online documents as files, for editors that open files: written when they are opened, and what is saved goes back into
//! them.

mod merge;
mod render;

pub(crate) use merge::{MERGE, Merge, post_merge_step};
pub(crate) use render::post_render;

use crate::store::contents::{self, Head};
use crate::store::nodes::Kind;
use crate::store::{Statements, StoreError, merges};

/// The format that a document has as a file.
fn format_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Sheet => "xlsx",
        Kind::Note | Kind::Folder | Kind::File => "docx",
    }
}

/// Whether a document at version `v` is to be written as a file anew: nobody has the file locked, everything that was saved
/// is in the document or never will be, and the file shows an older version of it.
pub(crate) fn is_behind(
    on: &impl Statements,
    fid: &str,
    head: &Head,
    v: i64,
    now: i64,
) -> Result<bool, StoreError> {
    if head.held(now).is_some() {
        return Ok(false);
    }
    match contents::merged(on, fid, head.version)? {
        Some(merged) => Ok(merged < v),
        // A save that cannot be read leaves a file that no editor opens either.
        None => Ok(!merges::is_waiting(on, fid, head.version, now)?),
    }
}
