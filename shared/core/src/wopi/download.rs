//! `GET /wopi/download?link=..`: the current bytes of a file, for clients that ask without a token (FileUrl).

use ::http::StatusCode;
use ::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use ::http::{HeaderMap, HeaderValue};
use serde_json::Value;
use spindle_model::format;

use super::tree::Entry;
use crate::app::App;
use crate::auth::grant::{Grant, GrantError, Purpose, Target};
use crate::error::Error;
use crate::files;
use crate::http::{Body, Request, Response, query_parameters};
use crate::settings::Settings;
use crate::store::Store;
use crate::store::contents::{self, Bytes};

/// Answers with the file, whole.
pub(crate) fn get<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let query = query_parameters(request.query.as_deref());
    let link = query
        .get("link")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let now = app.ports.clock.now_ms();
    let grant = match Grant::open(link, Purpose::Download, &settings.jwt.secret, now) {
        Ok(grant) => grant,
        Err(error @ GrantError::Expired(_)) => return Ok(refused(StatusCode::GONE, &error)),
        Err(error) => return Ok(refused(StatusCode::FORBIDDEN, &error)),
    };
    let Target::File(id) = &grant.target else {
        return Ok(refused(StatusCode::FORBIDDEN, &GrantError::OtherTarget));
    };
    let store = Store::open(&app.ports)?;
    let entry = Entry::find(&store, id)?;
    let found = contents::current(&store, id)?;
    let (Some(entry), Some((_, bytes))) = (entry, found) else {
        return Ok(Response::text(
            StatusCode::NOT_FOUND,
            "Not Found: the file is not there any more",
        ));
    };
    send(&store, &entry.file_name(), bytes)
}

fn refused<'a>(status: StatusCode, error: &GrantError) -> Response<'a> {
    let reason = status.canonical_reason().unwrap_or_default();
    Response::text(status, format!("{reason}: {error}"))
}

/// A file's bytes as a download. Nothing that somebody uploaded is run in the service's own origin.
pub(crate) fn send<'a>(store: &Store<'a>, name: &str, bytes: Bytes) -> Result<Response<'a>, Error> {
    let length = bytes.length();
    let media_type =
        format::by_file_name(name).map_or("application/octet-stream", |format| format.media_type());
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(
        CONTENT_DISPOSITION,
        files::header_value(files::disposition(name))?,
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    Ok(Response {
        status: StatusCode::OK,
        headers,
        body: Body::Stream {
            length,
            reader: store.read_bytes(bytes, 0, length),
        },
        after: None,
    })
}
