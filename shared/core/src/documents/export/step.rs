//! The step of an export: read the document at its version, write the file, keep it.

use std::io::Read as _;

use spindle_model::convert::{Content, Options};
use spindle_model::document::{Document, ImageSource, InlineKind};

use super::{Meta, Outcome, download, folder};
use crate::conversion::{self, Pass, Told};
use crate::documents::{DocumentError, Permission, load, sheet, webhook};
use crate::error::Error;
use crate::jobs::{Claim, Failure, FailureClass, Stop, Work, to_row};
use crate::store::nodes::{self, Kind, Node, Status};
use crate::store::{NewFile, StoreError, objects};

/// Exports.
pub(crate) static EXPORT: Work = Work {
    kind: "export",
    run,
    ended: Some(webhook::enqueue),
};

/// How long an unfinished file is left alone, in milliseconds: longer than any lease.
const UNFINISHED_MS: i64 = 6 * 3_600_000;
/// Bytes of all pictures of one document that are put into a file.
const MOST_PICTURES: u64 = 64 << 20;

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let meta: Meta = claim.meta()?;
    let node = visible(claim, &meta)?;
    let mut warnings = Vec::new();
    let bytes = match node.kind {
        Kind::Folder => folder::archive(claim, &meta, &mut warnings)?,
        Kind::Note | Kind::Sheet | Kind::File => {
            let wanted = Wanted {
                meta: &meta,
                format: &meta.format,
                v: meta.v,
                percent: (0.0, 95.0),
            };
            file_of(claim, &node, &wanted, &mut warnings)?
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

/// How one document is to be written.
pub(super) struct Wanted<'w> {
    pub meta: &'w Meta,
    pub format: &'w str,
    /// The version.
    pub v: i64,
    /// Percent of the job before and after it.
    pub percent: (f32, f32),
}

/// One document as a file.
pub(super) fn file_of(
    claim: &Claim<'_, '_>,
    node: &Node,
    wanted: &Wanted<'_>,
    warnings: &mut Vec<Told>,
) -> Result<Vec<u8>, Stop> {
    let json = match node.kind {
        Kind::Sheet => sheet::at(claim.store, &node.fid, wanted.v)
            .map_err(stop)?
            .into_bytes(),
        Kind::Note | Kind::Folder | Kind::File => {
            load::note_json(claim.store, &node.fid, wanted.v).map_err(stop)?
        }
    };
    if wanted.format == "json" {
        return Ok(match node.kind {
            Kind::Sheet => json,
            Kind::Note | Kind::Folder | Kind::File => {
                [b"{\"ops\":", json.as_slice(), b"}"].concat()
            }
        });
    }
    let (from, to) = wanted.percent;
    let middle = from + (to - from) * 0.4;
    let options = Options {
        // Those of cells are a part of the workbook.
        comments: wanted.meta.with_annotation || node.kind == Kind::Sheet,
        title: Some(node.name.clone()),
        ..Options::default()
    };
    let pass = |percent| Pass {
        options: options.clone(),
        percent,
    };
    let name = match node.kind {
        Kind::Sheet => "ssjson",
        Kind::Note | Kind::Folder | Kind::File => "delta",
    };
    let mut content = conversion::read(claim, name, &json, pass((from, middle)), warnings)?;
    drop(json);
    if let Content::Document(document) = &mut content {
        if document.metadata.title.is_none() {
            document.metadata.title = Some(node.name.clone());
        }
        fill_pictures(claim, &wanted.meta.app_id, &node.fid, document, warnings)?;
    }
    conversion::write(claim, wanted.format, &content, pass((middle, to)), warnings)
}

/// The store's trouble passes; everything else is the end of the job.
pub(super) fn stop(error: Error) -> Stop {
    match error {
        Error::Store(error) => Stop::Store(error),
        other => Stop::Failure(Failure::new(FailureClass::Gone, other.to_string())),
    }
}

/// Puts the bytes of a document's own pictures into it. Those that lie elsewhere are never fetched.
fn fill_pictures(
    claim: &Claim<'_, '_>,
    app_id: &str,
    fid: &str,
    document: &mut Document,
    warnings: &mut Vec<Told>,
) -> Result<(), Stop> {
    let mut named = Vec::new();
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &paragraph.inlines {
            if let InlineKind::Image(image) = &inline.kind
                && let ImageSource::Url(url) = &image.source
                && crate::documents::objects::is_object_id(url)
                && !named.contains(url)
            {
                named.push(url.clone());
            }
        }
    });
    let mut left = MOST_PICTURES;
    let mut known = std::collections::HashMap::new();
    for id in named {
        let object = objects::find(claim.store, app_id, &id)?;
        // A copy of a document names the objects of the first.
        let own = match &object {
            Some(object) => object.fid == fid || objects::is_named(claim.store, fid, &id)?,
            None => false,
        };
        let Some(object) = object.filter(|_| own) else {
            warn(
                warnings,
                "missing-image",
                format!("the picture {id} is not there any more"),
            );
            continue;
        };
        let Some(rest) = left.checked_sub(object.blob.length) else {
            let words = format!(
                "the picture {id} is left out: all together have more than {MOST_PICTURES} bytes"
            );
            warn(warnings, "image-too-large", words);
            continue;
        };
        left = rest;
        let mut bytes = Vec::new();
        claim
            .store
            .read_blob(&object.blob, 0, object.blob.length)
            .read_to_end(&mut bytes)
            .map_err(|error| StoreError::Damaged {
                what: "picture",
                reason: error.to_string(),
            })?;
        let index = document.add_media(&object.content_type, &bytes);
        known.insert(id, index);
    }
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &mut paragraph.inlines {
            if let InlineKind::Image(image) = &mut inline.kind
                && let ImageSource::Url(url) = &image.source
                && let Some(index) = known.get(url)
            {
                image.source = ImageSource::Media(*index);
            }
        }
    });
    Ok(())
}

fn warn(warnings: &mut Vec<Told>, code: &str, message: String) {
    warnings.push(Told {
        code: code.to_owned(),
        message,
    });
}
