//! Members of `Api` that make form fields.

use spindle_pdf_file::{Dict, Object};

use super::super::handle::refused;
use super::super::{PdfCall, PdfRef, PdfResult, shape};
use super::{Field, FieldKind, flag, format};
use crate::value::Value;

/// How many fields a script may make.
const MAX_FIELDS: usize = 20_000;

fn new(call: &mut PdfCall<'_>, kind: FieldKind, word: &str, dict: Dict) -> PdfResult {
    let rect = shape::rect(call, 0)?;
    if call.doc.fields.len() >= MAX_FIELDS {
        return Err(refused("there are too many form fields"));
    }
    let name = call.doc.free_name(word);
    let place = call.doc.fields.len();
    call.doc.fields.push(Field {
        kind,
        name,
        dict,
        rect: Some(rect),
        icon: None,
        widgets: Vec::new(),
        object: None,
        parent: None,
        changed: true,
        renamed: true,
        gone: false,
    });
    Ok(Value::Handle(PdfRef::Field(kind, place)))
}

fn typed(kind: &str, flags: i64) -> Dict {
    Dict::new()
        .with("FT", Object::named(kind))
        .with("Ff", flags)
}

pub fn checkbox(call: &mut PdfCall<'_>) -> PdfResult {
    new(call, FieldKind::Checkbox, "Checkbox", typed("Btn", 0))
}

pub fn combobox(call: &mut PdfCall<'_>) -> PdfResult {
    new(call, FieldKind::Combo, "Combobox", typed("Ch", flag::COMBO))
}

/// A text that says a day.
pub fn date(call: &mut PdfCall<'_>) -> PdfResult {
    let mut dict = typed("Tx", 0);
    format::set_date(&mut dict, "mm/dd/yyyy");
    new(call, FieldKind::Text, "Text", dict)
}

pub fn image(call: &mut PdfCall<'_>) -> PdfResult {
    new(
        call,
        FieldKind::Button,
        "Button",
        typed("Btn", flag::PUSH_BUTTON),
    )
}

pub fn listbox(call: &mut PdfCall<'_>) -> PdfResult {
    new(call, FieldKind::List, "Listbox", typed("Ch", 0))
}

pub fn radio(call: &mut PdfCall<'_>) -> PdfResult {
    let flags = flag::RADIO | flag::NO_TOGGLE_TO_OFF;
    new(call, FieldKind::Radio, "Group", typed("Btn", flags))
}

pub fn text(call: &mut PdfCall<'_>) -> PdfResult {
    new(call, FieldKind::Text, "Text", typed("Tx", 0))
}
