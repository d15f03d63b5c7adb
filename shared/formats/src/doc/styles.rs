//! The style sheet and the fonts ([MS-DOC] 2.9.271 STSH, 2.9.86 FFN).

use std::sync::Arc;

use spindle_model::document::{ParagraphFormat, Size, Style, TextFormat};

use super::bytes::{part, part_or_less, u8_at, u16_at, utf16};
use super::character::Character;
use super::codepage;
use super::fib::{Fib, Part};
use super::paragraph::Properties;
use super::sprm::Sprms;

/// All styles, what they inherit resolved.
pub(super) struct Styles {
    list: Vec<Option<Entry>>,
    /// What is used where there is no style.
    none: Entry,
    /// Names of fonts.
    pub(super) fonts: Vec<Arc<str>>,
    /// Their character sets.
    charsets: Vec<u8>,
}

/// A style.
#[derive(Clone, Default)]
pub(super) struct Entry {
    /// Its id in the document.
    pub(super) id: Arc<str>,
    /// The level of headings that it is built in for.
    pub(super) heading: Option<u8>,
    /// How paragraphs look.
    pub(super) paragraph: Properties,
    /// How letters look.
    pub(super) character: Character,
    name: String,
    base: Option<u16>,
    paragraph_list: Vec<u8>,
    character_list: Vec<u8>,
}

/// Styles are not based on each other further than this.
const MOST_BASES: usize = 24;

impl Styles {
    /// Reads the style sheet and the font table.
    pub(super) fn read(fib: &Fib) -> Self {
        let (fonts, charsets) = fonts(fib);
        let sheet = fib.part(Part::Styles);
        let info = usize::from(u16_at(sheet, 0).unwrap_or(0));
        let count = u16_at(sheet, 2).unwrap_or(0);
        let base_size = usize::from(u16_at(sheet, 4).unwrap_or(10)).max(8);
        let mut at = info.saturating_add(2);
        let mut list = Vec::new();
        for _ in 0..count {
            let Some(size) = u16_at(sheet, at) else { break };
            let entry = part_or_less(sheet, at.saturating_add(2), usize::from(size));
            list.push(if size == 0 {
                None
            } else {
                Entry::read(entry, base_size, fib)
            });
            at = at.saturating_add(2).saturating_add(usize::from(size));
        }
        let mut none = Entry::default();
        let font = u16_at(sheet, 14).unwrap_or(0);
        none.character.format.font = fonts.get(usize::from(font)).cloned();
        none.character.format.size = Some(Size::Points(10.0));
        let mut styles = Self {
            list,
            none,
            fonts,
            charsets,
        };
        styles.resolve(fib.old);
        styles
    }

    /// A style by its index.
    pub(super) fn get(&self, index: u16) -> Option<&Entry> {
        self.list.get(usize::from(index)).and_then(Option::as_ref)
    }

    /// A style by its index, or one that says nothing.
    pub(super) fn get_or_none(&self, index: u16) -> &Entry {
        self.get(index).unwrap_or(&self.none)
    }

    /// The code page of a font by its index, or of the font that a style has.
    pub(super) fn page(&self, font: Option<u16>, style: u16) -> Option<u32> {
        let index = font.map(usize::from).or_else(|| {
            let name = self.get(style)?.character.format.font.as_ref()?;
            self.fonts.iter().position(|font| font == name)
        });
        let charset = self.charsets.get(index?).copied()?;
        // The western one is said of fonts that nobody thought about, too.
        codepage::of_charset(charset).filter(|page| *page != 1252)
    }

    /// What holds where no style says anything: the first style, which all text has that has no other.
    pub(super) fn defaults(&self) -> Style {
        let normal = self.get(0).map(Entry::style).unwrap_or_default();
        Style {
            name: String::new(),
            paragraph: ParagraphFormat {
                style: None,
                ..normal.paragraph
            },
            text: TextFormat {
                style: None,
                ..normal.text.over(&self.none.character.format)
            },
        }
    }

