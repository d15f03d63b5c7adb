//! `GET /fs/bs/import/result`: what became of an import.

use serde_json::{Value, json};

use super::{WORK, find, process};
use crate::documents::session::{Answer, Session};
use crate::documents::{DocumentError, view};
use crate::error::Error;
use crate::store::JobState;
use crate::store::nodes::Status;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let request_id = session.fields.needed("requestId")?;
    let job = find(session, &request_id, user.uid)?
        .ok_or_else(|| DocumentError::NoImport(request_id.clone()))?;
    let (process, reason) = process(&session.own().enums, &job)?;
    let fid = process
        .get("fid")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut detail = Value::Null;
    if job.state == JobState::Done
        && let Some(seen) = session.see(&session.store, fid, user.uid)?
        && seen.node.status != Status::Purged
    {
        detail = view::document(session, &session.store, &seen, user.uid)?;
    }
    let mut answer = Answer::of(&json!({ "process": process, "detail": detail }));
    if let Some(reason) = reason {
        answer.message = reason;
    }
    if job.claimable(session.now_ms()) {
        answer.drive = Some((&WORK, request_id));
    }
    Ok(answer)
}
