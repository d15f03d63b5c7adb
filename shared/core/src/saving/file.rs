//! The file of a document under edit: the original package with the changes in it.

use spindle_model::convert::{Content, Options};

use crate::conversion::{self, Pass, stop};
use crate::documents::export::file::fill_pictures;
use crate::documents::{load, sheet};
use crate::jobs::{Claim, Failure, FailureClass, Stop};
use crate::store::editings::{Editing, Kind};

/// The document's bytes at a version, and their format: the one that it came in where that can be written and is wished
/// for, else docx or xlsx.
pub(crate) fn written(
    claim: &Claim<'_, '_>,
    editing: &Editing,
    version: i64,
    as_origin: bool,
) -> Result<(Vec<u8>, String), Stop> {
    let original = claim
        .store
        .whole_blob(&editing.origin, "file that was opened")?;
    if version <= 1 {
        return Ok((original, editing.file_type.clone()));
    }
    let content = content(claim, editing, version)?;
    let fallback = match editing.kind {
        Kind::Cell => "xlsx",
        _ => "docx",
    };
    let own = editing.file_type.as_str();
    let formats = claim.app.formats().map_err(stop)?;
    let target = if as_origin && formats.writer(own).is_some() {
        own
    } else {
        fallback
    };
    let pass = || Pass {
        options: Options {
            comments: true,
            title: Some(editing.title.clone()),
            ..Options::default()
        },
        percent: (40.0, 95.0),
    };
    let mut warnings = Vec::new();
    if target == own && formats.patcher(own).is_some() {
        match conversion::patch(claim, own, (&original, &content), pass(), &mut warnings) {
            Ok(bytes) => return Ok((bytes, own.to_owned())),
            Err(Stop::Failure(failure)) => claim.note(&format!(
                "the original package cannot be patched, and is written anew: {}",
                failure.message
            )),
            Err(stop) => return Err(stop),
        }
    }
    drop(original);
    match conversion::write(claim, target, &content, pass(), &mut warnings) {
        Ok(bytes) => Ok((bytes, target.to_owned())),
        Err(Stop::Failure(failure)) if target != fallback => {
            claim.note(&format!(
                "it cannot be written as {target}, and becomes {fallback}: {}",
                failure.message
            ));
            let bytes = conversion::write(claim, fallback, &content, pass(), &mut warnings)?;
            Ok((bytes, fallback.to_owned()))
        }
        Err(stop) => Err(stop),
    }
}

/// What is to be written.
fn content(claim: &Claim<'_, '_>, editing: &Editing, version: i64) -> Result<Content, Stop> {
    let doc = editing.doc.as_str();
    let (name, json) = match editing.kind {
        Kind::Slide | Kind::Pdf => {
            let words = "what is only shown has no changes";
            return Err(Stop::Failure(Failure::new(
                FailureClass::Unsupported,
                words,
            )));
        }
        Kind::Cell => {
            let json = sheet::at(claim.store, doc, version).map_err(stop)?;
            ("ssjson", json.into_bytes())
        }
        Kind::Word => (
            "delta",
            load::note_json(claim.store, doc, version).map_err(stop)?,
        ),
    };
    let pass = Pass {
        options: Options {
            comments: true,
            ..Options::default()
        },
        percent: (0.0, 40.0),
    };
    let mut warnings = Vec::new();
    let mut content = conversion::read(claim, name, &json, pass, &mut warnings)?;
    if let Content::Document(document) = &mut content {
        fill_pictures(claim.store, doc, doc, document, &mut warnings)?;
    }
    Ok(content)
}
