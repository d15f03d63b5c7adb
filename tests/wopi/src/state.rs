//! What a test remembers from one answer to the next, and paths into JSON.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::http::Answer;

/// How a request names a value that was saved.
pub const REFERENCE: &str = "$State:";

/// Values saved by the requests of one test. A value that the answer did not have is saved as `None`,
/// so that its absence can be told from a request that never ran.
pub type State = BTreeMap<String, Option<String>>;

/// One value to save from an answer.
#[derive(Debug, Clone)]
pub struct Save {
    /// The name it is saved under.
    pub name: String,
    /// Where it comes from.
    pub from: From,
}

/// Where a value to save comes from.
#[derive(Debug, Clone)]
pub enum From {
    /// A path into the JSON of the body.
    Body(String),
    /// A header.
    Header(String),
}

impl Save {
    /// The value in that answer.
    pub fn value(&self, answer: &Answer) -> Option<String> {
        match &self.from {
            From::Header(name) => answer
                .header(name)
                .filter(|value| !value.is_empty())
                .map(str::to_owned),
            From::Body(path) => {
                let body: Value = serde_json::from_slice(&answer.body).ok()?;
                select(&body, path)
                    .and_then(plain)
                    .filter(|value| !value.is_empty())
            }
        }
    }
}

/// A scalar as text; objects, arrays and null have none.
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The one value at a path of names, `[index]` and `[from:to]`, as far as the description uses JSONPath:
/// `AncestorsWithRootFirst[-1:].Url` is the address of the last ancestor. A slice with more than one member
/// means its first one.
pub fn select<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let mut at = value;
    for step in path.split('.') {
        let (name, mut rest) = match step.find('[') {
            Some(bracket) => step.split_at_checked(bracket)?,
            None => (step, ""),
        };
        if !name.is_empty() {
            at = at.get(name)?;
        }
        while let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner.split_once(']')?;
            let members = at.as_array()?;
            at = members.get(place(index, members.len())?)?;
            rest = after;
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some(at)
}

/// The first place that an index or a slice means in an array of that length.
fn place(index: &str, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let (start, end) = match index.split_once(':') {
        Some((start, end)) => (start, Some(end)),
        None => (index, None),
    };
    let number = |text: &str, otherwise: i64| -> Option<i64> {
        if text.is_empty() {
            return Some(otherwise);
        }
        let number: i64 = text.trim().parse().ok()?;
        Some(if number < 0 {
            number.saturating_add(length)
        } else {
            number
        })
    };
    let first = number(start, 0)?;
    if let Some(end) = end {
        let first = first.max(0);
        return (first < number(end, length)?)
            .then(|| usize::try_from(first).ok())
            .flatten();
    }
    usize::try_from(first).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_to_members() {
        let value = json!({"A": [{"Url": "one"}, {"Url": "two"}], "P": {"Name": "n"}, "E": []});
        let at = |path: &str| select(&value, path).and_then(plain);
        assert_eq!(at("A[-1:].Url").as_deref(), Some("two"));
        assert_eq!(at("A[0].Url").as_deref(), Some("one"));
        assert_eq!(at("A[:1].Url").as_deref(), Some("one"));
        assert_eq!(at("P.Name").as_deref(), Some("n"));
        assert_eq!(at("A[2].Url"), None);
        assert_eq!(at("E[-1:].Url"), None);
        assert_eq!(at("P[0]"), None);
        assert_eq!(at("P"), None);
    }

    #[test]
    fn values_are_saved_from_header_and_body() {
        let answer = Answer {
            status: 200,
            headers: vec![("X-WOPI-ItemVersion".into(), "7".into())],
            body: br#"{"Flag":true}"#.to_vec(),
        };
        let save = |from| Save {
            name: "n".into(),
            from,
        };
        assert_eq!(
            save(From::Header("x-wopi-itemversion".into())).value(&answer),
            Some("7".into())
        );
        assert_eq!(
            save(From::Body("Flag".into())).value(&answer),
            Some("true".into())
        );
        assert_eq!(save(From::Body("Url".into())).value(&answer), None);
    }
}
