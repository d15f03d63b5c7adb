//! The WOPI client: files of hosts elsewhere that are opened, locked and saved here (docs/api/wopi-client.md).
//!
//! A host's form comes to [`page`] and becomes a visit; the page joins an editing session with it ([`entering`]); what the
//! session has to tell goes to the host by the outbox like a callback ([`telling`]).

mod capabilities;
mod discovery;
mod entering;
mod facts;
mod files;
mod host;
mod hosts;
mod keys;
mod locking;
mod page;
mod recipient;
mod renaming;
mod saving_as;
mod telling;
mod unhosted;

pub(crate) use capabilities::get as get_capabilities;
pub(crate) use discovery::{get as get_discovery, target as own_target};
pub(crate) use entering::{Arrival, Entered, arrive, enter};
pub use hosts::Hosts;
pub(crate) use keys::public as own_keys;
pub(crate) use locking::{refresh, turn_away, unlock_later};
pub(crate) use page::open as open_page;
pub(crate) use recipient::Reached;
pub(crate) use renaming::rename;
pub(crate) use saving_as::save_as;
pub(crate) use telling::tell;
pub(crate) use unhosted::Unhosted;
