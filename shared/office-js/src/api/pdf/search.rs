//! The text of pages: what it says, where it is, where a word is in it.

use spindle_pdf_file::{Id, Line, Page};

use super::handle::refused;
use super::page::this;
use super::{PdfCall, PdfEditor, PdfRef, PdfResult, shape};
use crate::class::ApiError;
use crate::value::Value;

/// How many places a search finds at most.
const MAX_FOUND: usize = 20_000;

/// All lines, each with the break after it.
pub fn text(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let lines = call.doc.file.lines(page);
    let text: String = lines.iter().map(|line| line.text() + "\n").collect();
    Ok(text.into())
}

pub fn text_with_quads(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let view = call.doc.page(page);
    let lines = call.doc.file.lines(page);
    let entries = lines.iter().filter_map(|line| {
        let quad = quad(&view, line, 0..line.glyphs.len())?;
        Some(Value::Object(vec![
            ("text".to_owned(), line.text().into()),
            ("quads".to_owned(), shape::list(quad)),
        ]))
    });
    Ok(Value::List(entries.collect()))
}

/// The corners of a part of a line, from the upper left corner of the page.
fn quad(view: &Page, line: &Line, range: std::ops::Range<usize>) -> Option<[f64; 8]> {
    let [a, b, c, d] = line.corners(range)?.map(|(x, y)| view.unflip(x, y));
    Some([a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1])
}

/// What is searched for.
pub struct Wanted {
    text: Vec<char>,
    match_case: bool,
    whole_words: bool,
}

fn folded(one: char, match_case: bool) -> char {
    if match_case {
        return one;
    }
    one.to_lowercase().next().unwrap_or(one)
}

/// The properties of a search that are given as an argument.
pub fn wanted(call: &PdfCall<'_>) -> Result<Wanted, ApiError> {
    let props = call.args.get(0);
    if !matches!(props, Value::Object(_)) {
        return Err(refused("`props` has to be an object with `text`"));
    }
    let Some(Value::Text(text)) = props
        .get("text")
        .filter(|text| **text != Value::Text(String::new()))
    else {
        return Err(refused("`text` has to be a string with something in it"));
    };
    let is_set = |key: &str| matches!(props.get(key), Some(Value::Bool(true)));
    let match_case = is_set("matchCase");
    Ok(Wanted {
        text: text.chars().map(|one| folded(one, match_case)).collect(),
        match_case,
        whole_words: is_set("wholeWords"),
    })
}

impl PdfEditor {
    /// Where a text is on a page: the corners of each place.
    pub fn find(&self, page: Id, wanted: &Wanted) -> Vec<[f64; 8]> {
        let view = self.page(page);
        let mut found = Vec::new();
        for line in self.file.lines(page) {
            // Each character with the glyph that it comes from: a ligature is one glyph.
            let letters: Vec<(char, usize)> = line
                .glyphs
                .iter()
                .enumerate()
                .flat_map(|(place, glyph)| glyph.text.chars().map(move |one| (one, place)))
                .collect();
            let mut at = 0;
            while let Some(part) = letters.get(at..at + wanted.text.len()) {
                let same = part
                    .iter()
                    .zip(&wanted.text)
                    .all(|((one, _), wanted_one)| folded(*one, wanted.match_case) == *wanted_one);
                let edge = |place: Option<usize>| {
                    place
                        .and_then(|place| letters.get(place))
                        .is_none_or(|(one, _)| !one.is_alphanumeric())
                };
                let whole = !wanted.whole_words
                    || (edge(at.checked_sub(1)) && edge(Some(at + wanted.text.len())));
                if !same || !whole {
                    at += 1;
                    continue;
                }
                if let (Some((_, first)), Some((_, last))) = (part.first(), part.last()) {
                    found.extend(quad(&view, &line, *first..*last + 1));
                }
                if found.len() >= MAX_FOUND {
                    return found;
                }
                at += wanted.text.len();
            }
        }
        found
    }
}

/// A list for each place, of quadrilaterals.
pub fn search(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let wanted = wanted(call)?;
    let found: Vec<Value<PdfRef>> = call
        .doc
        .find(page, &wanted)
        .into_iter()
        .map(|quad| Value::List(vec![shape::list(quad)]))
        .collect();
    Ok(Value::List(found))
}

/// What is selected of a page.
pub fn selected_text(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let selected = call.doc.selection.get(&page);
    Ok(selected
        .map_or_else(String::new, |(text, _)| text.clone())
        .into())
}

/// Where it is: a quadrilateral for each line.
pub fn selection_quads(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let selected = call.doc.selection.get(&page);
    let quads = selected.map(|(_, quads)| quads.clone()).unwrap_or_default();
    Ok(Value::List(quads.into_iter().map(shape::list).collect()))
}

/// Selects the text within a rectangle, a quadrilateral or several of them, or between two points.
pub fn select(call: &mut PdfCall<'_>) -> PdfResult {
    let page = this(call)?;
    let first = call.args.get(0);
    let areas: Vec<[f64; 4]> = if let Some(rect) = shape::rect_of(first) {
        vec![rect]
    } else if let (Ok(start), Ok(end)) = (shape::point(call, 0), shape::point(call, 1)) {
        shape::around(&[start.0, start.1, end.0, end.1])
            .into_iter()
            .collect()
    } else {
        let quads =
            shape::quads_of(first).or_else(|_| shape::quads_of(&Value::List(vec![first.clone()])));
        let quads = quads.map_err(|_| {
            refused("the selection has to be a rectangle, quadrilaterals, or two points")
        })?;
        quads
            .iter()
            .filter_map(|quad| shape::around(quad))
            .collect()
    };
    let view = call.doc.page(page);
    let (mut text, mut quads) = (String::new(), Vec::new());
    for line in call.doc.file.lines(page) {
        let inside = |place: &usize| {
            let corners = line.corners(*place..*place + 1).unwrap_or_default();
            let sum = corners
                .iter()
                .fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
            let (x, y) = view.unflip(sum.0 / 4.0, sum.1 / 4.0);
            areas.iter().any(|[left, top, right, bottom]| {
                (*left..=*right).contains(&x) && (*top..=*bottom).contains(&y)
            })
        };
        let within: Vec<usize> = (0..line.glyphs.len()).filter(inside).collect();
        let (Some(first), Some(last)) = (within.first(), within.last()) else {
            continue;
        };
        quads.extend(quad(&view, &line, *first..*last + 1));
        let part = line.glyphs.get(*first..=*last).unwrap_or_default();
        text.extend(part.iter().map(|glyph| glyph.text.as_str()));
        text.push('\n');
    }
    call.doc.selection.insert(page, (text, quads));
    Ok(Value::Bool(true))
}
