//! Sizes, latencies and memory of the real components on the embedded host.
//!
//! The client opens one connection per service and shares the machine's cores with it.

use std::time::Instant;

use spindle_bench::scripts::{CELLS, HELLO, TABLES};
use spindle_bench::{Times, peak_memory};
use spindle_e2e::{Client, Service, root, spindle};

fn main() {
    sizes();
    let Some(service) = Service::open().start() else {
        eprintln!("SPINDLE_BASE_URL is set: only a local service is measured");
        return;
    };
    let client = service.client.clone();
    let first = Instant::now();
    client.get("/healthcheck");
    println!(
        "healthcheck, after the one that told it was ready: {:.1} ms",
        first.elapsed().as_secs_f64() * 1000.0
    );
    println!(
        "healthcheck: {}",
        Times::of(200, || assert_eq!(
            client.get("/healthcheck").text(),
            "true"
        ))
    );
    for (name, script, runs) in [
        ("hello docx", HELLO, 50),
        ("100 paragraphs, 10 tables docx", TABLES, 30),
        ("10,000 cells, 1,000 formulas xlsx", CELLS, 20),
    ] {
        let fresh = Service::open().start().expect("it started before");
        let cold = Instant::now();
        build(&fresh.client, script);
        let cold = cold.elapsed().as_secs_f64() * 1000.0;
        let times = Times::of(runs, || build(&fresh.client, script));
        println!(
            "{name}: first {cold:.1} ms, then {times}; peak guest memory {}",
            peak_memory(&fresh.client, "docbuilder")
        );
    }
    starts();
}

fn build(client: &Client, script: &str) {
    let body = client
        .send("POST", "/docbuilder", &[], script.as_bytes())
        .json();
    assert_eq!(body["end"], true, "{body}");
}

fn sizes() {
    let folder = root().join("target/wasm32-wasip2/component");
    // Starting builds them.
    drop(Service::open().start());
    for name in ["command", "docbuilder", "documents", "files", "scheduler"] {
        let size = std::fs::metadata(folder.join(format!("spindle_{name}.wasm")))
            .map_or(0, |file| file.len());
        println!("component {name}: {:.2} MB", size as f64 / 1e6);
    }
}

/// How long `spindle up` takes until it says that it serves, with components compiled before.
fn starts() {
    let times = Times::of(5, || {
        let state = root().join("target/bench-state");
        let mut child = std::process::Command::new(spindle())
            .args([
                "up",
                "--dev",
                "--quiet",
                "--listen",
                "127.0.0.1:0",
                "--state-dir",
            ])
            .arg(&state)
            .current_dir(root())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the host starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        let mut lines = std::io::BufReader::new(stdout);
        while !line.starts_with("Serving ") {
            line.clear();
            assert!(
                std::io::BufRead::read_line(&mut lines, &mut line).is_ok_and(|read| read > 0),
                "the host ended"
            );
        }
        let _ = child.kill();
        let _ = child.wait();
    });
    println!("spindle up, until ready: {times}");
}
