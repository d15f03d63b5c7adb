//! `ApiRichContent`, `ApiRichParagraph` and `ApiRichRun`.

use super::super::handle::{list, no, refused, yes};
use super::super::{PdfCall, PdfEditor, PdfRef, PdfResult};
use super::{TextLook, check};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CONTENT: Class<PdfEditor> = Class {
    name: "ApiRichContent",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("richContent".into())),
        Member::new("AddElement", |call| {
            let at = index(call, 0);
            add_paragraph(call, 1, at)
        }),
        Member::new("GetContent", |call| {
            let paragraphs = paragraphs(call)?;
            if !call.args.boolean(0, false) {
                return list(paragraphs.into_iter().map(PdfRef::RichParagraph));
            }
            let mut copies = Vec::new();
            for paragraph in paragraphs {
                copies.push(copied(call, paragraph)?);
            }
            list(copies.into_iter().map(PdfRef::RichParagraph))
        }),
        Member::new("GetCurrentParagraph", |call| {
            or_null(paragraphs(call)?.last().copied().map(PdfRef::RichParagraph))
        }),
        Member::new("GetCurrentRun", |call| {
            let last = paragraphs(call)?.last().copied();
            let last = last.and_then(|place| call.doc.rich.paragraphs.get(place));
            or_null(
                last.and_then(|one| one.runs.last())
                    .copied()
                    .map(PdfRef::RichRun),
            )
        }),
        Member::new("GetElement", |call| {
            let at = index(call, 0);
            let paragraphs = paragraphs(call)?;
            or_null(
                at.and_then(|at| paragraphs.get(at))
                    .copied()
                    .map(PdfRef::RichParagraph),
            )
        }),
        Member::new("Push", |call| add_paragraph(call, 0, Some(usize::MAX))),
    ],
    properties: &[],
};

pub static PARAGRAPH: Class<PdfEditor> = Class {
    name: "ApiRichParagraph",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("richParagraph".into())),
        Member::new("AddElement", |call| {
            let at = if call.args.given(1) {
                index(call, 1)
            } else {
                Some(usize::MAX)
            };
            add_run(call, at)
        }),
        Member::new("AddText", |call| {
            check(call)?;
            let paragraph = paragraph(call)?;
            let text = call.args.opt_text(0).unwrap_or_default().into_owned();
            let run = call.doc.rich.new_run(&text, TextLook::default());
            call.doc.rich.put(paragraph, run, usize::MAX);
            call.doc.touch_paragraph(paragraph);
            Ok(Value::Handle(PdfRef::RichRun(run)))
        }),
        Member::new("Copy", |call| {
            let paragraph = paragraph(call)?;
            Ok(Value::Handle(PdfRef::RichParagraph(copied(
                call, paragraph,
            )?)))
        }),
        Member::new("GetElement", |call| {
            let at = index(call, 0);
            let runs = runs(call)?;
            or_null(at.and_then(|at| runs.get(at)).copied().map(PdfRef::RichRun))
        }),
        Member::new("GetNext", |call| beside(call, 1)),
        Member::new("GetPrevious", |call| beside(call, -1)),
        Member::new("GetParaPr", |call| {
            let props = call
                .doc
                .rich
                .paragraphs
                .get(paragraph(call)?)
                .map_or(0, |one| one.props);
            Ok(Value::Handle(PdfRef::RichParaPr(props)))
        }),
        Member::new("Last", |call| {
            or_null(runs(call)?.last().copied().map(PdfRef::RichRun))
        }),
        Member::new("Push", |call| add_run(call, Some(usize::MAX))),
        Member::new("SetParaPr", |call| {
            let paragraph = paragraph(call)?;
            let Some(PdfRef::RichParaPr(given)) = call.args.opt_handle(0).copied() else {
                return Err(refused("`paraPr` has to be an object of ApiRichParaPr"));
            };
            let rich = &mut call.doc.rich;
            let alignment = rich.alignments.get(given).cloned().unwrap_or_default();
            let own = rich.paragraphs.get(paragraph).map_or(0, |one| one.props);
            if let Some(own) = rich.alignments.get_mut(own) {
                *own = alignment;
            }
            call.doc.touch_paragraph(paragraph);
            yes()
        }),
        Member::new("SetReadingOrder", |call| {
            let place = paragraph(call)?;
            let from_right = call.args.opt_text(0).is_some_and(|order| order == "rtl");
            if let Some(one) = call.doc.rich.paragraphs.get_mut(place) {
                one.from_right = from_right;
            }
            call.doc.touch_paragraph(place);
            Ok(Value::Handle(call.this))
        }),
    ],
    properties: &[],
};

pub static RUN: Class<PdfEditor> = Class {
    name: "ApiRichRun",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("richRun".into())),
        Member::new("Copy", |call| {
            check(call)?;
            let run = run(call)?;
            Ok(Value::Handle(PdfRef::RichRun(call.doc.rich.copy_run(run))))
        }),
        Member::new("GetParentParagraph", |call| {
            let run = call.doc.rich.runs.get(run(call)?);
            or_null(run.and_then(|run| run.paragraph).map(PdfRef::RichParagraph))
        }),
        Member::new("GetTextPr", |call| {
            let look = call.doc.rich.runs.get(run(call)?).map_or(0, |run| run.look);
            Ok(Value::Handle(PdfRef::RichTextPr(look)))
        }),
        Member::new("SetTextPr", |call| {
            let run = run(call)?;
            let Some(PdfRef::RichTextPr(given)) = call.args.opt_handle(0).copied() else {
                return Err(refused("`textPr` has to be an object of ApiRichTextPr"));
            };
            let rich = &mut call.doc.rich;
            let look = rich.looks.get(given).cloned().unwrap_or_default();
            let (own, paragraph) = rich
                .runs
                .get(run)
                .map_or((0, None), |run| (run.look, run.paragraph));
            if let Some(own) = rich.looks.get_mut(own) {
                *own = look;
            }
            if let Some(paragraph) = paragraph {
                call.doc.touch_paragraph(paragraph);
            }
            Ok(Value::Handle(PdfRef::RichTextPr(own)))
        }),
    ],
    properties: &[],
};

