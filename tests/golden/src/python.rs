//! python-docx and openpyxl.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Scratch;

/// The Python that has the readers: `SPINDLE_JUDGE_PYTHON`, else `python3`.
#[derive(Debug, Clone)]
pub struct Judge {
    python: PathBuf,
}

impl Judge {
    /// The judge, or `None` and a line on standard output when the readers are not installed.
    #[must_use]
    pub fn find() -> Option<Self> {
        let python = std::env::var_os("SPINDLE_JUDGE_PYTHON")
            .map_or_else(|| PathBuf::from("python3"), PathBuf::from);
        let judge = Self { python };
        match judge.run(&["--probe".as_ref()]) {
            Ok((_, true)) => Some(judge),
            Ok((said, false)) => {
                println!(
                    "skipped: {} lacks python-docx or openpyxl: {}",
                    judge.python.display(),
                    last_line(&said)
                );
                None
            }
            Err(error) => {
                println!("skipped: {} does not run: {error}", judge.python.display());
                None
            }
        }
    }

    /// What the reader for `extension` (`docx`, `xlsx`) sees in a file.
    ///
    /// # Errors
    /// The reader's refusal, in its words.
    pub fn see(&self, extension: &str, bytes: &[u8]) -> Result<Value, String> {
        let scratch = Scratch::new().map_err(|error| error.to_string())?;
        let file = scratch
            .file(extension, bytes)
            .map_err(|error| error.to_string())?;
        let (said, _) = self.run(&[&file]).map_err(|error| error.to_string())?;
        let seen: Value =
            serde_json::from_str(&said).map_err(|error| format!("{error}: {said}"))?;
        match seen.get("error").and_then(Value::as_str) {
            Some(refusal) => Err(refusal.to_owned()),
            None => Ok(seen),
        }
    }

    /// Runs `score.py` over a folder of scripts against a service; `Ok` with what it says when all are equal, `Err` with
    /// the differences when not. `None` and a line on standard output where python-pptx is not installed.
    #[must_use]
    pub fn score(&self, folder: &Path, url: &str) -> Option<Result<String, String>> {
        let python = |arguments: &[&std::ffi::OsStr]| {
            Command::new(&self.python)
                .args(["-W", "ignore"])
                .args(arguments)
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .output()
        };
        let probe = python(&["-c".as_ref(), "import pptx".as_ref()]);
        if !probe.is_ok_and(|done| done.status.success()) {
            println!("skipped: {} lacks python-pptx", self.python.display());
            return None;
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("score.py");
        let arguments = [
            script.as_os_str(),
            folder.as_os_str(),
            "--url".as_ref(),
            url.as_ref(),
            "--workers".as_ref(),
            "2".as_ref(),
        ];
        Some(match python(&arguments) {
            Err(error) => Err(error.to_string()),
            Ok(done) => {
                let said = String::from_utf8_lossy(&done.stdout).into_owned();
                let more = String::from_utf8_lossy(&done.stderr);
                if done.status.success() {
                    Ok(said)
                } else {
                    Err(said + &more)
                }
            }
        })
    }

    /// What the script says, and whether it succeeded. Standard error is what it says when that is all there is.
    fn run(&self, arguments: &[&Path]) -> std::io::Result<(String, bool)> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("judge.py");
        let output = Command::new(&self.python)
            .args(["-W", "ignore"])
            .arg(script)
            .args(arguments)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()?;
        let said = if output.stdout.is_empty() {
            output.stderr
        } else {
            output.stdout
        };
        Ok((
            String::from_utf8_lossy(&said).into_owned(),
            output.status.success(),
        ))
    }
}

fn last_line(text: &str) -> &str {
    text.trim_end().lines().last().unwrap_or_default()
}
