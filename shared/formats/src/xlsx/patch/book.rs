//! The workbook part: its sheets and names (ECMA-376 Part 1, 18.2).

use std::collections::HashMap;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{Sheet, Workbook};
use spindle_ooxml::sheet::workbook::ORDER;
use spindle_ooxml::{Dom, NodeId};

use super::{Patch, explain};

/// Which sheets of a workbook are which of another one.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// For each sheet of the new workbook the one that it was.
    pub(super) old_of_new: Vec<Option<usize>>,
}

impl Matched {
    /// Sheets are told by their names; of what is left, those that have the same cells, then those at the same place,
    /// were given another name.
    pub(super) fn of(old: &Workbook, new: &Workbook) -> Self {
        let mut free: Vec<bool> = vec![true; old.sheets.len()];
        let mut pairs: Vec<Option<usize>> = vec![None; new.sheets.len()];
        for step in 0..3 {
            for (place, (pair, sheet)) in pairs.iter_mut().zip(&new.sheets).enumerate() {
                if pair.is_some() {
                    continue;
                }
                let found = old.sheets.iter().enumerate().find(|(index, known)| {
                    free.get(*index) == Some(&true)
                        && match step {
                            0 => known.name == sheet.name,
                            1 => !sheet.rows.is_empty() && says_the_same(known, sheet),
                            _ => *index == place && old.sheets.len() == new.sheets.len(),
                        }
                });
                if let Some((index, _)) = found {
                    *pair = Some(index);
                    if let Some(slot) = free.get_mut(index) {
                        *slot = false;
                    }
                }
            }
        }
        Self { old_of_new: pairs }
    }
}

/// Whether two sheets have the same cells, however those look.
fn says_the_same(one: &Sheet, other: &Sheet) -> bool {
    let cells = |sheet: &'_ Sheet| -> Vec<(u32, u32)> {
        let rows = sheet.rows.iter();
        rows.flat_map(|row| row.cells.iter().map(|cell| (row.index, cell.column)))
            .collect()
    };
    let all = |sheet: &'_ Sheet| sheet.rows.iter().map(|row| row.cells.len()).sum::<usize>();
    all(one) == all(other)
        && cells(one) == cells(other)
        && one
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .zip(other.rows.iter().flat_map(|row| &row.cells))
            .all(|(one, other)| one.value == other.value && one.formula == other.formula)
}

