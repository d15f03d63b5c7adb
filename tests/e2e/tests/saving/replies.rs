//! What the storage may answer, and what follows.

use std::time::Duration;

use serde_json::json;
use spindle_e2e::{Callback, Outcome, Reply, start};

use super::support::{QUIET, Setup, open};

/// Edits a document for each outcome, all of them at once, with answers to their status 2 as they are here.
fn saves(setup: &Setup, outcomes: &[(&str, Outcome)]) {
    let table: Vec<(String, Outcome)> = outcomes
        .iter()
        .map(|(key, outcome)| ((*key).to_owned(), outcome.clone()))
        .collect();
    setup.storage.script(move |callback: &Callback| {
        let own = table.iter().find(|(key, _)| *key == callback.key());
        match own {
            Some((_, outcome)) if callback.status() == 2 => outcome.clone(),
            _ => Outcome::accept(),
        }
    });
    std::thread::scope(|scope| {
        for (key, _) in outcomes {
            scope.spawn(move || {
                let editor = setup.edited(key, "u1");
                editor.close();
            });
        }
    });
}

fn text(status: u16, kind: &str, body: &[u8]) -> Outcome {
    let reply = Reply {
        status,
        ..Reply::ok(body)
    };
    reply.header("Content-Type", kind).into()
}

