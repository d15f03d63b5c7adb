//! Transitions: how a slide comes (19.3.1.50), and the effects that newer programs added.

use super::order;
use crate::dom::{Dom, NodeId};

/// One effect: its name for scripts without `effect`, its element, the element's attributes, the milliseconds it takes.
type Effect = (&'static str, &'static str, &'static str, u32);

/// The effects that scripts can choose. Of those that are written alike the first is what a file is read as.
#[rustfmt::skip]
const EFFECTS: &[Effect] = &[
    ("Appear", "p:cut", "thruBlk=0", 100),
    ("BlindsHorizontal", "p:blinds", "dir=horz", 1400),
    ("BlindsVertical", "p:blinds", "dir=vert", 1600),
    ("BoxDown", "p14:prism", "dir=d isContent=0 isInverted=1", 1600),
    ("BoxIn", "p:zoom", "dir=in", 1200),
    ("BoxLeft", "p14:prism", "dir=l isContent=0 isInverted=1", 1600),
    ("BoxOut", "p:zoom", "dir=out", 1200),
    ("BoxRight", "p14:prism", "dir=r isContent=0 isInverted=1", 1600),
    ("BoxUp", "p14:prism", "dir=u isContent=0 isInverted=1", 1600),
    ("CheckerboardAcross", "p:checker", "dir=horz", 2500),
    ("CheckerboardDown", "p:checker", "dir=vert", 2500),
    ("CircleOut", "p:circle", "", 800),
    ("CombHorizontal", "p:comb", "dir=horz", 1000),
    ("CombVertical", "p:comb", "dir=vert", 1000),
    ("CoverDown", "p:cover", "dir=d", 1000),
    ("CoverLeft", "p:cover", "dir=l", 1000),
    ("CoverLeftDown", "p:cover", "dir=ld", 1000),
    ("CoverLeftUp", "p:cover", "dir=lu", 1000),
    ("CoverRight", "p:cover", "dir=r", 1000),
    ("CoverRightDown", "p:cover", "dir=rd", 1000),
    ("CoverRightUp", "p:cover", "dir=ru", 1000),
    ("CoverUp", "p:cover", "dir=u", 1000),
    ("CubeDown", "p14:prism", "dir=d isContent=0 isInverted=0", 1200),
    ("CubeLeft", "p14:prism", "dir=l isContent=0 isInverted=0", 1200),
    ("CubeRight", "p14:prism", "dir=r isContent=0 isInverted=0", 1200),
    ("CubeUp", "p14:prism", "dir=u isContent=0 isInverted=0", 1200),
    ("CutThroughBlack", "p:cut", "thruBlk=1", 500),
    ("DiamondOut", "p:diamond", "", 800),
    ("Dissolve", "p:dissolve", "", 1200),
    ("DoorsHorizontal", "p14:doors", "dir=horz", 1400),
    ("DoorsVertical", "p14:doors", "dir=vert", 1400),
    ("Fade", "p:fade", "thruBlk=1", 1000),
    ("FadeSmoothly", "p:fade", "thruBlk=0", 700),
    ("FerrisWheelLeft", "p14:ferris", "dir=l", 2000),
    ("FerrisWheelRight", "p14:ferris", "dir=r", 2000),
    ("FlipLeft", "p14:flip", "dir=l", 1250),
    ("FlipRight", "p14:flip", "dir=r", 1250),
    ("GalleryLeft", "p14:gallery", "dir=l", 1600),
    ("GalleryRight", "p14:gallery", "dir=r", 1600),
    ("Honeycomb", "p14:honeycomb", "", 4400),
    ("Newsflash", "p:newsflash", "", 1500),
    ("OrbitDown", "p14:prism", "dir=d isContent=1 isInverted=1", 1600),
    ("OrbitLeft", "p14:prism", "dir=l isContent=1 isInverted=1", 1600),
    ("OrbitRight", "p14:prism", "dir=r isContent=1 isInverted=1", 1600),
    ("OrbitUp", "p14:prism", "dir=u isContent=1 isInverted=1", 1600),
    ("PlusOut", "p:plus", "", 1000),
    ("PushDown", "p:push", "dir=d", 1000),
    ("PushLeft", "p:push", "dir=l", 1000),
    ("PushRight", "p:push", "dir=r", 1000),
    ("PushUp", "p:push", "dir=u", 1000),
    ("Random", "p:random", "", 1500),
    ("RandomBarsHorizontal", "p:randomBar", "dir=horz", 1000),
    ("RandomBarsVertical", "p:randomBar", "dir=vert", 1000),
    ("RippleCenter", "p14:ripple", "dir=center", 1400),
    ("RippleLeftDown", "p14:ripple", "dir=ld", 1500),
    ("RippleLeftUp", "p14:ripple", "dir=lu", 1500),
    ("RippleRightDown", "p14:ripple", "dir=rd", 1500),
    ("RippleRightUp", "p14:ripple", "dir=ru", 1500),
    ("RotateDown", "p14:prism", "dir=d isContent=1 isInverted=0", 2000),
    ("RotateLeft", "p14:prism", "dir=l isContent=1 isInverted=0", 1600),
    ("RotateRight", "p14:prism", "dir=r isContent=1 isInverted=0", 2000),
    ("RotateUp", "p14:prism", "dir=u isContent=1 isInverted=0", 1600),
    ("SplitHorizontalIn", "p:split", "orient=horz dir=in", 1500),
    ("SplitHorizontalOut", "p:split", "orient=horz dir=out", 1500),
    ("SplitVerticalIn", "p:split", "orient=vert dir=in", 1500),
    ("SplitVerticalOut", "p:split", "orient=vert dir=out", 1500),
    ("StripsDownLeft", "p:strips", "dir=ld", 1000),
    ("StripsDownRight", "p:strips", "dir=rd", 1000),
    ("StripsLeftUp", "p:strips", "dir=lu", 1000),
    ("StripsRightUp", "p:strips", "dir=ru", 1000),
    ("SwitchLeft", "p14:switch", "dir=l", 1250),
    ("SwitchRight", "p14:switch", "dir=r", 1250),
    ("UncoverDown", "p:pull", "dir=d", 750),
    ("UncoverLeft", "p:pull", "dir=l", 750),
    ("UncoverLeftDown", "p:pull", "dir=ld", 1000),
    ("UncoverLeftUp", "p:pull", "dir=lu", 1000),
    ("UncoverRight", "p:pull", "dir=r", 750),
    ("UncoverRightDown", "p:pull", "dir=rd", 1000),
    ("UncoverRightUp", "p:pull", "dir=ru", 1000),
    ("UncoverUp", "p:pull", "dir=u", 750),
    ("VortexDown", "p14:vortex", "dir=d", 4000),
    ("VortexLeft", "p14:vortex", "dir=l", 4000),
    ("VortexRight", "p14:vortex", "dir=r", 4000),
    ("VortexUp", "p14:vortex", "dir=u", 4000),
    ("WarpIn", "p14:warp", "dir=in", 900),
    ("WarpOut", "p14:warp", "dir=out", 900),
    ("Wedge", "p:wedge", "", 1000),
    ("Wheel1Spoke", "p:wheel", "spokes=1", 1000),
    ("WheelReverse1Spoke", "p14:wheelReverse", "spokes=1", 1000),
    ("WindowHorizontal", "p14:window", "dir=horz", 1500),
    ("WindowVertical", "p14:window", "dir=vert", 1500),
    ("WipeDown", "p:wipe", "dir=d", 1000),
    ("WipeLeft", "p:wipe", "dir=l", 1000),
    ("WipeRight", "p:wipe", "dir=r", 1000),
    ("WipeUp", "p:wipe", "dir=u", 1000),
    ("Cut", "p:cut", "thruBlk=0", 100),
    ("FlipDown", "p14:flip", "dir=l", 1250),
    ("FlipUp", "p14:flip", "dir=l", 1250),
    ("StripsLeftDown", "p:strips", "dir=ld", 1000),
    ("StripsRightDown", "p:strips", "dir=rd", 1000),
    ("StripsUpLeft", "p:strips", "dir=lu", 1000),
    ("StripsUpRight", "p:strips", "dir=ru", 1000),
    ("SwitchDown", "p14:switch", "dir=l", 1250),
    ("SwitchUp", "p14:switch", "dir=l", 1250),
    ("Wheel2Spokes", "p:wheel", "spokes=1", 1000),
    ("Wheel3Spokes", "p:wheel", "spokes=1", 1000),
    ("Wheel4Spokes", "p:wheel", "spokes=1", 1000),
    ("Wheel8Spokes", "p:wheel", "spokes=1", 1000),
];

/// A transition as scripts see it; `None` is what a new one does not say yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Transition {
    /// Place of the effect in the table; `None` for no effect.
    effect: Option<usize>,
    /// An effect of a file that scripts have no name for: it is kept.
    foreign: Option<NodeId>,
    /// `slow`, `medium` or `fast`.
    pub speed: Option<&'static str>,
    /// Milliseconds.
    pub duration: Option<f64>,
    /// Whether a click shows the next slide.
    pub on_click: Option<bool>,
    /// Whether the next slide comes by itself.
    pub on_time: Option<bool>,
    /// After how many milliseconds it comes.
    pub time: Option<f64>,
}

