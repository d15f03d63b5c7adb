//! When the storage is told which status, with which users and actions, and at whose callback URL.

use std::time::{Duration, Instant};

use serde_json::json;
use spindle_e2e::{Callback, Editor, Outcome, start};

use super::support::{QUIET, Setup, actions, open, users, viewer};

/// Holds a callback of status 1 to who was told, who is there and what happened.
#[track_caller]
fn told(callback: &Callback, url_of: &str, there: &[&str], happened: &[(i64, &str)]) {
    assert_eq!(callback.status(), 1, "{callback}");
    assert_eq!(callback.user(), url_of, "{callback}");
    assert_eq!(users(callback), there, "{callback}");
    let found = actions(callback);
    let found: Vec<(i64, &str)> = found
        .iter()
        .map(|(kind, id)| (*kind, id.as_str()))
        .collect();
    assert_eq!(found, happened, "{callback}");
}

#[test]
fn joining_and_leaving_are_told_to_who_joins_or_leaves() {
    let setup = Setup::open(start!(open()));
    let one = setup.join("k1", "u1");
    told(
        &setup.storage.wait_nth("k1", 1, 1),
        "u1",
        &["u1"],
        &[(1, "u1")],
    );
    let two = setup.join("k1", "u2");
    told(
        &setup.storage.wait_nth("k1", 1, 2),
        "u2",
        &["u1", "u2"],
        &[(1, "u2")],
    );
    two.leave();
    told(
        &setup.storage.wait_nth("k1", 1, 3),
        "u2",
        &["u1"],
        &[(0, "u2")],
    );
    one.leave();
    let closed = setup.storage.wait("k1", 4);
    assert_eq!(closed.user(), "u1");
    assert_eq!(actions(&closed), [(0, "u1".to_owned())]);
    assert_eq!(closed.body.get("users"), None);
    setup.storage.only("k1", &[1, 1, 1, 4], QUIET);
}

#[test]
fn ids_of_digits_are_told_first_and_in_the_order_of_numbers() {
    let setup = Setup::open(start!(open()));
    let zed = setup.join("k1", "zed");
    told(
        &setup.storage.wait_nth("k1", 1, 1),
        "zed",
        &["zed"],
        &[(1, "zed")],
    );
    let ten = setup.join("k1", "10");
    told(
        &setup.storage.wait_nth("k1", 1, 2),
        "10",
        &["10", "zed"],
        &[(1, "10")],
    );
    let nine = setup.join("k1", "9");
    let all = ["9", "10", "zed"];
    told(&setup.storage.wait_nth("k1", 1, 3), "9", &all, &[(1, "9")]);
    assert_eq!(setup.users("k1"), json!(all));
    told(&setup.storage.wait_nth("k1", 1, 4), "9", &all, &[]);

    // A second tab of one user: the id is there once, and stays while one tab is there.
    let tab = setup.join("k1", "zed");
    told(
        &setup.storage.wait_nth("k1", 1, 5),
        "zed",
        &all,
        &[(1, "zed")],
    );
    assert_eq!(setup.users("k1"), json!(all));
    told(&setup.storage.wait_nth("k1", 1, 6), "zed", &all, &[]);
    tab.leave();
    told(
        &setup.storage.wait_nth("k1", 1, 7),
        "zed",
        &all,
        &[(0, "zed")],
    );
    assert_eq!(setup.users("k1"), json!(all));
    zed.leave();
    told(
        &setup.storage.wait_nth("k1", 1, 9),
        "zed",
        &["9", "10"],
        &[(0, "zed")],
    );
    ten.leave();
    told(
        &setup.storage.wait_nth("k1", 1, 10),
        "10",
        &["9"],
        &[(0, "10")],
    );
    nine.leave();
    assert_eq!(actions(&setup.storage.wait("k1", 4)), [(0, "9".to_owned())]);
}

#[test]
fn users_without_digits_are_told_in_the_order_in_which_they_came() {
    let setup = Setup::open(start!(open()));
    let ids = ["zoe", "adam", "4294967295", "007", "mia", "78e1e841-8314"];
    let editors: Vec<Editor> = ids.iter().map(|id| setup.join("k1", id)).collect();
    assert_eq!(editors.len(), 6);
    // What is not a number as it would be written (007) is a name.
    let order = setup.users("k1");
    let names: Vec<&str> = order
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|id| id.as_str())
        .filter(|id| *id != "4294967295" && *id != "007")
        .collect();
    assert_eq!(names, ["zoe", "adam", "mia", "78e1e841-8314"], "{order}");
}

