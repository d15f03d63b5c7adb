//! `ApiCheckboxField` and `ApiRadiobuttonField`: boxes to check.

use super::super::handle::refused;
use super::super::{PdfCall, PdfEditor, PdfResult};
use super::base::{self, change, get_flag, place, set_flag, this};
use super::flag;
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiCheckboxField",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("checkboxField".into())),
        Member::new("AddOption", add_option),
        Member::new("IsToggleToOff", |call| {
            Ok((!this(call)?.has(flag::NO_TOGGLE_TO_OFF)).into())
        }),
        Member::new("SetToggleToOff", |call| {
            let on = call.args.boolean(0, false);
            change(call)?.set_flag(flag::NO_TOGGLE_TO_OFF, !on);
            super::super::handle::yes()
        }),
    ],
    properties: &[],
};

pub static RADIO_CLASS: Class<PdfEditor> = Class {
    name: "ApiRadiobuttonField",
    parent: Some(&CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("radiobuttonField".into())),
        Member::new("IsCheckInUnison", |call| get_flag(call, flag::IN_UNISON)),
        Member::new("SetCheckInUnison", |call| set_flag(call, flag::IN_UNISON)),
    ],
    properties: &[],
};

/// Another box, with what it stands for.
fn add_option(call: &mut PdfCall<'_>) -> PdfResult {
    let (page, rect) = base::place_argument(call)?;
    let export = match call.args.get(2) {
        Value::Text(export) if !export.is_empty() => export.clone(),
        _ => {
            return Err(refused(
                "`exportValue` has to be a string with something in it",
            ));
        }
    };
    let field = place(call)?;
    let widget = call.doc.add_widget(field, page, rect)?;
    if let Some(widget) = call.doc.widgets.get_mut(widget) {
        widget.export = Some(export);
    }
    Ok(call.doc.widget_ref(widget))
}
