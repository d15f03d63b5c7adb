//! Everything the service decides: routes, rules, state and jobs; no engine, no Spin, no clock of its own.

pub mod app;
pub mod auth;
mod command;
mod conversion;
mod converter;
pub mod dialect;
pub mod docbuilder;
pub mod documents;
mod editing;
pub mod error;
pub mod fetch;
mod files;
pub mod http;
pub mod jobs;
mod meta;
mod neighbours;
mod operator;
pub mod pages;
pub mod ports;
pub mod router;
mod saving;
mod scheduler;
pub mod settings;
pub mod store;
mod version;
pub mod wopi;
pub mod wopi_client;

pub use app::{App, Engines, Surface, handle};
