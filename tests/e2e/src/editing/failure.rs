//! Calls that come to nothing.

use std::fmt;

use serde_json::Value;

use crate::client::{Answer, Client};

/// Why a call came to nothing.
#[derive(Debug, Clone)]
pub enum Failure {
    /// There was no answer: nobody knows whether the call had its effect.
    Lost(String),
    /// The service refused.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The code, such as `no-session`.
        error: String,
        /// The reason in words.
        message: String,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost(error) => write!(out, "no answer: {error}"),
            Self::Refused {
                status,
                error,
                message,
            } => write!(out, "refused with {status} {error}: {message}"),
        }
    }
}

impl Failure {
    /// The code of a refusal; empty where there was no answer.
    pub fn code(&self) -> &str {
        match self {
            Self::Lost(_) => "",
            Self::Refused { error, .. } => error,
        }
    }

    /// Whether the same call may succeed later: no answer, or a state that passes.
    pub fn passes(&self) -> bool {
        matches!(self.code(), "" | "saving" | "store")
    }

    /// Reads a refusal.
    pub fn of(answer: &Answer) -> Self {
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
        Self::Refused {
            status: answer.status,
            error: body["error"].as_str().unwrap_or("?").to_owned(),
            message: body["message"]
                .as_str()
                .map_or_else(|| answer.text(), str::to_owned),
        }
    }
}

/// The JSON of an answer with status 200.
///
/// # Errors
/// The refusal of another.
pub fn granted(answer: Result<Answer, String>) -> Result<Value, Failure> {
    let answer = answer.map_err(Failure::Lost)?;
    match answer.status {
        200 => Ok(answer.json()),
        _ => Err(Failure::of(&answer)),
    }
}

/// Posts JSON under `/editing`.
///
/// # Errors
/// No answer, or a refusal.
pub fn post(client: &Client, target: &str, body: &Value) -> Result<Value, Failure> {
    let headers = [("content-type", "application/json")];
    granted(client.try_send("POST", target, &headers, body.to_string().as_bytes()))
}
