//! Pictures of a storage, which the service fetches for the pages of its editors.

use http::StatusCode;
use serde_json::{Map, Value, json};
use spindle_core::auth::jwt;
use spindle_core::ports::Clock as _;
use spindle_testkit::Answer;
use spindle_testkit::test_app::SECRET;

use super::desk::Desk;
use super::storage::Storage;

const SVG: &[u8] = b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

fn url() -> String {
    Storage::document()
}

impl Desk {
    fn fetched(&self, user: &str, body: &Value) -> Answer {
        self.calling(user, "fetch").json(body).send()
    }
}

fn refused(answer: &Answer) -> (StatusCode, Value) {
    (answer.status, answer.json()["error"].clone())
}

#[test]
fn a_picture_comes_with_the_type_of_its_bytes() {
    let mut desk = Desk::new();
    desk.join("u1");
    for (bytes, kind) in [(SVG, "image/svg+xml"), (PNG, "image/png")] {
        desk.storage.keep(bytes.to_vec());
        let answer = desk.fetched("u1", &json!({ "url": url() }));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.headers["content-type"], kind);
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.body, bytes);
    }
}

#[test]
fn only_editors_have_it_and_only_pictures() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.view("v");
    desk.storage.keep(b"<!doctype html><p>sign in</p>".to_vec());
    let asked = json!({ "url": url() });
    let no_picture = (StatusCode::BAD_GATEWAY, json!("cannot-open"));
    assert_eq!(refused(&desk.fetched("u1", &asked)), no_picture);
    desk.storage.keep(PNG.to_vec());
    let read_only = (StatusCode::FORBIDDEN, json!("read-only"));
    assert_eq!(refused(&desk.fetched("v", &asked)), read_only);
    let bad = (StatusCode::BAD_REQUEST, json!("bad-request"));
    assert_eq!(refused(&desk.fetched("u1", &json!({}))), bad);
    assert_eq!(desk.fetched("u1", &asked).status, 200);
}

#[test]
fn with_tokens_one_must_say_the_address() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.storage.keep(PNG.to_vec());
    desk.app.config.set("jwt_enabled", "true");
    let signed = |claims: Value| {
        let claims: Map<String, Value> = claims.as_object().unwrap().clone();
        jwt::sign(claims, SECRET, desk.app.clock.now_s(), 60)
    };
    let ask = |claims: Option<Value>| {
        let mut body = json!({ "url": url() });
        if let Some(claims) = claims {
            body["token"] = signed(claims).into();
        }
        desk.fetched("u1", &body)
    };
    let token = (StatusCode::FORBIDDEN, json!("token"));
    assert_eq!(refused(&ask(None)), token);
    for claims in [
        json!({ "url": "https://elsewhere.example/x.png" }),
        json!({ "key": "k", "url": url() }),
        json!({ "document": { "url": url() } }),
    ] {
        assert_eq!(refused(&ask(Some(claims.clone()))), token, "{claims}");
    }
    for claims in [
        json!({ "c": "add", "fileType": "png", "url": url() }),
        json!({ "c": "add", "images": [{ "fileType": "png", "url": "https://elsewhere.example/x.png" }, { "url": url() }] }),
    ] {
        assert_eq!(ask(Some(claims.clone())).status, 200, "{claims}");
    }
}
