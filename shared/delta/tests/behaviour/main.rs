//! Tables of values: one row, one case.
//!
//! A delta is written as words: `+ab` inserts characters, `+[{"image":1}]` an embed, `=3` retains, `-2` deletes;
//! attributes follow in braces, and `~` stands for a newline.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod attributes;
mod builder;
mod compose;
mod diff;
mod document;
mod invert;
mod json;
mod patch;
mod slices;
mod staged;
mod transform;

use serde_json::{Map, Value};
use spindle_delta::{Attributes, Delta, Document, Op};

/// The attributes of a JSON object, or none of an empty string.
fn attributes(json: &str) -> Attributes {
    if json.is_empty() {
        return Attributes::none();
    }
    serde_json::from_str::<Map<String, Value>>(json)
        .unwrap_or_else(|error| panic!("{json}: {error}"))
        .into()
}

/// The ops that words say, as they are said.
fn ops(words: &str) -> Vec<Op> {
    words.split_whitespace().map(op).collect()
}

fn op(word: &str) -> Op {
    let (kind, rest) = word.split_at(1);
    let (what, braces) = match rest.find(']') {
        Some(end) if kind == "+" && rest.starts_with('[') => rest.split_at(end + 1),
        _ => rest.split_at(rest.find('{').unwrap_or(rest.len())),
    };
    let length = || {
        what.parse::<u64>()
            .unwrap_or_else(|error| panic!("{word}: {error}"))
    };
    let delta = match kind {
        "+" if what.starts_with('[') => {
            let embed = serde_json::from_str(&what[1..what.len() - 1]).unwrap();
            return Op::Insert(spindle_delta::Content::Embed(embed), attributes(braces));
        }
        "+" => Delta::new().insert(what.replace('~', "\n"), attributes(braces)),
        "=" => Delta::new().retain(length(), attributes(braces)),
        "-" => Delta::new().delete(length()),
        _ => panic!("{word}: neither +, = nor -"),
    };
    delta.into_ops().remove(0)
}

/// The delta that words say.
fn delta(words: &str) -> Delta {
    ops(words).into_iter().collect()
}

fn document(words: &str) -> Document {
    Document::try_from(delta(words)).unwrap_or_else(|error| panic!("{words}: {error}"))
}
