//! Numberings.

use serde_json::{Value as Json, json};
use spindle_ooxml::NodeId;
use spindle_ooxml::word::numbering::{self as view, LEVELS, ListKind};
use spindle_ooxml::word::props;

use super::super::WordEditor;
use super::{Object, Reader, array, integer, object, put, text};

fn level(doc: &WordEditor, node: NodeId, index: usize) -> Json {
    let dom = doc.dom();
    let val = |name| props::val(dom, node, name);
    let mut out = Object::new();
    put(&mut out, "lvlJc", val("w:lvlJc"));
    let suffix = val("w:suff").unwrap_or("tab");
    out.insert("suff".to_owned(), suffix.into());
    out.insert(
        "numFmt".to_owned(),
        json!({ "val": val("w:numFmt").unwrap_or("decimal") }),
    );
    put(&mut out, "lvlText", val("w:lvlText"));
    let start = view::start(dom, node);
    put(&mut out, "start", (start != 1).then_some(start));
    put(
        &mut out,
        "restart",
        val("w:lvlRestart").and_then(|value| value.parse::<i64>().ok()),
    );
    out.insert("pPr".to_owned(), text::paragraph(doc, node).into());
    out.insert("rPr".to_owned(), text::run(doc, node).into());
    put(&mut out, "pStyle", val("w:pStyle"));
    out.insert("ilvl".to_owned(), index.into());
    out.into()
}

/// Numberings by their ids.
pub fn write(doc: &WordEditor, ids: &[i64]) -> Object {
    let mut definitions = Object::new();
    let mut numbers = Object::new();
    for id in ids {
        let levels: Vec<Json> = (0..LEVELS)
            .filter_map(|index| Some(level(doc, doc.text.level(*id, index)?, index)))
            .collect();
        let id = id.to_string();
        definitions.insert(id.clone(), json!({ "lvl": levels, "abstractNumId": id }));
        let number = json!({ "abstractNumId": id, "lvlOverride": [], "numId": id });
        numbers.insert(id, number);
    }
    let mut out = Object::new();
    out.insert("abstractNum".to_owned(), definitions.into());
    out.insert("num".to_owned(), numbers.into());
    out.insert("type".to_owned(), "numbering".into());
    out
}

/// The numberings that JSON names.
pub fn used(doc: &WordEditor, root: &Object) -> Option<Json> {
    let mut ids = Vec::new();
    super::style::walk(&Json::Object(root.clone()), &mut |key, value| {
        let id = value.as_str().and_then(|id| id.parse::<i64>().ok());
        if let Some(id) = id.filter(|id| key == "numId" && !ids.contains(id)) {
            ids.push(id);
        }
    });
    ids.retain(|id| doc.text.num_by_id(*id).is_some());
    (!ids.is_empty()).then(|| write(doc, &ids).into())
}

/// Creates the numberings of JSON: those ids, and the new ones.
pub fn take(doc: &mut WordEditor, root: &Object) -> Vec<(String, i64)> {
    let all = if super::kind(root) == "numbering" {
        Some(root)
    } else {
        object(root, "numbering")
    };
    let Some(all) = all else {
        return Vec::new();
    };
    let mut made = Vec::new();
    let numbers = object(all, "num").into_iter().flatten();
    for (id, number) in numbers.take(1000) {
        let definition = number
            .get("abstractNumId")
            .and_then(Json::as_str)
            .and_then(|id| object(object(all, "abstractNum")?, id));
        let num = doc.text.create_numbering(ListKind::Numbered);
        let Some(new) = doc.text.num_id(num) else {
            continue;
        };
        made.push((id.clone(), new));
        let levels = definition.map_or(&[][..], |definition| array(definition, "lvl"));
        for level in levels.iter().filter_map(Json::as_object) {
            read_level(doc, new, level);
        }
    }
    made
}

fn read_level(doc: &mut WordEditor, id: i64, given: &Object) {
    let index = integer(given, "ilvl").and_then(|index| usize::try_from(index).ok());
    let level = index
        .filter(|index| *index < LEVELS)
        .and_then(|index| doc.text.ensure_level(id, index));
    let Some(level) = level else { return };
    let read = |key| given.get(key).and_then(Json::as_str);
    let format = object(given, "numFmt").and_then(|format| format.get("val")?.as_str());
    let dom = doc.dom_mut();
    view::set_format(
        dom,
        level,
        format.unwrap_or("decimal"),
        read("lvlText").unwrap_or_default(),
        read("lvlJc").unwrap_or("left"),
    );
    view::set_suffix(dom, level, read("suff").unwrap_or("tab"));
    view::set_start(dom, level, integer(given, "start").unwrap_or(1).max(0));
    if integer(given, "restart") == Some(0) {
        view::set_restart(dom, level, false);
    }
    for name in ["w:pPr", "w:rPr"] {
        props::remove(dom, level, name);
    }
    let to = &mut Reader {
        doc,
        numbers: Vec::new(),
    };
    if let Some(look) = object(given, "pPr") {
        text::read_paragraph(to, level, look);
    }
    if let Some(look) = object(given, "rPr") {
        text::read_run(to, level, look);
    }
}

/// The first numbering that [`take`] made of JSON that is one.
pub fn first(to: &Reader<'_>, _: &Object) -> Option<i64> {
    to.numbers.first().map(|(_, id)| *id)
}
