//! What is to be taken out, and how it is.

use spindle_pdf_file::{Object, PdfFile};

use super::annot::{AnnotKind, create};
use super::handle::{list, refused, yes};
use super::search::wanted;
use super::{PdfCall, PdfRef, PdfResult, paint, shape};
use crate::value::Value;

/// An area that is taken out, and the colour that is painted over it.
type Area = ([f64; 4], Option<[f64; 3]>);

/// Marks each place of a text on all pages.
pub fn search(call: &mut PdfCall<'_>) -> PdfResult {
    let wanted = wanted(call)?;
    let mut made: Vec<PdfRef> = Vec::new();
    for page in call.doc.pages.clone() {
        call.doc.annots_of(page);
        for quad in call.doc.find(page, &wanted) {
            let rect = shape::around(&quad).unwrap_or([0.0; 4]);
            let mut annot = create::new(AnnotKind::Redact, rect);
            annot.dict.set("QuadPoints", Object::list(quad));
            annot.page = Some(page);
            if let Value::Handle(PdfRef::Annot(kind, place)) = create::keep(call, annot)? {
                call.doc.by_page.entry(page).or_default().push(place);
                made.push(PdfRef::Annot(kind, place));
            }
        }
    }
    list(made)
}

/// Takes out what is marked.
pub fn apply(call: &mut PdfCall<'_>) -> PdfResult {
    for page in call.doc.pages.clone() {
        let view = call.doc.page(page);
        let places: Vec<usize> = call
            .doc
            .annots_of(page)
            .into_iter()
            .filter(|place| {
                let annot = call.doc.annots.get(*place);
                annot.is_some_and(|annot| annot.kind == AnnotKind::Redact)
            })
            .collect();
        let mut areas: Vec<Area> = Vec::new();
        for annot in places
            .iter()
            .filter_map(|place| call.doc.annots.get(*place))
        {
            let color = annot.dict.numbers("IC");
            let color = color
                .and_then(|color| paint::of_numbers(&color))
                .map(paint::parts);
            for quad in annot.quads() {
                let Some([left, top, right, bottom]) = shape::around(&quad) else {
                    continue;
                };
                let ((left, top), (right, bottom)) =
                    (view.flip(left, top), view.flip(right, bottom));
                areas.push(([left, bottom, right, top], color));
            }
        }
        if areas.is_empty() {
            continue;
        }
        let file: &mut PdfFile = &mut call.doc.file;
        file.redact(page, &areas).map_err(refused)?;
        for place in places {
            if let Some(annot) = call.doc.annots.get_mut(place) {
                annot.gone = true;
                annot.changed = true;
            }
        }
    }
    yes()
}
