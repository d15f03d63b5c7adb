//! Tokens made without the service's own code.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// A JWT with HS256 over `claims`.
pub fn sign(claims: &Value, secret: &str) -> String {
    sign_with(&json!({"alg": "HS256", "typ": "JWT"}), claims, secret)
}

/// A JWT with a header of one's own; the signature is always HMAC with SHA-256.
///
/// # Panics
/// Never: a MAC takes a key of any length.
pub fn sign_with(header: &Value, claims: &Value, secret: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length will do");
    mac.update(signed.as_bytes());
    format!(
        "{signed}.{}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}
