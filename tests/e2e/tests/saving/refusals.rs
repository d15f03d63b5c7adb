//! Who may join, and what calls are refused with.

use serde_json::{Value, json};
use spindle_e2e::{Answer, Config, Editor, Failure, Reply, Service, sign, start};

use super::support::{Setup, guarded, open};

#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str) {
    let told = answer.json();
    assert_eq!(
        (answer.status, &told["error"]),
        (status, &json!(code)),
        "{told}"
    );
    let words = told["message"].as_str().unwrap_or_default();
    assert!(words.len() > 5, "a reason in words: {told}");
}

#[test]
fn a_token_must_say_what_matters() {
    let setup = Setup::guarded(start!(guarded()));
    let client = &setup.service.client;
    let config = setup
        .config("k1", "u1")
        .set(
            "/document",
            "permissions",
            json!({ "edit": true, "print": false }),
        )
        .set("/editorConfig", "mode", json!("edit"));
    let whole = config.value().clone();
    let join = |body: &Value, claims: &Value, secret: &str| {
        let mut body = body.clone();
        body["token"] = json!(sign(claims, secret));
        client.post("/editing", &body)
    };
    let good = join(&whole, &whole, Service::SECRET);
    assert_eq!(good.status, 200, "{}", good.text());

    // Each claim that must be there is taken out, and changed.
    for (pointer, name, other) in [
        ("/document", "key", json!("k2")),
        ("/document", "url", json!("http://127.0.0.1:1/other.docx")),
        ("/document", "permissions", json!({ "edit": true })),
        (
            "/editorConfig",
            "callbackUrl",
            json!("http://127.0.0.1:1/cb"),
        ),
    ] {
        let mut without = whole.clone();
        let object = without.pointer_mut(pointer).and_then(Value::as_object_mut);
        object.expect("an object").shift_remove(name);
        let answer = join(&whole, &without, Service::SECRET);
        refused(&answer, 403, "token");
        if name == "permissions" {
            let mut differs = whole.clone();
            differs[&pointer[1..]][name] = other;
            let answer = join(&whole, &differs, Service::SECRET);
            assert_eq!(answer.status, 403, "{name} differs: {}", answer.text());
        }
    }
    let mut viewing = whole.clone();
    viewing["editorConfig"]["mode"] = json!("view");
    let mut no_mode = viewing.clone();
    no_mode["editorConfig"]
        .as_object_mut()
        .expect("an object")
        .shift_remove("mode");
    let answer = join(&viewing, &no_mode, Service::SECRET);
    assert_eq!(
        answer.status,
        200,
        "a viewer's mode need not be signed: {}",
        answer.text()
    );
    // Who signs for viewing only, lets nobody edit.
    let answer = join(&whole, &viewing, Service::SECRET);
    let edits = answer.status == 200 && answer.json()["mode"] == "edit";
    assert!(!edits, "the token says view: {}", answer.text());

    refused(&join(&whole, &whole, "another secret"), 403, "token");
    refused(&client.post("/editing", &whole), 403, "token");
    let mut garbage = whole.clone();
    garbage["token"] = json!("abc");
    refused(&client.post("/editing", &garbage), 403, "token");
    let mut expired = whole.clone();
    expired["exp"] = json!(1_000_000_000);
    refused(
        &join(&whole, &expired, Service::SECRET),
        403,
        "token-expired",
    );
    // Tokens that were made for something else.
    let url = whole["document"]["url"].clone();
    for claims in [
        json!({ "key": "k1", "url": url, "outputtype": "pdf" }),
        json!({ "c": "info", "key": "k1" }),
        json!({ "payload": { "url": url } }),
        json!({ "url": url }),
    ] {
        refused(&join(&whole, &claims, Service::SECRET), 403, "token");
    }
}

#[test]
fn what_the_token_does_not_name_may_come_from_the_body() {
    let setup = Setup::guarded(start!(guarded()));
    let config = setup.config("k1", "u1");
    let mut claims = config.value().clone();
    for name in ["fileType", "title"] {
        let document = claims["document"].as_object_mut().expect("an object");
        document.shift_remove(name);
    }
    let mut body = config.value().clone();
    body["token"] = json!(sign(&claims, Service::SECRET));
    let told = setup.service.client.post("/editing", &body);
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!(told.json()["title"], "k1.docx");
    // What the token names, the body cannot change.
    let mut body = config.value().clone();
    body["editorConfig"]["user"]["id"] = json!("somebody-else");
    body["token"] = json!(sign(config.value(), Service::SECRET));
    let told = setup.service.client.post("/editing", &body).json();
    let users = told["participants"].to_string();
    assert!(!users.contains("somebody-else"), "{users}");
}

#[test]
fn the_download_is_signed_with_its_address() {
    let setup = Setup::guarded(start!(guarded()));
    let config = setup.config("k1", "u1");
    Editor::join(&setup.service.client, &config);
    let downloads = setup.storage.downloads();
    let header = downloads[0].header("authorization").expect("a token");
    let token = header.strip_prefix("Bearer ").expect("the prefix");
    let (_, claims) = spindle_e2e::read_token(token, Service::SECRET).expect("signed");
    let url = &config.value()["document"]["url"];
    assert_eq!(&claims["payload"]["url"], url, "{claims}");
}

