//! The deployer's variables.

use thiserror::Error;

/// Reads variables by name (`[a-z][a-z0-9_]*`).
pub trait Config {
    /// The variable's text; `None` when the component has no variable of that name.
    ///
    /// # Errors
    /// [`ConfigError`] when the provider failed.
    fn get(&self, name: &str) -> Result<Option<String>, ConfigError>;
}

/// Why a variable could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("variable `{name}`: {reason}")]
pub struct ConfigError {
    /// The variable.
    pub name: String,
    /// What went wrong, in words; never the value.
    pub reason: String,
}
