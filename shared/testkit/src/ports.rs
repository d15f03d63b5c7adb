//! Ports made of values.

mod blobs;
mod clock;
mod config;
mod log;
mod outbound;
mod random;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use blobs::MemoryBlobs;
pub use clock::{HandClock, RealClock};
pub use config::FixedConfig;
pub use log::CollectedLog;
pub use outbound::{Reply, ScriptedOutbound, Sent};
pub use random::SeededRandom;
#[cfg(feature = "sqlite")]
pub use sqlite::FileSqlite;
