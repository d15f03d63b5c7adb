//! The headers that Spin adds to a request.
//!
//! They are appended: a copy which the client forged stays and comes first, so that an application which
//! reads the first value shows its mistake here as it would under Spin.

use std::net::SocketAddr;

use http::{HeaderMap, HeaderName, HeaderValue, Uri};

use crate::routes::Matched;

/// Appends to `headers` what Spin tells a component about a request for `uri` at `host`.
pub fn append(
    headers: &mut HeaderMap,
    matched: &Matched,
    host: &str,
    uri: &Uri,
    client: SocketAddr,
) {
    let path_and_query = uri.path_and_query().map_or("/", |path| path.as_str());
    let scheme = uri.scheme_str().unwrap_or("http");
    for (name, value) in [
        ("spin-path-info", matched.path_info.clone()),
        (
            "spin-full-url",
            format!("{scheme}://{host}{path_and_query}"),
        ),
        ("spin-matched-route", matched.raw.clone()),
        ("spin-base-path", "/".to_owned()),
        ("spin-raw-component-route", matched.raw.clone()),
        ("spin-component-route", matched.prefix().to_owned()),
        ("spin-client-addr", client.to_string()),
    ] {
        push(headers, name, &value);
    }
    for (name, value) in &matched.params {
        let name = name.to_ascii_lowercase().replace('_', "-");
        push(headers, &format!("spin-path-match-{name}"), value);
    }
}

fn push(headers: &mut HeaderMap, name: &str, value: &str) {
    // A value comes from a parsed URI or the manifest; one that no header can hold is left out.
    if let (Ok(name), Ok(value)) = (
        HeaderName::try_from(name),
        HeaderValue::from_bytes(value.as_bytes()),
    ) {
        headers.append(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forged_copies_stay_first() {
        let mut headers = HeaderMap::new();
        headers.append("spin-client-addr", HeaderValue::from_static("1.2.3.4:5"));
        let matched = Matched {
            component: "c".into(),
            raw: "/a/:user_id/...".into(),
            path_info: "/x".into(),
            params: vec![("user_id".into(), "7".into())],
        };
        let uri: Uri = "/a/7/x?q=1".parse().unwrap();
        let client = "127.0.0.1:99".parse().unwrap();
        append(&mut headers, &matched, "h:80", &uri, client);
        let all: Vec<_> = headers.get_all("spin-client-addr").iter().collect();
        assert_eq!(all, ["1.2.3.4:5", "127.0.0.1:99"]);
        for (name, value) in [
            ("spin-full-url", "http://h:80/a/7/x?q=1"),
            ("spin-path-info", "/x"),
            ("spin-component-route", "/a/:user_id"),
            ("spin-raw-component-route", "/a/:user_id/..."),
            ("spin-matched-route", "/a/:user_id/..."),
            ("spin-base-path", "/"),
            ("spin-path-match-user-id", "7"),
        ] {
            assert_eq!(headers[name], value, "{name}");
        }
    }
}
