//! Paragraphs, runs and hyperlinks.

use serde_json::{Value as Json, json};
use spindle_ooxml::word::{inline, props, span};
use spindle_ooxml::{Dom, NodeId};

use super::super::WordEditor;
use super::{Object, Reader, array, kind, object, put, section, text};

/// Elements of runs that have no form of their own and are kept as they are.
const KEPT_IN_RUN: &[&str] = &[
    "w:drawing",
    "w:object",
    "w:pict",
    "mc:AlternateContent",
    "w:fldChar",
    "w:instrText",
    "w:sym",
    "w:noBreakHyphen",
    "w:softHyphen",
    "w:ptab",
    "w:footnoteReference",
    "w:endnoteReference",
    "w:footnoteRef",
    "w:endnoteRef",
];

/// Elements of paragraphs that are kept as they are.
const KEPT: &[&str] = &[
    "m:oMath",
    "m:oMathPara",
    "w:sdt",
    "w:fldSimple",
    "w:ins",
    "w:del",
];

/// Page numbers: in JSON and as fields.
const PAGE_FIELDS: &[(&str, &str)] = &[("pgNum", "PAGE"), ("pgCount", "NUMPAGES")];

fn xml(dom: &Dom, node: NodeId) -> Json {
    json!({ "type": "xml", "xml": dom.serialize_fragment(node) })
}

/// What a run holds between two of its positions.
fn run_content(dom: &Dom, run: NodeId, (from, to): (usize, usize)) -> Vec<Json> {
    let mut content: Vec<Json> = Vec::new();
    let mut at = 0;
    for child in dom.child_elements(run) {
        let length = span::child_len(dom, child);
        let (begin, end) = (at, at + length);
        at = end;
        if begin >= to || (length > 0 && end <= from) {
            continue;
        }
        match dom.name_of(child) {
            Some("w:t") => {
                let text: String = dom
                    .text_cow(child)
                    .chars()
                    .take(to - begin)
                    .skip(from.saturating_sub(begin))
                    .collect();
                match content.last_mut() {
                    Some(Json::String(last)) => last.push_str(&text),
                    _ => content.push(text.into()),
                }
            }
            Some("w:tab") => content.push(json!({ "type": "tab" })),
            Some("w:br" | "w:cr") => {
                let kind = dom.attr(child, "w:type").unwrap_or("textWrapping");
                content.push(json!({ "type": "break", "breakType": kind }));
            }
            Some(name) if KEPT_IN_RUN.contains(&name) => content.push(xml(dom, child)),
            _ => {}
        }
    }
    content
}

fn run_object(doc: &WordEditor, holder: Option<NodeId>, content: Vec<Json>, kind: &str) -> Object {
    let mut out = Object::new();
    out.insert("bFromDocument".to_owned(), true.into());
    let look = holder.map_or_else(
        || {
            let mut plain = Object::new();
            plain.insert("bFromDocument".to_owned(), true.into());
            plain.insert("type".to_owned(), "textPr".into());
            plain
        },
        |holder| text::run(doc, holder),
    );
    out.insert("rPr".to_owned(), look.into());
    out.insert("content".to_owned(), content.into());
    out.insert("footnotes".to_owned(), json!([]));
    out.insert("endnotes".to_owned(), json!([]));
    out.insert("reviewType".to_owned(), "common".into());
    out.insert("type".to_owned(), kind.into());
    out
}

/// A run.
pub fn run(doc: &WordEditor, node: NodeId, kind: &str) -> Object {
    let content = run_content(doc.dom(), node, (0, usize::MAX));
    run_object(doc, Some(node), content, kind)
}

/// A hyperlink.
pub fn hyperlink(doc: &WordEditor, node: NodeId) -> Object {
    let dom = doc.dom();
    let mut out = Object::new();
    put(&mut out, "tooltip", dom.attr(node, "w:tooltip"));
    out.insert("value".to_owned(), doc.text.link(node).into());
    put(&mut out, "anchor", dom.attr(node, "w:anchor"));
    let content = dom
        .elements(node, "w:r")
        .map(|child| run(doc, child, "run").into())
        .collect();
    out.insert("content".to_owned(), Json::Array(content));
    out.insert("type".to_owned(), "hyperlink".into());
    out
}

/// A paragraph.
pub fn write(doc: &WordEditor, node: NodeId) -> Object {
    write_part(doc, node, (0, usize::MAX))
}

