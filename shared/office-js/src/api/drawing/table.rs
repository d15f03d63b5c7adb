//! `ApiTable` on slides, and `Api.CreateTable`.

mod cell;
mod row;

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::{color, fill, table as view};

use super::{Classes, DrawRef, DrawResult, DrawingHost, answer, argument, fill_argument, this};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiTable`
    pub const TABLE: &'static Class<E> = &Class {
        name: "ApiTable",
        parent: Some(E::DRAWING),
        members: &[
            Member::new("GetClassType", |_| Ok("table".into())),
            Member::new("AddColumn", add_column),
            Member::new("AddRow", add_row),
            Member::new("Copy", copy),
            Member::new("Fill", |_| Ok(false.into())),
            Member::new("GetCell", get_cell),
            Member::new("GetColsCount", get_columns_count),
            Member::new("GetColumnWidth", get_column_width),
            Member::new("GetColumnsCount", get_columns_count),
            Member::new("GetRowsCount", |call| {
                Ok(view::rows(call.doc.dom(), table(call)?).len().into())
            }),
            Member::new("GetHeight", get_height),
            Member::new("GetRow", get_row),
            Member::new("GetWidth", get_width),
            Member::new("MergeCells", merge_cells),
            Member::new("RemoveColumn", remove_column),
            Member::new("RemoveRow", remove_row),
            Member::new("SetColumnWidth", set_column_width),
            Member::new("SetOutLine", |_| Ok(false.into())),
            Member::new("SetRotation", |_| Ok(false.into())),
            Member::new("SetShd", set_shd),
            Member::new("SetSize", set_size),
            Member::new("SetTableLook", set_table_look),
            Member::new("ToJSON", super::json::to_json),
        ],
        properties: &[],
    };
}

/// Millimetres in an EMU.
const MILLIMETRES: f64 = 1.0 / 36_000.0;

/// A length as the original answers it: it counts in millimetres.
pub(super) fn emu<E: DrawingHost>(length: i64) -> Value<E::Ref> {
    (length as f64 * MILLIMETRES * 36_000.0).into()
}

/// A length that a script has just set.
pub(super) fn set_emu<E: DrawingHost>(length: i64) -> Value<E::Ref> {
    (length as f64 / 36_000.0 * 36_000.0).into()
}

/// The table in the frame that the member was called on.
fn table<E: DrawingHost>(call: &Call<'_, E>) -> Result<NodeId, ApiError> {
    let frame = this(call)?;
    view::inside(call.doc.dom(), frame)
        .ok_or_else(|| ApiError::State("the frame has no table any more".to_owned()))
}

/// The cell given as an argument.
fn cell_argument<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> Option<NodeId> {
    match argument(call, index) {
        Some(DrawRef::TableCell(node)) => Some(node),
        _ => None,
    }
}

/// `Api.CreateTable`: rows and columns, on slides of a width and height. It stands a sixth of the one from the left and a fifth
/// of the other from the top.
pub fn create<E: DrawingHost>(
    call: &mut Call<'_, E>,
    (width, height): (i64, i64),
) -> DrawResult<E> {
    let rows = call.args.opt_number(0).unwrap_or(1.0).ceil();
    let columns = call.args.opt_number(1).unwrap_or(1.0).ceil();
    let side = |number: f64| number.clamp(0.0, view::MAX_SIDE as f64 + 1.0) as usize;
    let (rows, columns) = (side(rows), side(columns));
    if rows > view::MAX_SIDE
        || columns > view::MAX_SIDE
        || rows.saturating_mul(columns) > view::MAX_CELLS
    {
        return Err(ApiError::Range(format!(
            "a table has at most {} rows, {0} columns and {} cells",
            view::MAX_SIDE,
            view::MAX_CELLS
        )));
    }
    let place = view::Place {
        x: width / 6,
        y: height / 5,
        width: width / 3 * 2,
    };
    let id = call.doc.next_drawing_id();
    let frame = view::create(call.doc.dom_mut(), id, rows, columns, place);
    Ok(answer::<E>(DrawRef::Table(frame)))
}

fn add_column<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let table = table(call)?;
    let dom = call.doc.dom();
    let columns = view::columns(dom, table).len() + 1;
    let cells = columns.saturating_mul(view::rows(dom, table).len());
    if columns > view::MAX_SIDE || cells > view::MAX_CELLS {
        return Err(ApiError::Range("the table has too many columns".to_owned()));
    }
    let (at, before) = (cell_argument(call, 0), call.args.boolean(1, false));
    let frame = this(call)?;
    let dom = call.doc.dom_mut();
    view::edit::add_column(dom, table, at, before);
    view::fit_frame(dom, frame);
    Ok(Value::Undefined)
}

fn add_row<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let table = table(call)?;
    let dom = call.doc.dom();
    let rows = view::rows(dom, table).len() + 1;
    let cells = rows.saturating_mul(view::columns(dom, table).len());
    if rows > view::MAX_SIDE || cells > view::MAX_CELLS {
        return Err(ApiError::Range("the table has too many rows".to_owned()));
    }
    let (at, before) = (cell_argument(call, 0), call.args.boolean(1, false));
    let row = view::edit::add_row(call.doc.dom_mut(), table, at, before);
    Ok(row.map_or(Value::Null, |row| answer::<E>(DrawRef::TableRow(row))))
}

/// The cell that a member cannot do without.
fn needed_cell<E: DrawingHost>(call: &Call<'_, E>) -> Result<NodeId, ApiError> {
    cell_argument(call, 0).ok_or_else(|| {
        ApiError::State("The \"cell\" parameter must be an instance of ApiTableCell".to_owned())
    })
}

/// A table without rows or columns is none: it is taken from its slide. Whether it was on one, or still has cells.
fn close<E: DrawingHost>(call: &mut Call<'_, E>, table: NodeId) -> DrawResult<E> {
    let frame = this(call)?;
    let dom = call.doc.dom_mut();
    if view::columns(dom, table).is_empty() {
        for row in view::rows(dom, table) {
            dom.detach(row);
        }
    }
    let gone = dom.child(table, "a:tr").is_none();
    Ok((!gone || dom.detach(frame)).into())
}

fn remove_row<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let at = needed_cell(call)?;
    let table = table(call)?;
    if !view::edit::remove_row(call.doc.dom_mut(), table, at) {
        return Ok(false.into());
    }
    close(call, table)
}

fn remove_column<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let at = needed_cell(call)?;
    let table = table(call)?;
    let frame = this(call)?;
    let dom = call.doc.dom_mut();
    if !view::edit::remove_column(dom, table, at) {
        return Ok(false.into());
    }
    view::fit_frame(dom, frame);
    close(call, table)
}

fn copy<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let frame = this(call)?;
    let id = call.doc.next_drawing_id().to_string();
    call.doc.loosen(frame);
    let dom = call.doc.dom_mut();
    let created = dom.deep_clone(frame);
    if let Some(name) = dom.path(created, &["p:nvGraphicFramePr", "p:cNvPr"]) {
        dom.set_attr(name, "id", &id);
    }
    Ok(answer::<E>(DrawRef::Table(created)))
}

/// The column whose index is argument 0.
fn column<E: DrawingHost>(call: &Call<'_, E>) -> Result<Option<NodeId>, ApiError> {
    let columns = view::columns(call.doc.dom(), table(call)?);
    let index = call
        .args
        .opt_integer(0)
        .and_then(|index| usize::try_from(index).ok());
    Ok(index.and_then(|index| columns.get(index).copied()))
}

fn get_column_width<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let Some(column) = column(call)? else {
        return Ok(Value::Null);
    };
    let frame = this(call)?;
    let dom = call.doc.dom();
    let width = view::length(dom, column, "w");
    // Columns of one width share that of the frame: files cut off the fraction, the original does not.
    let columns = view::columns(dom, table(call)?);
    let whole = frame_length(call, frame, "cx");
    let shared = whole as f64 / columns.len().max(1) as f64;
    let even = columns
        .iter()
        .all(|other| view::length(dom, *other, "w") == width);
    if even && shared.trunc() == width as f64 {
        return Ok((whole as f64 * MILLIMETRES / columns.len().max(1) as f64 * 36_000.0).into());
    }
    Ok(emu::<E>(width))
}

fn set_column_width<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let (Some(column), Some(width)) = (column(call)?, call.args.opt_integer(1)) else {
        return Ok(Value::Null);
    };
    let width = width.clamp(view::LEAST_WIDTH, i64::from(i32::MAX));
    let frame = this(call)?;
    let dom = call.doc.dom_mut();
    // As in the original the frame of a table that is on no slide yet learns of a width at the next change.
    let is_loose = dom.root_of(frame) == frame;
    if is_loose {
        view::fit_frame(dom, frame);
    }
    dom.set_attr(column, "w", &width.to_string());
    if !is_loose {
        view::fit_frame(dom, frame);
    }
    Ok(set_emu::<E>(width))
}

fn get_row<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let rows = view::rows(call.doc.dom(), table(call)?);
    let index = call
        .args
        .opt_integer(0)
        .and_then(|index| usize::try_from(index).ok());
    let row = index.and_then(|index| rows.get(index).copied());
    Ok(row.map_or(Value::Null, |row| answer::<E>(DrawRef::TableRow(row))))
}

/// The cell at a row and a column, `null` where there is none.
fn get_cell<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let place = |index| {
        call.args
            .opt_integer(index)
            .and_then(|place| usize::try_from(place).ok())
    };
    let (row, column) = (place(0), place(1));
    let dom = call.doc.dom();
    let rows = view::rows(dom, table(call)?);
    let cell = row
        .and_then(|row| rows.get(row))
        .zip(column)
        .and_then(|(row, column)| view::cells(dom, *row).get(column).copied());
    Ok(cell.map_or(Value::Null, |cell| answer::<E>(DrawRef::TableCell(cell))))
}

fn get_columns_count<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(view::columns(call.doc.dom(), table(call)?).len().into())
}

/// The width (`cx`) or height (`cy`) of the frame.
fn frame_length<E: DrawingHost>(call: &Call<'_, E>, frame: NodeId, name: &str) -> i64 {
    let dom = call.doc.dom();
    let extent = dom.path(frame, &["p:xfrm", "a:ext"]);
    extent.map_or(0, |extent| view::length(dom, extent, name))
}

fn get_width<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let frame = this(call)?;
    Ok(emu::<E>(frame_length(call, frame, "cx")))
}

/// Heights of rows of one line, summed up as the original does.
const HEIGHTS: [f64; 5] = [
    365_759.999_999_999_94,
    731_519.999_999_999_8,
    1_097_279.999_999_999_5,
    1_463_039.999_999_999_5,
    1_828_799.999_999_999_5,
];

fn get_height<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let table = table(call)?;
    let dom = call.doc.dom();
    let rows = view::rows(dom, table);
    let plain = rows
        .iter()
        .all(|row| view::row_height(dom, *row) == view::ROW_HEIGHT);
    let known = rows.len().checked_sub(1).and_then(|last| HEIGHTS.get(last));
    Ok(match known.filter(|_| plain) {
        Some(height) => (*height).into(),
        None => emu::<E>(view::height(dom, table)),
    })
}

fn set_size<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let (Some(width), Some(height)) = (call.args.opt_integer(0), call.args.opt_integer(1)) else {
        return Ok(false.into());
    };
    let frame = this(call)?;
    let limit = i64::from(i32::MAX);
    view::resize(
        call.doc.dom_mut(),
        frame,
        width.clamp(0, limit),
        height.clamp(0, limit),
    );
    Ok(true.into())
}

/// Argument 0 is a list of cells.
fn merge_cells<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let table = table(call)?;
    let given = call.args.list(0, "aCells")?;
    let cells: Vec<NodeId> = given
        .iter()
        .filter_map(|value| match value {
            Value::Handle(handle) => match E::draw_ref(handle) {
                Some(DrawRef::TableCell(node)) => Some(node),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let merged = view::merge::merge(call.doc.dom_mut(), table, &cells);
    Ok(merged.map_or(Value::Null, |cell| answer::<E>(DrawRef::TableCell(cell))))
}

fn set_table_look<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let table = table(call)?;
    let look = [0, 1, 2, 3, 4, 5].map(|index| call.args.boolean(index, false));
    view::set_look(call.doc.dom_mut(), table, look);
    Ok(Value::Undefined)
}

/// What `SetShd` says: a fill, `nil` for none, or `clear` with red, green and blue.
fn shading<E: DrawingHost>(call: &mut Call<'_, E>) -> Option<NodeId> {
    if let Some(given) = fill_argument(call, 0) {
        return Some(given);
    }
    let channel = |index| (call.args.opt_integer(index).unwrap_or(0) & 0xff) as u32;
    let rgb = channel(1) << 16 | channel(2) << 8 | channel(3);
    let kind = call.args.opt_text(0)?;
    let dom = call.doc.dom_mut();
    match kind.as_ref() {
        "nil" => Some(fill::none(dom)),
        "clear" => {
            let color = color::rgb(dom, rgb);
            Some(fill::solid(dom, color))
        }
        _ => None,
    }
}

fn set_shd<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let table = table(call)?;
    if let Some(fill) = shading(call) {
        view::set_fill(call.doc.dom_mut(), table, fill);
    }
    Ok(Value::Undefined)
}
