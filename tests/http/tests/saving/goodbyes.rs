//! Editors whose page goes away in the middle of a word: the last edits and the leave are one call.

use serde_json::{Value, json};

use super::desk::{Desk, KEY};

fn text(desk: &Desk, user: &str) -> Value {
    let session = desk.seat(user).unwrap().session;
    let read = desk.app.get(&format!("/editing/{session}")).send().json();
    read["content"]["ops"].clone()
}

#[test]
fn edits_and_the_leave_are_one_call() {
    let mut desk = Desk::new();
    desk.join("u1");
    let goodbye = json!({
        "version": 1, "seq": 1, "changes": [{ "ops": [{ "insert": "last " }] }], "leave": true,
    });
    let answer = desk.calling("u1", "changes").json(&goodbye).send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(desk.storage.statuses(), [1, 2]);
    let again = desk.calling("u1", "changes").json(&goodbye).send();
    assert_eq!(again.status, 404, "{}", again.text());
}

/// The call before the goodbye has arrived or not, and others edit meanwhile: every edit is there once.
#[test]
fn what_the_call_before_brought_is_not_made_twice() {
    for (arrives, others) in [(true, true), (true, false), (false, true), (false, false)] {
        let mut desk = Desk::new();
        desk.join("u1");
        desk.join("u2");
        if others {
            desk.change("u2", "theirs ");
        }
        if arrives {
            let answer = desk.changing("u1", "first ").send();
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        if others {
            desk.change("u2", "more ");
        }
        let goodbye = json!({
            "version": 1, "seq": 2, "sent": 1, "leave": true,
            "changes": [{ "ops": [{ "insert": "first " }] }, { "ops": [{ "retain": 6 }, { "insert": "second " }] }],
        });
        let answer = desk.calling("u1", "changes").json(&goodbye).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        let shown = text(&desk, "u2").to_string();
        for word in ["first second ", "first ", "second "] {
            let count = shown.matches(word).count();
            assert_eq!(count, 1, "{word} {arrives} {others}: {shown}");
        }
        assert_eq!(shown.contains("theirs "), others);
        // The call that was on its way comes late.
        let late = desk.changing("u1", "first ").send();
        assert_eq!(late.status, 410, "{}", late.text());
        desk.rise("u1");
        assert_eq!(
            desk.command(&json!({ "c": "info", "key": KEY })).error(),
            Some(0)
        );
    }
}

#[test]
fn a_goodbye_that_is_wrong_changes_nothing() {
    let mut desk = Desk::new();
    desk.join("u1");
    for wrong in [
        json!({ "version": 1, "seq": 1, "changes": [], "leave": "yes" }),
        json!({ "version": 1, "seq": 1, "changes": [], "sent": -1 }),
        json!({ "version": 1, "seq": 1, "changes": [{ "ops": [{ "delete": 999_999 }] }], "leave": true }),
    ] {
        let answer = desk.calling("u1", "changes").json(&wrong).send();
        assert!(
            answer.status == 400 || answer.status == 422,
            "{}",
            answer.text()
        );
        assert_eq!(desk.calling("u1", "heartbeat").send().status, 200);
    }
    desk.change("u1", "one ");
}
