//! A fuzzer of readers: files that are nearly right, made by chance that a seed repeats.

pub mod input;
pub mod judge;
pub mod minimise;
pub mod mutate;
pub mod report;
pub mod seeds;
pub mod supervise;
pub mod targets;
pub mod tokens;
pub mod worker;
