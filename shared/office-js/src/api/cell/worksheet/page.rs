//! Page setup and display of a worksheet. Margins are in millimetres, as the original takes them.

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::SheetId;
use spindle_ooxml::sheet::worksheet::ORDER;

use super::super::editor::fault;
use super::super::handle::sheet;
use super::super::{CellCall, CellEditor, CellResult};
use crate::class::ApiError;
use crate::value::Value;

/// Millimetres in an inch, in which files have margins.
const INCH: f64 = 25.4;
/// What `pageMargins` must say (ECMA-376 Part 1, 18.3.1.62), and what it says when nothing else is known.
const MARGINS: &[(&str, &str)] = &[
    ("left", "0.7"),
    ("right", "0.7"),
    ("top", "0.75"),
    ("bottom", "0.75"),
    ("header", "0.3"),
    ("footer", "0.3"),
];

fn root(call: &mut CellCall<'_>) -> Result<NodeId, ApiError> {
    let id = sheet(call)?;
    Ok(call.doc.book.sheet(id).map_err(fault)?.root)
}

fn margin(call: &mut CellCall<'_>, side: &str) -> CellResult {
    let root = root(call)?;
    let dom = &call.doc.book.package.dom;
    let text = dom
        .child(root, "pageMargins")
        .and_then(|node| dom.attr(node, side));
    let default = MARGINS
        .iter()
        .find(|(name, _)| *name == side)
        .map_or("0", |(_, value)| value);
    let inches: f64 = text.unwrap_or(default).parse().unwrap_or(0.0);
    Ok((inches * INCH).into())
}

/// Margins that a sheet has which a script adds: the original rounds them to tenths of millimetres.
pub fn margins_of_new(doc: &mut CellEditor, id: SheetId) -> Result<(), ApiError> {
    let root = doc.book.sheet(id).map_err(fault)?.root;
    let dom = &mut doc.book.package.dom;
    let node = dom.ensure_child(root, "pageMargins", ORDER);
    for (name, value) in MARGINS {
        dom.set_attr(node, name, value);
    }
    for (name, millimetres) in [
        ("left", 17.8),
        ("right", 17.8),
        ("top", 19.1),
        ("bottom", 19.1),
    ] {
        dom.set_attr(node, name, &(millimetres / INCH).to_string());
    }
    Ok(())
}

fn set_margin(call: &mut CellCall<'_>, side: &str) -> CellResult {
    let value = if call.args.given(0) {
        call.args.number(0, "nPoints")?
    } else {
        0.0
    };
    if !(0.0..=49.0 * INCH).contains(&value) {
        return Err(ApiError::Range(
            "argument 1 (nPoints) must be a margin from 0 to 1244.6".to_owned(),
        ));
    }
    let root = root(call)?;
    let dom = &mut call.doc.book.package.dom;
    let node = match dom.child(root, "pageMargins") {
        Some(node) => node,
        None => {
            let node = dom.ensure_child(root, "pageMargins", ORDER);
            for (name, value) in MARGINS {
                dom.set_attr(node, name, value);
            }
            node
        }
    };
    // Inches are kept: those that give the same millimetres back.
    let inches = value / INCH;
    let near = [inches, inches.next_up(), inches.next_down()];
    let exact = near.into_iter().find(|inches| inches * INCH == value);
    dom.set_attr(node, side, &exact.unwrap_or(inches).to_string());
    Ok(true.into())
}

pub fn get_left_margin(call: &mut CellCall<'_>) -> CellResult {
    margin(call, "left")
}

pub fn get_right_margin(call: &mut CellCall<'_>) -> CellResult {
    margin(call, "right")
}

pub fn get_top_margin(call: &mut CellCall<'_>) -> CellResult {
    margin(call, "top")
}

pub fn get_bottom_margin(call: &mut CellCall<'_>) -> CellResult {
    margin(call, "bottom")
}

pub fn set_left_margin(call: &mut CellCall<'_>) -> CellResult {
    set_margin(call, "left")
}

pub fn set_right_margin(call: &mut CellCall<'_>) -> CellResult {
    set_margin(call, "right")
}

pub fn set_top_margin(call: &mut CellCall<'_>) -> CellResult {
    set_margin(call, "top")
}

pub fn set_bottom_margin(call: &mut CellCall<'_>) -> CellResult {
    set_margin(call, "bottom")
}

pub fn get_orientation(call: &mut CellCall<'_>) -> CellResult {
    let root = root(call)?;
    let dom = &call.doc.book.package.dom;
    let value = dom
        .child(root, "pageSetup")
        .and_then(|node| dom.attr(node, "orientation"));
    Ok(if value == Some("landscape") {
        "xlLandscape"
    } else {
        "xlPortrait"
    }
    .into())
}

/// Anything but `xlLandscape` is portrait.
pub fn set_orientation(call: &mut CellCall<'_>) -> CellResult {
    let landscape = matches!(call.args.get(0), Value::Text(text) if text == "xlLandscape");
    let root = root(call)?;
    let dom = &mut call.doc.book.package.dom;
    let node = dom.ensure_child(root, "pageSetup", ORDER);
    dom.set_attr(
        node,
        "orientation",
        if landscape { "landscape" } else { "portrait" },
    );
    Ok(true.into())
}

fn print_option(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let root = root(call)?;
    let dom = &call.doc.book.package.dom;
    let value = dom
        .child(root, "printOptions")
        .and_then(|node| dom.attr(node, name));
    Ok(matches!(value, Some("1" | "true")).into())
}

fn set_print_option(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let on = call.args.boolean(0, false);
    let root = root(call)?;
    let dom = &mut call.doc.book.package.dom;
    let node = dom.ensure_child(root, "printOptions", ORDER);
    dom.set_attr(node, name, if on { "1" } else { "0" });
    Ok(true.into())
}

pub fn get_print_gridlines(call: &mut CellCall<'_>) -> CellResult {
    print_option(call, "gridLines")
}

pub fn set_print_gridlines(call: &mut CellCall<'_>) -> CellResult {
    set_print_option(call, "gridLines")
}

pub fn get_print_headings(call: &mut CellCall<'_>) -> CellResult {
    print_option(call, "headings")
}

pub fn set_print_headings(call: &mut CellCall<'_>) -> CellResult {
    set_print_option(call, "headings")
}

fn set_display(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let on = call.args.boolean(0, false);
    let id = sheet(call)?;
    let view = super::view(call.doc, id)?;
    let dom = &mut call.doc.book.package.dom;
    if on {
        dom.remove_attr(view, name);
    } else {
        dom.set_attr(view, name, "0");
    }
    Ok(true.into())
}

pub fn set_display_gridlines(call: &mut CellCall<'_>) -> CellResult {
    set_display(call, "showGridLines")
}

pub fn set_display_headings(call: &mut CellCall<'_>) -> CellResult {
    set_display(call, "showRowColHeaders")
}
