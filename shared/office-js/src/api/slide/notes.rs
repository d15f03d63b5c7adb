//! `ApiNotesPage`

use spindle_ooxml::{Dom, NodeId};

use super::handle::{no, or_null, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::api::drawing::DrawRef;
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiNotesPage",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("notesPage".into())),
        Member::new("GetBodyShape", |call| {
            let body = call.doc.deck.notes_body(this(call)?);
            or_null(body.map(|shape| SlideRef::Draw(DrawRef::Shape(shape))))
        }),
        Member::new("GetBodyShapeText", get_text),
        Member::new("AddBodyShapeText", |call| {
            let notes = this(call)?;
            add_text(call, notes)
        }),
    ],
    properties: &[],
};

/// The paragraphs of the shape with the notes.
fn paragraphs(doc: &SlideEditor, notes: NodeId) -> Vec<NodeId> {
    let body = doc
        .deck
        .notes_body(notes)
        .and_then(|shape| doc.dom().child(shape, "p:txBody"));
    body.map(|body| doc.dom().elements(body, "a:p").collect())
        .unwrap_or_default()
}

/// Every paragraph ends its line.
fn get_text(call: &mut SlideCall<'_>) -> SlideResult {
    let paragraphs = paragraphs(call.doc, this(call)?);
    let dom = call.doc.dom();
    let text: String = paragraphs
        .into_iter()
        .map(|paragraph| format!("{}\r\n", line(dom, paragraph)))
        .collect();
    Ok(text.into())
}

/// The text of a paragraph; a break is a carriage return.
fn line(dom: &Dom, paragraph: NodeId) -> String {
    dom.child_elements(paragraph)
        .map(|piece| match dom.name_of(piece) {
            Some("a:br") => "\r".to_owned(),
            Some("a:r" | "a:fld") => dom
                .child(piece, "a:t")
                .map_or(String::new(), |t| dom.text(t)),
            _ => String::new(),
        })
        .collect()
}

/// Adds text to the last paragraph; lines of it are told apart by breaks.
fn add_text(call: &mut SlideCall<'_>, notes: NodeId) -> SlideResult {
    let Value::Text(text) = call.args.get(0) else {
        return yes();
    };
    let text = text.replace("\r\n", "\n");
    let Some(paragraph) = paragraphs(call.doc, notes).last().copied() else {
        return no();
    };
    let dom = call.doc.dom_mut();
    for (number, line) in text.split(['\n', '\r']).enumerate() {
        if number > 0 {
            let end = dom.fragment("<a:br><a:rPr lang=\"en-US\"/></a:br>");
            add(dom, paragraph, end);
        }
        if line.is_empty() {
            continue;
        }
        let run = dom.fragment("<a:r><a:rPr lang=\"en-US\"/><a:t/></a:r>");
        if let Some(node) = dom.child(run, "a:t") {
            dom.set_text(node, line);
        }
        add(dom, paragraph, run);
    }
    yes()
}

/// Puts a piece at the end of a paragraph, before what its end looks like.
fn add(dom: &mut Dom, paragraph: NodeId, piece: NodeId) {
    match dom.child(paragraph, "a:endParaRPr") {
        Some(end) => dom.insert_before(piece, end),
        None => dom.append(paragraph, piece),
    };
}

/// `ApiSlide.AddNotesText`
pub fn add_text_of_slide(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    match call.doc.deck.notes(slide) {
        Some(notes) => add_text(call, notes),
        None => no(),
    }
}
