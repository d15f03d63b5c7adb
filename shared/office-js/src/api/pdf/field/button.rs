//! `ApiButtonField`: a button.

use super::super::PdfEditor;
use super::super::handle::yes;
use super::super::widget::button;
use super::base;
use crate::class::{Class, Member};

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiButtonField",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("buttonField".into())),
        // Its value is its picture.
        Member::new("SetValue", |call| {
            let picture = button::fetched(call, 0)?;
            base::change(call)?.icon = picture;
            for widget in base::this(call)?.widgets.clone() {
                button::set_icon(call, widget, "I", picture)?;
            }
            yes()
        }),
    ],
    properties: &[],
};
