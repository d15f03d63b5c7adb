//! The tests that need few lines.
//!
//! One program: each would be linked with all that it tests. A test in `tests/tidy` tells when a file is missing here.
#![allow(
    clippy::duplicate_mod,
    reason = "what the files share is in each of them, as when they are programs of their own"
)]

#[path = "bodies.rs"]
mod bodies;
#[path = "command.rs"]
mod command;
#[path = "crashes.rs"]
mod crashes;
#[path = "docbuilder.rs"]
mod docbuilder;
#[path = "downloads.rs"]
mod downloads;
#[path = "files.rs"]
mod files;
#[path = "pages.rs"]
mod pages;
#[path = "replay.rs"]
mod replay;
#[path = "routes.rs"]
mod routes;
