//! From pages to the bytes of a PDF.

mod brush;
mod canvas;
mod metadata;
mod places;

use std::collections::BTreeSet;

use krilla::configure::{Archival, ConfigurationBuilder, PdfVersion};
use krilla::error::KrillaError;
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};
use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::Metadata;

use crate::fonts::FontBook;
use crate::layout::Tree;
use crate::pages::Page;
use crate::picture::Pictures;
use canvas::Canvas;
use places::Places;

/// Writes pages.
///
/// # Errors
/// [`spindle_model::convert::ErrorKind::Limit`] when the file is larger than allowed, and
/// [`spindle_model::convert::ErrorKind::Unsupported`] when it cannot keep to PDF/A.
pub(crate) fn write(
    pages: &[Page],
    tree: Tree,
    pictures: &Pictures<'_>,
    book: &FontBook<'_>,
    metadata: &Metadata,
    job: &mut Job<'_>,
) -> Result<Vec<u8>, ConvertError> {
    let mut configuration = ConfigurationBuilder::new().with_version(PdfVersion::Pdf17);
    if job.options.pdf_a {
        configuration = configuration.with_archival_validator(Archival::A2_B);
    }
    let settings = SerializeSettings {
        configuration: configuration.finish().map_err(|_| {
            ConvertError::unsupported("PDF/A-2b cannot be written in this version of PDF")
        })?,
        enable_tagging: true,
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    let places = Places::find(pages);
    let mut canvas = Canvas::new(book, pictures, &places, tree, pages.len());
    for (index, page) in pages.iter().enumerate() {
        let Some(paper) = PageSettings::from_wh(page.width, page.height) else {
            continue;
        };
        let mut sheet = document.start_page_with(paper);
        canvas.page(&mut sheet, page);
        sheet.finish();
        if index % 20 == 0 {
            (job.progress)(0.55 + 0.35 * index as f32 / pages.len().max(1) as f32);
        }
    }
    if canvas.dead_links > 0 {
        job.warn(
            "link-without-target",
            format!(
                "{} links lead to places that the document does not have",
                canvas.dead_links
            ),
        );
    }
    document.set_outline(places.outline());
    document.set_tag_tree(canvas.tree.finish());
    document.set_metadata(metadata::metadata(metadata, job));
    (job.progress)(0.92);
    let bytes = document.finish().map_err(|error| failure(&error))?;
    if bytes.len() > job.limits.output_bytes {
        return Err(ConvertError::limit(format!(
            "the PDF is larger than {} bytes",
            job.limits.output_bytes
        )));
    }
    (job.progress)(1.0);
    Ok(bytes)
}

fn failure(error: &KrillaError) -> ConvertError {
    match error {
        KrillaError::Validation(problems) => {
            let kinds: BTreeSet<String> = problems
                .iter()
                .map(|(problem, _)| format!("{problem:?}"))
                .take(5)
                .collect();
            let kinds: Vec<String> = kinds.into_iter().collect();
            ConvertError::unsupported(format!(
                "the document cannot be written as PDF/A-2b: {}",
                kinds.join(", ")
            ))
        }
        error => ConvertError::damaged(format!("the PDF cannot be written: {error}")),
    }
}
