//! The harness of the end-to-end tests: it starts the real components on a host and speaks HTTP with them.
//!
//! The host is chosen by environment, the tests are the same:
//! nothing set: the embedded host; `SPINDLE_SPIN=/path/to/spin`: real Spin, fresh state for every service;
//! `SPINDLE_BASE_URL=https://...`: a deployed instance, where tests that need fresh state or variables are skipped.

mod build;
mod client;
pub mod docs;
pub mod editing;
pub mod notes;
pub mod office;
mod origin;
pub mod random;
mod service;
pub mod storage;
mod token;

pub use build::{root, spindle};
pub use client::{Answer, Client};
pub use docs::{Docs, Envelope};
pub use editing::{Config, Editor, Failure, Joined};
pub use origin::{Origin, Reply};
pub use service::{Service, ServiceBuilder};
pub use storage::{Callback, Outcome, Storage};
pub use token::{read_token, sign, sign_with};

/// Ends the test with a note when there is no such service as it needs.
///
/// `let service = start!(Service::builder());` skips the test against a deployed instance.
#[macro_export]
macro_rules! start {
    ($builder:expr) => {
        match $builder.start() {
            Some(service) => service,
            None => {
                eprintln!(
                    "skipped: SPINDLE_BASE_URL is set and this test needs a service of its own"
                );
                return;
            }
        }
    };
}
