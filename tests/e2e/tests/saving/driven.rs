//! Who does what is due: whoever comes by. And what an operator sees and does.

use std::time::Duration;

use serde_json::{Value, json};
use spindle_e2e::{Answer, Editor, Outcome, Service, office, sign, start};

use super::support::{QUIET, Setup, guarded, open};

fn tick(setup: &Setup) {
    let answer = setup.service.client.post("/internal/tick", &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// A key whose last editor left just before the host died.
fn left_and_killed(setup: &mut Setup, key: &str) {
    let editor = setup.edited(key, "u1");
    setup.storage.wait(key, 1);
    editor.leave();
    setup.service.kill_and_restart();
    // Whoever asks whether the host is up does what is due, too: it is not due by then.
    setup.storage.only(key, &[1], Duration::from_millis(2800));
}

#[test]
fn a_tick_does_what_a_killed_host_left() {
    let mut setup = Setup::open(start!(open().variable("savetimeoutdelay", "2000")));
    left_and_killed(&mut setup, "k1");
    tick(&setup);
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), "My Plan\n");
    setup.wait_saved("k1");
    tick(&setup);
    setup.storage.only("k1", &[1, 2], QUIET);
}

#[test]
fn a_later_request_does_what_a_killed_host_left() {
    let mut setup = Setup::open(start!(open().variable("savetimeoutdelay", "2000")));
    left_and_killed(&mut setup, "k1");
    // A command that has nothing to do with it.
    assert_eq!(setup.command(&json!({ "c": "version" }))["error"], 0);
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), "My Plan\n");

    left_and_killed(&mut setup, "k2");
    // Somebody who opens another document.
    setup.join("k3", "u1");
    let saved = setup.storage.wait("k2", 2);
    assert_eq!(setup.result(&saved), "My Plan\n");
}

#[test]
fn editing_goes_on_after_the_host_was_killed() {
    let mut setup = Setup::open(start!(open()));
    let mut one = setup.edited("k1", "u1");
    let mut two = setup.join("k1", "u2");
    setup.service.kill_and_restart();
    one.move_to(&setup.service.client);
    two.move_to(&setup.service.client);
    two.insert(0, "Not ");
    one.agree();
    assert_eq!(one.text(), "Not My Plan\n");
    one.leave();
    two.leave();
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), "Not My Plan\n");
}

#[test]
fn a_delivery_that_was_cut_off_is_made_again_with_the_same_id() {
    let mut setup = Setup::open(start!(open()));
    setup.storage.answer_status(2, Outcome::Hang);
    setup.edited("k1", "u1").close();
    let first = setup.storage.wait("k1", 2);
    setup.service.kill_and_restart();
    setup.storage.answer(Outcome::accept());
    // Only when the lease of the first attempt is over.
    let start = std::time::Instant::now();
    while setup.storage.with("k1", 2).len() < 2 {
        assert!(
            start.elapsed() < Duration::from_secs(150),
            "no second attempt"
        );
        tick(&setup);
        std::thread::sleep(Duration::from_millis(300));
    }
    assert_eq!(setup.storage.with("k1", 2)[0].raw, first.raw);
    let told = setup.storage.with("k1", 2);
    let id = |index: usize| told[index].header("idempotency-key").map(str::to_owned);
    assert!(id(0).is_some() && id(0) == id(1), "{:?} {:?}", id(0), id(1));
    assert_eq!(setup.result(&told[1]), "My Plan\n");
    setup.wait_saved("k1");
}

#[test]
fn who_is_not_heard_of_has_left() {
    let setup = Setup::open(start!(open().variable("expire_presence_s", "2")));
    let silent = setup.edited("k1", "u1");
    let mut there = setup.join("k1", "u2");
    setup.storage.wait_nth("k1", 1, 2);
    setup.wait_until("the end of the silent one", || {
        std::thread::sleep(Duration::from_millis(400));
        there.clone().poll(0);
        tick(&setup);
        setup.storage.with("k1", 1).len() == 3
    });
    let gone = setup.storage.wait_nth("k1", 1, 3);
    assert_eq!(gone.body["users"], json!(["u2"]), "{gone}");
    assert_eq!(
        gone.body["actions"],
        json!([{ "type": 0, "userid": "u1" }]),
        "{gone}"
    );
    let left = there.event("left");
    assert_eq!(left["number"], silent.number, "{left}");
    let refused = silent.try_heartbeat().expect_err("gone");
    assert_eq!(refused.code(), "left", "{refused}");
    // Nobody says anything any more: the document is saved.
    setup.wait_until("the save", || {
        std::thread::sleep(Duration::from_millis(400));
        tick(&setup);
        !setup.storage.with("k1", 2).is_empty()
    });
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), "My Plan\n");
}

#[test]
fn heartbeats_keep_an_editor() {
    let setup = Setup::open(start!(open().variable("expire_presence_s", "2")));
    let editor = setup.edited("k1", "u1");
    for _ in 0..10 {
        std::thread::sleep(Duration::from_millis(500));
        editor.try_heartbeat().expect("there");
        tick(&setup);
    }
    setup.storage.only("k1", &[1], Duration::ZERO);
    assert_eq!(setup.users("k1"), json!(["u1"]));
}

