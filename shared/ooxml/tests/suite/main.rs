//! The arena and the package, from outside.

mod corpus;
mod dom;
mod hostile;
mod moving;
mod mutations;
mod package;
mod samples;
