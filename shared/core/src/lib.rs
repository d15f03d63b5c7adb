//! Everything the service decides: routes, rules, state and jobs; no engine, no Spin, no clock of its own.

pub mod app;
pub mod http;
pub mod ports;
mod router;

pub use app::{App, Surface, handle};
