//! Points, rectangles and the like as scripts give and get them.

use super::handle::refused;
use super::{PdfCall, PdfRef};
use crate::class::ApiError;
use crate::value::Value;

/// A point from the upper left corner of the page.
pub type Point = (f64, f64);

/// How many points an annotation may have.
const MAX_POINTS: usize = 100_000;

fn number(value: &Value<PdfRef>) -> Option<f64> {
    match value {
        Value::Number(number) if number.is_finite() => Some(*number),
        _ => None,
    }
}

fn numbers(value: &Value<PdfRef>) -> Option<Vec<f64>> {
    match value {
        Value::List(items) => items.iter().map(number).collect(),
        _ => None,
    }
}

/// A rectangle: left, top, right, bottom.
pub fn rect_of(value: &Value<PdfRef>) -> Option<[f64; 4]> {
    let rect: [f64; 4] = numbers(value)?.try_into().ok()?;
    let [left, top, right, bottom] = rect;
    (left <= right && top <= bottom).then_some(rect)
}

/// The rectangle given as an argument.
pub fn rect(call: &PdfCall<'_>, index: usize) -> Result<[f64; 4], ApiError> {
    rect_of(call.args.get(index)).ok_or_else(|| {
        refused(
            "`rect` has to be an array of left, top, right and bottom, in this order and growing",
        )
    })
}

/// Four differences: left, top, right, bottom.
pub fn differences(call: &PdfCall<'_>) -> Result<[f64; 4], ApiError> {
    numbers(call.args.get(0))
        .and_then(|numbers| numbers.try_into().ok())
        .ok_or_else(|| refused("`rectDiff` has to be an array of four numbers"))
}

fn point_of(value: &Value<PdfRef>) -> Result<Point, ApiError> {
    let part = |key: &str| {
        value.get(key).and_then(number).ok_or_else(|| {
            refused(&format!(
                "a point has to be an object with numbers x and y; `{key}` is none"
            ))
        })
    };
    Ok((part("x")?, part("y")?))
}

/// The point given as an argument.
pub fn point(call: &PdfCall<'_>, index: usize) -> Result<Point, ApiError> {
    point_of(call.args.get(index))
}

/// Points in a row.
pub fn path_of(value: &Value<PdfRef>, name: &str) -> Result<Vec<Point>, ApiError> {
    match value {
        Value::List(items) if !items.is_empty() && items.len() <= MAX_POINTS => {
            items.iter().map(point_of).collect()
        }
        _ => Err(refused(&format!(
            "`{name}` has to be an array of points with something in it"
        ))),
    }
}

/// Rows of points.
pub fn paths(call: &PdfCall<'_>, index: usize) -> Result<Vec<Vec<Point>>, ApiError> {
    match call.args.get(index) {
        Value::List(items) if !items.is_empty() && items.len() <= MAX_POINTS => {
            items.iter().map(|item| path_of(item, "inkPaths")).collect()
        }
        _ => Err(refused("`inkPaths` has to be an array of arrays of points")),
    }
}

/// Quadrilaterals: upper left, upper right, lower left and lower right corner of each.
pub fn quads_of(value: &Value<PdfRef>) -> Result<Vec<[f64; 8]>, ApiError> {
    let wrong = || refused("`quads` has to be an array of arrays of eight numbers");
    let Value::List(items) = value else {
        return Err(wrong());
    };
    items
        .iter()
        .map(|item| numbers(item)?.try_into().ok())
        .collect::<Option<Vec<[f64; 8]>>>()
        .filter(|quads| !quads.is_empty() && quads.len() <= MAX_POINTS)
        .ok_or_else(wrong)
}

/// The corners of a rectangle as a quadrilateral.
pub fn quad([left, top, right, bottom]: [f64; 4]) -> [f64; 8] {
    [left, top, right, top, left, bottom, right, bottom]
}

/// The rectangle around points: x and y in turn.
pub fn around(numbers: &[f64]) -> Option<[f64; 4]> {
    numbers.chunks_exact(2).fold(None, |rect, pair| {
        let &[x, y] = pair else { return rect };
        let [left, top, right, bottom] = rect.unwrap_or([x, y, x, y]);
        Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
    })
}

/// Numbers as an answer.
pub fn list(numbers: impl IntoIterator<Item = f64>) -> Value<PdfRef> {
    Value::List(numbers.into_iter().map(Value::Number).collect())
}

/// A point as an answer.
pub fn answer((x, y): Point) -> Value<PdfRef> {
    Value::Object(vec![
        ("x".to_owned(), Value::Number(x)),
        ("y".to_owned(), Value::Number(y)),
    ])
}

/// Points as an answer: x and y in turn.
pub fn points(numbers: &[f64]) -> Value<PdfRef> {
    let pairs = numbers.chunks_exact(2).filter_map(|pair| match pair {
        &[x, y] => Some(answer((x, y))),
        _ => None,
    });
    Value::List(pairs.collect())
}
