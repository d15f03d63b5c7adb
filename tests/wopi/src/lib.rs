//! Runs the test description of Microsoft's WOPI validator against a host.
//!
//! The description (`TestCases.xml`) and its schemas belong to github.com/microsoft/wopi-validator-core and are read
//! from a checkout that [`VARIABLE`] names. Requests are signed with the keys of a client whose
//! discovery [`DiscoveryServer`] serves.

pub mod description;
pub mod discovery;
pub mod http;
pub mod mutators;
pub mod operator;
pub mod proof;
pub mod properties;
pub mod requests;
pub mod run;
pub mod schema;
pub mod state;
pub mod utf7;
pub mod validators;
pub mod xml;

pub use description::{Category, Suite, VARIABLE};
pub use discovery::DiscoveryServer;
pub use operator::{Operator, ROLES, Role};
pub use proof::Keys;
pub use requests::Target;
pub use run::{Outcome, Verdict, totals, union};
