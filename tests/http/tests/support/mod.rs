//! What the tests of the Document Builder service share.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be, and each uses its part"
)]

use serde_json::Value;
use spindle_core::auth::jwt;
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::{SECRET, START_MS};
use spindle_testkit::{Answer, TestApp};

/// Where the script is.
pub const SCRIPT: &str = "https://files.example.com/a.js";

/// An app that finds this script there.
pub fn app(script: &str) -> TestApp {
    let app = TestApp::new();
    app.outbound.reply(SCRIPT, Reply::ok(script));
    app
}

/// Asks for a build.
pub fn build(app: &TestApp, parameters: &Value) -> Answer {
    app.post("/docbuilder").json(parameters).send()
}

/// The link to a file.
pub fn url_of(answer: &Answer, name: &str) -> String {
    let json = answer.json();
    json["urls"][name]
        .as_str()
        .unwrap_or_else(|| panic!("{json}"))
        .to_owned()
}

/// A token with these claims.
pub fn signed(claims: &Value) -> String {
    jwt::sign(
        claims.as_object().unwrap().clone(),
        SECRET,
        START_MS / 1000,
        300,
    )
}

/// Holds a refusal to its code and words.
#[track_caller]
pub fn refused(answer: &Answer, code: i64, words: &str) {
    assert_eq!(answer.status, 200);
    assert_eq!(answer.error(), Some(code), "{}", answer.text());
    assert!(answer.message().contains(words), "{}", answer.message());
    assert!(answer.json().get("urls").is_none() && answer.json().get("key").is_none());
}
