//! The step of an import: read the file, make the document.

use spindle_model::convert::{Content, Options};
use spindle_model::format;

use super::file::{self, Naming, check_size};
use super::{Input, Meta, Outcome, Source};
use crate::conversion::{Pass, stop};
use crate::documents::create::{First, make_as};
use crate::documents::session::folder_of;
use crate::documents::webhook;
use crate::error::Error;
use crate::fetch::{self, Wanted};
use crate::jobs::{Claim, Stop, Work, to_row};
use crate::store::nodes::{Kind, NewNode};
use crate::store::objects::{self, NewObject};
use crate::store::{BlobRef, UNFINISHED_MS};

/// Imports.
pub(crate) static IMPORT: Work = Work {
    kind: "import",
    run,
    ended: Some(webhook::enqueue),
};

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let input: Input = claim.input()?;
    let meta: Meta = claim.meta()?;
    let bytes = bytes_of(claim, &input.source)?;
    claim.progress(5.0);
    let said = input.said.as_deref().and_then(format::by_name);
    let mut warnings = Vec::new();
    let pass = Pass {
        options: Options {
            password: input.password.clone(),
            ..Options::default()
        },
        percent: (5.0, 60.0),
    };
    let content = file::opened(claim, &bytes, said, pass, &mut warnings)?;
    drop(bytes);
    let mut pictures = Vec::new();
    let content = match content {
        // There are no slides among online documents: what they say becomes a note.
        Content::Presentation(slides) => Content::Document(Box::new(slides.into_document())),
        other => other,
    };
    let (kind, first) = match content {
        Content::Document(mut document) => {
            let expires = claim.app.ports.clock.now_ms().saturating_add(UNFINISHED_MS);
            for picture in Naming::of(&meta.fid).apply(&mut document) {
                let blob = claim.store.write_blob(&picture.media.bytes, expires)?;
                pictures.push((picture.object_id, picture.media.media_type, blob));
            }
            let note = file::note(claim, *document, (60.0, 90.0), &mut warnings)?;
            let first = First::note(&note).map_err(stop)?;
            let limit = claim.settings.iflydocs.limits.document_bytes;
            check_size(first.bytes(), limit, "limit_document_bytes")?;
            (Kind::Note, first)
        }
        Content::Workbook(_) | Content::Presentation(_) => {
            let json = file::workbook(claim, content, (60.0, 90.0), &mut warnings)?;
            (Kind::Sheet, First::sheet(json))
        }
    };
    let outcome = to_row(&Outcome { warnings })?;
    let ended = claim.store.transaction(|transaction| {
        // Whose lease ran out changes nothing.
        if !claim.complete_in(transaction, &outcome, &[])? {
            return Ok(false);
        }
        let folder = folder_of(transaction, &meta.app_id, &input.parent, meta.uid)?;
        let new = NewNode {
            app_id: &meta.app_id,
            parent: &input.parent,
            kind,
            space: input.space,
            name: &input.name,
            title_set: true,
            creator: meta.uid,
            owner: folder.map_or(meta.uid, |folder| folder.node.owner),
        };
        make_as(transaction, &meta.fid, &new, first, transaction.now_ms())?;
        for (object_id, content_type, blob) in &pictures {
            objects::keep(
                transaction,
                &NewObject {
                    app_id: &meta.app_id,
                    object_id,
                    fid: &meta.fid,
                    uid: meta.uid,
                    blob,
                    content_type,
                },
            )?;
        }
        Ok::<bool, Error>(true)
    });
    ended.map_err(stop)
}

fn bytes_of(claim: &Claim<'_, '_>, source: &Source) -> Result<Vec<u8>, Stop> {
    match source {
        Source::Blob { id, length } => {
            let blob = BlobRef {
                id: id.clone(),
                length: *length,
            };
            Ok(claim.store.whole_blob(&blob, "file to be imported")?)
        }
        Source::Url(url) => {
            let wanted = Wanted {
                url,
                authenticated: false,
                limit: claim.settings.convert.bytes,
                variable: "limit_convert_bytes",
                what: "file",
                headers: &[],
            };
            let bytes =
                fetch::for_job(claim.app, claim.settings, &wanted).map_err(Stop::Failure)?;
            claim.renew()?;
            Ok(bytes)
        }
    }
}
