//! `ApiSelection`: in a document that nobody looks at, the slide that the script stands on.

use super::handle::list;
use super::{SlideEditor, SlideRef};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiSelection",
    parent: None,
    members: &[
        Member::new("GetType", |call| {
            let slide = call.doc.current_slide();
            Ok(if slide.is_some() { "slides" } else { "none" }.into())
        }),
        Member::new("IsEmpty", |call| {
            Ok(call.doc.current_slide().is_none().into())
        }),
        Member::new("GetShapes", |_| Ok(Value::List(Vec::new()))),
        Member::new("GetSlides", |call| {
            Ok(list(call.doc.current_slide().map(SlideRef::Slide)))
        }),
    ],
    properties: &[],
};
