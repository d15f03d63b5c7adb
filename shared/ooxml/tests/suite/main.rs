//! The arena and the package, from outside.

// The helpers beside the tests may stop them as the tests themselves may.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod charts;
mod corpus;
mod dom;
mod hostile;
mod moving;
mod mutations;
mod package;
mod samples;
