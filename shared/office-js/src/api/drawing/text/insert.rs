//! Putting runs and paragraphs into others.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::text::{link, run};

use crate::api::drawing::{DrawResult, DrawingHost};
use crate::class::{ApiError, Call};

/// What is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// A paragraph, into a body.
    Paragraph,
    /// A run, into a paragraph.
    Run,
}

/// The node to put for a given one: itself while it is in nothing. What is in a text already is refused on slides; in
/// workbooks the original shows it in both places, which a copy does.
pub(super) fn claim<E: DrawingHost>(
    call: &mut Call<'_, E>,
    piece: Piece,
    given: NodeId,
    place: NodeId,
) -> Result<Option<NodeId>, ApiError> {
    let dom = call.doc.dom_mut();
    if given == place || dom.ancestors(place).any(|up| up == given) {
        return Ok(None);
    }
    let taken = match piece {
        Piece::Paragraph => dom.parent(given).is_some(),
        Piece::Run => dom
            .parent(given)
            .is_some_and(|holder| !run::is_holder(dom, holder)),
    };
    if !taken {
        return Ok(Some(given));
    }
    if E::NAME != "cell" {
        return Ok(None);
    }
    Ok(Some(match piece {
        Piece::Paragraph => dom.deep_clone(given),
        Piece::Run => run::copy(dom, given),
    }))
}

/// Puts a run into a paragraph at a position among its runs; `false` when it does not fit.
pub(super) fn put_run<E: DrawingHost>(
    call: &mut Call<'_, E>,
    target: NodeId,
    given: NodeId,
    position: Option<i64>,
) -> DrawResult<E> {
    let Some(before) = place(call, target, position) else {
        return Ok(false.into());
    };
    let Some(given) = claim(call, Piece::Run, given, target)? else {
        return Ok(false.into());
    };
    run::insert(call.doc.dom_mut(), target, given, before);
    Ok(true.into())
}

/// The run that a position among the items of a paragraph is before; `None` outside of it.
fn place<E: DrawingHost>(
    call: &mut Call<'_, E>,
    target: NodeId,
    position: Option<i64>,
) -> Option<Option<NodeId>> {
    let found = link::items(call.doc.dom_mut(), target);
    let position = position.map_or(Some(found.len()), |given| usize::try_from(given).ok())?;
    (position <= found.len()).then(|| found.get(position).and_then(link::Item::head))
}

/// Puts a link into a paragraph at a position among its runs; `false` when it does not fit, or is somewhere already.
pub(super) fn put_link<E: DrawingHost>(
    call: &mut Call<'_, E>,
    target: NodeId,
    given: NodeId,
    position: Option<i64>,
) -> DrawResult<E> {
    let Some(before) = place(call, target, position) else {
        return Ok(false.into());
    };
    if call.doc.dom().parent(given).is_some() {
        return Ok(false.into());
    }
    link::insert(call.doc.dom_mut(), target, given, before);
    Ok(true.into())
}
