//! What the service is and whether it works.

mod config;
mod formats;
mod healthcheck;

pub(crate) use config::get as get_config;
pub(crate) use formats::get as get_formats;
pub(crate) use healthcheck::get as get_healthcheck;
