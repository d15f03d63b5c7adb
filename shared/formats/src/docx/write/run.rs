//! Runs.

use std::fmt::Write;

use serde_json::{Map, Value, json};
use spindle_model::document::{Field, Inline, InlineKind, Size, TextFormat};
use spindle_ooxml::dom::escape::{allowed, escape_attribute, escape_text};

use super::Writing;
use super::inlines::is_date;
use super::links;
use super::properties::{half_points, is_language, text_properties};
use crate::docx::math::{latex, omml};
use crate::docx::styles::{InlineRole, StyleKey, inline_role_of_name};

impl Writing<'_> {
    /// Writes one piece of a line and answers what it cannot say.
    pub(super) fn run(&mut self, out: &mut String, inline: &Inline) -> Map<String, Value> {
        let format = &inline.format;
        let mut carried = Map::new();
        match &inline.kind {
            InlineKind::Text(text) => {
                if allowed(text).is_empty() {
                    return carried;
                }
                let properties = self.run_properties(format, &mut carried);
                self.text_run(out, text, &properties, format);
            }
            InlineKind::LineBreak => {
                let properties = self.run_properties(format, &mut carried);
                let _ = write!(out, "<w:r>{properties}<w:br/></w:r>");
            }
            InlineKind::Image(image) => {
                let properties = self.run_properties(format, &mut carried);
                if let Some(drawing) = self.drawing(image, &mut carried) {
                    let _ = write!(out, "<w:r>{properties}{drawing}</w:r>");
                }
            }
            InlineKind::Formula(text) => self.formula(out, text, format, &mut carried),
            InlineKind::Note(index) => self.note(out, *index, format, &mut carried),
            InlineKind::Mention { id, name } => {
                let properties = self.run_properties(format, &mut carried);
                self.text_run(out, &format!("@{name}"), &properties, format);
                carried.insert("mention".to_owned(), json!({ "id": id, "name": name }));
            }
            InlineKind::Field(field) => {
                let properties = self.run_properties(format, &mut carried);
                let (instruction, shown) = match field {
                    Field::PageNumber => ("PAGE", "1"),
                    Field::PageCount => ("NUMPAGES", "1"),
                    Field::Other { instruction, shown } => (instruction.as_str(), shown.as_str()),
                };
                let _ = write!(
                    out,
                    "<w:fldSimple w:instr=\" {} \">",
                    escape_attribute(instruction)
                );
                if !shown.is_empty() {
                    self.text_run(out, shown, &properties, format);
                }
                out.push_str("</w:fldSimple>");
            }
            InlineKind::Embed(name, value) => {
                let properties = self.run_properties(format, &mut carried);
                self.text_run(out, &format!("[{name}]"), &properties, format);
                carried.insert("embed".to_owned(), json!({ "name": name, "value": value }));
            }
            InlineKind::Bookmark(_) => {}
        }
        carried
    }

    fn formula(
        &mut self,
        out: &mut String,
        text: &str,
        format: &TextFormat,
        carried: &mut Map<String, Value>,
    ) {
        // Office Math has no place for most formats of text.
        let plain = TextFormat {
            link: format.link.clone(),
            change: format.change.clone(),
            comments: format.comments.clone(),
            other: format.other.clone(),
            ..TextFormat::default()
        };
        let xml = omml(text).filter(|_| *format == plain && !text.trim().is_empty());
        if let Some(xml) = xml {
            self.format_carried(format, carried);
            // What is read back must be what was given.
            let back = self
                .package
                .dom
                .try_fragment(&xml)
                .map(|node| latex(&self.package.dom, node));
            if back.as_deref() != Ok(text) {
                carried.insert("formula".to_owned(), json!(text));
            }
            out.push_str(&xml);
            return;
        }
        let properties = self.run_properties(format, carried);
        let shown = if allowed(text).is_empty() {
            "\u{2061}"
        } else {
            text
        };
        self.text_run(out, shown, &properties, format);
        carried.insert("formula".to_owned(), json!(text));
    }

    /// A run of text; tabs and line feeds are elements.
    pub(super) fn text_run(
        &self,
        out: &mut String,
        text: &str,
        properties: &str,
        format: &TextFormat,
    ) {
        let name = if format.is_deleted() { "delText" } else { "t" };
        let _ = write!(out, "<w:r>{properties}");
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
            let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if !piece.is_empty() {
                let _ = write!(
                    out,
                    "<w:{name} xml:space=\"preserve\">{}</w:{name}>",
                    escape_text(piece)
                );
            }
            let mut chars = after.chars();
            match chars.next() {
                Some('\t') => out.push_str("<w:tab/>"),
                Some(_) => out.push_str("<w:br/>"),
                None => {}
            }
            rest = chars.as_str();
        }
        out.push_str("</w:r>");
    }

    /// The `w:rPr` of a format, or nothing; what it cannot say goes into `carried`.
    pub(super) fn run_properties(
        &mut self,
        format: &TextFormat,
        carried: &mut Map<String, Value>,
    ) -> String {
        let relative = format.size.filter(|size| !matches!(size, Size::Points(_)));
        let mut role = InlineRole {
            code: format.code == Some(true),
            size: relative,
            link: format.link.is_some(),
        };
        let style = match &format.style {
            Some(id) => {
                let known = self
                    .document
                    .styles
                    .get(id)
                    .map(|style| inline_role_of_name(&style.name))
                    .unwrap_or_default();
                role.link = known.link;
                if role != known {
                    if role.code {
                        carried.insert("code".to_owned(), json!(true));
                    }
                    if let Some(name) = relative.and_then(size_name) {
                        carried.insert("size".to_owned(), json!(name));
                    }
                }
                Some(id.to_string())
            }
            None if role == InlineRole::default() => None,
            None => Some(self.styles.id(&StyleKey::Inline(role))),
        };
        self.format_carried(format, carried);
        let inner = text_properties(format, style.as_deref());
        if inner.is_empty() {
            String::new()
        } else {
            format!("<w:rPr>{inner}</w:rPr>")
        }
    }

    /// What properties of runs cannot say.
    fn format_carried(&self, format: &TextFormat, carried: &mut Map<String, Value>) {
        if let Some(other) = &format.other {
            carried.insert("other".to_owned(), json!(**other));
        }
        if format.code == Some(false) {
            carried.insert("code".to_owned(), json!(false));
        }
        if let Some(Size::Points(points)) = format.size
            && (half_points(points) as f64 / 2.0) as f32 != points
        {
            carried.insert("size".to_owned(), json!(points));
        }
        if let Some(language) = format.language.as_deref().filter(|tag| !is_language(tag)) {
            carried.insert("language".to_owned(), json!(language));
        }
        if format.font.as_deref() == Some("") {
            carried.insert("font".to_owned(), json!(""));
        }
        if let Some(link) = &format.link {
            links::carry(link, carried);
        }
        if let Some(date) = format
            .change
            .as_ref()
            .and_then(|change| change.date.as_deref())
            .filter(|date| !is_date(date))
        {
            carried.insert("change-date".to_owned(), json!(date));
        }
    }
}

fn size_name(size: Size) -> Option<&'static str> {
    match size {
        Size::Small => Some("small"),
        Size::Large => Some("large"),
        Size::Huge => Some("huge"),
        Size::Points(_) => None,
    }
}
