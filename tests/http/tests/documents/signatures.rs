use http::Method;
use serde_json::json;

use super::docs::{APP, Docs, SECRET, authorization, ok, refused};

#[test]
fn every_refusal_has_its_code_and_its_status() {
    let docs = Docs::new();
    let path = "/fs/bs/content?fid=x&appUserId=u";
    let now = 1_795_304_000;
    let signed = |secret: &str, nonce: &str, at: i64| {
        authorization(APP, secret, "GET", "/fs/bs/content", nonce, &at.to_string())
    };
    let call = |authorization: Option<&str>, nonce: &str, timestamp: &str| {
        let mut call = docs
            .app
            .get(path)
            .header("nonce", nonce)
            .header("timestamp", timestamp);
        if let Some(value) = authorization {
            call = call.header("authorization", value);
        }
        call.send()
    };
    for (authorization, nonce, timestamp, code) in [
        (None, "123456", now.to_string(), 40100),
        (Some("nocolon".to_owned()), "123456", now.to_string(), 40101),
        (Some(format!("{APP}:***")), "123456", now.to_string(), 40101),
        (
            Some(format!("unknown:{}", "x")),
            "123456",
            now.to_string(),
            40102,
        ),
        (
            Some(signed("another", "123456", now)),
            "123456",
            now.to_string(),
            40103,
        ),
        (
            Some(signed(SECRET, "123457", now)),
            "123456",
            now.to_string(),
            40103,
        ),
        (
            Some(signed(SECRET, "123456", now - 301)),
            "123456",
            (now - 301).to_string(),
            40104,
        ),
        (
            Some(signed(SECRET, "123456", now)),
            "123456",
            format!("{now}000"),
            40104,
        ),
        (
            Some(signed(SECRET, "123456", now)),
            "123456",
            now.to_string(),
            40401,
        ),
    ] {
        let answer = call(authorization.as_deref(), nonce, &timestamp);
        let message = refused(&answer, code);
        assert!(!message.is_empty());
        let status = if code == 40401 { 200 } else { 401 };
        assert_eq!(answer.status, status, "{code}");
    }
}

#[test]
fn messages_are_chinese_or_english_as_the_caller_likes() {
    let docs = Docs::new();
    let call = |language: &str| {
        docs.app
            .get("/fs/bs/content")
            .header("accept-language", language)
            .send()
    };
    assert_eq!(refused(&call("zh-CN"), 40100), "缺少请求头 Authorization");
    assert_eq!(
        refused(&call("en-US,en;q=0.9"), 40100),
        "the header `Authorization` is missing"
    );
}

#[test]
fn a_mismatch_tells_the_string_only_where_that_is_wanted() {
    for (debug, told) in [("true", true), ("false", false)] {
        let docs = Docs::with(|app| app.variable("iflydocs_debug", debug));
        let answer = docs
            .call_as(APP, "wrong", Method::GET, "/fs/bs/content?fid=x")
            .send();
        let message = refused(&answer, 40103);
        assert_eq!(
            message.contains("path=%2Ffs%2Fbs%2Fcontent&timestamp="),
            told,
            "{message}"
        );
    }
}

