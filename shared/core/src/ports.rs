//! Everything impure that the core uses, as traits.
//!
//! Each port comes with a conformance suite in `spindle-testkit`; the Spin adapters (`spindle-spin`) and the
//! value-made ones run the same suite. All ports block: a component serves one request per instance.

mod blob;
mod clock;
mod config;
mod log;
mod outbound;
mod random;
mod sql;

pub use blob::{BlobError, BlobStore, CHUNK_BYTES};
pub use clock::Clock;
pub use config::{Config, ConfigError};
pub use log::{Level, Log};
pub use outbound::{Outbound, OutboundBody, OutboundError, OutboundRequest, OutboundResponse};
pub use random::Random;
pub use sql::{Row, Rows, Sql, SqlConnection, SqlError, Value};

/// The ports of one request, together.
#[derive(Clone, Copy)]
pub struct Ports<'a> {
    /// The relational store.
    pub sql: &'a dyn Sql,
    /// Write-once bytes.
    pub blobs: &'a dyn BlobStore,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Unpredictable bytes.
    pub random: &'a dyn Random,
    /// HTTP requests to elsewhere.
    pub outbound: &'a dyn Outbound,
    /// The deployer's variables.
    pub config: &'a dyn Config,
    /// The log.
    pub log: &'a dyn Log,
}
