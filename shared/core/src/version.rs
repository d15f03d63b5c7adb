//! Which versions the service tells.

/// The version of the ONLYOFFICE server API that is followed. Integrators compare it with the oldest one that
/// they support, so it is not Spindle's own.
pub(crate) const API_VERSION: &str = "9.3.0";
/// The last number of that version: how often Spindle has changed what it answers under it.
pub(crate) const API_BUILD: u32 = 1;
/// The day of that change.
pub(crate) const API_DATE: &str = "2026-11-22T00:00:00.000Z";
/// Spindle's own version.
pub(crate) const SPINDLE_VERSION: &str = env!("CARGO_PKG_VERSION");
