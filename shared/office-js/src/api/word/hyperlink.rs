//! `ApiHyperlink`

use spindle_ooxml::NodeId;
use spindle_ooxml::word::inline;

use super::handle::{no, this, yes};
use super::paragraph::element_of;
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiHyperlink",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("hyperlink".into())),
        Member::new("SetLink", set_link),
        Member::new("GetLinkedText", get_linked_text),
        Member::new("SetDisplayedText", set_displayed_text),
        Member::new("GetDisplayedText", get_displayed_text),
        Member::new("SetScreenTipText", set_screen_tip_text),
        Member::new("GetScreenTipText", get_screen_tip_text),
        Member::new("GetElement", get_element),
        Member::new("GetElementsCount", get_elements_count),
        Member::new("SetDefaultStyle", set_default_style),
        Member::new("GetRange", super::range::of_run),
        Member::new("ToJSON", super::json::of_piece),
    ],
    properties: &[],
};

/// A link made of the arguments address, tip and bookmark; `None` unless one of address and bookmark is given.
pub fn from_arguments(call: &mut WordCall<'_>) -> Option<NodeId> {
    let text = |index: usize| match call.args.get(index) {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    };
    let (link, tip, bookmark) = (text(0), text(1), text(2));
    if link.is_empty() == bookmark.is_empty() {
        return None;
    }
    Some(
        call.doc
            .text
            .create_hyperlink(&link, Some(&tip), Some(&bookmark)),
    )
}

/// `Api.CreateHyperlink`: address, text, tip. Without a tip the address is shown as one.
pub fn create(call: &mut WordCall<'_>) -> WordResult {
    let text = |index: usize| call.args.opt_text(index).unwrap_or_default().into_owned();
    let (link, shown, tip) = (text(0), text(1), text(2));
    let tip = if tip.is_empty() { link.clone() } else { tip };
    let node = call.doc.text.create_hyperlink(&link, Some(&tip), None);
    call.doc.text.set_link_text(node, &shown);
    call.doc.text.style_link(node);
    Ok(Value::Handle(WordRef::Hyperlink(node)))
}

fn set_link(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Value::Text(link) = call.args.get(0) else {
        return no();
    };
    let link = link.clone();
    call.doc.text.set_link(node, &link);
    yes()
}

fn get_linked_text(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    // One to a bookmark has no address.
    let dom = call.doc.dom();
    if dom.attr(node, "r:id").is_none() && dom.attr(node, "w:docLocation").is_none() {
        return Ok("".into());
    }
    Ok(call.doc.text.link(node).into())
}

fn set_displayed_text(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Value::Text(text) = call.args.get(0) else {
        return no();
    };
    let text = text.clone();
    call.doc.text.set_link_text(node, &text);
    yes()
}

fn get_displayed_text(call: &mut WordCall<'_>) -> WordResult {
    // Scripts read it as one line.
    let separators = inline::Separators {
        tab: " ".to_owned(),
        ..inline::Separators::default()
    };
    Ok(inline::text(call.doc.dom(), this(call)?, &separators).into())
}

fn set_screen_tip_text(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Value::Text(text) = call.args.get(0) else {
        return no();
    };
    // Without one of its own it shows the address.
    let text = if text.is_empty() {
        call.doc.text.link(node)
    } else {
        text.clone()
    };
    call.doc.dom_mut().set_attr(node, "w:tooltip", &text);
    yes()
}

fn get_screen_tip_text(call: &mut WordCall<'_>) -> WordResult {
    Ok(call
        .doc
        .dom()
        .attr(this(call)?, "w:tooltip")
        .unwrap_or_default()
        .into())
}

fn get_element(call: &mut WordCall<'_>) -> WordResult {
    let hyperlink = this(call)?;
    Ok(element_of(call, hyperlink))
}

fn get_elements_count(call: &mut WordCall<'_>) -> WordResult {
    Ok(inline::elements(call.doc.dom(), this(call)?).len().into())
}

fn set_default_style(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    call.doc.text.style_link(node);
    yes()
}
