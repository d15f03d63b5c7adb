//! Header fields in both forms, and the fields that the host adds to a request.

use http::{HeaderMap, HeaderName, HeaderValue};
use spin_sdk::http::Fields;

/// Fields that Spin adds start so. It appends them: what the client sent under such a name comes first.
const HOST_PREFIX: &str = "spin-";

/// What the host says about a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct HostSays {
    /// The URL that the client asked for, from `spin-full-url`.
    pub full_url: Option<String>,
    /// The client's address and port, from `spin-client-addr`.
    pub client_addr: Option<String>,
}

/// Parts the fields of a request into the client's own and what the host added. All `spin-` fields are taken
/// out; of each the last value counts, for a client may have sent values of its own before it.
pub fn part(entries: Vec<(String, Vec<u8>)>) -> (HeaderMap, HostSays) {
    let mut headers = HeaderMap::with_capacity(entries.len());
    let mut host = HostSays::default();
    for (name, value) in entries {
        let name = name.to_ascii_lowercase();
        if name.starts_with(HOST_PREFIX) {
            let value = String::from_utf8(value).ok();
            match name.as_str() {
                "spin-full-url" => host.full_url = value,
                "spin-client-addr" => host.client_addr = value,
                _ => {}
            }
        } else {
            append(&mut headers, &name, &value);
        }
    }
    (headers, host)
}

/// The fields of a response from elsewhere.
pub fn to_headers(entries: Vec<(String, Vec<u8>)>) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(entries.len());
    for (name, value) in entries {
        append(&mut headers, &name, &value);
    }
    headers
}

/// The host has checked the syntax already; what is still not a field is not worth a refusal.
fn append(headers: &mut HeaderMap, name: &str, value: &[u8]) {
    if let (Ok(name), Ok(value)) = (
        HeaderName::from_bytes(name.as_bytes()),
        HeaderValue::from_bytes(value),
    ) {
        headers.append(name, value);
    }
}

/// The fields for the host. A field that the host does not let through (`Connection`, `Transfer-Encoding`) is
/// named in the second value.
pub fn to_fields(headers: &HeaderMap) -> (Fields, Vec<String>) {
    let fields = Fields::new();
    let mut refused = Vec::new();
    for (name, value) in headers {
        if fields.append(name.as_str(), value.as_bytes()).is_err() {
            refused.push(name.as_str().to_owned());
        }
    }
    (fields, refused)
}

/// The scheme and authority of an absolute URL.
pub fn origin(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    (!scheme.is_empty() && !authority.is_empty()).then_some((scheme, authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, value: &str) -> (String, Vec<u8>) {
        (name.to_owned(), value.as_bytes().to_vec())
    }

    #[test]
    fn the_last_value_of_a_host_field_counts() {
        let (headers, host) = part(vec![
            entry("spin-client-addr", "6.6.6.6:1"),
            entry("Spin-Full-Url", "https://forged/"),
            entry("accept", "a/b"),
            entry("spin-path-info", "/forged"),
            entry("spin-client-addr", "127.0.0.1:9"),
            entry("spin-full-url", "http://real:3000/x"),
            entry("accept", "c/d"),
        ]);
        assert_eq!(host.client_addr.as_deref(), Some("127.0.0.1:9"));
        assert_eq!(host.full_url.as_deref(), Some("http://real:3000/x"));
        assert_eq!(headers.len(), 2, "spin- fields are taken out: {headers:?}");
        assert_eq!(headers.get_all("accept").iter().count(), 2);
    }

    #[test]
    fn fields_that_are_no_fields_are_left_out() {
        let (headers, _) = part(vec![
            entry("a b", "x"),
            entry("x", "a\nb"),
            entry("y", "ok"),
        ]);
        assert_eq!(headers.len(), 1);
        assert_eq!(headers["y"], "ok");
    }

    #[test]
    fn the_origin_ends_where_the_path_begins() {
        assert_eq!(origin("http://a:1/x?y"), Some(("http", "a:1")));
        assert_eq!(
            origin("https://[::1]:3000?q"),
            Some(("https", "[::1]:3000"))
        );
        assert_eq!(origin("http://a"), Some(("http", "a")));
        for none in ["", "/x", "http:///x", "://a/"] {
            assert_eq!(origin(none), None, "{none}");
        }
    }
}
