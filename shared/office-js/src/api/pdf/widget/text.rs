//! `ApiTextWidget`: where a text is filled in.

use super::super::field::{Field, format};
use super::super::handle::{refused, yes};
use super::super::{PdfCall, PdfEditor, PdfResult};
use super::base::{self, this};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiTextWidget",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetPlaceholder", |call| note(call, "placeholder")),
        Member::new("GetRegularExp", |call| note(call, "regular")),
        Member::new("SetPlaceholder", |call| {
            let text = call.args.opt_text(0).unwrap_or_default().into_owned();
            field(call)?.set_note("placeholder", &text);
            yes()
        }),
        Member::new("SetRegularExp", |call| {
            let pattern = call.args.opt_text(0).unwrap_or_default().into_owned();
            format::set_regular(field(call)?, &pattern);
            yes()
        }),
    ],
    properties: &[],
};

fn note(call: &mut PdfCall<'_>, key: &str) -> PdfResult {
    Ok(field(call)?.note(key).map_or(Value::Undefined, Value::Text))
}

fn field<'c>(call: &'c mut PdfCall<'_>) -> Result<&'c mut Field, ApiError> {
    let place = this(call)?.field;
    let field = call.doc.fields.get_mut(place);
    field.ok_or_else(|| refused("the field is not there"))
}
