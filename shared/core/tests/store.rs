//! The store: migrations, many writers, blobs, and jobs under their lease.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use std::io::Read as _;
use std::sync::Barrier;
use std::time::Duration;

use spindle_core::ports::{BlobStore, CHUNK_BYTES, Clock, Ports, Sql as _, Value};
use spindle_core::store::{JobState, NewFile, NewJob, Store};
use spindle_testkit::ports::{
    CollectedLog, FileSqlite, FixedConfig, HandClock, MemoryBlobs, RealClock, ScriptedOutbound,
    SeededRandom,
};

const START: i64 = 1_795_304_000_000;

struct World<C> {
    sql: FileSqlite,
    blobs: MemoryBlobs,
    clock: C,
    random: SeededRandom,
    outbound: ScriptedOutbound,
    config: FixedConfig,
    log: CollectedLog,
}

impl<C: Clock> World<C> {
    fn new(clock: C, busy_timeout: Duration) -> Self {
        Self {
            sql: FileSqlite::temporary(busy_timeout),
            blobs: MemoryBlobs::default(),
            clock,
            random: SeededRandom::new(3),
            outbound: ScriptedOutbound::default(),
            config: FixedConfig::default(),
            log: CollectedLog::default(),
        }
    }

    fn ports(&self) -> Ports<'_> {
        Ports {
            sql: &self.sql,
            blobs: &self.blobs,
            clock: &self.clock,
            random: &self.random,
            outbound: &self.outbound,
            config: &self.config,
            log: &self.log,
        }
    }

    fn store(&self) -> Store<'_> {
        Store::open(&self.ports()).unwrap()
    }
}

fn by_hand() -> World<HandClock> {
    World::new(HandClock::at(START), Duration::ZERO)
}

fn job<'j>(key: &'j str, claim: Option<&'j str>) -> NewJob<'j> {
    NewJob {
        kind: "test",
        key,
        input: "{}",
        meta: "",
        twin: None,
        max_attempts: 3,
        expires: START + 86_400_000,
        lease_ms: 60_000,
        claim,
    }
}

#[test]
fn two_instances_that_start_together_migrate_once() {
    for round in 0..5 {
        let world = World::new(RealClock, Duration::ZERO);
        let together = Barrier::new(8);
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        together.wait();
                        Store::open(&world.ports()).map(|_| ())
                    })
                })
                .collect();
            for thread in threads {
                assert_eq!(thread.join().unwrap(), Ok(()), "round {round}");
            }
        });
        let connection = world.sql.open().unwrap();
        let version = connection
            .execute("SELECT version FROM schema_version", &[])
            .unwrap();
        assert_eq!(version.rows.len(), 1);
        assert_eq!(version.rows[0].integer(0), Some(8));
        let mode = connection.execute("PRAGMA journal_mode", &[]).unwrap();
        assert_eq!(mode.rows[0].text(0), Some("wal"));
    }
}

#[test]
fn a_newer_schema_is_refused_in_words() {
    let world = by_hand();
    drop(world.store());
    let connection = world.sql.open().unwrap();
    connection
        .execute("UPDATE schema_version SET version = 99", &[])
        .unwrap();
    let error = Store::open(&world.ports()).err().unwrap().to_string();
    assert!(
        error.contains("schema 99") && error.contains("newer Spindle"),
        "{error}"
    );
}

