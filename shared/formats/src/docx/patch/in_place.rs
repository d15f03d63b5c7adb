//! Text of a paragraph changed where it stands: the runs around it, with all that is not understood in them, stay.

use std::collections::{BTreeMap, HashMap};

use spindle_model::document::{Inline, InlineKind, Paragraph, TextFormat};
use spindle_ooxml::{Dom, NodeId};

use super::align::align;
use super::units::{Sign, Unit, units};
use crate::docx::write::Writing;

/// The longest paragraph, in characters, that is compared so.
const LONGEST: usize = 20_000;

/// A character of the file and where it stands: its `w:t` and its place in that. Others cannot be changed there.
type Atom = (char, Option<(NodeId, usize)>);

/// What comes at a place of a `w:t`.
enum Added {
    /// More text.
    Text(String),
    /// Runs of another format.
    Runs(Vec<Inline>),
}

/// What is done to a `w:t`.
#[derive(Default)]
pub(super) struct Change {
    removed: Vec<usize>,
    added: Vec<(usize, Added)>,
}

impl Writing<'_> {
    /// Changes the text of a paragraph, which says `before`, so that it says `after`; answers whether that could be
    /// done, and does nothing where it could not.
    pub(super) fn edit_in_place(
        &mut self,
        node: NodeId,
        before: &Paragraph,
        after: &Paragraph,
    ) -> bool {
        let Some(changes) = changes(&self.package.dom, node, before, after) else {
            return false;
        };
        for (text, change) in changes {
            self.change_text(text, change);
        }
        true
    }

    fn change_text(&mut self, node: NodeId, mut change: Change) {
        change.added.sort_by_key(|(place, _)| *place);
        let text = self.package.dom.text(node);
        let (from, to) = shown(&self.package.dom, node, &text);
        let mut added = change.added.into_iter().peekable();
        let mut now = String::new();
        // The element that the text goes on in, which is another one behind runs that were added.
        let mut current = node;
        let count = text.chars().count();
        let mut characters = text.chars();
        for place in 0..=count {
            while let Some((_, what)) = added.next_if(|(at, _)| *at <= place) {
                match what {
                    Added::Text(more) => now.push_str(&more),
                    Added::Runs(inlines) => {
                        let mut xml = String::new();
                        self.inlines(&mut xml, &inlines);
                        let made = self.nodes(&xml);
                        let rest = split(&mut self.package.dom, current, made);
                        set_text(&mut self.package.dom, current, &std::mem::take(&mut now));
                        let Some(rest) = rest else {
                            return;
                        };
                        current = rest;
                    }
                }
            }
            if let Some(character) = characters.next()
                && (from..to).contains(&place)
                && !change.removed.contains(&place)
            {
                now.push(character);
            }
        }
        set_text(&mut self.package.dom, current, &now);
    }
}

/// What has to be done to the texts of a paragraph; `None` when more than texts would have to change.
pub(super) fn changes(
    dom: &Dom,
    node: NodeId,
    before: &Paragraph,
    after: &Paragraph,
) -> Option<BTreeMap<NodeId, Change>> {
    let (old, new) = (units(&before.inlines), units(&after.inlines));
    let atoms = atoms(dom, node);
    if old.len().max(new.len()).max(atoms.len()) > LONGEST {
        return None;
    }
    let places = places(&old, &atoms)?;
    let (old_numbers, new_numbers) = numbered(&old, &new);
    let mut changes: BTreeMap<NodeId, Change> = BTreeMap::new();
    let (mut a, mut b) = (0usize, 0usize);
    for (x, y) in align(&old_numbers, &new_numbers)
        .into_iter()
        .chain([(old.len(), new.len())])
    {
        let gone = old.get(a..x)?;
        for (unit, place) in gone.iter().zip(places.get(a..x)?) {
            if !matches!(unit.sign, Sign::Char(_)) {
                return None;
            }
            let (text, at) = (*place)?;
            changes.entry(text).or_default().removed.push(at);
        }
        let come = new.get(b..y)?;
        if !come.is_empty() {
            add(come, &old, &places, (a, x), &mut changes)?;
        }
        (a, b) = (x.saturating_add(1), y.saturating_add(1));
    }
    Some(changes)
}

