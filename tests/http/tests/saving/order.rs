//! The order in which storages are told, and editors who return.

use http::StatusCode;
use serde_json::json;
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::{Crash, dies, silence_crashes};

use super::desk::{Desk, KEY};

#[test]
fn what_waits_is_told_in_the_order_in_which_it_happened() {
    let mut desk = Desk::new();
    // Nobody does anything after the answers.
    let (answer, _) = desk.joining("u1", "edit").send_and_hold();
    assert!(desk.sit("u1", &answer));
    let (answer, _) = desk.joining("u2", "edit").send_and_hold();
    assert!(desk.sit("u2", &answer));
    let (answer, _) = desk.changing("u2", "two ").send_and_hold();
    desk.changed("u2", &answer);
    desk.vanish("u2", "leave");
    desk.vanish("u1", "leave");
    desk.app.clock.advance_s(6);
    desk.tick();
    let told = desk.storage.told();
    let seen: Vec<_> = told
        .iter()
        .map(|told| {
            (
                told.status,
                told.body["users"].clone(),
                told.body["actions"].clone(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (1, json!(["u1"]), json!([{ "type": 1, "userid": "u1" }])),
            (
                1,
                json!(["u1", "u2"]),
                json!([{ "type": 1, "userid": "u2" }])
            ),
            (1, json!(["u1"]), json!([{ "type": 0, "userid": "u2" }])),
            (2, json!(["u2"]), json!([{ "type": 0, "userid": "u1" }])),
        ]
    );
    // The last changer's, though another one left last.
    assert!(told[3].url.ends_with("u=u2"));
    assert_eq!(told[3].text(), "two base\n");
}

#[test]
fn who_was_there_long_ago_does_not_keep_a_result_waiting() {
    let mut desk = Desk::new();
    for user in ["u1", "u2", "u3"] {
        let (answer, _) = desk.joining(user, "edit").send_and_hold();
        assert!(desk.sit(user, &answer));
    }
    let (answer, _) = desk.changing("u2", "two ").send_and_hold();
    desk.changed("u2", &answer);
    for user in ["u3", "u2", "u1"] {
        desk.vanish(user, "leave");
    }
    desk.app.clock.advance_s(11);
    desk.tick();
    assert_eq!(desk.storage.statuses(), [2], "all joined and left before");
    assert_eq!(desk.storage.last().text(), "two base\n");

    // The last one that says who is there is told, however late.
    let (answer, _) = desk.joining_key("k2", "u4", "edit").send_and_hold();
    assert!(desk.sit("u4", &answer));
    let (answer, _) = desk.joining_key("k2", "u5", "edit").send_and_hold();
    assert!(desk.sit("u5", &answer));
    desk.app.clock.advance_s(11);
    desk.tick();
    assert_eq!(desk.storage.statuses(), [2, 1]);
    assert_eq!(desk.storage.last().body["users"], json!(["u4", "u5"]));
}

#[test]
fn a_callback_keeps_later_ones_of_its_key_waiting_and_no_others() {
    let mut desk = Desk::with(|app| app.variable("callback_retry_min_ms", "60000"));
    desk.storage.answer(2, Reply::status(503, ""));
    desk.join("u1");
    desk.change("u1", "one ");
    desk.leave("u1");
    assert_eq!(desk.storage.statuses(), [1, 2]);
    // A key whose result waits for its next attempt is busy; another one is told at once.
    desk.join_key("k2", "u2", "edit");
    assert_eq!(desk.storage.last().body["key"], "k2");
    desk.leave("u2");
    assert_eq!(desk.storage.statuses(), [1, 2, 1, 4]);
    desk.app.clock.advance_s(60);
    desk.tick();
    let last = desk.storage.last();
    assert_eq!((last.status, last.accepted), (2, true));
    assert_eq!(last.idempotency, desk.storage.told()[1].idempotency);
    assert_ne!(
        last.body["url"],
        desk.storage.told()[1].body["url"],
        "links are signed anew"
    );
}

#[test]
fn retries_come_after_1_2_and_4_seconds_and_then_the_file_is_forgotten() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    for _ in 0..4 {
        desk.storage.answer(2, Reply::status(503, "{\"error\":0}"));
    }
    desk.leave("u1");
    let told = desk.storage.take();
    let finals: Vec<i64> = told
        .iter()
        .filter(|told| told.status == 2)
        .map(|told| told.at)
        .collect();
    let pauses: Vec<i64> = finals.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(pauses, [1000, 2000, 4000]);
    assert_eq!(desk.forgotten(), [KEY]);
    assert_eq!(desk.forgotten_text(KEY), "one base\n");
    let answer = desk.command(&json!({ "c": "info", "key": KEY }));
    assert_eq!(answer.error(), Some(1), "the key is free");
}

#[test]
fn who_returns_within_the_delay_takes_the_save_back() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    desk.vanish("u1", "leave");
    desk.app.clock.advance_s(4);
    let joined = desk.join("u1");
    assert_eq!(joined["version"], 2);
    desk.app.clock.advance_s(60);
    desk.tick();
    assert_eq!(desk.storage.statuses(), [1, 1]);
    desk.change("u1", "two ");
    desk.leave("u1");
    assert_eq!(desk.storage.statuses(), [1, 1, 2]);
    assert_eq!(desk.storage.last().text(), "two one base\n");
}

