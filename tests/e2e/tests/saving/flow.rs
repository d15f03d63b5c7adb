//! One whole session as it was recorded at a server of ONLYOFFICE: the same calls, the same callbacks.

use std::time::Duration;

use serde_json::{Value, json};
use spindle_e2e::{Callback, Editor, start};

use super::support::{Setup, open};

/// A callback's URL and body without what differs from day to day; of the history, who was at work.
fn shape(callback: &Callback) -> (String, Value) {
    let mut body = callback.told();
    let members = body.as_object_mut().expect("an object");
    for link in ["url", "changesurl"] {
        if let Some(value) = members.get_mut(link) {
            let text = value.as_str().expect("a link");
            let name = text.rsplit('=').next().expect("a name");
            *value = json!(name);
        }
    }
    if let Some(history) = members.get_mut("history") {
        let items = history["changes"].as_array().expect("a list");
        *history = items
            .iter()
            .map(|item| item["user"]["id"].clone())
            .collect();
    }
    for name in ["lastsave", "nextKey"] {
        members.shift_remove(name);
    }
    (callback.user().to_owned(), body)
}

#[test]
fn a_recorded_session_runs_as_recorded() {
    // Nobody leaves so late that the save goes out between two calls.
    let setup = Setup::open(start!(open().variable("savetimeoutdelay", "1500")));
    let storage = &setup.storage;
    let command = |body: Value, answer: Value| assert_eq!(setup.command(&body), answer, "{body}");
    let key = "k1";
    let ok = || json!({ "key": key, "error": 0 });
    let code = |code: i64| json!({ "key": key, "error": code });
    let there = |users: &[&str]| json!({ "key": key, "error": 0, "users": users });
    let saved = |editor: &mut Editor, count: usize| {
        setup.wait_until("the end of a forced save", || {
            let mut all = editor.clone();
            all.event = 1;
            let told = all
                .try_get("/events?version=1&event=1&wait=0")
                .expect("events");
            let events = told["events"].as_array().expect("a list");
            events
                .iter()
                .filter(|event| event["type"] == "saved")
                .count()
                == count
        });
        editor.poll(0);
    };

    let mut one = setup.join(key, "u1");
    storage.wait(key, 1);
    command(json!({ "c": "info", "key": key }), there(&["u1"]));
    command(
        json!({ "c": "info", "key": key, "userdata": "ud-info" }),
        there(&["u1"]),
    );
    command(
        json!({ "c": "forcesave", "key": key, "userdata": "ud0" }),
        code(4),
    );
    one.insert(0, "a");
    command(
        json!({ "c": "forcesave", "key": key, "userdata": "ud1" }),
        ok(),
    );
    saved(&mut one, 1);
    command(
        json!({ "c": "forcesave", "key": key, "userdata": "ud2" }),
        code(4),
    );
    one.insert(0, "b");
    command(
        json!({ "c": "forcesave", "key": key, "userdata": "ud3" }),
        ok(),
    );
    saved(&mut one, 2);
    one.insert(0, "c");
    assert_eq!(one.save(), 0);
    saved(&mut one, 3);

    let mut two = setup.join(key, "u2");
    storage.wait_nth(key, 1, 4);
    two.insert(0, "d");
    command(
        json!({ "c": "info", "key": key, "userdata": "two" }),
        there(&["u1", "u2"]),
    );
    // He has no callback URL of his own.
    let reader = setup.sign(setup.silent(key, "u3").view());
    let view = Editor::join(&setup.service.client, &reader);
    command(json!({ "c": "info", "key": key }), there(&["u1", "u2"]));
    command(
        json!({ "c": "meta", "key": key, "meta": { "title": "New title.docx" } }),
        ok(),
    );
    one.agree();
    one.insert(0, "e");
    two.agree();
    two.insert(0, "f");
    two.leave();
    storage.wait_nth(key, 1, 7);
    view.leave();
    command(
        json!({ "c": "drop", "key": key, "users": ["nobody"] }),
        ok(),
    );
    one.leave();
    command(
        json!({ "c": "info", "key": key, "userdata": "during-delay" }),
        there(&[]),
    );
    storage.wait(key, 2);
    setup.wait_saved(key);
    command(json!({ "c": "info", "key": key }), there(&[]));
    command(json!({ "c": "forcesave", "key": key }), code(4));
    command(json!({ "c": "drop", "key": key }), ok());
    std::thread::sleep(Duration::from_millis(800));

    let action = |kind: i64, user: &str| json!([{ "type": kind, "userid": user }]);
    let file = |status: i64, history: &[&str], rest: Value| {
        let mut body = json!({
            "key": key, "status": status, "url": "output.docx", "changesurl": "changes.zip",
            "history": history,
        });
        for (name, value) in rest.as_object().expect("members") {
            body[name] = value.clone();
        }
        body["filetype"] = json!("docx");
        body
    };
    let editing = |users: &[&str]| json!({ "key": key, "status": 1, "users": users });
    let with = |mut body: Value, name: &str, value: Value| {
        body[name] = value;
        body
    };
    let joined = |users: &[&str], user: &str| with(editing(users), "actions", action(1, user));
    let left = |users: &[&str], user: &str| with(editing(users), "actions", action(0, user));
    let forced = |data: &str| json!({ "users": ["u1"], "userdata": data, "forcesavetype": 0 });
    let button = json!({ "users": ["u1"], "actions": action(2, "u1"), "forcesavetype": 1 });
    let end = json!({ "users": ["u2"], "actions": action(0, "u1"), "notmodified": false });
    let wanted = [
        ("u1", joined(&["u1"], "u1")),
        ("u1", editing(&["u1"])),
        ("u1", with(editing(&["u1"]), "userdata", json!("ud-info"))),
        ("u1", file(6, &["u1"], forced("ud1"))),
        ("u1", file(6, &["u1"], forced("ud3"))),
        ("u1", file(6, &["u1"], button)),
        ("u2", joined(&["u1", "u2"], "u2")),
        ("u2", with(editing(&["u1", "u2"]), "userdata", json!("two"))),
        ("u2", editing(&["u1", "u2"])),
        ("u2", left(&["u1"], "u2")),
        ("u2", with(editing(&[]), "userdata", json!("during-delay"))),
        ("u2", file(2, &["u1", "u2", "u1", "u2"], end)),
        ("u2", json!({ "key": key, "status": 4 })),
    ];
    let found: Vec<(String, Value)> = storage.of(key).iter().map(shape).collect();
    for (found, (user, body)) in found.iter().zip(&wanted) {
        assert_eq!((found.0.as_str(), &found.1), (*user, body));
    }
    assert_eq!(found.len(), wanted.len(), "{found:?}");
}
