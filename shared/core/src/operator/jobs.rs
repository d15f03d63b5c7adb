//! `GET /v1/jobs`: work that has not ended, or ended badly.

use ::http::StatusCode;
use serde_json::{Value, json};
use spindle_model::calendar;

use super::json as answer;
use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;
use crate::store::{JobState, Store};

/// Rows of one answer.
const MOST: i64 = 1000;

pub(crate) fn list<'a>(app: &App<'a>, _: &Settings, _: Request) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let jobs: Vec<Value> = store
        .outstanding_jobs(MOST)?
        .into_iter()
        .map(|job| {
            json!({
                "kind": job.kind,
                "key": job.key,
                "state": job.state.name(),
                "attempts": job.attempts,
                "percent": job.percent,
                "created": calendar::iso_8601(job.created),
                "leaseUntil": (job.state == JobState::Running).then(|| calendar::iso_8601(job.lease_until)),
                "reason": job.result.as_deref().and_then(reason),
            })
        })
        .collect();
    Ok(answer(StatusCode::OK, &json!({ "jobs": jobs })))
}

/// The words of a failure.
fn reason(result: &str) -> Option<String> {
    let failure: Value = serde_json::from_str(result).ok()?;
    failure.get("message")?.as_str().map(str::to_owned)
}
