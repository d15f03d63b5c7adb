//! Instances that die at every use of a store, through the whole life of a document under edit.

use std::cell::Cell;

use serde_json::json;
use spindle_testkit::ports::Reply;
use spindle_testkit::test_app::{dies, silence_crashes};

use super::desk::{Desk, KEY};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Join(&'static str),
    Change(&'static str, &'static str),
    Force,
    Leave(&'static str),
    Tick,
}

use Step::{Change, Force, Join, Leave, Tick};

/// From the first join to the final save; the first attempt to deliver that is refused.
const LIFE: &[Step] = &[
    Join("u1"),
    Change("u1", "one "),
    Join("u2"),
    Change("u2", "two "),
    Force,
    Change("u1", "three "),
    Leave("u2"),
    Change("u1", "four "),
    Leave("u1"),
    Tick,
];

/// Who does what is left to do after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// The instance that answered.
    Itself,
    /// Nobody: it dies each time, and there is a tick after every step.
    Tick,
}

/// What a client does whose instance died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Client {
    AsksAgain,
    IsGone,
}

struct Life {
    desk: Desk,
    rest: Rest,
    /// The texts whose change was acknowledged.
    kept: Vec<&'static str>,
}

impl Life {
    fn new(rest: Rest) -> Self {
        let desk = Desk::with(spindle_testkit::TestApp::may_leave_jobs);
        desk.storage.answer(2, Reply::status(500, "{\"error\":0}"));
        Self {
            desk,
            rest,
            kept: Vec::new(),
        }
    }

    /// Does a step; `got` is set as soon as the client has what it wanted, whatever becomes of the rest.
    fn take(&mut self, step: Step, got: &Cell<bool>) {
        let desk = &mut self.desk;
        if let Change(user, _) | Leave(user) = step
            && desk.seat(user).is_none()
        {
            got.set(true);
            return;
        }
        let call = match step {
            Tick => {
                desk.app.clock.advance_s(6);
                desk.app.post("/internal/tick")
            }
            Force => desk
                .app
                .post("/command")
                .json(&json!({ "c": "forcesave", "key": KEY })),
            Join(user) => desk.joining(user, "edit"),
            Change(user, text) => desk.changing(user, text),
            Leave(user) => desk.calling(user, "leave"),
        };
        let (answer, after) = call.send_and_hold();
        got.set(match step {
            Tick | Force => true,
            Join(user) => desk.sit(user, &answer),
            _ => answer.status == 200,
        });
        match step {
            Change(user, text) if got.get() => {
                desk.changed(user, &answer);
                self.kept.push(text);
            }
            Leave(user) if got.get() => desk.rise(user),
            _ => {}
        }
        if let (Rest::Itself, Some(after)) = (self.rest, after) {
            after(&self.desk.app.app());
        }
    }
}

/// Lives the life with a death at the `at`-th use within step `which`; `None` when that step has not so many.
fn live(rest: Rest, client: Client, which: usize, at: i64) -> Option<Life> {
    let mut life = Life::new(rest);
    for (index, step) in LIFE.iter().enumerate() {
        let got = Cell::new(false);
        if index == which {
            life.desk.app.crash_at(at);
            let died = dies(|| life.take(*step, &got));
            life.desk.app.revive();
            if !died {
                return None;
            }
        }
        let mut tries = 0;
        while !got.get() {
            if index == which && client == Client::IsGone {
                if let Join(user) | Change(user, _) | Leave(user) = step {
                    life.desk.rise(user);
                }
                break;
            }
            if tries > 0 {
                life.desk.app.clock.advance_s(20);
            }
            tries += 1;
            assert!(tries < 9, "{which} {at}: {step:?} never works");
            life.take(*step, &got);
            if client == Client::IsGone {
                // The document was closed meanwhile, or somebody's opening is under way.
                break;
            }
        }
        if rest == Rest::Tick {
            life.take(Tick, &got);
        }
    }
    Some(life)
}

/// Waits until nothing is due any more.
fn settle(life: &Life, what: &str) {
    let desk = &life.desk;
    for _ in 0..12 {
        desk.app.clock.advance_s(400);
        desk.tick();
        let due = desk.count(
            "SELECT (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'delivering'))
                  + (SELECT count(*) FROM saves WHERE state = 'assembling')
                  + (SELECT count(*) FROM editings WHERE save_due IS NOT NULL OR phase = 'opening')
                  + (SELECT count(*) FROM participants p JOIN editings e ON e.doc = p.doc
                     WHERE e.phase = 'open' AND p.state <> 'left')",
        );
        if due == 0 {
            return;
        }
    }
    panic!("{what}: something is due for ever");
}

