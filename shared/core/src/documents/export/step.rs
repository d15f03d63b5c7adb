//! The step of an export: read the document at its version, write the file, keep it.

use super::file::{self, Wanted};
use super::{Meta, Outcome, download, folder};
use crate::documents::{DocumentError, Permission, webhook};
use crate::jobs::{Claim, Failure, FailureClass, Stop, Work, to_row};
use crate::store::nodes::{self, Kind, Node, Status};
use crate::store::{NewFile, UNFINISHED_MS};

/// Exports.
pub(crate) static EXPORT: Work = Work {
    kind: "export",
    run,
    ended: Some(webhook::enqueue),
};

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let meta: Meta = claim.meta()?;
    let node = visible(claim, &meta)?;
    let mut warnings = Vec::new();
    let bytes = match node.kind {
        Kind::Folder => folder::archive(claim, &meta, &mut warnings)?,
        Kind::Note | Kind::Sheet => {
            let wanted = Wanted {
                app_id: &meta.app_id,
                comments: meta.with_annotation,
                format: &meta.format,
                v: meta.v,
                percent: (0.0, 95.0),
            };
            file::written(claim, &node, &wanted, &mut warnings)?
        }
        Kind::File => {
            let words = format!(
                "{} is a file and no online document: it is downloaded as it is (GET /v1/files/{})",
                node.name, node.fid
            );
            return Err(Stop::Failure(Failure::new(
                FailureClass::Unsupported,
                words,
            )));
        }
    };
    let now = claim.app.ports.clock.now_ms();
    let blob = claim
        .store
        .write_blob(&bytes, now.saturating_add(UNFINISHED_MS))?;
    let keep_ms = claim.settings.iflydocs.export_keep_s.saturating_mul(1000);
    let expires = now.saturating_add(keep_ms);
    let file = NewFile {
        path: download::file_path(&meta.object_id(claim.key)),
        blob: blob.clone(),
        expires,
    };
    let outcome = Outcome {
        size: blob.length,
        expires,
        warnings,
    };
    let ours = claim.complete(&to_row(&outcome)?, &[file])?;
    if !ours {
        // What cannot be removed now is swept away later.
        let _ = claim.store.remove_blob(&blob.id);
    }
    Ok(ours)
}

/// What is exported, if it is still there for the user.
fn visible(claim: &Claim<'_, '_>, meta: &Meta) -> Result<Node, Stop> {
    let gone = |reason: String| Stop::Failure(Failure::new(FailureClass::Gone, reason));
    let seen = nodes::see(claim.store, &meta.app_id, &meta.fid, meta.uid)?
        .filter(|seen| seen.node.status == Status::Normal && !seen.buried)
        .ok_or_else(|| gone(DocumentError::NoDocument(meta.fid.clone()).to_string()))?;
    if seen.role.may(Permission::Export) {
        Ok(seen.node)
    } else {
        let refusal = DocumentError::Permission {
            role: seen.role.name(),
            permission: Permission::Export.name(),
        };
        Err(gone(refusal.to_string()))
    }
}
