//! Joining, reading, changing, following, leaving.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_delta::Delta;
use spindle_e2e::{Editor, Joined, start};

use super::support::{PLAN, QUIET, Random, Setup, open, viewer};

#[test]
fn joining_answers_the_session_and_the_document() {
    let setup = Setup::open(start!(open()));
    let editor = setup.join("k1", "u1");
    let told = &editor.joined;
    assert_eq!(told["state"], "open");
    let session = told["session"].as_str().expect("a session");
    assert!(
        session.len() == 32 && session.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{session}"
    );
    for (member, value) in [
        ("key", json!("k1")),
        ("number", json!(1)),
        ("mode", json!("edit")),
        ("kind", json!("word")),
        ("fileType", json!("docx")),
        ("title", json!("k1.docx")),
        ("version", json!(1)),
        ("forgotten", json!(false)),
    ] {
        assert_eq!(told[member], value, "{member}: {told}");
    }
    assert!(told["heartbeat"].as_i64().is_some_and(|s| s > 0), "{told}");
    let me = json!([{ "number": 1, "user": { "id": "u1", "name": "Name u1" }, "mode": "edit" }]);
    assert_eq!(told["participants"], me);
    assert_eq!(editor.text(), PLAN);
    assert_eq!(setup.storage.downloads().len(), 1, "downloaded once");

    let second = setup.join("k1", "u2");
    assert_eq!(second.number, 2);
    assert_eq!(
        second.joined["participants"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(setup.storage.downloads().len(), 1, "it is open already");
    let view = Editor::join(&setup.service.client, &viewer(&setup, "k1", "v1"));
    assert_eq!(view.joined["mode"], "view");
    assert_eq!(view.text(), PLAN);
}

#[test]
fn what_two_type_at_once_is_the_same_for_both() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.join("k1", "u1");
    let mut two = setup.join("k1", "u2");
    one.insert(0, "My ");
    // Based on the version before.
    two.insert(4, " B");
    assert_eq!(two.text(), "My Plan B\n");
    assert_eq!((one.version, two.version), (2, 3));
    // At one place theirs, who were first, go first.
    one.agree();
    one.insert(0, "1");
    two.insert(0, "2");
    assert_eq!(two.text(), "12My Plan B\n");
    one.agree();
    two.agree();
    assert_eq!(one.text(), two.text());
    // Several changes of one call, one after another.
    let typed = |at: u64, text: &str| Delta::new().retain(at, ()).insert(text, ());
    one.change(vec![typed(0, "a"), typed(1, "b"), typed(2, "c")]);
    assert_eq!(one.version, 8);
    two.agree();
    assert_eq!(two.text(), "abc12My Plan B\n");
    let changes = one
        .try_get("/events?version=1&event=1&wait=0")
        .expect("all");
    let numbers: Vec<i64> = changes["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|change| change["number"].as_i64().expect("who it was"))
        .collect();
    assert_eq!(numbers, [1, 2, 1, 2, 1, 1, 1], "{changes}");
}

#[test]
fn events_tell_who_comes_and_goes() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.join("k1", "u1");
    let two = setup.join("k1", "u2");
    let joined = one.event("joined");
    let user = json!({ "id": "u2", "name": "Name u2" });
    assert_eq!(joined["number"], 2, "{joined}");
    assert_eq!(joined["user"], user, "{joined}");
    assert_eq!(joined["mode"], "edit", "{joined}");
    two.leave();
    let left = one.event("left");
    assert_eq!((&left["number"], &left["user"]), (&json!(2), &user));
    let participants = one.try_read().expect("the document");
    assert_eq!(
        participants["participants"].as_array().map(Vec::len),
        Some(1)
    );

    setup
        .command(&json!({ "c": "meta", "key": "k1", "meta": { "title": "New.docx", "extra": 1 } }));
    let meta = one.event("meta");
    assert_eq!(meta["meta"], json!({ "title": "New.docx", "extra": 1 }));
}

#[test]
fn a_long_poll_ends_when_something_happens() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.join("k1", "u1");
    let mut two = setup.join("k1", "u2");
    one.agree();
    let start = Instant::now();
    let nothing = one.poll(1);
    assert_eq!(nothing["changes"], json!([]));
    assert!(start.elapsed() >= Duration::from_millis(900), "it waits");

    let start = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(700));
            two.insert(0, "x");
        });
        let told = one.poll(20);
        assert_eq!(told["changes"][0]["number"], 2, "{told}");
    });
    let waited = start.elapsed();
    assert!(waited >= Duration::from_millis(600), "{waited:?}");
    assert!(waited < Duration::from_secs(5), "{waited:?}");
    assert_eq!(one.text(), two.text());
}

