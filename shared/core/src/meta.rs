//! What the service is and whether it works.

mod config;
mod connections;
mod fixed;
mod formats;
mod healthcheck;

pub(crate) use config::get as get_config;
pub(crate) use connections::get as get_connections;
pub(crate) use fixed::{accept_all, index as get_index, no_themes, robots as get_robots};
pub(crate) use formats::get as get_formats;
pub(crate) use healthcheck::get as get_healthcheck;
