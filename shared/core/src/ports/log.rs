//! The log: lines for operators.

/// How much a line matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something worth knowing happened as it should.
    Info,
    /// A request was refused or something was retried.
    Warn,
    /// The service could not do what it should.
    Error,
}

/// Takes lines. Secrets never go in.
pub trait Log {
    /// Writes one line.
    fn line(&self, level: Level, text: &str);
}
