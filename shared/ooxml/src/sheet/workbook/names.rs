//! Defined names (ECMA-376 Part 1, 18.2.5).

use crate::NodeId;

use super::save::ORDER;
use super::{SheetError, SheetId, Workbook};
use crate::sheet::formula::accept_union;
use crate::sheet::reference::Area;

/// A name for cells or a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedName {
    /// The name.
    pub name: String,
    /// What it stands for, without `=`.
    pub formula: String,
    /// The sheet that knows it; `None` for the whole workbook.
    pub scope: Option<SheetId>,
    /// Its element.
    pub node: NodeId,
}

impl Workbook {
    /// All defined names in the order of the file.
    #[must_use]
    pub fn names(&self) -> Vec<DefinedName> {
        let dom = &self.package.dom;
        let Some(list) = dom.child(self.root, "definedNames") else {
            return Vec::new();
        };
        dom.elements(list, "definedName")
            .map(|node| {
                let index = dom
                    .attr(node, "localSheetId")
                    .and_then(|text| text.parse::<usize>().ok());
                DefinedName {
                    name: dom.attr(node, "name").unwrap_or_default().to_owned(),
                    formula: dom.text(node),
                    scope: index
                        .and_then(|index| self.entries.get(index))
                        .map(|entry| entry.id),
                    node,
                }
            })
            .collect()
    }

    /// The name as a sheet (or the workbook) knows it, in whatever case.
    #[must_use]
    pub fn find_name(&self, name: &str, scope: Option<SheetId>) -> Option<DefinedName> {
        let name = name.to_lowercase();
        self.names()
            .into_iter()
            .find(|known| known.scope == scope && known.name.to_lowercase() == name)
    }

    /// Whether a text can be a defined name: a letter, `_` or `\` first, no spaces, and no cell's name.
    #[must_use]
    pub fn is_name(name: &str) -> bool {
        let mut chars = name.chars();
        let first = chars
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_' || c == '\\');
        first
            && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '?'))
            && name.encode_utf16().count() <= 255
            && Area::parse(name).is_none()
            && !is_r1c1(name)
    }

    /// Sets what a defined name stands for, without `=`.
    ///
    /// # Errors
    /// [`SheetError::NameFormula`] when it is no formula.
    pub fn set_name_formula(&mut self, node: NodeId, formula: &str) -> Result<(), SheetError> {
        let formula = accept_union(formula).ok_or(SheetError::NameFormula)?;
        self.package.dom.set_text(node, &formula);
        self.touch_formulas();
        Ok(())
    }

    /// Adds a defined name.
    ///
    /// # Errors
    /// [`SheetError::Name`] when it cannot be one or there is one in that scope, [`SheetError::NameFormula`] when
    /// what it stands for is no formula.
    pub fn add_name(
        &mut self,
        name: &str,
        formula: &str,
        scope: Option<SheetId>,
        hidden: bool,
    ) -> Result<NodeId, SheetError> {
        if !Self::is_name(name) || self.find_name(name, scope).is_some() {
            return Err(SheetError::Name(name.to_owned()));
        }
        let formula = accept_union(formula).ok_or(SheetError::NameFormula)?;
        let index = scope.map(|id| self.sheet_index(id)).transpose()?;
        let dom = &mut self.package.dom;
        let list = dom.ensure_child(self.root, "definedNames", ORDER);
        let node = dom.element_with("definedName", &[("name", name)]);
        if let Some(index) = index {
            dom.set_attr(node, "localSheetId", &index.to_string());
        }
        if hidden {
            dom.set_attr(node, "hidden", "1");
        }
        dom.set_text(node, &formula);
        dom.append(list, node);
        self.touch_formulas();
        Ok(node)
    }

    /// Takes a defined name away.
    pub fn delete_name(&mut self, node: NodeId) {
        let dom = &mut self.package.dom;
        let list = dom.parent(node);
        dom.detach(node);
        if let Some(list) = list.filter(|list| dom.first_child(*list).is_none()) {
            dom.detach(list);
        }
        self.touch_formulas();
    }

    /// The sheets of local names, before the list of sheets changes.
    pub(super) fn scopes(&self) -> Vec<(NodeId, SheetId)> {
        self.names()
            .into_iter()
            .filter_map(|name| Some((name.node, name.scope?)))
            .collect()
    }

    /// Numbers the sheets of local names anew; names of a sheet that is gone go too.
    pub(super) fn rescope(&mut self, scopes: &[(NodeId, SheetId)]) {
        for (node, id) in scopes {
            match self.sheet_index(*id) {
                Ok(index) => self
                    .package
                    .dom
                    .set_attr(*node, "localSheetId", &index.to_string()),
                Err(_) => self.delete_name(*node),
            }
        }
    }
}

/// Whether a name is a reference in the R1C1 style: `R`, `C5`, `R1C1`, `rc`.
fn is_r1c1(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    match name.strip_prefix('R') {
        Some(rest) => {
            let (row, col) = rest.split_once('C').unwrap_or((rest, ""));
            digits(row) && digits(col)
        }
        None => name.strip_prefix('C').is_some_and(digits),
    }
}
