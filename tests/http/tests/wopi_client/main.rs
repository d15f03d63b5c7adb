//! The WOPI client in process: files of a host are opened, edited and saved, and the host is the service's own, through
//! its real routes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod crashes;
mod hosts;
mod house;
mod lives;
mod locks;
mod naming;
mod refusals;
