//! Paragraphs.

use std::fmt::Write;

use serde_json::{Map, Value, json};
use spindle_model::document::{LineHeight, ListKind, Paragraph, ParagraphFormat};
use spindle_ooxml::dom::escape::escape_attribute;

use super::Writing;
use super::properties::{line_units, paragraph_properties};
use crate::docx::carry::Tie;
use crate::docx::flat::Place;
use crate::docx::styles::{StyleKey, heading_of_name};

/// What is said of a paragraph besides itself.
#[derive(Debug, Default)]
pub(in crate::docx) struct Before {
    /// It is there only because the format needs it.
    pub skip: bool,
    /// It stands in for an item that has no block of its own.
    pub bare: bool,
    /// It begins a block of code.
    pub begins: bool,
    /// It is a line of code in this style.
    pub code: Option<StyleKey>,
    /// The language of code, where its style cannot say it.
    pub language: Option<String>,
    /// The properties of the section that it ends.
    pub section: String,
    /// Properties of the paragraph that are kept as they are, instead of its format.
    pub properties: Option<String>,
}

impl Writing<'_> {
    /// Writes a paragraph at its place.
    pub(in crate::docx) fn paragraph(
        &mut self,
        out: &mut String,
        paragraph: &Paragraph,
        place: Place,
        before: &Before,
    ) {
        let mut carried = self.carried(paragraph, place, before);
        let properties = match &before.properties {
            Some(kept) => kept.clone(),
            None => {
                let inner = self.properties(paragraph, place, before, &mut carried);
                if inner.is_empty() {
                    String::new()
                } else {
                    format!("<w:pPr>{inner}</w:pPr>")
                }
            }
        };
        let _ = write!(out, "<w:p>{properties}");
        if !carried.is_empty() {
            self.tie(out, Tie::Paragraph, &Value::Object(carried));
        }
        if let Some(mark) = self.note_mark.take() {
            let style = match mark {
                "footnoteRef" => StyleKey::FootnoteReference,
                "endnoteRef" => StyleKey::EndnoteReference,
                _ => StyleKey::CommentReference,
            };
            let style = self.styles.id(&style);
            let _ = write!(
                out,
                "<w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr><w:{mark}/></w:r>\
                 <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
            );
        }
        if let Place::Item { mark, .. } = place
            && let Some(checked) = mark.checked
        {
            let (value, glyph) = if checked { ("1", "☒") } else { ("0", "☐") };
            let _ = write!(
                out,
                "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{value}\"/>\
                 <w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/>\
                 <w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox></w:sdtPr>\
                 <w:sdtContent><w:r><w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:hAnsi=\"MS Gothic\" \
                 w:eastAsia=\"MS Gothic\" w:hint=\"eastAsia\"/></w:rPr><w:t>{glyph}</w:t></w:r></w:sdtContent>\
                 </w:sdt><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
            );
        }
        self.inlines(out, &paragraph.inlines);
        out.push_str("</w:p>");
    }

    /// Ties a value to the place in the text.
    fn tie(&mut self, out: &mut String, tie: Tie, value: &Value) {
        let name = self.carrier.add(tie, value);
        let id = self.id();
        let _ = write!(
            out,
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>"
        );
    }

    /// What the properties cannot say.
    fn carried(&self, paragraph: &Paragraph, place: Place, before: &Before) -> Map<String, Value> {
        let mut carried = Map::new();
        let format = &paragraph.format;
        let item = matches!(place, Place::Item { .. });
        if let Some(other) = &format.other {
            carried.insert("other".to_owned(), json!(**other));
        }
        if let Some(steps) = format.indent {
            let said = (1..=8).contains(&steps)
                && !item
                && format.indent_start.is_none()
                && format.first_line.is_none_or(|first| first >= 0.0);
            if !said {
                carried.insert("indent".to_owned(), json!(steps));
                if let Some(start) = format.indent_start {
                    carried.insert("indent-start".to_owned(), json!(start));
                }
            }
        }
        if let Some(LineHeight::Multiple(lines)) = format.line_height
            && (line_units(lines) as f64 / 240.0) as f32 != lines
        {
            carried.insert("line-height".to_owned(), json!(lines));
        }
        for (name, value) in [
            ("item", item && paragraph.heading.is_some()),
            ("bare", before.bare),
            ("begins", before.begins),
            ("skip", before.skip),
        ] {
            if value {
                carried.insert(name.to_owned(), Value::Bool(true));
            }
        }
        if let Some(language) = &before.language {
            carried.insert("language".to_owned(), json!(language));
        }
        carried
    }

    fn properties(
        &mut self,
        paragraph: &Paragraph,
        place: Place,
        before: &Before,
        carried: &mut Map<String, Value>,
    ) -> String {
        let format = &paragraph.format;
        let mut outline = String::new();
        let style = match (&format.style, paragraph.heading) {
            (Some(style), heading) => {
                let named = self
                    .document
                    .styles
                    .get(style)
                    .and_then(|known| heading_of_name(&known.name));
                if named != heading {
                    let level = heading.map_or(9, |level| level.saturating_sub(1));
                    let _ = write!(outline, "<w:outlineLvl w:val=\"{level}\"/>");
                }
                Some(style.to_string())
            }
            (None, Some(level)) => Some(self.styles.id(&StyleKey::Heading(level.clamp(1, 9)))),
            (None, None) => match (place, &before.code) {
                (_, Some(code)) => Some(self.styles.id(code)),
                (Place::Plain, None) if self.in_quote => Some(self.styles.id(&StyleKey::Quote)),
                (Place::Quoted, _) => Some(self.styles.id(&StyleKey::Quote)),
                (Place::Item { .. }, _) => Some(self.styles.id(&StyleKey::ListParagraph)),
                (Place::InItem(level), _) => {
                    Some(self.styles.id(&StyleKey::ListContinue(level.min(8))))
                }
                _ => self.usual.clone().map(|key| self.styles.id(&key)),
            },
        };
        let numbering = match place {
            Place::Item { mark, .. } => {
                let level = mark.level.min(8);
                if level != mark.level {
                    self.warn(
                        "list-too-deep",
                        "items deeper than nine levels are written at the ninth",
                    );
                }
                let id = self.nums.id(mark.list, level, mark.kind);
                if let ListKind::Ordered { start, .. } = mark.kind
                    && start > 32_767
                {
                    self.warn("number-too-large", "Word counts items to 32767");
                }
                format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr>")
            }
            _ => String::new(),
        };
        let mut xml = String::new();
        if let Some(style) = &style {
            let _ = write!(xml, "<w:pStyle w:val=\"{}\"/>", escape_attribute(style));
        }
        // A step that is kept elsewhere is seen all the same.
        let shown = ParagraphFormat {
            indent: format.indent.filter(|steps| (1..=40).contains(steps)),
            align: format.align.or(self.column_align),
            ..format.clone()
        };
        if carried.contains_key("indent") && format.indent_start.is_none() && !numbering.is_empty()
        {
            carried.insert("indent-start".to_owned(), Value::Null);
        }
        xml.push_str(&paragraph_properties(&shown, &numbering));
        xml.push_str(&outline);
        xml.push_str(&before.section);
        xml
    }
}
