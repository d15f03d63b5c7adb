//! Writing the cells of a worksheet part.

use std::fmt::Write as _;

use super::grid::{Cached, CellView, ContentView, Grid};
use super::reference::{Area, CellPos, push_col};
use super::strings::Strings;
use super::text::escaped;
use crate::dom::escape::push_text;

/// Appends the rows of a grid. `prefix` is that of the part's elements, with its colon or empty.
pub(super) fn rows(out: &mut Vec<u8>, grid: &Grid, strings: &Strings, prefix: &str, rounded: bool) {
    out.reserve(grid.len() * 32);
    let mut writer = Writer {
        out,
        grid,
        strings,
        prefix,
        rounded,
        open: None,
        number: String::new(),
    };
    let mut described = grid.described_rows().peekable();
    for (cell, view) in grid.iter(Area::sheet()) {
        if writer.open != Some(cell.row) {
            writer.close();
            while let Some(row) = described.next_if(|row| *row < cell.row) {
                writer.open(row);
                writer.close();
            }
            described.next_if(|row| *row == cell.row);
            writer.open(cell.row);
        }
        writer.cell(cell, &view);
    }
    writer.close();
    for row in described {
        writer.open(row);
        writer.close();
    }
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
    grid: &'a Grid,
    strings: &'a Strings,
    prefix: &'a str,
    /// Numbers have at most 15 digits.
    rounded: bool,
    open: Option<u32>,
    number: String,
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn start(&mut self, name: &str) {
        self.push("<");
        self.push(self.prefix);
        self.push(name);
    }

    fn end(&mut self, name: &str) {
        self.push("</");
        self.push(self.prefix);
        self.push(name);
        self.push(">");
    }

    fn shown(&mut self, value: impl std::fmt::Display) {
        self.number.clear();
        let _ = write!(self.number, "{value}");
        self.out.extend_from_slice(self.number.as_bytes());
    }

    fn open(&mut self, row: u32) {
        self.start("row r=\"");
        self.shown(row + 1);
        self.push("\"");
        self.push(self.grid.row_attributes(row));
        self.push(">");
        self.open = Some(row);
    }

    fn close(&mut self) {
        if let Some(row) = self.open.take() {
            self.push(self.grid.row_children(row));
            self.end("row");
        }
    }

    fn cell(&mut self, cell: CellPos, view: &CellView<'_>) {
        self.start("c r=\"");
        self.number.clear();
        push_col(&mut self.number, cell.col);
        let _ = write!(self.number, "{}", cell.row + 1);
        self.out.extend_from_slice(self.number.as_bytes());
        self.push("\"");
        if view.style != 0 {
            self.push(" s=\"");
            self.shown(view.style);
            self.push("\"");
        }
        let kind = match view.content {
            ContentView::Blank | ContentView::Number(_) => "",
            ContentView::Text(_) => "s",
            ContentView::Bool(_) => "b",
            ContentView::Error(_) => "e",
            ContentView::Date(_) => "d",
            ContentView::Formula(formula) => match formula.cached {
                Cached::None | Cached::Number(_) => "",
                Cached::Text(_) | Cached::Plain(_) => "str",
                Cached::Bool(_) => "b",
                Cached::Error(_) => "e",
            },
        };
        if !kind.is_empty() {
            self.push(" t=\"");
            self.push(kind);
            self.push("\"");
        }
        let extra = self.grid.extra(cell);
        if let Some(extra) = extra {
            self.push(&extra.attributes);
        }
        let children = extra.map_or("", |extra| &extra.children);
        if view.is_blank() && children.is_empty() {
            self.push("/>");
            return;
        }
        self.push(">");
        self.content(view);
        self.push(children);
        self.end("c");
    }

    fn content(&mut self, view: &CellView<'_>) {
        match view.content {
            ContentView::Blank => {}
            ContentView::Number(number) => self.number(number, self.rounded),
            ContentView::Text(id) => self.plain(id),
            ContentView::Bool(value) => self.plain(u8::from(value)),
            ContentView::Error(text) | ContentView::Date(text) => self.text(text),
            ContentView::Formula(formula) => {
                self.start("f");
                self.push(formula.attributes);
                if formula.text.is_empty() {
                    self.push("/>");
                } else {
                    self.push(">");
                    push_text(self.out, formula.text);
                    self.end("f");
                }
                match formula.cached {
                    Cached::None => {}
                    Cached::Number(number) => self.number(number, true),
                    Cached::Text(id) => {
                        let text = escaped(self.strings.text(id)).into_owned();
                        self.text(&text);
                    }
                    Cached::Plain(text) => {
                        let text = escaped(text).into_owned();
                        self.text(&text);
                    }
                    Cached::Bool(value) => self.plain(u8::from(value)),
                    Cached::Error(text) => self.text(text),
                }
            }
        }
    }

    fn plain(&mut self, value: impl std::fmt::Display) {
        self.start("v>");
        self.shown(value);
        self.end("v");
    }

    /// The shortest text that reads as the same number; `-0` reads as 0 everywhere.
    fn number(&mut self, number: f64, rounded: bool) {
        let mut number = if number == 0.0 { 0.0 } else { number };
        // Results differ from machine to machine in the digits behind the fifteenth, which nobody is shown.
        if rounded && number.fract() != 0.0 {
            self.number.clear();
            let _ = write!(self.number, "{number:.14e}");
            number = self.number.parse().unwrap_or(number);
        }
        if (1e-5..1e15).contains(&number.abs()) || number == 0.0 {
            self.plain(number);
        } else {
            self.start("v>");
            self.number.clear();
            let _ = write!(self.number, "{number:E}");
            self.out.extend_from_slice(self.number.as_bytes());
            self.end("v");
        }
    }

    fn text(&mut self, text: &str) {
        self.start("v>");
        push_text(self.out, text);
        self.end("v");
    }
}
