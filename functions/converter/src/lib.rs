//! Conversion as a Spin component.
#![allow(
    unsafe_code,
    reason = "the SDK's macro writes the component's export with it"
)]

use spin_sdk::http::{IncomingRequest, ResponseOutparam};
use spin_sdk::http_component;
use spindle_core::{Engines, router};
use spindle_formats::registry::{
    PATCHERS, READERS, Registry, STORED_READERS, STORED_WRITERS, WRITERS,
};
use spindle_model::convert::Writer;
use spindle_pdf::mounted::{BMP, GIF, JPG, PDF, PNG};

/// The writers that set pages.
const PAGES: &[(&str, &dyn Writer)] = &[
    ("pdf", &PDF),
    ("png", &PNG),
    ("jpg", &JPG),
    ("gif", &GIF),
    ("bmp", &BMP),
];

/// It reads and writes files and what online documents are kept in, and writes into files what was changed of them.
static FORMATS: Registry = Registry {
    readers: &[READERS, STORED_READERS],
    writers: &[WRITERS, STORED_WRITERS, PAGES],
    patchers: &[PATCHERS],
};

/// Answers one request.
#[http_component]
fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let engines = Engines {
        formats: Some(&FORMATS),
        ..Engines::default()
    };
    spindle_spin::serve(&router::CONVERTER, engines, request, out);
}
