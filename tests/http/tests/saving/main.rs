//! Documents under edit and what storages get of them, in process, with the real readers and writers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod crashes;
mod cursors;
mod desk;
mod downloads;
mod flows;
mod goodbyes;
mod histories;
mod lives;
mod numbers;
mod order;
mod pictures;
mod shown;
mod storage;
mod sweeping;

use spindle_formats::registry::{
    PATCHERS, READERS, Registry, STORED_READERS, STORED_WRITERS, WRITERS,
};

/// All readers and writers but the one of PDF, which needs font files.
static FORMATS: Registry = Registry {
    readers: &[READERS, STORED_READERS],
    writers: &[WRITERS, STORED_WRITERS],
    patchers: &[PATCHERS],
};
