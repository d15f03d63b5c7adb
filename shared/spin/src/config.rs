//! Variables of the deployment.

use spin_sdk::variables::{self, Error};
use spindle_core::ports::{Config, ConfigError};

/// Spin variables, as `[component.NAME.variables]` hands them to the component.
#[derive(Debug, Clone, Copy, Default)]
pub struct Variables;

impl Config for Variables {
    fn get(&self, name: &str) -> Result<Option<String>, ConfigError> {
        let reason = match variables::get(name) {
            Ok(value) => return Ok(Some(value)),
            Err(Error::Undefined(_)) => return Ok(None),
            Err(Error::InvalidName(reason)) => format!("the name is not valid: {reason}"),
            Err(Error::Provider(reason)) => format!("its provider failed: {reason}"),
            Err(Error::Other(reason)) => reason,
        };
        Err(ConfigError {
            name: name.to_owned(),
            reason,
        })
    }
}
