//! Who may ask for what: tokens on requests, signed links, calls between components.

pub mod app;
pub(crate) mod grant;
pub mod incoming;
pub mod internal;
pub mod jwt;
pub mod links;
pub(crate) mod mac;
pub mod operator;
pub mod outgoing;
pub(crate) mod primes;
pub mod proof;
pub mod proving;