/// The speed that a duration is written as.
fn speed_of(duration: f64) -> &'static str {
    if duration <= 500.0 {
        "fast"
    } else if duration <= 750.0 {
        "medium"
    } else {
        "slow"
    }
}

impl Default for Transition {
    /// What a script starts with: nothing is said.
    fn default() -> Self {
        Self {
            effect: None,
            foreign: None,
            speed: None,
            duration: None,
            on_click: None,
            on_time: None,
            time: None,
        }
    }
}

impl Transition {
    /// That of a slide without one.
    fn plain() -> Self {
        Self {
            speed: Some("fast"),
            duration: Some(500.0),
            on_click: Some(true),
            on_time: Some(false),
            time: Some(10_000.0),
            ..Self::default()
        }
    }

    /// The effect's name for scripts.
    #[must_use]
    pub fn effect(&self) -> String {
        let name = self.effect.and_then(|index| EFFECTS.get(index));
        format!("effect{}", name.map_or("None", |(name, ..)| name))
    }

    /// Chooses an effect by its name; `false` when there is none of that name.
    pub fn set_effect(&mut self, name: &str) -> bool {
        let Some(short) = name.strip_prefix("effect") else {
            return false;
        };
        if short == "None" {
            self.effect = None;
        } else {
            let Some((_, element, attributes, _)) =
                EFFECTS.iter().find(|(known, ..)| *known == short)
            else {
                return false;
            };
            self.effect = EFFECTS
                .iter()
                .position(|(_, other, more, _)| other == element && more == attributes);
        }
        self.foreign = None;
        true
    }

