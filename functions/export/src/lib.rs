//! Online documents that become files as a Spin component.
#![allow(
    unsafe_code,
    reason = "the SDK's macro writes the component's export with it"
)]

use spin_sdk::http::{IncomingRequest, ResponseOutparam};
use spin_sdk::http_component;
use spindle_core::{Engines, router};
use spindle_formats::registry::{Registry, STORED_READERS, WRITERS};
use spindle_pdf::mounted::PDF;

/// It reads what online documents are kept in and writes files.
static FORMATS: Registry = Registry {
    readers: &[STORED_READERS],
    writers: &[WRITERS, &[("pdf", &PDF)]],
    patchers: &[],
};

/// Answers one request.
#[http_component]
fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let engines = Engines {
        formats: Some(&FORMATS),
        ..Engines::default()
    };
    spindle_spin::serve(&router::EXPORT, engines, request, out);
}
