//! A table of texts that occur again and again: attributes of rows, error values.

use std::collections::HashMap;
use std::sync::Arc;

/// Texts with small numbers; equal texts have equal numbers and number 0 is the empty text.
#[derive(Debug, Clone)]
pub struct Interner {
    items: Vec<Arc<str>>,
    index: HashMap<Arc<str>, u32>,
    bytes: usize,
}

impl Default for Interner {
    fn default() -> Self {
        let empty: Arc<str> = Arc::from("");
        Self {
            items: vec![Arc::clone(&empty)],
            index: HashMap::from([(empty, 0)]),
            bytes: 0,
        }
    }
}

impl Interner {
    /// The number of a text, which is kept when it is new.
    pub fn id(&mut self, text: &str) -> u32 {
        if let Some(id) = self.index.get(text) {
            return *id;
        }
        let id = self.items.len() as u32;
        let item: Arc<str> = Arc::from(text);
        self.bytes += text.len() + 64;
        self.items.push(Arc::clone(&item));
        self.index.insert(item, id);
        id
    }

    /// The text of a number; empty for one that was never given out.
    #[must_use]
    pub fn text(&self, id: u32) -> &str {
        self.items.get(id as usize).map_or("", |item| item)
    }

    /// About how many bytes of memory the table takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.bytes
    }
}
