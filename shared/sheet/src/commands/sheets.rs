//! `insertSheet` and `deleteSheet`.

use crate::args::Args;
use crate::commands::rename_sheet::check_name;
use crate::error::{CommandError, Outcome};
use crate::json::{Node, Object};
use crate::workbook::Workbook;

/// The most sheets of a workbook.
const MOST: usize = 1_000;

pub(super) fn insert(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let keys = workbook.sheet_keys();
    if keys.len() >= MOST {
        return Err(args.invalid(format!("a workbook has at most {MOST} sheets")));
    }
    let names = workbook.sheet_names();
    let name = match args.text_if("name")? {
        Some(name) => name.to_owned(),
        None => free_name(&names),
    };
    check_name(workbook, args, &name, None)?;
    let key = free("sheet", 0, &keys);
    let mut order = order(workbook);
    let place = match args.get("sheetIndex") {
        None => None,
        Some(_) => {
            let place = usize::try_from(args.integer("sheetIndex")?).ok();
            let place = place.filter(|place| *place <= order.len());
            Some(
                place
                    .ok_or_else(|| args.invalid("`sheetIndex` is not a place among the sheets"))?,
            )
        }
    };
    order.sort_unstable();
    let after_all = order.last().map_or(0, |last| last.saturating_add(1));
    let index = place
        .and_then(|place| order.get(place).copied())
        .unwrap_or(after_all);
    let mut sheet = Workbook::new()
        .sheets()
        .and_then(|sheets| {
            sheets
                .entries
                .first()
                .and_then(|entry| entry.value.as_object())
                .map(std::borrow::Cow::into_owned)
        })
        .unwrap_or_default();
    sheet.set("name", Node::of_text(&name));
    sheet.set("isSelected", Node::raw("false"));
    sheet.set("index", Node::raw(&index.to_string()));
    if workbook.root.get("sheets").is_none() {
        workbook.root.set("sheets", Node::Object(Object::default()));
    }
    renumber(workbook, |known| known >= index, 1);
    if let Some(sheets) = workbook.sheets() {
        sheets.set(&key, Node::Object(sheet));
    }
    count(workbook, 1);
    Ok(Outcome::Changed)
}

pub(super) fn delete(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let key = workbook.sheet_key(args, "sheetName")?;
    if workbook.sheet_keys().iter().all(|known| *known == key) {
        return Err(args.invalid("the last sheet of a workbook stays"));
    }
    let index = workbook
        .sheet_at(args, &key)?
        .get("index")
        .and_then(Node::as_integer);
    if let Some(sheets) = workbook.sheets() {
        sheets.remove(&key);
    }
    if let Some(index) = index {
        renumber(workbook, |known| known > index, -1);
    }
    count(workbook, -1);
    let last = i64::try_from(workbook.sheet_keys().len()).unwrap_or(i64::MAX) - 1;
    if let Some(active) = workbook.root.get_mut("activeSheetIndex")
        && active.as_integer().is_some_and(|active| active > last)
    {
        *active = Node::raw(&last.to_string());
    }
    Ok(Outcome::Changed)
}

/// The `index` of every sheet; its place in the file where it has none.
fn order(workbook: &mut Workbook) -> Vec<i64> {
    let Some(sheets) = workbook.sheets() else {
        return Vec::new();
    };
    let places = (0_i64..).zip(&mut sheets.entries);
    places
        .map(|(place, entry)| {
            let sheet = entry.value.object();
            sheet
                .and_then(|sheet| sheet.get("index")?.as_integer())
                .unwrap_or(place)
        })
        .collect()
}

/// Adds to the `index` of those sheets that have one and are meant.
fn renumber(workbook: &mut Workbook, meant: impl Fn(i64) -> bool, by: i64) {
    let Some(sheets) = workbook.sheets() else {
        return;
    };
    for entry in &mut sheets.entries {
        let Some(sheet) = entry.value.object() else {
            continue;
        };
        let known = sheet.get("index").and_then(Node::as_integer);
        if let Some(index) = known.filter(|index| meant(*index)) {
            sheet.set("index", Node::raw(&index.saturating_add(by).to_string()));
        }
    }
}

/// Adds to the count of sheets, where the workbook has one.
fn count(workbook: &mut Workbook, by: i64) {
    if let Some(count) = workbook.root.get_mut("sheetCount")
        && let Some(known) = count.as_integer()
    {
        *count = Node::raw(&known.saturating_add(by).to_string());
    }
}

/// The next name of the kind that the workbook's sheets have.
fn free_name(names: &[String]) -> String {
    const CHINESE: &str = "工作表";
    let chinese = names.iter().any(|name| name.starts_with(CHINESE));
    free(if chinese { CHINESE } else { "Sheet" }, 1, names)
}

/// The first of `<start><number>` that is not taken, whatever the case of its letters.
fn free(start: &str, from: usize, taken: &[String]) -> String {
    let taken: Vec<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    let last = from.saturating_add(taken.len());
    let candidates = (from..last).map(|number| format!("{start}{number}"));
    let mut candidates = candidates.filter(|name| !taken.contains(&name.to_lowercase()));
    candidates
        .next()
        .unwrap_or_else(|| format!("{start}{last}"))
}
