//! Outlines and lines of text in appearances.

use spindle_pdf_file::{ContentWriter, standard_width};

/// How far a curve reaches to look like a quarter of a circle.
const ROUND: f64 = 0.552_284_75;

/// How wide a text of size 1 is in Helvetica.
pub fn wide(text: &str) -> f64 {
    text.chars().map(|one| standard_width(one, false)).sum()
}

/// How wide a text is in Helvetica.
pub fn width(text: &str, size: f64) -> f64 {
    wide(text) * size
}

/// A text in lines that are no wider than the room, where words allow it.
pub fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split(['\n', '\r']) {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if !line.is_empty() && width(&longer, size) > room {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
    }
    lines
}

/// Lines from point to point.
pub fn trace(content: &mut ContentWriter, points: &[f64]) {
    for (place, point) in points.chunks_exact(2).enumerate() {
        content.op(if place == 0 { "m" } else { "l" }, point);
    }
}

/// The first two and the last two points.
pub fn corners(points: &[f64]) -> Option<[(f64, f64); 4]> {
    let pairs: Vec<(f64, f64)> = points
        .chunks_exact(2)
        .filter_map(|pair| match pair {
            &[x, y] => Some((x, y)),
            _ => None,
        })
        .collect();
    let count = pairs.len();
    let at = |place: usize| pairs.get(place).copied();
    Some([at(0)?, at(1)?, at(count.checked_sub(2)?)?, at(count - 1)?])
}

/// A rectangle that holds points as well, with a margin around them.
pub fn around([left, bottom, right, top]: [f64; 4], points: &[f64], margin: f64) -> [f64; 4] {
    points
        .chunks_exact(2)
        .fold([left, bottom, right, top], |area, pair| {
            let &[x, y] = pair else { return area };
            let [left, bottom, right, top] = area;
            [
                left.min(x - margin),
                bottom.min(y - margin),
                right.max(x + margin),
                top.max(y + margin),
            ]
        })
}

/// Four curves.
pub fn ellipse(content: &mut ContentWriter, [left, bottom, right, top]: [f64; 4]) {
    let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
    let (a, b) = ((right - left) / 2.0, (top - bottom) / 2.0);
    let (ka, kb) = (a * ROUND, b * ROUND);
    content
        .op("m", &[left, y])
        .op("c", &[left, y + kb, x - ka, top, x, top])
        .op("c", &[x + ka, top, right, y + kb, right, y])
        .op("c", &[right, y - kb, x + ka, bottom, x, bottom])
        .op("c", &[x - ka, bottom, left, y - kb, left, y])
        .op("h", &[]);
}
