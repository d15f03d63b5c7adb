//! `GET /v1/spindle/export/<objectId>?token=..&e=..`: exported files, by links in the shape of upstream's.

use ::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use ::http::{HeaderMap, HeaderValue};
use hmac::{Hmac, Mac as _};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;
use sha1::Sha1;
use spindle_model::format;

use super::{CONTAINER, Meta, WORK};
use crate::app::App;
use crate::auth::mac;
use crate::documents::DocumentError;
use crate::documents::session::Session;
use crate::error::Error;
use crate::files;
use crate::http::{Request, Response, query_parameters};
use crate::jobs;
use crate::settings::Settings;
use crate::store::{Store, hex};

/// What the paths of links begin with. The second part is upstream's tenant.
const PREFIX: &str = "/v1/spindle/";

/// Of a path's part everything but RFC 3986's unreserved characters is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Where an exported file is kept: what its link names.
pub(super) fn file_path(object_id: &str) -> String {
    format!("{CONTAINER}/{object_id}")
}

/// A link to a file that is there until `expires`, and until when it is good, both milliseconds since 1970; `None` when the
/// file is forgotten. The first one is good from `over` on, when the file was made, as upstream's is.
pub(super) fn link(
    session: &Session<'_, '_>,
    object_id: &str,
    over: i64,
    expires: i64,
) -> Option<(String, i64)> {
    let now = session.now_ms();
    if now >= expires {
        return None;
    }
    let good_ms = session.own().export_link_s.saturating_mul(1000);
    let first = over.saturating_add(good_ms);
    let ends = if now < first {
        first
    } else {
        now.saturating_add(good_ms)
    };
    let e = ends.div_euclid(1000);
    let path = file_path(object_id);
    let token = token(&session.settings.jwt.secret, &path, e)?;
    let encoded: Vec<String> = path
        .split('/')
        .map(|part| utf8_percent_encode(part, ENCODED).to_string())
        .collect();
    let url = format!(
        "{}{PREFIX}{}?token={token}&e={e}",
        session.base_url,
        encoded.join("/")
    );
    Some((url, ends))
}

/// 40 hexadecimal digits, as upstream's links have: HMAC-SHA1 of path and end under a key of its own.
fn token(secret: &str, path: &str, e: i64) -> Option<String> {
    let key = mac::derived_key(secret, "exports");
    let mut hmac = Hmac::<Sha1>::new_from_slice(&key).ok()?;
    hmac.update(format!("{path}\n{e}").as_bytes());
    let tag = hmac.finalize().into_bytes();
    Some(hex(&tag))
}

/// Sends an exported file, or the part of it that is asked for.
pub(crate) fn get<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    serve(app, settings, &request).or_else(|error| {
        crate::router::log_refusal(app, "export", &error);
        Ok(files::refusal(&error))
    })
}

fn serve<'a>(app: &App<'a>, settings: &Settings, request: &Request) -> Result<Response<'a>, Error> {
    let refused = |words: &str| Error::from(DocumentError::Link(words.to_owned()));
    let query = query_parameters(request.query.as_deref());
    let text = |name: &str| query.get(name).and_then(Value::as_str).unwrap_or_default();
    let raw = request.path.get(PREFIX.len()..).unwrap_or_default();
    let path = percent_decode_str(raw)
        .decode_utf8()
        .map_err(|_| refused("the link's path is not UTF-8"))?;
    let e = text("e").parse::<i64>().unwrap_or(0);
    let expected = token(&settings.jwt.secret, &path, e).unwrap_or_default();
    if !mac::same(expected.as_bytes(), text("token").as_bytes()) {
        return Err(refused("the link's token does not match it"));
    }
    if app.ports.clock.now_s() > e {
        return Err(refused(
            "the link has expired: ask for the export's result again",
        ));
    }
    let store = Store::open(&app.ports)?;
    let file = store.file(&path)?.ok_or(Error::FileGone)?;
    let base = path.rsplit('/').next().unwrap_or_default();
    let (request_id, extension) = base.rsplit_once('.').unwrap_or((base, ""));
    // The name that the document had when it was exported.
    let name = match store.job(WORK.kind, request_id)? {
        Some(job) => {
            let meta: Meta = jobs::read_row("export", Some(&job.meta))?;
            format!("{}.{extension}", meta.name)
        }
        None => base.to_owned(),
    };
    let mut headers = HeaderMap::new();
    let media_type = match extension {
        "zip" => "application/zip",
        "json" => "application/json",
        other => format::by_name(other).map_or("application/octet-stream", |f| f.media_type()),
    };
    headers.insert(CONTENT_TYPE, files::header_value(with_charset(media_type))?);
    headers.insert(
        CONTENT_DISPOSITION,
        files::header_value(files::disposition(&name))?,
    );
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=0"),
    );
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    files::send(&store, &file.blob, headers, &request.headers)
}

/// What is text was written as UTF-8.
fn with_charset(media_type: &str) -> String {
    if media_type.starts_with("text/") {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}
