//! Putting runs and paragraphs into others.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::text::{paragraph, run};

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
    let found = paragraph::elements(call.doc.dom_mut(), target);
    let position = match position.map(usize::try_from) {
        None => found.len(),
        Some(Ok(position)) if position <= found.len() => position,
        Some(_) => return Ok(false.into()),
    };
    let Some(given) = claim(call, Piece::Run, given, target)? else {
        return Ok(false.into());
    };
    run::insert(
        call.doc.dom_mut(),
        target,
        given,
        found.get(position).copied(),
    );
    Ok(true.into())
}
