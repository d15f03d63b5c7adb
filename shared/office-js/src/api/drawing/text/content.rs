//! `ApiDocumentContent`: the text of a shape or cell.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::text::body::{self, Cursor};
use spindle_ooxml::drawing::text::paragraph;

use super::insert::{self, Piece};
use super::options::text_options;
use super::{nth, para_pr, paragraph_argument, paragraph_or_null, run_answer, text_argument};
use crate::api::drawing::{Classes, DrawRef, DrawResult, DrawingHost, answer, this};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiDocumentContent`
    pub const CONTENT: &'static Class<E> = &Class {
        name: "ApiDocumentContent",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("documentContent".into())),
            Member::new("AddElement", add_element),
            Member::new("AddText", add_text),
            Member::new("GetAllParagraphs", get_all_paragraphs),
            Member::new("GetCurrentParagraph", get_current_paragraph),
            Member::new("GetCurrentRun", get_current_run),
            Member::new("GetElement", get_element),
            Member::new("GetElementsCount", get_elements_count),
            Member::new("GetInternalId", super::paragraph::get_internal_id),
            Member::new("GetText", get_text),
            Member::new("Push", push),
            Member::new("RemoveAllElements", remove_all_elements),
            Member::new("RemoveElement", remove_element),
            Member::new("SetText", set_text),
        ],
        properties: &[],
    };
}

/// The paragraphs of the body; a body has one at least.
fn paragraphs<E: DrawingHost>(call: &mut Call<'_, E>, body: NodeId) -> Vec<NodeId> {
    let found = body::paragraphs(call.doc.dom(), body);
    if !found.is_empty() {
        return found;
    }
    let dom = call.doc.dom_mut();
    let created = dom.element("a:p");
    dom.append(body, created);
    vec![created]
}

fn add_element<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    let (Some(given), Some(position)) = (paragraph_argument(call, 1), call.args.opt_integer(0))
    else {
        return Ok(false.into());
    };
    // Beyond the last one the original says yes and does nothing.
    match usize::try_from(position) {
        Ok(position) if position <= paragraphs(call, body).len() => {
            put(call, body, given, position)
        }
        _ => Ok(true.into()),
    }
}

fn push<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    let Some(given) = paragraph_argument(call, 0) else {
        return Ok(false.into());
    };
    put(call, body, given, usize::MAX)
}

fn put<E: DrawingHost>(
    call: &mut Call<'_, E>,
    body: NodeId,
    given: NodeId,
    position: usize,
) -> DrawResult<E> {
    let Some(given) = insert::claim(call, Piece::Paragraph, given, body)? else {
        return Ok(false.into());
    };
    body::insert(call.doc.dom_mut(), body, given, position);
    Ok(true.into())
}

/// Adds text to the last paragraph.
pub(super) fn add_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    add_text_to(call, body)
}

/// Adds the text of argument 0 to the last paragraph of a body.
pub(in crate::api::drawing) fn add_text_to<E: DrawingHost>(
    call: &mut Call<'_, E>,
    body: NodeId,
) -> DrawResult<E> {
    let text = text_argument(call, 0);
    let last = paragraphs(call, body).pop().unwrap_or(body);
    let run = paragraph::add_text(call.doc.dom_mut(), last, &text);
    Ok(run_answer::<E>(run))
}

fn set_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    set_text_of(call, body)
}

/// Replaces the text of a body by that of argument 0, in the look of its first paragraph.
pub(in crate::api::drawing) fn set_text_of<E: DrawingHost>(
    call: &mut Call<'_, E>,
    body: NodeId,
) -> DrawResult<E> {
    let text = text_argument(call, 0);
    let mut found = paragraphs(call, body).into_iter();
    let first = found.next().unwrap_or(body);
    let dom = call.doc.dom_mut();
    for other in found {
        dom.detach(other);
    }
    let run = paragraph::set_text(dom, first, &text);
    Ok(run_answer::<E>(run))
}

fn get_all_paragraphs<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    let found = paragraphs(call, body).into_iter();
    Ok(Value::List(
        found
            .map(|node| answer::<E>(DrawRef::Paragraph(node)))
            .collect(),
    ))
}

fn get_current_paragraph<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    paragraphs(call, body);
    let found = body::cursor(call.doc.dom(), body);
    Ok(paragraph_or_null::<E>(
        found.map(|(paragraph, _)| paragraph),
    ))
}

fn get_current_run<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    paragraphs(call, body);
    let Some((paragraph, cursor)) = body::cursor(call.doc.dom(), body) else {
        return Ok(Value::Null);
    };
    let runs = paragraph::elements(call.doc.dom_mut(), paragraph);
    let run = match cursor {
        Cursor::Start => runs.first(),
        Cursor::End => runs.last(),
    };
    Ok(run.copied().map_or(Value::Null, run_answer::<E>))
}

fn get_element<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    let found = paragraphs(call, body);
    Ok(paragraph_or_null::<E>(nth(call, 0, &found)))
}

fn get_elements_count<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    Ok(paragraphs(call, body).len().into())
}

fn get_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    get_text_of(call, body)
}

/// The text of a body, by the options of argument 0.
pub(in crate::api::drawing) fn get_text_of<E: DrawingHost>(
    call: &mut Call<'_, E>,
    body: NodeId,
) -> DrawResult<E> {
    let first = paragraphs(call, body).first().copied();
    let options = text_options(call, 0);
    let styles = match first.filter(|_| options.numbering) {
        Some(first) => para_pr::styles(call.doc, first),
        None => Vec::new(),
    };
    Ok(body::text(call.doc.dom(), body, &styles, &options).into())
}

fn remove_all_elements<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    body::clear(call.doc.dom_mut(), body);
    Ok(true.into())
}

fn remove_element<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let body = this(call)?;
    let found = paragraphs(call, body);
    Ok(match nth(call, 0, &found) {
        Some(removed) => body::remove(call.doc.dom_mut(), removed),
        None => false,
    }
    .into())
}
