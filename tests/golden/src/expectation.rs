//! Expectations in files.

use std::path::Path;

use serde_json::Value;

/// Compares what a judge saw with `expected/<name>.json`; with `SPINDLE_GOLDEN_UPDATE` set, writes it there instead.
///
/// # Errors
/// The file is not there, or says something else; the text names the first place where the two differ.
pub fn expect(name: &str, seen: &Value) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("expected")
        .join(format!("{name}.json"));
    if std::env::var_os("SPINDLE_GOLDEN_UPDATE").is_some() {
        let text = serde_json::to_string_pretty(seen).map_err(|error| error.to_string())? + "\n";
        return std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    let text = std::fs::read_to_string(&path).map_err(|error| {
        format!(
            "{}: {error}; SPINDLE_GOLDEN_UPDATE=1 makes it",
            path.display()
        )
    })?;
    let expected: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    match difference(&expected, seen) {
        None => Ok(()),
        Some((place, expected, seen)) => Err(format!(
            "{name}{place}: expected {expected}, the judge saw {seen}"
        )),
    }
}

/// The first place where two values differ, and what they say there.
pub(crate) fn difference(expected: &Value, seen: &Value) -> Option<(String, String, String)> {
    let deeper =
        |key: String, expected: Option<&Value>, seen: Option<&Value>| match (expected, seen) {
            (Some(expected), Some(seen)) => difference(expected, seen)
                .map(|(place, expected, seen)| (format!("{key}{place}"), expected, seen)),
            (None, None) => None,
            (expected, seen) => {
                let say = |value: Option<&Value>| {
                    value.map_or_else(|| "nothing".to_owned(), Value::to_string)
                };
                Some((key, say(expected), say(seen)))
            }
        };
    match (expected, seen) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            keys.into_iter()
                .find_map(|key| deeper(format!(".{key}"), a.get(key), b.get(key)))
        }
        (Value::Array(a), Value::Array(b)) => (0..a.len().max(b.len()))
            .find_map(|index| deeper(format!("[{index}]"), a.get(index), b.get(index))),
        _ if expected == seen => None,
        _ => Some((String::new(), expected.to_string(), seen.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::difference;
    use serde_json::json;

    #[test]
    fn the_first_difference_is_named() {
        let cases = [
            (json!({"a": [1, 2]}), json!({"a": [1, 2]}), None),
            (
                json!({"a": [1, 2]}),
                json!({"a": [1, 3]}),
                Some((".a[1]", "2", "3")),
            ),
            (
                json!({"a": 1}),
                json!({"a": 1, "b": 2}),
                Some((".b", "nothing", "2")),
            ),
            (
                json!({"a": [1, 2]}),
                json!({"a": [1]}),
                Some((".a[1]", "2", "nothing")),
            ),
            (
                json!({"a": null}),
                json!({}),
                Some((".a", "null", "nothing")),
            ),
            (json!("x"), json!("y"), Some(("", "\"x\"", "\"y\""))),
        ];
        for (expected, seen, found) in cases {
            let found = found
                .map(|(a, b, c): (&str, &str, &str)| (a.to_owned(), b.to_owned(), c.to_owned()));
            assert_eq!(difference(&expected, &seen), found);
        }
    }
}
