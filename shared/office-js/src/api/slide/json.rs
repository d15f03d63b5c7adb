//! `ToJSON` and `Api.FromJSON` of slides, layouts, masters, drawings and schemes.
//!
//! The text says what the object is in the words of the original, and holds its XML: what is read back is what was
//! written, whatever it is.

use serde_json::{Map, Value as Json, json};
use spindle_ooxml::NodeId;
use spindle_ooxml::slide::tree;

use super::handle::{place, this};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::api::drawing::{DrawRef, DrawingHost, from_json, kind_of};
use crate::class::ApiError;
use crate::value::Value;

/// The longest text that is read as one object.
const MAX_BYTES: usize = 32 << 20;

/// The names of objects in JSON, by the elements that hold them.
const TYPES: &[(&str, &str)] = &[
    ("slide", "p:sld"),
    ("sldLayout", "p:sldLayout"),
    ("sldMaster", "p:sldMaster"),
    ("clrScheme", "a:clrScheme"),
    ("fontScheme", "a:fontScheme"),
    ("fmtScheme", "a:fmtScheme"),
    ("shape", "p:sp"),
    ("connectShape", "p:cxnSp"),
    ("image", "p:pic"),
    ("groupShape", "p:grpSp"),
    ("graphicFrame", "p:graphicFrame"),
    ("chartSpace", "p:graphicFrame"),
    ("oleObject", "p:graphicFrame"),
];

/// The XML of a tree that can be read back into any part of the same presentation.
fn xml(doc: &mut SlideEditor, node: NodeId) -> String {
    let copy = doc.deck.copy_tree(node);
    doc.dom().serialize_fragment(copy)
}

fn object(doc: &mut SlideEditor, node: NodeId) -> Map<String, Json> {
    let name = doc.dom().name_of(node).unwrap_or_default();
    let kind = match kind_of(doc.dom(), node) {
        DrawRef::Chart(_) => Some("chartSpace"),
        DrawRef::OleObject(_) => Some("oleObject"),
        _ => TYPES
            .iter()
            .find(|(_, element)| *element == name)
            .map(|(kind, _)| *kind),
    };
    let mut object = Map::new();
    let label = match name {
        "p:sldLayout" | "p:sldMaster" => Some(tree::name(doc.dom(), node)),
        "a:clrScheme" | "a:fontScheme" | "a:fmtScheme" => {
            doc.dom().attr(node, "name").map(str::to_owned)
        }
        _ => None,
    };
    if let Some(kind) = kind {
        object.insert("type".to_owned(), json!(kind));
    }
    if let Some(label) = label {
        object.insert("name".to_owned(), json!(label));
    }
    object.insert("xml".to_owned(), json!(xml(doc, node)));
    object
}

/// A slide with the place of its layout, or a master with its theme and layouts.
fn whole(doc: &mut SlideEditor, node: NodeId) -> Json {
    let mut object = object(doc, node);
    if doc.dom().is(node, "p:sld") {
        let layout = doc.deck.base(node);
        let found = doc
            .deck
            .masters()
            .iter()
            .enumerate()
            .find_map(|(index, master)| {
                let layouts = doc.deck.layouts(*master);
                let at = layouts.iter().position(|other| Some(*other) == layout)?;
                Some((index, at))
            });
        if let Some((master, layout)) = found {
            object.insert("layout".to_owned(), json!([master, layout]));
        }
    } else if doc.dom().is(node, "p:sldMaster") {
        if let Some(theme) = doc.deck.theme_of(node) {
            let theme = xml(doc, theme);
            object.insert("theme".to_owned(), json!(theme));
        }
        let layouts: Vec<Json> = doc
            .deck
            .layouts(node)
            .to_vec()
            .into_iter()
            .map(|layout| json!(xml(doc, layout)))
            .collect();
        object.insert("sldLayoutLst".to_owned(), Json::Array(layouts));
    }
    Json::Object(object)
}

/// `ToJSON` of whatever has one element.
pub fn to_json(call: &mut SlideCall<'_>) -> SlideResult {
    let node = this(call)?;
    Ok(whole(call.doc, node).to_string().into())
}

/// `ApiPresentation.ToJSON`: all masters and slides.
pub fn presentation(call: &mut SlideCall<'_>) -> SlideResult {
    let slides = call.doc.deck.slides().to_vec();
    let masters = call.doc.deck.masters().to_vec();
    let (cx, cy) = call.doc.deck.size();
    let slides: Vec<Json> = slides
        .into_iter()
        .map(|slide| whole(call.doc, slide))
        .collect();
    let masters: Vec<Json> = masters
        .into_iter()
        .map(|master| whole(call.doc, master))
        .collect();
    let text = json!({
        "slides": slides,
        "sldSz": {"cx": cx, "cy": cy},
        "sldMasters": masters,
        "type": "presentation",
    });
    Ok(text.to_string().into())
}

