//! How fast deltas are worked on: the recorded vectors, and large documents. Where node and npm are, the reference
//! library is measured on the same in the same run. Prints operations per second.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark stops where something is not as it should be"
)]

use std::collections::HashMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;
use spindle_delta::{Delta, DeltaError, Document, Staged, patch};

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/delta.jsonl");
const REFERENCE: &str = "quill-delta@5.1.0";
const SECONDS: f64 = 1.0;
const SENTENCE: &str = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。\n";

fn main() {
    let reference = reference();
    println!(
        "{:<34}{:>14}{:>14}{:>9}",
        "operations per second", "here", "quill-delta", "times"
    );
    let show = |name: &str, here: f64| match reference.get(name) {
        Some(there) => println!("{name:<34}{here:>14.0}{there:>14.0}{:>9.1}", here / there),
        None => println!("{name:<34}{here:>14.0}{:>14}{:>9}", "-", "-"),
    };
    vectors(&show);
    for (name, formatted) in [("one text", false), ("formatted", true)] {
        for megabytes in [1, 2, 4, 8] {
            let document = document(megabytes * 1_000_000, formatted);
            let change = Delta::new()
                .retain(document.len() / 2, ())
                .insert("字", ())
                .delete(1);
            let composed = measure(|| {
                black_box(document.as_delta().compose(&change).unwrap());
                1
            });
            show(&format!("{megabytes} MB {name}, small op"), composed);
        }
    }
    println!();
    for megabytes in [1, 2, 4, 8] {
        for (name, formatted) in [("one text", false), ("formatted", true)] {
            large(megabytes, name, &document(megabytes * 1_000_000, formatted));
        }
    }
    println!();
    // Both 5 MB as JSON.
    patching("one text", &document(4_900_000, false));
    patching("formatted", &document(2_100_000, true));
}

fn vectors(show: &dyn Fn(&str, f64)) {
    let text = std::fs::read_to_string(VECTORS).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let cases = |name: &str, other: &str| -> Vec<(Delta, Delta, bool)> {
        let lines = lines.iter().filter(|line| line["fn"] == name);
        let delta = |value: &Value| Delta::from_value(value).unwrap();
        lines
            .map(|line| {
                (
                    delta(&line["a"]),
                    delta(&line[other]),
                    line["priority"] == true,
                )
            })
            .collect()
    };
    let each = |cases: &[(Delta, Delta, bool)], work: &dyn Fn(&Delta, &Delta, bool)| {
        measure(|| {
            cases
                .iter()
                .for_each(|(a, b, priority)| work(a, b, *priority));
            cases.len()
        })
    };
    show(
        "compose",
        each(&cases("compose", "b"), &|a, b, _| {
            black_box(a.compose(b).unwrap());
        }),
    );
    show(
        "transform",
        each(&cases("transform", "b"), &|a, b, priority| {
            black_box(a.transform(b, priority));
        }),
    );
    let inverses = cases("invert", "base");
    show(
        "invert",
        each(&inverses, &|a, base, _| {
            black_box(a.invert(base).unwrap());
        }),
    );
    let pairs: Vec<_> = inverses
        .iter()
        .map(|(a, base, _)| (base.clone(), base.compose(a).unwrap(), false))
        .collect();
    show(
        "diff",
        each(&pairs, &|a, b, _| {
            black_box(a.diff(b).unwrap());
        }),
    );
    let written: Vec<Vec<u8>> = lines
        .iter()
        .filter(|line| line["fn"] == "compose")
        .map(|line| serde_json::to_vec(&line["a"]).unwrap())
        .collect();
    show(
        "read JSON",
        measure(|| {
            for json in &written {
                black_box(Delta::from_slice(json).unwrap());
            }
            written.len()
        }),
    );
}

/// What is done to one large document, in milliseconds.
fn large(megabytes: usize, name: &str, document: &Document) {
    let middle = document.len() / 2;
    let change = Delta::new().retain(middle, ()).insert("字", ()).delete(1);
    let json = serde_json::to_vec(document).unwrap();
    let read = once(|| (), |()| Document::from_slice(&json).unwrap());
    let write = once(|| (), |()| serde_json::to_vec(document).unwrap());
    let apply = once(
        || document.clone(),
        |document| document.apply(&change).unwrap(),
    );
    let staged = once(
        || (),
        |()| {
            let mut staged = Staged::new(document);
            for number in 0..1_000_u64 {
                let at = number * 7_919_003 % document.len();
                staged
                    .stage(&Delta::new().retain(at, ()).insert("字", ()))
                    .unwrap();
            }
            staged.finish().unwrap()
        },
    );
    let near = document.apply_ref(&change).unwrap();
    let near = once(|| (), |()| document.diff(&near).unwrap());
    let far = Delta::new().insert(SENTENCE.replace('，', "。").repeat(megabytes * 16_000), ());
    let far = Document::try_from(far).unwrap();
    let far = once(|| (), |()| document.diff(&far).unwrap());
    println!(
        "{megabytes} MB {name:<9} ms: read {read:.1}, write {write:.1}, apply a small op {apply:.2}, \
         stage 1000 {staged:.1}, diff a small change {near:.1}, diff another text {far:.1}"
    );
}

