//! `ApiRun`: a piece of text of one look.

use spindle_ooxml::drawing::text::{paragraph, run as view, run_props};

use super::options::text_options;
use super::{run_answer, text_argument, text_pr};
use crate::api::drawing::{Classes, DrawRef, DrawResult, DrawingHost, answer, argument, this};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiRun`
    pub const RUN: &'static Class<E> = &Class {
        name: "ApiRun",
        parent: Some(Self::TEXT_PR),
        members: &[
            Member::new("GetClassType", |_| Ok("run".into())),
            Member::new("AddLineBreak", |call| append(call, "\n")),
            Member::new("AddTabStop", |call| append(call, "\t")),
            Member::new("AddText", add_text),
            Member::new("SetText", set_text),
            Member::new("ClearContent", clear_content),
            Member::new("Copy", copy),
            Member::new("Delete", delete),
            Member::new("GetFontNames", get_font_names),
            Member::new("GetTextPr", |call| {
                Ok(answer::<E>(DrawRef::TextPr(this(call)?)))
            }),
            Member::new("RemoveAllElements", clear_content),
            Member::new("GetText", get_text),
            Member::new("SetTextPr", set_text_pr),
        ],
        properties: &[],
    };
}

fn append<E: DrawingHost>(call: &mut Call<'_, E>, text: &str) -> DrawResult<E> {
    let head = this(call)?;
    view::append_text(call.doc.dom_mut(), head, text);
    Ok(true.into())
}

fn add_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let text = text_argument(call, 0);
    append(call, &text)
}

/// Not documented, but there.
fn set_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    clear_content(call)?;
    add_text(call)?;
    Ok(Value::Handle(call.this.clone()))
}

/// Not documented outside of text documents, but there.
fn get_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let head = this(call)?;
    let options = text_options(call, 0);
    Ok(view::text(call.doc.dom(), head, &options.inline).into())
}

fn clear_content<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let head = this(call)?;
    view::clear(call.doc.dom_mut(), head);
    Ok(true.into())
}

fn copy<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let head = this(call)?;
    let created = view::copy(call.doc.dom_mut(), head);
    Ok(run_answer::<E>(created))
}

/// Takes the run out of its paragraph; `false` when it is in none.
fn delete<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let head = this(call)?;
    let dom = call.doc.dom_mut();
    let inside = dom
        .parent(head)
        .is_some_and(|holder| !view::is_holder(dom, holder));
    Ok((inside && paragraph::remove(dom, head)).into())
}

/// Writes the given properties over those of the run, and answers them.
fn set_text_pr<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let given = match argument(call, 0) {
        Some(DrawRef::TextPr(_)) => call.args.get(0).clone(),
        _ => return Err(call.args.wrong(0, "oTextPr", "an ApiTextPr")),
    };
    text_pr::merge_argument(call)?;
    Ok(given)
}

fn get_font_names<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<Value<E::Ref>, ApiError> {
    let head = this(call)?;
    let dom = call.doc.dom();
    let mut names = dom
        .child(head, "a:rPr")
        .map_or_else(Vec::new, |rpr| run_props::fonts(dom, rpr));
    if names.is_empty() {
        let paragraph = dom.parent(head).unwrap_or(head);
        names.push(text_pr::default_font(call.doc, paragraph));
    }
    Ok(Value::List(names.into_iter().map(Into::into).collect()))
}
