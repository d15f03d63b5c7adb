//! `ApiTableRowPr`: how a row looks. `ApiTableRow` inherits it.

use spindle_ooxml::word::table_props as view;

use super::handle::no;
use super::table_pr::change;
use super::{WordCall, WordEditor, WordResult};
use crate::class::{Class, Member};

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTableRowPr",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("tableRowPr".into())),
        Member::new("ToJSON", super::json::of_format),
        Member::new("SetHeight", set_height),
        Member::new("SetTableHeader", set_table_header),
    ],
    properties: &[],
};

fn set_height(call: &mut WordCall<'_>) -> WordResult {
    let height = match (call.args.opt_text(0).as_deref(), call.args.opt_number(1)) {
        (Some("auto"), _) => None,
        (Some("atLeast"), Some(value)) => Some(value.max(0.0).round() as i64),
        _ => return no(),
    };
    change(call, "w:trPr", |dom, trpr| {
        view::set_height(dom, trpr, height)
    })
}

fn set_table_header(call: &mut WordCall<'_>) -> WordResult {
    let on = call.args.boolean(0, false);
    change(call, "w:trPr", |dom, trpr| {
        view::set_header_row(dom, trpr, on)
    })
}
