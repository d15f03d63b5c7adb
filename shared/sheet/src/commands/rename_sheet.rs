//! `renameSheet`, and what a sheet may be called.

use crate::args::Args;
use crate::commands::follow;
use crate::error::{CommandError, Outcome};
use crate::formula::Event;
use crate::json::Node;
use crate::workbook::Workbook;

/// The most characters of a name.
const NAME_CHARACTERS: usize = 31;

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let name = args.text("name")?;
    let key = workbook.sheet_key(args, "sheetName")?;
    check_name(workbook, args, name, Some(&key))?;
    follow::all(workbook, &key, || Event::Renamed(name));
    workbook
        .sheet_at(args, &key)?
        .set_first("name", Node::of_text(name));
    Ok(Outcome::Changed)
}

/// Whether a sheet may have this name. `own` is the key of the sheet that is to have it, which may keep it.
pub(super) fn check_name(
    workbook: &Workbook,
    args: &Args<'_>,
    name: &str,
    own: Option<&str>,
) -> Result<(), CommandError> {
    if !(1..=NAME_CHARACTERS).contains(&name.chars().count()) {
        return Err(args.invalid(format!(
            "the name of a sheet has 1 to {NAME_CHARACTERS} characters"
        )));
    }
    if name.contains(['[', ']', ':', '*', '?', '/', '\\']) {
        return Err(args.invalid("the name of a sheet has none of the characters []:*?/\\"));
    }
    let folded = name.to_lowercase();
    let names = workbook.sheet_names();
    let keys = workbook.sheet_keys();
    let others = names
        .iter()
        .zip(&keys)
        .filter(|(_, key)| own != Some(key.as_str()));
    if others
        .map(|(known, _)| known)
        .any(|known| known.to_lowercase() == folded)
    {
        return Err(args.invalid(format!("there is a sheet `{name}` already")));
    }
    Ok(())
}
