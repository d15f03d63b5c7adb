//! The WOPI host: files that editors elsewhere open, lock and save (docs/api/wopi.md).
//!
//! [`serve`] reads path and token, checks who signed the request, and hands it to the operation that `registry.rs` names.

mod access;
mod body;
mod call;
mod client;
mod creation;
pub(crate) mod discovered;
mod discovery;
pub(crate) mod download;
mod error;
pub(crate) mod host_page;
mod lock;
mod merging;
pub(crate) mod names;
mod ops;
mod permissions;
mod profile;
mod registry;
mod rendering;
pub(crate) mod tree;
mod urls;
pub(crate) mod utf7;

pub(crate) use access::serve;
pub(crate) use body::{Most, receive};
pub(crate) use client::{CLIENTS, Client};
pub(crate) use creation::node as new_node;
#[cfg(test)]
pub(crate) use discovery::Discovery;
pub use error::WopiError;
pub(crate) use lock::{Wanted, check as check_lock};
pub(crate) use permissions::Permissions;
pub use registry::operations_table_markdown;
pub(crate) use urls::Urls;