#[test]
fn a_signature_that_wrote_is_not_taken_again() {
    let body = json!({ "parentFid": "0", "docType": "note", "spaceType": 1, "name": "n", "appUserId": "u" });
    let replay = |docs: &Docs, path: &str, method: &Method, body: &serde_json::Value| {
        let timestamp = "1795304000";
        let bare = path.split('?').next().unwrap();
        let signed = authorization(APP, SECRET, method.as_str(), bare, "654321", timestamp);
        docs.app
            .call(method.clone(), path)
            .header("authorization", &signed)
            .header("nonce", "654321")
            .header("timestamp", timestamp)
            .json(body)
            .send()
    };
    let docs = Docs::new();
    let first = ok(&replay(&docs, "/fs/bs/doc/create", &Method::POST, &body));
    refused(
        &replay(&docs, "/fs/bs/doc/create", &Method::POST, &body),
        40105,
    );
    assert_eq!(
        docs.create("u", "0", "note", "next"),
        "10001",
        "nothing was made by the second"
    );
    // A refused call's signature does not open the door to another body.
    let fid = first["fid"].as_str().unwrap();
    let path = "/fs/bs/doc/offlineUpload";
    let broken = json!({ "fid": fid, "appUserId": "u", "ops": [{ "insert": "" }] });
    refused(&replay(&docs, path, &Method::POST, &broken), 40003);
    let sound = json!({ "fid": fid, "appUserId": "u", "ops": [{ "insert": "x" }] });
    refused(&replay(&docs, path, &Method::POST, &sound), 40105);
    assert_eq!(docs.text("u", fid), "\n");
    let small = Docs::with(|app| app.variable("limit_request_bytes", "2048"));
    let large = json!({ "parentFid": "0", "docType": "note", "spaceType": 1, "name": "n".repeat(3000), "appUserId": "u" });
    refused(
        &replay(&small, "/fs/bs/doc/create", &Method::POST, &large),
        41300,
    );
    refused(
        &replay(&small, "/fs/bs/doc/create", &Method::POST, &body),
        40105,
    );
    // Reads repeat.
    let read = format!("/fs/bs/content?fid={fid}&appUserId=u");
    ok(&replay(&docs, &read, &Method::GET, &json!(null)));
    ok(&replay(&docs, &read, &Method::GET, &json!(null)));

    let strict = Docs::with(|app| app.variable("iflydocs_replay", "all"));
    let fid = strict.note("u");
    let read = format!("/fs/bs/content?fid={fid}&appUserId=u");
    ok(&replay(&strict, &read, &Method::GET, &json!(null)));
    refused(&replay(&strict, &read, &Method::GET, &json!(null)), 40105);

    let off = Docs::with(|app| app.variable("iflydocs_replay", "off"));
    ok(&replay(&off, "/fs/bs/doc/create", &Method::POST, &body));
    ok(&replay(&off, "/fs/bs/doc/create", &Method::POST, &body));
}

#[test]
fn a_signature_outlives_its_window_in_memory() {
    let docs = Docs::new();
    let at = |timestamp: i64| {
        let timestamp = timestamp.to_string();
        let signed = authorization(
            APP,
            SECRET,
            "POST",
            "/user/v1/api/bs/users",
            "654321",
            &timestamp,
        );
        docs.app
            .post("/user/v1/api/bs/users")
            .header("authorization", &signed)
            .header("nonce", "654321")
            .header("timestamp", &timestamp)
            .json(&json!(["u"]))
            .send()
    };
    // A signature of the near future is good for longer than one of now.
    ok(&at(1_795_304_299));
    docs.app.clock.advance_s(590);
    refused(&at(1_795_304_299), 40105);
    docs.app.clock.advance_s(20);
    refused(&at(1_795_304_299), 40104);
}

#[test]
fn an_app_has_two_secrets_at_a_time() {
    let docs = Docs::with(|app| app.variable("iflydocs_apps", "a:one|two"));
    for (secret, code) in [("one", 40401), ("two", 40401), ("three", 40103)] {
        let answer = docs
            .call_as("a", secret, Method::GET, "/fs/bs/content?fid=x&appUserId=u")
            .send();
        refused(&answer, code);
    }
}

#[test]
fn calls_can_be_limited() {
    let docs = Docs::with(|app| app.variable("iflydocs_calls_per_minute", "3"));
    for _ in 0..3 {
        docs.note("u");
    }
    let answer = docs.post("/fs/bs/doc/create", &json!({}));
    refused(&answer, 42900);
    assert_eq!(
        (answer.status.as_u16(), answer.header("retry-after")),
        (429, Some("60"))
    );
    docs.app.clock.advance_s(60);
    docs.note("u");
}

#[test]
fn unknown_routes_and_methods_have_the_envelope_too() {
    let docs = Docs::new();
    let none = docs.get("/fs/bs/nothing");
    refused(&none, 40406);
    assert_eq!(none.status, 404);
    let method = docs.put("/fs/bs/doc/create", &json!({}));
    refused(&method, 40500);
    assert_eq!(
        (method.status.as_u16(), method.header("allow")),
        (405, Some("POST"))
    );
}

#[test]
fn every_code_can_be_a_status() {
    let docs = Docs::with(|app| app.variable("iflydocs_strict_http_status", "true"));
    let answer = docs.get("/fs/bs/content?fid=x&appUserId=u");
    refused(&answer, 40401);
    assert_eq!(answer.status, 404);
    let answer = docs.post("/fs/bs/doc/create", &json!({}));
    refused(&answer, 40001);
    assert_eq!(answer.status, 400);
}
