//! `ApiTextWidget`: where a text is filled in.

use spindle_pdf_file::Object;

use super::super::PdfEditor;
use super::super::handle::yes;
use super::base::{self, this};
use crate::class::{Class, Member};
use crate::value::Value;

/// The key of the text that stands there as long as nothing is filled in. Readers do not know it.
const PLACEHOLDER: &str = "SpindlePlaceholder";

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiTextWidget",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetPlaceholder", |call| {
            let text = this(call)?.dict.text(PLACEHOLDER);
            Ok(text.map_or(Value::Undefined, Value::Text))
        }),
        Member::new("SetPlaceholder", |call| {
            let text = call.args.opt_text(0).unwrap_or_default().into_owned();
            base::change(call)?
                .dict
                .set(PLACEHOLDER, Object::said(&text));
            yes()
        }),
    ],
    properties: &[],
};
