//! Reads the form fields of a file.

use std::collections::HashSet;

use spindle_pdf_file::{Dict, Id, Object};

use super::super::PdfEditor;
use super::super::widget::Widget;
use super::{Field, FieldKind, KEYS, flag};

/// How deep groups may be.
const MAX_DEPTH: usize = 32;
/// How many fields are read.
const MAX_FIELDS: usize = 20_000;

/// A node of the tree of fields.
struct Node {
    id: Id,
    parent: Option<Id>,
    name: String,
    /// What comes from above.
    above: Dict,
}

impl PdfEditor {
    /// Reads all fields.
    pub(in super::super) fn load_fields(&mut self) {
        let form = self.file.dict(&self.file.catalog(), "AcroForm");
        let mut seen = HashSet::new();
        for root in self.file.array(&form, "Fields") {
            if let Object::Ref(id) = root {
                let node = Node {
                    id,
                    parent: None,
                    name: String::new(),
                    above: Dict::new(),
                };
                self.load_node(node, 0, &mut seen);
            }
        }
    }

    fn load_node(&mut self, node: Node, depth: usize, seen: &mut HashSet<Id>) {
        if depth > MAX_DEPTH || !seen.insert(node.id) || self.fields.len() >= MAX_FIELDS {
            return;
        }
        let dict = self.file.dict_of(node.id);
        let own = self.file.value(&dict, "T").text().unwrap_or_default();
        let name = match (node.name.is_empty(), own.is_empty()) {
            (true, _) => own,
            (_, true) => node.name,
            _ => format!("{}.{own}", node.name),
        };
        let mut all = node.above;
        for (key, value) in dict.iter() {
            if KEYS.contains(&key) || key == "DA" || key == "Q" {
                all.set(key, self.file.resolve(value));
            }
        }
        let kids: Vec<Id> = self
            .file
            .array(&dict, "Kids")
            .iter()
            .filter_map(Object::reference)
            .collect();
        let is_group = kids
            .iter()
            .any(|kid| self.file.dict_of(*kid).get("T").is_some());
        if is_group {
            self.groups.insert(name.clone(), node.id);
            for kid in kids {
                let below = Node {
                    id: kid,
                    parent: Some(node.id),
                    name: name.clone(),
                    above: all.clone(),
                };
                self.load_node(below, depth + 1, seen);
            }
            return;
        }
        let Some(kind) = kind(&all) else { return };
        let place = self.fields.len();
        let (look, alignment) = (all.remove("DA"), all.remove("Q"));
        // Actions are looked into.
        if let Some(actions) = all.get("AA").and_then(Object::dict) {
            let read: Vec<(String, Object)> = actions
                .iter()
                .map(|(key, value)| (key.to_owned(), self.file.resolve(value)))
                .collect();
            let mut actions = Dict::new();
            for (key, value) in read {
                actions.set(&key, value);
            }
            all.set("AA", actions);
        }
        let holders = if kids.is_empty() { vec![node.id] } else { kids };
        let mut widgets = Vec::new();
        for holder in holders {
            let mut dict = self.file.dict_of(holder);
            if dict.get("Rect").is_none() {
                continue;
            }
            for (key, value) in [("DA", &look), ("Q", &alignment)] {
                if let (None, Some(value)) = (dict.get(key), value) {
                    dict.set(key, value.clone());
                }
            }
            if let Some(widget) = self.read_widget(kind, place, holder, dict) {
                widgets.push(self.widgets.len());
                self.widgets.push(widget);
            }
        }
        self.fields.push(Field {
            kind,
            name,
            dict: all,
            rect: None,
            icon: None,
            widgets,
            object: Some(node.id),
            parent: node.parent,
            changed: false,
            renamed: false,
            gone: false,
        });
    }

    fn read_widget(&self, kind: FieldKind, field: usize, id: Id, mut dict: Dict) -> Option<Widget> {
        let named = dict.get("P").and_then(Object::reference);
        let page = named.filter(|page| self.pages.contains(page)).or_else(|| {
            // Some files do not say it.
            let has = |page: &&Id| {
                let list = self.file.array(&self.file.dict_of(**page), "Annots");
                list.iter().any(|item| item.reference() == Some(id))
            };
            self.pages.iter().take(1000).find(has).copied()
        })?;
        for key in KEYS {
            dict.remove(key);
        }
        for key in ["MK", "BS", "Rect", "DA"] {
            if dict.get(key).and_then(Object::reference).is_some() {
                let value = self.file.value(&dict, key);
                dict.set(key, value);
            }
        }
        let looks = self.file.dict(&dict, "AP");
        let export = kind.is_checked().then(|| {
            let states = self.file.dict(&looks, "N");
            let on = states
                .iter()
                .map(|(name, _)| name)
                .find(|name| *name != "Off");
            on.unwrap_or("Yes").to_owned()
        });
        let view = self.page(page);
        super::super::annot::turn_over(&mut dict, |x, y| view.unflip(x, y));
        Some(Widget::read(kind, field, page, id, dict, export))
    }
}

fn kind(dict: &Dict) -> Option<FieldKind> {
    let flags = dict.int("Ff").unwrap_or(0);
    Some(match dict.name("FT")? {
        "Tx" => FieldKind::Text,
        "Ch" if flags & flag::COMBO != 0 => FieldKind::Combo,
        "Ch" => FieldKind::List,
        "Btn" if flags & flag::PUSH_BUTTON != 0 => FieldKind::Button,
        "Btn" if flags & flag::RADIO != 0 => FieldKind::Radio,
        "Btn" => FieldKind::Checkbox,
        _ => return None,
    })
}
