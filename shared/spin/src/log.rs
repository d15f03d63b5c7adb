//! The log over standard output and standard error, which Spin keeps per component.

use spindle_core::ports::{Level, Log};

/// Informing lines go to standard output, the rest to standard error.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stdio;

impl Log for Stdio {
    fn line(&self, level: Level, text: &str) {
        // One line stays one line, whatever foreign text it quotes.
        let text = text.replace(['\n', '\r'], " ");
        match level {
            Level::Info => println!("info: {text}"),
            Level::Warn => eprintln!("warn: {text}"),
            Level::Error => eprintln!("error: {text}"),
        }
    }
}
