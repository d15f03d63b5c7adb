//! `ApiButtonField`: a button.

use super::super::PdfEditor;
use super::base;
use crate::class::{Class, Member};

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiButtonField",
    parent: Some(&base::CLASS),
    members: &[Member::new("GetClassType", |_| Ok("buttonField".into()))],
    properties: &[],
};
