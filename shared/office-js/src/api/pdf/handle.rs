//! Handles: what script objects of PDF files hold.

use spindle_pdf_file::Id;

use super::annot::AnnotKind;
use super::field::FieldKind;
use super::widget::WidgetKind;
use super::{PdfCall, PdfResult};
use crate::api::drawing::DrawRef;
use crate::class::ApiError;
use crate::value::Value;

/// An object of the Office API in a PDF file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PdfRef {
    /// The global `Api`.
    Api,
    /// The file.
    Document,
    /// A page, by the number of its object.
    Page(Id),
    /// An annotation, by its place in the editor's list.
    Annot(AnnotKind, usize),
    /// A form field, likewise.
    Field(FieldKind, usize),
    /// What a form field is filled in at, likewise.
    Widget(WidgetKind, usize),
    /// The text with formats of an annotation.
    RichContent(usize),
    /// A paragraph of such a text, by its place in the editor's list.
    RichParagraph(usize),
    /// A run of such a text, likewise.
    RichRun(usize),
    /// How a run looks, likewise.
    RichTextPr(usize),
    /// How a paragraph is aligned, likewise.
    RichParaPr(usize),
    /// Colours, fills, texts: what all editors draw with.
    Draw(DrawRef),
}

impl PdfRef {
    /// The name of the handle's class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Api => "Api",
            Self::Document => "ApiDocument",
            Self::Page(_) => "ApiPage",
            Self::Annot(kind, _) => kind.class(),
            Self::Field(kind, _) => kind.class(),
            Self::Widget(kind, _) => kind.class(),
            Self::RichContent(_) => "ApiRichContent",
            Self::RichParagraph(_) => "ApiRichParagraph",
            Self::RichRun(_) => "ApiRichRun",
            Self::RichTextPr(_) => "ApiRichTextPr",
            Self::RichParaPr(_) => "ApiRichParaPr",
            Self::Draw(reference) => reference.class(),
        }
    }
}

/// The answer `true`.
pub fn yes() -> PdfResult {
    Ok(Value::Bool(true))
}

/// The answer `false`.
pub fn no() -> PdfResult {
    Ok(Value::Bool(false))
}

/// A list of handles.
pub fn list(handles: impl IntoIterator<Item = PdfRef>) -> PdfResult {
    Ok(Value::List(
        handles.into_iter().map(Value::Handle).collect(),
    ))
}

/// An error of an argument.
pub fn refused(message: &str) -> ApiError {
    ApiError::State(message.to_owned())
}

/// The text that is given, which must be a string that says something.
pub fn text_argument(call: &PdfCall<'_>, name: &str) -> Result<String, ApiError> {
    match call.args.get(0) {
        Value::Text(text) if !text.is_empty() => Ok(text.clone()),
        _ => Err(refused(&format!(
            "`{name}` has to be a string with something in it"
        ))),
    }
}

/// The word that is given, which must be one of those that there are; the answer is its place.
pub fn choice(call: &PdfCall<'_>, words: &[&str]) -> Option<usize> {
    match call.args.get(0) {
        Value::Text(text) => words.iter().position(|word| word == text),
        _ => None,
    }
}
