//! `ApiShd`: the fill behind text, as `GetShd` answers it.

use super::handle::or_null;
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{Class, Member, Property};

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiShd",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("shd".into())),
        Member::new("GetType", kind),
        Member::new("GetColor", color),
    ],
    properties: &[
        Property {
            name: "Type",
            get: Some(kind),
            set: None,
        },
        Property {
            name: "Color",
            get: Some(color),
            set: None,
        },
    ],
};

fn kind(call: &mut WordCall<'_>) -> WordResult {
    let clear = matches!(call.this, WordRef::Shading(fill) if fill.clear);
    Ok(if clear { "clear" } else { "nil" }.into())
}

fn color(call: &mut WordCall<'_>) -> WordResult {
    Ok(or_null(match call.this {
        WordRef::Shading(fill) => Some(WordRef::Color(fill.color)),
        _ => None,
    }))
}
