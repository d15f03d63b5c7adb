//! Delta: read, written, and read again.

#[cfg(test)]
mod cases;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod random;
#[cfg(test)]
mod roundtrip;
#[cfg(test)]
mod support;
