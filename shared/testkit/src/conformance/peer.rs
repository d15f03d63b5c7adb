//! The server that the suite of the outbound port talks to, as a pure function: a test puts it behind
//! whatever listens.

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use serde_json::{Map, Value, json};

/// How many bytes `/bytes` answers.
pub const BYTES: usize = 700_001;

/// The byte of `/bytes` at an index.
pub fn byte_at(index: usize) -> u8 {
    (index % 251) as u8
}

/// What the peer answers.
#[derive(Debug, Clone)]
pub struct PeerAnswer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// Answers one request: `/echo` tells what came, `/bytes` sends [`BYTES`] bytes, `/redirect` points to `/echo`,
/// `/status/<n>` answers that status, everything else 404.
pub fn peer_answer(method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> PeerAnswer {
    let plain = |status, body| PeerAnswer {
        status,
        headers: HeaderMap::new(),
        body,
    };
    match uri.path() {
        "/echo" => plain(
            StatusCode::OK,
            echo(method, uri, headers, body).to_string().into_bytes(),
        ),
        "/bytes" => plain(StatusCode::OK, (0..BYTES).map(byte_at).collect()),
        "/redirect" => {
            let mut answer = plain(StatusCode::FOUND, Vec::new());
            answer.headers.insert(
                HeaderName::from_static("location"),
                HeaderValue::from_static("/echo"),
            );
            answer
        }
        path => {
            let status = path
                .strip_prefix("/status/")
                .and_then(|code| StatusCode::from_bytes(code.as_bytes()).ok())
                .unwrap_or(StatusCode::NOT_FOUND);
            plain(status, format!("status {status}").into_bytes())
        }
    }
}

fn echo(method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Value {
    let headers: Map<String, Value> = headers
        .iter()
        .map(|(name, value)| {
            (
                name.to_string(),
                String::from_utf8_lossy(value.as_bytes()).into(),
            )
        })
        .collect();
    json!({
        "method": method.as_str(),
        "target": uri.path_and_query().map_or("", |target| target.as_str()),
        "headers": headers,
        "body": body,
    })
}
