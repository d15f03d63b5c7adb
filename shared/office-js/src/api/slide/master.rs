//! `ApiMaster`

use spindle_ooxml::NodeId;

use super::handle::{layout_arg, list, no, or_null, place, theme_arg, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult, sheet};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

/// More layouts than any program lists.
pub const MAX_LAYOUTS: usize = 2_000;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiMaster",
    parent: Some(&sheet::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("master".into())),
        Member::new("GetAllLayouts", |call| {
            let master = this(call)?;
            let layouts = call.doc.deck.layouts(master).to_vec();
            Ok(list(layouts.into_iter().map(SlideRef::Layout)))
        }),
        Member::new("GetLayout", get_layout),
        Member::new("GetLayoutByType", get_layout_by_type),
        Member::new("GetLayoutsCount", |call| {
            Ok(call.doc.deck.layouts(this(call)?).len().into())
        }),
        Member::new("AddLayout", add_layout),
        Member::new("RemoveLayout", remove_layout),
        Member::new("GetTheme", |call| {
            let theme = call.doc.deck.theme_of(this(call)?);
            or_null(theme.map(SlideRef::Theme))
        }),
        Member::new("SetTheme", |call| {
            let master = this(call)?;
            let theme =
                theme_arg(call, 0).ok_or_else(|| call.args.wrong(0, "oTheme", "an ApiTheme"))?;
            Ok(call.doc.deck.set_theme(master, theme).into())
        }),
        Member::new("Copy", |call| {
            let master = this(call)?;
            let copy = call.doc.deck.copy_master(master);
            Ok(Value::Handle(SlideRef::Master(copy)))
        }),
        Member::new("Duplicate", duplicate),
        Member::new("Delete", |call| {
            let master = this(call)?;
            // The last one stays: slides cannot be without.
            let several = call.doc.deck.masters().len() > 1;
            Ok((several && call.doc.deck.remove_master(master)).into())
        }),
    ],
    properties: &[],
};

/// Refuses a layout more than a master may have.
pub fn check_layouts(doc: &SlideEditor, master: NodeId) -> Result<(), ApiError> {
    if doc.deck.layouts(master).len() >= MAX_LAYOUTS {
        return Err(ApiError::Range(format!(
            "a master has at most {MAX_LAYOUTS} layouts"
        )));
    }
    Ok(())
}

fn get_layout(call: &mut SlideCall<'_>) -> SlideResult {
    let master = this(call)?;
    let layouts = call.doc.deck.layouts(master);
    let index = place(call, 0, layouts.len());
    or_null(index.and_then(|index| layouts.get(index).copied().map(SlideRef::Layout)))
}

/// Where no layout has the type, one for a title and content is what the original answers, or the first one.
fn get_layout_by_type(call: &mut SlideCall<'_>) -> SlideResult {
    let master = this(call)?;
    let wanted = call.args.opt_text(0).unwrap_or_default();
    let dom = call.doc.dom();
    let layouts = call.doc.deck.layouts(master);
    let of_type = |kind: &str| {
        layouts
            .iter()
            .copied()
            .find(|layout| dom.attr(*layout, "type") == Some(kind))
    };
    let found = of_type(&wanted)
        .or_else(|| of_type("obj"))
        .or_else(|| layouts.first().copied());
    or_null(found.map(SlideRef::Layout))
}

fn add_layout(call: &mut SlideCall<'_>) -> SlideResult {
    let master = this(call)?;
    let Some(layout) = layout_arg(call, 1) else {
        return no();
    };
    let count = call.doc.deck.layouts(master).len();
    let index = place(call, 0, count).unwrap_or(count);
    check_layouts(call.doc, master)?;
    // One that a master has stays there: slides may follow it.
    let layout = match call.doc.deck.base(layout) {
        Some(_) => call.doc.deck.copy_layout(layout),
        None => layout,
    };
    Ok(call.doc.deck.insert_layout(master, layout, index).into())
}

fn remove_layout(call: &mut SlideCall<'_>) -> SlideResult {
    let master = this(call)?;
    let layouts = call.doc.deck.layouts(master).to_vec();
    let Some(start) = place(call, 0, layouts.len()) else {
        return no();
    };
    let count = sheet::count(call, layouts.len() - start);
    for layout in layouts.into_iter().skip(start).take(count) {
        call.doc.deck.remove_layout(layout);
    }
    yes()
}

fn duplicate(call: &mut SlideCall<'_>) -> SlideResult {
    let master = this(call)?;
    let count = call.doc.deck.masters().len();
    let index = place(call, 0, count).unwrap_or(count);
    super::presentation::check_masters(call.doc)?;
    let copy = call.doc.deck.copy_master(master);
    call.doc.deck.insert_master(copy, index);
    Ok(Value::Handle(SlideRef::Master(copy)))
}
