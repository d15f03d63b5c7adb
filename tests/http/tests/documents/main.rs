//! The online-document API in process.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod beyond;
mod content;
mod create;
mod docs;
mod finding;
mod history;
mod objects;
mod races;
mod refusals;
mod sheets;
mod signatures;
mod tree;
mod uploads;
