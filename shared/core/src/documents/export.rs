//! Online documents that become files: `/fs/bs/export/*`, and the links to the files.

pub(crate) mod download;
pub(crate) mod file;
mod folder;
pub(crate) mod result;
pub(crate) mod start;
mod step;

pub(crate) use step::EXPORT as WORK;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Permission;
use super::session::Session;
use crate::app::App;
use crate::conversion::Told;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::jobs::{self, Failure, FailureClass};
use crate::settings::{Enums, Settings, Term};
use crate::store::nodes::Kind;
use crate::store::{Job, JobState, StoreError};

/// What the paths of links to exported files begin with, after the tenant.
const CONTAINER: &str = "export";

/// One type of export.
struct Type {
    term: Term,
    /// The format that is written.
    format: &'static str,
    /// The extension of the file.
    extension: &'static str,
    /// Whether notes can be written in it.
    notes: bool,
    /// Whether spreadsheets can.
    sheets: bool,
}

const fn row(
    term: Term,
    format: &'static str,
    extension: &'static str,
    notes: bool,
    sheets: bool,
) -> Type {
    Type {
        term,
        format,
        extension,
        notes,
        sheets,
    }
}

/// Every type of export.
static TYPES: &[Type] = &[
    row(Term::ExportDocx, "docx", "docx", true, false),
    row(Term::ExportPdf, "pdf", "pdf", true, true),
    row(Term::ExportHtml, "html", "html", true, true),
    row(Term::ExportMd, "md", "md", true, false),
    row(Term::ExportTxt, "txt", "txt", true, false),
    row(Term::ExportXlsx, "xlsx", "xlsx", false, true),
    row(Term::ExportCsv, "csv", "csv", false, true),
    row(Term::ExportJson, "json", "json", true, true),
    row(Term::ExportOdt, "odt", "odt", true, false),
    row(Term::ExportOds, "ods", "ods", false, true),
    row(Term::ExportEpub, "epub", "epub", true, false),
    row(Term::ExportRtf, "rtf", "rtf", true, false),
];

impl Type {
    fn takes(&self, kind: Kind) -> bool {
        match kind {
            Kind::Note => self.notes,
            Kind::Sheet => self.sheets,
            Kind::Folder => true,
            Kind::File => false,
        }
    }
}

/// What answers about an export say, and all that its step needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Meta {
    /// The user.
    pub uid: i64,
    /// The app.
    pub app_id: String,
    /// The document or folder.
    pub fid: String,
    /// The version that was current, or asked for; 0 for a folder.
    pub v: i64,
    /// The type of export, as it was asked for.
    pub export_type: Value,
    /// The format of the documents.
    pub format: String,
    /// The extension of the file.
    pub extension: String,
    /// Whether comments are written.
    pub with_annotation: bool,
    /// The name of the document.
    pub name: String,
    /// Where to tell that it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notify: Option<String>,
}

impl Meta {
    /// The id of the file: known from the start.
    fn object_id(&self, request_id: &str) -> String {
        format!("{}/{request_id}.{}", self.app_id, self.extension)
    }
}

/// What a finished export's row holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Outcome {
    /// Bytes of the file.
    size: u64,
    /// When the file is forgotten, milliseconds since 1970.
    expires: i64,
    /// What was dropped on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Told>,
}

/// Makes the link to a file of that id which is kept until then, and says until when it is good.
type MakeLink<'l> = dyn Fn(&str, i64) -> Option<(String, i64)> + 'l;

/// The API's `IflydocsExportProcess`.
pub(crate) fn process(
    enums: &Enums,
    job: &Job,
    link: Option<&MakeLink<'_>>,
) -> Result<Value, StoreError> {
    let meta: Meta = jobs::read_row("export", Some(&job.meta))?;
    let object_id = meta.object_id(&job.key);
    let (mut fast_fail, mut started, mut over) = (None, job.started, None);
    let (mut container, mut size, mut reason) = (Value::Null, Value::Null, Value::Null);
    let (mut url, mut url_ends) = (Value::Null, Value::Null);
    let mut warnings = Vec::new();
    let term = match job.state {
        JobState::Queued => Term::ExportQueued,
        JobState::Running => Term::ExportRunning,
        JobState::Done => {
            let outcome: Outcome = jobs::read_row("export result", job.result.as_deref())?;
            over = job.ended;
            if let Some((text, ends)) = link.and_then(|link| link(&object_id, outcome.expires)) {
                (url, url_ends) = (json!(text), json!(ends));
            }
            container = json!(CONTAINER);
            size = json!(outcome.size);
            warnings = outcome.warnings;
            Term::ExportDone
        }
        JobState::Failed => {
            let failure = Failure::from_row(job)?;
            // What was not there to be worked on failed before any work.
            if failure.class == FailureClass::Gone {
                fast_fail = job.ended;
                started = None;
            } else {
                over = job.ended;
            }
            reason = json!(failure.message);
            Term::ExportFailed
        }
    };
    if job.state == JobState::Queued {
        started = None;
    }
    Ok(json!({
        "uid": meta.uid,
        "appId": meta.app_id,
        "fid": meta.fid,
        "exportRequestId": job.key,
        "requestTime": job.created,
        "startProcessTime": started,
        "overProcessTime": over,
        "fastFailTime": fast_fail,
        "status": enums.value(term),
        "container": container,
        "objectId": object_id,
        "exportFileType": meta.export_type,
        "withAnnotation": meta.with_annotation,
        "downloadSafetyChain": url,
        "downloadFileSize": size,
        "safetyChainEndTime": url_ends,
        "thirdResult": null,
        "failReason": reason,
        "percent": job.percent,
        "warnings": warnings,
    }))
}

/// The export of that id, for the user who asked for it and everybody else who may export the document.
fn find(
    session: &Session<'_, '_>,
    request_id: &str,
    fid: &str,
    uid: i64,
) -> Result<Option<Job>, Error> {
    let Some(job) = session.store.job(WORK.kind, request_id)? else {
        return Ok(None);
    };
    let meta: Meta = jobs::read_row("export", Some(&job.meta))?;
    if meta.app_id != session.app_id || meta.fid != fid {
        return Ok(None);
    }
    if meta.uid == uid {
        return Ok(Some(job));
    }
    let may = session
        .see(&session.store, fid, uid)?
        .is_some_and(|seen| seen.role.may(Permission::Export));
    Ok(may.then_some(job))
}

/// `POST /internal/export/step?key=..`: runs an export that nobody works on. For the scheduler.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    WORK.post_step(app, settings, &request)
}
