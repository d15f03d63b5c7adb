//! Numberings (ISO/IEC 29500-1, 17.9): one definition for each kind of list, one numbering for each list.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use spindle_model::document::{ListKind, NumberStyle};

use crate::docx::flat::{Flat, Place};

/// Kinds of definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Definition {
    Bullet,
    /// Boxes, which are in the text and not before it.
    Task,
    Number(NumberStyle),
}

#[derive(Debug)]
struct Num {
    id: i64,
    definition: Definition,
    starts: BTreeMap<u8, u32>,
}

/// The numberings that have to be added.
#[derive(Debug, Default)]
pub(in crate::docx) struct Nums {
    /// Numberings by the key of the list.
    known: HashMap<u64, i64>,
    added: Vec<Num>,
    definitions: Vec<Definition>,
    /// Lists all of whose items have boxes.
    tasks: HashMap<u64, bool>,
    /// The last ids that the package has.
    pub last_num: i64,
    /// As for numberings.
    pub last_definition: i64,
}

impl Nums {
    /// Takes notice of which lists have nothing but items with boxes.
    pub fn survey(&mut self, flats: &[Flat<'_>]) {
        for flat in flats {
            if let Place::Item { mark, .. } = flat.place {
                let all = self.tasks.entry(mark.list).or_insert(true);
                *all &= mark.checked.is_some();
            }
        }
    }

    /// Makes a list be one that the package has already.
    pub fn know(&mut self, list: u64, num: i64) {
        self.known.entry(list).or_insert(num);
    }

    /// The id of the numbering for an item.
    pub fn id(&mut self, list: u64, level: u8, kind: ListKind) -> i64 {
        let (definition, start) = match kind {
            ListKind::Bullet if self.tasks.get(&list) == Some(&true) => (Definition::Task, 1),
            ListKind::Bullet => (Definition::Bullet, 1),
            ListKind::Ordered { start, style } => (Definition::Number(style), start),
        };
        let id = match self.known.get(&list) {
            Some(id) => *id,
            None => {
                self.last_num = self.last_num.saturating_add(1);
                self.known.insert(list, self.last_num);
                if !self.definitions.contains(&definition) {
                    self.definitions.push(definition);
                }
                self.added.push(Num {
                    id: self.last_num,
                    definition,
                    starts: BTreeMap::new(),
                });
                self.last_num
            }
        };
        if let Some(num) = self.added.iter_mut().rev().find(|num| num.id == id) {
            num.starts.entry(level.min(8)).or_insert(start);
        }
        id
    }

    /// The `w:abstractNum` and the `w:num` elements that have to be added.
    pub fn elements(&self) -> (Vec<String>, Vec<String>) {
        let id_of = |definition: Definition| {
            let place = self
                .definitions
                .iter()
                .position(|known| *known == definition);
            self.last_definition
                .saturating_add(1)
                .saturating_add(place.unwrap_or(0) as i64)
        };
        let definitions = self
            .definitions
            .iter()
            .map(|definition| element(*definition, id_of(*definition)))
            .collect();
        let nums = self.added.iter().map(|num| {
            let mut xml = format!(
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{}\"/>",
                num.id,
                id_of(num.definition)
            );
            for (level, start) in &num.starts {
                let _ = write!(
                    xml,
                    "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{}\"/></w:lvlOverride>",
                    (*start).min(i32::MAX as u32)
                );
            }
            xml.push_str("</w:num>");
            xml
        });
        (definitions, nums.collect())
    }
}

fn element(definition: Definition, id: i64) -> String {
    let mut xml = format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
    );
    for level in 0..9u32 {
        let (format, text, suffix) = match definition {
            Definition::Bullet => {
                let bullet = match level % 3 {
                    0 => "•",
                    1 => "◦",
                    _ => "▪",
                };
                ("bullet", bullet.to_owned(), "")
            }
            Definition::Task => ("bullet", String::new(), "<w:suff w:val=\"nothing\"/>"),
            Definition::Number(style) => {
                let format = match style {
                    NumberStyle::Decimal => "decimal",
                    NumberStyle::LowerAlpha => "lowerLetter",
                    NumberStyle::UpperAlpha => "upperLetter",
                    NumberStyle::LowerRoman => "lowerRoman",
                    NumberStyle::UpperRoman => "upperRoman",
                    NumberStyle::Chinese => "chineseCounting",
                };
                let point = if style == NumberStyle::Chinese {
                    "、"
                } else {
                    "."
                };
                (format, format!("%{}{point}", level.saturating_add(1)), "")
            }
        };
        let left = level.saturating_add(1).saturating_mul(720);
        let hanging = if definition == Definition::Task {
            270
        } else {
            360
        };
        let _ = write!(
            xml,
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{suffix}\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" \
             w:hanging=\"{hanging}\"/></w:pPr></w:lvl>"
        );
    }
    xml.push_str("</w:abstractNum>");
    xml
}
