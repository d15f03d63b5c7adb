//! The command service, health and metadata.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use serde_json::{Value, json};
use spindle_core::auth::jwt;
use spindle_testkit::TestApp;
use spindle_testkit::test_app::{SECRET, START_MS};

#[test]
fn the_license_has_the_envelope_that_integrators_read() {
    let app = TestApp::new();
    let answer = app
        .post("/command")
        .json(&json!({ "c": "license" }))
        .send()
        .json();
    let members: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(members, ["error", "license", "server", "quota"]);
    assert_eq!(answer["license"]["start_date"], "2026-11-01T00:00:00.000Z");
    assert_eq!(answer["license"]["end_date"], Value::Null);
    assert_eq!(answer["server"]["resultType"], 3);
    assert_eq!(answer["quota"], json!({ "users": [], "users_view": [] }));
}

#[test]
fn the_version_is_one_that_integrators_accept() {
    let app = TestApp::new();
    let answer = app
        .post("/command")
        .json(&json!({ "c": "version", "key": "k" }))
        .send()
        .json();
    let numbers: Vec<u32> = answer["version"]
        .as_str()
        .unwrap()
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    assert!(numbers.len() == 4 && numbers[0] >= 8, "{answer}");
    assert_eq!(answer["key"], "k");
}

#[test]
fn refusals_have_a_number_and_a_reason() {
    let app = TestApp::new();
    for (body, code, words) in [
        (
            json!({ "c": "forcesave", "key": "k" }),
            1,
            "no document is open under the key `k`",
        ),
        (
            json!({ "c": "info", "key": "k" }),
            1,
            "no document is open under the key `k`",
        ),
        (
            json!({ "c": "forcesave" }),
            1,
            "the parameter `key` is missing",
        ),
        (
            json!({ "c": "getForgotten", "key": "k" }),
            1,
            "there is no forgotten file of the key `k`",
        ),
        (
            json!({ "c": "deleteForgotten", "key": "" }),
            1,
            "there is no forgotten file of the key ``",
        ),
        (
            json!({ "c": "drop", "key": "k", "users": "u1" }),
            3,
            "`users` is neither a list nor the JSON of one",
        ),
        (
            json!({ "c": "meta", "key": "k", "meta": "" }),
            5,
            "the parameter `meta` is missing or empty",
        ),
        (
            json!({ "c": "Version", "key": "k" }),
            5,
            "`Version` is no command",
        ),
        (json!({ "key": "k" }), 5, "the parameter `c`"),
        (json!({ "c": "x", "key": 1 }), 1, "is a number"),
        (json!({}), 1, "`key` is missing"),
    ] {
        let answer = app.post("/command").json(&body).send();
        assert_eq!(answer.error(), Some(code), "{body}");
        assert!(
            answer.message().contains(words),
            "{body}: {}",
            answer.message()
        );
        assert!(app.log.contains(words), "{words} is in the log");
    }
}

#[test]
fn commands_about_nothing_are_fine_where_the_original_says_so() {
    let app = TestApp::new();
    for body in [
        json!({ "c": "drop", "key": "k" }),
        json!({ "c": "drop", "key": "k", "users": 5 }),
        json!({ "c": "drop", "key": "k", "users": "[\"u1\"]" }),
        json!({ "c": "meta", "key": "k", "meta": {} }),
        json!({ "c": "saved", "key": "k", "status": "0" }),
    ] {
        let answer = app.post("/command").json(&body).send();
        assert_eq!(answer.json(), json!({ "key": "k", "error": 0 }), "{body}");
    }
    let list = app
        .post("/command")
        .json(&json!({ "c": "getForgottenList", "key": "" }))
        .send();
    assert_eq!(list.text(), r#"{"key":"","error":0,"keys":[]}"#);
}

#[test]
fn expired_is_7_and_says_for_how_long() {
    let app = TestApp::new().with_tokens();
    let token = jwt::sign(Default::default(), SECRET, START_MS / 1000 - 1000, 0);
    let answer = app
        .post("/command")
        .json(&json!({ "c": "version", "key": "k", "token": token }))
        .send();
    assert_eq!(answer.error(), Some(7));
    assert_eq!(
        answer.json()["key"],
        "k",
        "the key comes back in clear text"
    );
    assert_eq!(answer.message(), "the token expired 1000 s ago");
}

#[test]
fn healthcheck_looks_at_both_stores() {
    let app = TestApp::new().with_tokens();
    let ask = || {
        let answer = app.get("/healthcheck").send();
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (200, Some("text/plain; charset=utf-8"))
        );
        answer.text().to_owned()
    };
    assert_eq!(ask(), "true");
    let head = app.call(http::Method::HEAD, "/healthcheck").send();
    assert_eq!(
        (head.status.as_u16(), head.header("content-length")),
        (200, Some("4"))
    );
    app.blobs.set_broken(true);
    assert_eq!(ask(), "false");
    assert!(app.log.contains("healthcheck: the blob store failed"));
    app.blobs.set_broken(false);
    assert_eq!(ask(), "true");
    std::fs::write(
        app.sql.path(),
        "this is no database, however long one looks at it".repeat(50),
    )
    .unwrap();
    assert_eq!(ask(), "false");
    assert!(app.log.contains("healthcheck: the database failed"));
    std::fs::remove_file(app.sql.path()).unwrap();
}

#[test]
fn metadata_tells_what_is_there() {
    let app = TestApp::new()
        .with_tokens()
        .variable("jwt_header", "X-Token");
    let config = app.get("/meta/config").send().json();
    assert_eq!(
        config["authorization"],
        json!({ "header": "X-Token", "prefix": "Bearer " })
    );
    assert_eq!(config["limits"]["maxFileSize"], 104_857_600);
    for url in config["urls"].as_object().unwrap().values() {
        let answer = app.post(url.as_str().unwrap()).send();
        assert_eq!(answer.status, 200, "{url} is there");
    }
    let formats = app.get("/meta/formats").send();
    assert_eq!(
        formats.header("content-type"),
        Some("application/json; charset=UTF-8")
    );
    let docx = formats
        .json()
        .as_array()
        .unwrap()
        .iter()
        .find(|format| format["name"] == "docx")
        .cloned()
        .unwrap();
    assert_eq!(
        docx,
        json!({
            "name": "docx",
            "type": "word",
            "actions": [],
            "convert": ["odt", "rtf", "html", "md", "txt", "epub", "pdf", "png", "jpg", "gif", "bmp"],
            "mime": ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
        })
    );
}

#[test]
fn without_a_secret_nothing_is_answered_and_the_variable_is_named() {
    for (name, value, words) in [
        (
            "jwt_secret",
            "",
            "variable `jwt_secret` is required and not set",
        ),
        (
            "limit_output_files",
            "many",
            "variable `limit_output_files` is `many`",
        ),
    ] {
        let app = TestApp::new().variable(name, value);
        for answer in [
            app.post("/command").json(&json!({ "c": "version" })).send(),
            app.get("/healthcheck").send(),
            app.post("/docbuilder").body("save a.txt: x").send(),
            app.get("/cache/files/data/x/y?sig=a&expires=1").send(),
            app.get("/internal/tick").send(),
        ] {
            assert_eq!(answer.status, 500);
            assert!(answer.text().contains(words), "{}", answer.text());
        }
        assert!(app.log.contains(words));
        app.config.set("jwt_secret", SECRET);
    }
}
