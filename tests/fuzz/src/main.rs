//! The command: see the README.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use cap::Cap;
use spindle_fuzz::worker::Order;
use spindle_fuzz::{minimise, mutate, seeds, supervise, targets, tokens, worker};

/// The memory that one file may take, with the little that the fuzzer needs itself.
const MEMORY: usize = 512 << 20;

#[global_allocator]
static MEMORY_OF_RUNS: Cap<std::alloc::System> = Cap::new(std::alloc::System, usize::MAX);

/// What was asked.
#[derive(Default)]
struct Asked {
    worker: bool,
    check: Option<String>,
    seed: Option<u64>,
    from: u64,
    milliseconds: Option<u64>,
    corpus: Vec<String>,
    formats: Vec<String>,
}

fn main() -> Result<ExitCode> {
    let asked = ask(std::env::args().skip(1))?;
    if asked.worker || asked.check.is_some() {
        // A larger wish ends the process, which its watcher takes for a finding.
        let most = MEMORY.saturating_add(MEMORY_OF_RUNS.allocated());
        if MEMORY_OF_RUNS.set_limit(most).is_err() {
            anyhow::bail!("the limit of memory cannot be set");
        }
    }
    let format = asked.formats.first().cloned();
    if let Some(path) = &asked.check {
        let found = worker::check(&format.context("which reader?")?, path)?;
        return Ok(ExitCode::from(u8::from(found)));
    }
    if asked.worker {
        worker::work(&asked.order(&format.context("which reader?")?, 1))?;
        return Ok(ExitCode::SUCCESS);
    }
    fuzz(&asked)
}

fn ask(mut words: impl Iterator<Item = String>) -> Result<Asked> {
    let mut asked = Asked::default();
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} what?"));
        match word.as_str() {
            "--worker" => asked.worker = true,
            "--check" => asked.check = Some(value()?),
            "--seed" => asked.seed = Some(value()?.parse()?),
            "--from" => asked.from = value()?.parse()?,
            "--seconds" => asked.milliseconds = Some(value()?.parse::<u64>()?.saturating_mul(1000)),
            "--milliseconds" => asked.milliseconds = Some(value()?.parse()?),
            "--corpus" => asked.corpus.push(value()?),
            other if other.starts_with('-') => anyhow::bail!("{other} is no option"),
            _ => asked.formats.push(word),
        }
    }
    Ok(asked)
}

impl Asked {
    fn order(&self, format: &str, share: u64) -> Order {
        let time = self.milliseconds.unwrap_or(60_000) / share.max(1);
        Order {
            format: format.to_owned(),
            seed: self.seed.unwrap_or(1),
            from: self.from,
            time: Duration::from_millis(time),
            corpus: self.corpus.clone(),
        }
    }
}

fn fuzz(asked: &Asked) -> Result<ExitCode> {
    let mut formats: Vec<&str> = targets::readers()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    if !asked.formats.is_empty() {
        for wanted in &asked.formats {
            anyhow::ensure!(
                formats.contains(&wanted.as_str()),
                "there is no reader of {wanted}"
            );
        }
        formats.retain(|name| asked.formats.iter().any(|wanted| wanted == name));
    }
    let share = u64::try_from(formats.len())?;
    let mut all = 0u64;
    for format in formats {
        let order = asked.order(format, share);
        let (tally, findings) = supervise::fuzz(&order)?;
        println!("{}", tally.line(format));
        all = all.saturating_add(tally.findings);
        if findings.is_empty() {
            continue;
        }
        let seeds = seeds::load(format, &order.corpus);
        for finding in findings {
            println!("  run {}: {}", finding.number, finding.what);
            let bytes = mutate::case(
                order.seed,
                format,
                finding.number,
                &seeds,
                tokens::of(format),
            );
            let bytes = bytes.context("a finding of a file that cannot be made again")?;
            let small = minimise::minimise(format, bytes, finding.kind())?;
            let path = finding.keep(format, order.seed, &small)?;
            println!("    {} bytes in {}", small.len(), path.display());
        }
    }
    Ok(if all == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
