//! The order in which a program calculated last (ECMA-376 Part 1, 18.6).

use std::collections::HashSet;

use spindle_model::convert::ConvertError;
use spindle_ooxml::Package;
use spindle_ooxml::sheet::reference::CellPos;

use super::explain;

/// Cells that have no formula any more, or another one: a program that finds them in the chain calls the file broken.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// The place of the sheet in the workbook part, and the cell.
    gone: HashSet<(usize, u32, u32)>,
}

impl Chain {
    pub(super) fn forget(&mut self, entry: usize, cell: CellPos) {
        self.gone.insert((entry, cell.row, cell.col));
    }

    /// Takes them out of the chain. `ids` are the ids of the sheets by their places, `lost` those of sheets that went.
    pub(super) fn write(
        &self,
        package: &mut Package,
        ids: &[String],
        lost: &[String],
    ) -> Result<(), ConvertError> {
        if self.gone.is_empty() && lost.is_empty() {
            return Ok(());
        }
        let main = package.main_part().to_owned();
        let Some(part) = package.related(&main, "calcChain") else {
            return Ok(());
        };
        let root = package.root(&part).map_err(explain)?;
        let dom = &mut package.dom;
        let mut sheet = String::new();
        // A cell that says no sheet is of that of the one before.
        let mut said = String::new();
        let mut left = 0usize;
        for node in dom.child_ids(root) {
            if !dom.is(node, "c") {
                continue;
            }
            let own = dom.attr(node, "i").map(str::to_owned);
            if let Some(own) = own {
                said.clone_from(&own);
                sheet = own;
            }
            let entry = ids.iter().position(|id| *id == sheet);
            let cell = dom.attr(node, "r").and_then(CellPos::parse);
            let is_gone = lost.contains(&sheet)
                || entry
                    .zip(cell)
                    .is_some_and(|(entry, cell)| self.gone.contains(&(entry, cell.row, cell.col)));
            if is_gone {
                dom.detach(node);
                said.clear();
                continue;
            }
            left = left.saturating_add(1);
            if said != sheet {
                dom.set_attr(node, "i", &sheet);
                said.clone_from(&sheet);
            }
        }
        if left == 0 {
            package.remove_part(&part);
        }
        Ok(())
    }
}
