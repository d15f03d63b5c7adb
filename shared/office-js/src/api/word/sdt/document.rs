//! Controls of a document as a whole, and controls around what is there already.

use std::collections::HashSet;

use spindle_ooxml::NodeId;
use spindle_ooxml::word::color::{Color, parse_hex};
use spindle_ooxml::word::sdt as view;
use spindle_ooxml::word::settings_custom;

use super::handle;
use crate::api::word::handle::{itself, list, or_null, this, yes};
use crate::api::word::{WordCall, WordRef, WordResult};
use crate::value::Value;

/// Text without forms: all controls of the body, headers and footers.
fn all(call: &mut WordCall<'_>, forms: bool) -> Vec<NodeId> {
    let body = call.doc.text.body();
    view::all(call.doc.dom(), body, forms)
}

/// `ApiDocument.GetAllContentControls`
pub fn get_all(call: &mut WordCall<'_>) -> WordResult {
    let found = all(call, false);
    Ok(list(found.into_iter().map(|node| handle(call.doc, node))))
}

/// `ApiDocument.GetContentControlsByTag`
pub fn get_by_tag(call: &mut WordCall<'_>) -> WordResult {
    let tag = call.args.opt_text(0).unwrap_or_default().into_owned();
    let found = all(call, false);
    let dom = call.doc.dom();
    let with_tag = found
        .into_iter()
        .filter(|node| !tag.is_empty() && view::val(dom, *node, "w:tag") == Some(tag.as_str()));
    Ok(list(with_tag.map(|node| handle(call.doc, node))))
}

/// The tags of controls or forms, each once.
pub fn get_tags(call: &mut WordCall<'_>, forms: bool) -> WordResult {
    let found = all(call, forms);
    let dom = call.doc.dom();
    let mut seen = HashSet::new();
    let tags = found
        .into_iter()
        .filter_map(|node| view::val(dom, node, "w:tag"))
        .filter(|tag| !tag.is_empty() && seen.insert(*tag))
        .map(Value::from);
    Ok(Value::List(tags.collect()))
}

/// `ApiParagraph.GetAllContentControls`
pub fn of_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = this(call)?;
    let found = view::all(call.doc.dom(), paragraph, false);
    Ok(list(found.into_iter().map(|node| handle(call.doc, node))))
}

/// `GetCurrentContentControl`: the one that was selected last.
pub fn get_current(call: &mut WordCall<'_>) -> WordResult {
    let current = call
        .doc
        .current_control
        .filter(|node| spindle_ooxml::word::props::attached(call.doc.dom(), *node));
    Ok(or_null(current.map(|node| handle(call.doc, node))))
}

/// `InsertInContentControl`: puts a control around a paragraph or table; answers the control for 1, else the object.
pub fn insert_in_control(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(control) = surround(call, node)? else {
        return Ok(Value::Null);
    };
    if call.args.opt_number(0) == Some(1.0) {
        Ok(Value::Handle(WordRef::BlockSdt(control)))
    } else {
        itself(call)
    }
}

/// `ApiDrawing.InsertInContentControl`: the control is around the paragraph of the drawing.
pub fn insert_drawing_in_control(call: &mut WordCall<'_>) -> WordResult {
    let drawing = this(call)?;
    let Some(paragraph) = call.doc.dom().ancestor(drawing, "w:p") else {
        return Err(crate::class::ApiError::Type(
            "the drawing is in no paragraph".to_owned(),
        ));
    };
    let control = surround(call, paragraph)?;
    match control.filter(|_| call.args.opt_number(0) == Some(1.0)) {
        Some(control) => Ok(Value::Handle(WordRef::BlockSdt(control))),
        None => itself(call),
    }
}

fn surround(
    call: &mut WordCall<'_>,
    node: NodeId,
) -> Result<Option<NodeId>, crate::class::ApiError> {
    let control = view::create(call.doc.dom_mut(), true);
    let dom = call.doc.dom();
    let around = dom
        .ancestors(node)
        .filter(|up| dom.is(*up, "w:sdt"))
        .count();
    if around + 1 + view::nesting(dom, node) > view::MAX_NESTING {
        return Err(crate::class::ApiError::Range(format!(
            "content controls can be nested {} deep",
            view::MAX_NESTING
        )));
    }
    let dom = call.doc.dom_mut();
    let content = view::content(dom, control);
    dom.clear(content);
    dom.insert_before(control, node);
    dom.append(content, node);
    Ok(Some(control))
}

/// The colour in which controls or forms are highlighted: `null` when they are not.
pub fn get_highlight(call: &mut WordCall<'_>, name: &str, otherwise: Option<Color>) -> WordResult {
    let found = settings_custom::get(&mut call.doc.text, name);
    let color = match found.as_deref() {
        None => otherwise,
        Some("none") => None,
        Some(hex) => parse_hex(hex).map(|(r, g, b)| Color::Rgb(r, g, b, 255)),
    };
    Ok(super::color_value(color))
}

/// Sets that colour. Nothing is black, as in the original; a fourth argument `true` is no highlight.
pub fn set_highlight(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let color = super::color_arg(call);
    let theme = call.doc.text.theme();
    let value = match color {
        Color::Auto => "none".to_owned(),
        color => color.hex(call.doc.dom(), theme),
    };
    settings_custom::set(&mut call.doc.text, name, &value);
    yes()
}