#[test]
fn viewers_are_not_told_of() {
    let setup = Setup::open(start!(open()));
    let client = &setup.service.client;
    let view = Editor::join(client, &viewer(&setup, "k1", "v1"));
    setup.storage.only("k1", &[], QUIET);
    let editor = setup.join("k1", "u1");
    told(
        &setup.storage.wait_nth("k1", 1, 1),
        "u1",
        &["u1"],
        &[(1, "u1")],
    );
    view.leave();
    let again = Editor::join(client, &viewer(&setup, "k1", "v2"));
    editor.leave();
    setup.storage.wait("k1", 4);
    again.leave();
    setup.storage.only("k1", &[1, 4], QUIET);
}

#[test]
fn with_viewers_only_info_says_closed_and_nothing_is_to_be_saved() {
    let setup = Setup::open(start!(open()));
    let view = Editor::join(&setup.service.client, &viewer(&setup, "k1", "v1"));
    assert_eq!(setup.users("k1"), json!([]));
    let told = setup.storage.wait("k1", 4);
    assert_eq!(told.told(), json!({ "key": "k1", "status": 4 }));
    assert_eq!(setup.code("forcesave", "k1"), 4);
    view.leave();
}

#[test]
fn a_save_is_told_to_the_last_who_changed_and_names_the_last_who_left() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.edited("k1", "u1");
    let mut two = setup.join("k1", "u2");
    two.insert(0, "Not ");
    // u1 stays longest, u2 changed last.
    two.leave();
    setup.storage.wait_nth("k1", 1, 3);
    one.agree();
    let left = Instant::now();
    one.leave();
    let saved = setup.storage.wait("k1", 2);
    let waited = saved.at - left;
    assert!(
        waited >= Duration::from_millis(290),
        "{waited:?}: it waits for who returns"
    );
    assert_eq!(saved.user(), "u2", "{saved}");
    assert_eq!(users(&saved), ["u2"]);
    assert_eq!(actions(&saved), [(0, "u1".to_owned())]);
    assert_eq!(setup.result(&saved), "Not My Plan\n");
    setup.storage.only("k1", &[1, 1, 1, 2], QUIET);
}

#[test]
fn closing_saves_without_the_delay() {
    let setup = Setup::open(start!(open().variable("savetimeoutdelay", "30000")));
    let one = setup.edited("k1", "u1");
    let two = setup.join("k1", "u2");
    // Others are there still: closing is leaving.
    two.close();
    told(
        &setup.storage.wait_nth("k1", 1, 3),
        "u2",
        &["u1"],
        &[(0, "u2")],
    );
    let start = Instant::now();
    one.close();
    let saved = setup.storage.wait("k1", 2);
    assert!(saved.at - start < Duration::from_secs(10));
    assert_eq!((saved.user(), users(&saved)), ("u1", vec!["u1".to_owned()]));
    assert_eq!(actions(&saved), [(0, "u1".to_owned())]);
    let unchanged = setup.join("k2", "u1");
    unchanged.close();
    setup.storage.wait("k2", 4);
}

#[test]
fn who_returns_in_time_goes_on_with_the_same_text() {
    let setup = Setup::open(start!(open().variable("savetimeoutdelay", "1500")));
    let one = setup.edited("k1", "u1");
    one.leave();
    // Nobody is there, and there are changes: it is not closed.
    assert_eq!(setup.users("k1"), json!([]));
    let info = setup.storage.wait_nth("k1", 1, 2);
    assert_eq!(
        info.told(),
        json!({ "key": "k1", "status": 1, "users": [] })
    );
    let again = setup.join("k1", "u1");
    assert_eq!(again.text(), "My Plan\n");
    told(
        &setup.storage.wait_nth("k1", 1, 3),
        "u1",
        &["u1"],
        &[(1, "u1")],
    );
    setup
        .storage
        .only("k1", &[1, 1, 1], Duration::from_millis(2500));
    again.leave();
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), "My Plan\n");
    assert_eq!(setup.storage.downloads().len(), 1);
    setup.storage.only("k1", &[1, 1, 1, 2], QUIET);
}

#[test]
fn info_is_told_to_the_latest_url_or_to_the_one_it_names() {
    let setup = Setup::open(start!(open()));
    let one = setup.join("k1", "u1");
    setup.join("k1", "u2");
    setup.storage.wait_nth("k1", 1, 2);
    let command = json!({ "c": "info", "key": "k1", "userdata": "some data" });
    let answer = setup.command(&command);
    assert_eq!(
        answer,
        json!({ "key": "k1", "error": 0, "users": ["u1", "u2"] })
    );
    let info = setup.storage.wait_nth("k1", 1, 3);
    assert_eq!(info.user(), "u2");
    let body = json!({ "key": "k1", "status": 1, "users": ["u1", "u2"], "userdata": "some data" });
    assert_eq!(info.told(), body);

    let other = setup.storage.url("/elsewhere?x=1");
    setup.command(&json!({ "c": "info", "key": "k1", "callback": other }));
    let info = setup.storage.wait_nth("k1", 1, 4);
    assert_eq!(info.target, "/elsewhere?x=1");
    one.try_heartbeat().expect("there");
}

