//! Formulas of a sheet: those of cells, and those that many cells share (MS-XLS 2.4.127, 2.4.277, 2.4.4).

use std::collections::HashMap;

use spindle_model::workbook::Row;

use super::super::data::Bytes;
use super::super::formula::{Context, Elsewhere, decode, elsewhere};

/// A formula's tokens and what lies behind them.
#[derive(Debug, Clone, Copy)]
struct Tokens<'s> {
    tokens: &'s [u8],
    extra: &'s [u8],
}

impl<'s> Tokens<'s> {
    fn read(bytes: &mut Bytes<'s>) -> Option<Self> {
        let length = usize::from(bytes.u16()?);
        let tokens = bytes.take(length)?;
        Some(Self {
            tokens,
            extra: bytes.0,
        })
    }
}

/// The formulas of a sheet while it is read.
#[derive(Debug, Default)]
pub(super) struct Formulas<'s> {
    cells: Vec<(u16, u16, Tokens<'s>)>,
    /// By the first cell of those that share them.
    shared: HashMap<(u16, u16), Tokens<'s>>,
    arrays: HashMap<(u16, u16), Tokens<'s>>,
    lost: usize,
}

impl<'s> Formulas<'s> {
    /// Takes the formula of a cell; `bytes` stand behind its result.
    pub(super) fn formula_record(&mut self, row: u16, column: u16, mut bytes: Bytes<'s>) {
        let tokens = bytes.skip(6).and_then(|()| Tokens::read(&mut bytes));
        match tokens {
            Some(tokens) => self.cells.push((row, column, tokens)),
            None => self.lost = self.lost.saturating_add(1),
        }
    }

    /// Takes a formula that cells share. Cells name the one that it stands behind, which is mostly the first of them.
    pub(super) fn shared_record(&mut self, body: &'s [u8]) {
        let mut bytes = Bytes(body);
        let read = |bytes: &mut Bytes<'s>| {
            let row = bytes.u16()?;
            bytes.skip(2)?;
            let column = u16::from(bytes.u8()?);
            bytes.skip(3)?;
            Some(((row, column), Tokens::read(bytes)?))
        };
        let Some((first, tokens)) = read(&mut bytes) else {
            return;
        };
        self.shared.insert(first, tokens);
        if let Some((row, column, _)) = self.cells.last() {
            self.shared.entry((*row, *column)).or_insert(tokens);
        }
    }

    /// Takes the formula of an array.
    pub(super) fn array_record(&mut self, body: &'s [u8]) {
        let mut bytes = Bytes(body);
        let read = |bytes: &mut Bytes<'s>| {
            let row = bytes.u16()?;
            bytes.skip(2)?;
            let column = u16::from(bytes.u8()?);
            bytes.skip(1 + 2 + 4)?;
            Some(((row, column), Tokens::read(bytes)?))
        };
        if let Some((first, tokens)) = read(&mut bytes) {
            self.arrays.insert(first, tokens);
        }
    }

    /// Sets the formulas in their cells; how many could not be read.
    pub(super) fn finish(self, rows: &mut [Row], context: &Context<'_>) -> usize {
        let mut lost = self.lost;
        for (row, column, own) in &self.cells {
            let home = (u32::from(*row), u32::from(*column));
            let tokens = match elsewhere(own.tokens) {
                None => Some(*own),
                Some(Elsewhere::Table) => None,
                Some(Elsewhere::Shared(row, column)) => {
                    let first = (row, column);
                    match (self.shared.get(&first), self.arrays.get(&first)) {
                        (Some(shared), _) => Some(*shared),
                        // An array's formula stands in its first cell; the others have what it came to.
                        (None, Some(array)) => {
                            if home != (u32::from(row), u32::from(column)) {
                                continue;
                            }
                            Some(*array)
                        }
                        (None, None) => None,
                    }
                }
            };
            let text = tokens.and_then(|tokens| decode(tokens.tokens, tokens.extra, home, context));
            let Some(text) = text else {
                lost = lost.saturating_add(1);
                continue;
            };
            let cell = rows
                .binary_search_by_key(&home.0, |row| row.index)
                .ok()
                .and_then(|at| rows.get_mut(at))
                .and_then(|row| {
                    let cells = &mut row.cells;
                    let at = cells
                        .binary_search_by_key(&home.1, |cell| cell.column)
                        .ok()?;
                    cells.get_mut(at)
                });
            if let Some(cell) = cell {
                cell.formula = Some(text.into_boxed_str());
            }
        }
        lost
    }
}
