//! The labels that lists put before paragraphs, as text.

use std::collections::{HashMap, HashSet};

use super::numbering::{LEVELS, start};
use super::props::{number, val};
use super::{TextDocument, block, para_props};
use crate::dom::{Dom, NodeId};

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
    /// The number that the first level is at.
    pub first: i64,
}

/// Counts the lists of a story while its paragraphs go by in order.
#[derive(Debug, Default)]
pub struct Counter {
    /// Numbers by list definition; `None` where a level has not begun.
    lists: HashMap<NodeId, [Option<i64>; LEVELS]>,
    /// The numberings that have been met: their first paragraph obeys `w:startOverride`.
    met: HashSet<i64>,
    /// What the numberings part holds; read with the first paragraph, as the document does not change in between.
    index: Option<Index>,
    /// The numberings of paragraph styles by `w:pStyle`; the empty name is that of paragraphs without.
    styles: HashMap<String, Option<(i64, usize)>>,
}

/// The elements of the numberings part by their ids; where an id is there twice, the first.
#[derive(Debug, Default)]
struct Index {
    nums: HashMap<i64, NodeId>,
    definitions: HashMap<i64, NodeId>,
    /// Definitions by the numbering style that they are of.
    by_style: HashMap<String, NodeId>,
    /// The levels of definitions, and those that act for numberings.
    levels: HashMap<NodeId, Levels>,
}

type Levels = [Option<NodeId>; LEVELS];

impl Index {
    fn new(document: &TextDocument) -> Self {
        let mut index = Self::default();
        let dom = document.dom();
        let Some(root) = document.numbering_root() else {
            return index;
        };
        for node in dom.child_elements(root) {
            if dom.is(node, "w:num") {
                if let Some(id) = number(dom, node, "w:numId") {
                    index.nums.entry(id).or_insert(node);
                }
            } else if dom.is(node, "w:abstractNum") {
                if let Some(id) = number(dom, node, "w:abstractNumId") {
                    index.definitions.entry(id).or_insert(node);
                }
                if let Some(style) = val(dom, node, "w:styleLink") {
                    index.by_style.entry(style.to_owned()).or_insert(node);
                }
            }
        }
        index
    }

    /// As [`TextDocument::definition`].
    fn definition(&self, dom: &Dom, num: NodeId) -> Option<NodeId> {
        let id = number(dom, dom.child(num, "w:abstractNumId")?, "w:val")?;
        let found = self.definitions.get(&id)?;
        let by_style = val(dom, *found, "w:numStyleLink").and_then(|link| self.by_style.get(link));
        by_style.or(Some(found)).copied()
    }

    /// As [`TextDocument::level`], all levels at once.
    fn levels(&mut self, dom: &Dom, num: NodeId, definition: NodeId) -> Levels {
        if let Some(levels) = self.levels.get(&num) {
            return *levels;
        }
        let mut levels = *self.levels.entry(definition).or_insert_with(|| {
            let lvls = dom.elements(definition, "w:lvl");
            by_level(dom, lvls)
        });
        let overrides = by_level(dom, dom.elements(num, "w:lvlOverride"));
        for (level, over) in levels.iter_mut().zip(overrides) {
            *level = over.and_then(|over| dom.child(over, "w:lvl")).or(*level);
        }
        self.levels.insert(num, levels);
        levels
    }
}

/// The first element of each level by `w:ilvl`.
fn by_level(dom: &Dom, nodes: impl Iterator<Item = NodeId>) -> Levels {
    let mut levels = Levels::default();
    for node in nodes {
        let slot = number(dom, node, "w:ilvl")
            .and_then(|level| levels.get_mut(usize::try_from(level).ok()?));
        if let Some(slot) = slot {
            slot.get_or_insert(node);
        }
    }
    levels
}

impl Counter {
    /// As [`TextDocument::numbering_of`].
    fn numbering_of(&mut self, document: &TextDocument, paragraph: NodeId) -> Option<(i64, usize)> {
        let dom = document.dom();
        let ppr = dom.child(paragraph, "w:pPr");
        if let Some(own) = ppr.and_then(|ppr| para_props::numbering(dom, ppr)) {
            return (own.0 != 0).then_some(own);
        }
        let name = ppr
            .and_then(|ppr| val(dom, ppr, "w:pStyle"))
            .unwrap_or_default();
        if let Some(known) = self.styles.get(name) {
            return *known;
        }
        let found = document
            .paragraph_style(paragraph)
            .and_then(|style| document.numbering_of_style(style));
        self.styles.insert(name.to_owned(), found);
        found
    }

