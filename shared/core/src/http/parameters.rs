//! The parameters of a request: its JSON body, else its query string.

use serde_json::{Map, Value};
use url::form_urlencoded;

/// What a body and a query string say.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// The parameters. A JSON body that is no object names none.
    pub map: Map<String, Value>,
    /// Whether they come from the body.
    pub from_body: bool,
}

/// The body as JSON whatever its type is called; the query string when the body is not JSON, or `null`.
///
/// A byte order mark makes a body not JSON, as does everything that RFC 8259 does not know.
pub fn parameters(body: &[u8], query: Option<&str>) -> Parameters {
    match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => Parameters {
            map,
            from_body: true,
        },
        Ok(Value::Null) | Err(_) => Parameters {
            map: query_parameters(query),
            from_body: false,
        },
        Ok(_) => Parameters {
            map: Map::new(),
            from_body: true,
        },
    }
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
