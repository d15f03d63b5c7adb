//! All tests of the Office API.
//!
//! One program: each would be linked with all that it tests. A test in `tests/tidy` tells when a file is missing here.
#![allow(
    clippy::duplicate_mod,
    reason = "what the files share is in each of them, as when they are programs of their own"
)]

#[path = "cell_features.rs"]
mod cell_features;
#[path = "cell_foreign.rs"]
mod cell_foreign;
#[path = "cell_format.rs"]
mod cell_format;
#[path = "cell_formula.rs"]
mod cell_formula;
#[path = "cell_range.rs"]
mod cell_range;
#[path = "cell_samples.rs"]
mod cell_samples;
#[path = "cell_values.rs"]
mod cell_values;
#[path = "cell_worksheet.rs"]
mod cell_worksheet;
#[path = "charts.rs"]
mod charts;
#[path = "compared.rs"]
mod compared;
#[path = "drawing.rs"]
mod drawing;
#[path = "drawing_text.rs"]
mod drawing_text;
#[path = "inventory.rs"]
mod inventory;
#[path = "robust.rs"]
mod robust;
#[path = "slide_document.rs"]
mod slide_document;
#[path = "supported.rs"]
mod supported;
#[path = "word_controls.rs"]
mod word_controls;
#[path = "word_document.rs"]
mod word_document;
#[path = "word_image.rs"]
mod word_image;
#[path = "word_marks.rs"]
mod word_marks;
#[path = "word_numbering.rs"]
mod word_numbering;
#[path = "word_open.rs"]
mod word_open;
#[path = "word_paragraph.rs"]
mod word_paragraph;
#[path = "word_range.rs"]
mod word_range;
#[path = "word_run.rs"]
mod word_run;
#[path = "word_samples.rs"]
mod word_samples;
#[path = "word_section.rs"]
mod word_section;
#[path = "word_style.rs"]
mod word_style;
#[path = "word_table.rs"]
mod word_table;
