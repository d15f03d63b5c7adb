//! The conformance suites of the ports.

use http::{StatusCode, Uri};
use serde_json::{Value, json};
use spindle_core::http::{Body, Request, Response};
use spindle_core::ports::Ports;
use spindle_testkit::conformance::{
    CaseResult, blob_suite, clock_suite, config_suite, outbound_suite, peer, random_suite,
    sql_suite,
};
use std::io::Read;
use url::Url;

use crate::query::parameter;
use crate::wire::answer;

/// What the manifest says that the variables are.
const VARIABLES: [(&str, &str); 2] = [
    ("spindle_probe", "a value with spaces "),
    ("spindle_empty", ""),
];

/// The most bytes of a request to the peer.
const PEER_BYTES: u64 = 1 << 20;

/// Runs every case of every port, in words where one fails.
pub fn run(ports: Ports<'_>, request: &Request) -> Response<'static> {
    let url = |name: &str, otherwise: String| {
        parameter(request, name).unwrap_or(otherwise).parse::<Url>()
    };
    let itself = format!(
        "http://{}/",
        request.authority.as_deref().unwrap_or("127.0.0.1:3000")
    );
    let (Ok(peer), Ok(nobody)) = (
        url("peer", itself),
        url("nobody", "http://127.0.0.1:1/".to_owned()),
    ) else {
        return answer(
            StatusCode::BAD_REQUEST,
            &json!({"message": "`peer` or `nobody` is not a URL"}),
        );
    };
    let mut results = sql_suite(ports.sql);
    results.extend(blob_suite(ports.blobs));
    results.extend(clock_suite(ports.clock));
    results.extend(random_suite(ports.random));
    for (name, value) in VARIABLES {
        results.extend(config_suite(ports.config, name, value));
    }
    results.extend(outbound_suite(ports.outbound, &peer, &nobody));
    answer(
        StatusCode::OK,
        &Value::Array(results.iter().map(told).collect()),
    )
}

fn told(result: &CaseResult) -> Value {
    json!({
        "port": result.suite,
        "case": result.case,
        "ok": result.passed(),
        "message": result.failure,
    })
}

/// The peer of the outbound suite: whatever this component does not know, the peer answers.
pub fn be_peer(mut request: Request) -> Response<'static> {
    let mut body = Vec::new();
    if let Err(error) = request
        .body
        .by_ref()
        .take(PEER_BYTES)
        .read_to_end(&mut body)
    {
        return answer(
            StatusCode::BAD_REQUEST,
            &json!({"message": error.to_string()}),
        );
    }
    let target = match &request.query {
        Some(query) => format!("{}?{query}", request.path),
        None => request.path.clone(),
    };
    let Ok(uri) = target.parse::<Uri>() else {
        return answer(
            StatusCode::BAD_REQUEST,
            &json!({"message": "the path is none"}),
        );
    };
    let answered = peer::peer_answer(&request.method, &uri, &request.headers, &body);
    Response {
        status: answered.status,
        headers: answered.headers,
        body: Body::Bytes(answered.body),
        after: None,
    }
}
