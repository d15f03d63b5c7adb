//! Rows: their attributes are kept as text and read when asked for.

use std::fmt::Write;

use super::Grid;
use super::formula_slots::attribute;

/// The attributes of a row that are understood (ECMA-376 Part 1, 18.3.1.73).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RowFormat {
    /// Height in points, when the file gives one.
    pub height: Option<f64>,
    /// The height was set by hand.
    pub custom_height: bool,
    /// The row is hidden.
    pub hidden: bool,
    /// Number of the cell format of cells that the row does not hold.
    pub style: Option<u32>,
}

impl Grid {
    /// The attributes of a row with a leading space each, without `r` and `spans`.
    #[must_use]
    pub fn row_attributes(&self, row: u32) -> &str {
        self.rows.get(&row).map_or("", |id| self.texts.text(*id))
    }

    pub(in crate::sheet) fn set_row_attributes(&mut self, row: u32, attributes: &str) {
        let id = self.texts.id(attributes);
        if id == 0 {
            self.rows.remove(&row);
        } else {
            self.rows.insert(row, id);
        }
    }

    /// Child elements of a row that are no cells, as they stood.
    #[must_use]
    pub fn row_children(&self, row: u32) -> &str {
        self.row_children.get(&row).map_or("", |children| children)
    }

    pub(in crate::sheet) fn set_row_children(&mut self, row: u32, children: &str) {
        self.row_children.insert(row, children.into());
    }

    /// Rows that have attributes or children, in order.
    pub fn described_rows(&self) -> impl Iterator<Item = u32> {
        let mut attributes = self.rows.keys().copied().peekable();
        let mut children = self.row_children.keys().copied().peekable();
        std::iter::from_fn(
            move || match (attributes.peek().copied(), children.peek().copied()) {
                (Some(a), Some(b)) if a == b => {
                    children.next();
                    attributes.next()
                }
                (Some(a), Some(b)) if b < a => children.next(),
                (Some(_), _) => attributes.next(),
                (None, _) => children.next(),
            },
        )
    }

    /// The understood attributes of a row.
    #[must_use]
    pub fn row(&self, row: u32) -> RowFormat {
        let attributes = self.row_attributes(row);
        if attributes.is_empty() {
            return RowFormat::default();
        }
        let flag = |name| matches!(attribute(attributes, name), Some("1" | "true"));
        RowFormat {
            height: attribute(attributes, "ht").and_then(|text| text.parse().ok()),
            custom_height: flag("customHeight"),
            hidden: flag("hidden"),
            style: attribute(attributes, "s")
                .and_then(|text| text.parse().ok())
                .filter(|_| flag("customFormat")),
        }
    }

    /// Sets the understood attributes of a row and keeps the others.
    pub fn set_row(&mut self, row: u32, format: RowFormat) {
        let mut out = String::new();
        if let Some(style) = format.style {
            let _ = write!(out, " s=\"{style}\" customFormat=\"1\"");
        }
        if let Some(height) = format.height {
            let _ = write!(out, " ht=\"{height}\"");
        }
        if format.hidden {
            out.push_str(" hidden=\"1\"");
        }
        if format.custom_height {
            out.push_str(" customHeight=\"1\"");
        }
        let mut rest = self.row_attributes(row);
        while let Some((key, tail)) = rest.split_once('=') {
            let Some(quote) = tail.get(..1) else { break };
            let Some((value, tail)) = tail.get(1..).and_then(|tail| tail.split_once(quote)) else {
                break;
            };
            let key = key.trim();
            if !matches!(key, "s" | "customFormat" | "ht" | "hidden" | "customHeight") {
                let _ = write!(out, " {key}={quote}{value}{quote}");
            }
            rest = tail;
        }
        self.set_row_attributes(row, &out);
    }
}
