//! `POST /editing/{session}/fetch`: a picture of the storage, which the page named.
//!
//! The page of an editor may not ask other origins, and storages seldom let it: the service has the picture, and the page puts
//! it into the document like one of the user's own.

use ::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use ::http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use super::objects::KINDS;
use super::refusal::Refusal;
use super::session::Session;
use crate::auth::jwt::verify;
use crate::fetch::{self, Wanted};
use crate::http::{Body, Request, Response};
use crate::jobs::FailureClass;

/// Characters of a URL at most.
const URL_LENGTH: usize = 8192;
/// How many of the first bytes say whether it is SVG.
const LOOKED_AT: usize = 4096;
/// Claims that tokens of `insertImage` do not have: with them they are for something else.
const NOT_OF_PICTURES: [&str; 6] = [
    "document",
    "editorConfig",
    "payload",
    "key",
    "outputtype",
    "outputType",
];

pub(super) fn run<'a>(
    session: Session<'a, '_>,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    session.must_edit()?;
    let body = session.body(&mut request)?;
    let url = body
        .get("url")
        .and_then(Value::as_str)
        .filter(|url| (1..=URL_LENGTH).contains(&url.len()))
        .ok_or_else(|| Refusal::bad_request("`url` is no address of a picture"))?;
    let vouched = vouch(&session, body.get("token"), url)?;
    let wanted = Wanted {
        url,
        authenticated: vouched,
        limit: session.settings.iflydocs.limits.object_bytes,
        variable: "limit_object_bytes",
        what: "picture",
        headers: &[],
    };
    let bytes =
        fetch::for_job(&session.app, session.settings, &wanted).map_err(|failure| match failure
            .class
        {
            FailureClass::Limit => Refusal::too_large(failure.message),
            _ => unavailable(failure.message),
        })?;
    let kind = kind(&bytes)
        .ok_or_else(|| unavailable("what is at `url` is no picture that is known here"))?;
    session.saw()?;
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    // SVG may hold scripts.
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(Response {
        status: StatusCode::OK,
        headers,
        body: Body::Bytes(bytes),
        after: None,
    })
}

fn unavailable(words: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_GATEWAY, "cannot-open", words)
}

/// Whether a token vouches for the URL; with tokens on there must be one. It is what the page gave to `insertImage`: the
/// picture itself, or a list of them.
fn vouch(session: &Session<'_, '_>, token: Option<&Value>, url: &str) -> Result<bool, Refusal> {
    let jwt = &session.settings.jwt;
    if !jwt.enabled {
        return Ok(false);
    }
    let token = token
        .and_then(Value::as_str)
        .ok_or_else(|| Refusal::token("`token` is missing"))?;
    let claims = verify(token, &jwt.secret, session.app.ports.clock.now_s())?;
    if NOT_OF_PICTURES
        .iter()
        .any(|name| claims.get(*name).is_some())
    {
        return Err(Refusal::token(
            "the token is not one of `insertImage`, but for something else",
        ));
    }
    let listed = claims.get("images").and_then(Value::as_array);
    let all = listed.into_iter().flatten().chain(Some(&claims));
    if all
        .into_iter()
        .any(|one| one.get("url").and_then(Value::as_str) == Some(url))
    {
        Ok(true)
    } else {
        Err(Refusal::token("the token does not say `url`"))
    }
}

/// The type of a picture by its first bytes.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    let of_bits = KINDS.iter().find(|(first, ..)| bytes.starts_with(first));
    if let Some((_, kind, _)) = of_bits {
        return Some(kind);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("image/webp");
    }
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let text = start.trim_ascii_start();
    let is_xml = text.starts_with(b"<") || text.starts_with(b"\xef\xbb\xbf<");
    (is_xml && start.windows(4).any(|window| window == b"<svg")).then_some("image/svg+xml")
}
