//! `ApiFill` and `ApiGradientStop`, and what makes them.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::fill as view;

use super::{Classes, DrawRef, DrawResult, DrawingHost, answer, argument, color_argument, this};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

/// More stops than any program shows; a gradient of a script has no more.
const MAX_STOPS: usize = 1_000;

impl<E: DrawingHost> Classes<E> {
    /// `ApiFill`
    pub const FILL: &'static Class<E> = &Class {
        name: "ApiFill",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("fill".into())),
            Member::new("ToJSON", super::json::paint_to_json),
            Member::new("GetType", get_type),
        ],
        properties: &[],
    };

    /// `ApiGradientStop`
    pub const GRADIENT_STOP: &'static Class<E> = &Class {
        name: "ApiGradientStop",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("gradientStop".into())),
            Member::new("ToJSON", super::json::paint_to_json),
        ],
        properties: &[],
    };
}

/// The fill given as an argument; it is to be copied.
pub fn fill_argument<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> Option<NodeId> {
    match argument(call, index) {
        Some(DrawRef::Fill(node)) => Some(node),
        _ => None,
    }
}

fn made<E: DrawingHost>(node: NodeId) -> DrawResult<E> {
    Ok(answer::<E>(DrawRef::Fill(node)))
}

/// The colour that a fill cannot do without.
fn needed_color<E: DrawingHost>(
    call: &mut Call<'_, E>,
    index: usize,
    name: &str,
) -> Result<NodeId, ApiError> {
    let color = color_argument(call, index);
    color.ok_or_else(|| call.args.wrong(index, name, "an ApiColor or ApiUniColor"))
}

/// `Api.CreateBlipFill`: address of a picture, `tile` or `stretch`. A picture that cannot be had leaves an empty fill.
pub(super) fn create_blip<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let address = call.args.opt_text(0).unwrap_or_default().into_owned();
    let tile = call.args.opt_text(1).as_deref() == Some("tile");
    let picture = super::picture::fetch(call, &address);
    let embed = picture.map(|picture| picture.embed);
    made::<E>(view::blip(call.doc.dom_mut(), embed.as_deref(), tile))
}

/// `Api.CreateNoFill`
pub(super) fn create_none<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    made::<E>(view::none(call.doc.dom_mut()))
}

/// `Api.CreateSolidFill`
pub(super) fn create_solid<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let color = needed_color(call, 0, "color")?;
    made::<E>(view::solid(call.doc.dom_mut(), color))
}

/// `Api.CreateGradientStop`
pub(super) fn create_stop<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let color = needed_color(call, 0, "color")?;
    let position = call.args.opt_integer(1).unwrap_or(0);
    let node = view::stop(call.doc.dom_mut(), color, position);
    Ok(answer::<E>(DrawRef::GradientStop(node)))
}

/// The stops given as an argument; what is none is passed over.
fn stops<E: DrawingHost>(call: &Call<'_, E>) -> Result<Vec<NodeId>, ApiError> {
    let list = call.args.list(0, "gradientStops")?;
    if list.len() > MAX_STOPS {
        return Err(ApiError::Range(format!(
            "a gradient has at most {MAX_STOPS} stops"
        )));
    }
    let stop = |value: &Value<E::Ref>| match value {
        Value::Handle(handle) => match E::draw_ref(handle) {
            Some(DrawRef::GradientStop(node)) => Some(node),
            _ => None,
        },
        _ => None,
    };
    Ok(list.iter().filter_map(stop).collect())
}

/// `Api.CreateLinearGradientFill`
pub(super) fn create_linear<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let stops = stops(call)?;
    let angle = call.args.opt_integer(1).unwrap_or(0);
    made::<E>(view::gradient(call.doc.dom_mut(), &stops, Some(angle)))
}

/// `Api.CreateRadialGradientFill`
pub(super) fn create_radial<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let stops = stops(call)?;
    made::<E>(view::gradient(call.doc.dom_mut(), &stops, None))
}

/// `Api.CreatePatternFill`: pattern, background, foreground.
pub(super) fn create_pattern<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = call.args.opt_text(0).unwrap_or_default().into_owned();
    let mut color = |index| match color_argument(call, index) {
        Some(color) => color,
        None => spindle_ooxml::drawing::color::rgb(call.doc.dom_mut(), 0),
    };
    let (background, foreground) = (color(1), color(2));
    made::<E>(view::pattern(
        call.doc.dom_mut(),
        &name,
        background,
        foreground,
    ))
}

fn get_type<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    Ok(match call.doc.dom().name_of(node) {
        Some("a:solidFill") => "solid",
        Some("a:gradFill") => "gradient",
        Some("a:pattFill") => "pattern",
        Some("a:blipFill") => "blip",
        Some("a:grpFill") => "group",
        _ => "nofill",
    }
    .into())
}
