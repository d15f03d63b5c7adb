//! End-to-end tests of the real components over HTTP.
