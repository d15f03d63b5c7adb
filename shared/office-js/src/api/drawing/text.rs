//! Text of drawings: `ApiDocumentContent`, `ApiParagraph`, `ApiRun` and what formats them, over `spindle_ooxml::drawing::text`.

mod bullet;
pub(super) mod content;
mod hyperlink;
mod insert;
mod options;
mod para_pr;
mod paragraph;
mod run;
mod text_pr;

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::text::{paragraph as paragraphs, run as runs};

use super::{Classes, DrawRef, DrawResult, DrawingHost, answer, argument};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    const TEXT_MEMBERS: &'static [Member<E>] = &[
        Member::new("CreateParagraph", create_paragraph),
        Member::new("CreateRun", create_run),
        Member::new("CreateTextPr", create_text_pr),
        Member::new("CreateBullet", bullet::create),
        Member::new("CreateNumbering", bullet::create_numbering),
        Member::new("CreateHyperlink", hyperlink::create),
    ];

    /// Members of the global `Api` that make text: the parent of the `Api` of editors whose text is that of drawings.
    pub const TEXT_API: &'static Class<E> = &Class {
        name: "drawing:TextApi",
        parent: Some(Self::API),
        members: Self::TEXT_MEMBERS,
        properties: &[],
    };

    /// As [`Classes::TEXT_API`], where drawings are made first and added later.
    pub const TEXT_API_OF_DRAWINGS: &'static Class<E> = &Class {
        name: "drawing:TextApiOfDrawings",
        parent: Some(Self::API_OF_DRAWINGS),
        members: Self::TEXT_MEMBERS,
        properties: &[],
    };
}

fn create_paragraph<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let created = paragraphs::create(call.doc.dom_mut());
    Ok(answer::<E>(DrawRef::Paragraph(created)))
}

fn create_run<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let created = runs::create(call.doc.dom_mut(), None);
    Ok(answer::<E>(DrawRef::Run(created)))
}

fn create_text_pr<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let created = call.doc.dom_mut().element("a:rPr");
    Ok(answer::<E>(DrawRef::TextPr(created)))
}

/// Text of an argument: only strings count, as in the original; anything else adds nothing.
fn text_argument<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> String {
    match call.args.get(index) {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

/// The paragraph given as an argument.
fn paragraph_argument<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> Option<NodeId> {
    match argument(call, index) {
        Some(DrawRef::Paragraph(node)) => Some(node),
        _ => None,
    }
}

/// A run as the answer of a member.
fn run_answer<E: DrawingHost>(head: NodeId) -> Value<E::Ref> {
    answer::<E>(DrawRef::Run(head))
}

/// A paragraph as the answer of a member, or `null`.
fn paragraph_or_null<E: DrawingHost>(found: Option<NodeId>) -> Value<E::Ref> {
    found.map_or(Value::Null, |node| answer::<E>(DrawRef::Paragraph(node)))
}

/// The element of a list whose position is the argument; `None` outside of it.
fn nth<E: DrawingHost>(call: &Call<'_, E>, index: usize, list: &[NodeId]) -> Option<NodeId> {
    let position = usize::try_from(call.args.opt_integer(index)?).ok()?;
    list.get(position).copied()
}
