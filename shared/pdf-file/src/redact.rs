//! Takes text out of a page for good.

use std::collections::BTreeMap;

use crate::content::{self, ContentWriter, Operation};
use crate::file::PdfFile;
use crate::object::{Dict, Id, Object};
use crate::text::{IDENTITY, Reader, Source};

/// What cannot be taken out.
const PICTURE: &str = "a picture lies under the area, and pictures are not cut";
const FORM: &str =
    "the text under the area is part of a form object, which other places may show as well";

fn inside((x, y): (f64, f64), [left, bottom, right, top]: [f64; 4]) -> bool {
    x > left && x < right && y > bottom && y < top
}

fn middle(corners: &[(f64, f64); 4]) -> (f64, f64) {
    let sum = corners.iter().fold((0.0, 0.0), |sum, corner| {
        (sum.0 + corner.0, sum.1 + corner.1)
    });
    (sum.0 / 4.0, sum.1 / 4.0)
}

fn overlap(corners: &[(f64, f64); 4], [left, bottom, right, top]: [f64; 4]) -> bool {
    let least = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::MAX, f64::min);
    let most = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::MIN, f64::max);
    least(|at| at.0) < right
        && most(|at| at.0) > left
        && least(|at| at.1) < top
        && most(|at| at.1) > bottom
}

/// Operators that show text and do something before it, as those that do each alone.
fn apart(operations: Vec<Operation>) -> Vec<Operation> {
    let alone = |name: &str, operands: Vec<Object>| Operation {
        name: name.to_owned(),
        operands,
    };
    let mut all = Vec::with_capacity(operations.len());
    for operation in operations {
        let mut operands = operation.operands.clone().into_iter();
        match operation.name.as_str() {
            "'" => {
                all.push(alone("T*", Vec::new()));
                all.push(alone("Tj", operation.operands));
            }
            "\"" => {
                all.push(alone("Tw", operands.next().into_iter().collect()));
                all.push(alone("Tc", operands.next().into_iter().collect()));
                all.push(alone("T*", Vec::new()));
                all.push(alone("Tj", operands.collect()));
            }
            _ => all.push(operation),
        }
    }
    all
}

impl PdfFile {
    /// Takes the text whose middle lies in one of the areas (left, bottom, right, top) out of the page and paints over
    /// them. What followed stays where it was.
    ///
    /// # Errors
    /// In words: what lies there is no text that can be taken out. The page is as before.
    pub fn redact(
        &mut self,
        page: Id,
        areas: &[([f64; 4], Option<[f64; 3]>)],
    ) -> Result<(), &'static str> {
        let mut operations = apart(content::operations(&self.content_of(page)));
        let mut reader = Reader::new(self);
        reader.read(&operations, &self.resources(page), IDENTITY, 0);
        let hit = |corners: &[(f64, f64); 4]| areas.iter().any(|(area, _)| overlap(corners, *area));
        if reader.pictures.iter().any(hit) {
            return Err(PICTURE);
        }
        let mut sources: BTreeMap<(usize, usize), Vec<Source>> = BTreeMap::new();
        for glyph in &reader.glyphs {
            let at = middle(&glyph.corners);
            if areas.iter().any(|(area, _)| inside(at, *area)) {
                let source = glyph.source.ok_or(FORM)?;
                let key = (source.operation, source.string);
                sources.entry(key).or_default().push(source);
            }
        }
        blank(&mut operations, &sources);
        let mut data = b"q\n".to_vec();
        data.extend(content::written(&operations));
        data.extend(b"Q\n");
        let mut over = ContentWriter::new();
        for ([left, bottom, right, top], color) in areas {
            if let Some(color) = color {
                over.op("rg", color)
                    .op("re", &[*left, *bottom, right - left, top - bottom])
                    .op("f", &[]);
            }
        }
        data.extend_from_slice(over.bytes());
        let old = self.contents(page);
        let new = self.add_stream(Dict::new(), &data);
        self.change(page, |dict| dict.set("Contents", Object::Ref(new)));
        // What is gone must be in no older version within the file either.
        let others: Vec<Id> = self
            .pages()
            .unwrap_or_default()
            .iter()
            .flat_map(|other| self.contents(*other))
            .collect();
        for part in old.iter().filter(|part| !others.contains(part)) {
            self.delete(*part);
        }
        self.write_anew();
        Ok(())
    }

    /// The streams that a page is written in.
    fn contents(&self, page: Id) -> Vec<Id> {
        let ids = |items: &[Object]| items.iter().filter_map(Object::reference).collect();
        match self.dict_of(page).get("Contents") {
            Some(Object::Ref(id)) => match self.object(*id) {
                Object::Array(items) => ids(&items),
                _ => vec![*id],
            },
            Some(Object::Array(items)) => ids(items),
            _ => Vec::new(),
        }
    }
}

/// Puts gaps of the same width in the place of characters.
fn blank(operations: &mut [Operation], sources: &BTreeMap<(usize, usize), Vec<Source>>) {
    for (place, operation) in operations.iter_mut().enumerate() {
        if sources.range((place, 0)..(place + 1, 0)).next().is_none() {
            continue;
        }
        let items = match operation.operands.first() {
            Some(Object::Array(items)) => items.clone(),
            _ => operation.operands.clone(),
        };
        let mut kept = Vec::new();
        for (string, item) in items.into_iter().enumerate() {
            let (Object::Text(bytes), Some(taken)) = (&item, sources.get(&(place, string))) else {
                kept.push(item);
                continue;
            };
            let mut from = 0;
            let keep = |from: usize, to: usize, kept: &mut Vec<Object>| {
                if let Some(part) = bytes.get(from..to).filter(|part| !part.is_empty()) {
                    kept.push(Object::Text(part.to_vec()));
                }
            };
            for source in taken {
                keep(from, source.bytes.0, &mut kept);
                kept.push(Object::Real(source.advance));
                from = source.bytes.1;
            }
            keep(from, bytes.len(), &mut kept);
        }
        operation.operands = vec![Object::Array(kept)];
        operation.name = "TJ".to_owned();
    }
}
