//! The pages of the editors and the console, as the component that has them embeds them: `/web-apps/...`.
//!
//! They are the same for everybody: no setting is read and no store is opened for them.

mod content;

use std::io::{Cursor, Read as _};

use ::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use ::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use flate2::read::GzDecoder;

use crate::app::App;
use crate::files::names_tag;
use crate::http::{Body, Request, Response};

/// A file of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its path below `/web-apps/`.
    pub path: &'static str,
    /// Names its bytes: another file has another one.
    pub tag: &'static str,
    /// How many bytes it has, unpacked.
    pub length: u64,
    /// Its bytes, as gzip.
    pub gzip: &'static [u8],
}

/// What the paths of pages begin with.
const PREFIX: &str = "/web-apps/";
/// The folder of files whose names have a digest of what they hold: under such a name there is never anything else.
const NAMED_BY_DIGEST: &str = "assets/";
/// Where whoever asks for nothing in particular is sent.
const HOME: &str = "web-apps/apps/console/index.html";
/// What integrators ask an editor's page as, beside `main`: it fits itself to its frame.
const SHAPES: [&str; 3] = ["mobile", "embed", "forms"];

/// The text of a page, for who puts something into it; `None` in a component that has none.
pub(crate) fn text(app: &App<'_>, path: &str) -> Option<String> {
    let asset = find(app.engines.assets, path)?;
    let mut text = String::new();
    GzDecoder::new(asset.gzip).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The policy of a page of ours that has a base of its own.
pub(crate) fn policy_with_base() -> String {
    POLICY.replace("base-uri 'none'", "base-uri 'self'")
}

/// What a page may load. Integrators frame the editors in their own pages, also out of files and apps, whose schemes no
/// `frame-ancestors` names; their logos come from anywhere; pictures of documents are unpacked by WebAssembly; editors
/// write styles into elements.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; media-src 'self' data: blob: https: http:; \
     font-src 'self' data:; connect-src 'self'; frame-src 'self' blob:; manifest-src 'self'; form-action 'self'; \
     base-uri 'none'";

/// `GET /web-apps/...`.
pub(crate) fn get<'a>(app: &App<'a>, request: &Request) -> Response<'a> {
    let below = request.path.get(PREFIX.len()..).unwrap_or_default();
    let Some(asset) = find(app.engines.assets, below) else {
        let path: String = request.path.chars().take(200).collect();
        let words = if app.engines.assets.is_empty() {
            "this build of the service has no pages".to_owned()
        } else {
            format!("there is no page {path}")
        };
        return Response::text(StatusCode::NOT_FOUND, words);
    };
    send(asset, &request.headers)
}

/// The file that a path asks for; of a folder its `index.html`.
fn find<'a>(assets: &'a [Asset], below: &str) -> Option<&'a Asset> {
    let mut path = below.to_owned();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    if let [first, _, shape, ..] = parts.as_mut_slice()
        && *first == "apps"
        && SHAPES.contains(shape)
    {
        *shape = "main";
    }
    let path = parts.join("/");
    assets.iter().find(|asset| asset.path == path)
}

fn send<'a>(asset: &Asset, asked: &HeaderMap) -> Response<'a> {
    let packed = takes_gzip(asked);
    // What is packed has other bytes, and another tag.
    let tag_of = |packed: bool| format!("\"{}{}\"", asset.tag, if packed { "-gzip" } else { "" });
    let mut headers = HeaderMap::new();
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(ETAG, &tag_of(packed));
    put(VARY, "Accept-Encoding");
    let is_named_by_digest = asset.path.starts_with(NAMED_BY_DIGEST);
    put(
        CACHE_CONTROL,
        if is_named_by_digest {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        },
    );
    // Pages of integrators load `api.js`, some of them isolated from other origins.
    put(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    put(
        HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    );
    let known = asked
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| {
        [true, false]
            .map(tag_of)
            .iter()
            .any(|tag| names_tag(known, tag))
    }) {
        return Response {
            status: StatusCode::NOT_MODIFIED,
            headers,
            body: Body::Bytes(Vec::new()),
            after: None,
        };
    }
    let media_type = content::media_type(asset.path);
    put(CONTENT_TYPE, media_type);
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    if media_type.starts_with("text/html") {
        put(CONTENT_SECURITY_POLICY, POLICY);
    }
    let body = if packed {
        put(CONTENT_ENCODING, "gzip");
        Body::Stream {
            length: asset.gzip.len() as u64,
            reader: Box::new(Cursor::new(asset.gzip)),
        }
    } else {
        Body::Stream {
            length: asset.length,
            reader: Box::new(GzDecoder::new(asset.gzip)),
        }
    };
    Response {
        status: StatusCode::OK,
        headers,
        body,
        after: None,
    }
}

/// Whether `Accept-Encoding` takes gzip (RFC 9110, 12.5.3).
fn takes_gzip(asked: &HeaderMap) -> bool {
    let mut any = None;
    for value in asked.get_all(ACCEPT_ENCODING) {
        for item in value.to_str().unwrap_or_default().split(',') {
            let mut parts = item.split(';').map(str::trim);
            let coding = parts.next().unwrap_or_default();
            let weight = parts
                .find_map(|part| part.strip_prefix("q="))
                .map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok());
            let takes = weight.is_some_and(|weight| weight > 0.0);
            if coding.eq_ignore_ascii_case("gzip") || coding.eq_ignore_ascii_case("x-gzip") {
                return takes;
            }
            if coding == "*" {
                any = Some(takes);
            }
        }
    }
    any.unwrap_or(false)
}

/// `GET /` and `GET /welcome`: to the console.
pub(crate) fn home<'a>(_app: &App<'a>, request: &Request) -> Response<'a> {
    redirect(StatusCode::FOUND, request, HOME)
}

/// What the path `/<version>-<tag>/...` stands for: pages of integrators ask for files with it, so that a browser that
/// knows those of an earlier version asks anew.
pub(crate) fn without_version<'a>(request: &Request) -> Option<Response<'a>> {
    let (first, rest) = request.path.strip_prefix('/')?.split_once('/')?;
    let end = first.find(|character: char| !character.is_ascii_digit() && character != '.')?;
    let (numbers, tag) = first.split_at(end);
    let is_version = numbers
        .split('.')
        .filter(|number| !number.is_empty())
        .count()
        >= 3;
    let is_tag = tag.len() > 1 && tag.starts_with('-');
    (is_version && is_tag && !rest.is_empty())
        .then(|| redirect(StatusCode::TEMPORARY_REDIRECT, request, rest))
}

/// To another path of the service: relative, for it may lie below a path of its host.
fn redirect<'a>(status: StatusCode, request: &Request, to: &str) -> Response<'a> {
    let depth = request.path.matches('/').count().saturating_sub(1);
    let mut location = "../".repeat(depth);
    location.push_str(to);
    if let Some(query) = &request.query {
        location.push('?');
        location.push_str(query);
    }
    let mut response = Response::text(status, format!("see {to}"));
    if let Ok(value) = HeaderValue::try_from(location) {
        response.headers.insert(LOCATION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_taken_where_it_is_said_to_be() {
        for (said, expected) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, gzip;q=0.8, *;q=0.1", true),
            ("*", true),
            ("gzip;q=0, *", false),
            ("identity", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(said));
            assert_eq!(takes_gzip(&headers), expected, "{said}");
        }
    }
}
