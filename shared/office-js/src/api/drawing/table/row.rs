//! `ApiTableRow` on slides.

use spindle_ooxml::drawing::table as view;

use super::set_emu;
use crate::api::drawing::{Classes, DrawRef, DrawResult, DrawingHost, answer, this};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiTableRow`
    pub const TABLE_ROW: &'static Class<E> = &Class {
        name: "ApiTableRow",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("tableRow".into())),
            Member::new("GetCell", get_cell),
            Member::new("GetCellsCount", get_cells_count),
            Member::new("GetHeight", get_height),
            Member::new("SetHeight", set_height),
        ],
        properties: &[],
    };
}

fn get_cell<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let cells = view::cells(call.doc.dom(), this(call)?);
    let index = call
        .args
        .opt_integer(0)
        .and_then(|index| usize::try_from(index).ok());
    let cell = index.and_then(|index| cells.get(index).copied());
    Ok(cell.map_or(Value::Null, |cell| answer::<E>(DrawRef::TableCell(cell))))
}

fn get_cells_count<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(view::cells(call.doc.dom(), this(call)?).len().into())
}

fn get_height<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let row = this(call)?;
    Ok(match view::row_height(call.doc.dom(), row) {
        // The original counts it from the height of the line.
        view::ROW_HEIGHT => 365_759.999_999_999_94_f64.into(),
        height => set_emu::<E>(height),
    })
}

fn set_height<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let row = this(call)?;
    let Some(height) = call.args.opt_integer(0) else {
        return Ok(Value::Null);
    };
    let height = height.clamp(0, i64::from(i32::MAX));
    let dom = call.doc.dom_mut();
    dom.set_attr(row, "h", &height.to_string());
    if let Some(frame) = view::frame_of(dom, row) {
        view::fit_frame(dom, frame);
    }
    Ok(set_emu::<E>(height))
}