/// A paragraph with what is between two of its positions.
pub fn write_part(doc: &WordEditor, node: NodeId, (from, to): (usize, usize)) -> Object {
    let dom = doc.dom();
    let mut content: Vec<Json> = Vec::new();
    let mut at = 0;
    for child in inline::elements(dom, node) {
        let length = match dom.name_of(child) {
            Some("w:r") => span::run_len(dom, child),
            _ => inline::runs(dom, child)
                .into_iter()
                .map(|run| span::run_len(dom, run))
                .sum(),
        };
        let (begin, end) = (at, at + length);
        at = end;
        if begin >= to || (end <= from && from > 0) {
            continue;
        }
        match dom.name_of(child) {
            Some("w:r") => {
                let own = (from.saturating_sub(begin), to - begin);
                content
                    .push(run_object(doc, Some(child), run_content(dom, child, own), "run").into());
            }
            Some("w:hyperlink") => content.push(hyperlink(doc, child).into()),
            Some("w:fldSimple") if inline::page_field(dom, child).is_some() => {
                let name = PAGE_FIELDS
                    .iter()
                    .find(|(_, field)| inline::page_field(dom, child) == Some(field))
                    .map_or("pgNum", |(name, _)| name);
                let piece = vec![json!({ "type": name })];
                content.push(run_object(doc, dom.child(child, "w:r"), piece, "run").into());
            }
            Some(name) if KEPT.contains(&name) => content.push(xml(dom, child)),
            _ => {}
        }
    }
    let mark = dom.child(node, "w:pPr");
    content.push(run_object(doc, mark, Vec::new(), "endRun").into());
    let mut out = Object::new();
    out.insert("bFromDocument".to_owned(), true.into());
    out.insert("pPr".to_owned(), text::paragraph(doc, node).into());
    let look = mark.map(|mark| text::run(doc, mark));
    let plain = || run_object(doc, None, Vec::new(), "").remove("rPr");
    put(&mut out, "rPr", look.map(Json::Object).or_else(plain));
    out.insert("content".to_owned(), content.into());
    out.insert("changes".to_owned(), json!([]));
    let ends = mark.and_then(|mark| dom.child(mark, "w:sectPr"));
    put(
        &mut out,
        "sectPr",
        ends.map(|node| section::write(doc, node)),
    );
    out.insert("type".to_owned(), "paragraph".into());
    out
}

/// An element that was kept as it is, when it is one of those.
fn read_xml(to: &mut Reader<'_>, given: &Object, allowed: &[&str]) -> Option<NodeId> {
    let xml = given.get("xml")?.as_str()?;
    let dom = to.dom();
    let node = dom.try_fragment(xml).ok()?;
    dom.name_of(node)
        .is_some_and(|name| allowed.contains(&name))
        .then_some(node)
}

/// A new run.
pub fn read_run(to: &mut Reader<'_>, given: &Object) -> NodeId {
    let run = to.dom().element("w:r");
    if let Some(look) = object(given, "rPr") {
        text::read_run(to, run, look);
    }
    for piece in array(given, "content") {
        if let Some(text) = piece.as_str() {
            inline::append_text(to.dom(), run, text);
            continue;
        }
        let Some(piece) = piece.as_object() else {
            continue;
        };
        match kind(piece) {
            "tab" => inline::append_empty(to.dom(), run, "w:tab"),
            "break" => {
                let kind = piece.get("breakType").and_then(Json::as_str);
                let kind = kind.filter(|kind| matches!(*kind, "page" | "column"));
                inline::append_break(to.dom(), run, kind.unwrap_or("textWrapping"));
            }
            "xml" => {
                if let Some(node) = read_xml(to, piece, KEPT_IN_RUN) {
                    to.dom().append(run, node);
                }
            }
            _ => {}
        }
    }
    run
}

/// A new run, in a field when it is a page number.
fn read_run_or_field(to: &mut Reader<'_>, given: &Object) -> NodeId {
    let run = read_run(to, given);
    let name = array(given, "content")
        .first()
        .and_then(Json::as_object)
        .map_or("", kind);
    match PAGE_FIELDS.iter().find(|(known, _)| *known == name) {
        Some((_, field)) => inline::wrap_in_page_field(to.dom(), run, field),
        None => run,
    }
}

/// A new hyperlink.
pub fn read_hyperlink(to: &mut Reader<'_>, given: &Object) -> NodeId {
    let text = |key| given.get(key).and_then(Json::as_str);
    let link = text("value").unwrap_or_default();
    // A link within the document is written with its bookmark, after a number sign.
    let address = if text("anchor").is_some() { "" } else { link };
    let node = to
        .doc
        .text
        .create_hyperlink(address, text("tooltip"), text("anchor"));
    for piece in array(given, "content").iter().filter_map(Json::as_object) {
        let run = read_run(to, piece);
        to.dom().append(node, run);
    }
    node
}

/// A new paragraph.
pub fn read(to: &mut Reader<'_>, given: &Object) -> NodeId {
    let paragraph = to.dom().element("w:p");
    if let Some(properties) = object(given, "pPr") {
        text::read_paragraph(to, paragraph, properties);
    }
    for piece in array(given, "content").iter().filter_map(Json::as_object) {
        let node = match kind(piece) {
            "run" => Some(read_run_or_field(to, piece)),
            "hyperlink" => Some(read_hyperlink(to, piece)),
            "xml" => read_xml(to, piece, KEPT),
            _ => None,
        };
        if let Some(node) = node {
            to.dom().append(paragraph, node);
        }
    }
    if let Some(look) = object(given, "rPr").filter(|look| look.len() > 2) {
        let mark = props::container(to.dom(), paragraph, "w:pPr");
        text::read_run(to, mark, look);
    }
    if let Some(ends) = object(given, "sectPr") {
        let section = section::read(to, ends);
        let mark = props::container(to.dom(), paragraph, "w:pPr");
        let dom = to.dom();
        let place = props::ensure(dom, mark, "w:sectPr");
        dom.replace(place, section);
    }
    paragraph
}
