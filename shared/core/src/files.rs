//! Signed downloads: `/cache/files/...`.

use ::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, IF_RANGE, RANGE,
};
use ::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use spindle_model::format;

use crate::app::App;
use crate::auth::links::{self, LinkError, Opened};
use crate::documents::DocumentError;
use crate::error::Error;
use crate::http::range::{self, Part};
use crate::http::{Body, Request, Response};
use crate::settings::Settings;
use crate::store::{BlobRef, Store, StoreError};

/// What RFC 5987 lets stand unencoded in an extended value.
const ATTRIBUTE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// `GET /cache/files/...`: checks the link, then sends the file or the part of it that is asked for.
pub(crate) fn get<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    match serve(app, settings, &request) {
        Ok(response) => Ok(response),
        Err(error) => {
            crate::router::log_refusal(app, "files", &error);
            Ok(refusal(&error))
        }
    }
}

/// The answer to a download that is not to be had.
pub(crate) fn refusal<'a>(error: &Error) -> Response<'a> {
    Response::text(status(error), error.to_string())
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::Link(LinkError::Expired(_)) => StatusCode::GONE,
        Error::Link(_) | Error::Document(DocumentError::Link(_)) => StatusCode::FORBIDDEN,
        Error::FileGone => StatusCode::NOT_FOUND,
        Error::Store(StoreError::Sql(_) | StoreError::Blob(_)) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn serve<'a>(app: &App<'a>, settings: &Settings, request: &Request) -> Result<Response<'a>, Error> {
    let now = app.ports.clock.now_s();
    let opened = links::open(
        &settings.jwt.secret,
        &request.path,
        request.query.as_deref(),
        now,
    )?;
    let store = Store::open(&app.ports)?;
    let file = store.file(&opened.path)?.ok_or(Error::FileGone)?;
    let headers = headers_of(&opened)?;
    send(&store, &file.blob, headers, &request.headers)
}

/// Sends a blob, or the part of it that is asked for, or that it is known already. `headers` are those of the whole.
pub(crate) fn send<'a>(
    store: &Store<'a>,
    blob: &BlobRef,
    mut headers: HeaderMap,
    asked: &HeaderMap,
) -> Result<Response<'a>, Error> {
    let tag = format!("\"{}\"", blob.id);
    headers.insert(ETAG, header_value(tag.clone())?);
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let asked = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    if asked(IF_NONE_MATCH).is_some_and(|known| names_tag(known, &tag)) {
        return Ok(Response {
            status: StatusCode::NOT_MODIFIED,
            headers,
            body: Body::Bytes(Vec::new()),
            after: None,
        });
    }
    // A part of another version would not fit what the client has.
    let same = asked(IF_RANGE).is_none_or(|known| known.trim() == tag);
    let part = if same {
        range::part(asked(RANGE), blob.length)
    } else {
        Part::Whole
    };
    answer(store, blob, headers, part)
}

fn answer<'a>(
    store: &Store<'a>,
    blob: &BlobRef,
    mut headers: HeaderMap,
    part: Part,
) -> Result<Response<'a>, Error> {
    let total = blob.length;
    let (status, start, length) = match part {
        Part::Whole => (StatusCode::OK, 0, total),
        Part::Some { start, length } => {
            let range = format!("bytes {start}-{}/{total}", start + length - 1);
            headers.insert(CONTENT_RANGE, header_value(range)?);
            (StatusCode::PARTIAL_CONTENT, start, length)
        }
        Part::Unsatisfiable => {
            let mut response = Response::text(
                StatusCode::RANGE_NOT_SATISFIABLE,
                format!("Range Not Satisfiable: the file has {total} bytes"),
            );
            response
                .headers
                .insert(CONTENT_RANGE, header_value(format!("bytes */{total}"))?);
            return Ok(response);
        }
    };
    Ok(Response {
        status,
        headers,
        body: Body::Stream {
            length,
            reader: Box::new(store.read_blob(blob, start, length)),
        },
        after: None,
    })
}

fn headers_of(opened: &Opened) -> Result<HeaderMap, Error> {
    let media_type = format::by_file_name(&opened.name)
        .map_or("application/octet-stream", |format| format.media_type());
    let mut headers = HeaderMap::new();
    // What is text was written as UTF-8.
    let charset = if media_type.starts_with("text/") {
        "; charset=utf-8"
    } else {
        ""
    };
    headers.insert(
        CONTENT_TYPE,
        header_value(format!("{media_type}{charset}"))?,
    );
    headers.insert(
        CONTENT_DISPOSITION,
        header_value(disposition(&opened.name))?,
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=0"));
    // What a script wrote is never run in the service's own origin.
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    Ok(headers)
}

/// `attachment` with the name twice: in ASCII for old clients, and as RFC 6266 and 5987 write it.
pub(crate) fn disposition(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|character| match character {
            '"' | '\\' => '_',
            ' '..='~' => character,
            _ => '_',
        })
        .collect();
    format!(
        "attachment; filename=\"{ascii}\"; filename*=UTF-8''{}",
        utf8_percent_encode(name, ATTRIBUTE)
    )
}

pub(crate) fn header_value(text: String) -> Result<HeaderValue, Error> {
    HeaderValue::try_from(text).map_err(|error| {
        Error::Store(StoreError::Damaged {
            what: "file",
            reason: error.to_string(),
        })
    })
}

/// Whether the list of `If-None-Match` names the tag; weak comparison (RFC 9110, section 13.1.2).
pub(crate) fn names_tag(list: &str, tag: &str) -> bool {
    list.split(',')
        .map(|item| item.trim())
        .any(|item| item == "*" || item.strip_prefix("W/").unwrap_or(item) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_twice() {
        assert_eq!(
            disposition("Rechnung für \"Öl\".docx"),
            "attachment; filename=\"Rechnung f_r __l_.docx\"; filename*=UTF-8''Rechnung%20f%C3%BCr%20%22%C3%96l%22.docx"
        );
    }

    #[test]
    fn tags_in_lists() {
        for (list, expected) in [
            ("\"a\"", true),
            ("\"b\", W/\"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
        ] {
            assert_eq!(names_tag(list, "\"a\""), expected, "{list}");
        }
    }
}
