//! Online documents opened through WOPI as files, and what is saved of them, with the real readers and writers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod crashes;
#[path = "../documents/docs.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod docs;
mod editor;
mod folders;
mod notes;
mod order;
mod pictures;
mod races;
mod rendering;
mod sheets;

use spindle_formats::registry::{
    PATCHERS, READERS, Registry, STORED_READERS, STORED_WRITERS, WRITERS,
};

/// All readers and writers but the one of PDF, which needs font files.
static FORMATS: Registry = Registry {
    readers: &[READERS, STORED_READERS],
    writers: &[WRITERS, STORED_WRITERS],
    patchers: &[PATCHERS],
};
