//! The life of a key: who is silent, what is over, what is forgotten, and what stays for ever.

use http::StatusCode;
use serde_json::{Value, json};
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::{dies, silence_crashes};

use super::desk::{Desk, KEY};

/// A document whose final save was accepted.
pub fn saved() -> Desk {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    desk.leave("u1");
    assert_eq!(desk.storage.statuses(), [1, 2]);
    desk
}

/// A document whose final save was refused.
pub fn refused() -> Desk {
    let mut desk = Desk::new();
    desk.storage.answer(2, Reply::ok("{\"error\":1}"));
    desk.join("u1");
    desk.change("u1", "one ");
    desk.leave("u1");
    assert_eq!(desk.storage.statuses(), [1, 2]);
    desk
}

#[test]
fn who_is_silent_has_left() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    desk.app.clock.advance_s(299);
    assert_eq!(desk.calling("u1", "heartbeat").send().status, 200);
    desk.app.clock.advance_s(299);
    desk.command(&json!({ "c": "version" }));
    assert_eq!(desk.storage.statuses(), [1]);
    desk.app.clock.advance_s(2);
    // Any request finds it, and there is no delay.
    desk.command(&json!({ "c": "version" }));
    assert_eq!(desk.storage.statuses(), [1, 2]);
    assert_eq!(
        desk.storage.last().body["actions"],
        json!([{ "type": 0, "userid": "u1" }])
    );
}

#[test]
fn a_key_that_is_over_names_the_next_one_and_opens_anew_some_time_later() {
    let mut desk = saved();
    let next = desk.storage.last().body["nextKey"].clone();
    let late = desk.joining("u2", "edit").send().json();
    assert_eq!(
        (&late["state"], &late["nextKey"]),
        (&json!("outdated"), &next)
    );
    let command = |c: &str| desk.command(&json!({ "c": c, "key": KEY }));
    let info = command("info");
    assert_eq!((info.error(), &info.json()["users"]), (Some(0), &json!([])));
    assert_eq!(command("forcesave").error(), Some(4));
    assert_eq!(command("drop").error(), Some(0));
    // The next session of the document is saved, too: who comes with the first key hears of the third.
    desk.join_key(next.as_str().unwrap(), "u3", "edit");
    desk.change("u3", "three ");
    desk.leave("u3");
    let third = desk.storage.last().body["nextKey"].clone();
    assert_eq!(desk.joining("u2", "edit").send().json()["nextKey"], third);
    desk.app.clock.advance_s(301);
    let anew = desk.join("u2");
    assert_eq!(
        (&anew["version"], &anew["forgotten"]),
        (&json!(1), &json!(false))
    );
    desk.leave("u2");
    assert_eq!(desk.storage.last().status, 4);
}

#[test]
fn an_unchanged_document_is_let_go_after_a_day_and_not_before() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.leave("u1");
    let info = |desk: &Desk| desk.command(&json!({ "c": "info", "key": KEY })).error();
    desk.app.clock.advance_s(86_000);
    desk.tick();
    assert_eq!(info(&desk), Some(0));
    desk.app.clock.advance_s(86_401);
    desk.tick();
    assert_eq!(info(&desk), Some(1));
}

#[test]
fn a_document_that_somebody_has_open_stays() {
    let mut desk = Desk::with(|app| app.variable("expire_presence_s", "9999999"));
    desk.view("u1");
    desk.app.clock.advance_s(3 * 86_400);
    desk.tick();
    let session = desk.seat("u1").unwrap().session;
    assert_eq!(
        desk.app.get(&format!("/editing/{session}")).send().status,
        200
    );
}

/// A document with edits whose file cannot be written: the storage was told 3.
fn unwritable(desk: &mut Desk) {
    desk.join("u1");
    desk.change("u1", "one ");
    desk.app.config.set("limit_output_bytes", "1");
    desk.leave("u1");
    desk.app.config.set("limit_output_bytes", "104857600");
}

