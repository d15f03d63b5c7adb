//! Which parameters of a request count, after its token was checked.

use ::http::HeaderMap;
use serde_json::{Map, Value};

use super::jwt::{self, TokenError};
use crate::settings::JwtSettings;

/// The parameters of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// What counts.
    pub parameters: Map<String, Value>,
    /// Whether the request had a token.
    pub authenticated: bool,
    /// The parameters that count though no token says them.
    unsigned: Vec<String>,
}

impl Accepted {
    /// Whether this parameter is there and a token says it.
    pub fn vouches_for(&self, parameter: &str) -> bool {
        self.authenticated
            && self.parameters.contains_key(parameter)
            && !self.unsigned.iter().any(|name| name == parameter)
    }
}

/// Checks a request's token and answers the parameters that count.
///
/// A truthy `token` among the parameters alone decides; only without one the header is read. The parameters are
/// then the token's claims, overwritten by the members of its claim `payload`, then by those of `query`; what
/// came in clear text is discarded unless [`JwtSettings::required_params`] is off. With tokens off, everything
/// in clear text counts and `token` is not looked at.
///
/// # Errors
/// [`TokenError`] says which step failed.
pub fn accept(
    settings: &JwtSettings,
    headers: &HeaderMap,
    clear: &Map<String, Value>,
    now_s: i64,
) -> Result<Accepted, TokenError> {
    if !settings.enabled {
        return Ok(Accepted {
            parameters: clear.clone(),
            authenticated: false,
            unsigned: Vec::new(),
        });
    }
    let claims = match clear.get("token").filter(|token| is_truthy(token)) {
        Some(Value::String(token)) => jwt::verify(token, &settings.secret, now_s)?,
        Some(other) => {
            let kind = json_kind(other);
            return Err(TokenError::Malformed(format!(
                "the parameter `token` is {kind}, not a string"
            )));
        }
        None => jwt::verify(header_token(settings, headers)?, &settings.secret, now_s)?,
    };
    let mut parameters = Map::new();
    // Claims that are a string or an array are signed all the same; they name no parameter.
    if let Value::Object(claims) = claims {
        let wrapped: Vec<Value> = ["payload", "query"]
            .iter()
            .filter_map(|name| claims.get(*name).cloned())
            .collect();
        parameters.extend(claims);
        for members in wrapped {
            if let Value::Object(members) = members {
                parameters.extend(members);
            }
        }
    }
    let mut unsigned = Vec::new();
    if !settings.required_params {
        for (name, value) in clear {
            if !parameters.contains_key(name) {
                parameters.insert(name.clone(), value.clone());
                unsigned.push(name.clone());
            }
        }
    }
    Ok(Accepted {
        parameters,
        authenticated: true,
        unsigned,
    })
}

/// The token in the header.
pub(crate) fn header_token<'h>(
    settings: &JwtSettings,
    headers: &'h HeaderMap,
) -> Result<&'h str, TokenError> {
    let header = || settings.header_text.clone();
    let Some(value) = headers.get(&settings.header) else {
        return Err(TokenError::Missing { header: header() });
    };
    value
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix(settings.prefix.as_str()))
        .ok_or_else(|| TokenError::Prefix {
            header: header(),
            prefix: settings.prefix.clone(),
        })
}

/// Whether JavaScript would take the value for true, which is how the parameters' senders were tested.
pub(crate) fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64().is_none_or(|number| number != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// What kind of JSON value it is, with its article.
pub(crate) fn json_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
