//! The step of an import: read the file, make the document.

use std::io::Read as _;

use spindle_delta::Document;
use spindle_model::convert::{Content, Options};
use spindle_model::document::{ImageSource, InlineKind, Media};
use spindle_model::format;

use super::{Input, Meta, Outcome, Source};
use crate::conversion::{self, Pass, Told};
use crate::documents::create::{First, make_as};
use crate::documents::session::folder_of;
use crate::documents::{load, sheet, webhook};
use crate::error::Error;
use crate::fetch::{self, Wanted};
use crate::jobs::{Claim, Failure, FailureClass, Stop, Work, to_row};
use crate::store::nodes::{Kind, NewNode};
use crate::store::objects::{self, NewObject};
use crate::store::{BlobRef, StoreError, random_hex};

/// Imports.
pub(crate) static IMPORT: Work = Work {
    kind: "import",
    run,
    ended: Some(webhook::enqueue),
};

/// How long pictures are left alone that no document names yet, in milliseconds: longer than any lease.
const UNFINISHED_MS: i64 = 6 * 3_600_000;

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let input: Input = claim.input()?;
    let meta: Meta = claim.meta()?;
    let bytes = bytes_of(claim, &input.source)?;
    claim.progress(5.0);
    let said = input.said.as_deref().and_then(format::by_name);
    let found = claim.app.formats().map_err(stop)?.sniff(&bytes);
    let source = conversion::settle(said, found, &bytes)
        .map_err(|reason| failed(FailureClass::Damaged, reason))?;
    let mut warnings = Vec::new();
    let pass = Pass {
        options: Options {
            password: input.password.clone(),
            ..Options::default()
        },
        percent: (5.0, 60.0),
    };
    let content = conversion::read(claim, source.name, &bytes, pass, &mut warnings)?;
    drop(bytes);
    let mut pictures = Vec::new();
    let (kind, first) = match content {
        Content::Document(document) => {
            let document = name_pictures(claim, *document, &mut pictures)?;
            (Kind::Note, note(claim, document, &mut warnings)?)
        }
        Content::Workbook(_) => (Kind::Sheet, workbook(claim, content, &mut warnings)?),
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
        for picture in &pictures {
            objects::keep(
                transaction,
                &NewObject {
                    app_id: &meta.app_id,
                    object_id: &picture.object_id,
                    fid: &meta.fid,
                    uid: meta.uid,
                    blob: &picture.blob,
                    content_type: &picture.content_type,
                },
            )?;
        }
        Ok::<bool, Error>(true)
    });
    ended.map_err(stop)
}

fn failed(class: FailureClass, reason: impl Into<String>) -> Stop {
    Stop::Failure(Failure::new(class, reason))
}

/// The store's trouble passes; everything else is the end of the job.
fn stop(error: Error) -> Stop {
    match error {
        Error::Store(error) => Stop::Store(error),
        other => failed(FailureClass::Gone, other.to_string()),
    }
}

fn bytes_of(claim: &Claim<'_, '_>, source: &Source) -> Result<Vec<u8>, Stop> {
    match source {
        Source::Blob { id, length } => {
            let blob = BlobRef {
                id: id.clone(),
                length: *length,
            };
            let mut bytes = Vec::new();
            claim
                .store
                .read_blob(&blob, 0, *length)
                .read_to_end(&mut bytes)
                .map_err(|error| StoreError::Damaged {
                    what: "file to be imported",
                    reason: error.to_string(),
                })?;
            Ok(bytes)
        }
        Source::Url(url) => {
            let wanted = Wanted {
                url,
                authenticated: false,
                limit: claim.settings.convert.bytes,
                variable: "limit_convert_bytes",
                what: "file",
            };
            let bytes =
                fetch::for_job(claim.app, claim.settings, &wanted).map_err(Stop::Failure)?;
            claim.renew()?;
            Ok(bytes)
        }
    }
}

/// A picture that becomes an object of the document.
struct Picture {
    object_id: String,
    blob: BlobRef,
    content_type: String,
}

/// Keeps the pictures of a document and puts the ids of their objects where they stood.
fn name_pictures(
    claim: &Claim<'_, '_>,
    mut document: spindle_model::document::Document,
    pictures: &mut Vec<Picture>,
) -> Result<spindle_model::document::Document, Stop> {
    let media = std::mem::take(&mut document.media);
    let expires = claim.app.ports.clock.now_ms().saturating_add(UNFINISHED_MS);
    for Media { media_type, bytes } in &media {
        let extension = media_type
            .rsplit('/')
            .next()
            .and_then(|name| name.split('+').next())
            .unwrap_or("bin");
        let name = random_hex(&claim.app.ports, 16);
        pictures.push(Picture {
            object_id: format!("image/{name}.{extension}"),
            blob: claim.store.write_blob(bytes, expires)?,
            content_type: media_type.clone(),
        });
    }
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &mut paragraph.inlines {
            if let InlineKind::Image(image) = &mut inline.kind
                && let ImageSource::Media(index) = image.source
                && let Some(picture) = pictures.get(index)
            {
                image.source = ImageSource::Url(picture.object_id.clone());
            }
        }
    });
    Ok(document)
}

fn note(
    claim: &Claim<'_, '_>,
    document: spindle_model::document::Document,
    warnings: &mut Vec<Told>,
) -> Result<First, Stop> {
    let pass = Pass {
        options: Options {
            comments: true,
            ..Options::default()
        },
        percent: (60.0, 90.0),
    };
    let content = Content::Document(Box::new(document));
    let json = conversion::write(claim, "delta", &content, pass, warnings)?;
    drop(content);
    let delta = spindle_delta::Delta::from_slice(&json)
        .and_then(Document::try_from)
        .map_err(|error| load::damaged("what was imported", &error))?;
    let first = First::note(&delta).map_err(stop)?;
    let limit = claim.settings.iflydocs.limits.document_bytes;
    check_size(first.bytes(), limit, "limit_document_bytes")?;
    Ok(first)
}

fn workbook(
    claim: &Claim<'_, '_>,
    content: Content,
    warnings: &mut Vec<Told>,
) -> Result<First, Stop> {
    let pass = Pass {
        options: Options::default(),
        percent: (60.0, 90.0),
    };
    let json = conversion::write(claim, "ssjson", &content, pass, warnings)?;
    drop(content);
    check_size(
        json.len(),
        sheet::MOST_BYTES,
        "the most that a spreadsheet has",
    )?;
    Ok(First::sheet(json))
}

fn check_size(bytes: usize, limit: usize, where_from: &str) -> Result<(), Stop> {
    if bytes <= limit {
        return Ok(());
    }
    let words = format!("the document has {bytes} bytes, more than {limit} ({where_from})");
    Err(failed(FailureClass::Limit, words))
}
