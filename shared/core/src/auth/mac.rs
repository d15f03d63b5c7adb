//! Keyed hashes.

use jwt_simple::algorithms::{HS256Key, MACLike as _};

/// HMAC with SHA-256 (RFC 2104, FIPS 180-4).
pub(crate) fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    HS256Key::from_bytes(key).authentication_tag(message)
}

/// A key for one purpose, so that a signature made for one is worthless for another.
pub(crate) fn derived_key(secret: &str, purpose: &str) -> Vec<u8> {
    hmac_sha256(
        secret.as_bytes(),
        format!("spindle/{purpose}/v1").as_bytes(),
    )
}

/// Compares without telling by its duration where the difference is.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    let difference = left
        .iter()
        .zip(right)
        .fold(0_u8, |difference, (left, right)| {
            std::hint::black_box(difference | (left ^ right))
        });
    left.len() == right.len() && difference == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_matches_rfc_4231_case_2() {
        let tag = hmac_sha256(b"Jefe", b"what do ya want for nothing?");
        let hex: String = tag.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn same_is_equality() {
        assert!(same(b"", b""));
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"ab"));
        assert!(!same(b"ab", b"abc"));
    }
}
