//! Files that become online documents: `/fs/bs/import/*`.

pub(crate) mod file;
pub(crate) mod result;
pub(crate) mod start;
mod step;

pub(crate) use step::IMPORT as WORK;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::session::Session;
use crate::app::App;
use crate::conversion::Told;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::jobs::{self, Failure};
use crate::settings::{Enums, Settings, Term};
use crate::store::{Job, JobState, StoreError};

/// What an import's row says is to be done.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Input {
    /// Where the file is.
    source: Source,
    /// The format that its name says.
    said: Option<String>,
    /// The folder to put the document into.
    parent: String,
    /// 1 the user's own space, 2 a shared one.
    space: i64,
    /// The document's name.
    name: String,
    /// The password of the file.
    password: Option<String>,
}

/// Where a file to be imported is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Source {
    /// Among the blobs: its name and length.
    Blob { id: String, length: u64 },
    /// To be downloaded.
    Url(String),
}

/// What answers about an import say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Meta {
    /// The user.
    pub uid: i64,
    /// The app.
    pub app_id: String,
    /// The document to be.
    pub fid: String,
    /// Where to tell that it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notify: Option<String>,
}

/// What a finished import's row holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Outcome {
    /// What was dropped on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Told>,
}

/// The API's `IflydocsImportProcess`, and why it failed.
pub(crate) fn process(enums: &Enums, job: &Job) -> Result<(Value, Option<String>), StoreError> {
    let meta: Meta = jobs::read_row("import", Some(&job.meta))?;
    let mut warnings = Vec::new();
    let mut reason = None;
    let (term, message) = match job.state {
        JobState::Queued | JobState::Running => (Term::ImportRunning, None),
        JobState::Done => {
            let outcome: Outcome = jobs::read_row("import result", job.result.as_deref())?;
            warnings = outcome.warnings;
            (Term::ImportDone, Some("导入成功".to_owned()))
        }
        JobState::Failed => {
            let words = format!("导入失败:{}", Failure::from_row(job)?.message);
            reason = Some(words.clone());
            (Term::ImportFailed, Some(words))
        }
    };
    let process = json!({
        "uid": meta.uid,
        "fid": meta.fid,
        "requestId": job.key,
        "requestTime": job.created,
        "startProcessTime": job.created,
        "overProcessTime": job.ended,
        "status": enums.value(term),
        "message": message,
        "percent": job.percent,
        "warnings": warnings,
    });
    Ok((process, reason))
}

/// The import of that id that this user asked for.
fn find(session: &Session<'_, '_>, request_id: &str, uid: i64) -> Result<Option<Job>, Error> {
    let Some(job) = session.store.job(WORK.kind, request_id)? else {
        return Ok(None);
    };
    let meta: Meta = jobs::read_row("import", Some(&job.meta))?;
    Ok((meta.app_id == session.app_id && meta.uid == uid).then_some(job))
}

/// `POST /internal/import/step?key=..`: runs an import that nobody works on. For the scheduler.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    WORK.post_step(app, settings, &request)
}