#[test]
fn edits_that_could_not_be_written_stay_for_ever_and_come_back() {
    let mut desk = Desk::new();
    unwritable(&mut desk);
    assert_eq!(desk.storage.statuses(), [1, 3]);
    let told = desk.storage.last().body;
    assert!(
        told.get("url").is_none() && told["users"] == json!(["u1"]),
        "{told}"
    );
    desk.app.clock.advance_s(400 * 86_400);
    for _ in 0..3 {
        desk.tick();
    }
    assert!(desk.forgotten().is_empty());
    let back = desk.join("u2");
    assert_eq!(back["version"], 2);
    desk.leave("u2");
    assert_eq!(desk.storage.statuses(), [1, 3, 1, 2]);
    assert_eq!(desk.storage.last().text(), "one base\n");
}

#[test]
fn a_refused_3_is_written_once_more_when_the_operator_says_so() {
    let mut desk = Desk::new();
    desk.storage.answer(3, Reply::ok("{\"error\":1}"));
    unwritable(&mut desk);
    let rows = desk.outbox();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(
        (&rows[0]["status"], &rows[0]["state"]),
        (&json!(3), &json!("refused"))
    );
    assert_eq!(desk.deliver(&rows[0]).status, 200);
    assert_eq!(desk.storage.statuses(), [1, 3, 2]);
    assert_eq!(desk.storage.last().text(), "one base\n");
    assert!(desk.outbox().is_empty());
}

#[test]
fn a_forgotten_file_outlives_everything_and_the_operator_delivers_it() {
    let desk = refused();
    desk.app.clock.advance_s(400 * 86_400);
    for _ in 0..3 {
        desk.tick();
    }
    assert_eq!(desk.forgotten_text(KEY), "one base\n");
    let rows = desk.outbox();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(
        (&rows[0]["status"], &rows[0]["state"], &rows[0]["attempts"]),
        (&json!(2), &json!("refused"), &json!(1))
    );
    assert_eq!(rows[0]["reason"], "it answered `error` `1`");
    let first = desk.storage.last().idempotency;
    let answer = desk.deliver(&rows[0]);
    assert_eq!(
        (answer.status, answer.json()["state"].clone()),
        (StatusCode::OK, json!("accepted"))
    );
    let told = desk.storage.last();
    assert_eq!(
        (told.text().as_str(), told.idempotency),
        ("one base\n", first)
    );
    assert!(desk.forgotten().is_empty() && desk.outbox().is_empty());
    assert_eq!(desk.deliver(&rows[0]).status, StatusCode::CONFLICT);
    let page = desk
        .app
        .get("/v1/outbox")
        .header("accept", "text/html")
        .send();
    assert!(page.text().contains("Every result was delivered"));
}

#[test]
fn whoever_opens_a_forgotten_key_gets_the_forgotten_file() {
    let mut desk = refused();
    let joined = desk.join("u2");
    assert_eq!(joined["forgotten"], true);
    // Meanwhile nothing else may deliver it.
    let rows = desk.outbox();
    assert_eq!(desk.deliver(&rows[0]).status, StatusCode::CONFLICT);
    desk.leave("u2");
    let told = desk.storage.last();
    assert_eq!((told.status, told.text().as_str()), (2, "one base\n"));
    assert_eq!(told.body["history"], json!({}));
    assert_eq!(told.body.get("notmodified"), Some(&Value::Null));
    assert!(told.body.get("changesurl").is_none());
    assert_eq!(told.body["users"], json!(["u2"]));
    assert!(desk.forgotten().is_empty());
    assert!(
        desk.outbox().is_empty(),
        "nothing of the first result is missing"
    );
}

#[test]
fn a_second_refused_result_takes_the_place_of_the_first() {
    let mut desk = refused();
    desk.join("u2");
    desk.change("u2", "two ");
    desk.storage.answer(2, Reply::status(404, ""));
    desk.leave("u2");
    assert_eq!(desk.forgotten(), [KEY]);
    assert_eq!(desk.forgotten_text(KEY), "two one base\n");
    // What was refused first is in it; its own bytes are let go.
    let rows = desk.outbox();
    assert_eq!(rows.len(), 1, "only the second is left: {rows:?}");
    desk.app.clock.advance_s(5 * 86_400);
    desk.tick();
    assert_eq!(desk.deliver(&rows[0]).json()["state"], "accepted");
    assert_eq!(desk.storage.last().text(), "two one base\n");
    assert!(desk.forgotten().is_empty() && desk.outbox().is_empty());
}

