//! The WOPI host in process.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod access;
mod crashes;
#[path = "../documents/docs.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod docs;
mod folders;
mod host;
mod kept;
mod locks;
mod meanwhile;
mod names;
mod operator;
mod pages;
mod profiles;
mod proof;
mod saving;
mod status;
mod unsupported;
