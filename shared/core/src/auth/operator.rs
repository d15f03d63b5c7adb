//! Requests of the deployment's operator.

use ::http::HeaderMap;
use ::http::header::AUTHORIZATION;
use serde_json::Value;

use super::jwt::{self, TokenError};
use crate::settings::JwtSettings;

/// Checks `Authorization: Bearer <token>` with the claim `operator: true`. With tokens off, everybody is the operator.
///
/// # Errors
/// [`TokenError`] says which step failed.
pub fn accept(settings: &JwtSettings, headers: &HeaderMap, now_s: i64) -> Result<(), TokenError> {
    if !settings.enabled {
        return Ok(());
    }
    let header = "Authorization".to_owned();
    let Some(value) = headers.get(AUTHORIZATION) else {
        return Err(TokenError::Missing { header });
    };
    let Some(token) = value
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix("Bearer "))
    else {
        let prefix = "Bearer ".to_owned();
        return Err(TokenError::Prefix { header, prefix });
    };
    let claims = jwt::verify(token, &settings.secret, now_s)?;
    if claims.get("operator") != Some(&Value::Bool(true)) {
        let reason = "it has no claim `operator: true`".to_owned();
        return Err(TokenError::Malformed(reason));
    }
    Ok(())
}
