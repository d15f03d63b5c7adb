//! How long saves take: `cargo bench -p spindle-bench --bench saving`.
//!
//! Measured is the time from the answer to the last editor's `leave` until the storage has the callback, which it accepts
//! at once, without the delay that is configured; from the call of `close`; and from the answer to a forced save. The
//! storage is a part of this process, and shares the machine's cores with the host. A word after `--` runs those rows only
//! whose names contain it.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use spindle_bench::editing::{open_and_type, prose};
use spindle_bench::{Times, peak_memories};
use spindle_e2e::{Client, Editor, Service, Storage};

/// `savetimeoutdelay`
const DELAY: Duration = Duration::from_millis(500);

/// Single runs.
const RUNS: usize = 50;

/// Documents that close at once, and how often.
const CROWD: usize = 20;
const ROUNDS: usize = 5;

/// How long a callback may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a document is saved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Leave,
    Close,
    Forced,
}

impl Way {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Leave, "leave, beyond the delay"),
        (Self::Close, "close"),
        (Self::Forced, "forced save"),
    ];
}

fn main() {
    let Some(service) = Service::open().variable("savetimeoutdelay", "500").start() else {
        eprintln!("SPINDLE_BASE_URL is set: only a local service is measured");
        return;
    };
    let bench = Bench {
        client: service.client.clone(),
        storage: Storage::start(),
        keys: AtomicUsize::new(0),
    };
    println!("| save | document | at once | median, p99, most |");
    println!("|---|---|--:|--:|");
    for (document, paragraphs) in [("1 paragraph", 1), ("1,000 paragraphs", 1000)] {
        let path = format!("/prose{paragraphs}.docx");
        let url = bench.storage.document(&path, prose(paragraphs));
        for (way, name) in Way::ALL {
            if !wanted(&format!("{name}, {document}")) {
                continue;
            }
            // The first run is a warm-up.
            let mut times = Vec::new();
            for _ in 0..=RUNS {
                times.extend(bench.saves(way, &url, 1));
            }
            row(name, document, 1, times.into_iter().skip(1).collect());
            let crowds = (0..ROUNDS).flat_map(|_| bench.saves(way, &url, CROWD));
            row(name, document, CROWD, crowds.collect());
        }
    }
    println!("\npeak guest memory: {}", peak_memories(&service.client));
}

struct Bench {
    client: Client,
    storage: Storage,
    keys: AtomicUsize,
}

impl Bench {
    /// Opens so many documents, changes them, and has all of them saved at once; the time of each.
    fn saves(&self, way: Way, url: &str, count: usize) -> Vec<Duration> {
        let editors: Vec<Editor> = (0..count)
            .map(|_| {
                let number = self.keys.fetch_add(1, Ordering::SeqCst);
                let key = format!("save{number}");
                open_and_type(&self.client, &self.storage, url, &key)
            })
            .collect();
        let barrier = Barrier::new(count);
        let times = std::thread::scope(|scope| {
            let threads: Vec<_> = editors
                .iter()
                .map(|editor| {
                    let barrier = &barrier;
                    scope.spawn(move || {
                        barrier.wait();
                        self.save(way, editor)
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().expect("a save"))
                .collect()
        });
        if way == Way::Forced {
            // Their final saves are not to come into the next round.
            for editor in &editors {
                self.save(Way::Close, editor);
            }
        }
        self.storage.forget();
        times
    }

    fn save(&self, way: Way, editor: &Editor) -> Duration {
        let (start, status) = match way {
            Way::Leave => {
                editor.leave();
                (Instant::now() + DELAY, 2)
            }
            Way::Close => {
                let start = Instant::now();
                editor.close();
                (start, 2)
            }
            Way::Forced => {
                assert_eq!(editor.save(), 0, "{}", editor.key);
                (Instant::now(), 6)
            }
        };
        let what = format!("status {status} of {}", editor.key);
        let at = self.storage.wait_for(&what, PATIENCE, |callbacks| {
            let mut fitting = callbacks
                .iter()
                .filter(|callback| callback.key() == editor.key && callback.status() == status);
            fitting.next().map(|callback| callback.at)
        });
        let early = start.saturating_duration_since(at);
        assert!(
            early < Duration::from_millis(100),
            "{what} came {early:?} early"
        );
        at.saturating_duration_since(start)
    }
}

fn row(name: &str, document: &str, at_once: usize, times: Times) {
    println!(
        "| {name} | {document} | {at_once} | {:.1} ms, {:.1} ms, {:.1} ms |",
        times.quantile(0.5),
        times.quantile(0.99),
        times.quantile(1.0)
    );
}

/// Whether a row is to be measured.
fn wanted(name: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    words.next().is_none_or(|word| name.contains(&word))
}
