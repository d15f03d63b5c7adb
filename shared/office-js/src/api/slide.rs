//! Presentations: the `slide` editor.
//!
//! A handle names an element of the open package; members convert arguments and call a view of `spindle_ooxml::slide`.

mod api;
mod comment;
mod drawing;
mod editor;
mod handle;
mod host;
mod json;
mod layout;
mod master;
mod notes;
mod placeholder;
mod presentation;
mod selection;
mod sheet;
mod show;
#[allow(
    clippy::module_inception,
    reason = "a slide is a class of the slide editor"
)]
mod slide;
mod theme;
mod timeline;
mod transition;

pub use editor::SlideEditor;
pub use handle::SlideRef;

use crate::class::{ApiError, Call};
use crate::value::Value;

type SlideCall<'a> = Call<'a, SlideEditor>;
type SlideResult = Result<Value<SlideRef>, ApiError>;
