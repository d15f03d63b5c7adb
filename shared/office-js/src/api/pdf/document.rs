//! `ApiDocument`: the file.

use spindle_pdf_file::Id;

use super::editor::fault;
use super::handle::{list, no, refused, yes};
use super::{PdfCall, PdfEditor, PdfRef, PdfResult, redact};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiDocument",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("document".into())),
        Member::new("AddPage", add_page),
        Member::new("ApplyRedact", redact::apply),
        Member::new("GetAllFields", |call| {
            let fields = call.doc.fields.iter().enumerate();
            list(
                fields
                    .filter(|(_, field)| field.is_there())
                    .map(|(place, field)| PdfRef::Field(field.kind, place)),
            )
        }),
        Member::new("GetFieldByName", field_by_name),
        Member::new("GetPage", |call| {
            let page = page_argument(call)?.and_then(|place| call.doc.pages.get(place));
            Ok(page.map_or(Value::Null, |page| Value::Handle(PdfRef::Page(*page))))
        }),
        Member::new("GetPagesCount", |call| Ok(call.doc.pages.len().into())),
        Member::new("RemovePage", remove_page),
        Member::new("SearchAndRedact", redact::search),
    ],
    properties: &[],
};

/// The place that is given, when it can be one.
fn page_argument(call: &PdfCall<'_>) -> Result<Option<usize>, ApiError> {
    let place = call
        .args
        .opt_number(0)
        .filter(|place| *place >= 0.0 && place.fract() == 0.0);
    Ok(place.map(|place| place as usize))
}

/// A new page as large as the one before it, when no size is given.
fn add_page(call: &mut PdfCall<'_>) -> PdfResult {
    let count = call.doc.pages.len();
    let place = if call.args.given(0) {
        page_argument(call)?
            .filter(|place| *place <= count)
            .ok_or_else(|| refused("`index` has to be the place of a page"))?
    } else {
        count
    };
    let beside = call.doc.pages.get(place.saturating_sub(1)).copied();
    let page = call.doc.page(beside.unwrap_or(0));
    let side = |index: usize, own: f64| {
        call.args
            .opt_number(index)
            .filter(|side| *side > 0.0 && *side <= 14_400.0)
            .unwrap_or(own)
    };
    let (width, height) = (side(1, page.width()), side(2, page.height()));
    let page = call
        .doc
        .file
        .insert_page(place, width, height)
        .map_err(fault)?;
    call.doc.pages.insert(place, page);
    Ok(Value::Handle(PdfRef::Page(page)))
}

/// A file keeps its last page.
fn remove_page(call: &mut PdfCall<'_>) -> PdfResult {
    let place = page_argument(call)?.filter(|place| *place < call.doc.pages.len());
    let place = place.ok_or_else(|| refused("`index` has to be the place of a page"))?;
    if call.doc.pages.len() == 1 {
        return no();
    }
    let page: Id = call.doc.pages.remove(place);
    call.doc.file.remove_page(page);
    call.doc.gone.insert(page);
    for annot in &mut call.doc.annots {
        annot.gone |= annot.page == Some(page);
    }
    for widget in &mut call.doc.widgets {
        if widget.page == Some(page) {
            widget.gone = true;
            widget.changed = true;
        }
    }
    yes()
}

fn field_by_name(call: &mut PdfCall<'_>) -> PdfResult {
    let Some(name) = call.args.opt_text(0) else {
        return Ok(Value::Null);
    };
    let mut fields = call.doc.fields.iter().enumerate();
    let found = fields.find(|(_, field)| field.is_there() && field.name == name);
    Ok(found.map_or(Value::Null, |(place, field)| {
        Value::Handle(PdfRef::Field(field.kind, place))
    }))
}