#[test]
fn sixteen_writers_never_see_a_locked_database() {
    // No waiting in SQLite itself, so that all the patience is the store's.
    let world = World::new(RealClock, Duration::ZERO);
    drop(world.store());
    let together = Barrier::new(16);
    std::thread::scope(|scope| {
        for writer in 0..16 {
            let (world, together) = (&world, &together);
            scope.spawn(move || {
                together.wait();
                for round in 0..12 {
                    let store = world.store();
                    let key = format!("w{writer}-{round}");
                    assert!(store.insert_job(&job(&key, Some("me"))).unwrap());
                    let blob = store.write_blob(key.as_bytes(), i64::MAX).unwrap();
                    let path = format!("data/{key}");
                    let file = NewFile {
                        path,
                        blob,
                        expires: i64::MAX,
                    };
                    assert!(
                        store
                            .complete_job("test", &key, "me", "{}", &[file])
                            .unwrap()
                    );
                }
            });
        }
    });
    let connection = world.sql.open().unwrap();
    let count = |table: &str| {
        let rows = connection
            .execute(&format!("SELECT count(*) FROM {table}"), &[])
            .unwrap();
        rows.rows[0].integer(0).unwrap()
    };
    assert_eq!(
        (count("jobs"), count("files"), count("blobs")),
        (192, 192, 192)
    );
}

#[test]
fn only_one_of_many_claims_a_job() {
    let world = World::new(RealClock, Duration::ZERO);
    let store = world.store();
    let far = NewJob {
        expires: i64::MAX,
        ..job("k", None)
    };
    store.insert_job(&far).unwrap();
    let together = Barrier::new(8);
    let claimed: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|worker| {
                let (world, together) = (&world, &together);
                scope.spawn(move || {
                    let store = world.store();
                    together.wait();
                    usize::from(
                        store
                            .claim_job("test", "k", &format!("w{worker}"))
                            .unwrap()
                            .is_some(),
                    )
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(claimed, 1);
}

#[test]
fn a_job_under_its_lease() {
    let world = by_hand();
    let store = world.store();
    assert!(store.insert_job(&job("k", None)).unwrap());
    assert!(
        !store.insert_job(&job("k", None)).unwrap(),
        "it is there already"
    );
    assert!(
        store.job("other", "k").unwrap().is_none(),
        "kinds are apart"
    );

    let first = store.claim_job("test", "k", "first").unwrap().unwrap();
    assert_eq!((first.state, first.attempts), (JobState::Running, 1));
    assert_eq!(first.input.as_deref(), Some("{}"));
    assert_eq!(first.lease_until, START + 60_000);
    assert!(
        store.claim_job("test", "k", "second").unwrap().is_none(),
        "the lease holds"
    );
    assert!(
        store
            .renew_lease("test", "k", "first", START + 90_000)
            .unwrap()
    );
    world.clock.advance_s(89);
    assert!(
        store.claim_job("test", "k", "second").unwrap().is_none(),
        "the renewed lease holds"
    );
    world.clock.advance_s(1);
    assert!(
        store.claim_job("test", "k", "second").unwrap().is_some(),
        "the lease ran out"
    );

    // The first worker comes back late and changes nothing.
    assert!(!store.renew_lease("test", "k", "first", i64::MAX).unwrap());
    assert!(!store.fail_job("test", "k", "first", "{}").unwrap());
    assert!(!store.release_job("test", "k", "first").unwrap());
    let blob = store.write_blob(b"late", START).unwrap();
    let late = NewFile {
        path: "data/k".to_owned(),
        blob,
        expires: i64::MAX,
    };
    assert!(
        !store
            .complete_job("test", "k", "first", "\"first\"", &[late])
            .unwrap()
    );
    assert!(store.file("data/k").unwrap().is_none());

    assert!(
        store
            .complete_job("test", "k", "second", "\"second\"", &[])
            .unwrap()
    );
    let done = store.job("test", "k").unwrap().unwrap();
    assert_eq!(
        (done.state, done.result.as_deref()),
        (JobState::Done, Some("\"second\""))
    );
    assert!(
        store.claim_job("test", "k", "third").unwrap().is_none(),
        "it has ended"
    );
    assert_eq!(store.unfinished_jobs("test").unwrap(), 0);
    let connection = world.sql.open().unwrap();
    let rows = connection.execute("SELECT input FROM jobs", &[]).unwrap();
    assert_eq!(
        rows.rows[0].text(0),
        Some(""),
        "what was to be done is forgotten"
    );
}

#[test]
fn a_job_is_started_only_so_often() {
    let world = by_hand();
    let store = world.store();
    store.insert_job(&job("k", Some("w1"))).unwrap();
    for worker in ["w2", "w3"] {
        assert!(!store.exhaust_job("test", "k", "{}").unwrap());
        world.clock.advance_s(61);
        assert!(store.claim_job("test", "k", worker).unwrap().is_some());
    }
    assert!(
        !store.exhaust_job("test", "k", "{}").unwrap(),
        "the last worker still has its lease"
    );
    world.clock.advance_s(61);
    assert!(store.claim_job("test", "k", "w4").unwrap().is_none());
    assert_eq!(store.due_jobs("test", 9).unwrap(), ["k"]);
    assert!(store.exhaust_job("test", "k", "\"why\"").unwrap());
    let failed = store.job("test", "k").unwrap().unwrap();
    assert_eq!(
        (failed.state, failed.result.as_deref()),
        (JobState::Failed, Some("\"why\""))
    );
    assert!(store.due_jobs("test", 9).unwrap().is_empty());
}

#[test]
fn a_forgotten_job_s_name_is_free() {
    let world = by_hand();
    let store = world.store();
    store.insert_job(&job("k", Some("w"))).unwrap();
    store
        .complete_job("test", "k", "w", "\"old\"", &[])
        .unwrap();
    world.clock.advance_s(86_400);
    assert!(store.job("test", "k").unwrap().is_none());
    let again = NewJob {
        expires: i64::MAX,
        ..job("k", None)
    };
    assert!(store.insert_job(&again).unwrap());
    let fresh = store.job("test", "k").unwrap().unwrap();
    assert_eq!(
        (fresh.state, fresh.result, fresh.attempts),
        (JobState::Queued, None, 0)
    );
}

fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 253) as u8).collect()
}

