//! Animations of a slide (`p:timing`, 19.5.87): the main sequence, those that begin with a click on a shape, their effects.
//!
//! An effect is its own `p:par`, the innermost one with a preset. What is around effects says only when they begin: it is
//! made anew from their triggers whenever a sequence changes.

pub mod presets;

use super::order;
use crate::dom::{Dom, NodeId};

/// When an effect begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// With the next click.
    OnClick,
    /// Together with the effect before.
    WithPrevious,
    /// When the effect before is over.
    AfterPrevious,
}

/// Names of triggers for scripts and in files (ST_TLTimeNodeType, 19.7.40).
const TRIGGERS: [(Trigger, &str, &str); 3] = [
    (Trigger::OnClick, "onclick", "clickEffect"),
    (Trigger::WithPrevious, "withprevious", "withEffect"),
    (Trigger::AfterPrevious, "afterprevious", "afterEffect"),
];

impl Trigger {
    /// The trigger that scripts call so.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let row = TRIGGERS.iter().find(|(_, script, _)| *script == name)?;
        Some(row.0)
    }

    /// Its name for scripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        TRIGGERS
            .iter()
            .find(|(trigger, ..)| *trigger == self)
            .map_or("onclick", |(_, script, _)| script)
    }

    fn in_file(self) -> &'static str {
        TRIGGERS
            .iter()
            .find(|(trigger, ..)| *trigger == self)
            .map_or("clickEffect", |(.., file)| file)
    }
}

/// `p:cTn` of a node of time.
fn time_node(dom: &Dom, node: NodeId) -> Option<NodeId> {
    dom.child(node, "p:cTn")
}

fn children(dom: &Dom, node: NodeId) -> Option<NodeId> {
    dom.path(node, &["p:cTn", "p:childTnLst"])
}

/// `p:cTn` of the root of all time of a slide, made when it is asked for.
fn root(dom: &mut Dom, slide: NodeId, make: bool) -> Option<NodeId> {
    let path = ["p:timing", "p:tnLst", "p:par"];
    if let Some(par) = dom.path(slide, &path)
        && let Some(list) = children(dom, par)
    {
        return Some(list);
    }
    if !make {
        return None;
    }
    if let Some(old) = dom.child(slide, "p:timing") {
        dom.detach(old);
    }
    let timing = dom.fragment(
        "<p:timing><p:tnLst><p:par><p:cTn id=\"1\" dur=\"indefinite\" restart=\"never\" nodeType=\"tmRoot\"><p:childTnLst/>\
         </p:cTn></p:par></p:tnLst></p:timing>",
    );
    dom.insert_ordered(slide, timing, order::SHEET);
    dom.path(slide, &path).and_then(|par| children(dom, par))
}

fn sequences_of(dom: &mut Dom, slide: NodeId, kind: &str) -> Vec<NodeId> {
    let Some(list) = root(dom, slide, false) else {
        return Vec::new();
    };
    dom.elements(list, "p:seq")
        .filter(|seq| {
            time_node(dom, *seq).is_some_and(|node| dom.attr(node, "nodeType") == Some(kind))
        })
        .collect()
}

/// The main sequence of a slide, when it has effects.
pub fn main_sequence(dom: &mut Dom, slide: NodeId) -> Option<NodeId> {
    sequences_of(dom, slide, "mainSeq").into_iter().next()
}

/// The sequences that begin with a click on a shape.
pub fn interactive_sequences(dom: &mut Dom, slide: NodeId) -> Vec<NodeId> {
    sequences_of(dom, slide, "interactiveSeq")
}

/// The main sequence, made when there is none.
pub fn ensure_main(dom: &mut Dom, slide: NodeId) -> Option<NodeId> {
    if let Some(found) = main_sequence(dom, slide) {
        return Some(found);
    }
    let list = root(dom, slide, true)?;
    let sequence = dom.fragment(
        "<p:seq concurrent=\"1\" nextAc=\"seek\"><p:cTn id=\"2\" dur=\"indefinite\" nodeType=\"mainSeq\"><p:childTnLst/></p:cTn>\
         <p:prevCondLst><p:cond evt=\"onPrev\" delay=\"0\"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>\
         <p:nextCondLst><p:cond evt=\"onNext\" delay=\"0\"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>",
    );
    dom.prepend(list, sequence);
    Some(sequence)
}

/// A new sequence that begins with a click on the shape of this number.
pub fn add_interactive(dom: &mut Dom, slide: NodeId, shape: &str) -> Option<NodeId> {
    let list = root(dom, slide, true)?;
    let click =
        "<p:cond evt=\"onClick\" delay=\"0\"><p:tgtEl><p:spTgt spid=\"0\"/></p:tgtEl></p:cond>";
    let sequence = dom.fragment(&format!(
        "<p:seq concurrent=\"1\" nextAc=\"seek\"><p:cTn id=\"2\" restart=\"whenNotActive\" fill=\"hold\" \
         evtFilter=\"cancelBubble\" nodeType=\"interactiveSeq\"><p:stCondLst>{click}</p:stCondLst>\
         <p:endSync evt=\"end\" delay=\"0\"><p:rtn val=\"all\"/></p:endSync><p:childTnLst/></p:cTn>\
         <p:nextCondLst>{click}</p:nextCondLst></p:seq>"
    ));
    set_target(dom, sequence, shape);
    dom.append(list, sequence);
    Some(sequence)
}

