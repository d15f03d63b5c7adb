//! What the service answers.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::auth::links::LinkBase;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::error::Error;
use crate::http::Response;
use crate::jobs::{self, Failure};
use crate::settings::Settings;
use crate::store::{Job, JobState};

/// What a finished build's row holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Outcome {
    /// The names of the saved files, in the order in which they were saved.
    pub files: Vec<String>,
}

/// Where a build's file is kept, and what its link says.
pub(super) fn file_path(key: &str, name: &str) -> String {
    format!("data/{key}/output/{name}")
}

/// `{"key":..,"end":false}`.
pub(super) fn pending<'a>(key: &str) -> Response<'a> {
    Response::json(SERVICE_TYPE, &json!({ "key": key, "end": false }))
}

/// The answer for a job that has ended; every answer has fresh signatures. A job that has not ended is pending.
pub(super) fn ended<'a>(
    app: &App<'_>,
    settings: &Settings,
    job: &Job,
    with: &LinkBase,
) -> Result<Response<'a>, Error> {
    match job.state {
        JobState::Queued | JobState::Running => return Ok(pending(&job.key)),
        JobState::Failed => return Err(Error::Job(Failure::from_row(job)?)),
        JobState::Done => {}
    }
    let outcome: Outcome = jobs::read_row("build result", job.result.as_deref())?;
    let mut urls = Map::new();
    for name in outcome.files {
        let url = with.sign(app, settings, &file_path(&job.key, &name), &name);
        urls.insert(name, Value::String(url));
    }
    Ok(Response::json(
        SERVICE_TYPE,
        &json!({ "key": job.key, "urls": urls, "end": true }),
    ))
}
