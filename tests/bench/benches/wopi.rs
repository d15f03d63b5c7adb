//! The WOPI host beside another one in one run: `cargo bench -p spindle-bench --bench wopi`.
//!
//! `SPINDLE_WOPI_PEER` names (by an absolute path) a JSON file with at least 64 files of the other host, a list of
//! `{"wopiSrc": "http://host:port/...", "token": "..."}`; `peers/wopiserver.py` makes one of a running cs3org/wopiserver.
//! Without it, Spindle is measured alone. `SPINDLE_WOPI_SECONDS` is the length of a round (4). A word after `--` runs those
//! operations only whose names contain it. With `SPINDLE_BASE_URL` the peer is measured alone.
//!
//! The rounds of both hosts take turns, and the other host is idle meanwhile. Clients and hosts share the machine's cores.

use std::time::Duration;

use spindle_bench::wopi::{Host, Operation};
use spindle_bench::{Times, peak_memories};
use spindle_e2e::{Service, root};

const CONNECTIONS: [usize; 3] = [1, 8, 64];

/// Rounds of each host for one row.
const ROUNDS: usize = 3;

fn main() {
    let content = noise(100_000);
    let most = CONNECTIONS.into_iter().max().unwrap_or(1);
    let service = Service::open().start();
    let spindle = service.as_ref().map(|service| {
        let size =
            std::fs::metadata(root().join("target/wasm32-wasip2/component/spindle_wopi.wasm"));
        println!(
            "component wopi: {:.2} MB",
            size.map_or(0, |file| file.len()) as f64 / 1e6
        );
        Host::spindle(&service.client, most, &content)
    });
    let peer = std::env::var("SPINDLE_WOPI_PEER").ok().map(|path| {
        let json = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        Host::from_json("peer", &json).unwrap_or_else(|words| panic!("{path}: {words}"))
    });
    let hosts: Vec<&Host> = spindle.iter().chain(&peer).collect();
    if hosts.is_empty() {
        eprintln!("SPINDLE_BASE_URL is set: only a local service is measured");
        return;
    }
    for host in &hosts {
        assert!(
            host.files() >= most,
            "{}: {most} files are needed",
            host.name
        );
        host.fill(&content);
    }
    table(&hosts, &content);
    if let Some(service) = &service {
        println!("\npeak guest memory: {}", peak_memories(&service.client));
    }
    streams(&hosts, service.as_ref());
}

/// What the rounds of one host came to.
#[derive(Default)]
struct Row {
    rates: Vec<f64>,
    times: Vec<Duration>,
    opened: usize,
    requests: usize,
}

impl Row {
    fn rate(&mut self) -> f64 {
        self.rates.sort_by(f64::total_cmp);
        self.rates
            .get(self.rates.len() / 2)
            .copied()
            .unwrap_or_default()
    }
}

fn table(hosts: &[&Host], content: &[u8]) {
    let time = std::env::var("SPINDLE_WOPI_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(4.0);
    let names = hosts
        .iter()
        .map(|host| format!(" {0} per second | {0} median, p95 |", host.name));
    println!(
        "| operation | connections |{} times |",
        names.collect::<String>()
    );
    println!("|---|--:|{}--:|", "--:|--:|".repeat(hosts.len()));
    for (operation, name) in Operation::ALL {
        if !wanted(name) {
            continue;
        }
        let mut closed: Vec<&str> = Vec::new();
        for connections in CONNECTIONS {
            // Requests, and cycles of two.
            let mut rows: Vec<[Row; 2]> = hosts.iter().map(|_| Default::default()).collect();
            for _ in 0..ROUNDS {
                for (host, [requests, cycles]) in hosts.iter().zip(&mut rows) {
                    let run = host.round(
                        operation,
                        connections,
                        content,
                        Duration::from_secs_f64(time),
                    );
                    let seconds = run.time.as_secs_f64();
                    requests.rates.push(run.requests.len() as f64 / seconds);
                    cycles.rates.push(run.cycles.len() as f64 / seconds);
                    requests.requests += run.requests.len();
                    requests.opened += run.opened;
                    requests.times.extend(run.requests);
                    cycles.times.extend(run.cycles);
                }
            }
            closed.extend(
                hosts
                    .iter()
                    .zip(&rows)
                    .filter(|(_, [row, _])| row.opened > row.requests / 2)
                    .map(|(host, _)| host.name.as_str()),
            );
            let (requests, cycles): (Vec<Row>, Vec<Row>) = rows
                .into_iter()
                .map(|[requests, cycles]| (requests, cycles))
                .unzip();
            if operation == Operation::Lock {
                line(&format!("{name}, cycles"), connections, cycles);
                line(&format!("{name}, requests"), connections, requests);
            } else {
                line(name, connections, requests);
            }
        }
        closed.sort_unstable();
        closed.dedup();
        for host in closed {
            eprintln!(
                "{name}: {host} closes the connection after its answers, and it was opened anew within the times"
            );
        }
    }
}

fn line(name: &str, connections: usize, mut rows: Vec<Row>) {
    let rates: Vec<f64> = rows.iter_mut().map(Row::rate).collect();
    let cells = rates.iter().zip(rows).map(|(rate, row)| {
        let times: Times = row.times.into_iter().collect();
        format!(
            " {rate:.0} | {:.2} ms, {:.2} ms |",
            times.quantile(0.5),
            times.quantile(0.95)
        )
    });
    let cells: String = cells.collect();
    let times = match rates.as_slice() {
        [ours, theirs] => format!("{:.2}", ours / theirs),
        _ => "-".to_owned(),
    };
    println!("| {name} | {connections} |{cells} {times} |");
}

/// 100 MB written and read as streams.
fn streams(hosts: &[&Host], service: Option<&Service>) {
    if !wanted("100 MB") {
        return;
    }
    let piece = noise(100_000);
    for host in hosts {
        let name = &host.name;
        match host.stream(&piece, 1000) {
            Ok((writes, reads)) => {
                println!("{name}, PutFile 100 MB: {writes}");
                println!("{name}, GetFile 100 MB: {reads}");
            }
            Err(words) => println!("{name}, 100 MB: refused, {words}"),
        }
    }
    if let Some(service) = service {
        println!(
            "peak guest memory with 100 MB: {}",
            peak_memories(&service.client)
        );
    }
}

/// Whether an operation is to be measured.
fn wanted(name: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    words.next().is_none_or(|word| name.contains(&word))
}

/// Bytes that do not compress, the same in every run.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let bytes = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    });
    bytes.take(length).collect()
}
