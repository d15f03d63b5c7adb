//! Drawings. What the original's keys do not say is kept as XML under `otherXml`, so that what is read back is what was
//! written.

use serde_json::Value as Read;
use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::{fill, geometry, make, shape};

use super::paint::{fill_json, line_json, read_fill, read_line};
use super::read::{number, text};
use super::write::object;
use super::{Json, answer_text};
use crate::api::drawing::{DrawRef, DrawResult, DrawingHost, Made, duplicate, this};
use crate::class::Call;
use crate::value::Value;

/// What the JSON of a text document's drawing is called.
const FRAMED: &str = "paraDrawing";

/// Names of kinds in JSON.
fn kind(drawing: DrawRef) -> &'static str {
    match drawing {
        DrawRef::Image(_) => "image",
        DrawRef::Chart(_) => "chartSpace",
        DrawRef::Group(_) => "groupShape",
        DrawRef::OleObject(_) => "oleObject",
        DrawRef::SmartArt(_) => "smartArt",
        DrawRef::Table(_) => "graphicFrame",
        _ => "shape",
    }
}

/// `ToJSON` of what is drawn.
pub fn to_json<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let (dom, reference) = (call.doc.dom(), call.doc.drawing(node));
    let (width, height) = shape::size(dom, node).unwrap_or((0, 0));
    let label = |name: &str| Json::from(shape::label(dom, node, name));
    let properties = shape::properties(dom, node);
    let part = |found: Option<NodeId>, json: fn(&spindle_ooxml::Dom, NodeId) -> Json| {
        found.map_or(Value::Null, |found| json(dom, found))
    };
    let preset = properties
        .and_then(|properties| geometry::of(dom, properties))
        .and_then(|outline| dom.attr(outline, "prst"));
    let paint = object([
        ("preset", preset.into()),
        (
            "ln",
            part(
                properties.and_then(|holder| dom.child(holder, "a:ln")),
                line_json,
            ),
        ),
        (
            "fill",
            part(
                properties.and_then(|holder| fill::of(dom, holder)),
                fill_json,
            ),
        ),
    ]);
    let framed = shape::frame(dom, node).is_some();
    let graphic = object([
        ("extX", width.into()),
        ("extY", height.into()),
        ("spPr", paint),
        ("type", kind(reference).into()),
    ]);
    let json = object([
        (
            "docPr",
            object([
                ("descr", label("descr")),
                ("name", label("name")),
                ("title", label("title")),
            ]),
        ),
        (
            "extent",
            object([("cy", height.into()), ("cx", width.into())]),
        ),
        ("graphic", graphic),
        ("type", if framed { FRAMED } else { kind(reference) }.into()),
        (
            "otherXml",
            dom.serialize_fragment(call.doc.whole(node)).into(),
        ),
    ]);
    Ok(answer_text::<E>(&json))
}

/// Whether JSON of this type is that of a drawing.
pub(super) fn is_drawing(kind: &str) -> bool {
    matches!(
        kind,
        FRAMED | "shape" | "image" | "chartSpace" | "groupShape" | "oleObject" | "smartArt"
    )
}

/// The elements that drawings are in an editor's documents; others in JSON are not taken.
fn is_outermost<E: DrawingHost>(name: &str) -> bool {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    if E::VOCABULARY.shape == "wps" {
        return matches!(name, "w:drawing" | "w:object" | "mc:AlternateContent");
    }
    prefix == E::VOCABULARY.shape
        && matches!(local, "sp" | "pic" | "cxnSp" | "grpSp" | "graphicFrame")
}

/// The drawing that JSON describes, in no document yet.
pub(super) fn read<E: DrawingHost>(doc: &mut E, json: &Read) -> Option<DrawRef> {
    let framed = text(json, "type") == Some(FRAMED);
    let kept = text(json, "otherXml").and_then(|xml| {
        let dom = doc.dom_mut();
        let outer = dom.try_fragment(xml).ok()?;
        let inner = std::iter::once(outer)
            .chain(dom.descendants(outer))
            .find(|node| dom.is(*node, "w:drawing"))
            .unwrap_or(outer);
        dom.name_of(outer)
            .is_some_and(is_outermost::<E>)
            .then_some(inner)
    });
    let node = match kept {
        // A copy has numbers of its own.
        Some(node) => duplicate(doc, node),
        None => described(doc, json)?,
    };
    Some(if framed {
        DrawRef::Drawing(node)
    } else {
        doc.drawing(node)
    })
}

/// A shape as the keys of the original describe it.
fn described<E: DrawingHost>(doc: &mut E, json: &Read) -> Option<NodeId> {
    let graphic = json.get("graphic").unwrap_or(json);
    let properties = graphic.get("spPr")?;
    let extent = json.get("extent");
    let side = |name: &str, inner: &str| {
        extent
            .and_then(|extent| number(extent, name))
            .or_else(|| number(graphic, inner))
            .unwrap_or(914_400)
    };
    let size = (side("cx", "extX"), side("cy", "extY"));
    let id = doc.next_drawing_id();
    let said = json
        .get("docPr")
        .and_then(|identity| text(identity, "name"));
    let name = said
        .filter(|name| !name.is_empty())
        .map_or_else(|| format!("Shape {id}"), str::to_owned);
    let made = Made {
        id,
        name: &name,
        size,
    };
    let preset = properties
        .get("custGeom")
        .and_then(|outline| text(outline, "preset"))
        .unwrap_or("rect");
    let dom = doc.dom_mut();
    let node = make::new_shape(dom, &E::VOCABULARY, made, preset, true);
    if let Some(paint) = properties.get("fill").and_then(|fill| read_fill(dom, fill)) {
        shape::set_fill(dom, node, paint);
    }
    if let Some(line) = properties.get("ln").filter(|line| line.is_object()) {
        let line = read_line(dom, line);
        shape::set_line(dom, node, line);
    }
    Some(doc.framed(node, made))
}
