//! The command service: `cargo bench -p spindle-bench --bench commands`.
//!
//! Every connection has a document of its own that somebody has open. `info` tells its callback handler first, which
//! answers at once and is a part of this process. A word after `--` runs those commands only whose names contain it;
//! `SPINDLE_COMMANDS_SECONDS` is the length of a round (3). Clients and host share the machine's cores.

use std::time::Duration;

use serde_json::{Value, json};
use spindle_bench::editing::{open, prose};
use spindle_bench::load::{Cycle, Run, run};
use spindle_bench::{Times, peak_memories};
use spindle_e2e::{Client, Editor, Service, Storage};

const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// Rounds for one row.
const ROUNDS: usize = 3;

/// The commands, and the error that each answers here.
const COMMANDS: [(&str, &str, i64); 4] = [
    ("version", "version", 0),
    ("info", "info, with a callback", 0),
    ("forcesave", "forcesave, nothing new", 4),
    ("getForgottenList", "getForgottenList", 0),
];

fn main() {
    let Some(service) = Service::open().start() else {
        eprintln!("SPINDLE_BASE_URL is set: only a local service is measured");
        return;
    };
    let storage = Storage::start();
    let url = storage.document("/prose.docx", prose(20));
    let most = CONNECTIONS.into_iter().max().unwrap_or(1);
    let editors: Vec<Editor> = (0..most)
        .map(|number| open(&service.client, &storage, &url, &format!("bench{number}")))
        .collect();
    let seconds = std::env::var("SPINDLE_COMMANDS_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(3.0);
    println!("| command | connections | per second | median, p99 |");
    println!("|---|--:|--:|--:|");
    for (command, name, error) in COMMANDS {
        if !wanted(name) {
            continue;
        }
        for connections in CONNECTIONS {
            let cycles: Vec<Cycle> = editors
                .iter()
                .take(connections)
                .map(|editor| vec![request(&service, command, &editor.key, error)])
                .collect();
            let cycles: Vec<&Cycle> = cycles.iter().collect();
            let runs: Vec<Run> = (0..ROUNDS)
                .map(|_| {
                    let address = address(&service);
                    let run = run(address, &cycles, Duration::from_secs_f64(seconds));
                    // Thousands of callbacks came.
                    storage.forget();
                    for editor in &editors {
                        editor.try_heartbeat().expect("everybody is still there");
                    }
                    run
                })
                .collect();
            row(name, connections, runs);
        }
    }
    println!("\npeak guest memory: {}", peak_memories(&service.client));
}

fn address(service: &Service) -> &str {
    service
        .base
        .strip_prefix("http://")
        .unwrap_or(&service.base)
}

/// A command as it is sent, and the length of its answer, which is asked for once and looked at.
fn request(service: &Service, command: &str, key: &str, error: i64) -> (Vec<u8>, Option<u64>) {
    let body = match command {
        "version" | "getForgottenList" => json!({ "c": command }),
        _ => json!({ "c": command, "key": key }),
    };
    let length = ask(&service.client, &body, error);
    let body = body.to_string();
    let head = format!(
        "POST /command HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        address(service),
        body.len()
    );
    ([head.as_bytes(), body.as_bytes()].concat(), Some(length))
}

fn ask(client: &Client, body: &Value, error: i64) -> u64 {
    let answer = client.post("/command", body);
    assert_eq!(answer.json()["error"], error, "{body}: {}", answer.text());
    answer.body.len() as u64
}

fn row(name: &str, connections: usize, runs: Vec<Run>) {
    let mut rates: Vec<f64> = runs
        .iter()
        .map(|run| run.requests.len() as f64 / run.time.as_secs_f64())
        .collect();
    rates.sort_by(f64::total_cmp);
    let rate = rates.get(rates.len() / 2).copied().unwrap_or_default();
    let times: Times = runs.into_iter().flat_map(|run| run.requests).collect();
    println!(
        "| {name} | {connections} | {rate:.0} | {:.2} ms, {:.2} ms |",
        times.quantile(0.5),
        times.quantile(0.99)
    );
}

/// Whether a command is to be measured.
fn wanted(name: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    words.next().is_none_or(|word| name.contains(&word))
}
