//! What is saved of an online document goes into it: a job that is made with the version.

use crate::app::App;
use crate::documents::as_file::{MERGE, Merge};
use crate::http::AfterResponse;
use crate::jobs::{milliseconds, to_row};
use crate::neighbours;
use crate::ports::Level;
use crate::router::MERGE_STEP;
use crate::settings::Settings;
use crate::store::Transaction;
use crate::store::jobs::{self, NewJob};
use crate::store::merges;

use super::call::Call;
use super::error::WopiError;
use super::tree::Entry;

/// The component whose readers bring files into documents.
const COMPONENT: &str = "import";
/// How often it is tried.
const ATTEMPTS: i64 = 10;
/// How long its row is kept, in milliseconds: until somebody has looked why it failed.
const KEEP_MS: i64 = 90 * 86_400_000;

/// Makes the job that brings a version of a document's file into the document, and answers its key; a file is in no document.
pub(crate) fn enqueue(
    transaction: &Transaction<'_>,
    call: &Call<'_, '_>,
    entry: &Entry,
    version: i64,
) -> Result<Option<String>, WopiError> {
    if !entry.is_document() {
        return Ok(None);
    }
    let key = merges::key(&entry.node.fid, version);
    let merge = Merge {
        fid: entry.node.fid.clone(),
        app_id: entry.app_id.clone(),
        version,
        user: call.grant.user.clone(),
    };
    let now = transaction.now_ms();
    let job = NewJob {
        kind: MERGE.kind,
        key: &key,
        input: &to_row(&merge)?,
        meta: "{}",
        twin: None,
        max_attempts: ATTEMPTS,
        expires: now.saturating_add(KEEP_MS),
        lease_ms: milliseconds(call.settings.job.lease),
        claim: None,
    };
    jobs::insert(transaction, &job, now)?;
    Ok(Some(key))
}

/// Drives the job after the response. The scheduler drives it too.
pub(crate) fn drive_after(key: String) -> AfterResponse {
    Box::new(move |app| {
        if let Err(reason) = drive(app, &key) {
            let line = format!("merge job {key} was not driven: {reason}");
            app.ports.log.line(Level::Warn, &line);
        }
    })
}

fn drive(app: &App<'_>, key: &str) -> Result<(), String> {
    let settings = Settings::load(app.ports.config).map_err(|error| error.to_string())?;
    let answered = neighbours::post(app, &settings, COMPONENT, MERGE_STEP, &[("key", key)])?;
    if answered.status.is_success() {
        return Ok(());
    }
    Err(format!("{}: {}", answered.status, answered.words))
}
