//! The text of a page, with where it stands.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::content::{self, Operation};
use crate::file::PdfFile;
use crate::font::Font;
use crate::object::{Dict, Id, Object};

/// How deep forms may show other forms.
const MAX_FORMS: usize = 12;
/// How many characters of a page are read.
const MAX_GLYPHS: usize = 500_000;

/// A character of a page. Points are in the page's own space.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// What it says; more than one character for a ligature.
    pub text: String,
    /// Upper left, upper right, lower left and lower right corner.
    pub corners: [(f64, f64); 4],
    /// Where in the page's operators it is; `None` in a form.
    pub(crate) source: Option<Source>,
    /// The line that it stands on.
    baseline: (f64, f64),
    /// The direction of the line, as long as the size of the font.
    along: (f64, f64),
}

/// Where a character was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Source {
    /// The place of the operator.
    pub operation: usize,
    /// The place of the string among its operands, or in its array.
    pub string: usize,
    /// The bytes of the string that stand for it.
    pub bytes: (usize, usize),
    /// How far it moves what follows, as a number of `TJ` says it.
    pub advance: f64,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Its characters, with spaces where there are gaps.
    pub glyphs: Vec<Glyph>,
}

impl Line {
    /// What it says.
    pub fn text(&self) -> String {
        self.glyphs
            .iter()
            .map(|glyph| glyph.text.as_str())
            .collect()
    }

    /// The corners of a part of it, counted in glyphs.
    pub fn corners(&self, range: std::ops::Range<usize>) -> Option<[(f64, f64); 4]> {
        let part = self.glyphs.get(range)?;
        let (first, last) = (part.first()?, part.last()?);
        let ([upper_left, _, lower_left, _], [_, upper_right, _, lower_right]) =
            (first.corners, last.corners);
        Some([upper_left, upper_right, lower_left, lower_right])
    }
}

pub(crate) type Matrix = [f64; 6];

pub(crate) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn multiplied([a, b, c, d, e, f]: Matrix, [ga, gb, gc, gd, ge, gf]: Matrix) -> Matrix {
    [
        a * ga + b * gc,
        a * gb + b * gd,
        c * ga + d * gc,
        c * gb + d * gd,
        e * ga + f * gc + ge,
        e * gb + f * gd + gf,
    ]
}

fn applied([a, b, c, d, e, f]: Matrix, x: f64, y: f64) -> (f64, f64) {
    (x * a + y * c + e, x * b + y * d + f)
}

fn matrix(operands: &[Object]) -> Option<Matrix> {
    let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
    numbers.try_into().ok()
}

#[derive(Clone)]
struct State {
    space: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letters: f64,
    words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Reads what a page shows.
pub(crate) struct Reader<'f> {
    file: &'f PdfFile,
    fonts: BTreeMap<Id, Rc<Font>>,
    pub glyphs: Vec<Glyph>,
    /// The corners of the pictures that are shown.
    pub pictures: Vec<[(f64, f64); 4]>,
}

impl<'f> Reader<'f> {
    pub fn new(file: &'f PdfFile) -> Self {
        Self {
            file,
            fonts: BTreeMap::new(),
            glyphs: Vec::new(),
            pictures: Vec::new(),
        }
    }

