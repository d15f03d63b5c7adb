//! The value-made ports pass the suites that the Spin adapters pass.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use std::time::Duration;

use http::Uri;
use spindle_core::ports::{Outbound, OutboundError, OutboundRequest, OutboundResponse};
use spindle_testkit::conformance::peer::peer_answer;
use spindle_testkit::conformance::{
    CaseResult, assert_all_passed, blob_suite, clock_suite, config_suite, outbound_suite,
    random_suite, sql_suite,
};
use spindle_testkit::ports::{
    FileSqlite, FixedConfig, HandClock, MemoryBlobs, RealClock, Reply, ScriptedOutbound,
    SeededRandom,
};
use url::Url;

#[test]
fn sql() {
    assert_all_passed(&sql_suite(&FileSqlite::temporary(Duration::from_millis(
        50,
    ))));
}

#[test]
fn blobs() {
    assert_all_passed(&blob_suite(&MemoryBlobs::default()));
}

#[test]
fn clocks() {
    assert_all_passed(&clock_suite(&RealClock));
    assert_all_passed(&clock_suite(&HandClock::at(1_795_304_000_123)));
}

#[test]
fn random() {
    assert_all_passed(&random_suite(&SeededRandom::new(7)));
}

#[test]
fn config() {
    let config = FixedConfig::default();
    config.set("known", "a b\u{fc}");
    assert_all_passed(&config_suite(&config, "known", "a b\u{fc}"));
}

/// The peer as a scripted port: everything else has no connection.
struct Peer(ScriptedOutbound);

impl Outbound for Peer {
    fn send(&self, request: OutboundRequest) -> Result<OutboundResponse, OutboundError> {
        if request.url.host_str() == Some("peer.test") {
            let uri: Uri = request.url.as_str().parse().unwrap();
            let answer = peer_answer(&request.method, &uri, &request.headers, &request.body);
            self.0.reply(
                request.url.as_str(),
                Reply::Response {
                    status: answer.status,
                    headers: answer.headers,
                    body: answer.body,
                },
            );
        }
        self.0.send(request)
    }
}

#[test]
fn outbound() {
    let peer = Url::parse("http://peer.test/").unwrap();
    let nobody = Url::parse("http://nobody.test/").unwrap();
    let outbound = Peer(ScriptedOutbound::default());
    assert_all_passed(&outbound_suite(&outbound, &peer, &nobody));
}

#[test]
#[should_panic(expected = "clock: time: it is late")]
fn a_failed_case_stops_the_test() {
    assert_all_passed(&[CaseResult {
        suite: "clock",
        case: "time",
        failure: Some("it is late".to_owned()),
    }]);
}