impl Patch<'_> {
    /// Writes sheets and names, and answers whether anything of them changed. `parts` has for each sheet its part, where
    /// that is new.
    pub(super) fn book(
        &mut self,
        base: &Workbook,
        matched: &Matched,
        parts: &[Option<String>],
        recalculates: bool,
        job: &mut Job<'_>,
    ) -> Result<bool, ConvertError> {
        let main = self.package.main_part().to_owned();
        let root = self.package.root(&main).map_err(explain)?;
        let Some(list) = self.package.dom.child(root, "sheets") else {
            return Err(ConvertError::damaged("the workbook has no list of sheets"));
        };
        let entries: Vec<NodeId> = self.package.dom.elements(list, "sheet").collect();
        let id = |dom: &Dom, node: NodeId| dom.attr(node, "sheetId").unwrap_or_default().to_owned();
        let ids: Vec<String> = entries
            .iter()
            .map(|node| id(&self.package.dom, *node))
            .collect();
        let mut changed = false;
        let mut lost_ids = Vec::new();
        let (order, lost) = self.order(matched, &entries);
        for (entry, node) in entries.iter().enumerate() {
            if lost.contains(&entry) {
                lost_ids.push(id(&self.package.dom, *node));
            }
        }
        let mut last_id: u32 = ids
            .iter()
            .filter_map(|id| id.parse().ok())
            .max()
            .unwrap_or(0);
        let mut nodes: Vec<NodeId> = Vec::new();
        for place in &order {
            let (node, index) = match *place {
                Place::Kept(entry) => {
                    nodes.extend(entries.get(entry).copied());
                    continue;
                }
                Place::Sheet(index, Some(entry)) => (entries.get(entry).copied(), index),
                Place::Sheet(index, None) => {
                    let Some(part) = parts.get(index).and_then(Option::as_deref) else {
                        continue;
                    };
                    let id = self
                        .package
                        .add_relationship(&main, "worksheet", part, false);
                    last_id = last_id.saturating_add(1);
                    let dom = &mut self.package.dom;
                    let node = dom.element_with(
                        "sheet",
                        &[
                            ("name", ""),
                            ("sheetId", &last_id.to_string()),
                            ("r:id", &id),
                        ],
                    );
                    dom.append(list, node);
                    changed = true;
                    (Some(node), index)
                }
            };
            let (Some(node), Some(sheet)) = (node, self.workbook.sheets.get(index)) else {
                continue;
            };
            let was = matched.old_of_new.get(index).copied().flatten();
            let was = was.and_then(|was| base.sheets.get(was));
            let dom = &mut self.package.dom;
            if was.is_none_or(|was| was.name != sheet.name) {
                dom.set_attr(node, "name", &sheet.name);
                changed = true;
            }
            if was.map_or(sheet.hidden, |was| was.hidden != sheet.hidden) {
                match sheet.hidden {
                    true => dom.set_attr(node, "state", "hidden"),
                    false => {
                        dom.remove_attr(node, "state");
                    }
                }
                changed = true;
            }
            nodes.push(node);
        }
        for entry in &lost {
            let Some(node) = entries.get(*entry) else {
                continue;
            };
            let relation = self.package.dom.attr(*node, "r:id").map(str::to_owned);
            if let Some(part) = relation.and_then(|id| self.package.related_by_id(&main, &id)) {
                self.package.remove_part(&part);
            }
            self.package.dom.detach(*node);
            changed = true;
        }
        let now: Vec<NodeId> = self.package.dom.elements(list, "sheet").collect();
        if now != nodes {
            for node in &nodes {
                self.package.dom.detach(*node);
                self.package.dom.append(list, *node);
            }
            changed = true;
        }
        // Where each entry is now.
        let places: Vec<Option<usize>> = entries
            .iter()
            .map(|entry| nodes.iter().position(|node| node == entry))
            .collect();
        if changed {
            self.move_places(root, &places);
        }
        changed |= self.names(root, base, matched, &nodes, &entries);
        let dom = &mut self.package.dom;
        if recalculates {
            let calculation = dom.ensure_child(root, "calcPr", ORDER);
            dom.set_attr(calculation, "fullCalcOnLoad", "1");
        }
        self.chain.write(&mut self.package, &ids, &lost_ids)?;
        (job.progress)(0.95);
        Ok(changed)
    }

    /// The entries as they follow each other now, and those that go. What is no sheet of cells stays behind what it
    /// followed.
    fn order(&self, matched: &Matched, entries: &[NodeId]) -> (Vec<Place>, Vec<usize>) {
        let own: Vec<usize> = self.source.sheets.iter().map(|(entry, _)| *entry).collect();
        let kept: Vec<usize> = matched
            .old_of_new
            .iter()
            .filter_map(|old| own.get((*old)?).copied())
            .collect();
        let lost: Vec<usize> = own
            .iter()
            .copied()
            .filter(|entry| !kept.contains(entry))
            .collect();
        // What is no sheet of cells, by the sheet before it that is still there.
        let mut others: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for entry in (0..entries.len()).filter(|entry| !own.contains(entry)) {
            let before = kept.iter().copied().filter(|kept| *kept < entry).max();
            others.entry(before).or_default().push(entry);
        }
        let mut order = Vec::new();
        let mut follow = |before: Option<usize>, order: &mut Vec<Place>| {
            let entries = others.remove(&before).unwrap_or_default();
            order.extend(entries.into_iter().map(Place::Kept));
        };
        follow(None, &mut order);
        for (index, old) in matched.old_of_new.iter().enumerate() {
            let entry = old.and_then(|old| own.get(old)).copied();
            order.push(Place::Sheet(index, entry));
            if entry.is_some() {
                follow(entry, &mut order);
            }
        }
        (order, lost)
    }

    /// Makes what counts sheets count them as they are now.
    fn move_places(&mut self, root: NodeId, places: &[Option<usize>]) {
        let dom = &mut self.package.dom;
        let moved = |said: &str| -> Option<Option<usize>> {
            let old: usize = said.trim().parse().ok()?;
            Some(places.get(old).copied().flatten())
        };
        if let Some(views) = dom.child(root, "bookViews") {
            for view in dom.child_ids(views) {
                for name in ["activeTab", "firstSheet"] {
                    let Some(said) = dom.attr(view, name).map(str::to_owned) else {
                        continue;
                    };
                    let now = moved(&said).flatten().unwrap_or(0).to_string();
                    if now != said {
                        dom.set_attr(view, name, &now);
                    }
                }
            }
        }
        if let Some(names) = dom.child(root, "definedNames") {
            for name in dom.child_ids(names) {
                let Some(said) = dom.attr(name, "localSheetId").map(str::to_owned) else {
                    continue;
                };
                match moved(&said) {
                    Some(Some(now)) if now.to_string() != said => {
                        dom.set_attr(name, "localSheetId", &now.to_string());
                    }
                    Some(None) => {
                        dom.detach(name);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Writes names that changed; answers whether any did.
    fn names(
        &mut self,
        root: NodeId,
        base: &Workbook,
        matched: &Matched,
        nodes: &[NodeId],
        entries: &[NodeId],
    ) -> bool {
        let entry_now = |sheet: usize| -> Option<usize> {
            // The place in the workbook part of a sheet of the new workbook.
            let old = matched.old_of_new.get(sheet).copied().flatten();
            let node = match old {
                Some(old) => {
                    let (entry, _) = self.source.sheets.get(old)?;
                    *entries.get(*entry)?
                }
                None => {
                    let fresh = matched.old_of_new.iter().take(sheet);
                    let before = fresh.filter(|old| old.is_none()).count();
                    let mut new = nodes.iter().filter(|node| !entries.contains(node));
                    *new.nth(before)?
                }
            };
            nodes.iter().position(|known| *known == node)
        };
        type Key = (String, Option<usize>);
        let of_base: Vec<(Key, &str)> = base
            .names
            .iter()
            .filter_map(|name| {
                let sheet = match name.sheet {
                    None => None,
                    Some(old) => {
                        let new = matched
                            .old_of_new
                            .iter()
                            .position(|known| *known == Some(old));
                        Some(entry_now(new?)?)
                    }
                };
                Some(((name.name.clone(), sheet), name.formula.as_str()))
            })
            .collect();
        let of_new: Vec<(Key, &str)> = self
            .workbook
            .names
            .iter()
            .filter_map(|name| {
                let sheet = match name.sheet {
                    None => None,
                    Some(sheet) => Some(entry_now(sheet)?),
                };
                Some(((name.name.clone(), sheet), name.formula.as_str()))
            })
            .collect();
        let gone: Vec<&Key> = of_base
            .iter()
            .map(|(key, _)| key)
            .filter(|key| !of_new.iter().any(|(other, _)| other == *key))
            .collect();
        let differing: Vec<&(Key, &str)> = of_new
            .iter()
            .filter(|name| !of_base.contains(name))
            .collect();
        if gone.is_empty() && differing.is_empty() {
            return false;
        }
        let dom = &mut self.package.dom;
        let list = dom.ensure_child(root, "definedNames", ORDER);
        let find = |dom: &Dom, key: &Key| {
            dom.elements(list, "definedName").find(|node| {
                let sheet = dom.attr(*node, "localSheetId");
                let sheet = sheet.and_then(|sheet| sheet.trim().parse().ok());
                dom.attr(*node, "name") == Some(&key.0) && sheet == key.1
            })
        };
        for key in gone {
            if let Some(node) = find(dom, key) {
                dom.detach(node);
            }
        }
        for (key, formula) in differing {
            let node = find(dom, key).unwrap_or_else(|| {
                let node = dom.element_with("definedName", &[("name", &key.0)]);
                if let Some(sheet) = key.1 {
                    dom.set_attr(node, "localSheetId", &sheet.to_string());
                }
                dom.append(list, node);
                node
            });
            dom.set_text(node, formula.strip_prefix('=').unwrap_or(formula));
        }
        if dom.child_elements(list).next().is_none() {
            dom.detach(list);
        }
        true
    }
}

/// An entry of the list of sheets.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// What is no sheet of cells.
    Kept(usize),
    /// A sheet of the new workbook, and its entry where it has one.
    Sheet(usize, Option<usize>),
}
