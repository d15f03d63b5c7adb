//! Old versions of documents that somebody looks at.

use http::StatusCode;
use serde_json::{Value, json};
use spindle_core::auth::jwt;
use spindle_testkit::Answer;
use spindle_testkit::test_app::SECRET;

use super::desk::{Desk, KEY};
use super::storage::Storage;

fn history() -> Value {
    json!({ "version": 2, "key": KEY, "url": Storage::document(), "fileType": "md" })
}

fn show(desk: &Desk, history: &Value) -> Answer {
    let body = json!({ "history": history });
    desk.app.post("/editing").json(&body).send()
}

#[test]
fn an_old_version_is_shown_beside_the_one_that_is_edited() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "new ");
    let shown = show(&desk, &history());
    assert!(desk.sit("h", &shown), "{}", shown.text());
    let joined = shown.json();
    let said = (&joined["key"], &joined["mode"], &joined["version"]);
    assert_eq!(said, (&json!(KEY), &json!("view"), &json!(1)));
    assert_eq!(joined["participants"].as_array().unwrap().len(), 1);
    let session = desk.seat("h").unwrap().session;
    let content = desk.app.get(&format!("/editing/{session}")).send().json();
    assert_eq!(
        content["content"],
        json!({ "ops": [{ "insert": "base\n" }] })
    );
    let answer = desk.download("h", "txt");
    assert_eq!(desk.file(&answer).text().trim_end(), "base");
    let refused = desk.changing("h", "x").send();
    assert_eq!(refused.json()["error"], "read-only");
    // Who edits sees nobody come or go, and is not kept from anything.
    let events = desk.events("u1", 1);
    assert_eq!(events, json!([]));
    desk.leave("h");
    assert_eq!(desk.count("SELECT count(*) FROM editings"), 1);
    assert_eq!(desk.count("SELECT count(*) FROM participants"), 1);
    assert_eq!(
        desk.app.get(&format!("/editing/{session}")).send().status,
        404
    );
    desk.leave("u1");
    assert_eq!(desk.storage.statuses(), [1, 2]);
    // The key is over; its old versions can still be looked at.
    let again = show(&desk, &history());
    assert_eq!(again.json()["state"], "open", "{}", again.text());
}

#[test]
fn who_never_says_that_he_is_gone_leaves_nothing() {
    let mut desk = Desk::new();
    let shown = show(&desk, &history());
    assert!(desk.sit("h", &shown));
    desk.app.clock.advance_s(301);
    desk.command(&json!({ "c": "version" }));
    assert_eq!(desk.count("SELECT count(*) FROM editings"), 0);
    assert_eq!(desk.count("SELECT count(*) FROM participants"), 0);
    assert!(desk.storage.told().is_empty());
}

#[test]
fn what_is_signed_counts() {
    let desk = Desk::with(|app| app.with_tokens());
    let now = spindle_core::ports::Clock::now_s(&desk.app.clock);
    let with = |claims: &Value, more: &Value| {
        let claims = claims.as_object().unwrap().clone();
        let mut data = more.clone();
        data["token"] = json!(jwt::sign(claims, SECRET, now, 60));
        show(&desk, &data)
    };
    let shown = with(
        &history(),
        &json!({ "key": "other", "url": "https://evil.test/" }),
    );
    assert_eq!(shown.json()["key"], KEY, "{}", shown.text());
    let refusals = [
        show(&desk, &history()),
        with(&json!({ "key": KEY }), &history()),
        with(
            &json!({ "key": KEY, "url": Storage::document(), "outputtype": "pdf" }),
            &history(),
        ),
        with(&json!({ "c": "info", "key": KEY, "url": "" }), &history()),
        with(&Desk::config(KEY, "u1", "view"), &history()),
    ];
    for refused in refusals {
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text());
        assert_eq!(refused.json()["error"], "token");
    }
}

#[test]
fn bad_data_is_refused_in_words() {
    let desk = Desk::new();
    for data in [
        json!({ "key": KEY }),
        json!({ "url": Storage::document() }),
        json!({ "key": "a/b", "url": Storage::document() }),
        json!("version 2"),
    ] {
        let refused = show(&desk, &data);
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{data}");
    }
    desk.storage.keep(b"\xff\xfe\x00".to_vec());
    let mut data = history();
    data["fileType"] = json!("docx");
    let refused = show(&desk, &data);
    assert_eq!(refused.json()["error"], "cannot-open", "{}", refused.text());
    assert_eq!(desk.count("SELECT count(*) FROM editings"), 0);
}
