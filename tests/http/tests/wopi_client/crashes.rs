//! Instances that die at every use of a store while a host's file is edited: host and client die together, for they are one
//! service here.

use std::cell::Cell;

use serde_json::json;
use spindle_testkit::TestApp;
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::{dies, silence_crashes};

use super::house::{House, config_in};

#[derive(Debug, Clone, Copy)]
enum Step {
    Come(&'static str),
    Write(&'static str, &'static str),
    Save(&'static str),
    Go(&'static str),
    Tick,
}

use Step::{Come, Go, Save, Tick, Write};

/// Two editors, a save between, and a host in trouble at the last one.
const LIFE: &[Step] = &[
    Come("u1"),
    Write("u1", "one "),
    Come("u2"),
    Save("u1"),
    Write("u2", "two "),
    Go("u2"),
    Write("u1", "three "),
    Go("u1"),
    Tick,
];

/// What is alive after a death, and what it was told is kept.
struct Life {
    house: House,
    kept: Vec<&'static str>,
    /// Whether the instance that answers does what follows; else it dies each time, and ticks do.
    stays: bool,
}

impl Life {
    fn new(stays: bool) -> Self {
        let house = House::with("plan.md", b"base\n", TestApp::may_leave_jobs);
        house.line.answer("PUT", Reply::status(503, ""));
        Self {
            house,
            kept: Vec::new(),
            stays,
        }
    }

    fn take(&mut self, step: Step, got: &Cell<bool>) {
        let house = &mut self.house;
        let call = match step {
            Write(user, _) | Save(user) | Go(user) if !house.sits(user) => {
                got.set(true);
                return;
            }
            Tick => {
                house.app.clock.advance_s(6);
                house.app.post("/internal/tick")
            }
            Come(user) => {
                let pass = house.pass(user, &json!("all"));
                let page = house.posting("edit", &pass).send();
                house.app.post("/editing").json(&config_in(&page))
            }
            Write(user, text) => house.changing(user, text),
            Save(user) => house.calling(user, "save"),
            Go(user) => house.calling(user, "leave"),
        };
        let (answer, after) = call.send_and_hold();
        match step {
            Come(user) => got.set(house.sit(user, &answer)),
            Write(user, text) if answer.status == 200 => {
                got.set(true);
                house.changed(user, &answer);
                self.kept.push(text);
            }
            Go(user) if answer.status == 200 => {
                got.set(true);
                house.rise(user);
            }
            _ => got.set(answer.status == 200),
        }
        if let (true, Some(after)) = (self.stays, after) {
            after(&self.house.app.app());
        }
    }
}

/// Lives with a death at the `at`-th use of a store within step `which`; `None` when it has not so many.
fn live(stays: bool, which: usize, at: i64) -> Option<Life> {
    let mut life = Life::new(stays);
    for (index, step) in LIFE.iter().enumerate() {
        let got = Cell::new(false);
        if index == which {
            life.house.app.crash_at(at);
            let died = dies(|| life.take(*step, &got));
            life.house.app.revive();
            if !died {
                return None;
            }
        }
        for tries in 0.. {
            if got.get() {
                break;
            }
            assert!(tries < 9, "{which} {at}: {step:?} never works");
            if tries > 0 {
                life.house.app.clock.advance_s(20);
            }
            life.take(*step, &got);
        }
        if !stays {
            life.take(Tick, &got);
        }
    }
    Some(life)
}

fn check(life: &Life, what: &str) {
    let house = &life.house;
    for _ in 0..8 {
        house.app.clock.advance_s(400);
        house.tick();
    }
    let forgotten = house.forgotten();
    let text = match forgotten.first() {
        Some(key) => house.forgotten_text(key),
        None => house.file(),
    };
    for kept in &life.kept {
        assert_eq!(
            text.matches(kept).count(),
            1,
            "{what}: {kept:?} in {text:?}"
        );
    }
    // Nothing that a host took was taken back by a later save.
    let saved = house.line.saved();
    for (earlier, later) in saved.iter().zip(saved.iter().skip(1)) {
        for word in earlier.split_whitespace() {
            assert!(later.contains(word), "{what}: {earlier:?} then {later:?}");
        }
    }
    assert!(!house.is_locked(), "{what}: it stays locked");
    for (statement, words) in [
        (
            "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'delivering')",
            "something is told for ever",
        ),
        (
            "SELECT count(*) FROM saves WHERE state IN ('assembling', 'assembled')",
            "a save that never ends",
        ),
        (
            "SELECT count(*) FROM hosted_keys WHERE refresh_due IS NOT NULL",
            "a lock is refreshed that nobody needs",
        ),
        (
            "SELECT count(*) FROM editings WHERE phase = 'open' AND version > 1",
            "edits that nobody saves",
        ),
    ] {
        assert_eq!(house.count(statement), 0, "{what}: {words}");
    }
}

/// Every so many-th place is tried; `SPINDLE_CRASHES=all` tries each, which takes minutes.
const STRIDE: usize = 11;

fn everywhere(stays: bool, first: i64) {
    silence_crashes();
    let all = std::env::var("SPINDLE_CRASHES").is_ok_and(|which| which == "all");
    let (from, stride) = if all { (1, 1) } else { (first, STRIDE) };
    let mut places = 0;
    for (which, step) in LIFE.iter().enumerate() {
        for at in (from..).step_by(stride) {
            let Some(life) = live(stays, which, at) else {
                break;
            };
            check(&life, &format!("{stays} {step:?}, use {at}"));
            places += 1;
        }
    }
    println!("{places} places to die at");
    assert!(places * stride > 150, "only {places} places to die at");
}

#[test]
fn a_host_s_file_survives_a_death_anywhere() {
    everywhere(true, 1);
}

#[test]
fn a_host_s_file_that_only_ticks_drive_survives_a_death_anywhere() {
    everywhere(false, 3);
}
