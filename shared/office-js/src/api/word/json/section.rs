//! Sections.

use serde_json::{Value as Json, json};
use spindle_ooxml::NodeId;
use spindle_ooxml::word::{props, section as view};

use super::super::WordEditor;
use super::{Object, Reader, array, integer, object, others, read_others};

/// Children of `w:sectPr` that have keys; headers and footers stay with the document.
const KNOWN: &[&str] = &[
    "w:headerReference",
    "w:footerReference",
    "w:type",
    "w:pgSz",
    "w:pgMar",
    "w:cols",
    "w:titlePg",
    "w:pgNumType",
    "w:rtlGutter",
    "w:sectPrChange",
];

const MARGINS: &[&str] = &[
    "bottom", "footer", "gutter", "header", "left", "right", "top",
];

/// A section.
pub fn write(doc: &WordEditor, node: NodeId) -> Object {
    let dom = doc.dom();
    let (count, widths, spaces) = view::columns(dom, node);
    let own = dom
        .child(node, "w:cols")
        .is_some_and(|columns| dom.child(columns, "w:col").is_some());
    let columns = widths.iter().filter(|_| own).enumerate().map(
        |(index, width)| json!({ "w": width, "space": spaces.get(index).copied().unwrap_or(0) }),
    );
    let columns: Vec<Json> = columns.collect();
    let space = spaces.first().copied().unwrap_or(720);
    let none = json!({ "color": { "auto": false, "r": 0, "g": 0, "b": 0 }, "sz": 4, "space": 0, "value": "none" });
    let references = json!({ "first": null, "default": null, "even": null });
    let mut margins = Object::new();
    for side in MARGINS {
        margins.insert((*side).to_owned(), view::margin(dom, node, side).into());
    }
    let (width, height) = view::page_size(dom, node);
    let orientation = if width > height {
        "landscape"
    } else {
        "portrait"
    };
    let toggle = |name| props::toggle(dom, node, name).unwrap_or(false);
    let entries = [
        (
            "cols",
            json!({ "col": columns, "equalWidth": !own, "num": count, "sep": false, "space": space }),
        ),
        ("endnotePr", json!({})),
        ("footerReference", references.clone()),
        ("footnotePr", json!({})),
        ("headerReference", references),
        (
            "pgBorders",
            json!({
                "bottom": none, "left": none, "right": none, "top": none,
                "display": "allPages", "offsetFrom": "text", "zOrder": "front",
            }),
        ),
        ("pgMar", margins.into()),
        (
            "pgNumType",
            json!({ "start": view::start_page(dom, node).unwrap_or(-1) }),
        ),
        // The original spells it so.
        (
            "pgSz",
            json!({ "h": height, "orinet": orientation, "w": width }),
        ),
        ("rtlGutter", toggle("w:rtlGutter").into()),
        ("titlePg", toggle("w:titlePg").into()),
        ("type", view::kind(dom, node).into()),
    ];
    let mut out = Object::new();
    for (key, value) in entries {
        out.insert(key.to_owned(), value);
    }
    super::put(&mut out, "otherXml", others(dom, node, KNOWN));
    out
}

/// A new section.
pub fn read(to: &mut Reader<'_>, given: &Object) -> NodeId {
    let dom = to.dom();
    let node = dom.element("w:sectPr");
    if let Some(kind) = given.get("type").and_then(Json::as_str) {
        view::set_kind(dom, node, kind);
    }
    if let Some(size) = object(given, "pgSz") {
        let side = |key, plain| integer(size, key).unwrap_or(plain).clamp(1, 31_680);
        view::set_page_size(dom, node, side("w", 12_240), side("h", 15_840));
    }
    if let Some(margins) = object(given, "pgMar") {
        for side in MARGINS {
            if let Some(twips) = integer(margins, side) {
                view::set_margin(dom, node, side, twips.clamp(-31_680, 31_680));
            }
        }
    }
    if let Some(columns) = object(given, "cols") {
        let read = |key| -> Vec<i64> {
            array(columns, "col")
                .iter()
                .filter_map(Json::as_object)
                .map(|column| integer(column, key).unwrap_or(0).clamp(0, 31_680))
                .collect()
        };
        let (widths, spaces) = (read("w"), read("space"));
        if widths.is_empty() {
            let count = integer(columns, "num").unwrap_or(1).clamp(1, 45);
            let space = integer(columns, "space").unwrap_or(720).clamp(0, 31_680);
            view::set_equal_columns(dom, node, count, space);
        } else {
            view::set_columns(dom, node, &widths, &spaces);
        }
    }
    for (key, name) in [("titlePg", "w:titlePg"), ("rtlGutter", "w:rtlGutter")] {
        if given.get(key).and_then(Json::as_bool) == Some(true) {
            props::set_toggle(dom, node, name, true);
        }
    }
    let start = object(given, "pgNumType").and_then(|numbers| integer(numbers, "start"));
    if let Some(start) = start.filter(|start| *start >= 0) {
        view::set_start_page(dom, node, Some(start));
    }
    read_others(dom, node, given);
    node
}
