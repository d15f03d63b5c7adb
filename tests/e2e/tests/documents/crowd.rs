//! Many clients on one note, with answers that get lost and hosts that die.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use spindle_delta::{Delta, Document};
use spindle_e2e::{Docs, Service, start};

use super::replica::{Identity, Replica};
use super::support::{app1, delta, document, number, service, shared_turn};
use super::typist::tokens;

/// Clients of a new note: those with even numbers mark their operations and are one user, each of the others is a user
/// of his own.
fn gather(docs: &Docs, clients: u64, patient: bool) -> (String, Vec<Replica>) {
    let fid = docs.create("owner", "note");
    let user = |index: u64| {
        if index.is_multiple_of(2) {
            "together".to_owned()
        } else {
            format!("user{index}")
        }
    };
    let uids: BTreeMap<String, i64> = (0..clients)
        .map(user)
        .map(|user| (user.clone(), docs.register(&user)))
        .collect();
    docs.let_edit(&fid, "owner", &uids.keys().cloned().collect::<Vec<_>>());
    let replicas = (0..clients)
        .map(|index| {
            let identity = Identity {
                name: format!("c{index}"),
                user: user(index),
                uid: uids[&user(index)],
                marked: index.is_multiple_of(2),
                seed: index + 1,
            };
            Replica::new(docs, &fid, identity, patient)
        })
        .collect();
    (fid, replicas)
}

/// Every client edits so often; beside them `meanwhile` is run with the count of all edits so far.
fn work(replicas: &mut [Replica], edits: usize, meanwhile: impl FnOnce(&AtomicUsize)) {
    let done = AtomicUsize::new(0);
    let count = replicas.len() * edits;
    let start = Instant::now();
    std::thread::scope(|scope| {
        for replica in &mut *replicas {
            let done = &done;
            scope.spawn(move || {
                while replica.edits < edits || replica.has_more() {
                    let before = replica.edits;
                    replica.round();
                    done.fetch_add(replica.edits - before, Ordering::Relaxed);
                }
            });
        }
        meanwhile(&done);
    });
    let sum = |count: fn(&Replica) -> usize| replicas.iter().map(count).sum::<usize>();
    println!(
        "{} edits ({count} wanted) of {} clients in {:?}: {} versions, {} came to nothing, {} answers ignored, {} raced, \
         {} unanswered",
        done.load(Ordering::Relaxed),
        replicas.len(),
        start.elapsed(),
        sum(|replica| replica.acknowledged.len()),
        sum(|replica| replica.needless),
        sum(|replica| replica.ignored),
        sum(|replica| replica.raced),
        sum(|replica| replica.unanswered),
    );
}

/// All operations from version 1 on.
fn log(docs: &Docs, fid: &str) -> Vec<Value> {
    let mut log = Vec::new();
    loop {
        let from = log.len() + 1;
        let target = format!("/quill/bs/ops?fid={fid}&appUserId=owner&from={from}&limit=777");
        let mut page = docs.get(&target).ok();
        log.append(page["ops"].as_array_mut().expect("a list"));
        if log.len() as i64 + 1 == number(&page["v"]) {
            return log;
        }
    }
}

/// Holds the note to what the clients know.
fn agree(docs: &Docs, fid: &str, replicas: &mut [Replica]) {
    let content = docs.content("owner", fid);
    let server = document(&content["ops"]);
    for replica in &mut *replicas {
        replica.catch_up();
        assert_eq!(replica.v, number(&content["v"]));
        assert!(
            replica.base == server,
            "a replica differs from the service's content"
        );
    }

    let found = tokens(&server);
    let expected: BTreeSet<&String> = replicas
        .iter()
        .flat_map(|replica| &replica.typist.live)
        .collect();
    let once: BTreeSet<&String> = found.iter().collect();
    assert_eq!(once.len(), found.len(), "a token is there twice");
    assert_eq!(
        once, expected,
        "tokens are missing, or deleted ones are there"
    );

    let log = log(docs, fid);
    let all =
        Delta::compose_all(log.iter().map(|entry| delta(&entry["op"]))).expect("a log composes");
    let composed = Document::empty().apply(&all).expect("a log applies");
    assert!(composed == server, "the log makes another document");

    // What was acknowledged is all of the log, each once, at its version.
    let mut known: Vec<(i64, Delta)> = replicas
        .iter()
        .flat_map(|replica| replica.acknowledged.clone())
        .collect();
    known.sort_by_key(|(v, _)| *v);
    let logged: Vec<(i64, Delta)> = log
        .iter()
        .map(|entry| (number(&entry["v"]), delta(&entry["op"])))
        .collect();
    assert!(known == logged, "the log is not what was acknowledged");
    let marks: BTreeSet<(&str, i64)> = log
        .iter()
        .filter_map(|entry| Some((entry["src"].as_str()?, number(&entry["seq"]))))
        .collect();
    let marked = log.iter().filter(|entry| entry["src"].is_string()).count();
    assert_eq!(marks.len(), marked, "a mark is there twice");
    assert!(
        marked > log.len() / 4,
        "half of the clients mark: {marked} of {}",
        log.len()
    );
}

#[test]
fn fifty_clients_edit_one_note() {
    let _turn = shared_turn();
    let service = start!(service());
    let docs = app1(&service);
    let (fid, mut replicas) = gather(&docs, 50, false);
    work(&mut replicas, 100, |_| ());
    agree(&docs, &fid, &mut replicas);
}

#[test]
fn nothing_acknowledged_is_lost_with_the_host() {
    let _turn = shared_turn();
    let mut service = start!(service());
    let docs = app1(&service);
    let (fid, mut replicas) = gather(&docs, 50, true);
    work(&mut replicas, 100, |done| {
        for kill in 1..=10 {
            kill_at(&mut service, &docs, done, kill * 450);
        }
    });
    agree(&docs, &fid, &mut replicas);
    let unanswered: usize = replicas.iter().map(|replica| replica.unanswered).sum();
    assert!(unanswered > 0, "no client noticed that the host died");
}

/// Kills the host once so many edits are made, and lets the clients find the new one.
fn kill_at(service: &mut Service, docs: &Docs, done: &AtomicUsize, edits: usize) {
    let start = Instant::now();
    while done.load(Ordering::Relaxed) < edits {
        assert!(
            start.elapsed() < Duration::from_secs(120),
            "the clients stand still"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
    service.kill_and_restart();
    docs.move_to(&service.client);
}
