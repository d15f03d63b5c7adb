//! `ApiHyperlink`: a link of a drawing (`a:hlinkClick`, ISO/IEC 29500-1, 21.1.2.3.5), and `Api.CreateHyperlink`.

use crate::api::drawing::{Classes, DrawRef, DrawResult, DrawingHost, answer, this};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiHyperlink`
    pub const HYPERLINK: &'static Class<E> = &Class {
        name: "ApiHyperlink",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("hyperlink".into())),
            // A link of a drawing has no text of its own.
            Member::new("GetElement", |_| Ok(Value::Null)),
            Member::new("GetElementsCount", |_| Ok(0usize.into())),
            Member::new("GetLinkedText", get_linked_text),
            Member::new("GetScreenTipText", get_screen_tip_text),
            Member::new("SetLink", set_link),
            Member::new("SetScreenTipText", set_screen_tip_text),
        ],
        properties: &[],
    };
}

/// `Api.CreateHyperlink`: address and tip.
pub(super) fn create<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let link = super::text_argument(call, 0);
    let tip = super::text_argument(call, 1);
    let id = call.doc.relate("hyperlink", &link, true);
    let node = call
        .doc
        .dom_mut()
        .element_with("a:hlinkClick", &[("r:id", &id)]);
    if !tip.is_empty() {
        call.doc.dom_mut().set_attr(node, "tooltip", &tip);
    }
    Ok(answer::<E>(DrawRef::Hyperlink(node)))
}

fn get_linked_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let id = call.doc.dom().attr(node, "r:id").unwrap_or_default();
    let target = call.doc.related(node, id).map(|(target, _)| target);
    Ok(target.unwrap_or_default().into())
}

fn set_link<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let Value::Text(link) = call.args.get(0) else {
        return Ok(false.into());
    };
    let id = call.doc.relate("hyperlink", link, true);
    call.doc.dom_mut().set_attr(node, "r:id", &id);
    Ok(true.into())
}

fn get_screen_tip_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    Ok(call
        .doc
        .dom()
        .attr(node, "tooltip")
        .unwrap_or_default()
        .into())
}

fn set_screen_tip_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let Value::Text(tip) = call.args.get(0) else {
        return Ok(false.into());
    };
    call.doc.dom_mut().set_attr(node, "tooltip", tip);
    Ok(true.into())
}
