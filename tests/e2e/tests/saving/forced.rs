//! Forced saves: by command, by button, by form, by timer.

use std::time::Duration;

use serde_json::json;
use spindle_e2e::{Callback, Outcome, ServiceBuilder, start};

use super::support::{QUIET, Random, Setup, actions, guarded, open, users};

#[test]
fn a_command_saves_what_is_new_and_says_4_where_nothing_is() {
    let setup = Setup::open(start!(open()));
    assert_eq!(setup.code("forcesave", "never-seen"), 1);
    let mut one = setup.join("k1", "u1");
    let two = setup.join("k1", "u2");
    assert_eq!(setup.code("forcesave", "k1"), 4, "nothing changed");
    one.insert(0, "My ");
    let command = json!({ "c": "forcesave", "key": "k1", "userdata": "some data" });
    assert_eq!(setup.command(&command), json!({ "key": "k1", "error": 0 }));
    let saved = setup.storage.wait("k1", 6);
    assert_eq!(saved.user(), "u1", "told to the last who changed: {saved}");
    assert_eq!(users(&saved), ["u1"]);
    assert_eq!(saved.body.get("actions"), None, "{saved}");
    assert_eq!(saved.body["userdata"], "some data");
    assert_eq!(saved.body["forcesavetype"], 0);
    assert_eq!(setup.result(&saved), "My Plan\n");
    let event = one.event("saved");
    assert_eq!(
        (&event["version"], &event["forcesavetype"]),
        (&json!(2), &json!(0))
    );

    assert_eq!(setup.code("forcesave", "k1"), 4, "it is delivered");
    one.insert(0, "Not ");
    assert_eq!(setup.code("forcesave", "k1"), 0, "new changes");
    let saved = setup.storage.wait_nth("k1", 6, 2);
    assert_eq!(saved.body.get("userdata"), None, "{saved}");
    assert_eq!(setup.result(&saved), "Not My Plan\n");
    // Editing goes on; the end is told as always.
    one.leave();
    two.leave();
    let end = setup.storage.wait("k1", 2);
    assert_eq!(end.body["notmodified"], true, "{end}");
    assert_eq!(setup.result(&end), "Not My Plan\n");
}

#[test]
fn while_one_is_under_way_another_is_refused() {
    let setup = Setup::open(start!(open()));
    let late = Outcome::accept().after(Duration::from_secs(2));
    setup.storage.answer_status(6, late);
    let editor = setup.edited("k1", "u1");
    assert_eq!(setup.code("forcesave", "k1"), 0);
    assert_eq!(setup.code("forcesave", "k1"), 4);
    assert_eq!(editor.save(), 4);
    setup.storage.wait("k1", 6);
    assert_eq!(setup.code("forcesave", "k1"), 4);
    setup.storage.only("k1", &[1, 6], Duration::from_secs(3));
}

#[test]
fn changes_made_while_one_is_under_way_are_saved_by_the_next() {
    let setup = Setup::open(start!(open()));
    let late = Outcome::accept().after(Duration::from_secs(1));
    setup.storage.answer_status(6, late);
    let mut editor = setup.edited("k1", "u1");
    assert_eq!(setup.code("forcesave", "k1"), 0);
    setup.storage.wait("k1", 6);
    editor.insert(0, "Not ");
    editor.event("saved");
    assert_eq!(setup.code("forcesave", "k1"), 0);
    let second = setup.storage.wait_nth("k1", 6, 2);
    assert_eq!(setup.result(&second), "Not My Plan\n");
    editor.leave();
    let end = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&end), "Not My Plan\n");
}

#[test]
fn the_button_tells_who_pressed_it() {
    let setup = Setup::open(start!(open()));
    let one = setup.edited("k1", "u1");
    let mut two = setup.join("k1", "u2");
    setup.storage.wait_nth("k1", 1, 2);
    assert_eq!(two.save(), 0);
    let saved = setup.storage.wait("k1", 6);
    assert_eq!(saved.user(), "u2", "told to who pressed it: {saved}");
    assert_eq!(users(&saved), ["u1"], "the last who changed");
    assert_eq!(actions(&saved), [(2, "u2".to_owned())]);
    assert_eq!(saved.body["forcesavetype"], 1);
    let event = two.event("saved");
    assert_eq!(event["forcesavetype"], 1, "{event}");
    assert_eq!(one.save(), 4, "nothing new");
}

