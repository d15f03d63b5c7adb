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

/// The header and the claims of a JWT with HS256 that `secret` signed. Times are not looked at.
///
/// # Errors
/// What is wrong with it, in words.
///
/// # Panics
/// Never: a MAC takes a key of any length.
pub fn read_token(token: &str, secret: &str) -> Result<(Value, Value), String> {
    let (signed, signature) = token.rsplit_once('.').ok_or("no signature")?;
    let (header, claims) = signed.split_once('.').ok_or("no claims")?;
    let decode = |part: &str| {
        URL_SAFE_NO_PAD
            .decode(part)
            .map_err(|error| error.to_string())
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length will do");
    mac.update(signed.as_bytes());
    mac.verify_slice(&decode(signature)?)
        .map_err(|_| "another secret signed it".to_owned())?;
    let json = |part: &str| {
        serde_json::from_slice(&decode(part)?).map_err(|error: serde_json::Error| error.to_string())
    };
    Ok((json(header)?, json(claims)?))
}
