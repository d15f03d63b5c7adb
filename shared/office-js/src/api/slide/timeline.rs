//! `ApiTimeLine`, `ApiAnimationSequence` and `ApiAnimationEffect`

use std::collections::HashSet;

use spindle_ooxml::NodeId;
use spindle_ooxml::slide::timing::{self as view, Trigger, presets};
use spindle_ooxml::slide::tree;

use super::handle::{list, no, or_null, place, this, yes};
use super::sheet::drawing_arg;
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::api::drawing::kind_of;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

/// More effects than any program plays on one slide.
const MAX_EFFECTS: usize = 2_000;
/// The longest time in milliseconds that effects take or wait.
const MAX_TIME: f64 = 2_147_483_647.0;
/// What the original answers for an effect without end.
const ENDLESS: f64 = 9_007_199_254_740_991.0;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiTimeLine",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("timeLine".into())),
        Member::new("GetMainSequence", |call| {
            Ok(Value::Handle(SlideRef::Sequence(this(call)?, None)))
        }),
        Member::new("GetInteractiveSequences", |call| {
            let slide = this(call)?;
            let all = view::interactive_sequences(call.doc.dom_mut(), slide);
            Ok(list(
                all.into_iter()
                    .map(|sequence| SlideRef::Sequence(slide, Some(sequence))),
            ))
        }),
        Member::new("AddInteractiveSequence", add_interactive),
        Member::new("GetAllEffects", |call| {
            let slide = this(call)?;
            let dom = call.doc.dom_mut();
            let main = view::main_sequence(dom, slide);
            let sequences = main
                .into_iter()
                .chain(view::interactive_sequences(dom, slide));
            let all: Vec<NodeId> = sequences
                .flat_map(|sequence| view::effects(call.doc.dom(), sequence))
                .collect();
            Ok(list(all.into_iter().map(SlideRef::Effect)))
        }),
    ],
    properties: &[],
};

pub static SEQUENCE_CLASS: Class<SlideEditor> = Class {
    name: "ApiAnimationSequence",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("animationSequence".into())),
        Member::new("GetCount", |call| Ok(effects(call)?.len().into())),
        Member::new("GetEffect", |call| {
            let all = effects(call)?;
            let index = match call.args.get(0) {
                Value::Number(_) => place(call, 0, all.len()),
                _ => None,
            };
            or_null(index.and_then(|index| all.get(index).copied().map(SlideRef::Effect)))
        }),
        Member::new("AddEffect", add_effect),
        Member::new("RemoveAllEffects", |call| {
            arrange(call, &[])?;
            yes()
        }),
    ],
    properties: &[],
};

pub static EFFECT_CLASS: Class<SlideEditor> = Class {
    name: "ApiAnimationEffect",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("animationEffect".into())),
        Member::new("GetEffectType", |call| {
            let preset = view::preset(call.doc.dom(), this(call)?);
            Ok(preset.map(|preset| preset.name).into())
        }),
        Member::new("GetTriggerType", |call| {
            Ok(view::trigger(call.doc.dom(), this(call)?).name().into())
        }),
        Member::new("SetTriggerType", set_trigger),
        Member::new("GetDelay", |call| {
            Ok(f64::from(view::delay(call.doc.dom(), this(call)?)).into())
        }),
        Member::new("SetDelay", |call| {
            set_time(call, 0.0, |doc, effect, time| {
                view::set_delay(doc.dom_mut(), effect, time);
            })
        }),
        Member::new("GetDuration", |call| {
            let duration = view::duration(call.doc.dom(), this(call)?);
            Ok(duration.map_or(ENDLESS, f64::from).into())
        }),
        Member::new("SetDuration", |call| {
            // The original makes nothing shorter than a hundredth of a second.
            set_time(call, 10.0, |doc, effect, time| {
                view::set_duration(doc.dom_mut(), effect, time);
            })
        }),
        Member::new("GetRepeatCount", |call| {
            Ok(view::repeat(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetRepeatCount", |call| {
            let Value::Number(count) = call.args.get(0) else {
                return no();
            };
            let count = *count;
            if !(count > 0.0 && count <= 4_000_000.0) {
                return no();
            }
            let effect = this(call)?;
            view::set_repeat(call.doc.dom_mut(), effect, count);
            rearrange(call.doc, effect);
            yes()
        }),
        Member::new("GetShape", get_shape),
        Member::new("MoveTo", move_to),
        Member::new("Delete", delete),
    ],
    properties: &[],
};

