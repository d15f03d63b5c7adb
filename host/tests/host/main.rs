//! The host, seen through HTTP by way of a component that does on demand what is to be seen.
//!
//! One program for all files, so that the probe is built once and compiled code is shared.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod instances;
mod outbound;
mod program;
mod routing;
mod state;
mod support;
mod wit;