#[test]
fn the_button_saves_without_changes_where_that_is_set() {
    let variable = "forcesave_button_without_changes";
    let setup = Setup::open(start!(open().variable(variable, "true")));
    let editor = setup.join("k1", "u1");
    assert_eq!(setup.code("forcesave", "k1"), 4, "the command does not");
    assert_eq!(editor.save(), 0);
    let saved = setup.storage.wait("k1", 6);
    assert_eq!(saved.body["forcesavetype"], 1);
    assert_eq!(setup.result(&saved), "Plan\n");
}

#[test]
fn a_form_comes_with_its_data() {
    let setup = Setup::open(start!(open()));
    let editor = setup.edited("k1", "u1");
    let form = json!([
        { "key": "name", "value": "Zoë", "type": "text" },
        { "key": "agreed", "value": true, "type": "checkBox" },
    ]);
    assert_eq!(editor.send_form(&form), 0);
    let saved = setup.storage.wait("k1", 6);
    assert_eq!(saved.body["forcesavetype"], 3, "{saved}");
    assert_eq!(actions(&saved), [(2, "u1".to_owned())]);
    assert_eq!(saved.user(), "u1");
    let link = saved.body["formsdataurl"].as_str().expect("a link");
    assert!(link.contains("/formsdata.json/formsdata.json?"), "{link}");
    let data = saved.fetch(&setup.service.client, "formsdataurl");
    assert_eq!(data.json(), form);
    assert_eq!(setup.result(&saved), "My Plan\n");
}

#[test]
fn the_timer_saves_what_changed() {
    let builder = open()
        .variable("autoassembly_enable", "true")
        .variable("autoassembly_interval", "1s")
        .variable("autoassembly_step", "1s");
    let setup = Setup::open(start!(builder));
    let tick = || setup.service.client.post("/internal/tick", &json!({}));
    let editor = setup.edited("k1", "u1");
    setup.join("k1", "u2");
    assert_eq!(setup.storage.with("k1", 6).len(), 0);
    setup.wait_until("the timer's save", || {
        assert_eq!(tick().status, 200);
        !setup.storage.with("k1", 6).is_empty()
    });
    let saved = setup.storage.wait("k1", 6);
    assert_eq!(saved.body["forcesavetype"], 2, "{saved}");
    assert_eq!(saved.body.get("actions"), None, "{saved}");
    assert_eq!((saved.user(), users(&saved)), ("u1", vec!["u1".to_owned()]));
    // Without changes there is no timer.
    std::thread::sleep(Duration::from_millis(2500));
    tick();
    std::thread::sleep(QUIET);
    assert_eq!(setup.storage.with("k1", 6).len(), 1);
    let mut editor = editor;
    editor.insert(0, "Not ");
    setup.wait_until("the timer's next save", || {
        tick();
        setup.storage.with("k1", 6).len() == 2
    });
    let saved = setup.storage.wait_nth("k1", 6, 2);
    assert_eq!(setup.result(&saved), "Not My Plan\n");
}

#[test]
fn without_the_setting_there_is_no_timer() {
    let builder = open()
        .variable("autoassembly_interval", "1s")
        .variable("autoassembly_step", "1s");
    let setup = Setup::open(start!(builder));
    setup.edited("k1", "u1");
    std::thread::sleep(Duration::from_millis(2500));
    setup.service.client.post("/internal/tick", &json!({}));
    setup.storage.only("k1", &[1], QUIET);
}

/// A service whose results may not be as large as what [`overfull`] types.
fn small(builder: ServiceBuilder) -> ServiceBuilder {
    builder.variable("limit_output_bytes", "20000")
}

/// A document that cannot be written any more.
fn overfull(setup: &Setup, key: &str) -> spindle_e2e::Editor {
    let mut editor = setup.join(key, "u1");
    editor.insert(0, &Random::new(7).noise(60_000));
    editor
}

