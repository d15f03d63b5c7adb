//! `ApiBullet`, and what makes bullets.

use spindle_ooxml::drawing::text::bullet as view;

use crate::api::drawing::{Classes, DrawRef, DrawResult, DrawingHost, answer};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiBullet`
    pub const BULLET: &'static Class<E> = &Class {
        name: "ApiBullet",
        parent: None,
        members: &[Member::new("GetClassType", |_| Ok("bullet".into()))],
        properties: &[],
    };
}

/// `Api.CreateBullet`: the first character of a text.
pub(super) fn create<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let sign = super::text_argument(call, 0);
    let bullet = view::character(call.doc.dom_mut(), &sign);
    Ok(answer::<E>(DrawRef::Bullet(bullet)))
}

/// `Api.CreateNumbering`: the name of a numbering and what it starts at; `null` for an unknown name.
pub(super) fn create_numbering<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = super::text_argument(call, 0);
    if name == "None" {
        let none = call.doc.dom_mut().element("a:buNone");
        return Ok(answer::<E>(DrawRef::Bullet(none)));
    }
    let Some((_, scheme)) = view::SCHEMES.iter().find(|(known, _)| *known == name) else {
        return Ok(Value::Null);
    };
    let start = call.args.opt_integer(1);
    let bullet = view::numbers(call.doc.dom_mut(), scheme, start);
    Ok(answer::<E>(DrawRef::Bullet(bullet)))
}
