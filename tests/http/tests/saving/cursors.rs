//! Where people's selections are, as others see it.

use http::StatusCode;
use serde_json::{Value, json};

use super::desk::{Desk, KEY};

impl Desk {
    /// Says where a user's selection is, on the version that he knows.
    #[track_caller]
    fn select(&self, user: &str, selection: &Value) {
        let version = self.seat(user).unwrap().version;
        let body = json!({ "version": version, "selection": selection });
        let answer = self.calling(user, "cursor").json(&body).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json(), json!({}));
    }

    /// What a user is told of the document as it is, and of selections after a count.
    #[track_caller]
    fn look(&self, user: &str, cursor: i64) -> Value {
        self.wait(user, cursor, 0)
    }

    #[track_caller]
    fn wait(&self, user: &str, cursor: i64, seconds: u32) -> Value {
        let session = self.seat(user).unwrap().session;
        let query = format!("version=1&event=99&cursor={cursor}&wait={seconds}");
        let answer = self.app.get(&format!("/editing/{session}/events?{query}"));
        let answer = answer.send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }
}

fn caret(index: u64) -> Value {
    json!({ "index": index, "length": 0 })
}

fn desk_of_three() -> Desk {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.join("u2");
    desk.view("v");
    desk
}

#[test]
fn others_see_selections_and_nobody_his_own() {
    let desk = desk_of_three();
    desk.select("u1", &caret(2));
    desk.select("v", &json!({ "index": 0, "length": 4 }));
    desk.select("u1", &caret(3));
    let seen = desk.look("u2", 0);
    let expected = json!([
        { "number": 3, "version": 1, "selection": { "index": 0, "length": 4 } },
        { "number": 1, "version": 1, "selection": { "index": 3, "length": 0 } },
    ]);
    assert_eq!((&seen["cursor"], &seen["cursors"]), (&json!(3), &expected));
    let again = desk.look("u2", 3);
    assert_eq!(
        (&again["cursor"], &again["cursors"]),
        (&json!(3), &json!([]))
    );
    let own = desk.look("u1", 0);
    assert_eq!(own["cursors"].as_array().unwrap().len(), 1);
    assert_eq!(own["cursor"], 3, "his own moves are behind him");
    desk.select("u1", &Value::Null);
    let gone = desk.look("u2", 3);
    assert_eq!(
        gone["cursors"],
        json!([{ "number": 1, "version": 1, "selection": null }])
    );
}

#[test]
fn who_does_not_ask_for_selections_is_not_told() {
    let desk = desk_of_three();
    desk.select("u1", &caret(2));
    let session = desk.seat("u2").unwrap().session;
    let path = format!("/editing/{session}/events?version=1&event=99&wait=0");
    let answer = desk.app.get(&path).send().json();
    assert!(answer.get("cursors").is_none(), "{answer}");
}

#[test]
fn a_poll_ends_when_somebody_else_moves_and_not_for_its_own_session() {
    let desk = desk_of_three();
    let waited = |user: &str, cursor: i64| {
        let from = spindle_core::ports::Clock::now_ms(&desk.app.clock);
        desk.wait(user, cursor, 20);
        spindle_core::ports::Clock::now_ms(&desk.app.clock) - from
    };
    desk.select("u1", &caret(2));
    assert!(waited("u2", 0) < 100);
    assert!(waited("u2", 1) >= 20_000);
    assert!(waited("u1", 0) >= 20_000);
}

#[test]
fn selections_in_a_text_move_with_what_is_written_before_them() {
    let mut desk = desk_of_three();
    desk.select("u1", &json!({ "index": 1, "length": 2 }));
    // He does not know yet of what the other one writes.
    desk.change("u2", "abc");
    desk.select("v", &caret(0));
    let seen = desk.look("u2", 0);
    let expected = json!([
        { "number": 1, "version": 2, "selection": { "index": 4, "length": 2 } },
        { "number": 3, "version": 2, "selection": { "index": 3, "length": 0 } },
    ]);
    assert_eq!(seen["cursors"], expected);
    assert_eq!(seen["version"], 2);
}

#[test]
fn who_has_left_is_seen_no_more() {
    let mut desk = desk_of_three();
    desk.select("u1", &caret(2));
    desk.leave("u1");
    assert_eq!(desk.look("u2", 0)["cursors"], json!([]));
}

#[test]
fn a_stream_has_selections_too() {
    let desk = desk_of_three();
    desk.select("u1", &caret(2));
    let session = desk.seat("u2").unwrap().session;
    let stream = |query: &str, last: &str| {
        let path = format!("/editing/{session}/events?{query}");
        let mut call = desk.app.get(&path).header("accept", "text/event-stream");
        if !last.is_empty() {
            call = call.header("last-event-id", last);
        }
        call.send().text().to_owned()
    };
    let first = stream("version=1&event=9&cursor=0", "");
    let block = "id: 1.9.1\nevent: cursor\ndata: {\"number\":1,\"version\":1,\"selection\":{\"index\":2,\"length\":0}}\n\n";
    assert_eq!(first.matches("event: cursor").count(), 1, "{first}");
    assert!(first.contains(block), "{first}");
    let again = stream("version=1&event=9&cursor=0", "1.9.1");
    assert!(!again.contains("event: cursor"), "{again}");
    let without = stream("version=1&event=9", "");
    assert!(!without.contains("event: cursor"), "{without}");
}

#[test]
fn bad_selections_are_refused_in_words_and_change_nothing() {
    let mut desk = desk_of_three();
    let refused = |desk: &Desk, body: Value| {
        let answer = desk.calling("u1", "cursor").json(&body).send();
        (
            answer.status,
            answer.json()["error"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        )
    };
    let bad = (StatusCode::BAD_REQUEST, "bad-request".to_owned());
    assert_eq!(refused(&desk, json!({ "selection": caret(1) })), bad);
    let text = json!({ "version": 1, "selection": "here" });
    assert_eq!(refused(&desk, text), bad);
    let cells = json!({ "version": 1, "selection": { "sheet": "s", "row": 0, "col": 0, "rowCount": 1, "colCount": 1 } });
    assert_eq!(refused(&desk, cells), bad);
    let early = json!({ "version": 2, "selection": caret(1) });
    assert_eq!(
        refused(&desk, early),
        (StatusCode::CONFLICT, "future-version".to_owned())
    );
    assert_eq!(desk.look("u2", 0)["cursor"], 0);
    let drop = desk.command(&json!({ "c": "drop", "key": KEY, "users": ["u1"] }));
    assert_eq!(drop.error(), Some(0));
    let late = json!({ "version": 1, "selection": caret(1) });
    assert_eq!(
        refused(&desk, late),
        (StatusCode::FORBIDDEN, "dropped".to_owned())
    );
    desk.change("u2", "goes on ");
}
