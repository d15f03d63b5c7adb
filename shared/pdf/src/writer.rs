//! The writer of PDFs, and what it has in common with the one of pictures.

use spindle_model::convert::{Content, ConvertError, Job, Writer};
use spindle_model::document::Metadata;

use crate::fonts::{FontBook, FontSource};
use crate::pages::{self, Pages};
use crate::paint;
use crate::picture::Pictures;
use crate::{sheet, slides};

/// Writes PDF.
#[derive(Debug, Clone)]
pub struct PdfWriter<F> {
    fonts: F,
}

impl<F: FontSource> PdfWriter<F> {
    /// A writer that sets text in the fonts of that source.
    pub const fn new(fonts: F) -> Self {
        Self { fonts }
    }
}

impl<F: FontSource> Writer for PdfWriter<F> {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        with_pages(&self.fonts, content, job, |set, book, metadata, job| {
            paint::write(&set.pages, set.tree, &set.pictures, book, metadata, job)
        })
    }
}

/// Sets content as pages and hands them over.
///
/// # Errors
/// [`spindle_model::convert::ErrorKind::Unsupported`] without fonts, what setting the pages comes upon, and what `then` says.
pub(crate) fn with_pages<T>(
    fonts: &dyn FontSource,
    content: &Content,
    job: &mut Job<'_>,
    then: impl FnOnce(Pages<'_>, &FontBook<'_>, &Metadata, &mut Job<'_>) -> Result<T, ConvertError>,
) -> Result<T, ConvertError> {
    let book = FontBook::new(fonts);
    if !book.is_usable() {
        return Err(ConvertError::unsupported(
            "there are no fonts to set pages in: their files were not found",
        ));
    }
    let archival = job.options.pdf_a;
    let (set, metadata) = match content {
        Content::Document(document) => {
            let pictures = Pictures::new(&document.media, archival);
            (
                pages::set(document, &book, pictures, job)?,
                &document.metadata,
            )
        }
        Content::Workbook(workbook) => {
            let pictures = Pictures::new(&workbook.media, archival);
            (
                sheet::set(workbook, &book, pictures, job)?,
                &workbook.metadata,
            )
        }
        Content::Presentation(presentation) => {
            let pictures = Pictures::new(&presentation.shared.media, archival);
            (
                slides::set(presentation, &book, pictures, job)?,
                &presentation.shared.metadata,
            )
        }
    };
    warn_of_missing(&book, job);
    then(set, &book, metadata, job)
}

/// How many characters without a glyph get a warning of their own; further ones share one.
const WARNED_OF: usize = 4;

fn warn_of_missing(book: &FontBook<'_>, job: &mut Job<'_>) {
    let missing = book.missing();
    let name = |character: &char| format!("U+{:04X}", u32::from(*character));
    for character in missing.iter().take(WARNED_OF) {
        job.warn(
            "missing-glyph",
            format!("{} is shown as a box: no font here has it", name(character)),
        );
    }
    let rest: Vec<String> = missing.iter().skip(WARNED_OF).map(name).collect();
    if !rest.is_empty() {
        let shown = rest.get(..rest.len().min(100)).unwrap_or_default();
        job.warn(
            "missing-glyph",
            format!(
                "{} further characters are shown as boxes: {}",
                rest.len(),
                shown.join(" ")
            ),
        );
    }
}
