//! `ApiTableCellPr`: how a cell looks. `ApiTableCell` inherits it.

use spindle_ooxml::word::{border, props, table_props as view};

use super::handle::no;
use super::table_pr::{change, set_shd, set_width, width_argument};
use super::{WordCall, WordEditor, WordResult, color};
use crate::class::{Class, Member};

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTableCellPr",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("tableCellPr".into())),
        Member::new("ToJSON", super::json::of_format),
        Member::new("SetShd", |call| set_shd(call, "w:tcPr")),
        Member::new("SetCellMarginTop", |call| set_margin(call, "w:top")),
        Member::new("SetCellMarginBottom", |call| set_margin(call, "w:bottom")),
        Member::new("SetCellMarginLeft", |call| set_margin(call, "w:left")),
        Member::new("SetCellMarginRight", |call| set_margin(call, "w:right")),
        Member::new("SetCellBorderTop", |call| set_border(call, "w:top")),
        Member::new("SetCellBorderBottom", |call| set_border(call, "w:bottom")),
        Member::new("SetCellBorderLeft", |call| set_border(call, "w:left")),
        Member::new("SetCellBorderRight", |call| set_border(call, "w:right")),
        Member::new("SetWidth", |call| {
            let width = width_argument(call);
            set_width(call, "w:tcPr", "w:tcW", width)
        }),
        Member::new("SetVerticalAlign", set_vertical_align),
        Member::new("SetTextDirection", set_text_direction),
        Member::new("SetNoWrap", set_no_wrap),
    ],
    properties: &[],
};

/// Nothing given goes back to the table's margin.
fn set_margin(call: &mut WordCall<'_>, side: &str) -> WordResult {
    let value = call.args.opt_number(0).map(|value| value.round() as i64);
    change(call, "w:tcPr", |dom, tcpr| {
        view::set_margin(dom, tcpr, "w:tcMar", side, value)
    })
}

fn set_border(call: &mut WordCall<'_>, side: &str) -> WordResult {
    let line = color::border_argument(call, 0);
    let theme = call.doc.text.theme();
    change(call, "w:tcPr", |dom, tcpr| {
        let borders = props::ensure(dom, tcpr, "w:tcBorders");
        border::set(dom, borders, side, line, theme);
    })
}

fn set_vertical_align(call: &mut WordCall<'_>) -> WordResult {
    let align = call.args.opt_text(0).unwrap_or_default();
    if !matches!(&*align, "top" | "center" | "bottom") {
        return no();
    }
    change(call, "w:tcPr", |dom, tcpr| {
        view::set_vertical_align(dom, tcpr, &align);
    })
}

fn set_text_direction(call: &mut WordCall<'_>) -> WordResult {
    let direction = call.args.opt_text(0).unwrap_or_default();
    if !matches!(&*direction, "lrtb" | "tbrl" | "btlr") {
        return no();
    }
    change(call, "w:tcPr", |dom, tcpr| {
        view::set_text_direction(dom, tcpr, &direction);
    })
}

fn set_no_wrap(call: &mut WordCall<'_>) -> WordResult {
    let on = call.args.boolean(0, false);
    change(call, "w:tcPr", |dom, tcpr| {
        props::set_toggle(dom, tcpr, "w:noWrap", on)
    })
}
