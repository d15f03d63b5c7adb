//! Formulas beside the slots, and the groups that share one text (ECMA-376 Part 1, 18.3.1.40).

use thiserror::Error;

use super::chunks::{Kind, Slot};
use super::{ContentView, Grid, GridError, MAX_FORMULA_BYTES};
use crate::sheet::formula;
use crate::sheet::reference::{Area, CellPos};

/// Shared formulas of a worksheet from which on all are given up at once.
const MANY_GROUPS: usize = 64;

/// Why a formula has no text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormulaError {
    /// The file names a shared formula that it does not have.
    #[error("the formula of cell {0} refers to a shared formula that the file lacks")]
    NoMaster(String),
}

/// A cached result in nine bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PackedCache {
    pub kind: u8,
    pub bits: u64,
}

#[derive(Debug, Clone)]
pub(super) struct Formula {
    pub text: Box<str>,
    pub attributes: u32,
    pub cached: PackedCache,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Formulas {
    items: Vec<Formula>,
    free: Vec<u32>,
    bytes: usize,
}

impl Formulas {
    pub fn add(&mut self, text: &str, attributes: u32, cached: PackedCache) -> u32 {
        let formula = Formula {
            text: Box::from(text),
            attributes,
            cached,
        };
        self.bytes += text.len() + 64;
        if let Some(id) = self.free.pop()
            && let Some(item) = self.items.get_mut(id as usize)
        {
            *item = formula;
            return id;
        }
        self.items.push(formula);
        (self.items.len() - 1) as u32
    }

    pub fn len(&self) -> usize {
        self.items.len() - self.free.len()
    }

    pub fn get(&self, id: u32) -> Option<&Formula> {
        self.items.get(id as usize)
    }

    pub fn get_mut(&mut self, id: u32) -> Option<&mut Formula> {
        self.items.get_mut(id as usize)
    }

    pub fn free(&mut self, id: u32) {
        if let Some(item) = self.items.get_mut(id as usize) {
            self.bytes = self.bytes.saturating_sub(item.text.len() + 64);
            item.text = Box::from("");
            self.free.push(id);
        }
    }

    pub fn weight(&self) -> usize {
        self.bytes
    }
}

/// The value of an attribute in a row of attributes as a tag has them.
pub(in crate::sheet) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        let (key, tail) = rest.trim_start().split_once('=')?;
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, tail) = tail.get(1..)?.split_once(quote)?;
        if key.trim_end() == name {
            return Some(value);
        }
        rest = tail;
    }
}

impl Grid {
    /// The number of the shared formula that a formula takes part in.
    pub(super) fn shared_group(&self, slot: Slot) -> Option<u32> {
        let formula = self.formulas.get(slot.bits() as u32)?;
        if formula.attributes == 0 {
            return None;
        }
        let attributes = self.texts.text(formula.attributes);
        (attribute(attributes, "t") == Some("shared"))
            .then(|| attribute(attributes, "si")?.parse().ok())?
    }

    /// The text of the formula of a cell without `=`; `None` when it has none.
    ///
    /// # Errors
    /// [`FormulaError::NoMaster`] for a broken shared formula.
    pub fn formula(&self, cell: CellPos) -> Result<Option<String>, FormulaError> {
        let Some(slot) = self
            .chunks
            .get(cell)
            .copied()
            .filter(|slot| slot.kind() == Kind::Formula)
        else {
            return Ok(None);
        };
        let text = self
            .formulas
            .get(slot.bits() as u32)
            .map_or("", |formula| &formula.text);
        if !text.is_empty() {
            return Ok(Some(text.to_owned()));
        }
        let Some(group) = self.shared_group(slot) else {
            return Ok(Some(String::new()));
        };
        let (master, text) = self
            .master(group)
            .ok_or_else(|| FormulaError::NoMaster(cell.name()))?;
        Ok(Some(relocated(text, master, cell)))
    }

    fn master(&self, group: u32) -> Option<(CellPos, &str)> {
        let cell = *self.masters.get(&group)?;
        let slot = self
            .chunks
            .get(cell)
            .filter(|slot| slot.kind() == Kind::Formula)?;
        let formula = self.formulas.get(slot.bits() as u32)?;
        (self.shared_group(*slot) == Some(group)).then_some((cell, &*formula.text))
    }

