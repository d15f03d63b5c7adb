//! `ApiTablePr`: how a table looks. `ApiTable` inherits it.

use spindle_ooxml::word::table_props::{self as view, Width};
use spindle_ooxml::word::{border, color as colors, props};
use spindle_ooxml::{Dom, NodeId};

use super::handle::{no, this, yes};
use super::{WordCall, WordEditor, WordResult, color};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTablePr",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("tablePr".into())),
        Member::new("ToJSON", super::json::of_format),
        Member::new("SetWidth", |call| {
            let width = width_argument(call);
            set_width(call, "w:tblPr", "w:tblW", width)
        }),
        Member::new("SetJc", set_jc),
        Member::new("SetShd", |call| set_shd(call, "w:tblPr")),
        Member::new("SetTableBorderTop", |call| set_border(call, &["w:top"])),
        Member::new("SetTableBorderBottom", |call| {
            set_border(call, &["w:bottom"])
        }),
        Member::new("SetTableBorderLeft", |call| set_border(call, &["w:left"])),
        Member::new("SetTableBorderRight", |call| set_border(call, &["w:right"])),
        Member::new("SetTableBorderInsideH", |call| {
            set_border(call, &["w:insideH"])
        }),
        Member::new("SetTableBorderInsideV", |call| {
            set_border(call, &["w:insideV"])
        }),
        Member::new("SetTableBorderAll", |call| {
            set_border(
                call,
                &[
                    "w:top",
                    "w:left",
                    "w:bottom",
                    "w:right",
                    "w:insideH",
                    "w:insideV",
                ],
            )
        }),
        Member::new("SetTableCellMarginTop", |call| set_margin(call, "w:top")),
        Member::new("SetTableCellMarginBottom", |call| {
            set_margin(call, "w:bottom")
        }),
        Member::new("SetTableCellMarginLeft", |call| set_margin(call, "w:left")),
        Member::new("SetTableCellMarginRight", |call| {
            set_margin(call, "w:right")
        }),
        Member::new("SetCellSpacing", set_cell_spacing),
        Member::new("SetTableInd", set_table_ind),
        Member::new("SetTableLayout", set_table_layout),
        Member::new("SetStyleRowBandSize", |call| {
            set_band(call, "w:tblStyleRowBandSize")
        }),
        Member::new("SetStyleColBandSize", |call| {
            set_band(call, "w:tblStyleColBandSize")
        }),
        Member::new("SetTableTitle", |call| set_text(call, "w:tblCaption")),
        Member::new("GetTableTitle", |call| get_text(call, "w:tblCaption")),
        Member::new("SetTableDescription", |call| {
            set_text(call, "w:tblDescription")
        }),
        Member::new("GetTableDescription", |call| {
            get_text(call, "w:tblDescription")
        }),
    ],
    properties: &[],
};

/// Changes the property container `name` of the object.
pub fn change(
    call: &mut WordCall<'_>,
    name: &str,
    change: impl FnOnce(&mut Dom, NodeId),
) -> WordResult {
    let holder = this(call)?;
    let dom = call.doc.dom_mut();
    let properties = props::container(dom, holder, name);
    change(dom, properties);
    yes()
}

/// Width from type and value; `None` for an unknown type or a value that is no number.
pub fn width_argument(call: &WordCall<'_>) -> Option<Width> {
    let value = call.args.opt_number(1);
    match (call.args.opt_text(0)?.as_ref(), value) {
        ("auto", _) => Some(Width::Auto),
        ("nil", _) => Some(Width::Nil),
        ("percent", Some(value)) => Some(Width::Percent(value)),
        ("twips", Some(value)) => Some(Width::Twips(value.round() as i64)),
        _ => None,
    }
}

pub fn set_width(
    call: &mut WordCall<'_>,
    container: &str,
    name: &str,
    width: Option<Width>,
) -> WordResult {
    let Some(width) = width else { return yes() };
    change(call, container, |dom, properties| {
        view::set_width(dom, properties, name, width)
    })
}

pub fn set_jc(call: &mut WordCall<'_>) -> WordResult {
    let jc = call.args.opt_text(0).unwrap_or_default();
    change(call, "w:tblPr", |dom, tblpr| {
        view::set_jc(dom, tblpr, &jc);
    })
}

pub fn set_shd(call: &mut WordCall<'_>, container: &str) -> WordResult {
    let fill = match call.args.opt_text(0).as_deref() {
        Some("clear") => color::argument(call, 1),
        _ => None,
    };
    let theme = call.doc.text.theme();
    change(call, container, |dom, properties| {
        colors::set_shading(dom, properties, fill, theme)
    })
}

