//! Instances that die: wherever a build is cut off, its result comes, once and whole, and nothing is left behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use serde_json::{Value, json};
use spindle_core::ports::Clock as _;
use spindle_testkit::TestApp;
use spindle_testkit::test_app::{dies, silence_crashes};

const SCRIPT: &str = "save a.txt: first\nsize b.txt: 600000";

fn post(app: &TestApp, parameters: &Value) -> Value {
    app.post("/docbuilder").json(parameters).send().json()
}

#[test]
fn a_build_survives_a_crash_at_every_use_of_a_store() {
    silence_crashes();
    let mut crashes = 0;
    for at in 1.. {
        let app = TestApp::new();
        app.outbound.reply(
            "https://x.example.com/a.js",
            spindle_testkit::ports::Reply::ok(SCRIPT),
        );
        let wanted = json!({ "url": "https://x.example.com/a.js", "key": "k", "async": true });
        app.crash_at(at);
        let died = dies(|| {
            post(&app, &wanted);
        });
        app.revive();
        if !died {
            assert_eq!(post(&app, &json!({ "key": "k" }))["end"], true);
            break;
        }
        crashes += 1;
        // The client asks again as clients do: with the whole request, until it is done.
        let mut polls = 0;
        let done = loop {
            let answer = post(&app, &wanted);
            assert!(answer.get("error").is_none(), "crash at {at}: {answer}");
            if answer["end"] == true {
                break answer;
            }
            polls += 1;
            assert!(polls < 9, "crash at {at}: it never ends");
            app.clock.advance_s(61);
        };
        check_result(&app, &done, at);
        check_nothing_is_left(&app, at);
    }
    assert!(crashes > 15, "only {crashes} places to crash at");
}

fn check_result(app: &TestApp, done: &Value, at: i64) {
    let text = |name: &str| app.get(done["urls"][name].as_str().unwrap()).send().body;
    assert_eq!(text("a.txt"), b"first", "crash at {at}");
    assert_eq!(text("b.txt").len(), 600_000, "crash at {at}");
}

/// When everything has expired, no chunk is left: also those of workers that died.
fn check_nothing_is_left(app: &TestApp, at: i64) {
    app.clock.advance_s(2 * 86_400);
    assert_eq!(app.get("/internal/tick").send().status, 200);
    assert!(
        app.blobs.keys().is_empty(),
        "crash at {at}: {:?}",
        app.blobs.keys()
    );
}

#[test]
fn a_worker_that_dies_every_time_fails_the_build_in_words() {
    silence_crashes();
    let app = TestApp::new();
    for attempt in 1..=3 {
        let started = json!({ "key": "k", "url": "https://x.example.com/a.js", "async": true });
        app.outbound.reply(
            "https://x.example.com/a.js",
            spindle_testkit::ports::Reply::ok(SCRIPT),
        );
        let died = dies(|| {
            let (_, after) = app.post("/docbuilder").json(&started).send_and_hold();
            // The seventh use is within the step, after the claim.
            app.crash_at(7);
            if let Some(after) = after {
                after(&app.app());
            }
        });
        app.revive();
        assert!(died, "attempt {attempt}");
        app.clock.advance_s(200);
    }
    let answer = app.post("/docbuilder").json(&json!({ "key": "k" })).send();
    assert_eq!(answer.error(), Some(-3), "{}", answer.text());
    assert_eq!(
        answer.message(),
        "the job was started 3 times and no worker finished it"
    );
}

#[test]
fn the_scheduler_drives_what_nobody_polls() {
    silence_crashes();
    let app = TestApp::new();
    // One whose instance died before it began, one whose worker died in the middle, one that is well under way.
    for (key, crash) in [("lost", None), ("cut", Some(7)), ("fresh", Some(7))] {
        if key == "fresh" {
            app.clock.advance_s(61);
        }
        app.outbound.reply(
            "https://x.example.com/a.js",
            spindle_testkit::ports::Reply::ok(SCRIPT),
        );
        let wanted = json!({ "url": "https://x.example.com/a.js", "key": key, "async": true });
        let (_, after) = app.post("/docbuilder").json(&wanted).send_and_hold();
        if let Some(at) = crash {
            app.crash_at(at);
            assert!(dies(|| after.unwrap()(&app.app())));
            app.revive();
        }
    }
    app.clock.advance_s(30);
    let ticked = app.post("/internal/tick").send().json();
    let driven: Vec<(&str, u64)> = ticked["driven"]
        .as_array()
        .unwrap()
        .iter()
        .map(|job| {
            (
                job["key"].as_str().unwrap(),
                job["status"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(driven, [("cut", 200), ("lost", 200)], "{ticked}");
    assert_eq!(
        app.unfinished_jobs(),
        1,
        "the one whose lease holds is left alone"
    );
    app.clock.advance_s(61);
    app.post("/internal/tick").send();
    assert_eq!(app.unfinished_jobs(), 0);
    for key in ["lost", "cut", "fresh"] {
        check_result(&app, &post(&app, &json!({ "key": key })), 0);
    }
}

/// A build whose worker died in the middle: its lease still holds.
fn cut_off(app: &TestApp, key: &str) {
    app.outbound.reply(
        "https://x.example.com/a.js",
        spindle_testkit::ports::Reply::ok(SCRIPT),
    );
    let wanted = json!({ "url": "https://x.example.com/a.js", "key": key, "async": true });
    let (_, after) = app.post("/docbuilder").json(&wanted).send_and_hold();
    app.crash_at(7);
    assert!(dies(|| after.unwrap()(&app.app())));
    app.revive();
}

#[test]
fn a_synchronous_poll_waits_for_the_lease_and_takes_over() {
    silence_crashes();
    let app = TestApp::new();
    cut_off(&app, "k");
    let before = app.clock.now_ms();
    check_result(&app, &post(&app, &json!({ "key": "k" })), 0);
    let waited = app.clock.now_ms() - before;
    assert!(
        (59_000..62_000).contains(&waited),
        "it waited {waited} ms for the lease of 60 s"
    );
}

#[test]
fn a_synchronous_poll_does_not_wait_for_ever() {
    silence_crashes();
    let app = TestApp::new().variable("limit_wait_s", "10");
    cut_off(&app, "k");
    let answer = app.post("/docbuilder").json(&json!({ "key": "k" })).send();
    assert_eq!(answer.error(), Some(-2), "{}", answer.text());
    assert_eq!(
        answer.message(),
        "job `k` is still running; ask again later"
    );
    app.clock.advance_s(60);
    check_result(&app, &post(&app, &json!({ "key": "k" })), 0);
}

#[test]
#[should_panic(expected = "1 jobs were left unfinished")]
fn a_test_that_leaves_a_build_unfinished_fails() {
    let app = TestApp::new();
    let call = app.post("/docbuilder?async=true").body("save a.txt: x");
    drop(call.send_and_hold());
}
