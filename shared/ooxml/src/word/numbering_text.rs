//! The labels that lists put before paragraphs, as text.

use std::collections::{HashMap, HashSet};

use super::numbering::{LEVELS, start};
use super::props::{number, val};
use super::{TextDocument, block};
use crate::dom::NodeId;

/// A paragraph's label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The number or sign with what its format puts around it, for example `2.a)`.
    pub text: String,
    /// What stands between label and text: a tab, a space or nothing.
    pub suffix: &'static str,
    /// The level, 0 to 8.
    pub level: usize,
    /// Whether the label is a sign instead of a number.
    pub bullet: bool,
}

/// Counts the lists of a story while its paragraphs go by in order.
#[derive(Debug, Default)]
pub struct Counter {
    /// Numbers by list definition; `None` where a level has not begun.
    lists: HashMap<NodeId, [Option<i64>; LEVELS]>,
    /// The numberings that have been met: their first paragraph obeys `w:startOverride`.
    met: Vec<i64>,
}

impl Counter {
    /// The label of the next paragraph; `None` when it is in no list.
    pub fn next(&mut self, document: &TextDocument, paragraph: NodeId) -> Option<Label> {
        let (num_id, level) = document.numbering_of(paragraph)?;
        let num = document.num_by_id(num_id)?;
        let definition = document.definition(num)?;
        let lvl = document.level(num_id, level)?;
        let first = !self.met.contains(&num_id);
        if first {
            self.met.push(num_id);
        }
        let numbers = self.lists.entry(definition).or_default();
        let dom = document.dom();
        let restart_at = |index: usize| -> Option<i64> {
            let over = dom
                .elements(num, "w:lvlOverride")
                .find(|over| number(dom, *over, "w:ilvl") == i64::try_from(index).ok())?;
            number(dom, dom.child(over, "w:startOverride")?, "w:val")
        };
        if first {
            for (index, slot) in numbers.iter_mut().enumerate() {
                if let Some(value) = restart_at(index) {
                    *slot = Some(value.saturating_sub(1));
                }
            }
        }
        for (index, slot) in numbers.iter_mut().enumerate() {
            let begin = || {
                document
                    .level(num_id, index)
                    .map_or(1, |lvl| start(dom, lvl))
            };
            if index < level {
                slot.get_or_insert_with(begin);
            } else if index == level {
                *slot = Some(slot.map_or_else(begin, |value| value.saturating_add(1)));
            } else {
                let restarts = document
                    .level(num_id, index)
                    .is_none_or(|lvl| val(dom, lvl, "w:lvlRestart") != Some("0"));
                if restarts {
                    *slot = None;
                }
            }
        }
        let format = val(dom, lvl, "w:numFmt").unwrap_or("decimal");
        let pattern = val(dom, lvl, "w:lvlText").unwrap_or_default();
        let legal = super::props::toggle(dom, lvl, "w:isLgl").unwrap_or(false);
        let mut text = String::new();
        let mut characters = pattern.chars().peekable();
        while let Some(c) = characters.next() {
            let index = match (c, characters.peek().and_then(|digit| digit.to_digit(10))) {
                ('%', Some(digit @ 1..=9)) => digit as usize - 1,
                _ => {
                    text.push(c);
                    continue;
                }
            };
            characters.next();
            let value = numbers.get(index).copied().flatten().unwrap_or(1);
            let lvl = document.level(num_id, index);
            let format = match lvl.and_then(|lvl| val(dom, lvl, "w:numFmt")) {
                _ if legal => "decimal",
                Some(format) => format,
                None => "decimal",
            };
            text.push_str(&format_number(value, format));
        }
        Some(Label {
            suffix: match val(dom, lvl, "w:suff") {
                _ if text.is_empty() => "",
                Some("space") => " ",
                Some("nothing") => "",
                _ => "\t",
            },
            text,
            level,
            bullet: format == "bullet",
        })
    }
}

impl TextDocument {
    /// The label of one paragraph, counted from the beginning of its story.
    #[must_use]
    pub fn label_of(&self, paragraph: NodeId) -> Option<Label> {
        self.numbering_of(paragraph)?;
        let mut counter = Counter::default();
        for candidate in block::all(self.dom(), self.story_of(paragraph), "w:p") {
            let label = counter.next(self, candidate);
            if candidate == paragraph {
                return label;
            }
        }
        Counter::default().next(self, paragraph)
    }

    /// The labels of these paragraphs of one story, in one pass.
    #[must_use]
    pub fn labels_of(&self, paragraphs: &[NodeId]) -> HashMap<NodeId, Label> {
        let mut missing: HashSet<NodeId> = paragraphs
            .iter()
            .copied()
            .filter(|paragraph| self.numbering_of(*paragraph).is_some())
            .collect();
        let mut found = HashMap::new();
        let Some(first) = paragraphs.first() else {
            return found;
        };
        let mut counter = Counter::default();
        for candidate in block::all(self.dom(), self.story_of(*first), "w:p") {
            if missing.is_empty() {
                break;
            }
            let label = counter.next(self, candidate);
            if missing.remove(&candidate) {
                found.extend(label.map(|label| (candidate, label)));
            }
        }
        // Content that is in no story yet counts for itself.
        for paragraph in paragraphs
            .iter()
            .filter(|paragraph| missing.contains(paragraph))
        {
            found.extend(
                counter
                    .next(self, *paragraph)
                    .map(|label| (*paragraph, label)),
            );
        }
        found
    }

    /// The body, header, footer or detached piece that a node is in.
    fn story_of(&self, node: NodeId) -> NodeId {
        let root = self.dom().root_of(node);
        self.dom().child(root, "w:body").unwrap_or(root)
    }
}

/// Writes a number in one of the common formats of ST_NumberFormat; others are written in digits.
#[must_use]
pub fn format_number(value: i64, format: &str) -> String {
    match format {
        "lowerLetter" => letters(value).to_lowercase(),
        "upperLetter" => letters(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperRoman" => roman(value),
        "decimalZero" => format!("{value:02}"),
        "none" => String::new(),
        _ => value.to_string(),
    }
}

/// A to Z, then AA to ZZ, then AAA: the letter repeats.
fn letters(value: i64) -> String {
    let Ok(index) = u32::try_from(value.saturating_sub(1)) else {
        return value.to_string();
    };
    let letter = char::from_u32(u32::from('A') + index % 26).unwrap_or('A');
    std::iter::repeat_n(letter, (index / 26 + 1).min(64) as usize).collect()
}

fn roman(value: i64) -> String {
    const SIGNS: &[(i64, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=32767).contains(&value) {
        return value.to_string();
    }
    let mut rest = value;
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while rest >= *worth {
            out.push_str(sign);
            rest -= worth;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::format_number;

    #[test]
    fn numbers_are_written_as_word_does() {
        for (value, format, expected) in [
            (4, "lowerRoman", "iv"),
            (1994, "upperRoman", "MCMXCIV"),
            (1, "lowerLetter", "a"),
            (27, "upperLetter", "AA"),
            (7, "decimalZero", "07"),
            (12, "decimal", "12"),
            (0, "upperLetter", "0"),
        ] {
            assert_eq!(format_number(value, format), expected, "{value} {format}");
        }
    }
}