/// `Api.CreateRichParagraph`
pub fn create_paragraph(call: &mut PdfCall<'_>) -> PdfResult {
    check(call)?;
    Ok(Value::Handle(PdfRef::RichParagraph(
        call.doc.rich.new_paragraph(""),
    )))
}

/// `Api.CreateRichRun`
pub fn create_run(call: &mut PdfCall<'_>) -> PdfResult {
    check(call)?;
    let run = call.doc.rich.new_run("", TextLook::default());
    Ok(Value::Handle(PdfRef::RichRun(run)))
}

fn wrong(what: &str) -> ApiError {
    ApiError::Type(format!("it was called on something that is no {what}"))
}

fn or_null(handle: Option<PdfRef>) -> PdfResult {
    Ok(handle.map_or(Value::Null, Value::Handle))
}

fn index(call: &PdfCall<'_>, argument: usize) -> Option<usize> {
    let at = call.args.opt_number(argument)?;
    (at >= 0.0).then_some(at as usize)
}

fn annot(call: &PdfCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        PdfRef::RichContent(annot) => Ok(annot),
        _ => Err(wrong("text of an annotation")),
    }
}

fn paragraphs(call: &mut PdfCall<'_>) -> Result<Vec<usize>, ApiError> {
    let annot = annot(call)?;
    Ok(call.doc.rich_of(annot))
}

fn paragraph(call: &PdfCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        PdfRef::RichParagraph(place) => Ok(place),
        _ => Err(wrong("paragraph")),
    }
}

fn run(call: &PdfCall<'_>) -> Result<usize, ApiError> {
    match call.this {
        PdfRef::RichRun(place) => Ok(place),
        _ => Err(wrong("run")),
    }
}

fn runs(call: &PdfCall<'_>) -> Result<Vec<usize>, ApiError> {
    let one = call.doc.rich.paragraphs.get(paragraph(call)?);
    Ok(one.map(|one| one.runs.clone()).unwrap_or_default())
}

fn copied(call: &mut PdfCall<'_>, paragraph: usize) -> Result<usize, ApiError> {
    check(call)?;
    let rich = &mut call.doc.rich;
    let original = rich.paragraphs.get(paragraph).cloned().unwrap_or_default();
    let alignment = rich
        .alignments
        .get(original.props)
        .cloned()
        .unwrap_or_default();
    let props = rich.new_alignment(&alignment);
    let place = rich.paragraphs.len();
    rich.paragraphs.push(super::Paragraph {
        props,
        from_right: original.from_right,
        ..super::Paragraph::default()
    });
    for run in original.runs {
        let run = rich.copy_run(run);
        rich.put(place, run, usize::MAX);
    }
    Ok(place)
}

/// The paragraph before or behind.
fn beside(call: &mut PdfCall<'_>, step: isize) -> PdfResult {
    let place = paragraph(call)?;
    let annot = call
        .doc
        .rich
        .paragraphs
        .get(place)
        .and_then(|one| one.annot);
    let all = annot
        .map(|annot| call.doc.rich_of(annot))
        .unwrap_or_default();
    let found = all.iter().position(|one| *one == place);
    let found = found
        .and_then(|at| at.checked_add_signed(step))
        .and_then(|at| all.get(at));
    or_null(found.copied().map(PdfRef::RichParagraph))
}

fn add_paragraph(call: &mut PdfCall<'_>, argument: usize, at: Option<usize>) -> PdfResult {
    let annot = annot(call)?;
    let Some(PdfRef::RichParagraph(paragraph)) = call.args.opt_handle(argument).copied() else {
        return Err(refused(
            "`richPara` has to be an object of ApiRichParagraph",
        ));
    };
    let mut all = call.doc.rich_of(annot);
    let Some(at) = at else { return no() };
    match call.doc.rich.paragraphs.get_mut(paragraph) {
        Some(one) if one.annot.is_none() => one.annot = Some(annot),
        _ => return Err(refused("the paragraph is in a document already")),
    }
    all.insert(at.min(all.len()), paragraph);
    if let Some(holder) = call.doc.annots.get_mut(annot) {
        holder.rich = Some(all);
        holder.changed = true;
    }
    yes()
}

fn add_run(call: &mut PdfCall<'_>, at: Option<usize>) -> PdfResult {
    let paragraph = paragraph(call)?;
    let Some(PdfRef::RichRun(run)) = call.args.opt_handle(0).copied() else {
        return Err(refused("`richRun` has to be an object of ApiRichRun"));
    };
    if call
        .doc
        .rich
        .runs
        .get(run)
        .is_none_or(|run| run.paragraph.is_some())
    {
        return Err(refused("the run is in a document already"));
    }
    let Some(at) = at else { return no() };
    call.doc.rich.put(paragraph, run, at);
    call.doc.touch_paragraph(paragraph);
    yes()
}
