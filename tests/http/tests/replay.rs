//! Recorded answers of a real ONLYOFFICE server, replayed: `fixtures/observed.jsonl`.
//!
//! What Spindle adds (`message`, `detail`) is taken off before answers are compared; version numbers, keys that the
//! server made up, and links are compared by their shape.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use serde::Deserialize;
use serde_json::{Map, Value, json};
use spindle_core::auth::jwt;
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::{SECRET, START_MS};
use spindle_testkit::{Answer, TestApp};

const SCRIPT: &str = "http://127.0.0.1:19000/file.docbuilder";

#[derive(Deserialize)]
struct Row {
    n: u32,
    name: String,
    jwt: String,
    file: String,
    request: RowRequest,
    response: RowResponse,
}

#[derive(Deserialize)]
struct RowRequest {
    method: String,
    path: String,
    headers: Map<String, Value>,
    body: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RowResponse {
    status: u16,
    content_type: Option<String>,
    body: String,
}

fn rows() -> Vec<Row> {
    let text = include_str!("../fixtures/observed.jsonl");
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn app_for(row: &Row) -> TestApp {
    let app = TestApp::new();
    match row.jwt.as_str() {
        "off" => {}
        "on" => app.config.set("jwt_enabled", "true"),
        "on-loose" => {
            app.config.set("jwt_enabled", "true");
            app.config.set("token_required_params", "false");
        }
        other => panic!("mode {other}"),
    }
    let script = if row.name.contains("exit 1") {
        "fail the builder exits with 1"
    } else {
        "save SampleText.docx: docx\nsave Sample Text2.pdf: pdf"
    };
    app.outbound.reply(SCRIPT, Reply::ok(script));
    app.outbound
        .reply("http://127.0.0.1:19000/none", Reply::status(404, ""));
    if row.name == "docbuilder: poll finished key sync" {
        let claims = json!({ "url": SCRIPT, "key": "bld_f3fdd43169b49ad3" });
        app.post("/docbuilder")
            .json(&json!({ "token": signed(&claims) }))
            .send();
    }
    app
}

fn signed(claims: &Value) -> String {
    jwt::sign(
        claims.as_object().unwrap().clone(),
        SECRET,
        START_MS / 1000,
        300,
    )
}

fn send(app: &TestApp, row: &Row) -> Answer {
    let method = row.request.method.parse().unwrap();
    let mut call = app.call(method, &row.request.path.replace(' ', "%20"));
    for (name, value) in &row.request.headers {
        call = call.header(name, value.as_str().unwrap());
    }
    let body: Vec<u8> = match &row.request.body {
        Value::Null => Vec::new(),
        // The recording holds no bytes; these are the 18 that its name describes.
        Value::String(_) if row.name == "UTF-8 BOM body" => {
            b"\xef\xbb\xbf{\"c\":\"version\"}".to_vec()
        }
        // The engine of these tests knows other words than the original's.
        Value::String(text) if text.starts_with("builder.") => b"save raw.docx: docx".to_vec(),
        Value::String(text) => text.clone().into_bytes(),
        value => value.to_string().into_bytes(),
    };
    call.body(body).send()
}

/// A value with what cannot be the same in two servers replaced by its shape.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "message" | "detail"))
                .map(|(name, value)| (name.clone(), member_shape(name, value)))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn member_shape(name: &str, value: &Value) -> Value {
    let Value::String(text) = value else {
        return match (name, value) {
            ("buildNumber", Value::Number(_)) => json!("<number>"),
            ("urls", Value::Object(urls)) => {
                let mut names: Vec<String> = urls
                    .iter()
                    .map(|(name, url)| link_shape(name, url))
                    .collect();
                names.sort();
                json!(names)
            }
            _ => shape(value),
        };
    };
    match name {
        "version" | "buildVersion" => {
            let numbers = text.split('.').map(|part| part.parse::<u32>().map(|_| "n"));
            json!(numbers.collect::<Result<Vec<_>, _>>().unwrap())
        }
        "buildDate" => json!(text.len()),
        "key" if text.starts_with("bld_") && text != "bld_f3fdd43169b49ad3" => {
            let digits = &text["bld_".len()..];
            let good = digits.len() == 16
                && digits
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            assert!(good, "{text}");
            json!("bld_<16 hex>")
        }
        _ => value.clone(),
    }
}

/// The parts of a link that clients rely on: path below the key, and the file name at the end.
fn link_shape(name: &str, url: &Value) -> String {
    let url = url.as_str().unwrap().replace(' ', "%20");
    let (head, query) = url.split_once('?').unwrap();
    let (_, path) = head.split_once("/cache/files/data/").unwrap();
    let (_, below) = path.split_once('/').unwrap();
    let (_, last) = query.rsplit_once('&').unwrap();
    assert!(query.contains("&expires="), "{url}");
    format!("{name}: {below} {last}")
}

fn check(row: &Row, answer: &Answer) {
    let what = format!("{} {}: {}", row.file, row.n, row.name);
    assert_eq!(
        answer.status.as_u16(),
        row.response.status,
        "{what}: {}",
        answer.text()
    );
    assert_eq!(
        answer.header("content-type"),
        row.response.content_type.as_deref(),
        "{what}"
    );
    let Ok(expected) = serde_json::from_str::<Value>(&row.response.body) else {
        check_text(&what, row, answer.text());
        return;
    };
    let found = answer.json();
    assert_eq!(shape(&found), shape(&expected), "{what}: {found}");
    // Members come in the original's order.
    let names = |value: &Value| -> Vec<String> {
        let members = shape(value).as_object().cloned().unwrap_or_default();
        members.keys().cloned().collect()
    };
    assert_eq!(names(&found), names(&expected), "{what}");
    if expected.get("error").is_some_and(|error| error != 0) {
        assert!(
            !answer.message().is_empty(),
            "{what}: a number without its reason"
        );
    }
}

fn check_text(what: &str, row: &Row, found: &str) {
    let expected = &row.response.body;
    let good = match expected.split_once("<pre>") {
        // Spindle says in the same place which methods there are.
        Some((_, rest)) => found.contains(rest.split_once("</pre>").unwrap().0),
        None => found.starts_with(expected.as_str()),
    };
    assert!(good, "{what}: {found}");
}

#[test]
fn every_recorded_request_is_answered_as_recorded() {
    let rows = rows();
    assert!(rows.len() >= 60, "{} rows", rows.len());
    for row in &rows {
        let app = app_for(row);
        check(row, &send(&app, row));
    }
}
