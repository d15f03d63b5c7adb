//! Clients at once: one wins, and the others learn who.

use std::collections::BTreeMap;
use std::sync::Barrier;

use spindle_e2e::{Answer, Service, start};

use super::support::{Editor, LOCK, done, editor, locked, pattern, told_lock, upload};

/// Many begin together; their answers, in their order.
fn together(count: usize, work: impl Fn(usize) -> Answer + Sync) -> Vec<Answer> {
    let barrier = Barrier::new(count);
    std::thread::scope(|scope| {
        let racers: Vec<_> = (0..count)
            .map(|index| {
                let (barrier, work) = (&barrier, &work);
                scope.spawn(move || {
                    barrier.wait();
                    work(index)
                })
            })
            .collect();
        let answers = racers.into_iter();
        answers
            .map(|racer| racer.join().expect("a racer"))
            .collect()
    })
}

fn lock_of(round: usize, index: usize) -> String {
    format!(r#"{{"S":"round-{round}","F":{index}}}"#)
}

/// Of answers to requests for locks exactly one is 200, and the others tell the lock of that one.
#[track_caller]
fn one_winner(editor: &Editor, answers: &[Answer], locks: &[String]) -> usize {
    let winners: Vec<usize> = (0..answers.len())
        .filter(|index| answers[*index].status == 200)
        .collect();
    assert_eq!(winners.len(), 1, "{winners:?}");
    let winner = winners[0];
    for (index, answer) in answers.iter().enumerate() {
        if index != winner {
            locked(answer, &locks[winner]);
        }
    }
    assert_eq!(editor.held(), locks[winner]);
    winner
}

fn race_for_locks(clients: usize, rounds: usize) {
    let service = start!(Service::open());
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    let mut won = BTreeMap::new();
    for round in 0..rounds {
        let locks: Vec<String> = (0..clients).map(|index| lock_of(round, index)).collect();
        let answers = together(clients, |index| editor.lock(&locks[index]));
        let winner = one_winner(&editor, &answers, &locks);
        *won.entry(winner).or_insert(0) += 1;
        done(&editor.unlock(&locks[winner]));
    }
    println!("{clients} clients, {rounds} rounds: won by {won:?}");
}

#[test]
fn of_two_locks_one_is_taken() {
    race_for_locks(2, 50);
}

#[test]
fn of_thirty_two_locks_one_is_taken() {
    race_for_locks(32, 8);
}

#[test]
fn of_two_relocks_one_is_done() {
    let service = start!(Service::open());
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    let mut held = LOCK.to_owned();
    done(&editor.lock(&held));
    for round in 0..50 {
        let locks = [lock_of(round, 0), lock_of(round, 1)];
        let answers = together(2, |index| editor.relock(&held, &locks[index]));
        let winner = one_winner(&editor, &answers, &locks);
        held.clone_from(&locks[winner]);
    }
    done(&editor.unlock(&held));
}

#[test]
fn of_two_saves_with_different_locks_one_is_kept() {
    let service = start!(Service::open());
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    for (round, size) in [1000, 100_000, 400_000].iter().cycle().take(15).enumerate() {
        let locks = [lock_of(round, 0), lock_of(round, 1)];
        done(&editor.lock(&locks[round % 2]));
        let before = editor.version();
        let seed = |index: usize| (round * 2 + index) as u64;
        let answers = together(2, |index| {
            editor.put(&locks[index], &pattern(seed(index), *size))
        });
        let winner = one_winner(&editor, &answers, &locks);
        assert_eq!(winner, round % 2);
        let version = editor.version();
        assert_ne!(version, before);
        let told = answers[winner].header("x-wopi-itemversion");
        assert_eq!(told, Some(version.as_str()));
        assert!(
            editor.bytes() == pattern(seed(winner), *size),
            "round {round}"
        );
        // The other is kept aside, whole.
        let kept = editor
            .client
            .get(&format!("/v1/files/{}/recovery", editor.id));
        let number = &kept.json()["recovery"][0]["number"];
        let target = format!("/v1/files/{}/recovery/{number}", editor.id);
        let copy = editor.client.get(&target).body;
        assert!(copy == pattern(seed(1 - winner), *size), "round {round}");
        done(&editor.unlock(&locks[winner]));
    }
    assert_eq!(editor.versions().len(), 16);
}

/// The lock changes while a save is on its way: the save is done before, or refused after.
#[test]
fn a_save_and_a_relock_come_one_after_the_other() {
    let service = start!(Service::open());
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    let mut held = LOCK.to_owned();
    done(&editor.lock(&held));
    let mut saved = 0;
    for (round, size) in [1000, 100_000, 400_000].iter().cycle().take(30).enumerate() {
        let next = lock_of(round, 0);
        let before = editor.version();
        let bytes = pattern(round as u64, *size);
        let answers = together(2, |index| match index {
            0 => editor.put(&held, &bytes),
            _ => editor.relock(&held, &next),
        });
        done(&answers[1]);
        if answers[0].status == 200 {
            saved += 1;
            assert!(editor.bytes() == bytes, "round {round}");
            assert_ne!(editor.version(), before);
        } else {
            locked(&answers[0], &next);
            assert_eq!(editor.version(), before);
        }
        held = next;
    }
    println!("{saved} of 30 saves came before the relock");
}

#[test]
fn what_thirty_two_clients_save_under_one_lock_is_there_once() {
    const CLIENTS: usize = 32;
    const SAVES: usize = 4;
    let service = start!(Service::open().variable("wopi_keep_versions", "1000"));
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    done(&editor.lock(LOCK));
    let size = |number: usize| match number % 8 {
        0 => 300_000,
        1 => 100_000,
        _ => 1000,
    };
    let mut acknowledged: BTreeMap<String, usize> = BTreeMap::new();
    for save in 0..SAVES {
        let number = |index: usize| save * CLIENTS + index;
        let answers = together(CLIENTS, |index| {
            let number = number(index);
            editor.put(LOCK, &pattern(number as u64, size(number)))
        });
        for (index, answer) in answers.iter().enumerate() {
            done(answer);
            let version = answer.header("x-wopi-itemversion").expect("a version");
            let before = acknowledged.insert(version.to_owned(), number(index));
            assert_eq!(before, None, "version {version} was told twice");
        }
    }
    let mut versions = editor.versions();
    assert_eq!(versions.len(), CLIENTS * SAVES + 1);
    let last = versions[0].clone();
    assert_eq!(editor.version(), last);
    let current = acknowledged[&last];
    assert!(editor.bytes() == pattern(current as u64, size(current)));
    versions.retain(|version| version != "1");
    for version in &versions {
        let number = acknowledged[version];
        let bytes = editor.bytes_of(version);
        assert!(
            bytes == pattern(number as u64, size(number)),
            "version {version}"
        );
    }
    assert_eq!(editor.held(), LOCK);
}

#[test]
fn of_many_files_of_one_name_each_gets_its_own() {
    let service = start!(Service::open());
    let client = &service.client;
    let editor = editor(client, &upload(client, "a.docx", b"one"));
    let exact = together(8, |index| {
        let headers = [("x-wopi-relativetarget", "b.docx")];
        editor.op("PUT_RELATIVE", &headers, &pattern(index as u64, 300_000))
    });
    let made: Vec<usize> = (0..exact.len())
        .filter(|index| exact[*index].status == 200)
        .collect();
    assert_eq!(made.len(), 1, "one has the name");
    assert!(
        exact
            .iter()
            .all(|answer| [200, 409].contains(&answer.status))
    );
    let suggested = together(8, |_| {
        let headers = [("x-wopi-suggestedtarget", "b.docx")];
        editor.op("PUT_RELATIVE", &headers, b"copy")
    });
    let mut names: Vec<String> = suggested
        .iter()
        .map(|answer| {
            done(answer);
            super::support::text(&answer.json()["Name"])
        })
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 8, "{names:?}");
}