    /// Sets the speed and the duration that goes with it; `false` for an unknown one.
    pub fn set_speed(&mut self, speed: &str) -> bool {
        let (speed, duration) = match speed {
            "slow" => ("slow", 1_000.0),
            "medium" => ("medium", 750.0),
            "fast" => ("fast", 500.0),
            _ => return false,
        };
        (self.speed, self.duration) = (Some(speed), Some(duration));
        true
    }

    /// Sets the duration in milliseconds and the speed that goes with it.
    pub fn set_duration(&mut self, duration: f64) {
        (self.speed, self.duration) = (Some(speed_of(duration)), Some(duration));
    }

    /// Says over this transition what another one says.
    pub fn apply(&mut self, other: &Self) {
        if other.effect.is_some() {
            self.effect = other.effect;
            self.foreign = None;
            if other.duration.is_none()
                && let Some((.., duration)) = other.effect.and_then(|index| EFFECTS.get(index))
            {
                self.set_duration(f64::from(*duration));
            }
        }
        self.speed = other.speed.or(self.speed);
        self.duration = other.duration.or(self.duration);
        self.on_click = other.on_click.or(self.on_click);
        self.on_time = other.on_time.or(self.on_time);
        self.time = other.time.or(self.time);
    }
}

/// `p:transition` of a slide: that of newer programs where both are there.
fn element(dom: &Dom, slide: NodeId) -> Option<NodeId> {
    let wrapped = dom
        .elements(slide, "mc:AlternateContent")
        .filter_map(|node| dom.child(dom.child(node, "mc:Choice")?, "p:transition"))
        .next();
    wrapped.or_else(|| dom.child(slide, "p:transition"))
}

