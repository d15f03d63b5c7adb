//! Cell formats of a file (ECMA-376 Part 1, 18.8): those that it has for a style, and those that are added.

mod added;

use std::collections::HashMap;

use spindle_model::convert::ConvertError;
use spindle_model::workbook::CellStyle;
use spindle_ooxml::{NodeId, Package};

use self::added::Added;
use super::explain;
use crate::xlsx::intern::StyleSet;

const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// Finds formats of the file for styles of the workbook.
pub(super) struct Formats<'w> {
    /// Styles that differ, of file and workbook.
    set: StyleSet,
    /// For each format of the file its style in the set.
    old: Vec<u32>,
    /// For each style of the workbook its place in the set.
    new: Vec<u32>,
    styles: &'w [CellStyle],
    /// The first format of the file that has a style of the set.
    first: HashMap<u32, u32>,
    /// Formats that are added: the one that they are made of, and the style of the set.
    added: Vec<(u32, u32)>,
}

impl<'w> Formats<'w> {
    /// `formats` says for each format of the file its style, `old` what that is, `new` the styles of the workbook.
    pub(super) fn new(formats: &[u32], old: &[CellStyle], new: &'w [CellStyle]) -> Self {
        let mut set = StyleSet::default();
        let plain = CellStyle::default();
        let places: Vec<u32> = old.iter().map(|style| set.add(style.clone())).collect();
        let mut place = |style: &u32| {
            let place = places.get(*style as usize).copied();
            place.unwrap_or_else(|| set.add(plain.clone()))
        };
        let mut old: Vec<u32> = formats.iter().map(&mut place).collect();
        if old.is_empty() {
            old.push(place(&0));
        }
        let mut first = HashMap::new();
        for (format, style) in (0..).zip(&old) {
            first.entry(*style).or_insert(format);
        }
        let new_places = new.iter().map(|style| set.add(style.clone())).collect();
        Self {
            set,
            old,
            new: new_places,
            styles: new,
            first,
            added: Vec::new(),
        }
    }

    /// The format for a style of the workbook, where the format `old` was.
    pub(super) fn index(&mut self, old: u32, style: u32) -> u32 {
        let old = if (old as usize) < self.old.len() {
            old
        } else {
            0
        };
        let wanted = match self.new.get(style as usize) {
            Some(wanted) => *wanted,
            None if self.styles.is_empty() => return old,
            None => self.set.add(CellStyle::default()),
        };
        if self.old.get(old as usize) == Some(&wanted) {
            return old;
        }
        // What is made of this very format keeps more of it than another one that looks so.
        let own = self.added.iter().position(|added| *added == (old, wanted));
        if let Some(format) = own
            .is_none()
            .then(|| self.first.get(&wanted).copied())
            .flatten()
        {
            return format;
        }
        let place = own.unwrap_or_else(|| {
            self.added.push((old, wanted));
            self.added.len().saturating_sub(1)
        });
        u32::try_from(self.old.len().saturating_add(place)).unwrap_or(0)
    }

    /// Adds the formats to the styles part, which is made where there is none.
    pub(super) fn write(&self, package: &mut Package) -> Result<(), ConvertError> {
        if self.added.is_empty() {
            return Ok(());
        }
        let root = part(package)?;
        let plain = CellStyle::default();
        let mut added = Added::new(&mut package.dom, root);
        for (format, style) in &self.added {
            let was = self.old.get(*format as usize);
            let was = was.and_then(|place| self.set.styles.get(*place as usize));
            let is = self.set.styles.get(*style as usize);
            added.format(*format, was.unwrap_or(&plain), is.unwrap_or(&plain));
        }
        added.finish();
        Ok(())
    }
}

/// The root of the styles part.
fn part(package: &mut Package) -> Result<NodeId, ConvertError> {
    let main = package.main_part().to_owned();
    if let Some(part) = package.related(&main, "styles")
        && package.has_part(&part)
    {
        return package.root(&part).map_err(explain);
    }
    let part = if package.has_part("/xl/styles.xml") {
        package.free_name("/xl/styles", ".xml")
    } else {
        "/xl/styles.xml".to_owned()
    };
    let made = crate::xlsx::write::styles::Formats::bare();
    package.set_part(&part, TYPE, made.into_bytes());
    package.add_relationship(&main, "styles", &part, false);
    package.root(&part).map_err(explain)
}
