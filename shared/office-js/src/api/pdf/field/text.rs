//! `ApiTextField`: text that is filled in.

use super::super::handle::{no, yes};
use super::super::{PdfCall, PdfEditor, PdfResult};
use super::base::{self, change, get_flag, this};
use super::{flag, format};
use crate::class::{Class, Member};

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiTextField",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("textField".into())),
        Member::new("GetCharLimit", |call| {
            Ok(this(call)?.dict.int("MaxLen").unwrap_or(0).into())
        }),
        Member::new("IsComb", |call| get_flag(call, flag::COMB)),
        Member::new("IsMultiline", |call| get_flag(call, flag::MULTILINE)),
        Member::new("IsScrollLongText", |call| {
            Ok((!this(call)?.has(flag::DO_NOT_SCROLL)).into())
        }),
        Member::new("SetCharLimit", |call| {
            let limit = call.args.opt_integer(0).unwrap_or(0).clamp(0, 1_000_000);
            change(call)?.dict.set("MaxLen", limit);
            yes()
        }),
        Member::new("SetComb", set_comb),
        Member::new("SetMultiline", |call| {
            let on = call.args.boolean(0, false);
            let field = change(call)?;
            // A text in cells of its own has one line.
            field.set_flag(flag::MULTILINE, on && !field.has(flag::COMB));
            yes()
        }),
        Member::new("SetScrollLongText", |call| {
            let on = call.args.boolean(0, false);
            change(call)?.set_flag(flag::DO_NOT_SCROLL, !on);
            yes()
        }),
        Member::new("ClearFormat", format::clear),
        Member::new("SetDateFormat", format::date),
        Member::new("SetMask", format::mask),
        Member::new("SetNumberFormat", format::number),
        Member::new("SetPercentageFormat", format::percentage),
        Member::new("SetRegularExp", format::regular),
        Member::new("SetSpecialFormat", format::special),
        Member::new("SetTimeFormat", format::time),
        Member::new("SetValidateRange", format::range),
    ],
    properties: &[],
};

/// Only a text whose length is known stands in cells.
fn set_comb(call: &mut PdfCall<'_>) -> PdfResult {
    let on = call.args.boolean(0, false);
    let field = change(call)?;
    if on && field.dict.int("MaxLen").unwrap_or(0) <= 0 {
        return no();
    }
    field.set_flag(flag::COMB, on);
    if on {
        field.set_flag(flag::MULTILINE, false);
        field.set_flag(flag::DO_NOT_SCROLL, true);
    }
    yes()
}