/// Reads the transition of a slide.
#[must_use]
pub fn read(dom: &Dom, slide: NodeId) -> Transition {
    let mut transition = Transition::plain();
    let Some(node) = element(dom, slide) else {
        return transition;
    };
    let number = |name: &str| dom.attr(node, name)?.parse::<f64>().ok();
    let duration = number("p14:dur").unwrap_or(match dom.attr(node, "spd") {
        Some("slow") => 1_000.0,
        Some("med") => 750.0,
        _ => 500.0,
    });
    transition.set_duration(duration);
    transition.on_click = Some(super::tree::flag(dom, node, "advClick", true));
    if let Some(time) = number("advTm") {
        (transition.on_time, transition.time) = (Some(true), Some(time));
    }
    let effect = dom
        .child_elements(node)
        .find(|child| !matches!(dom.name_of(*child), Some("p:sndAc" | "p:extLst")));
    if let Some(effect) = effect {
        transition.effect = EFFECTS.iter().position(|(_, name, attributes, _)| {
            dom.is(effect, name)
                && attributes
                    .split(' ')
                    .filter_map(|pair| pair.split_once('='))
                    .all(|(key, value)| dom.attr(effect, key).unwrap_or("0") == value)
        });
        if transition.effect.is_none() {
            transition.foreign = Some(effect);
        }
    }
    transition
}

fn build(dom: &mut Dom, transition: &Transition, newer: bool) -> NodeId {
    let node = dom.element("p:transition");
    match transition.speed {
        Some("slow") => dom.set_attr(node, "spd", "slow"),
        Some("medium") => dom.set_attr(node, "spd", "med"),
        _ => {}
    }
    if newer && let Some(duration) = transition.duration {
        dom.set_attr(node, "p14:dur", &format!("{duration:.0}"));
    }
    if transition.on_click == Some(false) {
        dom.set_attr(node, "advClick", "0");
    }
    if let (Some(true), Some(time)) = (transition.on_time, transition.time) {
        dom.set_attr(node, "advTm", &format!("{time:.0}"));
    }
    let effect = transition.effect.and_then(|index| EFFECTS.get(index));
    if let Some((_, name, attributes, _)) = effect {
        let effect = if name.starts_with("p14:") && !newer {
            dom.element("p:fade")
        } else {
            let effect = dom.element(name);
            for (key, value) in attributes
                .split(' ')
                .filter_map(|pair| pair.split_once('='))
            {
                dom.set_attr(effect, key, value);
            }
            effect
        };
        dom.append(node, effect);
    } else if let Some(foreign) = transition.foreign {
        let copy = dom.deep_clone(foreign);
        dom.append(node, copy);
    }
    node
}

/// Writes the transition of a slide, for newer programs and for those that know no duration.
pub fn write(dom: &mut Dom, slide: NodeId, transition: &Transition) {
    while let Some(old) = element(dom, slide) {
        let wrapper = dom
            .ancestors(old)
            .find(|up| dom.is(*up, "mc:AlternateContent"));
        if !dom.detach(wrapper.unwrap_or(old)) {
            break;
        }
    }
    let wrapper = dom.element("mc:AlternateContent");
    let choice = dom.element_with("mc:Choice", &[("Requires", "p14")]);
    dom.set_attr(
        choice,
        "xmlns:p14",
        "http://schemas.microsoft.com/office/powerpoint/2010/main",
    );
    let fallback = dom.element("mc:Fallback");
    for (holder, newer) in [(choice, true), (fallback, false)] {
        let node = build(dom, transition, newer);
        dom.append(holder, node);
        dom.append(wrapper, holder);
    }
    dom.insert_ordered(slide, wrapper, order::SHEET);
}