#[test]
fn viewers_change_and_save_nothing() {
    let setup = Setup::open(start!(open()));
    let mut editor = setup.join("k1", "u1");
    let config = viewer(&setup, "k1", "v1");
    let mut view = Editor::join(&setup.service.client, &config);
    let change = vec![Delta::new().insert("x", ())];
    let refused = view.try_change(change).expect_err("a viewer");
    assert_eq!(refused.code(), "read-only", "{refused}");
    let refused = view.try_post("/save", &json!({})).expect_err("a viewer");
    assert_eq!(refused.code(), "read-only", "{refused}");
    // Whoever may not edit is a viewer too.
    let config = setup.config("k1", "v2");
    let config = setup.sign(config.set("/document", "permissions", json!({ "edit": false })));
    let denied = Editor::join(&setup.service.client, &config);
    assert_eq!(denied.joined["mode"], "view");
    editor.insert(0, "x");
    view.agree();
    assert_eq!(view.text(), editor.text());
}

#[test]
fn a_call_whose_answer_was_lost_is_made_once() {
    let setup = Setup::open(start!(open()));
    let one = setup.join("k1", "u1");
    let mut two = setup.join("k1", "u2");
    two.insert(4, "!");
    let body = json!({ "version": 1, "seq": 1, "changes": [{ "ops": [{ "insert": "A" }] }] });
    let first = one.try_post("/changes", &body).expect("made");
    two.agree();
    two.insert(0, "B");
    let again = one.try_post("/changes", &body).expect("the same answer");
    assert_eq!(first, again);
    assert_eq!(
        (&first["version"], &first["missed"][0]["version"]),
        (&json!(3), &json!(2))
    );
    two.agree();
    assert_eq!(two.text(), "BAPlan!\n");
    // The next number is another call.
    let next = json!({ "version": 4, "seq": 2, "changes": [{ "ops": [{ "insert": "A" }] }] });
    one.try_post("/changes", &next).expect("made");
    two.agree();
    assert_eq!(two.text(), "ABAPlan!\n");
}

#[test]
fn of_a_call_with_a_bad_change_nothing_is_made() {
    let setup = Setup::open(start!(open()));
    let one = setup.join("k1", "u1");
    let bad = [
        json!([{ "ops": [{ "insert": "A" }] }, { "ops": [{ "retain": 500 }, { "insert": "B" }] }]),
        json!([{ "ops": [{ "insert": "A" }] }, { "ops": [{ "delete": 99 }] }]),
    ];
    for changes in bad {
        let body = json!({ "version": 1, "seq": 1, "changes": changes });
        let refused = one.try_post("/changes", &body).expect_err("a bad change");
        assert_eq!(refused.code(), "bad-change", "{refused}: {body}");
    }
    let mut one = one;
    let told = one.try_read().expect("the document");
    assert_eq!((one.text().as_str(), &told["version"]), (PLAN, &json!(1)));
    let good = json!({ "version": 1, "seq": 1, "changes": [{ "ops": [{ "insert": "A" }] }] });
    let made = one.try_post("/changes", &good).expect("a good change");
    assert_eq!(
        made["version"], 2,
        "a refused call used its number up: {made}"
    );
}

