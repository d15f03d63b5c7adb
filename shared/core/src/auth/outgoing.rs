//! Tokens on requests that the service sends.

use ::http::{HeaderName, HeaderValue};
use serde_json::{Map, Value, json};

use super::jwt;
use crate::settings::JwtSettings;

/// How long such a token is good, in seconds.
const VALID_S: i64 = 300;

/// The header that a download of `url` carries: claims `{"payload":{"url":...},"iat","exp"}` around the URL exactly
/// as it came. `None` when the prefix cannot stand in a header.
pub fn download_header(
    settings: &JwtSettings,
    url: &str,
    now_s: i64,
) -> Option<(HeaderName, HeaderValue)> {
    let mut claims = Map::new();
    claims.insert("payload".to_owned(), json!({ "url": url }));
    header(settings, &token(settings, claims, now_s))
}

/// A token with these claims, and `iat` and `exp`.
pub(crate) fn token(settings: &JwtSettings, claims: Map<String, Value>, now_s: i64) -> String {
    jwt::sign(claims, &settings.secret, now_s, VALID_S)
}

/// The header that carries a token. `None` when the prefix cannot stand in a header.
pub(crate) fn header(settings: &JwtSettings, token: &str) -> Option<(HeaderName, HeaderValue)> {
    let mut value = HeaderValue::try_from(format!("{}{token}", settings.prefix)).ok()?;
    value.set_sensitive(true);
    Some((settings.header.clone(), value))
}
