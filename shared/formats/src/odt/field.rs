//! Fields (ODF 1.3 part 3, 7). Those that are known elsewhere by an instruction get it; all are what they last showed.

use spindle_model::convert::ConvertError;
use spindle_model::document::{Field, InlineKind, TextFormat};

use super::inline::Line;
use super::read::Reading;
use super::xml::{Tag, Xml};

/// Elements of fields, and the instructions that word processors have for them.
const INSTRUCTIONS: [(&str, &str); 7] = [
    ("text:date", "DATE"),
    ("text:time", "TIME"),
    ("text:title", "TITLE"),
    ("text:subject", "SUBJECT"),
    ("text:initial-creator", "AUTHOR"),
    ("text:file-name", "FILENAME"),
    ("text:word-count", "NUMWORDS"),
];

/// The element of a field by its instruction, whose first word says what it is.
pub(super) fn element(instruction: &str) -> Option<&'static str> {
    let word = instruction.split_whitespace().next()?;
    let found = INSTRUCTIONS.iter().find(|(_, known)| *known == word);
    found.map(|(element, _)| *element)
}

impl Reading<'_, '_> {
    /// A field, behind its end.
    pub fn field(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        base: &TextFormat,
        line: &mut Line,
    ) -> Result<(), ConvertError> {
        let known = INSTRUCTIONS.iter().find(|(name, _)| *name == tag.name());
        // A date or time that is fixed is text.
        let fixed = tag.get("text:fixed").as_deref() == Some("true");
        match known.filter(|_| !fixed) {
            Some((_, instruction)) => {
                let shown = xml.text()?;
                let field = Field::Other {
                    instruction: (*instruction).to_owned(),
                    shown,
                };
                line.push(InlineKind::Field(field), self.now(base));
                Ok(())
            }
            None => self.inlines(xml, base, line),
        }
    }
}
