//! Moving cells: insertion and deletion of cells, rows and columns.

use std::collections::HashMap;
use std::fmt::Write;

use super::chunks::{Kind, Slot, key};
use super::formula_slots::attribute;
use super::{Extra, Grid, GridError};
use crate::sheet::formula::Shift;
use crate::sheet::reference::{Area, CellPos};

impl Grid {
    /// Moves cells, and whole rows with their attributes, as a shift says; cells that it deletes or pushes off the
    /// worksheet are gone. Formulas are not rewritten here.
    ///
    /// # Errors
    /// [`GridError::TooMuchText`] when shared formulas are too long to have in every cell.
    pub(in crate::sheet) fn apply_shift(&mut self, shift: &Shift) -> Result<(), GridError> {
        self.unshare(None)?;
        let mut gone = Vec::new();
        let mut extras: HashMap<u64, Extra> = HashMap::new();
        let old = std::mem::take(&mut self.extras);
        self.chunks.rebuild(|mut slot: Slot| {
            let from = slot.cell();
            match shift.cell(from) {
                Some(to) => {
                    slot.move_to(to);
                    if let Some(extra) = old.get(&key(from)) {
                        extras.insert(key(to), extra.clone());
                    }
                    Some(slot)
                }
                None => {
                    if slot.kind() == Kind::Formula {
                        gone.push(slot.bits() as u32);
                    }
                    None
                }
            }
        });
        self.extras = extras;
        for id in gone {
            self.formulas.free(id);
        }
        self.shift_array_areas(shift);
        if shift.moves_rows() {
            self.rows = std::mem::take(&mut self.rows)
                .into_iter()
                .filter_map(|(row, id)| Some((shift.cell(CellPos::new(row, 0))?.row, id)))
                .collect();
            self.row_children = std::mem::take(&mut self.row_children)
                .into_iter()
                .filter_map(|(row, children)| {
                    Some((shift.cell(CellPos::new(row, 0))?.row, children))
                })
                .collect();
        }
        Ok(())
    }

    /// The `ref` of array formulas and data tables moves with the cells.
    fn shift_array_areas(&mut self, shift: &Shift) {
        let slots: Vec<Slot> = self
            .chunks
            .iter(Area::sheet())
            .filter(|slot| slot.kind() == Kind::Formula)
            .copied()
            .collect();
        for slot in slots {
            let id = slot.bits() as u32;
            let Some(attributes) = self
                .formulas
                .get(id)
                .map(|formula| formula.attributes)
                .filter(|id| *id != 0)
            else {
                continue;
            };
            let text = self.texts.text(attributes);
            let Some(area) = attribute(text, "ref").and_then(Area::parse) else {
                continue;
            };
            let moved = shift.area(area).unwrap_or(area);
            let mut out = String::with_capacity(text.len());
            let (before, after) = text
                .split_once(&format!("ref=\"{}\"", area.name()))
                .unwrap_or((text, ""));
            let _ = write!(out, "{before}ref=\"{}\"{after}", moved.name());
            let attributes = if before == text {
                attributes
            } else {
                self.texts.id(&out)
            };
            if let Some(formula) = self.formulas.get_mut(id) {
                formula.attributes = attributes;
            }
        }
    }
}
