//! Files that become online documents as a Spin component.
#![allow(
    unsafe_code,
    reason = "the SDK's macro writes the component's export with it"
)]

use spin_sdk::http::{IncomingRequest, ResponseOutparam};
use spin_sdk::http_component;
use spindle_core::{Engines, router};
use spindle_formats::registry::{READERS, Registry, STORED_WRITERS};

/// It reads files and writes what online documents are kept in.
static FORMATS: Registry = Registry {
    readers: &[READERS],
    writers: &[STORED_WRITERS],
    patchers: &[],
};

/// Answers one request.
#[http_component]
fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let engines = Engines {
        formats: Some(&FORMATS),
        ..Engines::default()
    };
    spindle_spin::serve(&router::IMPORT, engines, request, out);
}
