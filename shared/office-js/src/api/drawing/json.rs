//! Texts and tables as JSON, in the words of the original: `ToJSON`, `Api.FromJSON`.

mod color;
mod drawing;
mod paint;
mod read;
mod write;

pub use color::{plain_from_json, plain_to_json};
pub(super) use drawing::to_json as drawing_to_json;
pub(super) use paint::to_json as paint_to_json;
pub use read::{from_json, from_value};

use super::{DrawResult, DrawingHost, this};
use crate::args::number_text;
use crate::class::Call;
use crate::value::Value;

/// What is written: an object keeps the order of its members.
type Json = Value<()>;

/// Appends a value as `JSON.stringify` writes it: members that are `undefined` are left out.
fn stringify(value: &Json, out: &mut String) {
    match value {
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) if number.is_finite() => out.push_str(&number_text(*number)),
        Value::Text(text) => out.push_str(&serde_json::Value::from(text.as_str()).to_string()),
        Value::List(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                stringify(value, out);
            }
            out.push(']');
        }
        Value::Object(entries) => {
            out.push('{');
            let mut first = true;
            for (name, value) in entries {
                if matches!(value, Value::Undefined) {
                    continue;
                }
                if !first {
                    out.push(',');
                }
                first = false;
                out.push_str(&serde_json::Value::from(name.as_str()).to_string());
                out.push(':');
                stringify(value, out);
            }
            out.push('}');
        }
        _ => out.push_str("null"),
    }
}

/// `ToJSON` of a paragraph, or of a table in its frame.
pub(super) fn to_json<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let dom = call.doc.dom();
    let json = if dom.is(node, "a:p") {
        write::paragraph(dom, node)
    } else {
        write::frame(dom, node)
    };
    Ok(answer_text::<E>(&json))
}

/// JSON as the answer of a member.
fn answer_text<E: DrawingHost>(json: &Json) -> Value<E::Ref> {
    let mut out = String::new();
    stringify(json, &mut out);
    out.into()
}
