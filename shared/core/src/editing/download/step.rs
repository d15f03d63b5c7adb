//! The step that writes a document under edit as a file that somebody wants to have.

use std::io::Read as _;

use serde::{Deserialize, Serialize};
use spindle_model::convert::Options;

use crate::app::App;
use crate::conversion::{self, Pass};
use crate::error::Error;
use crate::http::{Request, Response};
use crate::jobs::{Claim, Failure, FailureClass, Stop, Work, milliseconds, to_row};
use crate::saving::file::written;
use crate::settings::Settings;
use crate::store::editings::{self, Editing, Phase};
use crate::store::{BlobRef, NewFile, NewJob, Store, StoreError, UNFINISHED_MS};

/// Files that somebody wants to have.
pub(crate) static WORK: Work = Work {
    kind: "download",
    run,
    ended: None,
};

/// Bytes that are copied at a time.
const PIECE: usize = 256 * 1024;

/// What is wanted. What a document is at a version never changes, so the same file is written once.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Wanted {
    /// The name of the document's content.
    pub doc: String,
    pub version: i64,
    /// The type of the file.
    pub target: String,
}

impl Wanted {
    /// The job's key.
    pub(super) fn job(&self) -> String {
        format!("{}_{}_{}", self.doc, self.version, self.target)
    }

    /// Where the file is kept.
    pub(super) fn path(&self) -> String {
        format!("download/{}/output.{}", self.job(), self.target)
    }
}

/// Makes the job, unless it is there.
pub(super) fn enqueue(
    store: &Store<'_>,
    settings: &Settings,
    wanted: &Wanted,
) -> Result<(), StoreError> {
    store.insert_job(&NewJob {
        kind: WORK.kind,
        key: &wanted.job(),
        input: &to_row(wanted)?,
        meta: "",
        twin: None,
        max_attempts: settings.job.attempts,
        expires: kept_until(store, settings),
        lease_ms: milliseconds(settings.job.lease),
        claim: None,
    })?;
    Ok(())
}

fn kept_until(store: &Store<'_>, settings: &Settings) -> i64 {
    let kept = settings.cache_expires_s.saturating_mul(1000);
    store.now_ms().saturating_add(kept)
}

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let wanted: Wanted = claim.input()?;
    let editing = editings::of_doc(claim.store, &wanted.doc)?
        .filter(|editing| editing.phase == Phase::Open)
        .ok_or_else(|| {
            let words = "the document was saved or forgotten meanwhile";
            Stop::Failure(Failure::new(FailureClass::Gone, words))
        })?;
    let until = claim.store.now_ms().saturating_add(UNFINISHED_MS);
    let is_original = wanted.version <= 1 && wanted.target == editing.file_type;
    let blob = if is_original {
        copy(claim.store, &editing.origin, until)?
    } else {
        let bytes = converted(claim, &editing, &wanted)?;
        claim.store.write_blob(&bytes, until)?
    };
    let file = NewFile {
        path: wanted.path(),
        blob: blob.clone(),
        expires: kept_until(claim.store, claim.settings),
    };
    let ours = claim.complete("{}", &[file])?;
    if !ours {
        // What cannot be removed now is swept away later.
        let _ = claim.store.remove_blob(&blob.id);
    }
    Ok(ours)
}

/// The file that came, under a name of its own: it outlives the document.
fn copy(store: &Store<'_>, origin: &BlobRef, until: i64) -> Result<BlobRef, StoreError> {
    let damaged = |error: std::io::Error| StoreError::Damaged {
        what: "file that was opened",
        reason: error.to_string(),
    };
    let mut reader = store.read_blob(origin, 0, origin.length);
    let mut writer = store.begin_blob(until)?;
    let mut piece = vec![0; PIECE];
    loop {
        let count = reader.read(&mut piece).map_err(damaged)?;
        match piece.get(..count) {
            None | Some([]) => return writer.finish(),
            Some(bytes) => writer.write(bytes)?,
        }
    }
}

/// The document in another type: written as a save writes it, so that nothing that the editor does not know is missing,
/// and then converted.
fn converted(claim: &Claim<'_, '_>, editing: &Editing, wanted: &Wanted) -> Result<Vec<u8>, Stop> {
    let (bytes, file_type) = written(claim, editing, wanted.version, true)?;
    if file_type == wanted.target {
        return Ok(bytes);
    }
    let pass = |from, to| Pass {
        options: Options {
            comments: true,
            title: Some(editing.title.clone()),
            ..Options::default()
        },
        percent: (from, to),
    };
    let mut warnings = Vec::new();
    let content = conversion::read(claim, &file_type, &bytes, pass(50.0, 70.0), &mut warnings)?;
    drop(bytes);
    conversion::write(
        claim,
        &wanted.target,
        &content,
        pass(70.0, 99.0),
        &mut warnings,
    )
}

/// `POST /internal/download/step?key=..`: writes a file that nobody works on.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    WORK.post_step(app, settings, &request)
}
