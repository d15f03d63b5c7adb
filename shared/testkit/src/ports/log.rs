use std::sync::Mutex;

use spindle_core::ports::{Level, Log};

/// A log that keeps its lines.
#[derive(Debug, Default)]
pub struct CollectedLog(Mutex<Vec<(Level, String)>>);

impl CollectedLog {
    /// The lines so far.
    pub fn lines(&self) -> Vec<(Level, String)> {
        self.0.lock().unwrap().clone()
    }

    /// Whether a line contains `text`.
    pub fn contains(&self, text: &str) -> bool {
        self.0
            .lock()
            .unwrap()
            .iter()
            .any(|(_, line)| line.contains(text))
    }
}

impl Log for CollectedLog {
    fn line(&self, level: Level, text: &str) {
        self.0.lock().unwrap().push((level, text.to_owned()));
    }
}
