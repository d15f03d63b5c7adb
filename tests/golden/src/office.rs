//! LibreOffice, without a window.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Scratch;

/// Time that one conversion may take: the first start makes a profile.
const PATIENCE: Duration = Duration::from_secs(120);

/// LibreOffice: `SPINDLE_SOFFICE`, else `soffice`.
#[derive(Debug, Clone)]
pub struct Office {
    program: PathBuf,
}

impl Office {
    /// LibreOffice, or `None` and a line on standard output when it is not installed.
    #[must_use]
    pub fn find() -> Option<Self> {
        let program = std::env::var_os("SPINDLE_SOFFICE")
            .map_or_else(|| PathBuf::from("soffice"), PathBuf::from);
        let version = Command::new(&program)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if version.is_ok_and(|status| status.success()) {
            Some(Self { program })
        } else {
            println!("skipped: {} is not installed", program.display());
            None
        }
    }

    /// Converts a file and answers the result: `("docx", "txt:Text (encoded):UTF8")`, `("xlsx", "csv")`,
    /// `("docx", "pdf")`. The profile is the conversion's own, so that tests run side by side.
    ///
    /// # Errors
    /// LibreOffice gives no result, or none in time; the text is what it said.
    pub fn convert(&self, extension: &str, bytes: &[u8], to: &str) -> Result<Vec<u8>, String> {
        let words = |error: std::io::Error| error.to_string();
        let scratch = Scratch::new().map_err(words)?;
        let file = scratch.file(extension, bytes).map_err(words)?;
        let log = scratch.path().join("log");
        let mut child = Command::new(&self.program)
            .arg(format!(
                "-env:UserInstallation=file://{}",
                scratch.path().join("profile").display()
            ))
            .args(["--headless", "--norestore", "--convert-to", to, "--outdir"])
            .arg(scratch.path())
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(std::fs::File::create(&log).map_err(words)?)
            .stderr(Stdio::null())
            .spawn()
            .map_err(words)?;
        wait(&mut child)?;
        let result = file.with_extension(to.split(':').next().unwrap_or(to));
        std::fs::read(&result).map_err(|_| {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            format!(
                "LibreOffice does not convert the file to {to}: {}",
                said.trim()
            )
        })
    }
}

fn wait(child: &mut Child) -> Result<(), String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) if start.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(50)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!(
                    "LibreOffice takes more than {} s",
                    PATIENCE.as_secs()
                ));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}
