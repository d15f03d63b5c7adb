//! Insertion and deletion of cells in a workbook: everything that names cells goes along.

use crate::NodeId;

use super::names::DefinedName;
use super::{SheetError, SheetId, Workbook};
use crate::sheet::formula::{self, Shift};
use crate::sheet::reference::Area;

/// Elements whose text is a formula.
const FORMULAS: &[&str] = &["formula", "formula1", "formula2", "xm:f", "c:f"];
/// Elements that go when their cells do.
const BOUND: &[&str] = &[
    "hyperlink",
    "conditionalFormatting",
    "dataValidation",
    "protectedRange",
    "ignoredError",
    "autoFilter",
    "sortState",
    "x14:conditionalFormatting",
    "x14:dataValidation",
];

impl Workbook {
    /// Inserts or deletes cells of a worksheet; references to them move in all formulas and names.
    ///
    /// # Errors
    /// A worksheet cannot be read.
    pub fn shift(&mut self, id: SheetId, shift: Shift) -> Result<(), SheetError> {
        let name = self.sheet_name(id)?.to_owned();
        let sheet = self.sheet_mut(id)?;
        if matches!(
            shift.kind,
            formula::ShiftKind::Down | formula::ShiftKind::Right
        ) && sheet
            .grid
            .iter(Area::sheet())
            .any(|(cell, view)| !view.is_blank() && shift.cell(cell).is_none())
        {
            return Err(SheetError::PushedOff);
        }
        sheet.grid.apply_shift(&shift)?;
        if shift.moves_cols() {
            let remove = shift.kind == formula::ShiftKind::Left;
            sheet
                .columns
                .shift(shift.at.first.col, shift.at.last.col, remove);
        }
        sheet.merges = sheet
            .merges
            .iter()
            .filter_map(|area| shift.area(*area))
            .filter(|area| !area.is_cell())
            .collect();
        let root = sheet.root;
        self.shift_areas(root, &shift);
        self.shift_drawing(id, &shift)?;
        self.shift_tables(id, &shift)?;
        self.rewrite_formulas(|home, text| formula::shift(text, home, &name, &shift))?;
        self.touch_formulas();
        Ok(())
    }

    /// Lets formulas follow a table that got another name.
    ///
    /// # Errors
    /// A worksheet cannot be read.
    pub fn rename_table(&mut self, old: &str, new: &str) -> Result<(), SheetError> {
        self.rewrite_formulas(|_, text| formula::rename_table(text, old, new))
    }

    /// Lets formulas follow a defined name that got another one; those of one worksheet when only it knows the name.
    ///
    /// # Errors
    /// A worksheet cannot be read.
    pub fn rename_name(&mut self, old: &DefinedName, new: &str) -> Result<(), SheetError> {
        let home = match old.scope {
            Some(id) => Some(self.sheet_name(id)?.to_owned()),
            None => None,
        };
        self.rewrite_formulas(|sheet, text| {
            let known = home.as_deref().is_none_or(|home| home == sheet);
            known
                .then(|| formula::rename_name(text, &old.name, new))
                .flatten()
        })
    }

    /// Puts something else into formulas where they name parts of a table; `other` gets what is in its brackets, with
    /// them.
    ///
    /// # Errors
    /// A worksheet cannot be read.
    pub fn replace_table(
        &mut self,
        name: &str,
        mut other: impl FnMut(&str) -> Option<String>,
    ) -> Result<(), SheetError> {
        self.rewrite_formulas(|_, text| formula::replace_table(text, name, &mut other))
    }

    /// Rewrites every formula of the workbook: in cells, rules, names and charts. `rewrite` gets the name of the
    /// worksheet that a formula is in.
    pub(super) fn rewrite_formulas(
        &mut self,
        mut rewrite: impl FnMut(&str, &str) -> Option<String>,
    ) -> Result<(), SheetError> {
        let mut changed = false;
        for id in self.sheets() {
            if self.sheet_part(id).is_err() {
                continue;
            }
            let home = self.sheet_name(id)?.to_owned();
            let sheet = self.load_for_rewrite(id)?;
            let in_cells = sheet.grid.rewrite_formulas(|text| rewrite(&home, text));
            sheet.dirty |= in_cells;
            let root = sheet.root;
            changed |= in_cells | self.rewrite_tree(root, &home, &mut rewrite);
        }
        for name in self.names() {
            let home = name
                .scope
                .and_then(|id| self.sheet_name(id).ok())
                .unwrap_or_default()
                .to_owned();
            if let Some(text) = rewrite(&home, &name.formula) {
                self.package.dom.set_text(name.node, &text);
                changed = true;
            }
        }
        let charts: Vec<String> = self
            .package
            .part_names()
            .filter(|name| name.starts_with("/xl/charts/chart") && name.ends_with(".xml"))
            .map(str::to_owned)
            .collect();
        for chart in charts {
            let root = self.package.root(&chart)?;
            self.rewrite_tree(root, "", &mut rewrite);
        }
        if changed {
            self.touch_formulas();
        }
        Ok(())
    }

    fn load_for_rewrite(
        &mut self,
        id: SheetId,
    ) -> Result<&mut crate::sheet::worksheet::Worksheet, SheetError> {
        self.sheet(id)?;
        self.loaded_mut(id)
    }