/// Changes to the JSON of a document, in milliseconds, beside reading, applying and writing.
fn patching(name: &str, document: &Document) {
    let json = serde_json::to_vec(document).unwrap();
    let middle = document.len() / 2;
    let scattered = (0..1_000).fold(Delta::new(), |all, _| {
        let apart = document.len() / 1_001 - 1;
        all.retain(apart, ()).insert("字", ()).delete(1)
    });
    let bold = [("bold", Value::Bool(true))];
    for (what, change) in [
        ("nothing", Delta::new()),
        (
            "a small op",
            Delta::new().retain(middle, ()).insert("字", ()).delete(1),
        ),
        ("1000 small ops", scattered),
        ("all made bold", Delta::new().retain(document.len(), bold)),
    ] {
        let patched = once(|| (), |()| patch(&json, &change).unwrap());
        let ordinary = || {
            let changed = Document::from_slice(&json)?.apply(&change)?;
            Ok::<_, DeltaError>(serde_json::to_vec(&changed).unwrap())
        };
        let applied = once(|| (), |()| ordinary().unwrap());
        assert_eq!(patch(&json, &change), ordinary());
        let size = json.len() as f64 / 1e6;
        println!(
            "{size:.1} MB {name:<9} ms: {what:<14} patch {patched:>6.2}, read, apply and write {applied:>7.2}"
        );
    }
}

/// A document of about this many bytes: one text, or a bold sentence and a heading's newline in turn.
fn document(bytes: usize, formatted: bool) -> Document {
    let count = bytes / SENTENCE.len();
    let delta = if formatted {
        (0..count).fold(Delta::new(), |all, line| {
            let bold = Value::Bool(line % 2 == 0);
            all.insert(SENTENCE.trim_end(), [("bold", bold)])
                .insert("\n", [("header", Value::from(1 + line % 3))])
        })
    } else {
        Delta::new().insert(SENTENCE.repeat(count), ())
    };
    Document::try_from(delta).unwrap()
}

/// How many operations are done in a second by rounds that tell how many each has done.
fn measure(mut round: impl FnMut() -> usize) -> f64 {
    let mut run = |limit: Duration| {
        let (start, mut count) = (Instant::now(), 0);
        while start.elapsed() < limit {
            count += round();
        }
        count as f64 / start.elapsed().as_secs_f64()
    };
    run(Duration::from_secs_f64(SECONDS / 10.0));
    run(Duration::from_secs_f64(SECONDS))
}

/// The shortest of several runs, in milliseconds, without what prepares them.
fn once<P, R>(prepare: impl Fn() -> P, run: impl Fn(P) -> R) -> f64 {
    let runs = (0..5).map(|_| {
        let prepared = prepare();
        let start = Instant::now();
        let made = black_box(run(prepared));
        let took = start.elapsed();
        drop(made);
        took.as_secs_f64() * 1e3
    });
    runs.fold(f64::INFINITY, f64::min)
}

/// What the reference library does, by the name of the case; nothing where it cannot be run.
fn reference() -> HashMap<String, f64> {
    let printed = install().and_then(|folder| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/quill-delta.mjs");
        let mut node = Command::new("node");
        node.arg(script)
            .arg(folder)
            .arg(VECTORS)
            .arg(SECONDS.to_string());
        let output = node
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    });
    let Some(printed) = printed else {
        println!("The reference library is not measured: it needs node and npm.");
        return HashMap::new();
    };
    let pairs = printed.lines().filter_map(|line| {
        let (name, rate) = line.split_once('\t')?;
        Some((name.to_owned(), rate.parse().ok()?))
    });
    pairs.collect()
}

/// The folder that has the reference library, made under the target folder when it is not there.
fn install() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quill-delta");
    if folder.join("node_modules/quill-delta").is_dir() {
        return Some(folder);
    }
    std::fs::create_dir_all(&folder).ok()?;
    std::fs::write(folder.join("package.json"), "{\"private\":true}").ok()?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        REFERENCE,
    ]);
    let status = npm.current_dir(&folder).output().ok()?.status;
    status.success().then_some(folder)
}