#[test]
fn what_cannot_be_made_is_told_and_the_edits_stay() {
    let setup = Setup::guarded(start!(small(guarded())));
    let mut editor = overfull(&setup, "k1");
    let command = json!({ "c": "forcesave", "key": "k1", "userdata": "x" });
    assert_eq!(setup.command(&command)["error"], 0);
    let failed = setup.storage.wait("k1", 7);
    let names = [
        "key",
        "status",
        "users",
        "userdata",
        "lastsave",
        "forcesavetype",
        "token",
    ];
    assert_eq!(failed.names(), names, "{failed}");
    assert_eq!(failed.body["forcesavetype"], 0);
    let event = editor.event("save-failed");
    assert!(
        event["message"]
            .as_str()
            .is_some_and(|words| words.len() > 10),
        "{event}"
    );
    assert_eq!(
        setup.code("forcesave", "k1"),
        3,
        "the same state fails again"
    );
    let text = editor.text();
    editor.leave();

    let failed = setup.storage.wait("k1", 3);
    let names = [
        "key",
        "status",
        "users",
        "actions",
        "lastsave",
        "notmodified",
        "token",
    ];
    assert_eq!(failed.names(), names, "{failed}");
    assert_eq!(failed.body["notmodified"], false);
    assert_eq!(
        failed.body["actions"],
        json!([{ "type": 0, "userid": "u1" }])
    );
    assert_eq!(setup.code("getForgotten", "k1"), 1, "there is no file");
    // Whoever opens it again has what was typed, and can mend it.
    let mut again = setup.join("k1", "u2");
    assert_eq!(again.text(), text);
    let length = again.document.len();
    again.change(vec![spindle_delta::Delta::new().delete(length - 5)]);
    again.close();
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), "Plan\n");
}

#[test]
fn new_changes_may_mend_a_forced_save_that_failed() {
    let setup = Setup::open(start!(small(open())));
    let mut editor = overfull(&setup, "k1");
    assert_eq!(editor.save(), 0);
    let failed = setup.storage.wait("k1", 7);
    assert_eq!(
        failed.body["actions"],
        json!([{ "type": 2, "userid": "u1" }]),
        "{failed}"
    );
    editor.event("save-failed");
    let length = editor.document.len();
    editor.change(vec![spindle_delta::Delta::new().delete(length - 5)]);
    assert_eq!(editor.save(), 0);
    assert_eq!(setup.result(&setup.storage.wait("k1", 6)), "Plan\n");
}

#[test]
fn a_refused_status_3_is_not_tried_again() {
    let setup = Setup::open(start!(small(open())));
    setup.storage.answer_status(3, Outcome::status(500));
    overfull(&setup, "k1").close();
    setup.storage.wait("k1", 3);
    setup.storage.only("k1", &[1, 3], QUIET);
    assert_eq!(setup.forgotten(), [""; 0]);
}

#[test]
fn while_the_final_save_is_delivered_forcesave_says_3() {
    let setup = Setup::open(start!(open()));
    let late = Outcome::accept().after(Duration::from_millis(1500));
    setup.storage.answer_status(2, late);
    setup.edited("k1", "u1").close();
    setup.storage.wait("k1", 2);
    assert_eq!(setup.code("forcesave", "k1"), 3);
    setup.wait_saved("k1");
    assert_eq!(setup.code("forcesave", "k1"), 4);
    assert_eq!(setup.storage.with("k1", 6).len(), 0);
}

#[test]
fn a_forced_save_during_the_delay_is_made() {
    let setup = Setup::open(start!(open().variable("savetimeoutdelay", "2500")));
    setup.edited("k1", "u1").leave();
    assert_eq!(setup.code("forcesave", "k1"), 0);
    let forced = setup.storage.wait("k1", 6);
    let end = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&forced), setup.result(&end));
    assert_eq!(end.body["notmodified"], true, "{end}");
    let order: Vec<i64> = setup
        .storage
        .of("k1")
        .iter()
        .map(Callback::status)
        .collect();
    assert_eq!(order, [1, 6, 2]);
}
