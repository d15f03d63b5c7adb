//! The names of builds.

use crate::error::Error;
use crate::ports::Ports;
use crate::store::random_hex;

/// The longest key.
const LONGEST: usize = 128;

/// A new key: `bld_` and 16 hexadecimal digits.
pub(super) fn new(ports: &Ports<'_>) -> String {
    format!("bld_{}", random_hex(ports, 8))
}

/// Takes a caller's key: letters, digits and `-._=`, at most 128 of them. It becomes a part of links.
pub(super) fn check(key: String) -> Result<String, Error> {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'=');
    let reason = if key.len() > LONGEST {
        format!("is longer than {LONGEST} characters")
    } else if !key.bytes().all(good) {
        "has other characters than letters, digits and -._=".to_owned()
    } else if key.bytes().all(|byte| byte == b'.') {
        "is nothing but dots".to_owned()
    } else {
        return Ok(key);
    };
    Err(Error::Parameter {
        name: "key",
        reason,
    })
}
