//! Names of sheets and defined names, by Excel's rules: a file that breaks them is called damaged.

use std::collections::HashSet;

use spindle_model::convert::Job;
use spindle_ooxml::sheet::reference::CellPos;

/// Characters of a sheet's name, in UTF-16 units.
const MAX_SHEET_NAME: usize = 31;
/// Characters of a defined name.
const MAX_NAME: usize = 255;

/// The names that sheets are given: those that break a rule are changed, with a warning.
pub(super) fn sheet_names<'n>(
    names: impl Iterator<Item = &'n str>,
    job: &mut Job<'_>,
) -> Vec<String> {
    let mut used: HashSet<String> = HashSet::new();
    let mut out = Vec::new();
    for (index, name) in names.enumerate() {
        let base = lawful(name, index);
        let mut given = base.clone();
        let mut number = 2_usize;
        while !used.insert(given.to_lowercase()) {
            let suffix = format!(" ({number})");
            let room = MAX_SHEET_NAME.saturating_sub(suffix.len());
            given = format!("{}{suffix}", start(&base, room));
            number = number.saturating_add(1);
        }
        if given != name {
            job.warn(
                "sheet-renamed",
                format!(
                    "the sheet \"{name}\" is called \"{given}\": its name broke a rule of xlsx"
                ),
            );
        }
        out.push(given);
    }
    out
}

fn lawful(name: &str, index: usize) -> String {
    let cleaned: String = name
        .chars()
        .map(|c| match c {
            '\\' | '/' | '?' | '*' | '[' | ']' | ':' => '_',
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => ' ',
            c => c,
        })
        .collect();
    let name = start(cleaned.trim_matches('\''), MAX_SHEET_NAME).trim_end_matches('\'');
    if name.trim().is_empty() {
        format!("Sheet{}", index + 1)
    } else if name.eq_ignore_ascii_case("history") {
        // Excel keeps this one for itself.
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

/// The start of a text of at most so many UTF-16 units.
fn start(text: &str, most: usize) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            return text.get(..at).unwrap_or(text);
        }
    }
    text
}

/// Whether a defined name keeps to the rules (18.2.5).
pub(super) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    let first = chars
        .next()
        .is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '\\'));
    let rest = chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '?'));
    first
        && rest
        && name.encode_utf16().count() <= MAX_NAME
        && CellPos::parse(name).is_none()
        && !is_r1c1(name)
}

/// Whether a name would be read as a cell in the other style of references: `R1C1`, `r`, `C5`.
fn is_r1c1(name: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let upper = name.to_ascii_uppercase();
    match upper.strip_prefix('R') {
        Some(rest) => {
            let (row, column) = rest.split_once('C').unwrap_or((rest, ""));
            digits(row) && digits(column)
        }
        None => upper.strip_prefix('C').is_some_and(digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_named_by_the_rules() {
        let mut progress = |_: f32| {};
        let mut job = Job::new(&mut progress);
        let long = "x".repeat(40);
        let names = ["a", "A", "b/c", "", "'q'", &long, &long, "History"];
        let given = sheet_names(names.into_iter(), &mut job);
        let cut = format!("{} (2)", "x".repeat(27));
        assert_eq!(
            given,
            [
                "a",
                "A (2)",
                "b_c",
                "Sheet4",
                "q",
                &"x".repeat(31),
                &cut,
                "History_"
            ]
        );
        assert!(!job.warnings.is_empty());
    }

    #[test]
    fn names_that_look_like_cells_are_none() {
        for name in ["tax", "_x", "Ä.b", "_xlnm.Print_Area", "Rate1", "a\\b"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "A1", "xfd5", "R1C1", "r", "c", "1a", "a b", "a!b", "R5"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
