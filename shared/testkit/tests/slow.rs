//! A slow peer, as `TestApp` plays it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

use std::time::Duration;

use http::{HeaderMap, Method};
use spindle_core::ports::{Clock, Outbound, OutboundError, OutboundRequest};
use spindle_testkit::TestApp;
use spindle_testkit::ports::Reply;

const URL: &str = "http://slow.test/";

fn request(timeout: Duration) -> OutboundRequest {
    OutboundRequest {
        method: Method::GET,
        url: URL.parse().unwrap(),
        headers: HeaderMap::new(),
        body: Vec::new(),
        timeout,
    }
}

#[test]
fn a_slow_reply_moves_the_clock_and_beats_while_it_does() {
    let app = TestApp::new();
    app.outbound.reply(URL, Reply::ok("at last"));
    app.outbound.slow(URL, Duration::from_millis(3500));
    let began = app.clock.now_ms();
    let mut beats = Vec::new();
    let answer = app.send_beating(request(Duration::MAX), Duration::from_secs(1), &mut || {
        beats.push(app.clock.now_ms() - began);
    });
    assert_eq!(answer.unwrap().status, 200);
    assert_eq!(beats, [1000, 2000, 3000]);
    assert_eq!(app.clock.now_ms() - began, 3500);

    assert_eq!(app.send(request(Duration::MAX)).unwrap().status, 200);
    assert_eq!(app.clock.now_ms() - began, 7000);
}

#[test]
fn a_reply_that_is_too_slow_is_a_timeout_of_a_request_that_was_sent() {
    let app = TestApp::new();
    app.outbound.reply(URL, Reply::ok("too late"));
    app.outbound.slow(URL, Duration::from_secs(60));
    let began = app.clock.now_ms();
    let Err(error) = app.send(request(Duration::from_secs(10))) else {
        panic!("it answered");
    };
    assert!(matches!(error, OutboundError::Timeout(_)), "{error}");
    assert_eq!(app.clock.now_ms() - began, 10_000);
    assert_eq!(app.outbound.sent().len(), 1);
}
