//! `ApiUnsupported`: an element that is kept but has no class of its own.

use super::WordEditor;
use crate::class::{Class, Member};

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiUnsupported",
    parent: None,
    members: &[Member::new("GetClassType", |_| Ok("unsupported".into()))],
    properties: &[],
};
