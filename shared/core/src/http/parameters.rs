//! The parameters of a request: its JSON body, else its query string.

use serde_json::{Map, Value};
use url::form_urlencoded;

use super::BodyError;

/// How many commas, colons and opening brackets a JSON body may have outside its strings. Each may become a value
/// of some dozen bytes of memory, so that a small packed body could otherwise fill the instance before its token
/// is looked at.
const MOST_PARTS: usize = 1_000_000;

/// What a body and a query string say.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// The parameters. A JSON body that is no object names none.
    pub map: Map<String, Value>,
    /// Whether they come from the body.
    pub from_body: bool,
    /// Why the body is not JSON, with line and column; `None` when it is.
    pub not_json: Option<String>,
}

/// The body as JSON whatever its type is called; the query string when the body is not JSON, or `null`.
///
/// A byte order mark makes a body not JSON, as does everything that RFC 8259 does not know.
///
/// # Errors
/// [`BodyError::TooManyParts`] for JSON that would take too much memory.
pub fn parameters(body: &[u8], query: Option<&str>) -> Result<Parameters, BodyError> {
    if looks_like_json(body) {
        check_parts(body)?;
    }
    let (map, from_body, not_json) = match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => (map, true, None),
        Ok(Value::Null) => (query_parameters(query), false, None),
        Ok(_) => (Map::new(), true, None),
        Err(error) => (query_parameters(query), false, Some(error.to_string())),
    };
    Ok(Parameters {
        map,
        from_body,
        not_json,
    })
}

/// Whether a body begins as a JSON array or object with members does. Everything else either is one small value or
/// stops the parser at once.
fn looks_like_json(body: &[u8]) -> bool {
    match body.trim_ascii_start() {
        [b'[', ..] => true,
        [b'{', rest @ ..] => rest.trim_ascii_start().starts_with(b"\""),
        _ => false,
    }
}

fn check_parts(body: &[u8]) -> Result<(), BodyError> {
    let mut parts = 0;
    let mut bytes = body.iter();
    let mut in_string = false;
    while let Some(byte) = bytes.next() {
        match (in_string, byte) {
            (_, b'"') => in_string = !in_string,
            (true, b'\\') => {
                bytes.next();
            }
            (false, b',' | b':' | b'[' | b'{') => parts += 1,
            _ => {}
        }
    }
    if parts > MOST_PARTS {
        return Err(BodyError::TooManyParts { limit: MOST_PARTS });
    }
    Ok(())
}

/// The query string's parameters: text each, an array of texts where a name comes more than once.
pub fn query_parameters(query: Option<&str>) -> Map<String, Value> {
    let mut map = Map::new();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let value = Value::String(value.into_owned());
        match map.get_mut(&*name) {
            None => {
                map.insert(name.into_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    map
}

/// The shard key that generated links repeat: which parameter it was, and its value.
pub fn shard_key(query: Option<&str>) -> Option<(&'static str, String)> {
    let map = query_parameters(query);
    ["shardkey", "WOPISrc"]
        .into_iter()
        .find_map(|name| Some((name, map.get(name)?.as_str()?.to_owned())))
}
