//! Checks that the design holds.
