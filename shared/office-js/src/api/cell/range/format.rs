//! Formats of cells.

use spindle_ooxml::sheet::styles::{BorderSide, CellFormat, LineStyle};
use spindle_ooxml::sheet::{Area, CellPos, Change, Color, SheetId};

use super::super::editor::fault;
use super::super::handle::range;
use super::super::{CellCall, CellEditor, CellRef, CellResult, color};
use crate::class::ApiError;
use crate::value::Value;

/// Sizes of type that Excel takes, in points.
const SIZES: std::ops::RangeInclusive<f64> = 1.0..=409.0;

fn change(call: &mut CellCall<'_>, change: &Change) -> CellResult {
    let (id, area) = range(call)?;
    call.doc
        .book
        .change_format(id, area, change)
        .map_err(fault)?;
    Ok(true.into())
}

/// One of these values as a change; any other answers `false` and changes nothing.
fn choose(
    call: &mut CellCall<'_>,
    values: &[(&str, &'static str)],
    make: impl FnOnce(&'static str) -> Change,
) -> CellResult {
    let Value::Text(text) = call.args.get(0) else {
        return Ok(false.into());
    };
    match values.iter().find(|(name, _)| name == text) {
        Some((_, value)) => change(call, &make(value)),
        None => Ok(false.into()),
    }
}

pub fn set_bold(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    change(call, &Change::Bold(on))
}

pub fn set_italic(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    change(call, &Change::Italic(on))
}

pub fn set_strikeout(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    change(call, &Change::Strikeout(on))
}

pub fn set_wrap(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    change(call, &Change::Wrap(on))
}

/// A kind of line that is not known takes the line away, as in the original.
pub fn set_underline(call: &mut CellCall<'_>) -> CellResult {
    const LINES: &[&str] = &["single", "singleAccounting", "double", "doubleAccounting"];
    let line = match call.args.get(0) {
        Value::Text(text) => LINES
            .iter()
            .find(|line| *line == text)
            .copied()
            .unwrap_or("none"),
        _ => "none",
    };
    change(call, &Change::Underline(line))
}

pub fn set_font_size(call: &mut CellCall<'_>) -> CellResult {
    if !call.args.given(0) {
        return Ok(true.into());
    }
    match call.args.opt_number(0).filter(|size| *size > 0.0) {
        Some(size) => {
            let size = size.clamp(*SIZES.start(), *SIZES.end());
            change(call, &Change::FontSize((size * 100.0).round() as u32))
        }
        None => Ok(false.into()),
    }
}

pub fn set_font_name(call: &mut CellCall<'_>) -> CellResult {
    if !call.args.given(0) {
        return Ok(true.into());
    }
    let name = call.args.text(0, "sName")?;
    if name.is_empty() {
        return Ok(true.into());
    }
    // Names of fonts have at most 31 characters in files (ECMA-376 Part 1, 18.8.29).
    if name.encode_utf16().count() > 31 {
        return Ok(false.into());
    }
    change(call, &Change::FontName(name.as_ref().into()))
}

/// `null` changes nothing.
pub fn set_font_color(call: &mut CellCall<'_>) -> CellResult {
    if !call.args.given(0) {
        return Ok(false.into());
    }
    let color =
        color::argument(call, 0).ok_or_else(|| call.args.wrong(0, "oColor", "an ApiColor"))?;
    change(call, &Change::FontColor(color.unwrap_or(Color::Auto)))
}

/// `null` takes the fill away.
pub fn set_fill_color(call: &mut CellCall<'_>) -> CellResult {
    if !call.args.given(0) {
        return change(call, &Change::Fill(None));
    }
    let color =
        color::argument(call, 0).ok_or_else(|| call.args.wrong(0, "oColor", "an ApiColor"))?;
    change(call, &Change::Fill(color))
}

pub fn set_align_horizontal(call: &mut CellCall<'_>) -> CellResult {
    const VALUES: &[(&str, &str)] = &[
        ("left", "left"),
        ("right", "right"),
        ("center", "center"),
        ("justify", "justify"),
    ];
    choose(call, VALUES, Change::Horizontal)
}

pub fn set_align_vertical(call: &mut CellCall<'_>) -> CellResult {
    const VALUES: &[(&str, &str)] = &[
        ("top", "top"),
        ("center", "center"),
        ("bottom", "bottom"),
        ("justify", "justify"),
        ("distributed", "distributed"),
    ];
    choose(call, VALUES, Change::Vertical)
}

pub fn set_number_format(call: &mut CellCall<'_>) -> CellResult {
    let code = call.args.opt_text(0).unwrap_or_default();
    if code.is_empty() {
        return Ok(true.into());
    }
    if code.encode_utf16().count() > 255 {
        return Ok(false.into());
    }
    change(call, &Change::NumberFormat(code.as_ref().into()))
}

pub fn set_reading_order(call: &mut CellCall<'_>) -> CellResult {
    let order = match call.args.get(0) {
        Value::Text(text) if text == "ltr" => 1,
        Value::Text(text) if text == "rtl" => 2,
        Value::Text(text) if text == "context" => 0,
        _ => return Ok(Value::Undefined),
    };
    change(call, &Change::ReadingOrder(order))?;
    Ok(Value::Undefined)
}

/// Degrees from -90 to 90, or a name.
pub fn set_orientation(call: &mut CellCall<'_>) -> CellResult {
    let rotation = match call.args.get(0) {
        Value::Text(text) if text == "xlUpward" => 90,
        Value::Text(text) if text == "xlDownward" => 180,
        Value::Text(text) if text == "xlHorizontal" => 0,
        Value::Text(text) if text == "xlVertical" => 255,
        _ => match call.args.opt_integer(0) {
            // Downward angles are counted on from 90.
            Some(angle @ -90..=-1) => (90 - angle) as u32,
            Some(angle @ 0..=90) => angle as u32,
            _ => return Ok(Value::Undefined),
        },
    };
    change(call, &Change::Rotation(rotation))?;
    Ok(Value::Undefined)
}

/// The format of the range's first cell.
fn first(call: &mut CellCall<'_>) -> Result<CellFormat, ApiError> {
    let (id, area) = range(call)?;
    let style = call.doc.book.sheet(id).map_err(fault)?.style_at(area.first);
    Ok(call.doc.book.format(style))
}

pub fn get_wrap_text(call: &mut CellCall<'_>) -> CellResult {
    let format = first(call)?;
    // Text that is justified is broken into lines whatever the switch says.
    let justified = format.horizontal == "justify"
        || matches!(format.vertical.as_str(), "justify" | "distributed");
    Ok((format.wrap || justified).into())
}

pub fn get_orientation(call: &mut CellCall<'_>) -> CellResult {
    Ok(match first(call)?.rotation {
        rotation @ 91..=180 => (90.0 - f64::from(rotation)).into(),
        rotation => f64::from(rotation).into(),
    })
}

pub fn get_fill_color(call: &mut CellCall<'_>) -> CellResult {
    Ok(match first(call)?.fill {
        Some(color) => Value::Handle(CellRef::Color(color, 255)),
        None => "No Fill".into(),
    })
}

/// The code that all cells have; `null` when they differ.
pub fn get_number_format(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let styles = styles(call.doc, id, area)?;
    let book = &call.doc.book;
    let mut codes = styles
        .iter()
        .map(|style| book.styles().number_format(&book.package.dom, *style));
    let first = codes.next().unwrap_or("General");
    Ok(if codes.all(|code| code == first) {
        first.into()
    } else {
        Value::Null
    })
}

/// The different formats in an area.
fn styles(doc: &mut CellEditor, id: SheetId, area: Area) -> Result<Vec<u32>, ApiError> {
    let sheet = doc.book.sheet(id).map_err(fault)?;
    let mut styles: Vec<u32> = sheet.grid.iter(area).map(|(_, view)| view.style).collect();
    if (styles.len() as u64) < area.count() {
        // Cells that are not there have the format of their row or column.
        let mut free: Vec<u32> = if area.is_cols() {
            (area.first.col..=area.last.col)
                .map(|col| sheet.columns.get(col).map_or(0, |column| column.style))
                .collect()
        } else {
            let bottom = area.last.row.min(area.first.row.saturating_add(100_000));
            let cells = (area.first.row..=bottom).flat_map(|row| {
                let right = area.last.col.min(area.first.col.saturating_add(255));
                (area.first.col..=right).map(move |col| CellPos::new(row, col))
            });
            cells
                .filter(|cell| sheet.grid.get(*cell).is_none())
                .map(|cell| sheet.default_style(cell))
                .collect()
        };
        styles.append(&mut free);
    }
    styles.sort_unstable();
    styles.dedup();
    Ok(styles)
}

/// Names of lines in scripts and in files.
const LINES: &[(&str, LineStyle)] = &[
    ("None", ""),
    ("Double", "double"),
    ("Hair", "hair"),
    ("DashDotDot", "dashDotDot"),
    ("DashDot", "dashDot"),
    ("Dotted", "dotted"),
    ("Dashed", "dashed"),
    ("Thin", "thin"),
    ("MediumDashDotDot", "mediumDashDotDot"),
    ("SlantDashDot", "slantDashDot"),
    ("MediumDashDot", "mediumDashDot"),
    ("MediumDashed", "mediumDashed"),
    ("Medium", "medium"),
    ("Thick", "thick"),
];

/// `SetBorders(index, style, color)`. Edges are those of the whole range.
pub fn set_borders(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let side = call.args.opt_text(0).unwrap_or_default();
    let name = call.args.opt_text(1).unwrap_or_default();
    let color = color::argument(call, 2).flatten().unwrap_or(Color::Auto);
    let Some((_, line)) = LINES.iter().find(|(known, _)| *known == name) else {
        return Ok(true.into());
    };
    let Area { first, last } = area;
    let rows = |from: u32, to: u32| {
        (from <= to).then(|| Area::new(CellPos::new(from, first.col), CellPos::new(to, last.col)))
    };
    let cols = |from: u32, to: u32| {
        (from <= to).then(|| Area::new(CellPos::new(first.row, from), CellPos::new(last.row, to)))
    };
    let parts: Vec<(Option<Area>, BorderSide)> = match side.as_ref() {
        "Top" => vec![(rows(first.row, first.row), BorderSide::Top)],
        "Bottom" => vec![(rows(last.row, last.row), BorderSide::Bottom)],
        "Left" => vec![(cols(first.col, first.col), BorderSide::Left)],
        "Right" => vec![(cols(last.col, last.col), BorderSide::Right)],
        "DiagonalDown" => vec![(Some(area), BorderSide::DiagonalDown)],
        "DiagonalUp" => vec![(Some(area), BorderSide::DiagonalUp)],
        "InsideHorizontal" => vec![
            (
                last.row.checked_sub(1).and_then(|end| rows(first.row, end)),
                BorderSide::Bottom,
            ),
            (rows(first.row + 1, last.row), BorderSide::Top),
        ],
        "InsideVertical" => vec![
            (
                last.col.checked_sub(1).and_then(|end| cols(first.col, end)),
                BorderSide::Right,
            ),
            (cols(first.col + 1, last.col), BorderSide::Left),
        ],
        _ => return Ok(true.into()),
    };
    for (part, side) in parts {
        if let Some(part) = part {
            call.doc
                .book
                .change_format(id, part, &Change::Border(side, line, color))
                .map_err(fault)?;
        }
    }
    Ok(true.into())
}
