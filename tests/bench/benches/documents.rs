//! The online-document API on the real component and the embedded host.
//!
//! Clients and host share the machine's cores. Reads are warm, and the client does not parse what it reads. A word after
//! `--` runs those rows only whose names contain it: `cargo bench -p spindle-bench --bench documents -- "one note"`.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_bench::{Times, peak_memory};
use spindle_e2e::docs::Docs;
use spindle_e2e::notes::{add_versions, prose};
use spindle_e2e::{Client, Service};

/// How long uploads are counted for one row.
const WHILE: Duration = Duration::from_secs(6);

fn main() {
    let Some(service) = start() else {
        eprintln!("SPINDLE_BASE_URL is set: only a local service is measured");
        return;
    };
    let docs = app(&service);
    if wanted("doc/create") {
        println!(
            "doc/create: {}",
            Times::of(100, || drop(docs.create("u", "note")))
        );
    }
    drop(service);
    for clients in [1, 8, 32] {
        for shared in [false, true] {
            uploads(clients, shared);
        }
    }
    for (name, bytes, versions) in [
        ("small note", 2_000, 0),
        ("5 MB note", 5_000_000, 0),
        ("20 KB note with 100,000 versions", 20_000, 100_000),
        ("5 MB note with 2,000 versions", 5_000_000, 2_000),
        ("5 MB note with 2,301 versions", 5_000_000, 2_301),
    ] {
        notes(name, bytes, versions);
    }
    for (name, rows) in [("new sheet", 0), ("sheet of 10,000 cells", 1_000)] {
        sheets(name, rows);
    }
}

/// Whether a row is to be run.
fn wanted(name: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    words.next().is_none_or(|word| name.contains(&word))
}

fn start() -> Option<Service> {
    Service::open()
        .variable("iflydocs_apps", "bench:secret")
        .start()
}

/// The app, with connections of its own.
fn app(service: &Service) -> Docs {
    Docs::new(&Client::new(&service.base), "bench", "secret")
}

/// Uploads of one inserted word each, one after another by each client.
fn uploads(clients: usize, shared: bool) {
    let place = if shared { "one note" } else { "a note each" };
    let name = format!("offlineUpload, {clients} clients on {place}");
    if !wanted(&name) {
        return;
    }
    let service = start().expect("it started before");
    let docs = app(&service);
    let prepare = || {
        let fid = docs.create("u", "note");
        docs.upload("u", &fid, &json!({ "cover": true, "ops": prose(2_000) }))
            .ok();
        fid
    };
    let common = prepare();
    let fids: Vec<String> = (0..clients)
        .map(|_| if shared { common.clone() } else { prepare() })
        .collect();
    let start = Instant::now();
    let times: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = fids
            .iter()
            .enumerate()
            .map(|(client, fid)| {
                let docs = app(&service);
                scope.spawn(move || type_along(&docs, fid, client))
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("a client"))
            .collect()
    });
    let seconds = start.elapsed().as_secs_f64();
    let times: Times = times.into_iter().collect();
    println!(
        "{name}: {:.0} a second, {times}; peak guest memory {}",
        times.runs() as f64 / seconds,
        peak_memory(&service.client, "documents")
    );
}

fn type_along(docs: &Docs, fid: &str, client: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    let mut v = docs.content("u", fid)["v"].clone();
    let end = Instant::now() + WHILE;
    while Instant::now() < end {
        let word = format!("c{client}-{} ", times.len());
        let start = Instant::now();
        let edit = json!({ "v": v, "ops": [{ "retain": 3 }, { "insert": word }] });
        let data = docs.upload("u", fid, &edit).ok();
        times.push(start.elapsed());
        v = data["document"]["_v"].clone();
    }
    times
}

fn read(docs: &Docs, what: &str, target: &str) {
    let mut bytes = 0;
    let times = Times::of(30, || {
        let answer = docs.answer("GET", target, &[]).expect("an answer");
        assert!(
            answer.body.starts_with(b"{\"code\":0,"),
            "{}",
            answer.text()
        );
        bytes = answer.body.len();
    });
    println!("{what}: {times}, {:.2} MB", bytes as f64 / 1e6);
}

fn notes(name: &str, bytes: usize, versions: i64) {
    if !wanted(name) {
        return;
    }
    let service = start().expect("it started before");
    let docs = app(&service);
    let start = Instant::now();
    let fid = docs.create("u", "note");
    docs.upload("u", &fid, &json!({ "cover": true, "ops": prose(bytes) }))
        .ok();
    add_versions(&docs, "u", &fid, versions);
    println!("{name}: made in {:.1} s", start.elapsed().as_secs_f64());
    let made = peak_memory(&service.client, "documents");
    let content = format!("/fs/bs/content?fid={fid}&appUserId=u");
    read(&docs, &format!("{name}, content"), &content);
    read(
        &docs,
        &format!("{name}, plain content"),
        &format!("{content}&plain=true"),
    );
    if versions > 0 {
        // The farthest from a snapshot that is kept.
        let v = (versions / 2 / 500) * 500 + 499;
        read(
            &docs,
            &format!("{name}, content of version {v}"),
            &format!("{content}&v={v}"),
        );
    }
    let history = format!("/quill/bs/his/list?fid={fid}&appUserId=u");
    read(&docs, &format!("{name}, his/list"), &history);
    let mut v = docs.content("u", &fid)["v"].as_i64().expect("a version");
    let times = Times::of(20, || {
        let edit =
            json!({ "v": v, "ops": [{ "retain": 3 }, { "insert": format!("{v} ") }] }).to_string();
        let body = edit.replacen('{', &format!("{{\"fid\":\"{fid}\",\"appUserId\":\"u\","), 1);
        let answer = docs
            .answer("POST", "/fs/bs/doc/offlineUpload", body.as_bytes())
            .expect("an answer");
        assert!(
            answer.body.starts_with(b"{\"code\":0,"),
            "{}",
            answer.text()
        );
        v += 1;
    });
    println!("{name}, offlineUpload of a word: {times}");
    println!(
        "{name}: peak guest memory {made} while it was made, {} with reads and uploads",
        peak_memory(&service.client, "documents")
    );
}

fn sheets(name: &str, rows: i64) {
    if !wanted(name) {
        return;
    }
    let service = start().expect("it started before");
    let docs = app(&service);
    let fid = docs.create("u", "sheet");
    let target = format!("/sheet/bs/v1/api/getJson?sheetid={fid}&appUserId=u");
    let edits: Vec<Value> = (0..rows)
        .flat_map(|row| (0..10).map(move |col| (row, col)))
        .map(|(row, col)| {
            json!({ "cmd": "editCell", "sheetName": "sheet0", "row": row, "col": col, "newValue": row * 10 + col })
        })
        .collect();
    for edits in edits.chunks(1000) {
        docs.upload(
            "u",
            &fid,
            &json!({ "commands": Value::from(edits).to_string() }),
        )
        .ok();
    }
    read(&docs, &format!("{name}, getJson"), &target);
    read(
        &docs,
        &format!("{name}, his/list"),
        &format!("/sheet/bs/his/list?fid={fid}&appUserId=u"),
    );
    println!(
        "{name}: peak guest memory {}",
        peak_memory(&service.client, "documents")
    );
}