    /// The label of the next paragraph; `None` when it is in no list. The document stays as it is from the first
    /// paragraph to the last.
    pub fn next(&mut self, document: &TextDocument, paragraph: NodeId) -> Option<Label> {
        let (num_id, level) = self.numbering_of(document, paragraph)?;
        let dom = document.dom();
        let index = self.index.get_or_insert_with(|| Index::new(document));
        let num = *index.nums.get(&num_id)?;
        let definition = index.definition(dom, num)?;
        let levels = index.levels(dom, num, definition);
        let level_at = |index: usize| levels.get(index).copied().flatten();
        let lvl = level_at(level)?;
        let first = self.met.insert(num_id);
        let numbers = self.lists.entry(definition).or_default();
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
            let begin = || level_at(index).map_or(1, |lvl| start(dom, lvl));
            if index < level {
                slot.get_or_insert_with(begin);
            } else if index == level {
                *slot = Some(slot.map_or_else(begin, |value| value.saturating_add(1)));
            } else {
                let restarts =
                    level_at(index).is_none_or(|lvl| val(dom, lvl, "w:lvlRestart") != Some("0"));
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
            let lvl = level_at(index);
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
            first: numbers.first().copied().flatten().unwrap_or(1),
        })
    }
}

impl TextDocument {
    /// The label of one paragraph, counted from the beginning of its story.
    #[must_use]
    pub fn label_of(&self, paragraph: NodeId) -> Option<Label> {
        self.numbering_of(paragraph)?;
        if !super::props::attached(self.dom(), paragraph) {
            return None;
        }
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
        let mut counter = Counter::default();
        let mut missing: HashSet<NodeId> = paragraphs
            .iter()
            .copied()
            .filter(|paragraph| counter.numbering_of(self, *paragraph).is_some())
            .collect();
        let mut found = HashMap::new();
        let Some(first) = paragraphs.first() else {
            return found;
        };
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
    use std::time::Instant;

    use super::{TextDocument, format_number};
    use crate::dom::NodeId;

    /// A document with these numberings and paragraphs, and the paragraphs.
    fn document(numbering: &str, paragraphs: &str) -> (TextDocument, Vec<NodeId>) {
        let mut document = TextDocument::create().expect("the template opens");
        let root = document.ensure_numbering();
        let body = document.body();
        let dom = document.dom_mut();
        for (parent, xml) in [(root, numbering), (body, paragraphs)] {
            let pieces = dom.try_fragment(&format!("<w:x>{xml}</w:x>")).expect(xml);
            for child in dom.child_ids(pieces) {
                dom.append(parent, child);
            }
        }
        let all = super::block::all(document.dom(), body, "w:p");
        (document, all)
    }

    fn paragraph(num: usize, level: usize) -> String {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr></w:pPr></w:p>"
        )
    }

    fn level(index: usize, text: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{index}\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    }

    #[test]
    fn levels_come_from_overrides_and_linked_definitions() {
        let numbering = format!(
            "<w:abstractNum w:abstractNumId=\"1\"><w:styleLink w:val=\"S\"/>{}{}{}</w:abstractNum>\
             <w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"S\"/></w:abstractNum>\
             <w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>\
             <w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride>\
             <w:lvlOverride w:ilvl=\"1\">{}</w:lvlOverride></w:num>",
            level(0, "%1."),
            level(0, "never %1"),
            level(1, "%1.%2"),
            level(0, "nor %1"),
            level(1, "(%1-%2)"),
        );
        let order = [
            (1, 0),
            (1, 1),
            (2, 0),
            (2, 1),
            (1, 1),
            (1, 0),
            (3, 0),
            (1, 5),
        ];
        let paragraphs: String = order
            .iter()
            .map(|(num, level)| paragraph(*num, *level))
            .collect();
        let (document, all) = document(&numbering, &paragraphs);
        let labels = document.labels_of(&all);
        let texts: Vec<Option<&str>> = all
            .iter()
            .skip(1)
            .map(|paragraph| labels.get(paragraph).map(|label| label.text.as_str()))
            .collect();
        let expected = ["1.", "1.1", "7.", "(7-1)", "7.2", "8."].map(Some);
        assert_eq!(texts, [expected.as_slice(), &[None, None]].concat());
    }

    #[test]
    fn many_numberings_are_looked_up_and_not_searched() {
        const COUNT: usize = 4000;
        let mut numbering = String::new();
        for id in 1..=COUNT {
            numbering.push_str(&format!(
                "<w:abstractNum w:abstractNumId=\"{id}\">{}</w:abstractNum><w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>",
                level(0, "%1.")
            ));
        }
        let paragraphs: String = (1..=COUNT).map(|id| paragraph(id, 0)).collect();
        let (document, all) = document(&numbering, &paragraphs);
        let began = Instant::now();
        let labels = document.labels_of(&all);
        assert_eq!(labels.len(), COUNT);
        assert!(labels.values().all(|label| label.text == "1."));
        // A search of the part for each paragraph takes many times as long.
        assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    }

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
