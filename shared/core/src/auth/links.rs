//! Signed links to files: `<base>/cache/files/<folder>/<path>/<name>?sig=..&expires=..[&shardkey=..]&filename=..`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use thiserror::Error;

use super::mac;
use crate::app::App;
use crate::http::{self, Request};
use crate::settings::Settings;

/// What every link's path begins with.
pub const PREFIX: &str = "/cache/files/";

/// Everything but RFC 3986's unreserved characters is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A link to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewLink<'l> {
    /// The base URL, without a trailing slash.
    pub base: &'l str,
    /// The file's path in the store, segments with slashes between, nothing encoded.
    pub path: &'l str,
    /// The name that a browser shows.
    pub name: &'l str,
    /// The shard key to repeat: which parameter of the request it was, and its value.
    pub shard: Option<(&'static str, &'l str)>,
    /// When the link ends, seconds since 1970.
    pub expires_s: i64,
}

/// A link whose signature is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The file's path in the store.
    pub path: String,
    /// The name to show.
    pub name: String,
}

/// Why a link opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LinkError {
    /// A parameter is missing, or the path is not one that links have.
    #[error("Forbidden: the link has no signature (`sig`) or no end (`expires`)")]
    Unsigned,
    /// The link has ended.
    #[error("Gone: the link expired {0} s ago")]
    Expired(i64),
    /// The signature is not of this path and end.
    #[error("Forbidden: the link's signature does not match its path and end")]
    Signature,
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

fn signature(secret: &str, decoded_path: &str, expires_s: i64) -> Vec<u8> {
    let key = mac::derived_key(secret, "links");
    mac::hmac_sha256(&key, format!("{expires_s}\n{decoded_path}").as_bytes())
}

/// What links in an answer need from the request that asks for it.
#[derive(Debug, Clone)]
pub(crate) struct LinkBase {
    base: String,
    shard: Option<(&'static str, String)>,
}

impl LinkBase {
    /// Base URL and shard key of a request.
    pub(crate) fn of(settings: &Settings, request: &Request) -> Self {
        Self {
            base: http::base_url(settings.public_url.as_deref(), request),
            shard: http::shard_key(request.query.as_deref()),
        }
    }

    /// The base and the shard key (`shardkey=..`; empty: none) that somebody reached the service under earlier. The
    /// deployment's own base comes first.
    pub(crate) fn new(settings: &Settings, base: &str, shard: &str) -> Self {
        Self {
            base: settings
                .public_url
                .clone()
                .unwrap_or_else(|| base.to_owned()),
            shard: http::shard_key(Some(shard)),
        }
    }

    /// Both as texts, to be remembered.
    pub(crate) fn parts(self) -> (String, String) {
        let shard = self.shard.map_or_else(String::new, |(parameter, value)| {
            url::form_urlencoded::Serializer::new(String::new())
                .append_pair(parameter, &value)
                .finish()
        });
        (self.base, shard)
    }

    /// A link to a file, signed anew, good for as long as the deployment says.
    pub(crate) fn sign(
        &self,
        app: &App<'_>,
        settings: &Settings,
        path: &str,
        name: &str,
    ) -> String {
        // Rounded up, so that a link is never good for less than it says.
        let now_s = app
            .ports
            .clock
            .now_ms()
            .saturating_add(999)
            .div_euclid(1000);
        let link = NewLink {
            base: &self.base,
            path,
            name,
            shard: self
                .shard
                .as_ref()
                .map(|(parameter, value)| (*parameter, value.as_str())),
            expires_s: now_s.saturating_add(settings.link_expires_s),
        };
        sign(&settings.jwt.secret, &link)
    }
}

/// Makes a link. `filename` stays last: some integrators find the URL in an answer by a greedy match that ends in
/// the extension.
pub fn sign(secret: &str, link: &NewLink<'_>) -> String {
    let decoded = format!("{PREFIX}{}/{}", link.path, link.name);
    let tag = URL_SAFE_NO_PAD.encode(signature(secret, &decoded, link.expires_s));
    let path: Vec<String> = link.path.split('/').map(encoded).collect();
    let name = encoded(link.name);
    let shard = link
        .shard
        .map(|(parameter, value)| format!("&{parameter}={}", encoded(value)))
        .unwrap_or_default();
    format!(
        "{}{PREFIX}{}/{name}?sig={tag}&expires={}{shard}&filename={name}",
        link.base,
        path.join("/"),
        link.expires_s
    )
}

/// Checks a link by its path and query as they came. The end is looked at before the signature.
///
/// # Errors
/// [`LinkError`] says why it opens nothing.
pub fn open(
    secret: &str,
    raw_path: &str,
    query: Option<&str>,
    now_s: i64,
) -> Result<Opened, LinkError> {
    let mut tag = None;
    let mut expires = None;
    for (name, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        match &*name {
            "sig" => tag = Some(value.into_owned()),
            "expires" => expires = value.parse::<i64>().ok(),
            _ => {}
        }
    }
    let (Some(tag), Some(expires)) = (tag, expires) else {
        return Err(LinkError::Unsigned);
    };
    if now_s > expires {
        return Err(LinkError::Expired(now_s.saturating_sub(expires)));
    }
    let decoded = percent_decode_str(raw_path)
        .decode_utf8()
        .map_err(|_| LinkError::Signature)?;
    // The router ignores the case of the prefix; what was signed has it in lower case.
    let (Some(prefix), Some(rest)) = (decoded.get(..PREFIX.len()), decoded.get(PREFIX.len()..))
    else {
        return Err(LinkError::Signature);
    };
    let canonical = format!("{}{rest}", prefix.to_ascii_lowercase());
    let given = URL_SAFE_NO_PAD
        .decode(tag)
        .map_err(|_| LinkError::Signature)?;
    if !mac::same(&signature(secret, &canonical, expires), &given) {
        return Err(LinkError::Signature);
    }
    let (path, name) = rest.rsplit_once('/').ok_or(LinkError::Signature)?;
    Ok(Opened {
        path: path.to_owned(),
        name: name.to_owned(),
    })
}