#[test]
fn blobs_are_cut_into_chunks_and_come_back_whole() {
    let world = by_hand();
    let store = world.store();
    for length in [
        0,
        1,
        CHUNK_BYTES - 1,
        CHUNK_BYTES,
        CHUNK_BYTES + 1,
        3 * CHUNK_BYTES + 17,
    ] {
        let bytes = pattern(length);
        let before = world.blobs.keys().len();
        let mut writer = store.begin_blob(START + 1000).unwrap();
        for part in bytes.chunks(100_003) {
            writer.write(part).unwrap();
        }
        let blob = writer.finish().unwrap();
        assert_eq!(blob.length, length as u64);
        assert_eq!(
            world.blobs.keys().len() - before,
            length.div_ceil(CHUNK_BYTES)
        );
        let mut back = Vec::new();
        store
            .read_blob(&blob, 0, blob.length)
            .read_to_end(&mut back)
            .unwrap();
        assert!(back == bytes, "{length} bytes");
        let whole = store.write_blob(&bytes, START).unwrap();
        assert_ne!(whole.id, blob.id, "every blob has a name of its own");
    }
    let bytes = pattern(2 * CHUNK_BYTES + 5);
    let blob = store.write_blob(&bytes, START + 1000).unwrap();
    for (start, length) in [
        (0, 1),
        (CHUNK_BYTES - 1, 2),
        (5, 2 * CHUNK_BYTES),
        (2 * CHUNK_BYTES + 4, 1),
        (7, 0),
    ] {
        let mut back = Vec::new();
        store
            .read_blob(&blob, start as u64, length as u64)
            .read_to_end(&mut back)
            .unwrap();
        assert!(
            back == bytes[start..start + length],
            "{length} bytes from {start}"
        );
    }
}

#[test]
fn a_blob_that_lost_a_chunk_is_an_error_not_an_end() {
    let world = by_hand();
    let store = world.store();
    let blob = store.write_blob(&pattern(CHUNK_BYTES + 5), START).unwrap();
    let last = world.blobs.keys().pop().unwrap();
    world.blobs.delete(&last).unwrap();
    let mut back = Vec::new();
    let error = store
        .read_blob(&blob, 0, blob.length)
        .read_to_end(&mut back)
        .unwrap_err();
    assert!(error.to_string().contains("is gone"), "{error}");
}

