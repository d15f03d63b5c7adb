use std::collections::BTreeMap;
use std::sync::Mutex;

use spindle_core::ports::{Config, ConfigError};

/// Variables from a table.
#[derive(Debug, Default)]
pub struct FixedConfig(Mutex<BTreeMap<String, String>>);

impl FixedConfig {
    /// Sets a variable.
    pub fn set(&self, name: &str, value: &str) {
        self.0
            .lock()
            .unwrap()
            .insert(name.to_owned(), value.to_owned());
    }

    /// Takes a variable away.
    pub fn unset(&self, name: &str) {
        self.0.lock().unwrap().remove(name);
    }
}

impl Config for FixedConfig {
    fn get(&self, name: &str) -> Result<Option<String>, ConfigError> {
        Ok(self.0.lock().unwrap().get(name).cloned())
    }
}
