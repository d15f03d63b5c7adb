//! Runs the project's own `spin.toml` on the wasmtime crates: a host for development and tests.
//! Production is `spin up`; this host behaves the same in what it implements and refuses the rest by name.
//!
//! ```no_run
//! # fn main() -> anyhow::Result<()> {
//! let running = spindle::start(&spindle::Options {
//!     listen: "127.0.0.1:0".to_owned(),
//!     state_dir: Some("/tmp/state".into()),
//!     ..spindle::Options::new("spin.toml")
//! })?;
//! println!("http://{}", running.address());
//! running.stop();
//! # Ok(())
//! # }
//! ```

pub mod allowed_hosts;
pub mod app;
pub mod bindings;
pub mod build;
pub mod cli;
pub mod engine;
pub mod files;
pub mod headers;
pub mod instance;
pub mod key_value;
pub mod logs;
pub mod manifest;
pub mod networks;
pub mod outbound;
pub mod routes;
pub mod runtime_config;
pub mod server;
pub mod sqlite;
pub mod start;
pub mod stats;
pub mod variables;
pub mod variables_api;

pub use start::{Options, Running, start};
