//! Outputs judged by outside readers.
