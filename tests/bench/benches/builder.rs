//! The Document Builder service beside the original builder: `cargo bench -p spindle-bench --bench builder`.
//!
//! `SPINDLE_BUILDER` is the original's program (`docbuilder/lib/docbuilder` of the PyPI package `document-builder`);
//! without it only the service is measured. In turns within one run: a request to the service with the file fetched
//! through its link, then a cold process of the original in an empty directory. The original's memory is that of its
//! largest process, as the system counts it; ours is the most linear memory of the instances that worked.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use spindle_bench::scripts::{CELLS, HELLO, SLIDES, TABLES};
use spindle_bench::{Times, peak_memory};
use spindle_e2e::{Client, Service};
use tempfile::TempDir;

/// Runs of each.
const RUNS: usize = 9;

fn main() {
    let builder = std::env::var("SPINDLE_BUILDER").ok();
    println!("| | Spindle, median (p95) | peak guest memory | original, cold process | memory | |");
    println!("|---|---|---|---|---|---|");
    for (name, script) in [
        ("a: hello, docx", HELLO.to_owned()),
        ("b: 100 paragraphs and 10 tables, docx", TABLES.to_owned()),
        (
            "c: 10,000 cells with 1,000 formulas, xlsx",
            CELLS.to_owned(),
        ),
        ("d: 5 slides, pptx", SLIDES.to_owned()),
        ("e: b as pdf", as_pdf(TABLES)),
        ("f: a as pdf", as_pdf(HELLO)),
    ] {
        let Some(service) = Service::open().start() else {
            eprintln!("SPINDLE_BASE_URL is set: only a local service is measured");
            return;
        };
        compare(name, &script, &service.client, builder.as_deref());
    }
}

/// The same script, which saves its only file as a PDF.
fn as_pdf(script: &str) -> String {
    script.replace("builder.SaveFile(\"docx\"", "builder.SaveFile(\"pdf\"")
}

fn compare(name: &str, script: &str, client: &Client, builder: Option<&str>) {
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for run in 0..=RUNS {
        let start = Instant::now();
        build(client, script);
        // The first run of each warms caches and is dropped.
        if run > 0 {
            ours.push(start.elapsed());
        }
        if let Some(time) = builder.and_then(|builder| cold(builder, script))
            && run > 0
        {
            theirs.push(time);
        }
    }
    let ours: Times = ours.into_iter().collect();
    let memory = [
        peak_memory(client, "docbuilder"),
        peak_memory(client, "converter"),
    ]
    .join(" + ");
    let beside = if theirs.is_empty() {
        "| | |".to_owned()
    } else {
        let theirs: Times = theirs.into_iter().collect();
        let times = theirs.quantile(0.5) / ours.quantile(0.5);
        let memory = builder.and_then(|builder| memory_of(builder, script));
        let memory = memory.map_or("unknown".to_owned(), |mib| format!("{mib:.0} MiB"));
        format!(
            "{:.0} ms | {memory} | {times:.0} times",
            theirs.quantile(0.5)
        )
    };
    println!(
        "| {name} | {:.1} ({:.1}) ms | {memory} | {beside} |",
        ours.quantile(0.5),
        ours.quantile(0.95)
    );
}

fn build(client: &Client, script: &str) {
    let body = client
        .send("POST", "/docbuilder", &[], script.as_bytes())
        .json();
    assert_eq!(body["end"], true, "{body}");
    for url in body["urls"].as_object().into_iter().flatten() {
        let file = client.get(url.1.as_str().unwrap_or_default());
        assert!(file.status == 200 && !file.body.is_empty(), "{body}");
    }
}

/// How long a process of the original takes for the script; `None` when it cannot do it.
fn cold(builder: &str, script: &str) -> Option<Duration> {
    let folder = TempDir::new().ok()?;
    let path = written(folder.path(), script)?;
    let start = Instant::now();
    let done = Command::new(builder)
        .arg(&path)
        .current_dir(folder.path())
        .output()
        .ok()?;
    done.status.success().then(|| start.elapsed())
}

/// The memory of the largest process of such a run, in MiB, by GNU time.
fn memory_of(builder: &str, script: &str) -> Option<f64> {
    let folder = TempDir::new().ok()?;
    let path = written(folder.path(), script)?;
    let done = Command::new("/usr/bin/time")
        .args(["-f", "%M", builder])
        .arg(&path)
        .current_dir(folder.path())
        .output()
        .ok()?;
    let words = String::from_utf8_lossy(&done.stderr).into_owned();
    let kib: f64 = words.split_whitespace().last()?.parse().ok()?;
    Some(kib / 1024.0)
}

fn written(folder: &Path, script: &str) -> Option<std::path::PathBuf> {
    let path = folder.join("script.docbuilder");
    std::fs::write(&path, script).ok()?;
    Some(path)
}
