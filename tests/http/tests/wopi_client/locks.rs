//! The lock of a host's file, in every state in which it can be found.

use super::house::House;

#[test]
fn a_file_that_another_has_locked_is_only_shown() {
    let mut house = House::new();
    assert_eq!(house.other("LOCK", "theirs").status, 200);
    let joined = house.join("u1");
    assert_eq!(joined["mode"], "view");
    let words = joined["message"].as_str().unwrap();
    assert!(words.contains("locked by another editor"), "{words}");
    assert_eq!(house.text("u1"), "base\n");
    house.leave("u1");
    // Theirs still is.
    assert_eq!(house.other("REFRESH_LOCK", "theirs").status, 200);
    assert_eq!(house.other("UNLOCK", "theirs").status, 200);
    assert_eq!(house.join("u1")["mode"], "edit");
    house.leave("u1");
}

#[test]
fn the_lock_is_refreshed_while_somebody_edits() {
    let mut house = House::new();
    house.join("u1");
    house.line.take();
    for _ in 0..10 {
        house.app.clock.advance_s(240);
        let answer = house.calling("u1", "heartbeat").send();
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let asked = house.line.take();
    assert!((3..=4).contains(&asked.len()), "{asked:?}");
    assert!(asked.iter().all(|one| one == "REFRESH_LOCK"), "{asked:?}");
    assert!(house.is_locked());
    house.change("u1", "one ");
    house.leave("u1");
    assert_eq!(house.file(), "one base\n");
}

#[test]
fn a_lock_that_ran_out_is_set_again_if_nobody_saved() {
    let mut house = House::new();
    house.join("u1");
    house.change("u1", "one ");
    house.break_lock();
    house.line.take();
    house.leave("u1");
    let asked = house.line.take();
    assert_eq!(asked, ["PUT", "LOCK", "CheckFileInfo", "PUT", "UNLOCK"]);
    assert_eq!(house.file(), "one base\n");
    assert!(!house.is_locked());
}

#[test]
fn what_others_saved_meanwhile_is_not_overwritten() {
    let mut house = House::new();
    let first = house.join("u1");
    house.change("u1", "one ");
    house.break_lock();
    assert_eq!(house.put("theirs\n").status, 200);
    house.leave("u1");
    assert_eq!(house.file(), "theirs\n");
    let forgotten = house.forgotten();
    assert_eq!(forgotten, [first["key"].as_str().unwrap()]);
    assert_eq!(house.forgotten_text(&forgotten[0]), "one base\n");
    assert!(!house.is_locked());
    let reason = house.outbox()[0]["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains("changed elsewhere"), "{reason}");
    // Who opens it now gets theirs, and edits under another key.
    let second = house.join("u2");
    assert_ne!(first["key"], second["key"]);
    assert_eq!(house.text("u2"), "theirs\n");
    house.leave("u2");
}

#[test]
fn a_save_under_another_s_lock_is_a_forgotten_file_and_comes_back() {
    let mut house = House::new();
    let first = house.join("u1");
    house.change("u1", "one ");
    house.break_lock();
    assert_eq!(house.other("LOCK", "theirs").status, 200);
    house.leave("u1");
    assert_eq!(house.file(), "base\n");
    assert_eq!(house.forgotten().len(), 1);
    let reason = house.outbox()[0]["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains("locked by another editor"), "{reason}");
    assert_eq!(house.other("UNLOCK", "theirs").status, 200);
    // Nobody saved: the edits go on where they were.
    let again = house.join("u1");
    assert_eq!(first["key"], again["key"]);
    assert_eq!(again["forgotten"], true);
    assert_eq!(house.text("u1"), "one base\n");
    house.leave("u1");
    assert_eq!(house.file(), "one base\n");
    assert!(house.forgotten().is_empty());
    assert!(!house.is_locked());
}

#[test]
fn the_operator_delivers_what_was_refused() {
    let mut house = House::new();
    house.join("u1");
    house.change("u1", "one ");
    house.break_lock();
    assert_eq!(house.other("LOCK", "theirs").status, 200);
    house.leave("u1");
    assert_eq!(house.other("UNLOCK", "theirs").status, 200);
    let path = format!("/v1/outbox/{}/deliver", house.outbox()[0]["id"]);
    let answer = house.app.post(&path).send().json();
    assert_eq!(answer["state"], "accepted", "{answer}");
    assert_eq!(house.file(), "one base\n");
    assert!(house.forgotten().is_empty());
    assert!(!house.is_locked());
}

#[test]
fn editors_hear_when_the_lock_is_gone() {
    let mut house = House::new();
    house.join("u1");
    house.break_lock();
    assert_eq!(house.other("LOCK", "theirs").status, 200);
    for _ in 0..4 {
        house.app.clock.advance_s(200);
        house.calling("u1", "heartbeat").send();
    }
    let warned = house
        .events("u1")
        .into_iter()
        .find(|event| event["type"] == "warning");
    let words = warned.unwrap()["message"].as_str().unwrap().to_owned();
    assert!(words.contains("may not be saved"), "{words}");
    house.leave("u1");
    assert_eq!(house.other("REFRESH_LOCK", "theirs").status, 200);
}

#[test]
fn a_lock_that_was_never_given_back_is_ours_again() {
    let mut house = House::new();
    house.join("u1");
    // The instance dies with its answer, and with it what follows.
    let (answer, _) = house.calling("u1", "leave").send_and_hold();
    assert_eq!(answer.status, 200);
    house.rise("u1");
    assert!(house.is_locked());
    assert_eq!(house.join("u2")["mode"], "edit");
    house.change("u2", "two ");
    house.leave("u2");
    assert_eq!(house.file(), "two base\n");
    assert!(!house.is_locked());
}

#[test]
fn who_comes_while_the_file_is_being_saved_waits() {
    let mut house = House::new();
    house.join("u1");
    house.change("u1", "one ");
    let config = house.page("u2", "edit");
    let asked = config.clone();
    house.line.meanwhile("PUT", move |app| {
        let answer = app.post("/editing").json(&asked).send();
        assert_eq!(answer.status, 409, "{}", answer.text());
        assert_eq!(answer.json()["error"], "saving");
        assert_eq!(answer.header("retry-after"), Some("1"));
    });
    // The host has it, and we do not know yet.
    let again = config.clone();
    house.line.meanwhile("UNLOCK", move |app| {
        let answer = app.post("/editing").json(&again).send();
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json()["mode"], "edit", "{}", answer.text());
    });
    house.leave("u1");
    assert_eq!(house.file(), "one base\n");
    // He has the lock that he came with, not the one that was given back.
    assert!(house.is_locked());
    let answer = house.join_with("u2", &config);
    assert_eq!(answer.json()["mode"], "edit");
    house.change("u2", "two ");
    house.leave("u2");
    house.app.clock.advance_s(400);
    house.tick();
    house.app.clock.advance_s(10);
    house.tick();
    assert_eq!(house.file(), "two one base\n");
    assert!(!house.is_locked());
}
