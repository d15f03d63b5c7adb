//! What a drawing is, by its elements; and the text of shapes outside of text documents.

use spindle_ooxml::drawing::shape;
use spindle_ooxml::{Dom, NodeId};

use super::DrawRef;

/// What a drawing is.
pub fn of(dom: &Dom, node: NodeId) -> DrawRef {
    if dom
        .parent(node)
        .is_some_and(|parent| dom.is(parent, "w:object"))
    {
        return DrawRef::OleObject(node);
    }
    let object = shape::object(dom, node);
    match shape::local(dom, object) {
        "wsp" | "sp" | "cxnSp" => DrawRef::Shape(node),
        "pic" => DrawRef::Image(node),
        "wgp" | "grpSp" => DrawRef::Group(node),
        "chart" => DrawRef::Chart(node),
        "relIds" => DrawRef::SmartArt(node),
        "graphicFrame" => framed(dom, node, object),
        _ => DrawRef::Drawing(node),
    }
}

/// What a frame holds, by the URI of its data (20.1.2.2.17).
fn framed(dom: &Dom, node: NodeId, object: NodeId) -> DrawRef {
    let data = dom.path(object, &["a:graphic", "a:graphicData"]);
    let uri = data
        .and_then(|data| dom.attr(data, "uri"))
        .unwrap_or_default();
    match uri.rsplit('/').next() {
        Some("chart" | "chartex") => DrawRef::Chart(node),
        Some("diagram") => DrawRef::SmartArt(node),
        Some("table") => DrawRef::Table(node),
        Some("ole") => DrawRef::OleObject(node),
        _ => DrawRef::Drawing(node),
    }
}

/// The `txBody` of a shape, made with one empty paragraph when there is none; `None` for what has no text.
pub fn text_body(dom: &mut Dom, drawing: NodeId) -> Option<NodeId> {
    let name = dom.name_of(drawing)?;
    let (prefix, local) = name.split_once(':')?;
    if local != "sp" {
        return None;
    }
    let prefix = prefix.to_owned();
    if let Some(body) = shape::child(dom, drawing, "txBody") {
        return Some(body);
    }
    // Text of a sheet's shape does not leave it.
    let overflow = if prefix == "xdr" { "clip" } else { "overflow" };
    let body = dom.fragment(&format!(
        "<{prefix}:txBody><a:bodyPr vertOverflow=\"{overflow}\" horzOverflow=\"{overflow}\" vert=\"horz\" wrap=\"square\" \
         lIns=\"91440\" tIns=\"45720\" rIns=\"91440\" bIns=\"45720\" rtlCol=\"0\" anchor=\"t\"/><a:lstStyle/><a:p/></{prefix}:txBody>"
    ));
    let after = shape::child(dom, drawing, "style").or_else(|| shape::properties(dom, drawing));
    match after {
        Some(after) => dom.insert_after(body, after),
        None => dom.append(drawing, body),
    };
    Some(body)
}

/// Writes the text of new word art into a shape: in the middle, in the format given, 54 points where that says no size.
pub fn word_art_text(dom: &mut Dom, drawing: NodeId, text: &str, format: Option<DrawRef>) {
    let Some(body) = text_body(dom, drawing) else {
        return;
    };
    let paragraph = dom.fragment("<a:p><a:pPr algn=\"ctr\"/><a:r><a:t/></a:r></a:p>");
    match dom.child(body, "a:p") {
        Some(old) => dom.replace(old, paragraph),
        None => dom.append(body, paragraph),
    };
    let Some(run) = dom.child(paragraph, "a:r") else {
        return;
    };
    let given = match format {
        Some(DrawRef::TextPr(holder)) => dom.child(holder, "a:rPr"),
        _ => None,
    };
    let properties = match given {
        Some(given) => dom.deep_clone(given),
        None => dom.element("a:rPr"),
    };
    if dom.attr(properties, "sz").is_none() {
        dom.set_attr(properties, "sz", "5400");
    }
    dom.prepend(run, properties);
    if let Some(t) = dom.child(run, "a:t") {
        dom.set_text(t, text);
    }
}
