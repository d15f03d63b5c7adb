//! What `ApiPresentation` says of the presentation as a whole: its language, how it is shown.

use spindle_ooxml::slide::order;
use spindle_ooxml::{NodeId, OoxmlError};

use super::editor::fault;
use super::handle::{no, yes};
use super::{SlideCall, SlideResult};
use crate::value::Value;

/// Languages of text are tags of two letters, and two more for the country.
fn is_language(tag: &str) -> bool {
    let letters =
        |part: &str| (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic());
    tag.split_once('-')
        .is_some_and(|(language, rest)| letters(language) && !rest.is_empty())
}

/// Sets the language of the text styles of the presentation.
pub fn set_language(call: &mut SlideCall<'_>) -> SlideResult {
    let Value::Text(language) = call.args.get(0) else {
        return no();
    };
    let language = language.clone();
    if !is_language(&language) {
        return no();
    }
    let root = call.doc.deck.root();
    let dom = call.doc.dom_mut();
    let style = dom.ensure_child(root, "p:defaultTextStyle", order::PRESENTATION);
    let default = match dom.child(style, "a:defPPr") {
        Some(default) => default,
        None => {
            let made = dom.element("a:defPPr");
            dom.prepend(style, made);
            made
        }
    };
    let run = dom.ensure_child(default, "a:defRPr", &[]);
    dom.set_attr(run, "lang", &language);
    yes()
}

/// `p:showPr` of the properties of the presentation, made when asked for.
fn show(call: &mut SlideCall<'_>, make: bool) -> Result<Option<NodeId>, OoxmlError> {
    let main = call.doc.deck.main_part().to_owned();
    let package = &mut call.doc.deck.package;
    let Some(part) = package.related(&main, "presProps") else {
        return Ok(None);
    };
    let root = package.root(&part)?;
    let dom = &mut package.dom;
    Ok(if make {
        let node = dom.ensure_child(root, "p:showPr", order::PROPERTIES);
        // One of the three kinds of show must be said (19.2.1.36).
        if dom.first_child(node).is_none() {
            let kind = dom.element("p:present");
            dom.append(node, kind);
        }
        Some(node)
    } else {
        dom.child(root, "p:showPr")
    })
}

/// `ApiPresentation.GetLoopUntilStopped`
pub fn get_loop(call: &mut SlideCall<'_>) -> SlideResult {
    let node = show(call, false).map_err(fault)?;
    let dom = call.doc.dom();
    Ok(node
        .is_some_and(|node| spindle_ooxml::slide::tree::flag(dom, node, "loop", false))
        .into())
}

/// `ApiPresentation.SetLoopUntilStopped`
pub fn set_loop(call: &mut SlideCall<'_>) -> SlideResult {
    if let Value::Bool(on) = call.args.get(0) {
        let on = if *on { "1" } else { "0" };
        if let Some(node) = show(call, true).map_err(fault)? {
            call.doc.dom_mut().set_attr(node, "loop", on);
        }
    }
    yes()
}
