//! Large notes and notes with a long past are read as fast as others.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_e2e::notes::{add_versions, prose};
use spindle_e2e::{Docs, start};

use super::support::{app1, document, own_turn, service};

/// A bound for machines of any speed; the benchmark tells what it is really.
const BOUND: Duration = Duration::from_secs(1);

/// A note of so many bytes, and so many versions after the second.
fn note(docs: &Docs, bytes: usize, versions: i64) -> (String, Value) {
    let start = Instant::now();
    let fid = docs.create("u", "note");
    let ops = prose(bytes);
    docs.upload("u", &fid, &json!({ "cover": true, "ops": ops }))
        .ok();
    add_versions(docs, "u", &fid, versions);
    println!(
        "{bytes} bytes, {versions} versions: made in {:?}",
        start.elapsed()
    );
    (fid, ops)
}

/// The median of warm reads of a target, without reading the answer's JSON.
fn median(docs: &Docs, what: &str, target: &str) -> Duration {
    let mut times: Vec<Duration> = (0..12)
        .map(|_| {
            let start = Instant::now();
            let answer = docs.answer("GET", target, &[]).expect("an answer");
            let time = start.elapsed();
            assert!(
                answer.body.starts_with(b"{\"code\":0,"),
                "{}",
                answer.text()
            );
            time
        })
        .skip(1)
        .collect();
    times.sort();
    let median = times[times.len() / 2];
    println!("{what}: {:.1} ms", median.as_secs_f64() * 1000.0);
    assert!(median < BOUND, "{what} takes {median:?}");
    median
}

fn reads(docs: &Docs, name: &str, fid: &str, ops: &Value) -> (Duration, Duration) {
    let content = docs.content("u", fid);
    assert_eq!(document(&content["ops"]), document(ops), "{name}");
    (
        median(
            docs,
            &format!("{name}, content"),
            &format!("/fs/bs/content?fid={fid}&appUserId=u"),
        ),
        median(
            docs,
            &format!("{name}, his/list"),
            &format!("/quill/bs/his/list?fid={fid}&appUserId=u"),
        ),
    )
}

#[test]
fn what_is_large_or_old_is_read_in_time() {
    let _turn = own_turn();
    let service = start!(service());
    let docs = app1(&service);
    let (large, ops) = note(&docs, 5_000_000, 0);
    reads(&docs, "5 MB", &large, &ops);
    let (both, ops) = note(&docs, 5_000_000, 2_000);
    reads(&docs, "5 MB, 2,000 versions", &both, &ops);

    // The first has just enough versions to fill a page of the history.
    let (short, ops) = note(&docs, 20_000, 2_500);
    let short = reads(&docs, "2,500 versions", &short, &ops);
    let (long, ops) = note(&docs, 20_000, 100_000);
    let times = reads(&docs, "100,000 versions", &long, &ops);
    for (what, short, long) in [
        ("content", short.0, times.0),
        ("his/list", short.1, times.1),
    ] {
        // Some milliseconds are nothing but the machine's mood.
        let most = short * 2 + Duration::from_millis(10);
        assert!(
            long <= most,
            "{what}: {long:?} with a long past, {short:?} with a short one"
        );
    }
    // Any version of the past is as near.
    for v in [2, 3, 777, 50_001, 99_999] {
        let target = format!("/fs/bs/content?fid={long}&appUserId=u&v={v}");
        median(&docs, &format!("version {v} of 100,000"), &target);
    }
}