fn set_border(call: &mut WordCall<'_>, sides: &[&str]) -> WordResult {
    let line = color::border_argument(call, 0);
    let theme = call.doc.text.theme();
    change(call, "w:tblPr", |dom, tblpr| {
        let borders = props::ensure(dom, tblpr, "w:tblBorders");
        for side in sides {
            border::set(dom, borders, side, line, theme);
        }
    })
}

fn set_margin(call: &mut WordCall<'_>, side: &str) -> WordResult {
    let value = call.args.opt_number(0).map(|value| value.round() as i64);
    change(call, "w:tblPr", |dom, tblpr| {
        view::set_margin(dom, tblpr, "w:tblCellMar", side, value)
    })
}

/// The distance between two cells is given; files hold that from a cell to the middle.
fn set_cell_spacing(call: &mut WordCall<'_>) -> WordResult {
    match call.args.opt_number(0) {
        Some(value) => change(call, "w:tblPr", |dom, tblpr| {
            view::set_width(
                dom,
                tblpr,
                "w:tblCellSpacing",
                Width::Twips((value / 2.0).round() as i64),
            );
        }),
        None => change(call, "w:tblPr", |dom, tblpr| {
            props::remove(dom, tblpr, "w:tblCellSpacing");
        }),
    }
}

fn set_table_ind(call: &mut WordCall<'_>) -> WordResult {
    let Some(value) = call.args.opt_number(0) else {
        return yes();
    };
    change(call, "w:tblPr", |dom, tblpr| {
        view::set_width(dom, tblpr, "w:tblInd", Width::Twips(value.round() as i64))
    })
}

fn set_table_layout(call: &mut WordCall<'_>) -> WordResult {
    let layout = call.args.opt_text(0).unwrap_or_default();
    change(call, "w:tblPr", |dom, tblpr| {
        view::set_layout(dom, tblpr, &layout);
    })
}

fn set_band(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let Some(count) = call.args.opt_integer(0) else {
        return yes();
    };
    let text = count.clamp(1, 63).to_string();
    change(call, "w:tblPr", |dom, tblpr| {
        props::set_val(dom, tblpr, name, &text)
    })
}

/// `ApiTable.SetWrappingStyle`: in the text, or floating at its place.
pub fn set_wrapping_style(call: &mut WordCall<'_>) -> WordResult {
    let Value::Bool(in_text) = call.args.get(0) else {
        return super::handle::no();
    };
    let in_text = *in_text;
    change(call, "w:tblPr", |dom, tblpr| {
        if in_text {
            props::remove(dom, tblpr, "w:tblpPr");
            return;
        }
        let place = props::ensure(dom, tblpr, "w:tblpPr");
        for (name, value) in [
            ("w:horzAnchor", "margin"),
            ("w:vertAnchor", "margin"),
            ("w:tblpX", "1"),
            ("w:tblpY", "1"),
        ] {
            dom.set_attr(place, name, value);
        }
    })
}

/// `ApiTable.SetPaddings`: how far text around a floating table stays away: left, top, right, bottom. A table in the text
/// has none.
pub fn set_paddings(call: &mut WordCall<'_>) -> WordResult {
    let sides = [
        "w:leftFromText",
        "w:topFromText",
        "w:rightFromText",
        "w:bottomFromText",
    ];
    let values: Vec<String> = (0..sides.len())
        .map(|index| {
            let twips = call.args.opt_number(index).unwrap_or(0.0);
            (twips.round().clamp(0.0, 31_680.0) as i64).to_string()
        })
        .collect();
    change(call, "w:tblPr", |dom, tblpr| {
        if let Some(place) = dom.child(tblpr, "w:tblpPr") {
            for (side, value) in sides.iter().zip(&values) {
                dom.set_attr(place, side, value);
            }
        }
    })
}

fn set_text(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let text = call.args.opt_text(0).unwrap_or_default();
    if text.is_empty() {
        return no();
    }
    change(call, "w:tblPr", |dom, tblpr| {
        props::set_val(dom, tblpr, name, &text)
    })
}

fn get_text(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let dom = call.doc.dom();
    let found = dom
        .child(this(call)?, "w:tblPr")
        .and_then(|tblpr| props::val(dom, tblpr, name));
    Ok(Value::Text(found.unwrap_or_default().to_owned()))
}
