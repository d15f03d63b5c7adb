//! How each API family says what went wrong.

pub mod iflydocs;
pub mod onlyoffice;
pub(crate) mod wopi;
