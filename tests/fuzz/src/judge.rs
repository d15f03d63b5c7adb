//! One run of a reader: what came of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use spindle_model::convert::{ErrorKind, Job, Reader};

/// A file that takes longer is a finding.
pub const SLOW: Duration = Duration::from_secs(5);

/// The stack of a run, as components have it.
pub const STACK: usize = 1 << 20;

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The file was read.
    Read,
    /// It was refused for a reason of this kind.
    Refused(ErrorKind),
    /// The reader panicked, where and with what words.
    Panicked(String),
    /// It took longer than [`SLOW`].
    Slow(Duration),
}

static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Keeps what a panic says instead of printing it.
pub fn keep_panics() {
    std::panic::set_hook(Box::new(|info| {
        if let Ok(mut last) = LAST_PANIC.lock() {
            *last = info.to_string().replace('\n', " ");
        }
    }));
}

/// Reads a file on this thread.
pub fn run(reader: &dyn Reader, bytes: &[u8]) -> Verdict {
    let start = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| {
        let mut progress = |_: f32| {};
        let mut job = Job::new(&mut progress);
        reader
            .read(bytes, &mut job)
            .map(drop)
            .map_err(|error| error.kind)
    }));
    let took = start.elapsed();
    match result {
        Err(_) => Verdict::Panicked(
            LAST_PANIC
                .lock()
                .map(|last| last.clone())
                .unwrap_or_default(),
        ),
        Ok(_) if took > SLOW => Verdict::Slow(took),
        Ok(Ok(())) => Verdict::Read,
        Ok(Err(kind)) => Verdict::Refused(kind),
    }
}

impl Verdict {
    /// As a line says it.
    pub fn line(&self) -> String {
        match self {
            Self::Read => "read".to_owned(),
            Self::Refused(kind) => format!("refused {kind:?}"),
            Self::Panicked(message) => format!("panic {message}"),
            Self::Slow(took) => format!("slow {} ms", took.as_millis()),
        }
    }
}
