//! A storage that refuses, hangs and answers nonsense, at random: nothing acknowledged is lost, and the operator can have
//! all of it delivered when the storage is well again.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_e2e::{Client, Outcome, Reply, Service, start};

use super::integrator::{Integrator, Mood};
use super::ledger::Ledger;
use super::settle::{forgotten, forgotten_keys, judge, outbox, settle, under_way};
use super::shift::Shift;
use super::turn;
use spindle_e2e::random::Random;

/// Documents that are edited at a time.
const ROOMS: usize = 4;

/// `savetimeoutdelay`
const DELAY_MS: u64 = 200;

/// `callback_timeout`
const TIMEOUT: Duration = Duration::from_secs(2);

/// How long the storage is ill, in seconds, where `SPINDLE_REFUSALS_S` does not say.
const SECONDS: u64 = 20;

/// Where redirects lead that must not be followed: a GET of it says that the save was accepted.
const TRAP: &str = "/trap";

#[test]
fn refusals() {
    let _turn = turn();
    let seconds = std::env::var("SPINDLE_REFUSALS_S").map_or(SECONDS, |seconds| {
        seconds.parse().expect("SPINDLE_REFUSALS_S is a number")
    });
    let service = start!(
        Service::open()
            .variable("savetimeoutdelay", "200")
            .variable("callback_timeout", "2s")
            .variable("callback_retry_min_ms", "50")
    );
    let client = &service.client;
    let ledger = Arc::new(Ledger::new(ROOMS, DELAY_MS));
    let integrator = Integrator::start(&ledger, client, TIMEOUT);
    ill(&integrator);
    let shift = Shift::start(&integrator, client, DELAY_MS, Duration::from_secs(300));
    std::thread::sleep(Duration::from_secs(seconds));
    shift.end();
    let kept = settle(client, &ledger, Duration::from_secs(60));
    let rows = outbox(client);
    let keys = forgotten_keys(client);
    println!(
        "after {seconds} s with an ill storage: {} results refused, {} forgotten files, {} results under way",
        rows.len(),
        keys.len(),
        under_way(&rows)
    );
    assert_eq!(under_way(&rows), 0, "{rows:?}");
    for (file, word) in ledger.missing(&kept) {
        let key = ledger.current(file.room).key;
        let is_listed = rows.iter().any(|row| row["key"] == key.as_str());
        assert!(is_listed, "{word} of {key} is in no file and no result");
    }
    for row in &rows {
        let key = row["key"].as_str().unwrap_or_default();
        assert!(!ledger.is_over(key), "it was saved without this: {row}");
        let words = row["reason"].as_str().unwrap_or_default();
        assert!(words.contains(' '), "no reason in words: {row}");
    }
    let downloads = integrator.storage.downloads();
    assert!(
        downloads
            .iter()
            .all(|download| download.path_only() != TRAP),
        "a redirect was followed that loses the body"
    );
    // Well again.
    integrator.temper(|_| Mood::Accept(Duration::ZERO, Duration::ZERO));
    for row in &rows {
        deliver(client, row);
    }
    let start = Instant::now();
    while !outbox(client).is_empty() && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let left = outbox(client);
    judge(&ledger, &forgotten(client));
    assert!(left.is_empty(), "undelivered: {left:?}");
    assert_eq!(forgotten_keys(client), Vec::<String>::new());
    assert!(
        ledger.missing(&Default::default()).is_empty(),
        "not all was delivered"
    );
    assert!(
        ledger.counts().saves >= ROOMS,
        "too little was done: {:?}",
        ledger.counts()
    );
}

/// Has a result delivered that was refused.
fn deliver(client: &Client, row: &Value) {
    let id = match &row["id"] {
        Value::String(id) => id.clone(),
        id => id.to_string(),
    };
    let answer = client.post(&format!("/v1/outbox/{id}/deliver"), &json!({}));
    assert_eq!(answer.status, 200, "{row}: {}", answer.text());
    assert_ne!(answer.json()["state"], "refused", "{}", answer.text());
}

/// The storage meets a third of the callbacks as it should.
fn ill(integrator: &Integrator) {
    let storage = &integrator.storage;
    storage.serve(TRAP, Reply::ok(r#"{"error":0}"#));
    let trap = storage.url(TRAP);
    let random = Mutex::new(Random::new(11));
    integrator.temper(move |callback| {
        let drawn = random
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .below(100);
        if callback.query("onwards").is_some() {
            return Mood::Onwards;
        }
        Mood::Refuse(match drawn {
            0..35 => return Mood::Accept(Duration::ZERO, Duration::ZERO),
            35..40 => return Mood::Onwards,
            40..48 => Outcome::refuse(),
            48..58 => Outcome::status(500),
            58..64 => Reply::status(302).header("Location", &trap).into(),
            64..68 => Outcome::json(302, r#"{"error":0}"#),
            68..73 => Outcome::status(204),
            73..79 => Reply::ok(b"\x00\xff{\"error\":0".to_vec()).into(),
            79..83 => Outcome::accept().after(Duration::from_secs(4)),
            83..86 => Outcome::Hang,
            86..89 => Outcome::Cut,
            89..92 => Outcome::json(201, r#"{"error":0}"#),
            92..96 => Outcome::status(429),
            _ => Outcome::status(404),
        })
    });
}