#[test]
fn bad_calls_are_refused_with_their_codes() {
    let setup = Setup::open(start!(open()));
    let client = &setup.service.client;
    let post = |target: &str, body: &str| client.send("POST", target, &[], body.as_bytes());
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        r#"{"document":{}}"#,
        r#"{"document":{"key":5}}"#,
    ] {
        refused(&post("/editing", body), 400, "bad-request");
    }
    let good = setup.config("k1", "u1");
    let long = "k".repeat(129);
    for key in ["", "a b", "a/b", "../x", "ü", &long] {
        let config = good.clone().set("/document", "key", json!(key));
        refused(&client.post("/editing", &config.body()), 400, "bad-request");
    }
    let longest = "k".repeat(128);
    let config = good.clone().set("/document", "key", json!(longest));
    assert_eq!(client.post("/editing", &config.body()).status, 200);

    let unknown = format!("/editing/{}", "0".repeat(32));
    refused(&client.get(&unknown), 404, "no-session");
    for call in ["changes", "heartbeat", "save", "leave", "close"] {
        let target = format!("{unknown}/{call}");
        let body = r#"{"version":1,"seq":1,"changes":[]}"#;
        refused(&post(&target, body), 404, "no-session");
    }
    refused(&client.get(&format!("{unknown}/events")), 404, "no-session");

    let editor = Editor::join(client, &good);
    let changes = |body: &Value| client.post(&editor.target("/changes"), body);
    let insert = json!([{ "ops": [{ "insert": "x" }] }]);
    for body in [
        json!({}),
        json!({ "version": 1, "changes": insert }),
        json!({ "seq": 1, "changes": insert }),
        json!({ "version": "one", "seq": 1, "changes": insert }),
        json!({ "version": 1, "seq": 1, "changes": "x" }),
    ] {
        refused(&changes(&body), 400, "bad-request");
    }
    let ahead = json!({ "version": 9, "seq": 1, "changes": insert });
    refused(&changes(&ahead), 409, "future-version");
    refused(
        &client.get(&editor.target("/objects/none.png")),
        404,
        "no-object",
    );
    editor.leave();
    let late = json!({ "version": 1, "seq": 1, "changes": insert });
    refused(&changes(&late), 410, "left");
}

#[test]
fn what_cannot_be_opened_is_refused_and_may_be_opened_later() {
    let setup = Setup::open(start!(open()));
    let client = &setup.service.client;
    let join = |config: &Config| client.post("/editing", &config.body());
    let url = setup.storage.url("/none.docx");
    refused(&join(&Config::new("k1", &url)), 502, "cannot-open");
    let broken = setup.file("k2", "docx", b"PK\x03\x04 no archive".to_vec());
    refused(&join(&broken), 502, "cannot-open");
    let nobody = Config::new("k3", "http://127.0.0.1:9/x.docx");
    refused(&join(&nobody), 502, "cannot-open");
    // Nothing of it stays.
    let mended = setup.config("k2", "u1");
    let told = join(&mended);
    assert_eq!(told.status, 200, "{}", told.text());
    setup.storage.serve("/none.docx", Reply::status(500));
    refused(&join(&Config::new("k1", &url)), 502, "cannot-open");
    assert_eq!(setup.code("info", "k1"), 1, "a key that nobody has open");
}

#[test]
fn private_addresses_are_not_asked_unless_allowed() {
    let setup = Setup::open(start!(open().variable("allow_private_ip", "false")));
    let config = setup.config("k1", "u1");
    let answer = setup.service.client.post("/editing", &config.body());
    assert!(
        matches!(answer.status, 400 | 502),
        "{} {}",
        answer.status,
        answer.text()
    );
    assert_eq!(setup.storage.downloads().len(), 0);
}

#[test]
fn limits_are_refused_by_name() {
    let setup = Setup::open(start!(
        open()
            .variable("limit_delta_bytes", "2000")
            .variable("limit_rebase_versions", "5")
    ));
    let mut editor = setup.join("k1", "u1");
    let huge = spindle_delta::Delta::new().insert("x".repeat(5000), ());
    let failure = editor.try_change(vec![huge]).expect_err("too large");
    let Failure::Refused {
        status,
        error,
        message,
    } = &failure
    else {
        panic!("{failure}");
    };
    assert_eq!((*status, error.as_str()), (413, "too-large"));
    assert!(message.contains("limit_"), "names the variable: {message}");
    for _ in 0..8 {
        editor.insert(0, "y");
    }
    let old = json!({ "version": 1, "seq": 50, "changes": [{ "ops": [{ "insert": "x" }] }] });
    let failure = editor.try_post("/changes", &old).expect_err("too far back");
    assert_eq!(failure.code(), "too-old", "{failure}");
}