    /// Goes through the operators of a page or a form.
    pub fn read(
        &mut self,
        operations: &[Operation],
        resources: &Dict,
        space: Matrix,
        depth: usize,
    ) {
        let mut state = State {
            space,
            font: None,
            size: 0.0,
            letters: 0.0,
            words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut kept: Vec<State> = Vec::new();
        let (mut text, mut line) = (IDENTITY, IDENTITY);
        let fonts = self.file.dict(resources, "Font");
        let objects = self.file.dict(resources, "XObject");
        for (place, operation) in operations.iter().enumerate() {
            if self.glyphs.len() > MAX_GLYPHS {
                return;
            }
            let operands = operation.operands.as_slice();
            let number = |index: usize| operands.get(index).and_then(Object::number).unwrap_or(0.0);
            let mut next_line = |by: (f64, f64), text: &mut Matrix| {
                line = multiplied([1.0, 0.0, 0.0, 1.0, by.0, by.1], line);
                *text = line;
            };
            match operation.name.as_str() {
                "q" if kept.len() < 1024 => kept.push(state.clone()),
                "Q" => {
                    if let Some(before) = kept.pop() {
                        state = before;
                    }
                }
                "cm" => {
                    if let Some(by) = matrix(operands) {
                        state.space = multiplied(by, state.space);
                    }
                }
                "BT" => {
                    text = IDENTITY;
                    line = IDENTITY;
                }
                "Tf" => {
                    state.font = operands
                        .first()
                        .and_then(Object::name)
                        .and_then(|name| fonts.get(name))
                        .map(|font| self.font(font));
                    state.size = number(1);
                }
                "Tc" => state.letters = number(0),
                "Tw" => state.words = number(0),
                "Tz" => state.stretch = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "Tm" => {
                    if let Some(given) = matrix(operands) {
                        text = given;
                        line = given;
                    }
                }
                "Td" => next_line((number(0), number(1)), &mut text),
                "TD" => {
                    state.leading = -number(1);
                    next_line((number(0), number(1)), &mut text);
                }
                "T*" => next_line((0.0, -state.leading), &mut text),
                "Tj" => self.show(operands, &state, &mut text, place, depth),
                "'" => {
                    next_line((0.0, -state.leading), &mut text);
                    self.show(operands, &state, &mut text, place, depth);
                }
                "\"" => {
                    state.words = number(0);
                    state.letters = number(1);
                    next_line((0.0, -state.leading), &mut text);
                    self.show(operands, &state, &mut text, place, depth);
                }
                "TJ" => {
                    if let Some(Object::Array(items)) = operands.first() {
                        self.show(items, &state, &mut text, place, depth);
                    }
                }
                "Do" => {
                    let name = operands.first().and_then(Object::name);
                    if let Some(object) = name.and_then(|name| objects.get(name)) {
                        self.object(object, resources, state.space, depth);
                    }
                }
                "BI" => self.picture(state.space),
                _ => {}
            }
        }
    }

    fn font(&mut self, font: &Object) -> Rc<Font> {
        let id = font.reference();
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return known.clone();
        }
        let dict = self.file.resolve(font).dict().cloned().unwrap_or_default();
        let read = Rc::new(Font::read(self.file, &dict));
        if let Some(id) = id {
            self.fonts.insert(id, read.clone());
        }
        read
    }

    fn picture(&mut self, space: Matrix) {
        let corners = [(0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 0.0)];
        self.pictures
            .push(corners.map(|(x, y)| applied(space, x, y)));
    }

    fn object(&mut self, object: &Object, resources: &Dict, space: Matrix, depth: usize) {
        let Object::Stream(stream) = self.file.resolve(object) else {
            return;
        };
        if stream.dict.name("Subtype") != Some("Form") {
            self.picture(space);
            return;
        }
        if depth >= MAX_FORMS {
            return;
        }
        let own = self.file.array(&stream.dict, "Matrix");
        let space = matrix(&own).map_or(space, |own| multiplied(own, space));
        let inner = self.file.dict(&stream.dict, "Resources");
        let resources = if inner.is_empty() { resources } else { &inner };
        let operations = content::operations(&self.file.data(&stream));
        self.read(&operations, resources, space, depth + 1);
    }

    /// Shows strings; numbers between them move what follows.
    fn show(
        &mut self,
        items: &[Object],
        state: &State,
        text: &mut Matrix,
        operation: usize,
        depth: usize,
    ) {
        let Some(font) = &state.font else { return };
        for (string, item) in items.iter().enumerate() {
            let Object::Text(bytes) = item else {
                let back = item.number().unwrap_or(0.0) / 1000.0 * state.size * state.stretch;
                *text = multiplied([1.0, 0.0, 0.0, 1.0, -back, 0.0], *text);
                continue;
            };
            let mut at = 0;
            for decoded in font.decode(bytes) {
                let word = if decoded.is_space { state.words } else { 0.0 };
                let own = decoded.width * state.size + state.letters + word;
                let from = at;
                at += decoded.length;
                let inner = [
                    state.size * state.stretch,
                    0.0,
                    0.0,
                    state.size,
                    0.0,
                    state.rise,
                ];
                let whole = multiplied(inner, multiplied(*text, state.space));
                let (top, low) = (font.ascent, -font.descent);
                let corners = [
                    (0.0, top),
                    (decoded.width, top),
                    (0.0, low),
                    (decoded.width, low),
                ];
                let (x, y) = applied(whole, 0.0, 0.0);
                let (to_x, to_y) = applied(whole, 1.0, 0.0);
                self.glyphs.push(Glyph {
                    text: decoded.text,
                    corners: corners.map(|(x, y)| applied(whole, x, y)),
                    source: (depth == 0).then_some(Source {
                        operation,
                        string,
                        bytes: (from, at),
                        advance: if state.size == 0.0 {
                            0.0
                        } else {
                            -own / state.size * 1000.0
                        },
                    }),
                    baseline: (x, y),
                    along: (to_x - x, to_y - y),
                });
                *text = multiplied([1.0, 0.0, 0.0, 1.0, own * state.stretch, 0.0], *text);
            }
        }
    }
}

