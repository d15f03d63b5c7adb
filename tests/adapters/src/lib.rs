//! A component that runs the conformance suites of the ports over the Spin adapters, and lets a test see how
//! requests, responses and calls to elsewhere pass through them.
#![allow(
    unsafe_code,
    reason = "the SDK's macro writes the component's export with it"
)]

mod live;
mod query;
mod suites;
mod wire;
mod writers;

use http::StatusCode;
use serde_json::json;
use spin_sdk::http::{IncomingRequest, ResponseOutparam};
use spin_sdk::http_component;
use spindle_core::http::{Request, Response};
use spindle_core::ports::Ports;
use spindle_spin::{SpinPorts, receive, send};

/// Answers one request.
#[http_component]
fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let world = SpinPorts::new();
    let request = match receive(request) {
        Ok(request) => request,
        Err(reason) => {
            eprintln!("{reason}");
            return;
        }
    };
    let method = request.method.clone();
    let afterwards = matches!(request.path.as_str(), "/after" | "/live")
        .then(|| query::parameter(&request, "key"))
        .flatten();
    let response = respond(world.ports(), request);
    send(&method, response, out);
    if let Some(key) = afterwards {
        after(world.ports(), &key);
    }
}

fn respond(ports: Ports<'_>, request: Request) -> Response<'static> {
    match request.path.as_str() {
        "/suites" => suites::run(ports, &request),
        "/seen" => wire::seen(&request),
        "/mirror" => wire::mirror(request),
        "/count" => wire::count(request),
        "/stream" => wire::counted(&request),
        "/short" => wire::short(),
        "/live" => live::ticks(&request),
        "/fetch" => wire::fetch(ports, request),
        "/write" => writers::write(ports, &request),
        "/written" => writers::written(ports, &request),
        "/after" => wire::answer(StatusCode::OK, &json!({"later": true})),
        "/exists" => exists(ports, &request),
        _ => suites::be_peer(request),
    }
}

/// Work after the response: it takes a while and leaves a mark.
fn after(ports: Ports<'_>, key: &str) {
    ports.clock.sleep_ms(500);
    if let Err(error) = ports.blobs.set(key, b"done") {
        eprintln!("{error}");
    }
}

/// Whether there is a blob under `key`.
fn exists(ports: Ports<'_>, request: &Request) -> Response<'static> {
    let key = query::parameter(request, "key").unwrap_or_default();
    match ports.blobs.exists(&key) {
        Ok(exists) => wire::answer(StatusCode::OK, &json!({"exists": exists})),
        Err(error) => wire::answer(
            StatusCode::INTERNAL_SERVER_ERROR,
            &json!({"message": error.to_string()}),
        ),
    }
}
