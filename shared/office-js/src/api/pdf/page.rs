//! `ApiPage`: a page.

use spindle_pdf_file::Id;

use super::handle::{list, no, refused, yes};
use super::{PdfCall, PdfEditor, PdfRef, PdfResult, search};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiPage",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("page".into())),
        Member::new("AddObject", add_object),
        Member::new("GetAllAnnots", get_annots),
        Member::new("GetAllWidgets", get_widgets),
        // What a page shows is no drawing: only what was added to it as one is, and that cannot be yet.
        Member::new("GetAllDrawings", |call| {
            this(call)?;
            list([])
        }),
        Member::new("GetSelectedText", search::selected_text),
        Member::new("GetSelectionQuads", search::selection_quads),
        Member::new("SetSelection", search::select),
        Member::new("GetIndex", |call| {
            let page = this(call)?;
            let place = call.doc.pages.iter().position(|one| *one == page);
            Ok(place.map_or(Value::Number(-1.0), Into::into))
        }),
        Member::new("GetRotation", |call| {
            let angle = call.doc.file.inherited(this(call)?, "Rotate");
            let angle = angle.int().unwrap_or(0).rem_euclid(360);
            Ok(angle.into())
        }),
        Member::new("GetText", search::text),
        Member::new("GetTextWithQuads", search::text_with_quads),
        Member::new("Search", search::search),
        Member::new("SetRotation", set_rotation),
    ],
    properties: &[],
};

/// The page that the member was called on.
pub fn this(call: &PdfCall<'_>) -> Result<Id, ApiError> {
    match call.this {
        PdfRef::Page(page) if call.doc.gone.contains(&page) => Err(refused("the page was removed")),
        PdfRef::Page(page) => Ok(page),
        _ => Err(ApiError::Type(
            "it was called on something that is no page".to_owned(),
        )),
    }
}

/// Only right angles are taken.
fn set_rotation(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    match call.args.opt_number(0) {
        Some(angle) if angle % 90.0 == 0.0 => {
            let angle = angle.rem_euclid(360.0);
            call.doc.file.change(page, |dict| dict.set("Rotate", angle));
            yes()
        }
        _ => no(),
    }
}

/// What answers another annotation is no annotation of the page by itself.
fn get_annots(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let places = call.doc.annots_of(page);
    list(places.into_iter().filter_map(|place| {
        let annot = call.doc.annots.get(place)?;
        annot
            .answers
            .is_none()
            .then_some(PdfRef::Annot(annot.kind, place))
    }))
}

fn get_widgets(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let widgets = call.doc.widgets.iter().enumerate();
    list(
        widgets
            .filter(|(_, widget)| widget.page == Some(page) && !widget.gone)
            .map(|(place, widget)| PdfRef::Widget(widget.kind, place)),
    )
}

fn add_object(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let there = || refused("the object is in the document already");
    match call.args.opt_handle(0).copied() {
        Some(PdfRef::Annot(kind, place)) => {
            // The annotations that are there come first.
            call.doc.annots_of(page);
            let annot = call.doc.annots.get_mut(place);
            let annot = annot.filter(|annot| annot.page.is_none() && !annot.gone);
            let annot = annot.ok_or_else(there)?;
            annot.page = Some(page);
            annot.changed = true;
            // What answers it comes with it.
            let mut added = vec![place];
            for (reply, annot) in call.doc.annots.iter_mut().enumerate() {
                if annot.answers == Some(place) && annot.page.is_none() {
                    annot.page = Some(page);
                    added.push(reply);
                }
            }
            call.doc.by_page.entry(page).or_default().extend(added);
            Ok(Value::Handle(PdfRef::Annot(kind, place)))
        }
        Some(PdfRef::Field(kind, place)) => {
            let field = call.doc.fields.get_mut(place);
            let rect = field
                .and_then(|field| field.rect.take())
                .ok_or_else(there)?;
            call.doc.add_widget(place, page, rect)?;
            Ok(Value::Handle(PdfRef::Field(kind, place)))
        }
        _ => Err(refused("`object` has to be an annotation or a form field")),
    }
}
