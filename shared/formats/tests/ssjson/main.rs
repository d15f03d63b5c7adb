//! SSJSON: read, written, and what the engine of online sheets makes of it.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod random;
#[cfg(test)]
mod service;
#[cfg(test)]
mod support;
