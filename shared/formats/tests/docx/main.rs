//! Reading, writing and patching of docx files.

// The helpers beside the tests may stop them as the tests themselves may.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;
mod corpus;
mod errors;
mod other_shapes;
mod patching;
mod random;
mod reading;
mod round_trip;
mod through_delta;
