//! JSON Web Tokens (RFC 7519) with a shared secret: checking and making.

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurposeConfig};
use jwt_simple::algorithms::{HS256Key, HS384Key, HS512Key, MACLike as _};
use serde_json::{Map, Value};
use thiserror::Error;

use super::mac;

/// How far the clocks of two machines may be apart, in seconds: applies to `exp` and `nbf`.
pub const TOLERANCE_S: i64 = 60;

/// Bytes of a token's encoded header at most: it is parsed before the signature is checked.
const HEADER_BYTES: usize = 4096;

/// Base64url as RFC 7515 writes it; spare bits at the end are ignored, as Node.js does.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// Which step of checking a token failed. The words never contain the secret or the token.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TokenError {
    /// There is none.
    #[error("no token: neither `token` in the parameters nor the header `{header}`")]
    Missing {
        /// The header that was looked for.
        header: String,
    },
    /// The header is there and does not begin as it must.
    #[error(
        "no token: the header `{header}` does not begin with `{prefix}` (case and spaces exact)"
    )]
    Prefix {
        /// The header that was read.
        header: String,
        /// What it should begin with.
        prefix: String,
    },
    /// It is not a token.
    #[error("the token is malformed: {0}")]
    Malformed(String),
    /// It is signed in a way that is not accepted.
    #[error("the token's algorithm `{0}` is not accepted: HS256, HS384 and HS512 are")]
    Algorithm(String),
    /// It was signed with another secret, or changed.
    #[error("the token's signature does not match the shared secret")]
    Signature,
    /// It is over.
    #[error("the token expired {0} s ago")]
    Expired(i64),
    /// It has not begun.
    #[error("the token is not valid for another {0} s (nbf)")]
    NotYet(i64),
}

/// Checks signature and times and answers the claims, whatever JSON they are.
///
/// `exp` and `nbf` may be fractional; both have [`TOLERANCE_S`]. `iat` is not looked at. A token without `exp`
/// never expires.
///
/// # Errors
/// [`TokenError`] says which step failed.
pub fn verify(token: &str, secret: &str, now_s: i64) -> Result<Value, TokenError> {
    let malformed = |reason: &str| TokenError::Malformed(reason.to_owned());
    let mut parts = token.split('.');
    let (Some(header), Some(claims), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(malformed("it is not three parts with dots between"));
    };
    if header.len() > HEADER_BYTES {
        return Err(malformed("its header is longer than 4096 bytes"));
    }
    let part = |name: &str, text: &str| {
        BASE64
            .decode(text)
            .map_err(|error| TokenError::Malformed(format!("its {name} is not base64url: {error}")))
    };
    let head: Map<String, Value> = serde_json::from_slice(&part("header", header)?)
        .map_err(|_| malformed("its header is not a JSON object"))?;
    if head.contains_key("crit") {
        return Err(malformed(
            "its header names critical extensions, and none is known",
        ));
    }
    let algorithm = head.get("alg").and_then(Value::as_str).unwrap_or("none");
    let signed = token
        .get(..header.len() + 1 + claims.len())
        .unwrap_or_default();
    let tag = authentication_tag(algorithm, secret, signed)?;
    if !mac::same(&tag, &part("signature", signature)?) {
        return Err(TokenError::Signature);
    }
    let claims: Value = serde_json::from_slice(&part("claims", claims)?)
        .map_err(|_| malformed("its claims are not JSON"))?;
    check_times(&claims, now_s)?;
    Ok(claims)
}

fn authentication_tag(algorithm: &str, secret: &str, signed: &str) -> Result<Vec<u8>, TokenError> {
    let (secret, signed) = (secret.as_bytes(), signed.as_bytes());
    match algorithm {
        "HS256" => Ok(HS256Key::from_bytes(secret).authentication_tag(signed)),
        "HS384" => Ok(HS384Key::from_bytes(secret).authentication_tag(signed)),
        "HS512" => Ok(HS512Key::from_bytes(secret).authentication_tag(signed)),
        other => Err(TokenError::Algorithm(other.chars().take(32).collect())),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "seconds since 1970 are far below 2^53, and a cast of a larger claim saturates"
)]
fn check_times(claims: &Value, now_s: i64) -> Result<(), TokenError> {
    let time = |name: &str| match claims.get(name) {
        None => Ok(None),
        Some(value) => value
            .as_f64()
            .map(Some)
            .ok_or_else(|| TokenError::Malformed(format!("its `{name}` is not a number"))),
    };
    let now = now_s as f64;
    let tolerance = TOLERANCE_S as f64;
    if let Some(begins) = time("nbf")?
        && begins > now + tolerance
    {
        return Err(TokenError::NotYet((begins - now).ceil() as i64));
    }
    if let Some(ends) = time("exp")?
        && now >= ends + tolerance
    {
        return Err(TokenError::Expired((now - ends).floor() as i64));
    }
    Ok(())
}

/// Makes a token with HS256; a claim `iat` of now and `exp` after `valid_s` seconds are added to `claims`.
pub fn sign(mut claims: Map<String, Value>, secret: &str, now_s: i64, valid_s: i64) -> String {
    claims.insert("iat".to_owned(), now_s.into());
    claims.insert("exp".to_owned(), now_s.saturating_add(valid_s).into());
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let body = URL_SAFE_NO_PAD.encode(Value::Object(claims).to_string());
    let signed = format!("{header}.{body}");
    let tag = URL_SAFE_NO_PAD
        .encode(HS256Key::from_bytes(secret.as_bytes()).authentication_tag(signed.as_bytes()));
    format!("{signed}.{tag}")
}
