//! Calls between components of one deployment: signed, so that a route that becomes reachable from outside by
//! mistake still refuses strangers.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::mac;

/// The header with the signature.
pub const HEADER: &str = "x-spindle-signature";
/// How long a signature is good, in seconds.
const VALID_S: i64 = 60;

fn tag(secret: &str, target: &str, expires: i64) -> Vec<u8> {
    let key = mac::derived_key(secret, "internal");
    mac::hmac_sha256(&key, format!("{expires}\n{target}").as_bytes())
}

/// The value of [`HEADER`] for a call of `target` (path and query).
pub fn sign(secret: &str, target: &str, now_s: i64) -> String {
    let expires = now_s.saturating_add(VALID_S);
    format!(
        "{expires}.{}",
        URL_SAFE_NO_PAD.encode(tag(secret, target, expires))
    )
}

/// Whether `value` was made by [`sign`] for this target and is still good.
pub fn verify(secret: &str, target: &str, value: &str, now_s: i64) -> bool {
    let Some((expires, signature)) = value.split_once('.') else {
        return false;
    };
    let (Ok(expires), Ok(signature)) = (expires.parse::<i64>(), URL_SAFE_NO_PAD.decode(signature))
    else {
        return false;
    };
    expires >= now_s && mac::same(&tag(secret, target, expires), &signature)
}
