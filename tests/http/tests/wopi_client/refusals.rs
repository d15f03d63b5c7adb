//! What a host may answer to a save, and what is said of pages that open nothing.

use serde_json::json;
use spindle_testkit::ports::Reply;

use super::house::House;

#[test]
fn every_refusal_of_a_save_keeps_the_file_and_says_why() {
    let changed = r#"{"COOLStatusCode":1010}"#;
    for (reply, words) in [
        (
            Reply::status(401, ""),
            "does not take the access token (401)",
        ),
        (Reply::status(404, ""), "the file is not there"),
        (Reply::status(413, ""), "too large for the host"),
        (
            Reply::status(409, "").with_header("x-wopi-lock", "theirs"),
            "locked by another editor",
        ),
        (Reply::status(409, changed), "changed elsewhere"),
        (
            Reply::status(501, "").with_header("x-wopi-servererror", "no saving today"),
            "the host answered 501 to PutFile: no saving today",
        ),
        (Reply::status(302, ""), "the host answered 302"),
        (Reply::status(500, ""), "the host answered 500"),
    ] {
        let mut house = House::new();
        house.join("u1");
        house.change("u1", "one ");
        for _ in 0..4 {
            house.line.answer("PUT", reply.clone());
        }
        house.leave("u1");
        assert_eq!(house.file(), "base\n", "{words}");
        let forgotten = house.forgotten();
        assert_eq!(forgotten.len(), 1, "{words}");
        assert_eq!(house.forgotten_text(&forgotten[0]), "one base\n");
        let row = &house.outbox()[0];
        assert_eq!(row["state"], "refused", "{row}");
        let reason = row["reason"].as_str().unwrap();
        assert!(reason.contains(words), "{reason}");
        assert!(!house.is_locked(), "{words}");
    }
}

#[test]
fn a_save_while_they_edit_that_is_refused_is_told_to_the_editors() {
    let mut house = House::new();
    house.join("u1");
    house.change("u1", "one ");
    house.line.answer("PUT", Reply::status(413, ""));
    house.calling("u1", "save").send();
    let failed = house
        .events("u1")
        .into_iter()
        .find(|event| event["type"] == "save-failed");
    let words = failed.unwrap()["message"].as_str().unwrap().to_owned();
    assert!(words.contains("too large"), "{words}");
    house.leave("u1");
    assert_eq!(house.file(), "one base\n");
}

#[test]
fn a_token_that_is_over_is_stood_in_for_by_another_s() {
    let mut house = House::new();
    let short = house.pass("u2", &json!("all"));
    house.join("u1");
    let config = super::house::config_in(&house.posting("edit", &short).send());
    house.join_with("u2", &config);
    house.leave("u1");
    house.change("u2", "two ");
    house.line.answer("PUT", Reply::status(401, ""));
    house.leave("u2");
    assert_eq!(house.file(), "two base\n");
    let put = house.line.last("PUT");
    assert_eq!(put.headers["x-wopi-editors"], "u2");
    assert!(house.forgotten().is_empty());
}

#[test]
fn when_every_token_has_expired_the_operator_sees_it() {
    let mut house = House::with("plan.md", b"base\n", |app| {
        app.variable("wopi_token_s", "60")
    });
    house.join("u1");
    house.change("u1", "one ");
    house.app.clock.advance_s(61);
    house.leave("u1");
    let reason = house.outbox()[0]["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains("every access token"), "{reason}");
    assert_eq!(house.forgotten().len(), 1);
    // Whoever comes next has a token, and finds the edits.
    let joined = house.join("u2");
    assert_eq!(joined["forgotten"], true);
    house.leave("u2");
    assert_eq!(house.file(), "one base\n");
}

#[test]
fn pages_that_open_nothing_say_why() {
    let house = House::new();
    let pass = house.pass("u1", &json!("all"));
    for (reply, status, words) in [
        (
            Reply::status(401, ""),
            403,
            "does not take the access token",
        ),
        (Reply::status(404, ""), 404, "not there"),
        (Reply::status(500, ""), 502, "the host answered 500"),
        (Reply::ok("<html>"), 502, "no JSON"),
        (
            Reply::ok(r#"{"BaseFileName":"a.exe"}"#),
            502,
            "not opened here",
        ),
    ] {
        house.line.answer("CheckFileInfo", reply);
        let answer = house.posting("edit", &pass).send();
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    for (target, words) in [
        ("/hosting/wopi/word/edit", "no WOPISrc"),
        (
            "/hosting/wopi/word/edit?WOPISrc=ftp%3A%2F%2Fa%2Fb",
            "no http",
        ),
        (
            "/hosting/wopi/word/edit?WOPISrc=http%3A%2F%2Fdocs.test%2Fx",
            "no access_token",
        ),
        (
            "/hosting/wopi/word/fly?WOPISrc=http%3A%2F%2Fdocs.test%2Fx",
            "no such page",
        ),
        (
            "/hosting/wopi/word/edit?WOPISrc=http%3A%2F%2F127.0.0.1%2Fx&access_token=t",
            "WOPISrc is refused",
        ),
    ] {
        let answer = house.app.get(target).send();
        assert_eq!(answer.status, 400, "{}", answer.text());
        assert!(answer.text().contains(words), "{}", answer.text());
    }
}

#[test]
fn a_ticket_that_nobody_has_opens_nothing() {
    let house = House::new();
    let answer = house
        .app
        .post("/editing")
        .json(&json!({ "wopi": "abc" }))
        .send();
    assert_eq!(answer.status, 403);
    assert!(
        answer.text().contains("open the file anew"),
        "{}",
        answer.text()
    );
}

#[test]
fn a_document_that_cannot_be_read_is_not_left_locked() {
    let mut house = House::with("plan.docx", b"no package at all", |app| app);
    let config = house.page("u1", "edit");
    let answer = house.join_with("u1", &config);
    assert_eq!(answer.status, 502, "{}", answer.text());
    assert!(!house.is_locked());
}
