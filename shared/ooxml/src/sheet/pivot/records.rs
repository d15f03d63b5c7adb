//! The source of a pivot table as fields, items and records.

use std::collections::HashMap;

use super::{Item, PivotField, PivotTable};

/// The cells of a source: names of fields, and rows of values.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The first row.
    pub names: Vec<String>,
    /// The other rows.
    pub rows: Vec<Vec<Item>>,
    /// The cell formats of the first row of values.
    pub styles: Vec<u32>,
}

/// What makes two values one item: texts without regard to case.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Blank,
    Number(u64),
    Text(String),
    Bool(bool),
    Error(String),
}

fn key(item: &Item) -> Key {
    match item {
        Item::Blank => Key::Blank,
        Item::Number(number) => Key::Number(number.to_bits()),
        Item::Text(text) => Key::Text(text.to_lowercase()),
        Item::Bool(value) => Key::Bool(*value),
        Item::Error(text) => Key::Error(text.clone()),
    }
}

impl PivotTable {
    /// Takes the values of the source in. Fields that were there under their name keep their settings.
    pub fn load(&mut self, source: &Source) {
        let old = std::mem::take(&mut self.fields);
        let mut fields: Vec<PivotField> = Vec::new();
        for (number, name) in source.names.iter().enumerate() {
            let known = old.get(number).filter(|field| field.source_name == *name);
            let mut field = match known {
                Some(field) => field.clone(),
                None => PivotField::new(name.clone()),
            };
            field.style = source.styles.get(number).copied().unwrap_or(0);
            fields.push(field);
        }
        self.records = vec![Vec::new(); source.rows.len()];
        for (number, field) in fields.iter_mut().enumerate() {
            let old_items = std::mem::take(&mut field.items);
            let hidden: Vec<Item> = field
                .hidden
                .drain(..)
                .filter_map(|at| old_items.get(at).cloned())
                .collect();
            let mut known: HashMap<Key, usize> = HashMap::new();
            for (record, row) in self.records.iter_mut().zip(&source.rows) {
                let item = row.get(number).unwrap_or(&Item::Blank);
                let next = known.len();
                let at = *known.entry(key(item)).or_insert(next);
                if at == next && field.items.len() == next {
                    field.items.push(item.clone());
                }
                record.push(at);
            }
            field.order = (0..field.items.len()).collect();
            let items = &field.items;
            field.hidden = hidden
                .iter()
                .filter_map(|gone| items.iter().position(|item| item == gone))
                .collect();
            field.sort_items(field.sort == super::SortOrder::Descending && field.sort_by.is_none());
        }
        let count = fields.len();
        self.fields = fields;
        let there = |entry: &super::AxisField| !matches!(entry, super::AxisField::Field(field) if *field >= count);
        self.rows.retain(there);
        self.columns.retain(there);
        self.pages.retain(|field| *field < count);
        self.data.retain(|data| data.field < count);
        self.balance_values();
    }

    /// The value of a field in a record.
    pub(super) fn value(&self, record: usize, field: usize) -> &Item {
        let item = self
            .records
            .get(record)
            .and_then(|record| record.get(field));
        item.and_then(|item| self.fields.get(field)?.items.get(*item))
            .unwrap_or(&Item::Blank)
    }
}