#[test]
fn a_viewer_of_a_forgotten_file_keeps_it_from_nobody() {
    let mut desk = refused();
    desk.view("v");
    assert!(desk.app.post("/internal/tick").send().status == 200);
    desk.leave("v");
    desk.app.clock.advance_s(60);
    desk.tick();
    let rows = desk.outbox();
    let answer = desk.deliver(&rows[0]);
    assert_eq!(answer.json()["state"], "accepted", "{}", answer.text());
}

#[test]
fn a_forgotten_file_that_is_deleted_is_not_offered_any_more() {
    let desk = refused();
    let delete = || {
        desk.command(&json!({ "c": "deleteForgotten", "key": KEY }))
            .error()
    };
    assert_eq!((delete(), delete()), (Some(0), Some(1)));
    assert!(desk.outbox().is_empty(), "it can be delivered no more");
}

#[test]
fn without_a_callback_the_result_is_forgotten_at_once() {
    let mut desk = Desk::new();
    let mut config = Desk::config(KEY, "u1", "edit");
    config["editorConfig"]["callbackUrl"] = Value::Null;
    let answer = desk.app.post("/editing").json(&config).send();
    assert!(desk.sit("u1", &answer));
    desk.change("u1", "one ");
    let forced = desk.command(&json!({ "c": "forcesave", "key": KEY }));
    assert_eq!(forced.error(), Some(4));
    desk.leave("u1");
    assert!(desk.storage.told().is_empty());
    assert_eq!(desk.forgotten_text(KEY), "one base\n");
}

#[test]
fn a_storage_may_take_its_word_back_while_it_answers() {
    for (status, is_kept) in [(json!("0"), true), (json!("1"), false), (json!(1), true)] {
        let mut desk = Desk::new();
        desk.join("u1");
        desk.change("u1", "one ");
        let said = status.clone();
        desk.storage.meanwhile(2, move |app| {
            let body = json!({ "c": "saved", "key": KEY, "status": said });
            assert_eq!(app.post("/command").json(&body).send().error(), Some(0));
        });
        desk.leave("u1");
        assert_eq!(!desk.forgotten().is_empty(), is_kept, "{status}");
        if is_kept {
            // Said again to nobody: it counts for the attempt that it was said in.
            let rows = desk.outbox();
            assert!(rows[0]["reason"].as_str().unwrap().contains("`saved`"));
            assert_eq!(desk.deliver(&rows[0]).json()["state"], "accepted");
        }
    }
}

#[test]
fn who_is_dropped_writes_no_more_and_is_gone_soon() {
    let mut desk = Desk::new();
    let joined = desk.join("u1");
    desk.join("u2");
    desk.change("u1", "one ");
    let drop = desk.command(&json!({ "c": "drop", "key": KEY, "users": ["u1"] }));
    assert_eq!(drop.error(), Some(0));
    let refused = desk.changing("u1", "more ").send();
    assert_eq!(
        (refused.status, &refused.json()["error"]),
        (StatusCode::FORBIDDEN, &json!("dropped"))
    );
    desk.change("u2", "two ");
    let events = desk.events("u2", joined["event"].as_i64().unwrap() + 1);
    assert_eq!(events[0]["type"], "dropped");
    assert_eq!(events[0]["numbers"], json!([1]));
    let info = desk.command(&json!({ "c": "info", "key": KEY })).json();
    assert_eq!(info["users"], json!(["u1", "u2"]), "until it has left");
    desk.app.clock.advance_s(11);
    desk.tick();
    let info = desk.command(&json!({ "c": "info", "key": KEY })).json();
    assert_eq!(info["users"], json!(["u2"]));
    desk.leave("u2");
    assert_eq!(desk.storage.last().text(), "one two base\n");
}