#[test]
fn two_tabs_of_one_user_are_two_sessions() {
    let setup = Setup::open(start!(open()));
    let mut one = setup.join("k1", "u1");
    let mut two = setup.join("k1", "u1");
    assert_ne!(one.session, two.session);
    assert_ne!(one.number, two.number);
    one.insert(0, "a");
    two.insert(4, "b");
    one.agree();
    assert_eq!(one.text(), "aPlanb\n");
    assert_eq!(setup.users("k1"), json!(["u1"]));
    one.leave();
    let refused = one.try_heartbeat().expect_err("left");
    assert_eq!(refused.code(), "left", "{refused}");
    assert_eq!(setup.users("k1"), json!(["u1"]), "the other tab is there");
    two.try_heartbeat().expect("the other tab is there");
}

#[test]
fn somebody_without_an_id_gets_one() {
    let setup = Setup::open(start!(open()));
    let nobody = |key: &str| {
        setup
            .config(key, "x")
            .set("/editorConfig", "user", json!({}))
    };
    let client = &setup.service.client;
    let one = Editor::join(client, &nobody("k1"));
    let two = Editor::join(client, &nobody("k1"));
    let id = |editor: &Editor| -> Value {
        let all = editor.joined["participants"].as_array().expect("a list");
        let own = all.iter().find(|entry| entry["number"] == editor.number);
        own.expect("oneself")["user"]["id"].clone()
    };
    assert!(id(&one).as_str().is_some_and(|id| !id.is_empty()));
    assert_ne!(id(&one), id(&two));
}

#[test]
fn five_that_type_at_random_end_with_one_text() {
    let setup = Setup::open(start!(open()));
    let mut editors: Vec<Editor> = (1..=5)
        .map(|user| setup.join("k1", &format!("u{user}")))
        .collect();
    std::thread::scope(|scope| {
        for (index, editor) in editors.iter_mut().enumerate() {
            scope.spawn(move || {
                let mut random = Random::new(index as u64 + 1);
                for _ in 0..60 {
                    let mut view = editor.document.clone();
                    let changes: Vec<Delta> = (0..=random.below(3))
                        .map(|_| {
                            let edit = random.edit(&view, &format!("e{index}"));
                            view = view.apply_ref(&edit).expect("an edit of what is there");
                            edit
                        })
                        .collect();
                    editor.change(changes);
                    if random.below(4) == 0 {
                        editor.poll(0);
                    }
                }
            });
        }
    });
    for editor in &mut editors {
        editor.agree();
    }
    let texts: Vec<String> = editors.iter().map(Editor::text).collect();
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
    assert!(texts[0].len() > 500, "they typed: {}", texts[0]);
    for editor in &editors {
        editor.leave();
    }
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), texts[0]);
}

#[test]
fn a_key_whose_save_is_delivered_is_not_joined_and_then_outdated() {
    let setup = Setup::open(start!(open()));
    setup.storage.answer_status(
        2,
        spindle_e2e::Outcome::accept().after(Duration::from_secs(2)),
    );
    let editor = setup.edited("k1", "u1");
    editor.close();
    let told = setup.storage.wait("k1", 2);
    let config = setup.config("k1", "u2");
    let answer = setup.service.client.post("/editing", &config.body());
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert_eq!(answer.json()["error"], "saving");
    let pause = answer.header("retry-after").and_then(|s| s.parse().ok());
    assert!(
        pause.is_some_and(|pause: u32| pause > 0),
        "{:?}",
        answer.headers
    );
    setup.wait_saved("k1");
    let Ok(Joined::Outdated { next }) = Editor::try_join(&setup.service.client, &config) else {
        panic!("an outdated key was opened");
    };
    assert_eq!(next, told.body["nextKey"]);
    let gone = editor.try_get("").expect_err("saved");
    assert!(matches!(gone.code(), "no-session" | "left"), "{gone}");
}

#[test]
fn leaving_twice_is_leaving_once() {
    let setup = Setup::open(start!(open()));
    let editor = setup.join("k1", "u1");
    let other = setup.join("k1", "u2");
    editor.leave();
    setup.storage.wait_nth("k1", 1, 3);
    let again = editor.try_leave();
    assert!(again.is_ok() || again.is_err_and(|refused| refused.code() == "left"));
    setup.storage.only("k1", &[1, 1, 1], QUIET);
    other.try_heartbeat().expect("the other is there");
}
