//! Editing sessions, and what becomes of saves, as a Spin component.
#![allow(
    unsafe_code,
    reason = "the SDK's macro writes the component's export with it"
)]

use spin_sdk::http::{IncomingRequest, ResponseOutparam};
use spin_sdk::http_component;
use spindle_core::{Engines, router};

/// Answers one request.
#[http_component]
fn handle(request: IncomingRequest, out: ResponseOutparam) {
    spindle_spin::serve(&router::EDITOR, Engines::default(), request, out);
}