/// `ApiPresentation.SlidesToJSON`: the slides from one to another in one text.
pub fn slides(call: &mut SlideCall<'_>) -> SlideResult {
    let all = call.doc.deck.slides().to_vec();
    let start = place(call, 0, all.len()).unwrap_or(0);
    let end = place(call, 1, all.len()).unwrap_or(all.len().saturating_sub(1));
    let slides: Vec<Json> = all
        .into_iter()
        .skip(start)
        .take((end + 1).saturating_sub(start))
        .map(|slide| whole(call.doc, slide))
        .collect();
    let text = json!({"masters": [], "layouts": [], "slides": slides});
    Ok(text.to_string().into())
}

/// Reads the XML of an object, which must be the element that its type says.
fn read(doc: &mut SlideEditor, text: &str, element: &str) -> Result<NodeId, ApiError> {
    if text.len() > MAX_BYTES {
        return Err(ApiError::Range("the text is too large".to_owned()));
    }
    let node = doc
        .dom_mut()
        .try_fragment(text)
        .map_err(|error| ApiError::State(format!("the object is broken: {error}")))?;
    if doc.dom().is(node, element) {
        Ok(node)
    } else {
        Err(ApiError::State("the object is of another type".to_owned()))
    }
}

/// `Api.FromJSON`
pub fn create(call: &mut SlideCall<'_>) -> SlideResult {
    let text = call.args.opt_text(0).unwrap_or_default();
    let Ok(json) = serde_json::from_str::<Json>(&text) else {
        return from_json(call);
    };
    // The slides of `SlidesToJSON` come back as a list.
    if let Some(slides) = json.get("slides").and_then(Json::as_array)
        && json.get("type").is_none()
    {
        super::presentation::check_count(call.doc)?;
        let made = slides
            .iter()
            .take(super::presentation::MAX_SLIDES)
            .filter_map(|slide| made(call.doc, slide).transpose())
            .collect::<Result<Vec<_>, _>>()?;
        return Ok(super::handle::list(made));
    }
    match made(call.doc, &json)? {
        Some(handle) => Ok(Value::Handle(handle)),
        None => from_json(call),
    }
}

/// The object that a text of [`to_json`] says; `None` for any other.
fn made(doc: &mut SlideEditor, json: &Json) -> Result<Option<SlideRef>, ApiError> {
    let kind = json.get("type").and_then(Json::as_str).unwrap_or_default();
    let (Some((_, element)), Some(xml)) = (
        TYPES.iter().find(|(known, _)| *known == kind),
        json.get("xml").and_then(Json::as_str),
    ) else {
        return Ok(None);
    };
    let node = read(doc, xml, element)?;
    Ok(Some(match *element {
        "p:sld" => {
            let at = |index: usize| {
                let number = json.get("layout")?.get(index)?.as_u64()?;
                usize::try_from(number).ok()
            };
            let deck = &mut doc.deck;
            let layout = at(0)
                .and_then(|master| deck.masters().get(master).copied())
                .and_then(|master| deck.layouts(master).get(at(1)?).copied());
            deck.adopt_slide(node, layout);
            SlideRef::Slide(node)
        }
        "p:sldLayout" => {
            doc.deck.adopt_layout(node);
            SlideRef::Layout(node)
        }
        "p:sldMaster" => {
            let theme = json.get("theme").and_then(Json::as_str);
            let theme = match theme {
                Some(theme) => Some(read(doc, theme, "a:theme")?),
                None => None,
            };
            let mut layouts = Vec::new();
            for layout in json
                .get("sldLayoutLst")
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .take(super::master::MAX_LAYOUTS)
            {
                layouts.push(read(doc, layout, "p:sldLayout")?);
            }
            let count = doc.deck.masters().len();
            super::presentation::check_masters(doc)?;
            doc.deck.adopt_master(node, theme, layouts);
            doc.deck.insert_master(node, count);
            SlideRef::Master(node)
        }
        "a:clrScheme" => SlideRef::ColorScheme(node),
        "a:fontScheme" => SlideRef::FontScheme(node),
        "a:fmtScheme" => SlideRef::FormatScheme(node),
        _ => {
            // Where it comes to it gets a number, and a name by it if it had one by the old.
            let number = doc.next_drawing_id();
            super::sheet::renew(doc.dom_mut(), node, number);
            SlideRef::Draw(kind_of(doc.dom(), node))
        }
    }))
}
