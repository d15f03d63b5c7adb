//! `ApiSelection`: in a document that nobody looks at, the slide that the script stands on.

use super::handle::list;
use super::{SlideEditor, SlideRef};
use crate::api::drawing::kind_of;
use crate::class::{Class, Member};

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiSelection",
    parent: None,
    members: &[
        Member::new("GetType", |call| {
            let kind = if !call.doc.selected_drawings().is_empty() {
                "shapes"
            } else if call.doc.current_slide().is_some() {
                "slides"
            } else {
                "none"
            };
            Ok(kind.into())
        }),
        Member::new("IsEmpty", |call| {
            Ok(call.doc.current_slide().is_none().into())
        }),
        Member::new("GetShapes", |call| {
            let dom = call.doc.dom();
            let shapes = call.doc.selected_drawings();
            Ok(list(
                shapes
                    .into_iter()
                    .map(|node| SlideRef::Draw(kind_of(dom, node))),
            ))
        }),
        Member::new("GetSlides", |call| {
            Ok(list(call.doc.current_slide().map(SlideRef::Slide)))
        }),
    ],
    properties: &[],
};
