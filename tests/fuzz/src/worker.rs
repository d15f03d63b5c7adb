//! The process that readers run in. It says on its output what it begins and what came of it, so that its end tells
//! which file ended it.

use std::io::{Write, stdout};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::judge::{self, STACK};
use crate::{mutate, seeds, targets, tokens};

/// What a worker is asked.
#[derive(Debug, Clone)]
pub struct Order {
    /// The format of the reader.
    pub format: String,
    /// The seed of chance.
    pub seed: u64,
    /// The number of the first run.
    pub from: u64,
    /// How long it may go on.
    pub time: Duration,
    /// Folders with files.
    pub corpus: Vec<String>,
}

/// Runs the reader until the time is over.
///
/// # Errors
/// There is no such reader, or nothing to change.
pub fn work(order: &Order) -> Result<()> {
    judge::keep_panics();
    let order = order.clone();
    let thread = std::thread::Builder::new().stack_size(STACK);
    let running = thread.spawn(move || runs(&order))?;
    match running.join() {
        Ok(result) => result,
        Err(_) => anyhow::bail!("the fuzzer itself panicked"),
    }
}

fn runs(order: &Order) -> Result<()> {
    let (_, reader) = targets::reader(&order.format).context("there is no such reader")?;
    let seeds = seeds::load(&order.format, &order.corpus);
    let words = tokens::of(&order.format);
    let end = Instant::now() + order.time;
    let mut output = stdout().lock();
    let mut number = order.from;
    while Instant::now() < end {
        let bytes = mutate::case(order.seed, &order.format, number, &seeds, words)
            .context("there is no file to change")?;
        writeln!(output, "begin {number}")?;
        let verdict = judge::run(reader, &bytes);
        writeln!(output, "end {number} {}", verdict.line())?;
        number = number.saturating_add(1);
    }
    writeln!(output, "over")?;
    Ok(())
}

/// Reads one file; the exit code says whether that is a finding.
///
/// # Errors
/// There is no such reader or file.
pub fn check(format: &str, path: &str) -> Result<bool> {
    judge::keep_panics();
    let (_, reader) = targets::reader(format).context("there is no such reader")?;
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    let thread = std::thread::Builder::new().stack_size(STACK);
    let running = thread.spawn(move || judge::run(reader, &bytes))?;
    let Ok(verdict) = running.join() else {
        anyhow::bail!("the fuzzer itself panicked");
    };
    writeln!(stdout(), "{}", verdict.line())?;
    Ok(matches!(
        verdict,
        judge::Verdict::Panicked(_) | judge::Verdict::Slow(_)
    ))
}
