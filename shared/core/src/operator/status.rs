//! `GET /v1/status`: how the deployment is, in numbers.

use ::http::StatusCode;
use serde_json::json;
use spindle_model::calendar;

use super::json as answer;
use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;
use crate::store::{Store, figures};
use crate::version::SPINDLE_VERSION;

pub(crate) fn get<'a>(
    app: &App<'a>,
    settings: &Settings,
    _: Request,
) -> Result<Response<'a>, Error> {
    let failing = Store::check(&app.ports)
        .err()
        .map(|error| error.to_string());
    let store = Store::open(&app.ports)?;
    let now = app.ports.clock.now_ms();
    let figures = figures::read(&store, now)?;
    let view = json!({
        "version": SPINDLE_VERSION,
        "now": calendar::iso_8601(now),
        "healthy": failing.is_none(),
        "reason": failing,
        "tokens": settings.jwt.enabled,
        "publicUrl": settings.public_url,
        "editors": figures.editors,
        "viewers": figures.viewers,
        "editing": figures.editing,
        "jobs": {
            "queued": figures.queued,
            "running": figures.running,
            "failed": figures.failed,
            "done": figures.done,
        },
        "saves": {
            "waiting": figures.waiting,
            "refused": figures.refused,
            "forgotten": figures.forgotten,
        },
        "locks": figures.locks,
        "sizes": {
            "files": { "count": figures.files, "bytes": figures.files_bytes },
            "documents": { "count": figures.documents },
            "blobs": { "count": figures.blobs, "bytes": figures.blobs_bytes },
            "database": figures::database_bytes(&store),
        },
    });
    Ok(answer(StatusCode::OK, &view))
}
