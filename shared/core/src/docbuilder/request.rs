//! Reads what a request asks for.

use ::http::HeaderMap;
use ::http::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::key;
use crate::app::App;
use crate::auth::incoming::{self, is_truthy, json_kind};
use crate::auth::links::LinkBase;
use crate::error::Error;
use crate::http::{Request, parameters, read_body};
use crate::settings::Settings;

/// What a request asks for.
pub(super) enum Asked {
    /// A build.
    Build { build: Build, links: LinkBase },
    /// What became of one.
    Poll {
        key: String,
        /// Whether to wait for its end.
        wait: bool,
        links: LinkBase,
    },
}

/// A build to be started.
pub(super) struct Build {
    /// The caller's key.
    pub key: Option<String>,
    /// Whether to answer before it is done.
    pub is_async: bool,
    /// What is kept in the job's row.
    pub input: Input,
}

/// What a build's row says is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Input {
    /// Where the script is.
    pub script: Script,
    /// The script's global `Argument`; absent when none was sent.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "present")]
    pub argument: Option<Value>,
    /// Whether a token said the script's URL: its host, and those that the script asks, may then be private, and its
    /// download is signed. Never so for a script in the body, which nobody signs.
    pub authenticated: bool,
}

/// Where a build's script is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Script {
    /// To be downloaded.
    Url(String),
    /// Here.
    Text(String),
}

/// Keeps an argument `null` apart from none.
mod present {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;

    pub fn serialize<S: Serializer>(
        value: &Option<Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Value>, D::Error> {
        Value::deserialize(deserializer).map(Some)
    }
}

/// Reads the body, checks the token, and tells a build from a poll.
///
/// Without `url` and `key` a body that is not JSON is the script itself; its parameters then come from the query
/// string or from the token in the header.
pub(super) fn read(
    app: &App<'_>,
    settings: &Settings,
    mut request: Request,
) -> Result<Asked, Error> {
    let body = read_body(&mut request, settings.request_bytes, "limit_request_bytes")?;
    let clear = parameters(&body, request.query.as_deref())?;
    if let Some(reason) = &clear.not_json
        && !body.is_empty()
        && (names_json(&request.headers) || reads_as_json(&body))
    {
        return Err(Error::NotJson(reason.clone()));
    }
    let accepted = incoming::accept(
        &settings.jwt,
        &request.headers,
        &clear.map,
        app.ports.clock.now_s(),
    )?;
    // A URL that stands beside the token is as good as one without a token.
    let vouched = accepted.vouches_for("url");
    let mut parameters = accepted.parameters;
    let links = LinkBase::of(settings, &request);
    let key = optional_key(&parameters)?;
    let is_async = is_async(&parameters);
    let script = match (optional_url(&parameters)?, &key) {
        (Some(url), _) => Script::Url(url),
        (None, Some(key)) => {
            return Ok(Asked::Poll {
                key: key.clone(),
                wait: !is_async,
                links,
            });
        }
        (None, None) => Script::Text(script_of(body, clear.from_body, settings)?),
    };
    let authenticated = vouched && matches!(script, Script::Url(_));
    Ok(Asked::Build {
        build: Build {
            key,
            is_async,
            input: Input {
                script,
                argument: parameters.remove("argument"),
                authenticated,
            },
        },
        links,
    })
}

/// Whether the `Content-Type` says JSON.
fn names_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.split(';').next())
        .map(|text| text.trim().to_ascii_lowercase())
        .unwrap_or_default();
    media_type == "application/json" || media_type.ends_with("+json")
}

/// Whether a body that is not JSON was meant to be: a script may begin with a list or a block, but hardly with a block
/// that begins with a member's name, or a list that begins with an object.
fn reads_as_json(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    if body.starts_with(b"{\"") || body.starts_with(b"[{") {
        return true;
    }
    let member = body.strip_prefix(b"{").unwrap_or_default();
    let mut quoted = member.trim_ascii_start().split(|byte| *byte == b'"');
    quoted.next() == Some(b"")
        && quoted.next().is_some()
        && quoted
            .next()
            .is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

fn optional_key(parameters: &Map<String, Value>) -> Result<Option<String>, Error> {
    match parameters.get("key").filter(|key| is_truthy(key)) {
        None => Ok(None),
        Some(Value::String(text)) => key::check(text.clone()).map(Some),
        Some(Value::Number(number)) => key::check(number.to_string()).map(Some),
        Some(other) => Err(Error::Parameter {
            name: "key",
            reason: format!("is {}, not a string", json_kind(other)),
        }),
    }
}

fn optional_url(parameters: &Map<String, Value>) -> Result<Option<String>, Error> {
    match parameters.get("url").filter(|url| is_truthy(url)) {
        None => Ok(None),
        Some(Value::String(url)) => Ok(Some(url.clone())),
        Some(other) => Err(Error::NoScript(format!(
            "the parameter `url` is {}, not a string",
            json_kind(other)
        ))),
    }
}

fn is_async(parameters: &Map<String, Value>) -> bool {
    match parameters.get("async") {
        Some(Value::Bool(truth)) => *truth,
        Some(Value::String(text)) => text == "true",
        _ => false,
    }
}

fn script_of(body: Vec<u8>, is_json: bool, settings: &Settings) -> Result<String, Error> {
    if body.is_empty() {
        return Err(Error::NoScript(
            "the request has neither `url` nor `key`, and no body".to_owned(),
        ));
    }
    // The original runs such a body as a script, which does nothing and looks like success.
    if is_json {
        return Err(Error::NoScript(
            "the request has neither `url` nor `key`, and its body is JSON, not a script"
                .to_owned(),
        ));
    }
    if body.len() as u64 > settings.script_bytes {
        return Err(Error::NoScript(format!(
            "the body has {} bytes, and a script may have {} (limit_script_bytes)",
            body.len(),
            settings.script_bytes
        )));
    }
    script_text(body).map_err(Error::NoScript)
}

/// A script's bytes as text, without byte order mark.
pub(super) fn script_text(bytes: Vec<u8>) -> Result<String, String> {
    let text = String::from_utf8(bytes).map_err(|error| {
        format!(
            "it is not UTF-8 from byte {} on",
            error.utf8_error().valid_up_to()
        )
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
