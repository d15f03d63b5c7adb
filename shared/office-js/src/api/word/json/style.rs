//! Styles.

use serde_json::Value as Json;
use spindle_ooxml::NodeId;
use spindle_ooxml::word::{props, styles};

use super::super::WordEditor;
use super::super::style::PARTS;
use super::{Object, Reader, kind, object, put, table, text};

/// Types of styles: in JSON and in files.
const TYPES: &[(&str, &str)] = &[
    ("paragraphStyle", "paragraph"),
    ("characterStyle", "character"),
    ("tableStyle", "table"),
    ("numberingStyle", "numbering"),
];

/// The keys of the parts of tables: in JSON, and in files.
const KEYS: &[(&str, &str)] = &[
    ("band1Horz", "band1Horz"),
    ("band1Vert", "band1Vert"),
    ("band2Horz", "band2Horz"),
    ("band2Vert", "band2Vert"),
    ("firstCol", "firstCol"),
    ("firstRow", "firstRow"),
    ("lastCol", "lastCol"),
    ("lastRow", "lastRow"),
    ("neCell", "neCell"),
    ("nwCell", "nwCell"),
    ("seCell", "seCell"),
    ("swCell", "swCell"),
    ("wholeTable", "wholeTable"),
];

/// What a style or a part of one says about each kind of object.
fn formats(doc: &WordEditor, node: NodeId) -> [(&'static str, Object); 5] {
    [
        ("pPr", text::paragraph(doc, node)),
        ("rPr", text::run(doc, node)),
        ("tblPr", table::properties(doc, node)),
        ("tcPr", table::cell_properties(doc, node)),
        ("trPr", table::row_properties(doc, node)),
    ]
}

/// The format of a part of tables.
pub fn part(doc: &WordEditor, node: NodeId) -> Object {
    let mut out = Object::new();
    for (key, format) in formats(doc, node) {
        out.insert(key.to_owned(), format.into());
    }
    let part = doc.dom().attr(node, "w:type").unwrap_or_default();
    let name = PARTS
        .iter()
        .find(|(_, file)| *file == part)
        .map_or("wholeTable", |(script, _)| script);
    out.insert("styleType".to_owned(), name.into());
    out.insert("type".to_owned(), "tableStylePr".into());
    out
}

/// A style.
pub fn write(doc: &WordEditor, node: NodeId) -> Object {
    let dom = doc.dom();
    let val = |name| props::val(dom, node, name);
    let mut out = Object::new();
    out.insert("basedOn".to_owned(), val("w:basedOn").into());
    put(&mut out, "link", val("w:link"));
    out.insert("name".to_owned(), doc.text.style_name(node).into());
    put(&mut out, "next", val("w:next"));
    let flag = |name| props::toggle(dom, node, name).filter(|on| *on);
    let parts: Object = KEYS
        .iter()
        .filter_map(|(key, file)| {
            let found = dom
                .elements(node, "w:tblStylePr")
                .find(|part| dom.attr(*part, "w:type") == Some(file))?;
            Some(((*key).to_owned(), part(doc, found).into()))
        })
        .collect();
    for (key, format) in formats(doc, node) {
        match key {
            "rPr" => put(&mut out, "qFormat", flag("w:qFormat")),
            "tblPr" => put(&mut out, "semiHidden", flag("w:semiHidden")),
            "tcPr" => put(
                &mut out,
                "tblStylePr",
                (!parts.is_empty()).then(|| parts.clone()),
            ),
            _ => {}
        }
        out.insert(key.to_owned(), format.into());
    }
    put(
        &mut out,
        "uiPriority",
        val("w:uiPriority").and_then(|value| value.parse::<i64>().ok()),
    );
    put(&mut out, "unhideWhenUsed", flag("w:unhideWhenUsed"));
    let custom = matches!(dom.attr(node, "w:customStyle"), Some("1" | "true"));
    out.insert("customStyle".to_owned(), custom.into());
    out.insert("styleId".to_owned(), doc.text.style_id(node).into());
    let file = dom.attr(node, "w:type").unwrap_or("paragraph");
    let name = TYPES.iter().find(|(_, known)| *known == file);
    let name = name.map_or("paragraphStyle", |(json, _)| json);
    out.insert("styleType".to_owned(), name.into());
    out.insert("type".to_owned(), "style".into());
    out
}

/// Calls `see` with every key and value below.
pub fn walk(value: &Json, see: &mut impl FnMut(&str, &Json)) {
    match value {
        Json::Object(entries) => {
            for (key, value) in entries {
                see(key, value);
                walk(value, see);
            }
        }
        Json::Array(values) => values.iter().for_each(|value| walk(value, see)),
        _ => {}
    }
}

/// The styles that JSON names, with those that these name.
pub fn used(doc: &WordEditor, root: &Object) -> Option<Json> {
    let mut wanted = Vec::new();
    let mut note = |key: &str, value: &Json| {
        if matches!(
            key,
            "pStyle" | "rStyle" | "tblStyle" | "basedOn" | "link" | "next"
        ) && let Some(id) = value
            .as_str()
            .filter(|id| !wanted.iter().any(|known| known == id))
        {
            wanted.push(id.to_owned());
        }
    };
    walk(&Json::Object(root.clone()), &mut note);
    let mut out = Object::new();
    let mut index = 0;
    while let Some(id) = wanted.get(index).cloned() {
        index += 1;
        let Some(style) = doc.text.style_by_id(&id) else {
            continue;
        };
        let written = Json::Object(write(doc, style));
        walk(&written, &mut |key, value| {
            if matches!(key, "basedOn" | "link" | "next")
                && let Some(id) = value
                    .as_str()
                    .filter(|id| !wanted.iter().any(|known| known == id))
            {
                wanted.push(id.to_owned());
            }
        });
        out.insert(id, written);
    }
    (!out.is_empty()).then(|| out.into())
}

/// Creates the styles of JSON that the document does not have.
pub fn take(doc: &mut WordEditor, root: &Object) {
    let Some(all) = object(root, "styles") else {
        return;
    };
    for style in all.values().filter_map(Json::as_object).take(1000) {
        let name = style.get("name").and_then(Json::as_str).unwrap_or_default();
        if !name.is_empty() && doc.text.style_by_name(name).is_none() {
            let to = &mut Reader {
                doc,
                numbers: Vec::new(),
            };
            read(to, style);
        }
    }
}

/// A style of the document with this name: the one that it has, made to look as the JSON says, or a new one.
pub fn read(to: &mut Reader<'_>, given: &Object) -> Option<NodeId> {
    let name = given.get("name").and_then(Json::as_str)?;
    let wanted = given.get("styleType").and_then(Json::as_str);
    let kind = TYPES
        .iter()
        .find(|(json, _)| Some(*json) == wanted)
        .map_or("paragraph", |(_, file)| file);
    let style = match to.doc.text.style_by_name(name) {
        Some(found) => found,
        None => to.doc.text.create_style(&styles::shown_name(name), kind)?,
    };
    let base = given.get("basedOn").and_then(Json::as_str).filter(|id| {
        to.doc
            .text
            .style_by_id(id)
            .is_some_and(|base| base != style)
    });
    if let Some(base) = base {
        props::set_val(to.dom(), style, "w:basedOn", base);
    }
    read_formats(to, style, given);
    for (key, file) in KEYS {
        let part = object(given, "tblStylePr").and_then(|parts| object(parts, key));
        if let Some(part) = part.filter(|_| kind == "table") {
            let dom = to.dom();
            let found = dom
                .elements(style, "w:tblStylePr")
                .find(|part| dom.attr(*part, "w:type") == Some(file));
            let node = found.unwrap_or_else(|| {
                let node = dom.element_with("w:tblStylePr", &[("w:type", file)]);
                dom.append(style, node);
                node
            });
            read_formats(to, node, part);
        }
    }
    Some(style)
}

fn read_formats(to: &mut Reader<'_>, node: NodeId, given: &Object) {
    let of_table =
        to.dom().attr(node, "w:type") == Some("table") || to.dom().is(node, "w:tblStylePr");
    for key in ["pPr", "rPr", "tblPr", "trPr", "tcPr"] {
        let Some(format) = object(given, key) else {
            continue;
        };
        match kind(format) {
            "paraPr" => text::read_paragraph(to, node, format),
            "textPr" => text::read_run(to, node, format),
            _ if of_table => table::read_format(to, node, format),
            _ => {}
        }
    }
}

/// The format of a part of tables, in no style yet.
pub fn read_part(to: &mut Reader<'_>, given: &Object) -> NodeId {
    let wanted = given
        .get("styleType")
        .and_then(Json::as_str)
        .unwrap_or_default();
    let file = PARTS
        .iter()
        .find(|(script, _)| *script == wanted)
        .map_or("wholeTable", |(_, file)| file);
    let node = to.dom().element_with("w:tblStylePr", &[("w:type", file)]);
    read_formats(to, node, given);
    node
}