/// The number of the shape whose click begins a sequence.
#[must_use]
pub fn clicked(dom: &Dom, sequence: NodeId) -> Option<String> {
    let list = dom.child(sequence, "p:nextCondLst")?;
    let target = dom
        .descendants(list)
        .find(|node| dom.is(*node, "p:spTgt"))?;
    dom.attr(target, "spid").map(str::to_owned)
}

/// Names the shape in everything below a node.
pub fn set_target(dom: &mut Dom, node: NodeId, shape: &str) {
    let targets: Vec<NodeId> = dom
        .descendants(node)
        .filter(|target| dom.is(*target, "p:spTgt"))
        .collect();
    for target in targets {
        dom.set_attr(target, "spid", shape);
    }
}

/// The number of the shape that an effect is about.
#[must_use]
pub fn target(dom: &Dom, effect: NodeId) -> Option<&str> {
    let target = dom
        .descendants(effect)
        .find(|node| dom.is(*node, "p:spTgt"))?;
    dom.attr(target, "spid")
}

/// The effects of a sequence in their order.
#[must_use]
pub fn effects(dom: &Dom, sequence: NodeId) -> Vec<NodeId> {
    let Some(list) = children(dom, sequence) else {
        return Vec::new();
    };
    dom.descendants(list)
        .filter(|node| {
            dom.is(*node, "p:par")
                && time_node(dom, *node).is_some_and(|time| dom.attr(time, "presetClass").is_some())
        })
        .collect()
}

/// When an effect begins.
#[must_use]
pub fn trigger(dom: &Dom, effect: NodeId) -> Trigger {
    let kind = time_node(dom, effect).and_then(|node| dom.attr(node, "nodeType"));
    TRIGGERS
        .iter()
        .find(|(.., file)| Some(*file) == kind)
        .map_or(Trigger::OnClick, |(trigger, ..)| *trigger)
}

/// Says when an effect begins; its sequence is to be arranged anew.
pub fn set_trigger(dom: &mut Dom, effect: NodeId, trigger: Trigger) {
    if let Some(node) = time_node(dom, effect) {
        dom.set_attr(node, "nodeType", trigger.in_file());
    }
}

fn number(dom: &Dom, node: NodeId, name: &str) -> Option<u32> {
    dom.attr(node, name)?.parse().ok()
}

/// The effect of the table that an effect is.
#[must_use]
pub fn preset(dom: &Dom, effect: NodeId) -> Option<presets::Preset> {
    let node = time_node(dom, effect)?;
    presets::by_number(
        dom.attr(node, "presetClass")?,
        number(dom, node, "presetID")?,
        number(dom, node, "presetSubtype").unwrap_or(0),
    )
}

/// `p:cond` that says after how many milliseconds an effect begins.
fn start(dom: &Dom, effect: NodeId) -> Option<NodeId> {
    dom.path(effect, &["p:cTn", "p:stCondLst", "p:cond"])
}

/// After how many milliseconds an effect begins.
#[must_use]
pub fn delay(dom: &Dom, effect: NodeId) -> u32 {
    start(dom, effect)
        .and_then(|cond| number(dom, cond, "delay"))
        .unwrap_or(0)
}

/// Sets after how many milliseconds an effect begins.
pub fn set_delay(dom: &mut Dom, effect: NodeId, delay: u32) {
    if let Some(cond) = start(dom, effect) {
        dom.set_attr(cond, "delay", &delay.to_string());
    }
}

/// The nodes of time of an effect's behaviours, without those that only show or hide the shape at once.
fn behaviours(dom: &Dom, effect: NodeId) -> Vec<NodeId> {
    dom.descendants(effect)
        .filter(|node| dom.is(*node, "p:cBhvr"))
        .filter_map(|node| time_node(dom, node))
        .collect()
}

/// How many milliseconds an effect takes; `None` for one without end.
#[must_use]
pub fn duration(dom: &Dom, effect: NodeId) -> Option<u32> {
    let all = behaviours(dom, effect);
    if all
        .iter()
        .any(|node| dom.attr(*node, "dur") == Some("indefinite"))
    {
        return None;
    }
    all.iter()
        .filter_map(|node| {
            let begins = dom
                .path(*node, &["p:stCondLst", "p:cond"])
                .and_then(|cond| number(dom, cond, "delay"))
                .unwrap_or(0);
            Some(number(dom, *node, "dur")?.saturating_add(begins))
        })
        .max()
        .or(Some(0))
}