/// Adds characters in the place of the old ones from `a` to `x`.
fn add(
    come: &[Unit<'_>],
    old: &[Unit<'_>],
    places: &[Option<(NodeId, usize)>],
    (a, x): (usize, usize),
    changes: &mut BTreeMap<NodeId, Change>,
) -> Option<()> {
    // Where they can go: before a character that goes, behind the one before, before the one behind.
    let mut spots = Vec::new();
    for place in a..x {
        spots.extend(spot(old, places, place, 0));
    }
    spots.extend(
        a.checked_sub(1)
            .and_then(|place| spot(old, places, place, 1)),
    );
    spots.extend(spot(old, places, x, 0));
    let mut rest = come;
    let mut last: Option<(NodeId, usize)> = None;
    while let Some(first) = rest.first() {
        let same = rest
            .iter()
            .take_while(|unit| unit.format == first.format)
            .count();
        let (part, after) = rest.split_at_checked(same)?;
        rest = after;
        let text: String = part
            .iter()
            .map(|unit| match unit.sign {
                Sign::Char(character) if character != '\t' => Some(character),
                _ => None,
            })
            .collect::<Option<String>>()?;
        // They keep their order: all go to one place, or to ones that follow it.
        let found = spots.iter().find(|(format, place)| {
            *format == first.format && last.is_none_or(|last| last == *place)
        });
        if let Some((_, (node, at))) = found {
            let change = changes.entry(*node).or_default();
            change.added.push((*at, Added::Text(text)));
            last = Some((*node, *at));
            continue;
        }
        let (near, (node, at)) = spots
            .iter()
            .find(|(_, place)| last.is_none_or(|last| last == *place))?;
        if near.link != first.format.link
            || near.change != first.format.change
            || near.comments != first.format.comments
            || first.format.other.is_some()
        {
            return None;
        }
        let format = TextFormat {
            link: None,
            change: None,
            comments: Vec::new(),
            ..first.format.clone()
        };
        let inline = Inline::new(InlineKind::Text(text), format);
        let change = changes.entry(*node).or_default();
        change.added.push((*at, Added::Runs(vec![inline])));
        last = Some((*node, *at));
    }
    Some(())
}

/// A place beside a character: its format, its element, and the place in that.
fn spot<'o>(
    old: &[Unit<'o>],
    places: &[Option<(NodeId, usize)>],
    place: usize,
    behind: usize,
) -> Option<(&'o TextFormat, (NodeId, usize))> {
    let unit = old.get(place)?;
    let (node, at) = (*places.get(place)?)?;
    Some((unit.format, (node, at.saturating_add(behind))))
}

/// The place in the file of every unit; `None` where text is not found there.
fn places(old: &[Unit<'_>], atoms: &[Atom]) -> Option<Vec<Option<(NodeId, usize)>>> {
    let mut there = Vec::new();
    let mut texts = Vec::new();
    for (index, unit) in old.iter().enumerate() {
        if let Sign::Char(character) = unit.sign {
            texts.push(index);
            there.push(character as usize);
        }
    }
    let file: Vec<usize> = atoms
        .iter()
        .map(|(character, _)| *character as usize)
        .collect();
    let pairs = align(&file, &there);
    if pairs.len() != there.len() {
        return None;
    }
    let mut places = vec![None; old.len()];
    for (atom, text) in pairs {
        if let (Some(slot), Some((_, place))) = (
            texts.get(text).and_then(|index| places.get_mut(*index)),
            atoms.get(atom),
        ) {
            *slot = *place;
        }
    }
    Some(places)
}

/// From where to where the text of an element is shown: space around it is not, unless that is asked.
fn shown(dom: &Dom, node: NodeId, text: &str) -> (usize, usize) {
    let count = text.chars().count();
    if dom.attr(node, "xml:space") == Some("preserve") {
        return (0, count);
    }
    let space = |c: &char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let before = text.chars().take_while(space).count();
    let after = text.chars().rev().take_while(space).count();
    (before, count.saturating_sub(after).max(before))
}

/// The characters of a paragraph in the file, in reading order.
fn atoms(dom: &Dom, node: NodeId) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut skipped: Option<NodeId> = None;
    for inner in dom.descendants(node) {
        if let Some(outer) = skipped {
            if dom.ancestors(inner).any(|above| above == outer) {
                continue;
            }
            skipped = None;
        }
        match dom.name_of(inner).unwrap_or_default() {
            "w:pPr" | "w:rPr" | "w:sdtPr" | "w:txbxContent" | "mc:Fallback" | "w:instrText"
            | "w:rt" | "w:pict" | "w:object" | "w:drawing" => skipped = Some(inner),
            name @ ("w:t" | "w:delText") => {
                let text = dom.text_cow(inner);
                let (from, to) = shown(dom, inner, &text);
                for (place, character) in text.chars().enumerate() {
                    if place < from || place >= to {
                        continue;
                    }
                    let character = match character {
                        '\n' | '\r' => ' ',
                        other => other,
                    };
                    atoms.push((character, (name == "w:t").then_some((inner, place))));
                }
            }
            "w:tab" | "w:ptab" => atoms.push(('\t', None)),
            "w:noBreakHyphen" => atoms.push(('\u{2011}', None)),
            "w:softHyphen" => atoms.push(('\u{ad}', None)),
            _ => {}
        }
    }
    atoms
}

/// Numbers for units, equal ones for equal.
fn numbered(old: &[Unit<'_>], new: &[Unit<'_>]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = Numbers::default();
    let old = old.iter().map(|unit| numbers.of(unit)).collect();
    let new = new.iter().map(|unit| numbers.of(unit)).collect();
    (old, new)
}

#[derive(Default)]
struct Numbers<'u> {
    formats: Vec<&'u TextFormat>,
    others: Vec<&'u InlineKind>,
    known: HashMap<(usize, usize, bool), usize>,
}

impl<'u> Numbers<'u> {
    fn of(&mut self, unit: &Unit<'u>) -> usize {
        let format = place_in(&mut self.formats, unit.format);
        let key = match unit.sign {
            Sign::Char(character) => (format, character as usize, true),
            Sign::Other(kind) => (format, place_in(&mut self.others, kind), false),
        };
        let next = self.known.len();
        *self.known.entry(key).or_insert(next)
    }
}

/// The place of a thing among those that are known; it is known from then on.
fn place_in<'k, T: PartialEq>(known: &mut Vec<&'k T>, one: &'k T) -> usize {
    known
        .iter()
        .rposition(|other| std::ptr::eq(*other, one) || *other == one)
        .unwrap_or_else(|| {
            known.push(one);
            known.len().saturating_sub(1)
        })
}

