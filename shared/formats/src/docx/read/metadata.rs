//! Core properties (ECMA-376 part 2, clause 8).

use spindle_model::document::Metadata;

use super::Reading;
use crate::package;

impl Reading<'_> {
    /// What the document says about itself.
    pub(super) fn metadata(&self) -> Metadata {
        self.parts
            .core
            .map(|root| package::metadata(self.dom, root))
            .unwrap_or_default()
    }
}