/// Makes an effect take so many milliseconds.
pub fn set_duration(dom: &mut Dom, effect: NodeId, duration: u32) {
    for node in behaviours(dom, effect) {
        let momentary = dom.attr(node, "dur") == Some("1");
        let cond = dom.path(node, &["p:stCondLst", "p:cond"]);
        match cond.filter(|_| momentary) {
            // What hides a shape comes at the end; what shows it comes at the beginning.
            Some(cond) => {
                if dom.attr(cond, "delay") != Some("0") {
                    let end = duration.saturating_sub(1).to_string();
                    dom.set_attr(cond, "delay", &end);
                }
            }
            None => dom.set_attr(node, "dur", &duration.to_string()),
        }
    }
}

/// How often an effect is repeated.
#[must_use]
pub fn repeat(dom: &Dom, effect: NodeId) -> f64 {
    time_node(dom, effect)
        .and_then(|node| number(dom, node, "repeatCount"))
        .map_or(1.0, |count| f64::from(count) / 1_000.0)
}

/// Repeats an effect so often.
pub fn set_repeat(dom: &mut Dom, effect: NodeId, count: f64) {
    if let Some(node) = time_node(dom, effect) {
        let thousandths = (count * 1_000.0).clamp(0.0, 4_294_967_000.0);
        dom.set_attr(node, "repeatCount", &format!("{thousandths:.0}"));
    }
}

/// Puts these effects into a sequence in this order, each where its trigger wants it, and numbers all nodes of time.
pub fn arrange(dom: &mut Dom, slide: NodeId, sequence: NodeId, effects: &[NodeId]) {
    let Some(list) = children(dom, sequence) else {
        return;
    };
    for effect in effects {
        dom.detach(*effect);
    }
    dom.clear(list);
    let mut outer: Option<NodeId> = None;
    let mut inner: Option<NodeId> = None;
    // When the group of effects before, and the one being made, is over.
    let (mut begins, mut ends) = (0u32, 0u32);
    for effect in effects {
        let trigger = trigger(dom, *effect);
        if outer.is_none() || trigger == Trigger::OnClick {
            let delay = if trigger == Trigger::OnClick {
                "indefinite"
            } else {
                "0"
            };
            outer = group(dom, list, delay);
            inner = None;
            (begins, ends) = (0, 0);
        }
        if inner.is_none() || trigger == Trigger::AfterPrevious {
            begins = ends;
            inner = outer.and_then(|outer| group(dom, outer, &begins.to_string()));
        }
        if let Some(inner) = inner {
            dom.append(inner, *effect);
        }
        let takes = f64::from(duration(dom, *effect).unwrap_or(0)) * repeat(dom, *effect).max(1.0);
        let over = f64::from(begins) + f64::from(delay(dom, *effect)) + takes;
        ends = ends.max(over.min(f64::from(u32::MAX)) as u32);
    }
    renumber(dom, slide);
}

/// A new group of effects at the end of a list; the answer is its own list.
fn group(dom: &mut Dom, list: NodeId, delay: &str) -> Option<NodeId> {
    let par = dom.fragment(&format!(
        "<p:par><p:cTn id=\"0\" fill=\"hold\"><p:stCondLst><p:cond delay=\"{delay}\"/></p:stCondLst><p:childTnLst/></p:cTn>\
         </p:par>"
    ));
    dom.append(list, par);
    children(dom, par)
}

/// Numbers all nodes of time of a slide; sequences without effects go, and with the last one the whole.
fn renumber(dom: &mut Dom, slide: NodeId) {
    let Some(timing) = dom.child(slide, "p:timing") else {
        return;
    };
    let nodes: Vec<NodeId> = dom
        .descendants(timing)
        .filter(|node| dom.is(*node, "p:cTn"))
        .collect();
    for (node, number) in nodes.into_iter().zip(1u32..) {
        dom.set_attr(node, "id", &number.to_string());
    }
}

/// Takes away what a file cannot have: sequences without effects, and effects of shapes that `there` does not know.
pub fn prune(dom: &mut Dom, slide: NodeId, there: impl Fn(&str) -> bool) {
    let sequences: Vec<NodeId> = main_sequence(dom, slide)
        .into_iter()
        .chain(interactive_sequences(dom, slide))
        .collect();
    for sequence in &sequences {
        let all = effects(dom, *sequence);
        let kept: Vec<NodeId> = all
            .iter()
            .copied()
            .filter(|effect| target(dom, *effect).is_some_and(&there))
            .collect();
        if kept.len() < all.len() {
            arrange(dom, slide, *sequence, &kept);
        }
        let lost = clicked(dom, *sequence).is_some_and(|shape| !there(&shape));
        if kept.is_empty() || lost {
            dom.detach(*sequence);
        }
    }
    let empty = root(dom, slide, false).is_some_and(|list| dom.first_child(list).is_none());
    if empty && let Some(timing) = dom.child(slide, "p:timing") {
        dom.detach(timing);
    }
}
