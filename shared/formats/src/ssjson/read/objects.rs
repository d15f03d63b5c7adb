//! What lies over the cells: merged ones, comments, pictures.

use serde_json::Value;
use spindle_model::document::Media;
use spindle_model::workbook::{CellComment, MAX_COLUMNS, MAX_ROWS, Range, SheetImage};

use super::State;
use super::infos::Info;
use crate::delta::data_uri;
use crate::ssjson::points;

/// A picture whose place is not known before the sizes of rows and columns are.
pub(super) struct Picture {
    image: SheetImage,
    /// Row, column and the distances from there in pixels, where they are said.
    cell: Option<[f64; 4]>,
    /// Distance from the sheet's corner in pixels.
    x: f64,
    y: f64,
}

fn number(value: &Value, name: &str) -> Option<f64> {
    value
        .get(name)?
        .as_f64()
        .filter(|number| number.is_finite())
}

fn index(value: &Value, name: &str, most: u32) -> Option<u32> {
    let index = value.get(name)?.as_u64()?;
    u32::try_from(index).ok().filter(|index| *index < most)
}

/// Ranges `{row, rowCount, col, colCount}`; -1 is all rows, or all columns.
pub(super) fn spans(list: &Value) -> Vec<Range> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(span).collect()
}

fn span(value: &Value) -> Option<Range> {
    let side = |start: &str, count: &str, most: u32| {
        if value.get(start)?.as_i64()? < 0 {
            return Some((0, most.saturating_sub(1)));
        }
        let first = index(value, start, most)?;
        let count = u32::try_from(value.get(count)?.as_u64()?).ok()?;
        let last = first.checked_add(count)?.checked_sub(1)?;
        (last < most && last >= first).then_some((first, last))
    };
    let (first_row, last_row) = side("row", "rowCount", MAX_ROWS)?;
    let (first_column, last_column) = side("col", "colCount", MAX_COLUMNS)?;
    Some(Range {
        first_row,
        first_column,
        last_row,
        last_column,
    })
}

pub(super) fn comments(list: &Value) -> Vec<CellComment> {
    let list = list.as_array().into_iter().flatten();
    let text =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let comment = |value: &Value| {
        Some(CellComment {
            row: index(value, "rowIndex", MAX_ROWS).or_else(|| index(value, "row", MAX_ROWS))?,
            column: index(value, "colIndex", MAX_COLUMNS)
                .or_else(|| index(value, "col", MAX_COLUMNS))?,
            author: text(value, "author").unwrap_or_default(),
            text: text(value, "text")?,
        })
    };
    list.filter_map(comment).collect()
}

pub(super) fn hides_grid(value: &Value) -> bool {
    let off = |name: &str| value.get(name) == Some(&Value::Bool(false));
    off("showVerticalGridline") && off("showHorizontalGridline")
}

/// The pictures among the objects over the cells; the bytes go into the workbook's media.
pub(super) fn pictures(list: &Value, state: &mut State<'_, '_, '_>) -> Vec<Picture> {
    let mut pictures = Vec::new();
    for object in list.as_array().into_iter().flatten() {
        let source = object.get("src").and_then(Value::as_str);
        match source.and_then(data_uri::read) {
            Some((media_type, bytes)) => {
                let media = keep(&mut state.media, media_type, bytes);
                pictures.push(picture(object, media));
            }
            None => state.job.warn(
                "floating-objects-dropped",
                "pictures that lie elsewhere, and other objects over the cells, were dropped",
            ),
        }
    }
    pictures
}

fn keep(media: &mut Vec<Media>, media_type: &str, bytes: Vec<u8>) -> usize {
    let known = media
        .iter()
        .position(|known| *known.bytes == *bytes && known.media_type == media_type);
    known.unwrap_or_else(|| {
        media.push(Media {
            media_type: media_type.to_owned(),
            bytes: bytes.into(),
        });
        media.len().saturating_sub(1)
    })
}

fn picture(object: &Value, media: usize) -> Picture {
    let size = |name: &str| points(number(object, name).unwrap_or(0.0).clamp(0.0, 1e6));
    let cell = number(object, "startRow").zip(number(object, "startColumn"));
    let offset = |name: &str| number(object, name).unwrap_or(0.0);
    Picture {
        image: SheetImage {
            media,
            width: size("width"),
            height: size("height"),
            alt: object
                .get("alt")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            ..SheetImage::default()
        },
        cell: cell.map(|(row, column)| {
            [
                row,
                column,
                offset("startRowOffset"),
                offset("startColumnOffset"),
            ]
        }),
        x: offset("x"),
        y: offset("y"),
    }
}

impl Picture {
    /// The picture at its place.
    pub(super) fn placed(self, rows: &Axis<'_>, columns: &Axis<'_>) -> SheetImage {
        let bounded =
            |value: f64, most: u32| value.clamp(0.0, f64::from(most.saturating_sub(1))) as u32;
        let ((row, down), (column, right)) = match self.cell {
            Some([row, column, down, right]) => (
                (bounded(row, MAX_ROWS), down),
                (bounded(column, MAX_COLUMNS), right),
            ),
            None => (rows.at(self.y), columns.at(self.x)),
        };
        let offset = |pixels: f64| points(pixels.clamp(0.0, 1e6));
        SheetImage {
            row,
            column,
            offset_y: offset(down),
            offset_x: offset(right),
            ..self.image
        }
    }
}

/// The sizes of all rows, or of all columns.
pub(super) struct Axis<'i> {
    infos: &'i [(u32, Info)],
    default: f64,
    count: u32,
}

impl<'i> Axis<'i> {
    pub(super) fn new(infos: &'i [(u32, Info)], default: f64, count: u32) -> Self {
        Self {
            infos,
            default: default.max(1.0),
            count,
        }
    }

    /// The row or column that lies so many pixels from the first one, and how far that is into it.
    fn at(&self, pixels: f64) -> (u32, f64) {
        let mut left = pixels.max(0.0);
        let mut next = 0_u32;
        let skip = |from: u32, to: u32, left: f64| {
            let fit = (left / self.default).floor().min(f64::from(u32::MAX)) as u32;
            fit.min(to.saturating_sub(from))
        };
        for (at, info) in self.infos {
            let plain = skip(next, *at, left);
            left -= f64::from(plain) * self.default;
            next = next.saturating_add(plain);
            if next < *at {
                return (next, left);
            }
            let size = match info.hidden {
                true => 0.0,
                false => info.size.map_or(self.default, f64::from),
            };
            if left < size {
                return (*at, left);
            }
            left -= size;
            next = at.saturating_add(1);
        }
        let plain = skip(next, self.count.saturating_sub(1), left);
        let left = left - f64::from(plain) * self.default;
        (
            next.saturating_add(plain).min(self.count.saturating_sub(1)),
            left,
        )
    }
}