    /// Gives every cell that shares the formula of this one its own text, because this one changes.
    pub(super) fn unshare_at(&mut self, cell: CellPos) -> Result<(), GridError> {
        if self.masters.is_empty() {
            return Ok(());
        }
        let slot = self.chunks.get(cell).copied();
        let group = slot
            .filter(|slot| slot.kind() == Kind::Formula)
            .and_then(|slot| self.shared_group(slot))
            // Without its text there is nothing to give, and no need to go through all cells.
            .filter(|group| self.masters.contains_key(group));
        match group {
            None => Ok(()),
            // One way through the cells for each of many groups would take too long.
            Some(group) if self.masters.len() > MANY_GROUPS => {
                self.unshare(None).or_else(|_| self.unshare(Some(group)))
            }
            group => self.unshare(group),
        }
    }

    /// Gives every cell of a shared formula (of all when `group` is `None`) its own text, because one of them
    /// changes or moves.
    pub(super) fn unshare(&mut self, group: Option<u32>) -> Result<(), GridError> {
        let members: Vec<(u32, Slot)> = self
            .chunks
            .iter(Area::sheet())
            .filter(|slot| slot.kind() == Kind::Formula)
            .filter_map(|slot| Some((self.shared_group(*slot)?, *slot)))
            .filter(|(of, _)| group.is_none_or(|group| group == *of))
            .collect();
        let mut masters = std::collections::HashMap::new();
        for (group, slot) in &members {
            if let Some(formula) = self.formulas.get(slot.bits() as u32)
                && !formula.text.is_empty()
            {
                masters
                    .entry(*group)
                    .or_insert_with(|| (slot.cell(), formula.text.clone()));
            }
        }
        let mut bytes = 0_usize;
        for (group, slot) in &members {
            let empty = self
                .formulas
                .get(slot.bits() as u32)
                .is_some_and(|formula| formula.text.is_empty());
            if let Some((_, text)) = masters.get(group).filter(|_| empty) {
                bytes = bytes.saturating_add(text.len());
            }
        }
        if bytes > MAX_FORMULA_BYTES {
            return Err(GridError::TooMuchText(MAX_FORMULA_BYTES));
        }
        self.formulas.bytes += bytes;
        for (group, slot) in members {
            let Some((master, text)) = masters.get(&group) else {
                continue;
            };
            if let Some(formula) = self.formulas.get_mut(slot.bits() as u32) {
                if formula.text.is_empty() {
                    formula.text = relocated(text, *master, slot.cell()).into();
                }
                formula.attributes = 0;
            }
        }
        match group {
            Some(group) => {
                self.masters.remove(&group);
            }
            None => self.masters.clear(),
        }
        Ok(())
    }

    /// Rewrites the texts of formulas; those that changed lose their cached result.
    pub(in crate::sheet) fn rewrite_formulas(
        &mut self,
        mut rewrite: impl FnMut(&str) -> Option<String>,
    ) -> bool {
        let slots: Vec<Slot> = self
            .chunks
            .iter(Area::sheet())
            .filter(|slot| slot.kind() == Kind::Formula)
            .copied()
            .collect();
        let mut changed = false;
        for slot in slots {
            if let Some(formula) = self.formulas.get_mut(slot.bits() as u32)
                && let Some(text) = rewrite(&formula.text)
            {
                formula.text = text.into();
                changed = true;
            }
        }
        changed
    }

    /// Forgets the cached results of all formulas.
    pub fn forget_results(&mut self) {
        let slots: Vec<Slot> = self
            .chunks
            .iter(Area::sheet())
            .filter(|slot| slot.kind() == Kind::Formula)
            .copied()
            .collect();
        for slot in slots {
            if let Some(formula) = self.formulas.get_mut(slot.bits() as u32) {
                formula.cached = PackedCache::default();
            }
        }
    }

    /// Sets the cached result of a formula; other cells stay as they are.
    pub fn set_result(&mut self, cell: CellPos, cached: super::Cached<'_>) {
        let cached = self.pack(cached);
        let slot = self.chunks.get(cell).copied();
        if let Some(slot) = slot.filter(|slot| slot.kind() == Kind::Formula)
            && let Some(formula) = self.formulas.get_mut(slot.bits() as u32)
        {
            formula.cached = cached;
        }
    }

    /// Whether a formula of the worksheet has no cached result.
    #[must_use]
    pub fn has_uncalculated(&self) -> bool {
        self.iter(Area::sheet())
            .any(|(_, cell)| matches!(cell.content, ContentView::Formula(formula) if formula.cached == super::Cached::None))
    }
}

fn relocated(text: &str, from: CellPos, to: CellPos) -> String {
    formula::relocate(
        text,
        i64::from(to.row) - i64::from(from.row),
        i64::from(to.col) - i64::from(from.col),
    )
}
