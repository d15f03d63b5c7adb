//! The Document Builder service as a Spin component, which links the script engine.
#![allow(
    unsafe_code,
    reason = "the SDK's macro writes the component's export with it"
)]

use spin_sdk::http::{IncomingRequest, ResponseOutparam};
use spin_sdk::http_component;
use spindle_core::{Engines, router};
use spindle_office_js::QuickJs;

/// Answers one request.
#[http_component]
fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let engines = Engines {
        script: Some(&QuickJs),
        ..Engines::default()
    };
    spindle_spin::serve(&router::DOCBUILDER, engines, request, out);
}