#[test]
fn every_zero_is_an_acceptance() {
    let setup = Setup::open(start!(open()));
    let plain = "text/html; charset=utf-8";
    let outcomes = [
        ("number", Outcome::accept()),
        ("string", Outcome::json(200, r#"{"error":"0"}"#)),
        ("false", Outcome::json(200, r#"{"error":false}"#)),
        (
            "more",
            Outcome::json(200, r#"{"x":[1],"error":0,"message":"fine"}"#),
        ),
        ("space", Outcome::json(200, " {\n \"error\" : 0 }\n")),
        ("bom", text(200, plain, b"\xef\xbb\xbf{\"error\":0}")),
        ("type", text(200, plain, br#"{"error":0}"#)),
        ("none", Reply::ok(r#"{"error":0}"#).into()),
    ];
    saves(&setup, &outcomes);
    for (key, _) in &outcomes {
        let saved = setup.storage.wait(key, 2);
        assert_eq!(setup.result(&saved), "My Plan\n");
        setup.wait_saved(key);
    }
    for (key, _) in &outcomes {
        assert_eq!(setup.storage.with(key, 2).len(), 1, "{key}");
    }
    assert_eq!(setup.forgotten(), [""; 0]);
}

#[test]
fn everything_else_is_a_refusal_and_is_not_asked_again() {
    let setup = Setup::open(start!(open()));
    let elsewhere = setup.storage.url("/elsewhere");
    let redirect =
        |status: u16| Outcome::from(Reply::status(status).header("Location", &elsewhere));
    let outcomes = [
        ("one", Outcome::refuse()),
        ("object", Outcome::json(200, "{}")),
        ("null", Outcome::json(200, r#"{"error":null}"#)),
        ("true", Outcome::json(200, r#"{"error":true}"#)),
        ("words", text(200, "text/plain", b"OK")),
        ("bare", Outcome::json(200, "0")),
        ("list", Outcome::json(200, r#"[{"error":0}]"#)),
        ("cut-off", Outcome::json(200, r#"{"error":0"#)),
        ("empty", Outcome::status(200)),
        ("no-content", Outcome::status(204)),
        ("created", Outcome::json(201, r#"{"error":0}"#)),
        ("accepted", Outcome::json(202, r#"{"error":0}"#)),
        ("bad", Outcome::json(400, r#"{"error":0}"#)),
        ("forbidden", Outcome::status(403)),
        ("missing", Outcome::json(404, r#"{"error":0}"#)),
        ("nowhere", Outcome::status(302)),
        ("moved", redirect(301)),
        ("found", redirect(302)),
        ("other", redirect(303)),
    ];
    saves(&setup, &outcomes);
    for (key, _) in &outcomes {
        setup.storage.wait(key, 2);
        setup.wait_forgotten(key);
    }
    std::thread::sleep(QUIET);
    for (key, _) in &outcomes {
        assert_eq!(setup.storage.with(key, 2).len(), 1, "{key}: asked again");
        assert_eq!(
            setup.code("info", key),
            1,
            "{key}: it is not there any more"
        );
    }
    let mut keys: Vec<&str> = outcomes.iter().map(|(key, _)| *key).collect();
    keys.sort_unstable();
    assert_eq!(setup.forgotten(), keys);
    let followed = |request: &Callback| request.path_only() == "/elsewhere";
    assert!(
        !setup.storage.downloads().iter().any(followed),
        "a redirect was followed"
    );
    assert!(!setup.storage.callbacks().iter().any(followed));
}

#[test]
fn redirects_that_keep_the_body_are_followed() {
    let setup = Setup::open(start!(open()));
    for status in [307_u16, 308] {
        let key = format!("k{status}");
        let path = format!("/moved{status}");
        let to = setup.storage.url(&path);
        let redirect = Reply::status(status).header("Location", &to);
        setup.storage.answer_at("/cb", redirect.into());
        setup.storage.answer_at(&path, Outcome::accept());
        let editor = setup.edited(&key, "u1");
        editor.close();
        setup.wait_saved(&key);
        let told = setup.storage.with(&key, 2);
        let paths: Vec<&str> = told.iter().map(Callback::path_only).collect();
        assert_eq!(paths, ["/cb", path.as_str()]);
        assert_eq!(told[0].raw, told[1].raw, "the body goes along");
    }
}

#[test]
fn a_storage_that_is_not_well_is_asked_four_times() {
    let setup = Setup::open(start!(open().variable("callback_timeout", "1s")));
    let outcomes = [
        ("busy", Outcome::status(429)),
        ("broken", Outcome::json(500, r#"{"error":0}"#)),
        ("away", Outcome::status(503)),
        ("last", Outcome::status(599)),
        ("cut", Outcome::Cut),
        ("hang", Outcome::Hang),
    ];
    saves(&setup, &outcomes);
    for (key, _) in &outcomes {
        setup.storage.wait_nth(key, 2, 4);
        setup.wait_forgotten(key);
    }
    std::thread::sleep(QUIET);
    for (key, _) in &outcomes {
        let attempts = setup.storage.with(key, 2);
        assert_eq!(attempts.len(), 4, "{key}");
        let id = attempts[0].header("idempotency-key").expect("an id");
        for (attempt, least) in attempts.windows(2).zip([100, 200, 400]) {
            let pause = attempt[1].at - attempt[0].at;
            assert!(pause >= Duration::from_millis(least), "{key}: {pause:?}");
            assert_eq!(attempt[1].header("idempotency-key"), Some(id), "{key}");
        }
        assert_eq!(setup.code("info", key), 1, "{key}");
    }
}

#[test]
fn a_storage_that_recovers_in_time_gets_the_save() {
    let setup = Setup::open(start!(open()));
    let storage = &setup.storage;
    let tries = std::sync::atomic::AtomicUsize::new(0);
    storage.script(move |callback| {
        let fails =
            callback.status() == 2 && tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 3;
        if fails {
            Outcome::status(502)
        } else {
            Outcome::accept()
        }
    });
    setup.edited("k1", "u1").close();
    let last = storage.wait_nth("k1", 2, 4);
    assert_eq!(setup.result(&last), "My Plan\n");
    setup.wait_saved("k1");
    assert_eq!(setup.forgotten(), [""; 0]);
}

#[test]
fn a_storage_that_is_down_gets_the_save_when_it_is_up_in_time() {
    let setup = Setup::open(start!(open().variable("callback_retry_min_ms", "700")));
    let one = setup.edited("k1", "u1");
    let two = setup.edited("k2", "u1");
    setup.storage.wait("k2", 1);
    setup.storage.down();
    one.close();
    std::thread::sleep(Duration::from_millis(1000));
    setup.storage.up();
    let saved = setup.storage.wait("k1", 2);
    assert_eq!(setup.result(&saved), "My Plan\n");
    setup.wait_saved("k1");
    setup.storage.down();
    two.close();
    setup.wait_forgotten("k2");
    setup.storage.up();
    setup.storage.only("k2", &[1], QUIET);
}

#[test]
fn the_pauses_are_one_two_and_four_seconds_and_each_attempt_is_signed_anew() {
    // The settings as they are where nobody changes them, but for the delay before a save.
    let builder = spindle_e2e::Service::builder().variable("savetimeoutdelay", "300");
    let setup = Setup::guarded(start!(builder));
    setup.storage.answer_status(2, Outcome::status(500));
    setup.edited("k1", "u1").leave();
    setup.storage.wait_nth("k1", 2, 4);
    setup.wait_forgotten("k1");
    setup.storage.only("k1", &[1, 2, 2, 2, 2], QUIET);
    let attempts = setup.storage.with("k1", 2);
    for (pair, seconds) in attempts.windows(2).zip([1.0, 2.0, 4.0]) {
        let pause = (pair[1].at - pair[0].at).as_secs_f64();
        assert!(pause >= seconds - 0.05 && pause < seconds + 2.0, "{pause}");
        let number = |callback: &Callback, name: &str| {
            let tokens = callback.tokens(spindle_e2e::Service::SECRET);
            let number = tokens.header[name].as_i64();
            assert_eq!(number, tokens.body[name].as_i64());
            number.expect("a time")
        };
        assert!(number(&pair[1], "iat") > number(&pair[0], "iat"));
        let part = |callback: &Callback, index: usize| {
            let url = callback.body["url"].as_str().expect("a link").to_owned();
            let (path, query) = url.split_once('?').expect("a query");
            [path.to_owned(), query.to_owned()][index].clone()
        };
        assert_eq!(part(&pair[0], 0), part(&pair[1], 0), "the same file");
        assert_ne!(part(&pair[0], 1), part(&pair[1], 1), "a fresh signature");
    }
}

#[test]
fn a_refused_forced_save_is_told_again_by_the_next_and_makes_no_forgotten_file() {
    let setup = Setup::open(start!(open()));
    setup.storage.answer_status(6, Outcome::refuse());
    let mut editor = setup.edited("k1", "u1");
    assert_eq!(setup.code("forcesave", "k1"), 0);
    let first = setup.storage.wait("k1", 6);
    assert_eq!(first.body.get("encrypted"), None);
    let failed = editor.event("save-failed");
    assert_eq!(failed["forcesavetype"], 0, "{failed}");

    // The answer comes after the storage was told.
    assert_eq!(setup.code("forcesave", "k1"), 0);
    let told = setup.storage.with("k1", 6);
    assert_eq!(told.len(), 2, "told before it is answered");
    assert_eq!(told[1].body["encrypted"], false, "{}", told[1]);
    let path = |callback: &Callback| {
        let url = callback.body["url"].as_str().expect("a link");
        url.split('?').next().unwrap_or_default().to_owned()
    };
    assert_eq!(path(&told[0]), path(&told[1]), "the same file");
    assert_eq!(setup.code("getForgotten", "k1"), 1);

    setup.storage.answer(Outcome::accept());
    assert_eq!(setup.code("forcesave", "k1"), 0);
    assert_eq!(setup.storage.with("k1", 6).len(), 3);
    let saved = editor.event("saved");
    assert_eq!(saved["version"], editor.version, "{saved}");
    assert_eq!(setup.code("forcesave", "k1"), 4, "it is delivered");
    editor.leave();
    let last = setup.storage.wait("k1", 2);
    assert_eq!(last.body["notmodified"], true, "{last}");
}

#[test]
fn a_forced_save_is_not_tried_again_by_itself() {
    let setup = Setup::open(start!(open()));
    setup.storage.answer_status(6, Outcome::status(500));
    let editor = setup.edited("k1", "u1");
    assert_eq!(setup.code("forcesave", "k1"), 0);
    setup.storage.wait("k1", 6);
    setup.storage.only("k1", &[1, 6], QUIET);
    editor.leave();
    let last = setup.storage.wait("k1", 2);
    assert_eq!(last.body["notmodified"], false, "{last}");
    assert_eq!(last.body["users"], json!(["u1"]));
}