/// A document whose final save has begun, and the instance that was to write it died before it did anything else.
fn begun(more: impl Fn(spindle_testkit::TestApp) -> spindle_testkit::TestApp) -> Desk {
    silence_crashes();
    for at in 1..200 {
        let mut desk = Desk::with(|app| more(app).may_leave_jobs());
        desk.join("u1");
        desk.change("u1", "one ");
        desk.vanish("u1", "leave");
        desk.app.clock.advance_s(6);
        desk.app.crash_at(at);
        dies(|| desk.tick());
        desk.app.revive();
        if desk.count("SELECT count(*) FROM saves WHERE state = 'assembling'") == 1 {
            return desk;
        }
    }
    panic!("a final save never begins");
}

#[test]
fn who_returns_while_the_file_is_written_takes_the_save_back() {
    let mut desk = begun(|app| app);
    let joined = desk.join("u2");
    assert_eq!(joined["version"], 2);
    // Whoever was about to write it finds nothing to do.
    desk.app.clock.advance_s(120);
    assert_eq!(desk.calling("u2", "heartbeat").send().status, 200);
    desk.tick();
    assert_eq!(desk.storage.statuses(), [1, 1]);
    desk.change("u2", "two ");
    desk.leave("u2");
    assert_eq!(desk.storage.statuses(), [1, 1, 2]);
    assert_eq!(desk.storage.last().text(), "two one base\n");
}

#[test]
fn a_save_that_was_taken_back_is_not_due_any_more() {
    let mut desk = begun(|app| app);
    desk.join("u2");
    desk.change("u2", "two ");
    desk.leave("u2");
    desk.app.clock.advance_s(600);
    desk.tick();
    let ticked = desk.app.post("/internal/tick").send().json();
    assert_eq!(ticked["driven"], json!([]), "something is due for ever");
    assert_eq!(desk.app.unfinished_jobs(), 0);
}

#[test]
fn who_returns_between_two_attempts_takes_the_save_back() {
    let mut desk = Desk::with(|app| app.variable("callback_retry_min_ms", "60000"));
    desk.storage.answer(2, Reply::status(429, ""));
    desk.join("u1");
    desk.change("u1", "one ");
    desk.leave("u1");
    let first = desk.storage.last();
    assert_eq!((first.status, first.accepted), (2, false));
    desk.join("u1");
    desk.app.clock.advance_s(120);
    desk.tick();
    assert_eq!(desk.storage.statuses(), [1, 2, 1]);
    desk.leave("u1");
    let last = desk.storage.last();
    assert_eq!((last.status, last.text().as_str()), (2, "one base\n"));
    assert_ne!(last.idempotency, first.idempotency, "another result");
    assert!(desk.forgotten().is_empty());
}

#[test]
fn nobody_comes_in_as_an_editor_while_an_attempt_waits_for_its_answer() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    desk.storage.meanwhile(2, |app| {
        let editor = app
            .post("/editing")
            .json(&Desk::config(KEY, "u2", "edit"))
            .send();
        assert_eq!(editor.status, StatusCode::CONFLICT);
        assert_eq!(editor.json()["error"], "saving");
        assert_eq!(editor.header("retry-after"), Some("1"));
        let viewer = app
            .post("/editing")
            .json(&Desk::config(KEY, "u3", "view"))
            .send();
        assert_eq!(viewer.json()["state"], "open", "{}", viewer.text());
    });
    desk.leave("u1");
    assert_eq!(desk.storage.statuses(), [1, 2]);
    let late = desk.joining("u2", "edit").send().json();
    assert_eq!(late["state"], "outdated");
    assert_eq!(late["nextKey"], desk.storage.last().body["nextKey"]);
}

#[test]
fn an_attempt_that_died_is_made_again_before_anybody_comes_in() {
    silence_crashes();
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    let seen = std::sync::Arc::new(std::sync::Mutex::new(None));
    let died_at = seen.clone();
    desk.storage.meanwhile(2, move |app| {
        *died_at.lock().unwrap() = Some(spindle_core::ports::Clock::now_ms(&app.clock));
        std::panic::panic_any(Crash)
    });
    let session = desk.seat("u1").unwrap().session;
    let path = format!("/editing/{session}/leave");
    assert!(dies(|| {
        desk.app.post(&path).send();
    }));
    assert!(seen.lock().unwrap().is_some());
    // The storage may have stored it: nobody knows before it is asked again.
    let answer = desk.joining("u2", "edit").send();
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    assert_eq!(desk.storage.statuses(), [1]);
    desk.app.clock.advance_s(16);
    let answer = desk.joining("u2", "edit").send();
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    assert_eq!(desk.storage.statuses(), [1, 2]);
    let answer = desk.joining("u2", "edit").send();
    assert_eq!(answer.json()["state"], "outdated", "{}", answer.text());
}

#[test]
fn a_viewer_takes_nothing_back_and_is_told_of_to_nobody() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    desk.vanish("u1", "leave");
    desk.view("u2");
    desk.app.clock.advance_s(6);
    desk.tick();
    assert_eq!(desk.storage.statuses(), [1, 2]);
}

#[test]
fn close_saves_without_delay() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    let before = desk.storage.last().at;
    desk.calling("u1", "close").send();
    let told = desk.storage.last();
    assert_eq!(told.status, 2);
    assert!(told.at - before < 1000, "{} ms", told.at - before);
}