fn rows(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let told = answer.json();
    told["results"].as_array().expect("a list").clone()
}

#[test]
fn an_operator_sees_what_was_not_delivered_and_delivers_it() {
    let setup = Setup::open(start!(open()));
    let client = &setup.service.client;
    assert_eq!(rows(&client.get("/v1/outbox")), [] as [Value; 0]);
    setup.storage.answer_status(2, Outcome::refuse());
    setup.edited("k1", "u1").close();
    setup.wait_forgotten("k1");
    let listed = rows(&client.get("/v1/outbox"));
    assert_eq!(listed.len(), 1, "{listed:?}");
    let row = &listed[0];
    let names = spindle_e2e::storage::member_names(row);
    let wanted = [
        "id", "key", "status", "state", "attempts", "callback", "reason", "due", "created",
    ];
    assert_eq!(names, wanted);
    assert_eq!((&row["key"], &row["status"]), (&json!("k1"), &json!(2)));
    assert_eq!(
        (&row["state"], &row["attempts"]),
        (&json!("refused"), &json!(1))
    );
    assert_eq!(row["callback"], setup.storage.callback_url("k1", "u1"));
    assert!(
        row["reason"].as_str().is_some_and(|words| words.len() > 5),
        "{row}"
    );

    let page = client.send("GET", "/v1/outbox", &[("accept", "text/html")], &[]);
    let kind = page.header("content-type").unwrap_or_default().to_owned();
    assert!(
        kind.starts_with("text/html") && page.text().contains("k1"),
        "{kind}"
    );

    let id = match &row["id"] {
        Value::String(id) => id.clone(),
        id => id.to_string(),
    };
    let deliver = || client.post(&format!("/v1/outbox/{id}/deliver"), &json!({}));
    let told = deliver();
    assert_eq!(told.status, 200, "{}", told.text());
    assert_eq!(told.json()["state"], "refused", "{}", told.text());
    assert_eq!(told.json()["attempts"], 2, "{}", told.text());
    assert_eq!(setup.forgotten(), ["k1"]);

    setup.storage.answer(Outcome::accept());
    let told = deliver();
    assert_eq!(
        (told.status, &told.json()["attempts"]),
        (200, &json!(3)),
        "{}",
        told.text()
    );
    assert_ne!(told.json()["state"], "refused", "{}", told.text());
    let attempts = setup.storage.with("k1", 2);
    assert_eq!(attempts.len(), 3);
    assert_eq!(
        office::docx_text(&attempts[2].download(client)),
        "My Plan\n"
    );
    assert_eq!(rows(&client.get("/v1/outbox")), [] as [Value; 0]);
    assert_eq!(setup.forgotten(), [""; 0], "it was taken");
    let all = rows(&client.get("/v1/outbox?all=true"));
    assert!(
        all.iter()
            .any(|row| row["key"] == "k1" && row["status"] == 2),
        "{all:?}"
    );
    assert_eq!(
        client
            .post("/v1/outbox/0123456789/deliver", &json!({}))
            .status,
        404
    );
}

#[test]
fn the_outbox_is_the_operators() {
    let setup = Setup::guarded(start!(guarded()));
    let client = &setup.service.client;
    let user = sign(&json!({ "key": "k1" }), Service::SECRET);
    for header in [
        None,
        Some(format!("Bearer {user}")),
        Some("Bearer x".to_owned()),
    ] {
        let headers: Vec<(&str, &str)> = header
            .iter()
            .map(|value| ("authorization", value.as_str()))
            .collect();
        for (method, target) in [
            ("GET", "/v1/outbox"),
            ("POST", "/v1/outbox/1/deliver"),
            ("GET", "/v1/jobs"),
            ("POST", "/internal/tick"),
        ] {
            let answer = client.send(method, target, &headers, &[]);
            assert!(
                matches!(answer.status, 401 | 403),
                "{target}: {}",
                answer.status
            );
        }
    }
    let operator = format!(
        "Bearer {}",
        sign(&json!({ "operator": true }), Service::SECRET)
    );
    let headers = [("authorization", operator.as_str())];
    assert_eq!(client.send("GET", "/v1/outbox", &headers, &[]).status, 200);
}

#[test]
fn a_retry_that_a_killed_host_owed_is_made_by_a_tick() {
    let builder = open().variable("callback_retry_min_ms", "1500");
    let mut setup = Setup::open(start!(builder));
    setup.storage.answer_status(2, Outcome::status(503));
    let editor: Editor = setup.edited("k1", "u1");
    editor.close();
    setup.storage.wait("k1", 2);
    std::thread::sleep(Duration::from_millis(300));
    setup.service.kill_and_restart();
    setup.storage.answer(Outcome::accept());
    setup.wait_until("the second attempt", || {
        tick(&setup);
        std::thread::sleep(Duration::from_millis(300));
        setup.storage.with("k1", 2).len() == 2
    });
    setup.wait_saved("k1");
    assert_eq!(setup.forgotten(), [""; 0]);
}
