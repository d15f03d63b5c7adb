//! `ApiParaPr`: how a paragraph is set. Lengths are twips.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::text::para_props as view;
use spindle_ooxml::drawing::text::{bullet, inherit, paragraph, run_props};

use crate::api::drawing::{Classes, DrawRef, DrawResult, DrawingHost, argument, this};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiParaPr`
    pub const PARA_PR: &'static Class<E> = &Class {
        name: "ApiParaPr",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("paraPr".into())),
            Member::new("GetIndFirstLine", |call| get_indent(call, "indent")),
            Member::new("GetIndLeft", |call| get_indent(call, "marL")),
            Member::new("GetIndRight", |call| get_indent(call, "marR")),
            Member::new("GetJc", get_jc),
            Member::new("GetOutlineLvl", get_outline_lvl),
            Member::new("GetSpacingAfter", |call| get_space(call, "a:spcAft")),
            Member::new("GetSpacingBefore", |call| get_space(call, "a:spcBef")),
            Member::new("GetSpacingLineRule", |call| Ok(line(call)?.1.into())),
            Member::new("GetSpacingLineValue", |call| Ok(line(call)?.0.into())),
            Member::new("GetTabs", get_tabs),
            Member::new("SetBullet", set_bullet),
            Member::new("SetIndFirstLine", |call| set_indent(call, "indent")),
            Member::new("SetIndLeft", |call| set_indent(call, "marL")),
            Member::new("SetIndRight", |call| set_indent(call, "marR")),
            Member::new("SetJc", set_jc),
            Member::new("SetOutlineLvl", set_outline_lvl),
            Member::new("SetSpacingAfter", |call| set_space(call, "a:spcAft")),
            Member::new("SetSpacingBefore", |call| set_space(call, "a:spcBef")),
            Member::new("SetSpacingLine", set_spacing_line),
            Member::new("SetTabs", set_tabs),
        ],
        properties: &[],
    };
}

/// What the paragraph says, or what it has from the styles around it.
fn found<E: DrawingHost, T>(
    call: &mut Call<'_, E>,
    read: impl Fn(&spindle_ooxml::Dom, NodeId) -> Option<T>,
) -> Result<Option<T>, ApiError> {
    let paragraph = this(call)?;
    let dom = call.doc.dom();
    if let Some(own) = dom.child(paragraph, "a:pPr")
        && let Some(value) = read(dom, own)
    {
        return Ok(Some(value));
    }
    let styles = styles(call.doc, paragraph);
    Ok(inherit::find(call.doc.dom(), paragraph, &styles, read))
}

/// The list styles around a paragraph, nearest first.
pub(super) fn styles<E: DrawingHost>(doc: &mut E, paragraph: NodeId) -> Vec<NodeId> {
    match (doc.dom().parent(paragraph), doc.part_of(paragraph)) {
        (Some(body), Some(part)) => inherit::styles(doc.package_mut(), &part, body),
        _ => Vec::new(),
    }
}

/// The fonts that a paragraph has without naming one: those of its styles, or the theme's for text.
pub(super) fn inherited_fonts<E: DrawingHost>(doc: &mut E, paragraph: NodeId) -> Vec<String> {
    let styles = styles(doc, paragraph);
    let fonts = inherit::find(doc.dom(), paragraph, &styles, |dom, ppr| {
        let fonts = run_props::fonts(dom, dom.child(ppr, "a:defRPr")?);
        (!fonts.is_empty()).then_some(fonts)
    });
    fonts.unwrap_or_else(|| ["+mn-lt", "+mn-ea", "+mn-cs"].map(str::to_owned).to_vec())
}

/// The element to change.
fn ppr<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<NodeId, ApiError> {
    let paragraph = this(call)?;
    Ok(paragraph::ppr(call.doc.dom_mut(), paragraph))
}

fn get_indent<E: DrawingHost>(call: &mut Call<'_, E>, name: &str) -> DrawResult<E> {
    let indent = found(call, |dom, ppr| view::indent(dom, ppr, name))?;
    Ok(indent.unwrap_or(0.0).into())
}

fn set_indent<E: DrawingHost>(call: &mut Call<'_, E>, name: &str) -> DrawResult<E> {
    if let Some(value) = call.args.opt_number(0) {
        let ppr = ppr(call)?;
        view::set_indent(call.doc.dom_mut(), ppr, name, value);
    }
    Ok(true.into())
}

fn get_jc<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(found(call, view::alignment)?.unwrap_or("left").into())
}

fn set_jc<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = call.args.opt_text(0).unwrap_or_default();
    let ppr = ppr(call)?;
    view::set_alignment(call.doc.dom_mut(), ppr, &name);
    Ok(true.into())
}

fn get_outline_lvl<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let level = found(call, view::outline)?;
    Ok(level.map_or(Value::Undefined, Into::into))
}

fn set_outline_lvl<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let level = match call.args.get(0) {
        Value::Undefined | Value::Null => None,
        _ => match call
            .args
            .opt_integer(0)
            .filter(|level| (1..=9).contains(level))
        {
            Some(level) => Some(level),
            None => return Ok(false.into()),
        },
    };
    let ppr = ppr(call)?;
    view::set_outline(call.doc.dom_mut(), ppr, level);
    Ok(true.into())
}

fn get_space<E: DrawingHost>(call: &mut Call<'_, E>, place: &str) -> DrawResult<E> {
    let size = found(call, |dom, ppr| {
        run_props::size(dom, dom.child(ppr, "a:defRPr")?)
    })?;
    let size = size.unwrap_or(36.0);
    let space = found(call, |dom, ppr| view::space(dom, ppr, place, size))?;
    Ok(space.unwrap_or(0.0).into())
}

/// Whether the space is automatic is argument 1: drawings know no such space, and the value counts, as in the original.
fn set_space<E: DrawingHost>(call: &mut Call<'_, E>, place: &str) -> DrawResult<E> {
    if let Some(value) = call.args.opt_number(0) {
        let ppr = ppr(call)?;
        view::set_space(call.doc.dom_mut(), ppr, place, value);
    }
    Ok(true.into())
}

fn line<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<(f64, &'static str), ApiError> {
    Ok(found(call, view::line)?.unwrap_or((240.0, "auto")))
}

fn set_spacing_line<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    if let (Some(value), Some(rule)) = (call.args.opt_number(0), call.args.opt_text(1)) {
        let ppr = ppr(call)?;
        view::set_line(call.doc.dom_mut(), ppr, value, &rule);
    }
    Ok(true.into())
}

fn get_tabs<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let tabs = found(call, view::tabs)?.unwrap_or_default();
    let object = |(position, alignment): view::Tab| {
        Value::Object(vec![
            ("Pos".to_owned(), position.into()),
            ("Val".to_owned(), alignment.into()),
            ("Leader".to_owned(), "none".into()),
        ])
    };
    Ok(Value::List(tabs.into_iter().map(object).collect()))
}

/// Positions and alignments, as many of the one as of the other.
fn set_tabs<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let (Value::List(positions), Value::List(names)) = (call.args.get(0), call.args.get(1)) else {
        return Ok(false.into());
    };
    if positions.len() != names.len() {
        return Ok(false.into());
    }
    let stops: Vec<(f64, String)> = positions
        .iter()
        .zip(names)
        .filter_map(|(position, name)| match (position, name) {
            (Value::Number(position), Value::Text(name)) if position.is_finite() => {
                Some((*position, name.clone()))
            }
            _ => None,
        })
        .collect();
    let ppr = ppr(call)?;
    view::set_tabs(call.doc.dom_mut(), ppr, &stops);
    Ok(true.into())
}

fn set_bullet<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let paragraph = this(call)?;
    if let Some(DrawRef::Bullet(given)) = argument(call, 0) {
        bullet::put(call.doc.dom_mut(), paragraph, given);
    }
    Ok(Value::Undefined)
}