    fn resolve(&mut self, old: bool) {
        let mut resolved = Vec::with_capacity(self.list.len());
        for entry in &self.list {
            let Some(entry) = entry else {
                resolved.push(None);
                continue;
            };
            let mut chain = vec![entry];
            while let Some(base) = chain
                .last()
                .and_then(|last| last.base)
                .and_then(|base| self.get(base))
                && chain.len() < MOST_BASES
            {
                chain.push(base);
            }
            let mut done = entry.clone();
            for link in chain.iter().rev() {
                for sprm in Sprms::new(&link.paragraph_list, old) {
                    done.paragraph.apply(&sprm);
                }
                for sprm in Sprms::new(&link.character_list, old) {
                    let so_far = done.character.format.clone();
                    done.character.apply(&sprm, &so_far, &self.fonts);
                }
            }
            done.paragraph.style = None;
            done.character.style = None;
            resolved.push(Some(done));
        }
        self.list = resolved;
    }
}

impl Entry {
    /// The style for the document.
    pub(super) fn style(&self) -> Style {
        Style {
            name: self.name.clone(),
            paragraph: self.paragraph.format.clone(),
            text: self.character.format.clone(),
        }
    }

    fn read(entry: &[u8], base_size: usize, fib: &Fib) -> Option<Self> {
        let built_in = u16_at(entry, 0)? & 0xFFF;
        let kind = u16_at(entry, 2)? & 0xF;
        let base = u16_at(entry, 2)? >> 4;
        let (name, mut at) = if fib.old {
            let count = usize::from(u8_at(entry, base_size)?);
            let at = base_size.checked_add(1)?;
            let name = codepage::decode(part(entry, at, count)?, codepage::of_language(fib.lid));
            (name, at.checked_add(count)?.checked_add(1)?)
        } else {
            let count = usize::from(u16_at(entry, base_size)?);
            let at = base_size.checked_add(2)?;
            let size = count.checked_mul(2)?;
            (
                utf16(entry, at, count),
                at.checked_add(size)?.checked_add(2)?,
            )
        };
        let mut lists = Vec::new();
        for _ in 0..3 {
            // Each begins at an even place.
            at = at.checked_next_multiple_of(2)?;
            let Some(size) = u16_at(entry, at) else { break };
            lists.push(part_or_less(entry, at.checked_add(2)?, usize::from(size)));
            at = at.checked_add(2)?.checked_add(usize::from(size))?;
        }
        let mut lists = lists.into_iter();
        if kind == 3 {
            lists.next();
        }
        // The properties of paragraphs begin with the index of the style.
        let paragraph_list = match kind {
            2 => None,
            _ => lists.next().and_then(|list| list.get(2..)),
        };
        let heading = u8::try_from(built_in)
            .ok()
            .filter(|level| kind == 1 && (1..=9).contains(level));
        let name: String = name.split(',').next().unwrap_or_default().to_owned();
        Some(Self {
            id: id(&name, heading),
            heading,
            name,
            base: (base != 0xFFF).then_some(base),
            paragraph_list: paragraph_list.unwrap_or_default().to_vec(),
            character_list: lists.next().unwrap_or_default().to_vec(),
            ..Self::default()
        })
    }
}

/// The id of a style: its name without spaces, as Word makes it.
fn id(name: &str, heading: Option<u8>) -> Arc<str> {
    if let Some(level) = heading {
        return format!("Heading{level}").into();
    }
    let mut id = String::new();
    for word in name.split_whitespace() {
        let mut letters = word.chars();
        id.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        id.push_str(letters.as_str());
    }
    id.into()
}

fn fonts(fib: &Fib) -> (Vec<Arc<str>>, Vec<u8>) {
    let table = fib.part(Part::Fonts);
    // Of Word 6 it begins with its size instead of a count.
    let mut at = if fib.old { 2 } else { 4 };
    let mut list = Vec::new();
    let mut charsets = Vec::new();
    while let Some(size) = u8_at(table, at) {
        let entry = part_or_less(table, at.saturating_add(1), usize::from(size));
        let name = if fib.old {
            let name = entry.get(5..).unwrap_or_default().iter();
            name.take_while(|byte| **byte != 0)
                .map(|byte| char::from(*byte))
                .collect()
        } else {
            let name = utf16(entry, 39, entry.len().saturating_sub(39) / 2);
            name.split('\0').next().unwrap_or_default().to_owned()
        };
        list.push(Arc::from(name.as_str()));
        charsets.push(u8_at(entry, 3).unwrap_or(0));
        at = at.saturating_add(1).saturating_add(usize::from(size));
    }
    (list, charsets)
}
