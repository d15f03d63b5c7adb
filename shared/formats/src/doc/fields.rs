//! Fields: marks for begin, separator and end around an instruction and what it last gave ([MS-DOC] 2.8.25).

use std::collections::BTreeSet;
use std::sync::Arc;

use spindle_model::document::{Field, Link};

use super::pieces::Pieces;

/// The marks of fields.
pub(super) const BEGIN: u16 = 0x13;
pub(super) const SEPARATOR: u16 = 0x14;
pub(super) const END: u16 = 0x15;

/// A field that is open.
#[derive(Default)]
pub(super) struct Open {
    /// The instruction so far.
    pub(super) instruction: String,
    /// Whether its result has begun.
    pub(super) in_result: bool,
    /// Where it leads.
    pub(super) link: Option<Arc<Link>>,
    /// What it is filled in with by the writer; the result does not count then.
    pub(super) field: Option<Field>,
}

/// The instruction of a field is no longer than this.
const LONGEST: usize = 4096;

/// The positions of marks that belong to fields with a begin and an end: others would swallow the text.
pub(super) fn matched(pieces: &Pieces, start: u32, end: u32) -> BTreeSet<u32> {
    let mut open: Vec<(u32, Option<u32>)> = Vec::new();
    let mut matched = BTreeSet::new();
    for (position, unit) in (start..).zip(pieces.between(start, end)) {
        match *unit {
            BEGIN => open.push((position, None)),
            SEPARATOR => {
                if let Some((_, separator)) = open.last_mut() {
                    *separator = separator.or(Some(position));
                }
            }
            END => {
                if let Some((begin, separator)) = open.pop() {
                    matched.extend([begin, position]);
                    matched.extend(separator);
                }
            }
            _ => {}
        }
    }
    matched
}

impl Open {
    /// Adds to the instruction.
    pub(super) fn instruct(&mut self, letter: char) {
        if self.instruction.len() < LONGEST {
            self.instruction.push(letter);
        }
    }

    /// The instruction is over: what does it say?
    pub(super) fn begin_result(&mut self) {
        self.in_result = true;
        let words = words(&self.instruction);
        let mut words = words.iter().map(String::as_str);
        match words
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase()
            .as_str()
        {
            "HYPERLINK" => self.link = hyperlink(words).map(Arc::new),
            "PAGE" => self.field = Some(Field::PageNumber),
            "NUMPAGES" => self.field = Some(Field::PageCount),
            _ => {}
        }
    }
}

/// Where the words after `HYPERLINK` lead: an address, `\l` and a place in it, `\o` and a title.
pub(crate) fn hyperlink<'w>(mut words: impl Iterator<Item = &'w str>) -> Option<Link> {
    let mut link = Link::default();
    let mut place = None;
    while let Some(word) = words.next() {
        match word {
            "\\l" => place = words.next(),
            "\\o" => link.title = words.next().map(str::to_owned),
            "\\t" => {
                words.next();
            }
            _ if word.starts_with('\\') && word.len() == 2 => {}
            _ if link.href.is_empty() => word.clone_into(&mut link.href),
            _ => {}
        }
    }
    if let Some(place) = place {
        link.href.push('#');
        link.href.push_str(place);
    }
    (!link.href.is_empty()).then_some(link)
}

/// The words of an instruction; those in quotation marks are one, and a backslash in them takes its meaning from the
/// next letter.
pub(crate) fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    let mut letters = instruction.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '\u{201c}' | '\u{201d}' => {
                if quoted {
                    words.push(std::mem::take(&mut word));
                }
                quoted = !quoted;
            }
            '\\' if quoted => word.extend(
                letters
                    .next_if(|next| matches!(next, '\\' | '"'))
                    .or(Some('\\')),
            ),
            _ if letter.is_whitespace() && !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(letter),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyperlink_has_an_address_a_place_and_a_title() {
        let instruction =
            words(" HYPERLINK \"file:\\\\\\\\a\\\\b c\" \\l \"top\" \\o \"Go \\\"there\\\"\" ");
        let link = hyperlink(instruction.iter().skip(1).map(String::as_str)).unwrap();
        assert_eq!(link.href, "file:\\\\a\\b c#top");
        assert_eq!(link.title.as_deref(), Some("Go \"there\""));
        assert_eq!(hyperlink(["\\l", "x"].into_iter()).unwrap().href, "#x");
    }
}
