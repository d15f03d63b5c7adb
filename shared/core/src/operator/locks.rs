//! `GET /v1/locks`: the locks that hold; `DELETE /v1/locks/{file id}`: ends one, whoever has it.

use ::http::StatusCode;
use serde_json::{Value, json};
use spindle_model::calendar;

use super::{json as answer, refused};
use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::{Store, wopi};

const PREFIX: &str = "/v1/locks/";

/// The locks that hold, those first that end first.
pub(crate) fn list<'a>(app: &App<'a>, _: &Settings, _: Request) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let locks: Vec<Value> = wopi::locks(&store, app.ports.clock.now_ms())?
        .into_iter()
        .map(|locked| {
            json!({
                "id": locked.fid,
                "name": locked.name,
                "lock": locked.lock_id,
                "user": locked.user,
                "since": calendar::iso_8601(locked.since),
                "until": calendar::iso_8601(locked.until),
            })
        })
        .collect();
    Ok(answer(StatusCode::OK, &json!({ "locks": locks })))
}

/// Ends a lock. Its editor learns it with its next request.
pub(crate) fn end<'a>(
    app: &App<'a>,
    _: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let id = request
        .path
        .get(PREFIX.len()..)
        .unwrap_or_default()
        .trim_end_matches('/');
    let store = Store::open(&app.ports)?;
    let Some(lock) = wopi::break_lock(&store, id, app.ports.clock.now_ms())? else {
        return Ok(refused(
            StatusCode::NOT_FOUND,
            &format!("the file {id} is not locked"),
        ));
    };
    let line = format!("the operator ended the lock of {id}");
    app.ports.log.line(Level::Info, &line);
    Ok(answer(StatusCode::OK, &json!({ "id": id, "lock": lock })))
}