/// The slide and the sequence that the member was called on; `None` for a main sequence without effects.
fn sequence(call: &mut SlideCall<'_>) -> Result<(NodeId, Option<NodeId>), ApiError> {
    match call.this {
        SlideRef::Sequence(slide, Some(sequence)) => Ok((slide, Some(sequence))),
        SlideRef::Sequence(slide, None) => {
            Ok((slide, view::main_sequence(call.doc.dom_mut(), slide)))
        }
        _ => Err(ApiError::Type("it is no sequence".to_owned())),
    }
}

fn effects(call: &mut SlideCall<'_>) -> Result<Vec<NodeId>, ApiError> {
    let (_, sequence) = sequence(call)?;
    let dom = call.doc.dom();
    Ok(sequence.map_or(Vec::new(), |sequence| view::effects(dom, sequence)))
}

fn arrange(call: &mut SlideCall<'_>, effects: &[NodeId]) -> Result<(), ApiError> {
    let (slide, sequence) = sequence(call)?;
    let sequence = match sequence {
        Some(sequence) => Some(sequence),
        None if effects.is_empty() => None,
        None => view::ensure_main(call.doc.dom_mut(), slide),
    };
    if let Some(sequence) = sequence {
        view::arrange(call.doc.dom_mut(), slide, sequence, effects);
    }
    Ok(())
}

/// The number by which animations name a drawing.
fn shape_number(doc: &SlideEditor, drawing: NodeId) -> Option<String> {
    let dom = doc.dom();
    let properties = tree::properties(dom, drawing)?;
    dom.attr(properties, "id").map(str::to_owned)
}

fn add_interactive(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    let number = drawing_arg(call, 0).and_then(|drawing| shape_number(call.doc, drawing));
    let Some(number) = number else {
        return Ok(Value::Null);
    };
    let dom = call.doc.dom_mut();
    let all = view::interactive_sequences(dom, slide);
    if all.len() >= MAX_EFFECTS {
        return Err(ApiError::Range(format!(
            "a slide has at most {MAX_EFFECTS} sequences"
        )));
    }
    // One shape begins one sequence.
    let known = all
        .into_iter()
        .find(|sequence| view::clicked(dom, *sequence).as_deref() == Some(&*number));
    let sequence = known.or_else(|| view::add_interactive(dom, slide, &number));
    or_null(sequence.map(|sequence| SlideRef::Sequence(slide, Some(sequence))))
}

fn add_effect(call: &mut SlideCall<'_>) -> SlideResult {
    let drawing = drawing_arg(call, 0);
    let preset = match call.args.get(1) {
        Value::Text(name) => presets::by_name(name),
        _ => None,
    };
    let (Some(drawing), Some(preset)) = (drawing, preset) else {
        return Ok(Value::Null);
    };
    let mut all = effects(call)?;
    if all.len() >= MAX_EFFECTS {
        return Err(ApiError::Range(format!(
            "a sequence has at most {MAX_EFFECTS} effects"
        )));
    }
    let trigger = match call.args.get(2) {
        Value::Text(name) => Trigger::by_name(name),
        _ => None,
    };
    let number = shape_number(call.doc, drawing).unwrap_or_default();
    let dom = call.doc.dom_mut();
    let effect = presets::create(dom, &preset);
    view::set_target(dom, effect, &number);
    view::set_trigger(dom, effect, trigger.unwrap_or(Trigger::OnClick));
    call.doc.effect_shapes.insert(effect, drawing);
    all.push(effect);
    arrange(call, &all)?;
    Ok(Value::Handle(SlideRef::Effect(effect)))
}

