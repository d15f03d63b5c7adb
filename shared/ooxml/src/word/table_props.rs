//! Properties of tables, rows and cells (ISO/IEC 29500-1, 17.4). The functions take `w:tblPr`, `w:trPr` or `w:tcPr`.

use super::props::{ensure, remove, set_toggle, set_val};
use crate::dom::{Dom, NodeId};

/// A width with its unit (17.18.90).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// As the content needs.
    Auto,
    /// None.
    Nil,
    /// Percent of the space there is, 0 to 100.
    Percent(f64),
    /// Twips.
    Twips(i64),
}

/// Writes a width element such as `w:tblW` or `w:tcW`.
pub fn set_width(dom: &mut Dom, properties: NodeId, name: &str, width: Width) {
    let node = ensure(dom, properties, name);
    write_width(dom, node, width);
}

fn write_width(dom: &mut Dom, node: NodeId, width: Width) {
    let (value, kind) = match width {
        Width::Auto => (0, "auto"),
        Width::Nil => (0, "nil"),
        Width::Percent(percent) => ((percent.clamp(0.0, 32_767.0) * 50.0).round() as i64, "pct"),
        Width::Twips(twips) => (twips, "dxa"),
    };
    dom.set_attr(node, "w:w", &value.to_string());
    dom.set_attr(node, "w:type", kind);
}

/// Writes a margin in twips into a container such as `w:tblCellMar` or `w:tcMar`; `None` takes it away.
pub fn set_margin(dom: &mut Dom, properties: NodeId, name: &str, side: &str, twips: Option<i64>) {
    match twips {
        Some(twips) => {
            let margins = ensure(dom, properties, name);
            let node = ensure(dom, margins, side);
            write_width(dom, node, Width::Twips(twips));
        }
        None => {
            if let Some(margins) = dom.child(properties, name) {
                remove(dom, margins, side);
            }
        }
    }
}

/// Alignment of a table or row; `false` for an unknown name, which changes nothing.
pub fn set_jc(dom: &mut Dom, properties: NodeId, jc: &str) -> bool {
    let known = matches!(jc, "left" | "center" | "right");
    if known {
        set_val(dom, properties, "w:jc", jc);
    }
    known
}

/// `autofit` or `fixed`; `false` for an unknown name, which changes nothing.
pub fn set_layout(dom: &mut Dom, tblpr: NodeId, layout: &str) -> bool {
    let known = matches!(layout, "autofit" | "fixed");
    if known {
        let node = ensure(dom, tblpr, "w:tblLayout");
        dom.set_attr(node, "w:type", layout);
    }
    known
}

/// Which conditional formats of the table's style act (17.4.55): first row, last row, first column, last column,
/// rows in turns, columns in turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The style's format of the first row acts.
    pub first_row: bool,
    /// The style's format of the last row acts.
    pub last_row: bool,
    /// The style's format of the first column acts.
    pub first_column: bool,
    /// The style's format of the last column acts.
    pub last_column: bool,
    /// Rows alternate.
    pub row_bands: bool,
    /// Columns alternate.
    pub column_bands: bool,
}

/// Writes `w:tblLook`, as attributes and as the older bit field.
pub fn set_look(dom: &mut Dom, tblpr: NodeId, look: Look) {
    let node = ensure(dom, tblpr, "w:tblLook");
    let parts = [
        ("w:firstRow", look.first_row, 0x0020),
        ("w:lastRow", look.last_row, 0x0040),
        ("w:firstColumn", look.first_column, 0x0080),
        ("w:lastColumn", look.last_column, 0x0100),
        ("w:noHBand", !look.row_bands, 0x0200),
        ("w:noVBand", !look.column_bands, 0x0400),
    ];
    let bits: u32 = parts.iter().filter(|part| part.1).map(|part| part.2).sum();
    dom.set_attr(node, "w:val", &format!("{bits:04X}"));
    for (name, on, _) in parts {
        dom.set_attr(node, name, if on { "1" } else { "0" });
    }
}

/// Row height: at least so many twips, or as the content needs for `None`.
pub fn set_height(dom: &mut Dom, trpr: NodeId, at_least: Option<i64>) {
    let node = ensure(dom, trpr, "w:trHeight");
    match at_least {
        Some(twips) => {
            dom.set_attr(node, "w:val", &twips.to_string());
            dom.set_attr(node, "w:hRule", "atLeast");
        }
        None => {
            dom.set_attr(node, "w:val", "0");
            dom.set_attr(node, "w:hRule", "auto");
        }
    }
}

/// Whether the row is repeated at the top of each page.
pub fn set_header_row(dom: &mut Dom, trpr: NodeId, on: bool) {
    set_toggle(dom, trpr, "w:tblHeader", on);
}

/// `top`, `center` or `bottom`; `false` for an unknown name, which changes nothing.
pub fn set_vertical_align(dom: &mut Dom, tcpr: NodeId, align: &str) -> bool {
    let known = matches!(align, "top" | "center" | "bottom");
    if known {
        set_val(dom, tcpr, "w:vAlign", align);
    }
    known
}

/// Direction of the text in a cell: `lrtb`, `tbrl` or `btlr`; `false` for an unknown name, which changes nothing.
pub fn set_text_direction(dom: &mut Dom, tcpr: NodeId, direction: &str) -> bool {
    let value = match direction {
        "lrtb" => "lrTb",
        "tbrl" => "tbRl",
        "btlr" => "btLr",
        _ => return false,
    };
    set_val(dom, tcpr, "w:textDirection", value);
    true
}