#[test]
fn info_waits_for_the_storage_and_does_not_mind_what_it_says() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.join("k1", "u1");
    setup.storage.wait("k1", 1);
    let late = Outcome::accept().after(Duration::from_millis(1500));
    for (outcome, least) in [
        (late, 1400),
        (Outcome::status(500), 0),
        (Outcome::refuse(), 0),
        (Outcome::Cut, 0),
    ] {
        setup.storage.answer(outcome);
        let start = Instant::now();
        assert_eq!(setup.users("k1"), json!(["u1"]));
        let waited = start.elapsed();
        assert!(waited >= Duration::from_millis(least), "{waited:?}");
    }
    // It is asked once each time.
    setup.storage.only("k1", &[1, 1, 1, 1, 1], QUIET);
    one.insert(0, "x");
}

#[test]
fn without_a_callback_url_info_and_forcesave_say_so() {
    let setup = Setup::open(start!(open()));
    let mut editor = Editor::join(&setup.service.client, &setup.silent("k1", "u1"));
    editor.insert(0, "My ");
    assert_eq!(setup.code("info", "k1"), 2);
    assert_eq!(setup.code("forcesave", "k1"), 4);
    editor.leave();
    // There is nobody who could be told: the result is kept here.
    setup.wait_forgotten("k1");
    assert_eq!(setup.storage.callbacks().len(), 0);
}

#[test]
fn a_storage_that_refuses_who_joins_makes_a_warning_and_no_more() {
    let setup = Setup::open(start!(open()));
    setup.storage.answer_status(1, Outcome::status(500));
    let mut one = setup.join("k1", "u1");
    setup.join("k1", "u2");
    let warning = one.event("warning");
    assert_eq!(warning["code"], -200, "{warning}");
    assert!(
        warning["message"]
            .as_str()
            .is_some_and(|words| words.len() > 10)
    );
    one.insert(0, "still ");
    assert_eq!(one.text(), "still Plan\n");
    // Only the final save is tried again.
    setup.storage.only("k1", &[1, 1], QUIET);
}

#[test]
fn a_status_4_is_told_once_whatever_is_answered() {
    let setup = Setup::open(start!(open()));
    setup.storage.answer_status(4, Outcome::status(503));
    let editor = setup.join("k1", "u1");
    editor.leave();
    setup.storage.wait("k1", 4);
    setup.storage.only("k1", &[1, 4], QUIET);
    assert_eq!(setup.forgotten(), [""; 0]);
}

#[test]
fn drop_ends_the_sessions_of_who_is_named() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.join("k1", "u1");
    let mut two = setup.join("k1", "u2");
    let drop = |users: serde_json::Value| {
        setup.command(&json!({ "c": "drop", "key": "k1", "users": users }))
    };
    assert_eq!(drop(json!(["nobody"])), json!({ "key": "k1", "error": 0 }));
    two.insert(0, "still ");
    assert_eq!(drop(json!(["u2"])), json!({ "key": "k1", "error": 0 }));
    let dropped = one.event("dropped");
    assert_eq!(dropped["numbers"], json!([two.number]), "{dropped}");
    let refused = two
        .try_change(vec![spindle_delta::Delta::new().insert("x", ())])
        .expect_err("dropped");
    assert_eq!(refused.code(), "dropped", "{refused}");
    one.agree();
    one.insert(0, "I am ");
    assert_eq!(one.text(), "I am still Plan\n");
    // Without names it is everybody.
    assert_eq!(setup.code("drop", "k1"), 0);
    let refused = one
        .try_change(vec![spindle_delta::Delta::new().insert("x", ())])
        .expect_err("dropped");
    assert_eq!(refused.code(), "dropped", "{refused}");
    assert_eq!(setup.code("drop", "never-seen"), 0);
    // What they typed is not lost, whether they say that they leave or not.
    let _ = (one.try_leave(), two.try_leave());
    assert_eq!(
        setup.result(&setup.storage.wait("k1", 2)),
        "I am still Plan\n"
    );
}

#[test]
fn a_saved_key_answers_commands_for_a_while() {
    let setup = Setup::open(start!(open()));
    let editor = setup.edited("k1", "u1");
    editor.close();
    setup.storage.wait("k1", 2);
    setup.wait_saved("k1");
    setup.storage.forget();
    assert_eq!(setup.users("k1"), json!([]));
    let told = setup.storage.wait("k1", 4);
    assert_eq!(told.told(), json!({ "key": "k1", "status": 4 }));
    assert_eq!(setup.code("forcesave", "k1"), 4);
    assert_eq!(setup.code("drop", "k1"), 0);
    assert_eq!(setup.code("getForgotten", "k1"), 1);
}
