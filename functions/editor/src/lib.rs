//! Editing sessions, what becomes of saves, and the pages of the editors, as a Spin component.
#![allow(
    unsafe_code,
    reason = "the SDK's macro writes the component's export with it"
)]

use spin_sdk::http::{IncomingRequest, ResponseOutparam};
use spin_sdk::http_component;
use spindle_core::pages::Asset;
use spindle_core::{Engines, router};

// The files of `web/`, as the build script packs them.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Answers one request.
#[http_component]
fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let engines = Engines {
        assets: ASSETS,
        ..Engines::default()
    };
    spindle_spin::serve(&router::EDITOR, engines, request, out);
}