#[test]
fn refreshing_and_ending_come_one_after_the_other() {
    let service = start!(Service::open());
    let editor = editor(&service.client, &upload(&service.client, "a.docx", b"one"));
    for round in 0..30 {
        done(&editor.lock(LOCK));
        let answers = together(4, |index| match index {
            0 => editor.unlock(LOCK),
            1 => editor.op("REFRESH_LOCK", &[("x-wopi-lock", LOCK)], &[]),
            2 => editor.relock(LOCK, LOCK),
            _ => editor.op("DELETE", &[], &[]),
        });
        done(&answers[0]);
        for answer in &answers[1..3] {
            // 404: it is deleted already.
            let status = answer.status;
            assert!([200, 404, 409].contains(&status), "round {round}: {status}");
            if answer.status == 409 {
                assert_eq!(told_lock(answer), "", "it was ended before");
            }
        }
        // Deleting is done when nobody has the lock any more, and not before.
        if answers[3].status == 200 {
            assert_eq!(editor.read("").status, 404);
            let target = format!("/v1/files/{}/restore", editor.id);
            assert_eq!(editor.client.send("POST", &target, &[], &[]).status, 200);
        } else {
            locked(&answers[3], LOCK);
        }
        assert_eq!(editor.held(), "", "round {round}");
    }
}
