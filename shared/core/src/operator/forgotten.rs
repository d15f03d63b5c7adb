//! `GET /v1/forgotten`: results that no storage took, with links; `DELETE /v1/forgotten/{key}`: ends one.

use ::http::StatusCode;
use serde_json::{Value, json};
use spindle_model::calendar;

use super::{json as answer, refused};
use crate::app::App;
use crate::auth::links::LinkBase;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::ports::Level;
use crate::saving::forget;
use crate::settings::Settings;
use crate::store::{Store, forgotten};

const PREFIX: &str = "/v1/forgotten/";
/// Rows of one answer.
const MOST: i64 = 1000;

/// The forgotten files, the newest first.
pub(crate) fn list<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let links = LinkBase::of(settings, &request);
    let store = Store::open(&app.ports)?;
    let files: Vec<Value> = forgotten::list(&store, MOST)?
        .into_iter()
        .map(|(key, at, file)| {
            json!({
                "key": key,
                "fileType": file.file_type,
                "size": file.blob.length,
                "since": calendar::iso_8601(at),
                "url": links.sign(app, settings, &file.path, &file.name),
            })
        })
        .collect();
    Ok(answer(StatusCode::OK, &json!({ "files": files })))
}

/// Ends one, and offers its result no more.
pub(crate) fn end<'a>(
    app: &App<'a>,
    _: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    // Keys have no characters that a path would encode.
    let rest = request.path.get(PREFIX.len()..).unwrap_or_default();
    let key = rest.trim_end_matches('/');
    let store = Store::open(&app.ports)?;
    let was_there = store.transaction(|transaction| forget(transaction, key))?;
    if !was_there {
        let words = format!("there is no forgotten file of the key `{key}`");
        return Ok(refused(StatusCode::NOT_FOUND, &words));
    }
    let line = format!("the operator ended the forgotten file of {key}");
    app.ports.log.line(Level::Info, &line);
    Ok(answer(StatusCode::OK, &json!({ "key": key })))
}
