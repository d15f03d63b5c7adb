//! The ports of `spindle-core` over the Spin SDK, and the way one request takes through a component.
//!
//! This crate and `functions/` are the only ones that name `spin_sdk`, so that a move to another SDK touches
//! nothing else. Everything blocks: with SDK 5 (WASI 0.2) each request has an instance of its own.
//!
//! A component is one function:
//!
//! ```ignore
//! #[spin_sdk::http_component]
//! fn handle(request: IncomingRequest, out: ResponseOutparam) {
//!     spindle_spin::serve(&router::COMMAND, Engines::default(), request, out);
//! }
//! ```

mod blobs;
mod clock;
mod config;
mod failure;
mod fields;
mod inbound;
mod log;
mod outbound;
mod random;
mod serve;
mod sql;
mod streams;
mod world;

pub use blobs::KeyValueBlobs;
pub use clock::WallClock;
pub use config::Variables;
pub use inbound::receive;
pub use log::Stdio;
pub use outbound::WasiHttp;
pub use random::HostRandom;
pub use serve::{send, serve};
pub use sql::SqliteDatabase;
pub use world::SpinPorts;