    fn rewrite_tree(
        &mut self,
        root: NodeId,
        home: &str,
        rewrite: &mut impl FnMut(&str, &str) -> Option<String>,
    ) -> bool {
        let dom = &mut self.package.dom;
        let nodes: Vec<NodeId> = dom
            .descendants(root)
            .filter(|node| {
                dom.name_of(*node)
                    .is_some_and(|name| FORMULAS.contains(&name))
            })
            .collect();
        let mut changed = false;
        for node in nodes {
            if let Some(text) = rewrite(home, &dom.text(node)) {
                dom.set_text(node, &text);
                changed = true;
            }
        }
        changed
    }

    /// Moves the areas that attributes and texts of a worksheet's tree name.
    fn shift_areas(&mut self, root: NodeId, shift: &Shift) {
        let dom = &mut self.package.dom;
        let nodes: Vec<NodeId> = dom
            .descendants(root)
            .filter(|node| dom.is_element(*node))
            .collect();
        for node in nodes {
            if dom.is(node, "mergeCell") || dom.is(node, "dimension") {
                continue;
            }
            for key in ["ref", "sqref", "activeCell", "topLeftCell"] {
                let Some(old) = dom.attr(node, key).map(str::to_owned) else {
                    continue;
                };
                let moved = shifted_list(&old, shift);
                let bound = dom.name_of(node).is_some_and(|name| BOUND.contains(&name));
                if moved.is_empty() && bound {
                    dom.detach(node);
                } else if moved != old && !moved.is_empty() {
                    dom.set_attr(node, key, &moved);
                }
            }
            if dom.is(node, "xm:sqref") {
                let old = dom.text(node);
                let moved = shifted_list(&old, shift);
                if moved != old && !moved.is_empty() {
                    dom.set_text(node, &moved);
                }
            }
        }
        for (list, item) in [
            ("hyperlinks", "hyperlink"),
            ("dataValidations", "dataValidation"),
        ] {
            if let Some(list) = dom.child(root, list) {
                let count = dom.elements(list, item).count();
                if count == 0 {
                    dom.detach(list);
                } else if dom
                    .attr(list, "count")
                    .is_some_and(|text| text != count.to_string())
                {
                    dom.set_attr(list, "count", &count.to_string());
                }
            }
        }
    }

    /// Moves the anchors of drawings with their cells; those whose cells are deleted stay at the edge.
    fn shift_drawing(&mut self, id: SheetId, shift: &Shift) -> Result<(), SheetError> {
        if !(shift.moves_rows() || shift.moves_cols()) {
            return Ok(());
        }
        let part = self.sheet_part(id)?.to_owned();
        let Some(drawing) = self.package.related(&part, "drawing") else {
            return Ok(());
        };
        let root = self.package.root(&drawing)?;
        let dom = &mut self.package.dom;
        let corners: Vec<NodeId> = dom
            .descendants(root)
            .filter(|node| dom.is(*node, "xdr:from") || dom.is(*node, "xdr:to"))
            .collect();
        let (axis, first) = if shift.moves_rows() {
            ("xdr:row", shift.at.first.row)
        } else {
            ("xdr:col", shift.at.first.col)
        };
        for corner in corners {
            let Some(node) = dom.child(corner, axis) else {
                continue;
            };
            let Ok(old) = dom.text(node).trim().parse::<u32>() else {
                continue;
            };
            let cell = if shift.moves_rows() {
                Area::cell(old, 0)
            } else {
                Area::cell(0, old)
            };
            let moved = match shift.area(cell) {
                Some(area) if shift.moves_rows() => area.first.row,
                Some(area) => area.first.col,
                None => first,
            };
            if moved != old {
                dom.set_text(node, &moved.to_string());
            }
        }
        Ok(())
    }

    fn shift_tables(&mut self, id: SheetId, shift: &Shift) -> Result<(), SheetError> {
        let part = self.sheet_part(id)?.to_owned();
        let related: Vec<String> = self
            .package
            .relationships(&part)
            .iter()
            .filter(|relationship| relationship.is("table") || relationship.is("comments"))
            .filter_map(|relationship| relationship.part.clone())
            .filter(|part| self.package.has_part(part))
            .collect();
        for part in related {
            let root = self.package.root(&part)?;
            self.shift_areas(root, shift);
            let dom = &mut self.package.dom;
            if dom.is(root, "table")
                && let Some(old) = dom.attr(root, "ref").map(str::to_owned)
            {
                let moved = shifted_list(&old, shift);
                if moved != old && !moved.is_empty() {
                    dom.set_attr(root, "ref", &moved);
                }
            }
        }
        Ok(())
    }
}

/// A list of areas with spaces between them after a shift; those that are gone are left out.
fn shifted_list(list: &str, shift: &Shift) -> String {
    let moved: Vec<String> = list
        .split_whitespace()
        .filter_map(|text| match Area::parse(text) {
            Some(area) => match shift.area(area) {
                Some(moved) if moved == area => Some(text.to_owned()),
                moved => moved.map(Area::name),
            },
            None => Some(text.to_owned()),
        })
        .collect();
    moved.join(" ")
}