/// Puts characters together to lines: those that go on where another one ends.
fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        let last = lines.last_mut().and_then(|line| {
            let last = line.glyphs.last()?;
            let gap = gap(last, &glyph)?;
            Some((line, gap))
        });
        match last {
            Some((line, gap)) => {
                let spaced = line
                    .glyphs
                    .last()
                    .is_some_and(|last| last.text.ends_with(' '));
                if gap > 0.18 && !spaced && glyph.text != " " {
                    line.glyphs.extend(space_between(line, &glyph));
                }
                line.glyphs.push(glyph);
            }
            None => lines.push(Line {
                glyphs: vec![glyph],
            }),
        }
    }
    for line in &mut lines {
        while line
            .glyphs
            .last()
            .is_some_and(|glyph| glyph.text.trim().is_empty())
        {
            line.glyphs.pop();
        }
    }
    lines.retain(|line| !line.glyphs.is_empty());
    lines
}

/// How far behind another one a character stands, in parts of the size; `None` when it is on another line.
fn gap(last: &Glyph, next: &Glyph) -> Option<f64> {
    let (along_x, along_y) = last.along;
    let size = along_x.hypot(along_y);
    if size <= 0.0 {
        return None;
    }
    let (unit_x, unit_y) = (along_x / size, along_y / size);
    let (dx, dy) = (
        next.baseline.0 - last.baseline.0,
        next.baseline.1 - last.baseline.1,
    );
    let across = (dy * unit_x - dx * unit_y).abs() / size;
    let end = last.corners[3];
    let gap = ((next.baseline.0 - end.0) * unit_x + (next.baseline.1 - end.1) * unit_y) / size;
    (across < 0.5 && (-1.0..4.0).contains(&gap)).then_some(gap)
}

fn space_between(line: &Line, next: &Glyph) -> Option<Glyph> {
    let last = line.glyphs.last()?;
    let [_, upper, _, lower] = last.corners;
    let [next_upper, _, next_lower, _] = next.corners;
    Some(Glyph {
        text: " ".to_owned(),
        corners: [upper, next_upper, lower, next_lower],
        source: None,
        baseline: last.baseline,
        along: last.along,
    })
}

impl PdfFile {
    /// What a page shows, as it is written.
    pub(crate) fn content_of(&self, page: Id) -> Vec<u8> {
        let mut all = Vec::new();
        let contents = match self.value(&self.dict_of(page), "Contents") {
            Object::Array(items) => items,
            Object::Null => Vec::new(),
            other => vec![other],
        };
        for item in &contents {
            if let Object::Stream(stream) = self.resolve(item) {
                let data = self.data(&stream);
                if all.len() + data.len() > self.limits().stream_bytes {
                    break;
                }
                all.extend(data);
                all.push(b'\n');
            }
        }
        all
    }

    /// The resources of a page.
    pub fn resources(&self, page: Id) -> Dict {
        self.inherited(page, "Resources")
            .dict()
            .cloned()
            .unwrap_or_default()
    }

    /// The text of a page in lines, as it is written.
    pub fn lines(&self, page: Id) -> Vec<Line> {
        let operations = content::operations(&self.content_of(page));
        let mut reader = Reader::new(self);
        reader.read(&operations, &self.resources(page), IDENTITY, 0);
        lines(reader.glyphs)
    }
}
