//! `ApiGeometry`: the outline of a shape.

use spindle_ooxml::drawing::geometry as view;

use super::{Classes, DrawRef, DrawResult, DrawingHost, answer, this};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiGeometry`
    pub const GEOMETRY: &'static Class<E> = &Class {
        name: "ApiGeometry",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("geometry".into())),
            Member::new("IsCustom", |call| {
                Ok(view::is_custom(call.doc.dom(), this(call)?).into())
            }),
            Member::new("GetPreset", |call| {
                Ok(call.doc.dom().attr(this(call)?, "prst").into())
            }),
            Member::new("GetPathCount", |call| {
                Ok(view::path_count(call.doc.dom(), this(call)?).into())
            }),
            Member::new("GetPath", get_path),
            Member::new("GetPaths", get_paths),
            Member::new("AddPath", add_path),
            Member::new("GetAdjValue", get_adjust_value),
            Member::new("SetAdjValue", set_adjust_value),
            Member::new("AddAdj", add_adjustment),
            Member::new("AddGuide", add_guide),
            Member::new("SetTextRect", set_text_rect),
            Member::new("AddConnectionPoint", add_connection_point),
        ],
        properties: &[],
    };
}

/// More paths, guides or adjustments than any shape has.
const MAX_PARTS: usize = 100_000;

/// `Api.CreateCustomGeometry`
pub(super) fn create_custom<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = view::custom(call.doc.dom_mut());
    Ok(answer::<E>(DrawRef::Geometry(node)))
}

/// `Api.CreatePresetGeometry`
pub(super) fn create_preset<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = call.args.opt_text(0).unwrap_or_default();
    let node = view::preset(call.doc.dom_mut(), &name);
    Ok(answer::<E>(DrawRef::Geometry(node)))
}

fn get_path<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let index = call
        .args
        .opt_integer(0)
        .and_then(|index| usize::try_from(index).ok());
    let path = index.and_then(|index| view::path(call.doc.dom_mut(), node, index));
    Ok(path.map_or(Value::Null, |path| answer::<E>(DrawRef::Path(path))))
}

fn get_paths<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let count = view::path_count(call.doc.dom(), node).min(MAX_PARTS);
    let paths = (0..count).filter_map(|index| view::path(call.doc.dom_mut(), node, index));
    Ok(Value::List(
        paths.map(|path| answer::<E>(DrawRef::Path(path))).collect(),
    ))
}

fn add_path<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    if !view::is_custom(call.doc.dom(), node) {
        return Ok(Value::Null);
    }
    let path = view::add_path(call.doc.dom_mut(), node);
    Ok(answer::<E>(DrawRef::Path(path)))
}

fn get_adjust_value<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let name = call.args.opt_text(0).unwrap_or_default();
    Ok(view::adjust_value(call.doc.dom(), node, &name).into())
}

fn put_adjust_value<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let name = call.args.opt_text(0).unwrap_or("undefined".into());
    let value = call.args.opt_integer(1).unwrap_or(0);
    view::set_adjust_value(call.doc.dom_mut(), node, &name, value);
    Ok(Value::Undefined)
}

fn set_adjust_value<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    put_adjust_value(call)
}

fn add_adjustment<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    if !view::is_custom(call.doc.dom(), this(call)?) {
        return Ok(false.into());
    }
    put_adjust_value(call)?;
    Ok(true.into())
}

/// Arguments from `first` on as coordinates or names of guides.
fn names<E: DrawingHost, const N: usize>(call: &Call<'_, E>, first: usize) -> [String; N] {
    std::array::from_fn(|index| super::path::coordinate(call, first + index))
}

fn add_guide<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    if !view::is_custom(call.doc.dom(), node) {
        return Ok(false.into());
    }
    let name = call.args.opt_text(0).unwrap_or_default().into_owned();
    let formula = call.args.opt_text(1).unwrap_or_default().into_owned();
    let [x, y, z]: [String; 3] = names(call, 2);
    let dom = call.doc.dom_mut();
    Ok(view::add_guide(dom, node, &name, &formula, [&x, &y, &z]).into())
}

fn set_text_rect<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    if !view::is_custom(call.doc.dom(), node) {
        return Ok(false.into());
    }
    let [left, top, right, bottom]: [String; 4] = names(call, 0);
    view::set_text_rect(call.doc.dom_mut(), node, [&left, &top, &right, &bottom]);
    Ok(true.into())
}

fn add_connection_point<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    if !view::is_custom(call.doc.dom(), node) {
        return Ok(false.into());
    }
    let [angle, x, y]: [String; 3] = names(call, 0);
    view::add_connection(call.doc.dom_mut(), node, &angle, &x, &y);
    Ok(true.into())
}
