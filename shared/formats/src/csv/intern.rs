//! Equal texts share their bytes.

use std::collections::HashSet;
use std::sync::Arc;

/// Longer texts are hardly there twice.
const MAX_SHARED_BYTES: usize = 64;
/// More different texts than this are no list of a few words that come again and again.
const MAX_SHARED: usize = 1 << 16;

/// Gives equal short texts the same bytes.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    known: HashSet<Arc<str>>,
}

impl Interner {
    /// The text, with the bytes of an equal one where there was one.
    pub(crate) fn share(&mut self, text: &str) -> Arc<str> {
        if text.len() > MAX_SHARED_BYTES {
            return text.into();
        }
        if let Some(known) = self.known.get(text) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = text.into();
        if self.known.len() < MAX_SHARED {
            self.known.insert(Arc::clone(&shared));
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_their_bytes() {
        let mut interner = Interner::default();
        let first = interner.share("yes");
        assert!(Arc::ptr_eq(&first, &interner.share("yes")));
        assert!(!Arc::ptr_eq(&first, &interner.share("no")));
    }
}
