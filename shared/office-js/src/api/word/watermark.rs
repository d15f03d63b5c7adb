//! `ApiWatermarkSettings`, and the watermark of a document: a drawing behind the text, anchored in headers.

use spindle_ooxml::drawing::{make, shape};
use spindle_ooxml::word::drawing::{self as view, Placement, Wrapping};
use spindle_ooxml::word::header::Margin;
use spindle_ooxml::word::{inline, props};
use spindle_ooxml::{Dom, NodeId};

use super::editor::fault;
use super::handle::{no, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::api::drawing::{DrawRef, DrawingHost, Made, fetch_picture, length};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiWatermarkSettings",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("watermarkSettings".into())),
        Member::new("SetType", set_type),
        Member::new("GetType", |call| {
            Ok(setting(call, "type")?.unwrap_or("none".to_owned()).into())
        }),
        Member::new("SetText", set_text),
        Member::new("GetText", |call| Ok(setting(call, "text")?.into())),
        Member::new("SetTextPr", set_text_pr),
        Member::new("GetTextPr", |call| {
            let settings = this(call)?;
            let run = props::ensure(call.doc.dom_mut(), settings, "w:r");
            Ok(Value::Handle(WordRef::TextPr(run)))
        }),
        Member::new("SetOpacity", set_opacity),
        Member::new("GetOpacity", |call| number(call, "opacity")),
        Member::new("SetDirection", set_direction),
        Member::new("GetDirection", |call| {
            Ok(setting(call, "direction")?
                .unwrap_or("horizontal".to_owned())
                .into())
        }),
        Member::new("SetImageURL", set_image_url),
        Member::new("GetImageURL", |call| Ok(setting(call, "url")?.into())),
        Member::new("SetImageSize", set_image_size),
        Member::new("GetImageWidth", |call| number(call, "width")),
        Member::new("GetImageHeight", |call| number(call, "height")),
    ],
    properties: &[],
};

/// Directions and the rotation of the drawing.
const DIRECTIONS: &[(&str, f64)] = &[
    ("horizontal", 0.0),
    ("clockwise45", 315.0),
    ("counterclockwise45", 45.0),
    ("clockwise90", 270.0),
    ("counterclockwise90", 90.0),
];

/// What names of watermarks begin with, in every program.
const NAME: &str = "PowerPlusWaterMarkObject";
/// The width of a watermark of text, in EMU.
const WIDTH: i64 = 5_979_600;
/// The size in half points by which scripts say that text fills the width.
const AUTO: &str = "-4";

fn setting(call: &WordCall<'_>, name: &str) -> Result<Option<String>, ApiError> {
    Ok(call.doc.dom().attr(this(call)?, name).map(str::to_owned))
}

fn number(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let value: Option<f64> = setting(call, name)?.and_then(|text| text.parse().ok());
    Ok(value.into())
}

fn put(call: &mut WordCall<'_>, name: &str, value: &str) -> WordResult {
    let settings = this(call)?;
    call.doc.dom_mut().set_attr(settings, name, value);
    yes()
}

/// An unknown type means none.
fn set_type(call: &mut WordCall<'_>) -> WordResult {
    let kind = match call.args.opt_text(0).as_deref() {
        Some("text") => "text",
        Some("image") => "image",
        _ => "none",
    };
    put(call, "type", kind)
}

fn set_text(call: &mut WordCall<'_>) -> WordResult {
    match call.args.get(0) {
        Value::Text(text) => {
            let text = text.clone();
            put(call, "text", &text)
        }
        _ => no(),
    }
}

fn set_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let settings = this(call)?;
    let WordRef::TextPr(source) = *call.args.handle(0, "oTextPr", "an ApiTextPr")? else {
        return Err(call.args.wrong(0, "oTextPr", "an ApiTextPr"));
    };
    let dom = call.doc.dom_mut();
    let run = props::ensure(dom, settings, "w:r");
    if run != source {
        props::copy_container(dom, source, run, "w:rPr");
    }
    yes()
}

fn set_opacity(call: &mut WordCall<'_>) -> WordResult {
    let value = match call.args.get(0) {
        Value::Number(value) => *value,
        _ => 0.0,
    };
    if !(0.0..=255.0).contains(&value) {
        return Err(ApiError::Range(
            "The opacity parameter must be between 0 and 255".to_owned(),
        ));
    }
    put(call, "opacity", &(value.round() as i64).to_string())
}

fn set_direction(call: &mut WordCall<'_>) -> WordResult {
    let name = call.args.opt_text(0).unwrap_or_default();
    match DIRECTIONS.iter().find(|(known, _)| *known == name) {
        Some((known, _)) => put(call, "direction", known),
        None => no(),
    }
}