/// The slide and sequence that an effect is in.
fn home(doc: &SlideEditor, effect: NodeId) -> Option<(NodeId, NodeId)> {
    let dom = doc.dom();
    let sequence = dom.ancestor(effect, "p:seq")?;
    Some((dom.root_of(sequence), sequence))
}

/// Puts the effects of an effect's sequence where their triggers and times want them.
fn rearrange(doc: &mut SlideEditor, effect: NodeId) {
    if let Some((slide, sequence)) = home(doc, effect) {
        let all = view::effects(doc.dom(), sequence);
        view::arrange(doc.dom_mut(), slide, sequence, &all);
    }
}

fn set_trigger(call: &mut SlideCall<'_>) -> SlideResult {
    let effect = this(call)?;
    let trigger = match call.args.get(0) {
        Value::Text(name) => Trigger::by_name(name),
        _ => None,
    };
    let Some(trigger) = trigger else {
        return no();
    };
    view::set_trigger(call.doc.dom_mut(), effect, trigger);
    rearrange(call.doc, effect);
    yes()
}

/// Milliseconds, not negative.
fn set_time(
    call: &mut SlideCall<'_>,
    least: f64,
    set: fn(&mut SlideEditor, NodeId, u32),
) -> SlideResult {
    let effect = this(call)?;
    let Value::Number(time) = call.args.get(0) else {
        return no();
    };
    if !(0.0..=MAX_TIME).contains(time) {
        return no();
    }
    let time = time.max(least).round() as u32;
    set(call.doc, effect, time);
    rearrange(call.doc, effect);
    yes()
}

fn get_shape(call: &mut SlideCall<'_>) -> SlideResult {
    let effect = this(call)?;
    let dom = call.doc.dom();
    let known = call.doc.effect_shapes.get(&effect).copied();
    let found = known.or_else(|| {
        let number = view::target(dom, effect)?;
        let slide = dom.root_of(effect);
        tree::drawings(dom, slide).into_iter().find(|drawing| {
            tree::properties(dom, *drawing).is_some_and(|node| dom.attr(node, "id") == Some(number))
        })
    });
    or_null(found.map(|drawing| SlideRef::Draw(kind_of(dom, drawing))))
}

/// A place beyond the last means the end.
fn move_to(call: &mut SlideCall<'_>) -> SlideResult {
    let effect = this(call)?;
    let Value::Number(index) = call.args.get(0) else {
        return no();
    };
    let Some((slide, sequence)) = home(call.doc, effect).filter(|_| *index >= 0.0) else {
        return no();
    };
    let mut all = view::effects(call.doc.dom(), sequence);
    all.retain(|other| *other != effect);
    all.insert((*index as usize).min(all.len()), effect);
    view::arrange(call.doc.dom_mut(), slide, sequence, &all);
    yes()
}

fn delete(call: &mut SlideCall<'_>) -> SlideResult {
    let effect = this(call)?;
    let Some((slide, sequence)) = home(call.doc, effect) else {
        return no();
    };
    let mut all = view::effects(call.doc.dom(), sequence);
    all.retain(|other| *other != effect);
    let dom = call.doc.dom_mut();
    view::arrange(dom, slide, sequence, &all);
    dom.detach(effect);
    yes()
}

/// Before a file is written: effects name their shapes by the numbers that these have now, and those of shapes that
/// are gone go.
pub fn settle(doc: &mut SlideEditor) {
    let known: Vec<(NodeId, NodeId)> = doc
        .effect_shapes
        .iter()
        .map(|(effect, shape)| (*effect, *shape))
        .collect();
    for (effect, shape) in known {
        if let Some(number) = shape_number(doc, shape) {
            view::set_target(doc.dom_mut(), effect, &number);
        }
    }
    for slide in doc.deck.slides().to_vec() {
        let dom = doc.dom();
        if !dom.is_dirty(slide) || dom.child(slide, "p:timing").is_none() {
            continue;
        }
        let there: HashSet<String> = dom
            .descendants(slide)
            .filter(|node| dom.is(*node, "p:cNvPr"))
            .filter_map(|node| dom.attr(node, "id").map(str::to_owned))
            .collect();
        view::prune(doc.dom_mut(), slide, |number| there.contains(number));
    }
}
