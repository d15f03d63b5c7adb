//! `ApiHyperlink`: a link of a drawing (`a:hlinkClick`, ISO/IEC 29500-1, 21.1.2.3.5), and `Api.CreateHyperlink`.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::text::link as view;

use super::{nth, run_answer};
use crate::api::drawing::{Classes, DrawRef, DrawResult, DrawingHost, answer, this};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiHyperlink`
    pub const HYPERLINK: &'static Class<E> = &Class {
        name: "ApiHyperlink",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("hyperlink".into())),
            Member::new("GetElement", get_element),
            Member::new("GetElementsCount", |call| Ok(runs(call)?.len().into())),
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
    let id = relation(call, &link);
    let node = call
        .doc
        .dom_mut()
        .element_with("a:hlinkClick", &[("r:id", &id)]);
    if !tip.is_empty() {
        call.doc.dom_mut().set_attr(node, "tooltip", &tip);
    }
    Ok(answer::<E>(DrawRef::Hyperlink(node)))
}

/// The relationship of an address; an empty text for what is no address.
pub(super) fn relation<E: DrawingHost>(call: &mut Call<'_, E>, link: &str) -> String {
    match view::address(link) {
        Some(address) => call.doc.relate("hyperlink", &address, true),
        None => String::new(),
    }
}

/// The runs of a link that is in a text; that of a drawing has none.
fn runs<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<Vec<NodeId>, ApiError> {
    let node = this(call)?;
    Ok(view::runs(call.doc.dom_mut(), node))
}

fn get_element<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = runs(call)?;
    Ok(nth(call, 0, &found).map_or(Value::Null, run_answer::<E>))
}

/// Sets an attribute of the link in all of its runs.
fn set_everywhere<E: DrawingHost>(
    call: &mut Call<'_, E>,
    name: &str,
    value: &str,
) -> DrawResult<E> {
    let node = this(call)?;
    let heads = runs(call)?;
    let dom = call.doc.dom_mut();
    let links: Vec<NodeId> = heads
        .into_iter()
        .filter_map(|head| view::of_run(dom, head))
        .collect();
    for link in links.into_iter().chain([node]) {
        dom.set_attr(link, name, value);
    }
    Ok(true.into())
}

/// `null` for what was no address.
fn get_linked_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let id = call.doc.dom().attr(node, "r:id").unwrap_or_default();
    let target = call.doc.related(node, id).map(|(target, _)| target);
    Ok(target.into())
}

fn set_link<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let Value::Text(link) = call.args.get(0) else {
        return Ok(false.into());
    };
    let id = relation(call, link);
    set_everywhere(call, "r:id", &id)
}

/// Without a tip it is the address.
fn get_screen_tip_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let tip = call.doc.dom().attr(node, "tooltip").unwrap_or_default();
    if tip.is_empty() {
        return Ok(match get_linked_text(call)? {
            Value::Null => "".into(),
            target => target,
        });
    }
    Ok(tip.into())
}

fn set_screen_tip_text<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let Value::Text(tip) = call.args.get(0) else {
        return Ok(false.into());
    };
    set_everywhere(call, "tooltip", tip)
}