#[test]
fn the_timer_saves_and_the_next_change_arms_it_again() {
    let mut desk = Desk::with(|app| {
        app.variable("autoassembly_enable", "true")
            .variable("expire_presence_s", "99999")
    });
    desk.join("u1");
    desk.change("u1", "one ");
    desk.app.clock.advance_s(299);
    desk.command(&json!({ "c": "version" }));
    assert_eq!(desk.storage.statuses(), [1]);
    desk.app.clock.advance_s(61);
    desk.command(&json!({ "c": "version" }));
    desk.tick();
    assert_eq!(desk.storage.statuses(), [1, 6]);
    let told = desk.storage.last();
    assert_eq!(told.body["forcesavetype"], 2);
    assert!(told.body.get("actions").is_none());
    desk.app.clock.advance_s(600);
    desk.tick();
    assert_eq!(desk.storage.statuses(), [1, 6], "nothing is new");
    desk.change("u1", "two ");
    desk.app.clock.advance_s(361);
    desk.tick();
    assert_eq!(desk.storage.statuses(), [1, 6, 6]);
    assert_eq!(desk.storage.last().text(), "two one base\n");
    desk.leave("u1");
    assert_eq!(desk.storage.last().body["notmodified"], true);
}

#[test]
fn a_forced_save_that_was_refused_is_told_again_before_the_answer() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.change("u1", "one ");
    desk.storage.answer(6, Reply::ok("{\"error\":1}"));
    let force = || desk.command(&json!({ "c": "forcesave", "key": KEY, "userdata": "ud" }));
    assert_eq!(force().error(), Some(0));
    let first = desk.storage.last();
    let call = desk.app.post("/command");
    let (answer, _) = call
        .json(&json!({ "c": "forcesave", "key": KEY }))
        .send_and_hold();
    assert_eq!(answer.error(), Some(0));
    let again = desk.storage.last();
    assert_eq!(desk.storage.statuses(), [1, 6, 6]);
    assert_eq!(again.body["encrypted"], false);
    assert_eq!(again.body["userdata"], "ud");
    assert_eq!(again.idempotency, first.idempotency);
    assert_eq!(force().error(), Some(4));
    desk.leave("u1");
    assert_eq!(desk.storage.last().body["notmodified"], true);
}

#[test]
fn a_form_without_changes_names_who_sent_it() {
    let mut desk = Desk::new();
    desk.join("u1");
    let form = json!({ "form": [{ "key": "k", "value": "v", "type": "text" }] });
    let answer = desk.calling("u1", "save").json(&form).send();
    assert_eq!(answer.error(), Some(0), "{}", answer.text());
    let told = desk.storage.last().body;
    assert_eq!(
        (&told["status"], &told["forcesavetype"]),
        (&json!(6), &json!(3))
    );
    let data = desk.app.get(told["formsdataurl"].as_str().unwrap()).send();
    assert_eq!(data.json(), form["form"]);
    // Integrators read the first of them without looking whether there is one.
    assert_eq!(told["users"], json!(["u1"]), "{told}");
    desk.leave("u1");
    assert_eq!(desk.storage.last().status, 4);
}

#[test]
fn a_viewer_of_a_saved_document_is_nothing_that_is_due() {
    let mut desk = Desk::new();
    desk.join("u1");
    desk.view("v");
    desk.change("u1", "one ");
    desk.leave("u1");
    // He never says that he is gone: his document is not there any more to say it to.
    desk.app.clock.advance_s(1000);
    desk.tick();
    let ticked = desk.app.post("/internal/tick").send().json();
    assert_eq!(ticked["driven"], json!([]), "it is due for ever");
    desk.app.clock.advance_s(2 * 86_400);
    desk.tick();
    desk.tick();
    assert_eq!(desk.count("SELECT count(*) FROM participants"), 0);
}

#[test]
fn an_opening_whose_instance_died_is_taken_up_however_late() {
    silence_crashes();
    for pause in [1, 200, 4000, 90_000] {
        for at in 1.. {
            let mut desk = Desk::with(|app| app.may_leave_jobs());
            desk.app.crash_at(at);
            let died = dies(|| {
                desk.joining("u1", "edit").send_and_hold();
            });
            desk.app.revive();
            if !died {
                assert!(at > 10, "only {at} places to die at");
                break;
            }
            desk.app.clock.advance_s(pause);
            if pause > 4000 {
                desk.tick();
            }
            // A request that looks so often looks for ever.
            desk.app.crash_at(5000);
            let is_endless = dies(|| {
                let answer = desk.joining("u2", "edit").send();
                assert!(
                    desk.sit("u2", &answer),
                    "{at}, {pause} s: {}",
                    answer.text()
                );
            });
            desk.app.revive();
            assert!(!is_endless, "{at}, {pause} s: joining never ends");
        }
    }
}
