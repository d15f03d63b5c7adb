//! Documents that are only shown: presentations and pages.

use http::StatusCode;
use serde_json::json;
use spindle_ooxml::slide::Presentation;

use super::desk::{Desk, KEY};

const PAGES: &[u8] = b"%PDF-1.7\n% pages that nobody here reads\n%%EOF\n";

fn slides() -> Vec<u8> {
    Presentation::create().unwrap().save().unwrap()
}

#[test]
fn pages_are_shown_as_they_came() {
    let mut desk = Desk::new();
    desk.storage.keep(PAGES.to_vec());
    let document = json!({
        "fileType": "pdf", "title": "plan.pdf", "permissions": { "download": false, "print": false },
    });
    let joined = desk.join_with("u1", "edit", &document);
    let said = (&joined["kind"], &joined["mode"], &joined["fileType"]);
    assert_eq!(said, (&json!("pdf"), &json!("view"), &json!("pdf")));
    let session = desk.seat("u1").unwrap().session;
    let shown = desk.app.get(&format!("/editing/{session}")).send().json();
    assert_eq!(
        (&shown["kind"], shown.get("content")),
        (&json!("pdf"), None)
    );
    let answer = desk.download("u1", "pdf");
    assert_eq!(desk.file(&answer).body, PAGES);
    let refused = desk.download("u1", "docx");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn presentations_are_shown_and_never_saved() {
    let mut desk = Desk::new();
    let bytes = slides();
    desk.storage.keep(bytes.clone());
    let document = json!({ "fileType": "pptx", "title": "talk.pptx" });
    let joined = desk.join_with("u1", "edit", &document);
    let said = (&joined["kind"], &joined["mode"], &joined["fileType"]);
    assert_eq!(said, (&json!("slide"), &json!("view"), &json!("pptx")));
    let own = desk.download("u1", "pptx");
    assert_eq!(desk.file(&own).body, bytes);
    let text = desk.download("u1", "txt");
    assert_eq!(text.json()["fileType"], "txt");
    desk.file(&text);
    for (verb, body) in [
        ("changes", json!({ "version": 1, "seq": 1, "changes": [] })),
        ("save", json!({})),
    ] {
        let refused = desk.calling("u1", verb).json(&body).send();
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{verb}");
        assert_eq!(refused.json()["error"], "read-only");
    }
    let said = json!({ "version": 1, "selection": { "index": 0, "length": 0 } });
    let refused = desk.calling("u1", "cursor").json(&said).send();
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let forced = desk.command(&json!({ "c": "forcesave", "key": KEY }));
    assert_eq!(forced.error(), Some(4));
    // Who else is there is told as for all viewers; the storage hears of nobody.
    desk.join_with("u2", "edit", &document);
    let events = desk.events("u1", 1);
    assert_eq!(events[0]["type"], "joined");
    assert_eq!(events[0]["mode"], "view");
    desk.leave("u1");
    desk.leave("u2");
    desk.app.clock.advance_s(60);
    desk.tick();
    assert!(desk.storage.told().is_empty());
    desk.app.clock.advance_s(86_401);
    desk.tick();
    assert_eq!(desk.count("SELECT count(*) FROM editings"), 0);
}

#[test]
fn what_cannot_be_shown_is_refused_in_words() {
    let desk = Desk::new();
    for (bytes, file_type, words) in [
        (b"PK nonsense".to_vec(), "pptx", "no pptx file"),
        (b"no pages".to_vec(), "pdf", "no pdf file"),
        (
            PAGES.to_vec(),
            "docx",
            "it is a pdf file, which is not read here",
        ),
        (slides(), "docx", "called docx but is a pptx file"),
    ] {
        desk.storage.keep(bytes);
        let mut config = Desk::config(KEY, "u1", "view");
        config["document"]["fileType"] = json!(file_type);
        let refused = desk.app.post("/editing").json(&config).send();
        assert_eq!(refused.status, StatusCode::BAD_GATEWAY);
        let message = refused.json()["message"].as_str().unwrap().to_owned();
        assert!(message.contains(words), "{message}");
    }
}
