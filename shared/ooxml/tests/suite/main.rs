//! The arena and the package, from outside.

mod corpus;
mod samples;