fn set_image_url(call: &mut WordCall<'_>) -> WordResult {
    let address = call.args.opt_text(0).unwrap_or_default().into_owned();
    put(call, "url", &address)
}

fn set_image_size(call: &mut WordCall<'_>) -> WordResult {
    let (width, height) = (length(call, 0).unwrap_or(0), length(call, 1).unwrap_or(0));
    put(call, "width", &width.to_string())?;
    put(call, "height", &height.to_string())
}

/// About how wide a line of text is, in its own size.
fn ems(text: &str) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '!' | '|' => 0.25,
        'm' | 'M' | 'W' | 'w' | '@' => 0.85,
        ' ' | 'f' | 't' | 'r' => 0.3,
        c if c.is_uppercase() => 0.72,
        _ => 0.54,
    };
    text.chars().map(em).sum::<f64>().max(0.5)
}

/// The size in half points at which a line of text is about as wide as a watermark.
fn fitting(text: &str) -> i64 {
    let points = WIDTH as f64 / 12_700.0 / ems(text);
    (points * 2.0).floor().clamp(2.0, 3_276.0) as i64
}

/// The first watermark of the document's headers.
fn first(doc: &mut WordEditor) -> Result<Option<NodeId>, ApiError> {
    for section in doc.text.sections() {
        for kind in ["default", "first", "even"] {
            let Some(header) = doc
                .text
                .header(section, Margin::Header, kind)
                .map_err(fault)?
            else {
                continue;
            };
            let dom = doc.dom();
            let found = view::all(dom, header).into_iter().find(|node| {
                shape::label(dom, *node, "name").is_some_and(|name| name.starts_with(NAME))
            });
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}

/// `ApiDocument.GetWatermarkSettings`: those of the first watermark, or of none.
pub fn get(call: &mut WordCall<'_>) -> WordResult {
    let found = first(call.doc)?;
    let dom = call.doc.dom_mut();
    let settings = dom.element("w:watermark");
    let run = dom.element("w:r");
    dom.append(settings, run);
    if let Some(drawing) = found {
        read(dom, drawing, settings, run);
    }
    Ok(Value::Handle(WordRef::Watermark(settings)))
}

/// Reads a watermark into settings.
fn read(dom: &mut Dom, drawing: NodeId, settings: NodeId, run: NodeId) {
    let degrees = shape::rotation(dom, drawing);
    let direction = DIRECTIONS
        .iter()
        .find(|(_, known)| (known - degrees).abs() < 1.0)
        .map_or("horizontal", |(name, _)| *name);
    dom.set_attr(settings, "direction", direction);
    let object = shape::object(dom, drawing);
    if dom.is(object, "pic:pic") {
        dom.set_attr(settings, "type", "image");
        let url = shape::label(dom, drawing, "descr")
            .unwrap_or_default()
            .to_owned();
        dom.set_attr(settings, "url", &url);
        let (width, height) = shape::size(dom, drawing).unwrap_or((0, 0));
        dom.set_attr(settings, "width", &width.to_string());
        dom.set_attr(settings, "height", &height.to_string());
        let amount = dom
            .path(object, &["pic:blipFill", "a:blip", "a:alphaModFix"])
            .and_then(|node| dom.attr(node, "amt")?.parse::<f64>().ok());
        let opacity = (amount.unwrap_or(100_000.0) / 100_000.0 * 255.0).round() as i64;
        dom.set_attr(settings, "opacity", &opacity.to_string());
        return;
    }
    dom.set_attr(settings, "type", "text");
    let paragraph = dom.path(object, &["wps:txbx", "w:txbxContent", "w:p"]);
    let runs = paragraph.map_or_else(Vec::new, |node| inline::runs(dom, node));
    let Some(source) = runs.last().copied() else {
        return;
    };
    let text = inline::text(dom, source, &inline::Separators::default());
    dom.set_attr(settings, "text", &text);
    let alpha = dom
        .path(source, &["w:rPr", "w14:textFill", "w14:solidFill"])
        .and_then(|fill| dom.child_elements(fill).next())
        .and_then(|color| {
            dom.attr(dom.child(color, "w14:alpha")?, "w14:val")?
                .parse::<f64>()
                .ok()
        });
    // Word says here how transparent a text is.
    let opacity = (255.0 * (1.0 - alpha.unwrap_or(0.0) / 100_000.0)).round() as i64;
    dom.set_attr(settings, "opacity", &opacity.to_string());
    props::copy_container(dom, source, run, "w:rPr");
    let properties = props::container(dom, run, "w:rPr");
    props::remove(dom, properties, "w14:textFill");
    let said = props::val(dom, properties, "w:sz").and_then(|size| size.parse().ok());
    if said == Some(fitting(&text)) {
        props::set_val(dom, properties, "w:sz", AUTO);
    }
}

/// A new watermark as settings say; `None` for none.
fn make_drawing(call: &mut WordCall<'_>, settings: NodeId) -> Option<NodeId> {
    let said =
        |call: &WordCall<'_>, name: &str| call.doc.dom().attr(settings, name).map(str::to_owned);
    let kind = said(call, "type").unwrap_or_default();
    let id = call.doc.next_drawing();
    let name = format!("{NAME}{id}");
    let opacity: f64 = said(call, "opacity")
        .and_then(|text| text.parse().ok())
        .unwrap_or(127.0);
    let drawing = match kind.as_str() {
        "text" => text_drawing(call, settings, id, &name, opacity),
        "image" => {
            let url = said(call, "url").unwrap_or_default();
            let side = |name: &str| said(call, name).and_then(|text| text.parse::<i64>().ok());
            let (width, height) = (side("width"), side("height"));
            let picture = fetch_picture(call, &url);
            let natural = picture
                .as_ref()
                .and_then(|found| found.size)
                .unwrap_or((0, 0));
            let size = (
                width.unwrap_or(natural.0.saturating_mul(9_525)),
                height.unwrap_or(natural.1.saturating_mul(9_525)),
            );
            let made = Made {
                id,
                name: &name,
                size,
            };
            let embed = picture.map(|picture| picture.embed);
            let dom = call.doc.dom_mut();
            let object = make::new_picture(dom, &WordEditor::VOCABULARY, made, embed.as_deref());
            let amount = (opacity / 255.0 * 100_000.0).round() as i64;
            if let Some(blip) = dom.path(object, &["pic:blipFill", "a:blip"]) {
                let fix = dom.element_with("a:alphaModFix", &[("amt", &amount.to_string())]);
                dom.append(blip, fix);
            }
            let drawing = call.doc.framed(object, made);
            shape::set_label(call.doc.dom_mut(), drawing, "descr", &url);
            drawing
        }
        _ => return None,
    };
    let degrees = said(call, "direction")
        .and_then(|name| DIRECTIONS.iter().find(|(known, _)| *known == name))
        .map_or(0.0, |(_, degrees)| *degrees);
    let dom = call.doc.dom_mut();
    shape::set_rotation(dom, drawing, degrees);
    view::set_wrapping(dom, drawing, Wrapping::Behind);
    view::set_distances(dom, drawing, [115_200, 0, 115_200, 0]);
    for horizontal in [true, false] {
        view::set_position(
            dom,
            drawing,
            horizontal,
            "margin",
            Placement::Align("center"),
        );
    }
    Some(drawing)
}

/// A watermark of text.
fn text_drawing(
    call: &mut WordCall<'_>,
    settings: NodeId,
    id: u32,
    name: &str,
    opacity: f64,
) -> NodeId {
    let dom = call.doc.dom_mut();
    let text = dom.attr(settings, "text").unwrap_or("WATERMARK").to_owned();
    let run = dom.element("w:r");
    if let Some(source) = dom.child(settings, "w:r") {
        props::copy_container(dom, source, run, "w:rPr");
    }
    let properties = props::container(dom, run, "w:rPr");
    if dom.child(properties, "w:rFonts").is_none() {
        let fonts = props::ensure(dom, properties, "w:rFonts");
        for attribute in ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"] {
            dom.set_attr(fonts, attribute, "Arial");
        }
    }
    let said: Option<i64> = props::val(dom, properties, "w:sz").and_then(|size| size.parse().ok());
    let size = said
        .filter(|size| *size > 0)
        .unwrap_or_else(|| fitting(&text));
    for element in ["w:sz", "w:szCs"] {
        props::set_val(dom, properties, element, &size.to_string());
    }
    let color = props::val(dom, properties, "w:color")
        .filter(|color| *color != "auto")
        .unwrap_or("C0C0C0")
        .to_owned();
    props::remove(dom, properties, "w14:textFill");
    let alpha = ((1.0 - opacity / 255.0) * 100_000.0).round() as i64;
    let fill = dom.fragment(&format!(
        "<w14:textFill><w14:solidFill><w14:srgbClr w14:val=\"{}\"><w14:alpha w14:val=\"{alpha}\"/></w14:srgbClr></w14:solidFill></w14:textFill>",
        spindle_ooxml::dom::escape::escape_attribute(&color)
    ));
    dom.insert_ordered(properties, fill, spindle_ooxml::word::order::RPR);
    inline::append_text(dom, run, &text);
    let height = size.saturating_mul(12_700).saturating_mul(116) / 200;
    let width = (ems(&text) * size as f64 * 6_350.0).min(1e12) as i64;
    let made = Made {
        id,
        name,
        size: (if said == Some(size) { width } else { WIDTH }, height),
    };
    let object = make::new_shape(dom, &WordEditor::VOCABULARY, made, "rect", false);
    make::clear_paint(dom, object);
    let drawing = call.doc.framed(object, made);
    if let Some(WordRef::Content(content)) = call.doc.content(drawing) {
        let dom = call.doc.dom_mut();
        if let Some(paragraph) = dom.child(content, "w:p") {
            dom.append(paragraph, run);
        }
    }
    if let Some(body) = call.doc.body_properties(drawing) {
        let dom = call.doc.dom_mut();
        for (attribute, value) in [("lIns", "0"), ("tIns", "0"), ("rIns", "0"), ("bIns", "0")] {
            dom.set_attr(body, attribute, value);
        }
    }
    drawing
}

/// Puts a watermark into the headers of all sections that have their own, or into a new one of the first; before what they
/// hold when it is to be the `first`.
fn add(doc: &mut WordEditor, drawing: NodeId, first: bool) -> Result<(), ApiError> {
    let mut headers = Vec::new();
    for (index, section) in doc.text.sections().into_iter().enumerate() {
        for kind in ["default", "first", "even"] {
            let own = doc
                .text
                .header(section, Margin::Header, kind)
                .map_err(fault)?;
            let header = match own {
                None if index == 0 && kind == "default" => Some(
                    doc.text
                        .ensure_header(section, Margin::Header, kind)
                        .map_err(fault)?,
                ),
                other => other,
            };
            headers.extend(header.filter(|header| !headers.contains(header)));
        }
    }
    for (index, header) in headers.into_iter().enumerate() {
        let node = if index == 0 {
            drawing
        } else {
            crate::api::drawing::duplicate(doc, drawing)
        };
        let dom = doc.dom_mut();
        let paragraph = dom.child(header, "w:p").unwrap_or(header);
        let run = dom.element("w:r");
        view::put(dom, run, node);
        // Programs know the first watermark of a header: a new one comes behind the others, a changed one before.
        let before = first.then(|| {
            dom.children(paragraph)
                .find(|child| !dom.is(*child, "w:pPr"))
        });
        match before.flatten() {
            Some(before) => dom.insert_before(run, before),
            None => dom.append(paragraph, run),
        };
    }
    Ok(())
}

/// Takes every watermark of a name out of all headers; all of them without a name.
fn take_out(doc: &mut WordEditor, only: Option<NodeId>) -> Result<(), ApiError> {
    if let Some(node) = only {
        doc.remove(node);
        return Ok(());
    }
    // A document has few watermarks; the bound only ends a loop over a broken tree.
    for _ in 0..10_000 {
        match first(doc)? {
            Some(node) if doc.remove(node) => {}
            _ => break,
        }
    }
    Ok(())
}

/// `ApiDocument.InsertWatermark`: text, and whether it is diagonal.
pub fn insert(call: &mut WordCall<'_>) -> WordResult {
    let text = match call.args.get(0) {
        Value::Undefined | Value::Null => "WATERMARK".to_owned(),
        _ => call.args.opt_text(0).unwrap_or_default().into_owned(),
    };
    let direction = if call.args.boolean(1, false) {
        "clockwise45"
    } else {
        "horizontal"
    };
    let settings = call.doc.dom_mut().element_with(
        "w:watermark",
        &[
            ("type", "text"),
            ("text", &text),
            ("opacity", "127"),
            ("direction", direction),
        ],
    );
    if let Some(drawing) = make_drawing(call, settings) {
        add(call.doc, drawing, false)?;
    }
    yes()
}

/// `ApiDocument.SetWatermarkSettings`: the new drawing, or `null` when there is none now.
pub fn set(call: &mut WordCall<'_>) -> WordResult {
    let WordRef::Watermark(settings) =
        *call.args.handle(0, "Settings", "an ApiWatermarkSettings")?
    else {
        return Err(call.args.wrong(0, "Settings", "an ApiWatermarkSettings"));
    };
    let old = first(call.doc)?;
    take_out(call.doc, old)?;
    let Some(drawing) = make_drawing(call, settings) else {
        return Ok(Value::Null);
    };
    add(call.doc, drawing, true)?;
    let reference: DrawRef = call.doc.drawing(drawing);
    Ok(Value::Handle(WordRef::Draw(reference)))
}

/// `ApiDocument.RemoveWatermark`
pub fn remove(call: &mut WordCall<'_>) -> WordResult {
    take_out(call.doc, None)?;
    yes()
}
