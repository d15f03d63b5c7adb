//! `Api`: the beginning of everything.

use super::annot::create;
use super::rich::{content, props};
use super::{PdfCall, PdfEditor, PdfRef, PdfResult, field};
use crate::api::drawing::{Classes, script_color as color};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<PdfEditor> = Class {
    name: "Api",
    parent: Some(Classes::<PdfEditor>::API),
    members: &[
        Member::new("GetDocument", |_| Ok(Value::Handle(PdfRef::Document))),
        Member::new("GetFullName", |_| Ok(Value::Null)),
        Member::new("GetByInternalId", by_internal_id),
        Member::new("CreateCaretAnnot", create::caret),
        Member::new("CreateCircleAnnot", create::circle),
        Member::new("CreateFreeTextAnnot", create::free_text),
        Member::new("CreateHighlightAnnot", create::highlight),
        Member::new("CreateInkAnnot", create::ink),
        Member::new("CreateLineAnnot", create::line),
        Member::new("CreatePolyLineAnnot", create::poly_line),
        Member::new("CreatePolygonAnnot", create::polygon),
        Member::new("CreateRedactAnnot", create::redact),
        Member::new("CreateSquareAnnot", create::square),
        Member::new("CreateStampAnnot", create::stamp),
        Member::new("CreateStrikeoutAnnot", create::strikeout),
        Member::new("CreateTextAnnot", create::text),
        Member::new("CreateUnderlineAnnot", create::underline),
        Member::new("CreateCheckboxField", field::create::checkbox),
        Member::new("CreateComboboxField", field::create::combobox),
        Member::new("CreateDateField", field::create::date),
        Member::new("CreateImageField", field::create::image),
        Member::new("CreateListboxField", field::create::listbox),
        Member::new("CreateRadiobuttonField", field::create::radio),
        Member::new("CreateTextField", field::create::text),
        Member::new("CreateRichParaPr", props::create_para_pr),
        Member::new("CreateRichParagraph", content::create_paragraph),
        Member::new("CreateRichRun", content::create_run),
        Member::new("CreateRichTextPr", props::create_text_pr),
        Member::new("RGB", color::rgb),
        Member::new("RGBA", color::rgba),
        Member::new("HexColor", color::hex_color),
        Member::new("ThemeColor", color::theme_color),
        Member::new("Color", color::any_color),
    ],
    properties: &[],
};

/// The object whose `GetInternalId` answered this.
fn by_internal_id(call: &mut PdfCall<'_>) -> PdfResult {
    let id = call.args.opt_text(0).unwrap_or_default().into_owned();
    let found = id.split_once('_').and_then(|(kind, place)| {
        let place: usize = place.parse().ok()?;
        let doc = &*call.doc;
        match kind {
            "annot" => {
                let annot = doc.annots.get(place).filter(|one| !one.gone)?;
                Some(PdfRef::Annot(annot.kind, place))
            }
            "field" => {
                let field = doc.fields.get(place).filter(|one| !one.gone)?;
                Some(PdfRef::Field(field.kind, place))
            }
            "widget" => {
                let widget = doc.widgets.get(place).filter(|one| !one.gone)?;
                Some(PdfRef::Widget(widget.kind, place))
            }
            _ => None,
        }
    });
    Ok(found.map_or(Value::Null, Value::Handle))
}
