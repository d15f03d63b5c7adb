//! What came of it, counted and written down.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

/// What came of the files of one reader.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Files.
    pub runs: u64,
    /// Those that were read.
    pub read: u64,
    /// Those that were refused, by the kind of reason.
    pub refused: BTreeMap<String, u64>,
    /// Findings, also those that are like others.
    pub findings: u64,
    /// How long it took.
    pub time: Duration,
}

/// A file that did harm.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The number of the run.
    pub number: u64,
    /// What happened.
    pub what: String,
}

impl Finding {
    /// The kind of it: `panic`, `slow`, `hang` or `abort`.
    pub fn kind(&self) -> &str {
        self.what.split(' ').next().unwrap_or_default()
    }

    /// Writes the file and what is known of it, and answers where.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn keep(&self, format: &str, seed: u64, bytes: &[u8]) -> Result<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("findings");
        fs::create_dir_all(&folder)?;
        let name = format!("{format}-{seed}-{}", self.number);
        let path = folder.join(format!("{name}.{format}"));
        fs::write(&path, bytes)?;
        fs::write(
            folder.join(format!("{name}.txt")),
            format!(
                "reader {format}\nseed {seed}\nrun {}\n{}\n",
                self.number, self.what
            ),
        )?;
        Ok(path)
    }
}

impl Tally {
    /// Counts a run by what a worker says of it; answers what happened where that is a finding.
    pub fn count(&mut self, line: &str) -> Option<String> {
        self.runs = self.runs.saturating_add(1);
        let (_, verdict) = line.split_once(' ')?;
        match verdict.split_once(' ') {
            None => self.read = self.read.saturating_add(1),
            Some(("refused", kind)) => {
                let count = self.refused.entry(kind.to_owned()).or_default();
                *count = count.saturating_add(1);
            }
            Some(_) => return Some(verdict.to_owned()),
        }
        None
    }

    /// One line of the summary.
    pub fn line(&self, format: &str) -> String {
        let seconds = self.time.as_secs_f64().max(0.001);
        let refused: Vec<String> = self
            .refused
            .iter()
            .map(|(kind, count)| format!("{} {count}", kind.to_lowercase()))
            .collect();
        format!(
            "{format:<10} {:>9} runs {:>7.0}/s {:>9} read, refused: {}; {} findings",
            self.runs,
            self.runs as f64 / seconds,
            self.read,
            if refused.is_empty() {
                "none".to_owned()
            } else {
                refused.join(", ")
            },
            self.findings
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_counted() {
        let mut tally = Tally::default();
        assert_eq!(tally.count("1 read"), None);
        assert_eq!(tally.count("2 refused Damaged"), None);
        assert_eq!(
            tally.count("3 panic at a.rs:1").as_deref(),
            Some("panic at a.rs:1")
        );
        assert_eq!((tally.runs, tally.read), (3, 1));
        assert!(tally.line("odt").contains("damaged 1"));
    }
}
