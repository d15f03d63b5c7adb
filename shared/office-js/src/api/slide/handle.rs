//! Handles: what script objects of presentations hold.

use spindle_ooxml::NodeId;

use super::{SlideCall, SlideResult};
use crate::api::drawing::DrawRef;
use crate::api::package::PackageRef;
use crate::class::ApiError;
use crate::value::Value;

/// An object of the Office API in a presentation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SlideRef {
    /// The global `Api`.
    Api,
    /// The presentation.
    Presentation,
    /// `p:sld`
    Slide(NodeId),
    /// `p:sldLayout`
    Layout(NodeId),
    /// `p:sldMaster`
    Master(NodeId),
    /// `a:theme`
    Theme(NodeId),
    /// `a:clrScheme`
    ColorScheme(NodeId),
    /// `a:fontScheme`
    FontScheme(NodeId),
    /// `a:fmtScheme`
    FormatScheme(NodeId),
    /// `p:ph`
    Placeholder(NodeId),
    /// `p:notes`
    Notes(NodeId),
    /// A slide, whose transition it is, or one of no slide.
    Transition(NodeId),
    /// `p:cm`
    Comment(NodeId),
    /// `p:cm` that answers another one.
    Reply(NodeId),
    /// The animations of a slide.
    TimeLine(NodeId),
    /// A slide and `p:seq`; without one the slide's main sequence.
    Sequence(NodeId, Option<NodeId>),
    /// `p:par` of an effect.
    Effect(NodeId),
    /// What is selected.
    Selection,
    /// Properties and custom XML: what all packages have.
    Package(PackageRef),
    /// Shapes, pictures, text, colours: what all editors draw with.
    Draw(DrawRef),
}

impl SlideRef {
    /// The element behind the handle, when there is one.
    pub fn node(self) -> Option<NodeId> {
        match self {
            Self::Draw(reference) => reference.node(),
            Self::Slide(node)
            | Self::Layout(node)
            | Self::Master(node)
            | Self::Theme(node)
            | Self::ColorScheme(node)
            | Self::FontScheme(node)
            | Self::FormatScheme(node)
            | Self::Placeholder(node)
            | Self::Transition(node)
            | Self::TimeLine(node)
            | Self::Sequence(node, _)
            | Self::Effect(node)
            | Self::Comment(node)
            | Self::Reply(node)
            | Self::Notes(node) => Some(node),
            Self::Api | Self::Presentation | Self::Selection | Self::Package(_) => None,
        }
    }

    /// The name of the handle's class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Draw(reference) => reference.class(),
            Self::Package(handle) => handle.class(),
            Self::Api => "Api",
            Self::Presentation => "ApiPresentation",
            Self::Slide(_) => "ApiSlide",
            Self::Layout(_) => "ApiLayout",
            Self::Master(_) => "ApiMaster",
            Self::Theme(_) => "ApiTheme",
            Self::ColorScheme(_) => "ApiThemeColorScheme",
            Self::FontScheme(_) => "ApiThemeFontScheme",
            Self::FormatScheme(_) => "ApiThemeFormatScheme",
            Self::Placeholder(_) => "ApiPlaceholder",
            Self::Notes(_) => "ApiNotesPage",
            Self::Transition(_) => "ApiSlideShowTransition",
            Self::Comment(_) => "ApiComment",
            Self::Reply(_) => "ApiCommentReply",
            Self::TimeLine(_) => "ApiTimeLine",
            Self::Sequence(..) => "ApiAnimationSequence",
            Self::Effect(_) => "ApiAnimationEffect",
            Self::Selection => "ApiSelection",
        }
    }
}

/// The element that the member was called on.
pub fn this(call: &SlideCall<'_>) -> Result<NodeId, ApiError> {
    call.this.node().ok_or_else(|| {
        ApiError::Type(format!(
            "{} has no element of the presentation",
            call.this.class()
        ))
    })
}

/// The object that the member was called on, for members that answer it.
pub fn itself(call: &SlideCall<'_>) -> SlideResult {
    Ok(Value::Handle(call.this))
}

/// A list of handles.
pub fn list(handles: impl IntoIterator<Item = SlideRef>) -> Value<SlideRef> {
    Value::List(handles.into_iter().map(Value::Handle).collect())
}

/// A handle, or `null`.
pub fn or_null(handle: Option<SlideRef>) -> SlideResult {
    Ok(handle.map_or(Value::Null, Value::Handle))
}

/// The answer `true`.
pub fn yes() -> SlideResult {
    Ok(Value::Bool(true))
}

/// The answer `false`.
pub fn no() -> SlideResult {
    Ok(Value::Bool(false))
}

/// No answer.
pub fn nothing() -> SlideResult {
    Ok(Value::Undefined)
}

/// The whole number given as an argument when it is that of one of `count` things.
pub fn place(call: &SlideCall<'_>, index: usize, count: usize) -> Option<usize> {
    let given = call.args.opt_number(index)?;
    let place = (given >= 0.0 && given.fract() == 0.0).then_some(given as usize)?;
    (place < count).then_some(place)
}

/// The layout given as an argument.
pub fn layout_arg(call: &SlideCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.opt_handle(index) {
        Some(SlideRef::Layout(node)) => Some(*node),
        _ => None,
    }
}

/// The master given as an argument.
pub fn master_arg(call: &SlideCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.opt_handle(index) {
        Some(SlideRef::Master(node)) => Some(*node),
        _ => None,
    }
}

/// The theme given as an argument.
pub fn theme_arg(call: &SlideCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.opt_handle(index) {
        Some(SlideRef::Theme(node)) => Some(*node),
        _ => None,
    }
}
