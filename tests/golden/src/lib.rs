//! Outputs judged by outside readers: python-docx and openpyxl (through `judge.py`), and LibreOffice.
//!
//! A judge that is not installed is said aloud and skipped; a judge that is installed and refuses a file fails the test.
//! Expectations are JSON files in `expected/`. They are remade, from what the outside reader sees, by
//! `SPINDLE_GOLDEN_UPDATE=1 cargo test`.

mod expectation;
mod office;
mod python;

pub use expectation::expect;
pub use office::Office;
pub use python::Judge;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one file that is judged; gone when dropped.
#[derive(Debug)]
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> std::io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("spindle-golden-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn file(&self, extension: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
        let path = self.0.join(format!("output.{extension}"));
        std::fs::write(&path, bytes)?;
        Ok(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
