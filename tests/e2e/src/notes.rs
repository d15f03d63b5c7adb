//! Notes that are large or old, for tests and benchmarks.

use serde_json::{Value, json};

use crate::docs::Docs;

/// Paragraphs as people write them, of so many bytes as JSON at least.
pub fn prose(bytes: usize) -> Value {
    let mut ops = Vec::new();
    let mut length = 0;
    let sentence = "它是一个句子, and it goes on for a while, as sentences of people do when nobody stops them. ";
    for index in 0.. {
        let op = match index % 4 {
            0 => json!({ "insert": format!("{index}. {sentence}") }),
            1 => json!({ "insert": "bold words", "attributes": { "bold": true } }),
            2 => json!({ "insert": format!("{sentence}{sentence}") }),
            _ => json!({ "insert": "\n", "attributes": { "list": "ordered" } }),
        };
        length += op.to_string().len() + 1;
        ops.push(op);
        if length >= bytes && index % 4 == 3 {
            return Value::Array(ops);
        }
    }
    Value::Null
}

/// Makes so many versions of a note of some length, a thousand with each call. The content is the same afterwards,
/// however many there are, if they are even in number.
///
/// # Panics
/// When they are not made.
#[track_caller]
pub fn add_versions(docs: &Docs, user: &str, fid: &str, count: i64) {
    let mut v = number(&docs.content(user, fid)["v"]);
    let end = v + count;
    while v < end {
        let operations: Vec<Value> = (0..(end - v).min(1000))
            .map(|index| match index % 2 {
                0 => json!([{ "retain": 2 }, { "insert": format!("{}", index % 7) }]),
                _ => json!([{ "retain": 2 }, { "delete": 1 }]),
            })
            .collect();
        let members = json!({ "v": v, "pendingOps": operations });
        v = number(&docs.upload(user, fid, &members).ok()["document"]["_v"]);
    }
    assert_eq!(v, end);
}

#[track_caller]
fn number(value: &Value) -> i64 {
    value.as_i64().expect("a version")
}
