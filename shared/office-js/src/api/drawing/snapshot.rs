//! `ToJSON` of fills, lines, colours and drawings: their type and their XML, from which they are made again.

use serde_json::{Map, Value as Json, json};
use spindle_ooxml::Dom;
use spindle_ooxml::NodeId;

use super::{DrawRef, DrawResult, DrawingHost, UniColor, this};
use crate::class::Call;

/// The type that JSON names for an element.
fn kind(dom: &Dom, node: NodeId) -> &'static str {
    let name = dom.name_of(node).unwrap_or_default();
    match name {
        "a:ln" => "stroke",
        "a:gs" => "gradStop",
        _ if name.starts_with("a:") && name.ends_with("Clr") => "uniColor",
        _ if name.starts_with("a:") && name.ends_with("Fill") => "fill",
        _ => "paraDrawing",
    }
}

/// `ToJSON` of what the drawing classes hold.
///
/// # Errors
/// The object has no element.
pub fn to_json<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let dom = call.doc.dom();
    let written = json!({ "type": kind(dom, node), "xml": dom.serialize_fragment(node) });
    Ok(written.to_string().into())
}

/// The object that JSON of [`to_json`] describes; `None` when it is none.
pub fn read<E: DrawingHost>(doc: &mut E, given: &Map<String, Json>) -> Option<DrawRef> {
    let wanted = given.get("type")?.as_str()?;
    let dom = doc.dom_mut();
    let node = dom.try_fragment(given.get("xml")?.as_str()?).ok()?;
    if kind(dom, node) != wanted {
        return None;
    }
    let name = dom.name_of(node).unwrap_or_default();
    Some(match wanted {
        "fill" => DrawRef::Fill(node),
        "stroke" => DrawRef::Stroke(node),
        "gradStop" => DrawRef::GradientStop(node),
        "uniColor" => {
            let class = match name {
                "a:srgbClr" => UniColor::Rgb,
                "a:schemeClr" => UniColor::Scheme,
                "a:prstClr" => UniColor::Preset,
                _ => UniColor::Other,
            };
            DrawRef::UniColor(class, node)
        }
        _ if matches!(
            name,
            "w:drawing" | "mc:AlternateContent" | "w:pict" | "w:object"
        ) =>
        {
            DrawRef::Drawing(node)
        }
        _ => return None,
    })
}
