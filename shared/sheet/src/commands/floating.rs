//! `deleteFloatingObjects`: pictures, charts and shapes go away by name.

use std::collections::HashSet;

use crate::args::Args;
use crate::error::{CommandError, Outcome};
use crate::json::Node;
use crate::workbook::Workbook;

/// Where a sheet keeps what floats over its cells.
const LISTS: [&str; 5] = ["floatingObjects", "pictures", "charts", "shapes", "slicers"];

pub(super) fn delete(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let names = args
        .get("floatingObjects")
        .and_then(|names| names.as_array())
        .filter(|names| !names.is_empty())
        .ok_or_else(|| args.invalid("`floatingObjects` is not a list of names"))?;
    let mut missing = HashSet::new();
    for name in names {
        let name = name.as_str();
        let name =
            name.ok_or_else(|| args.invalid("`floatingObjects` has a name that is not a text"))?;
        missing.insert(name.to_owned());
    }
    let names = missing.clone();
    let sheet = workbook.sheet(args)?;
    let mut changed = Vec::new();
    for list in LISTS {
        let Some(objects) = sheet.get(list).and_then(Node::as_array) else {
            continue;
        };
        let mut left = objects.clone().into_owned();
        left.retain(|object| {
            let name = object
                .as_object()
                .and_then(|object| object.get("name")?.as_text());
            match name.filter(|name| names.contains(name)) {
                Some(name) => {
                    missing.remove(&name);
                    false
                }
                None => true,
            }
        });
        if left.len() < objects.len() {
            changed.push((list, Node::Array(left)));
        }
    }
    if let Some(name) = missing.iter().min() {
        return Err(args.invalid(format!("the sheet has no floating object `{name}`")));
    }
    for (list, left) in changed {
        sheet.set(list, left);
    }
    Ok(Outcome::Changed)
}