/// Divides the run of a text behind it and puts runs between; answers the text of the rest.
fn split(dom: &mut Dom, text: NodeId, made: Vec<NodeId>) -> Option<NodeId> {
    let run = dom.parent(text)?;
    let rest = dom.element("w:r");
    if let Some(properties) = dom.child(run, "w:rPr") {
        let properties = dom.deep_clone(properties);
        dom.append(rest, properties);
    }
    let more = dom.element("w:t");
    dom.append(rest, more);
    let mut next = dom.next_sibling(text);
    while let Some(node) = next {
        next = dom.next_sibling(node);
        dom.append(rest, node);
    }
    let mut last = run;
    for node in made {
        if dom.insert_after(node, last) {
            last = node;
        }
    }
    dom.insert_after(rest, last);
    Some(more)
}

/// Gives an element its text; without any, it goes, and its run with it where that holds nothing else.
fn set_text(dom: &mut Dom, node: NodeId, text: &str) {
    if !text.is_empty() {
        dom.set_text(node, text);
        if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
            dom.set_attr(node, "xml:space", "preserve");
        }
        return;
    }
    let run = dom.parent(node);
    dom.detach(node);
    if let Some(run) = run.filter(|run| dom.is(*run, "w:r")) {
        let has_more = dom.child_elements(run).any(|child| !dom.is(child, "w:rPr"));
        if !has_more {
            dom.detach(run);
        }
    }
}
