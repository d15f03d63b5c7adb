//! All ports together.

use spindle_core::ports::Ports;

use crate::{HostRandom, KeyValueBlobs, SqliteDatabase, Stdio, Variables, WallClock, WasiHttp};

/// The ports of one request over what the host offers: the SQLite database and the key-value store `default`.
pub struct SpinPorts {
    sql: SqliteDatabase,
    blobs: KeyValueBlobs,
}

impl SpinPorts {
    /// The ports; nothing is opened yet.
    pub const fn new() -> Self {
        Self {
            sql: SqliteDatabase::new("default"),
            blobs: KeyValueBlobs::new("default"),
        }
    }

    /// The ports as the core takes them.
    pub fn ports(&self) -> Ports<'_> {
        Ports {
            sql: &self.sql,
            blobs: &self.blobs,
            clock: &WallClock,
            random: &HostRandom,
            outbound: &WasiHttp,
            config: &Variables,
            log: &Stdio,
        }
    }
}

impl Default for SpinPorts {
    fn default() -> Self {
        Self::new()
    }
}
