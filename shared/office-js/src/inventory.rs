//! The names of the whole Office API, and the nearest one to a name that does not exist here.

use spindle_model::script::UnknownMember;

const MEMBERS: &str = include_str!("../data/members.txt");
const UNDOCUMENTED: &str = include_str!("../data/undocumented.txt");

/// The editors of the Office API.
pub const EDITORS: [&str; 5] = ["word", "cell", "slide", "forms", "pdf"];

/// Whether the original has that member: classes that several editors have are one class there, whatever each of them
/// documents.
pub fn exists(class: &str, member: &str) -> bool {
    let documented = EDITORS
        .iter()
        .any(|editor| members(editor, class).contains(&member));
    let undocumented = || {
        UNDOCUMENTED
            .lines()
            .filter_map(|line| line.split_once(": "))
            .any(|(name, members)| name == class && members.split(' ').any(|known| known == member))
    };
    documented || undocumented()
}

/// The classes of `editor` and their members, in the order of the list.
pub fn classes(editor: &str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let mut inside = false;
    MEMBERS.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[') {
            inside = name.trim_end_matches(']') == editor;
            return None;
        }
        let (class, members) = line.split_once(": ").filter(|_| inside)?;
        Some((class, members.split(' ').collect()))
    })
}

/// The member names of `class` in `editor` (`word`, `cell`, `slide`, `forms`, `pdf`); empty for an unknown class.
pub fn members(editor: &str, class: &str) -> Vec<&'static str> {
    classes(editor)
        .find(|(name, _)| *name == class)
        .map(|(_, members)| members)
        .unwrap_or_default()
}

/// Describes a member that a script used and that `class` does not have; `implemented` are the names that it has.
pub fn unknown_member(
    editor: &str,
    class: &str,
    name: &str,
    implemented: &[&str],
) -> UnknownMember {
    UnknownMember {
        name: name.to_owned(),
        class: Some(class.to_owned()),
        nearest: nearest(name, implemented).map(str::to_owned),
        known: members(editor, class).contains(&name),
    }
}

/// The candidate most like `name`, if any is alike enough to be what was meant.
fn nearest<'c>(name: &str, candidates: &[&'c str]) -> Option<&'c str> {
    const ALIKE: f64 = 0.6;
    let wanted = name.to_lowercase();
    candidates
        .iter()
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&wanted, &candidate.to_lowercase()),
                *candidate,
            )
        })
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest_member_and_whether_the_api_has_it() {
        let implemented = ["AddText", "AddLineBreak", "SetJc"];
        let misspelt = unknown_member("word", "ApiParagraph", "AddTxt", &implemented);
        assert_eq!(misspelt.nearest.as_deref(), Some("AddText"));
        assert!(!misspelt.known);
        let missing = unknown_member("word", "ApiParagraph", "AddCaption", &implemented);
        assert!(missing.known);
        assert_eq!(
            unknown_member("word", "ApiParagraph", "Quux", &implemented).nearest,
            None
        );
    }

    #[test]
    fn lists_properties_of_the_cell_editor_beside_methods() {
        let members = members("cell", "ApiRange");
        assert!(members.contains(&"SetValue") && members.contains(&"Value"));
        assert!(super::members("cell", "ApiNothing").is_empty());
    }
}
