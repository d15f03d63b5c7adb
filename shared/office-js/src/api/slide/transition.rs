//! `ApiSlideShowTransition`

use spindle_ooxml::NodeId;
use spindle_ooxml::slide::transition::{self as view, Transition};

use super::handle::{no, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiSlideShowTransition",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("slideShowTransition".into())),
        Member::new("GetEntryEffect", |call| {
            read(call, |transition| transition.effect().into())
        }),
        Member::new("SetEntryEffect", |call| match call.args.get(0) {
            Value::Text(name) => write(call, |transition| transition.set_effect(name)),
            _ => no(),
        }),
        Member::new("GetSpeed", |call| {
            read(call, |transition| said(transition.speed))
        }),
        Member::new("SetSpeed", |call| match call.args.get(0) {
            Value::Text(name) => write(call, |transition| transition.set_speed(name)),
            _ => no(),
        }),
        Member::new("GetDuration", |call| {
            read(call, |transition| said(transition.duration))
        }),
        Member::new("SetDuration", |call| {
            set_time(call, |transition, time| transition.set_duration(time))
        }),
        Member::new("GetAdvanceOnClick", |call| {
            read(call, |transition| said(transition.on_click))
        }),
        Member::new("SetAdvanceOnClick", |call| {
            let on = call.args.boolean(0, false);
            write(call, |transition| {
                transition.on_click = Some(on);
                true
            })
        }),
        Member::new("GetAdvanceOnTime", |call| {
            read(call, |transition| said(transition.on_time))
        }),
        Member::new("SetAdvanceOnTime", |call| {
            let on = call.args.boolean(0, false);
            write(call, |transition| {
                transition.on_time = Some(on);
                true
            })
        }),
        Member::new("GetAdvanceTime", |call| {
            read(call, |transition| said(transition.time))
        }),
        Member::new("SetAdvanceTime", |call| {
            set_time(call, |transition, time| transition.time = Some(time))
        }),
    ],
    properties: &[],
};

/// A value, or `undefined` while nothing was said.
fn said<T: Into<Value<SlideRef>>>(value: Option<T>) -> Value<SlideRef> {
    value.map_or(Value::Undefined, Into::into)
}

/// `Api.CreateSlideShowTransition`: one of no slide.
pub fn create(call: &mut SlideCall<'_>) -> SlideResult {
    let key = call.doc.dom_mut().element("p:transition");
    call.doc.transitions.insert(key, Transition::default());
    Ok(Value::Handle(SlideRef::Transition(key)))
}

/// What is known of the transition of a slide, or of one that a script made.
fn state(doc: &mut SlideEditor, key: NodeId) -> &mut Transition {
    let SlideEditor {
        transitions, deck, ..
    } = doc;
    transitions
        .entry(key)
        .or_insert_with(|| view::read(deck.dom(), key))
}

fn read(call: &mut SlideCall<'_>, value: impl Fn(&Transition) -> Value<SlideRef>) -> SlideResult {
    let key = this(call)?;
    Ok(value(state(call.doc, key)))
}

fn write(call: &mut SlideCall<'_>, change: impl FnOnce(&mut Transition) -> bool) -> SlideResult {
    let key = this(call)?;
    let state = state(call.doc, key);
    if !change(state) {
        return no();
    }
    let written = state.clone();
    if call.doc.dom().is(key, "p:sld") {
        view::write(call.doc.dom_mut(), key, &written);
    }
    yes()
}

/// Milliseconds, not negative.
fn set_time(
    call: &mut SlideCall<'_>,
    change: impl FnOnce(&mut Transition, f64),
) -> Result<Value<SlideRef>, ApiError> {
    let Value::Number(time) = call.args.get(0) else {
        return no();
    };
    let time = *time;
    if !(0.0..=4_294_967_295.0).contains(&time) {
        return no();
    }
    write(call, |transition| {
        change(transition, time);
        true
    })
}

/// `ApiSlide.GetSlideShowTransition`: changing the answer changes the slide.
pub fn of_slide(call: &mut SlideCall<'_>) -> SlideResult {
    Ok(Value::Handle(SlideRef::Transition(this(call)?)))
}

/// `ApiSlide.SetSlideShowTransition`: what the transition says is said of the slide.
pub fn set_of_slide(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    let Some(SlideRef::Transition(key)) = call.args.opt_handle(0).copied() else {
        return no();
    };
    let other = state(call.doc, key).clone();
    let own = state(call.doc, slide);
    own.apply(&other);
    let written = own.clone();
    view::write(call.doc.dom_mut(), slide, &written);
    yes()
}
