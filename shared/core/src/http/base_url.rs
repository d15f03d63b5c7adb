//! Under which URL the client reaches the service.

use ::http::HeaderMap;

use super::Request;

/// The base of generated links, without a trailing slash: `public_url` where the deployment sets one, else what proxies and
/// client say.
///
/// Scheme: `Cloudfront-Forwarded-Proto`, `X-Forwarded-Proto`, else the connection's. Host: `X-Forwarded-Host`, else `Host`, else
/// `localhost`. Then `X-Forwarded-Prefix`. The first of several values counts; what cannot stand in a URL does
/// not. Underscores in the host are written `%5f`, as the original does.
pub fn base_url(public_url: Option<&str>, request: &Request) -> String {
    if let Some(url) = public_url {
        return url.to_owned();
    }
    let headers = &request.headers;
    let scheme = ["cloudfront-forwarded-proto", "x-forwarded-proto"]
        .iter()
        .find_map(|name| first_value(headers, name))
        .filter(|scheme| matches!(*scheme, "http" | "https"))
        .unwrap_or(if request.scheme == "https" {
            "https"
        } else {
            "http"
        });
    let host = first_value(headers, "x-forwarded-host")
        .filter(|host| is_host(host))
        .or_else(|| request.authority.as_deref().filter(|host| is_host(host)))
        .or_else(|| first_value(headers, "host").filter(|host| is_host(host)))
        .unwrap_or("localhost")
        .replace('_', "%5f");
    let prefix = first_value(headers, "x-forwarded-prefix")
        .map(|prefix| prefix.trim_matches('/'))
        .filter(|prefix| !prefix.is_empty() && is_path(prefix))
        .map(|prefix| format!("/{prefix}"))
        .unwrap_or_default();
    format!("{scheme}://{host}{prefix}")
}

fn first_value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let value = headers.get(name)?.to_str().ok()?;
    value
        .split(',')
        .next()
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

fn is_host(text: &str) -> bool {
    text.bytes().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']')
    })
}

fn is_path(text: &str) -> bool {
    text.bytes().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~' | b'/' | b'%')
    })
}