#[test]
fn the_sweep_forgets_what_has_expired_and_nothing_else() {
    let world = by_hand();
    let store = world.store();
    // A writer that died in the middle, a file that ends soon, and one that stays.
    let mut dead = store.begin_blob(START + 10_000).unwrap();
    dead.write(&pattern(2 * CHUNK_BYTES + 1)).unwrap();
    drop(dead);
    for (key, expires) in [("soon", START + 5_000), ("late", START + 99_000_000)] {
        let new = NewJob {
            expires,
            ..job(key, Some("w"))
        };
        store.insert_job(&new).unwrap();
        let blob = store.write_blob(key.as_bytes(), START + 10_000).unwrap();
        let file = NewFile {
            path: format!("data/{key}"),
            blob,
            expires,
        };
        store.complete_job("test", key, "w", "{}", &[file]).unwrap();
    }
    assert_eq!(
        store.sweep(100).unwrap(),
        Default::default(),
        "nothing has expired"
    );
    world.clock.advance_s(10);
    let swept = store.sweep(100).unwrap();
    assert_eq!(
        (swept.jobs, swept.files, swept.blobs),
        (1, 1, 1),
        "the dead blob; a file's blob has an hour of grace"
    );
    world.clock.advance_s(3600);
    let swept = store.sweep(100).unwrap();
    assert_eq!((swept.jobs, swept.files, swept.blobs), (0, 0, 1));
    assert!(store.file("data/soon").unwrap().is_none());
    let late = store.file("data/late").unwrap().unwrap();
    let mut back = String::new();
    store
        .read_blob(&late.blob, 0, late.blob.length)
        .read_to_string(&mut back)
        .unwrap();
    assert_eq!(back, "late");
    assert_eq!(world.blobs.keys().len(), 1, "no chunk is left behind");
}

#[test]
fn no_file_names_bytes_that_are_swept_away() {
    let world = by_hand();
    let store = world.store();
    store.insert_job(&job("k", Some("w"))).unwrap();
    let blob = |text: &str, expires| NewFile {
        path: format!("data/{text}"),
        blob: store.write_blob(text.as_bytes(), expires).unwrap(),
        expires: START + 80_000_000,
    };
    let kept = blob("kept", START + 50_000);
    let gone = blob("gone", START + 10_000);
    world.clock.advance_s(10);
    let complete = || store.complete_job("test", "k", "w", "{}", &[kept.clone(), gone.clone()]);
    // Both while a sweep may be at it and after it.
    for _ in 0..2 {
        let failure = complete().unwrap_err().to_string();
        assert!(failure.contains("swept away"), "{failure}");
        assert!(store.file("data/kept").unwrap().is_none(), "rolled back");
        assert_eq!(
            store.job("test", "k").unwrap().unwrap().state,
            JobState::Running
        );
        store.sweep(100).unwrap();
    }
    assert!(store.complete_job("test", "k", "w", "{}", &[kept]).unwrap());
}

#[test]
fn a_busy_database_is_an_error_only_after_patience() {
    let world = by_hand();
    let store = world.store();
    let other = world.sql.open().unwrap();
    other.execute("BEGIN IMMEDIATE", &[]).unwrap();
    let before = world.clock.now_ms();
    let error = store.insert_job(&job("k", None)).unwrap_err();
    assert!(error.to_string().contains("busy"), "{error}");
    assert!(world.clock.now_ms() - before >= 30_000);
    other.execute("ROLLBACK", &[]).unwrap();
    assert!(store.insert_job(&job("k", None)).unwrap());
    let parameters = [Value::from("k")];
    let rows = other
        .execute("SELECT key FROM jobs WHERE key = ?1", &parameters)
        .unwrap();
    assert_eq!(rows.rows.len(), 1);
}
