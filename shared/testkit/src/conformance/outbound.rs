//! What an HTTP client must do.

use std::io::Read;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::Value;
use spindle_core::ports::{Outbound, OutboundError, OutboundRequest, OutboundResponse};
use url::Url;

use super::peer::{BYTES, byte_at};
use super::{Case, CaseResult, ensure, equal, run, words};

/// The client under test, the peer that it talks to, and a URL where nobody listens.
struct Asked<'a> {
    outbound: &'a dyn Outbound,
    peer: &'a Url,
    nobody: &'a Url,
}

/// Runs every case over `outbound`. At `peer` [`super::peer::peer_answer`] answers; at `nobody` nobody listens (it
/// must be allowed all the same).
pub fn outbound_suite(outbound: &dyn Outbound, peer: &Url, nobody: &Url) -> Vec<CaseResult> {
    let cases: &[Case<Asked<'_>>] = &[
        ("method, path, query, headers and body arrive", arrives),
        ("a body arrives byte by byte", body),
        ("a long body comes back whole", long_body),
        ("a status is an answer, not an error", status),
        ("redirects are not followed", redirect),
        ("no connection is told as such", no_connection),
    ];
    run(
        "outbound",
        &Asked {
            outbound,
            peer,
            nobody,
        },
        cases,
    )
}

fn send(
    asked: &Asked<'_>,
    method: Method,
    path: &str,
    body: Vec<u8>,
) -> Result<OutboundResponse, String> {
    let mut headers = HeaderMap::new();
    headers.insert(
        HeaderName::from_static("x-conformance"),
        HeaderValue::from_static("it is me"),
    );
    asked
        .outbound
        .send(OutboundRequest {
            method,
            url: asked.peer.join(path).map_err(words)?,
            headers,
            body,
            timeout: Duration::from_secs(20),
        })
        .map_err(words)
}

fn read(response: OutboundResponse) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut body = response.body;
    body.read_to_end(&mut bytes).map_err(words)?;
    Ok(bytes)
}

fn echoed(response: OutboundResponse) -> Result<Value, String> {
    equal("status", &response.status, &StatusCode::OK)?;
    serde_json::from_slice(&read(response)?).map_err(words)
}

fn arrives(asked: &Asked<'_>) -> Result<(), String> {
    let seen = echoed(send(asked, Method::GET, "/echo?a=1&b=%20x", Vec::new())?)?;
    equal(
        "method",
        &seen.get("method").and_then(Value::as_str),
        &Some("GET"),
    )?;
    equal(
        "target",
        &seen.get("target").and_then(Value::as_str),
        &Some("/echo?a=1&b=%20x"),
    )?;
    let header = seen
        .pointer("/headers/x-conformance")
        .and_then(Value::as_str);
    equal("header", &header, &Some("it is me"))
}

fn body(asked: &Asked<'_>) -> Result<(), String> {
    let bytes: Vec<u8> = (0..=255).collect();
    let seen = echoed(send(asked, Method::POST, "/echo", bytes.clone())?)?;
    equal(
        "method",
        &seen.get("method").and_then(Value::as_str),
        &Some("POST"),
    )?;
    let back: Option<Vec<u8>> = seen
        .get("body")
        .and_then(|body| serde_json::from_value(body.clone()).ok());
    equal("body", &back, &Some(bytes))
}

fn long_body(asked: &Asked<'_>) -> Result<(), String> {
    let bytes = read(send(asked, Method::GET, "/bytes", Vec::new())?)?;
    equal("length", &bytes.len(), &BYTES)?;
    let wrong = bytes
        .iter()
        .enumerate()
        .find(|(index, byte)| **byte != byte_at(*index));
    ensure(wrong.is_none(), || {
        format!("the first wrong byte: {wrong:?}")
    })
}

fn status(asked: &Asked<'_>) -> Result<(), String> {
    for code in [404, 500] {
        let response = send(asked, Method::GET, &format!("/status/{code}"), Vec::new())?;
        equal("status", &response.status.as_u16(), &code)?;
    }
    Ok(())
}

fn redirect(asked: &Asked<'_>) -> Result<(), String> {
    let response = send(asked, Method::GET, "/redirect", Vec::new())?;
    equal("status", &response.status, &StatusCode::FOUND)?;
    let location = response
        .headers
        .get("location")
        .and_then(|value| value.to_str().ok());
    equal("location", &location, &Some("/echo"))
}

fn no_connection(asked: &Asked<'_>) -> Result<(), String> {
    let outcome = asked.outbound.send(OutboundRequest {
        method: Method::GET,
        url: asked.nobody.clone(),
        headers: HeaderMap::new(),
        body: Vec::new(),
        timeout: Duration::from_secs(20),
    });
    match outcome {
        Err(OutboundError::Connect(_)) => Ok(()),
        Err(other) => Err(format!("told as {other:?}")),
        Ok(response) => Err(format!("answered {}", response.status)),
    }
}
