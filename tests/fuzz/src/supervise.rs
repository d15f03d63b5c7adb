//! The process that watches workers, begins them again where a file ended one, and keeps the findings.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::report::{Finding, Tally};
use crate::worker::Order;

/// A worker that says nothing for so long hangs.
pub const HANGS: Duration = Duration::from_secs(20);

/// Findings of a reader after which it gets no more files.
const MOST_FINDINGS: usize = 25;

/// How many signs of a message make a finding another one.
const KEY_LENGTH: usize = 120;

/// Fuzzes one reader.
///
/// # Errors
/// Workers cannot be started.
pub fn fuzz(order: &Order) -> Result<(Tally, Vec<Finding>)> {
    let mut tally = Tally::default();
    let mut findings: Vec<Finding> = Vec::new();
    let mut known = BTreeSet::new();
    let start = Instant::now();
    let mut next = order.from;
    while start.elapsed() < order.time && findings.len() < MOST_FINDINGS {
        let order = Order {
            from: next,
            time: order.time.saturating_sub(start.elapsed()),
            ..order.clone()
        };
        let mut watched = Watched::start(&order)?;
        let found = watched.watch(&mut tally)?;
        next = watched.next.max(next);
        for (number, what) in found {
            tally.findings = tally.findings.saturating_add(1);
            if known.insert(key(&what)) {
                findings.push(Finding { number, what });
            }
        }
        if watched.over {
            break;
        }
    }
    tally.time = start.elapsed();
    Ok((tally, findings))
}

/// What findings of one cause have in common: the place of a panic, the words of others without their numbers.
fn key(what: &str) -> String {
    let words = match what.strip_prefix("panic panicked at ") {
        Some(panic) => panic.split(": ").next().unwrap_or_default().to_owned(),
        None => what.chars().filter(|char| !char.is_ascii_digit()).collect(),
    };
    words.chars().take(KEY_LENGTH).collect()
}

struct Watched {
    child: Child,
    lines: Receiver<String>,
    errors: Option<JoinHandle<String>>,
    next: u64,
    /// Whether it came to its own end.
    over: bool,
}

impl Watched {
    fn start(order: &Order) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .env("RUST_BACKTRACE", "0")
            .arg("--worker")
            .args(["--seed", &order.seed.to_string()])
            .args(["--from", &order.from.to_string()])
            .args(["--milliseconds", &order.time.as_millis().to_string()]);
        for folder in &order.corpus {
            command.args(["--corpus", folder]);
        }
        let mut child = command
            .arg(&order.format)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("a worker without output")?;
        let mut errors = child.stderr.take().context("a worker without errors")?;
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        let errors = std::thread::spawn(move || {
            let mut said = Vec::new();
            // What it says is not needed where it cannot be read.
            let _ = errors.read_to_end(&mut said);
            String::from_utf8_lossy(&said)
                .replace('\n', " ")
                .trim()
                .to_owned()
        });
        Ok(Self {
            child,
            lines,
            errors: Some(errors),
            next: order.from,
            over: false,
        })
    }

    /// Follows the worker to its end, and answers the runs that are findings.
    fn watch(&mut self, tally: &mut Tally) -> Result<Vec<(u64, String)>> {
        let mut found = Vec::new();
        let mut running = None;
        loop {
            match self.lines.recv_timeout(HANGS) {
                Ok(line) => match line.split_once(' ') {
                    None => self.over |= line == "over",
                    Some(("begin", number)) => {
                        running = number.parse::<u64>().ok();
                        self.next = running.map_or(self.next, |number| number.saturating_add(1));
                    }
                    Some((_, rest)) => {
                        if let Some(what) = tally.count(rest) {
                            found.extend(running.map(|number| (number, what)));
                        }
                        running = None;
                    }
                },
                Err(RecvTimeoutError::Timeout) => {
                    self.child.kill()?;
                    self.child.wait()?;
                    tally.runs = tally.runs.saturating_add(1);
                    found.extend(running.map(|number| (number, "hang".to_owned())));
                    return Ok(found);
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = self.child.wait()?;
        let said = self
            .errors
            .take()
            .and_then(|errors| errors.join().ok())
            .unwrap_or_default();
        if let Some(number) = running {
            tally.runs = tally.runs.saturating_add(1);
            found.push((number, format!("abort {status}: {said}")));
        } else if !self.over {
            anyhow::bail!("a worker ended without a run: {status}: {said}");
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn one_cause_is_one_finding() {
        let panic = |words: &str| key(&format!("panic panicked at src/a.rs:1:2: {words}"));
        assert_eq!(panic("index 1"), panic("index 2"));
        assert_ne!(panic("x"), key("panic panicked at src/a.rs:3:2: x"));
        assert_eq!(key("slow 6000 ms"), key("slow 6013 ms"));
    }
}
