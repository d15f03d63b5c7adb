//! `ApiCheckboxWidget`: a box to check.

use spindle_pdf_file::Object;

use super::super::field::Field;
use super::super::handle::{choice, no, refused, yes};
use super::super::{PdfCall, PdfEditor, PdfResult};
use super::base::{self, this};
use crate::class::{ApiError, Class, Member};

/// Signs for scripts and as letters of ZapfDingbats.
const SIGNS: [(&str, &str); 6] = [
    ("check", "4"),
    ("cross", "8"),
    ("diamond", "u"),
    ("circle", "l"),
    ("star", "H"),
    ("square", "n"),
];

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiCheckboxWidget",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("checkboxWidget".into())),
        Member::new("GetCheckStyle", |call| {
            let sign = this(call)?.inner("MK").text("CA").unwrap_or_default();
            let found = SIGNS.iter().find(|(_, letter)| *letter == sign);
            Ok(found.map_or("check", |(name, _)| name).into())
        }),
        Member::new("GetExportValue", |call| Ok(export(call)?.into())),
        Member::new("IsChecked", |call| is_value(call, "V")),
        Member::new("IsCheckedByDefault", |call| is_value(call, "DV")),
        Member::new("SetCheckStyle", |call| {
            let names = SIGNS.map(|(name, _)| name);
            let place = choice(call, &names);
            match place.and_then(|place| SIGNS.get(place)) {
                Some((_, letter)) => base::set_inner(call, "MK", "CA", Object::said(letter)),
                None => no(),
            }
        }),
        Member::new("SetChecked", |call| set_value(call, "V")),
        Member::new("SetCheckedByDefault", |call| set_value(call, "DV")),
        Member::new("SetExportValue", set_export),
    ],
    properties: &[],
};

fn export(call: &PdfCall<'_>) -> Result<String, ApiError> {
    Ok(this(call)?.export.clone().unwrap_or_default())
}

fn field<'c>(call: &'c mut PdfCall<'_>) -> Result<&'c mut Field, ApiError> {
    let place = this(call)?.field;
    let field = call.doc.fields.get_mut(place);
    field.ok_or_else(|| refused("the field is not there"))
}

fn is_value(call: &mut PdfCall<'_>, key: &str) -> PdfResult {
    let export = export(call)?;
    Ok((field(call)?.dict.text(key) == Some(export)).into())
}

/// A box that is not checked takes the value away only when it was its own.
fn set_value(call: &mut PdfCall<'_>, key: &str) -> PdfResult {
    let on = call.args.boolean(0, false);
    let export = export(call)?;
    let field = field(call)?;
    let is_own = field.dict.text(key).as_ref() == Some(&export);
    if on {
        field.dict.set(key, Object::named(&export));
    } else if is_own {
        field.dict.set(key, Object::named("Off"));
    }
    field.changed = true;
    yes()
}

fn set_export(call: &mut PdfCall<'_>) -> PdfResult {
    let given = call.args.opt_text(0).unwrap_or_default().into_owned();
    if given.is_empty() || given == "Off" {
        return no();
    }
    let before = export(call)?;
    base::change(call)?.export = Some(given.clone());
    let field = field(call)?;
    field.changed = true;
    for key in ["V", "DV"] {
        if field.dict.text(key).as_ref() == Some(&before) {
            field.dict.set(key, Object::named(&given));
        }
    }
    yes()
}
