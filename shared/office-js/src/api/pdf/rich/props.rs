//! `ApiRichTextPr` and `ApiRichParaPr`: how runs look, and how paragraphs are aligned.

use super::super::handle::{no, yes};
use super::super::{PdfCall, PdfEditor, PdfRef, PdfResult};
use super::{TextLook, check};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static TEXT_PR: Class<PdfEditor> = Class {
    name: "ApiRichTextPr",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("richTextPr".into())),
        Member::new("GetBold", |call| Ok(or_undefined(look(call)?.bold))),
        Member::new("GetFontFamily", |call| {
            Ok(look(call)?.family.as_str().into())
        }),
        Member::new("GetFontSize", |call| {
            Ok(Value::Number(look(call)?.size.unwrap_or(20.0)))
        }),
        Member::new("GetItalic", |call| Ok(or_undefined(look(call)?.italic))),
        Member::new("GetStrikeout", |call| {
            Ok(or_undefined(look(call)?.strikeout))
        }),
        Member::new("GetUnderline", |call| {
            Ok(or_undefined(look(call)?.underline))
        }),
        Member::new("SetBold", |call| set_flag(call, |look| &mut look.bold)),
        Member::new("SetFontFamily", |call| {
            let family = call.args.opt_text(0).unwrap_or_default().into_owned();
            change(call, |look| look.family = family)
        }),
        Member::new("SetFontSize", |call| {
            let size = call
                .args
                .opt_number(0)
                .filter(|size| (1.0..=3276.0).contains(size));
            change(call, |look| look.size = size.or(look.size))
        }),
        Member::new("SetItalic", |call| set_flag(call, |look| &mut look.italic)),
        Member::new("SetStrikeout", |call| {
            set_flag(call, |look| &mut look.strikeout)
        }),
        Member::new("SetUnderline", |call| {
            set_flag(call, |look| &mut look.underline)
        }),
    ],
    properties: &[],
};

pub static PARA_PR: Class<PdfEditor> = Class {
    name: "ApiRichParaPr",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("richParaPr".into())),
        Member::new("GetJc", |call| {
            let alignment = call.doc.rich.alignments.get(alignment(call)?);
            Ok(alignment.cloned().unwrap_or_default().into())
        }),
        Member::new("SetJc", |call| {
            let place = alignment(call)?;
            let given = call.args.opt_text(0).unwrap_or_default().into_owned();
            if !["left", "right", "center", "both"].contains(&given.as_str()) {
                return no();
            }
            if let Some(own) = call.doc.rich.alignments.get_mut(place) {
                *own = given;
            }
            touch(call, |paragraph, _| paragraph.props == place);
            yes()
        }),
    ],
    properties: &[],
};

fn or_undefined(flag: Option<bool>) -> Value<PdfRef> {
    flag.map_or(Value::Undefined, Value::Bool)
}

/// `Api.CreateRichTextPr`
pub fn create_text_pr(call: &mut PdfCall<'_>) -> PdfResult {
    check(call)?;
    let look = call.doc.rich.new_look(TextLook::default());
    Ok(Value::Handle(PdfRef::RichTextPr(look)))
}

/// `Api.CreateRichParaPr`
pub fn create_para_pr(call: &mut PdfCall<'_>) -> PdfResult {
    check(call)?;
    if call.doc.rich.alignments.len() >= super::MAX_PIECES {
        return no();
    }
    let alignment = call.doc.rich.new_alignment("left");
    Ok(Value::Handle(PdfRef::RichParaPr(alignment)))
}

fn place(call: &PdfCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        PdfRef::RichTextPr(place) => Ok(place),
        _ => Err(ApiError::Type(
            "it was called on something that is no look of text".to_owned(),
        )),
    }
}

fn alignment(call: &PdfCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        PdfRef::RichParaPr(place) => Ok(place),
        _ => Err(ApiError::Type(
            "it was called on something that is no look of a paragraph".to_owned(),
        )),
    }
}

fn look<'c>(call: &'c PdfCall<'_>) -> Result<&'c TextLook, ApiError> {
    let look = call.doc.rich.looks.get(place(call)?);
    look.ok_or_else(|| ApiError::State("the look is not there".to_owned()))
}

fn change(call: &mut PdfCall<'_>, change: impl FnOnce(&mut TextLook)) -> PdfResult {
    let place = place(call)?;
    if let Some(look) = call.doc.rich.looks.get_mut(place) {
        change(look);
    }
    touch(call, |_, look| look == place);
    Ok(Value::Handle(call.this))
}

fn set_flag(call: &mut PdfCall<'_>, flag: fn(&mut TextLook) -> &mut Option<bool>) -> PdfResult {
    let on = call.args.boolean(0, false);
    change(call, |look| *flag(look) = Some(on))
}

/// Says that the annotations that show a look have to be written.
fn touch(call: &mut PdfCall<'_>, shows: impl Fn(&super::Paragraph, usize) -> bool) {
    let rich = &call.doc.rich;
    let touched: Vec<usize> = rich
        .paragraphs
        .iter()
        .filter(|paragraph| {
            let looks = paragraph.runs.iter().filter_map(|run| rich.runs.get(*run));
            shows(paragraph, usize::MAX) || looks.into_iter().any(|run| shows(paragraph, run.look))
        })
        .filter_map(|paragraph| paragraph.annot)
        .collect();
    for annot in touched {
        if let Some(annot) = call.doc.annots.get_mut(annot) {
            annot.changed = true;
        }
    }
}