fn check(life: &Life, what: &str) {
    let desk = &life.desk;
    let told = desk.storage.told();
    let statuses: Vec<i64> = told.iter().map(|told| told.status).collect();
    // What the storage took last, or did not take.
    let last = told
        .iter()
        .rfind(|told| told.status == 2 && told.accepted)
        .map(super::storage::Told::text);
    let forgotten = desk.forgotten();
    let text = match forgotten.first() {
        Some(key) => desk.forgotten_text(key),
        None => last.unwrap_or_default(),
    };
    for kept in &life.kept {
        assert_eq!(
            text.matches(kept).count(),
            1,
            "{what}: {kept:?} in {text:?} {statuses:?}"
        );
    }
    for step in LIFE {
        if let Change(_, change) = step {
            assert!(
                text.matches(change).count() <= 1,
                "{what}: {change:?} twice in {text:?}"
            );
        }
    }
    // Between a 4 and a 2 somebody joined.
    let mut is_closed = false;
    for status in &statuses {
        match status {
            4 => is_closed = true,
            1 => is_closed = false,
            2 => assert!(!is_closed, "{what}: a 2 after a 4: {statuses:?}"),
            _ => {}
        }
    }
    // After the accepted one there is no other result.
    let finals: Vec<&super::storage::Told> = told.iter().filter(|told| told.status == 2).collect();
    if let Some(first) = finals.iter().position(|told| told.accepted) {
        let later = &finals[first + 1..];
        assert!(later.len() <= 1, "{what}: {statuses:?}");
        for again in later {
            assert_eq!(again.idempotency, finals[first].idempotency, "{what}");
            assert_eq!(again.file, finals[first].file, "{what}");
        }
    }
    for (statement, words) in [
        (
            "SELECT count(*) FROM outbox WHERE save IS NOT NULL AND save NOT IN (SELECT id FROM saves)",
            "a callback about a save that is not there",
        ),
        (
            "SELECT count(*) FROM saves WHERE state IN ('assembling', 'assembled')",
            "a save that never ends",
        ),
        (
            "SELECT count(*) FROM files WHERE blob NOT IN (SELECT id FROM blobs)",
            "a file without its bytes",
        ),
        (
            "SELECT count(*) FROM forgotten WHERE blob NOT IN (SELECT id FROM blobs)",
            "a forgotten file without its bytes",
        ),
        (
            "SELECT count(*) FROM editings WHERE phase = 'open' AND version > 1",
            "edits that nobody saves",
        ),
        (
            "SELECT count(*) FROM jobs WHERE kind IN ('assembly', 'opening') AND state IN ('queued', 'running')",
            "a job that never ends",
        ),
    ] {
        assert_eq!(desk.count(statement), 0, "{what}: {words}; {statuses:?}");
    }
}

/// Every so many-th place is tried; `SPINDLE_CRASHES=all` tries each, which takes minutes.
const STRIDE: usize = 3;

/// Lives the life once for every place to die at, of those whose number has that remainder.
fn everywhere(rest: Rest, client: Client, remainder: i64) {
    silence_crashes();
    let all = std::env::var("SPINDLE_CRASHES").is_ok_and(|which| which == "all");
    let (from, stride) = if all { (1, 1) } else { (1 + remainder, STRIDE) };
    let mut places = 0;
    for (which, step) in LIFE.iter().enumerate() {
        for at in (from..).step_by(stride) {
            let Some(life) = live(rest, client, which, at) else {
                break;
            };
            let what = format!("{rest:?}, {client:?}, {step:?}, use {at}");
            settle(&life, &what);
            check(&life, &what);
            places += 1;
        }
    }
    println!("{places} places to die at");
    assert!(places * stride > 150, "only {places} places to die at");
}

#[test]
fn a_life_survives_a_death_anywhere() {
    everywhere(Rest::Itself, Client::AsksAgain, 0);
}

#[test]
fn a_life_that_only_ticks_drive_survives_a_death_after_which_the_client_is_gone() {
    everywhere(Rest::Tick, Client::IsGone, 1);
}

#[test]
fn a_life_survives_a_death_after_which_the_client_is_gone() {
    everywhere(Rest::Itself, Client::IsGone, 2);
}

#[test]
fn a_life_that_only_ticks_drive_survives_a_death_anywhere() {
    everywhere(Rest::Tick, Client::AsksAgain, 0);
}
