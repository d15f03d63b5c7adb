//! What stands before the text: fonts, colours, styles, lists, and what is said of the document.

use std::fmt::Write;
use std::sync::Arc;

use spindle_model::document::{ParagraphFormat, TextFormat};

use super::blocks::number_kind;
use super::{Out, escape, twips};

/// The size of headings that no style describes, in half points.
pub(super) fn heading_size(level: u8) -> u8 {
    match level {
        1 => 36,
        2 => 30,
        3 => 26,
        _ => 24,
    }
}

impl Out<'_, '_, '_> {
    /// Writes all of it; the text is written already and knows what there is.
    pub(super) fn head(&mut self) {
        // Styles first, for they too have fonts and colours.
        let styles = self.style_sheet();
        let text = &mut self.text;
        text.push_str("{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0\n{\\fonttbl");
        for (index, font) in self.fonts.iter().enumerate() {
            let _ = write!(text, "{{\\f{index}\\fnil ");
            escape::push(text, &font.replace(';', ","));
            text.push_str(";}");
        }
        text.push_str("}\n{\\colortbl;");
        for color in &self.colors {
            let _ = write!(text, "\\red{}\\green{}\\blue{};", color.0, color.1, color.2);
        }
        text.push_str("}\n");
        text.push_str(&styles);
        self.lists();
        let text = &mut self.text;
        if self.authors.len() > 1 {
            text.push_str("{\\*\\revtbl");
            for author in &self.authors {
                text.push('{');
                escape::push(text, &author.replace(';', ","));
                text.push_str(";}");
            }
            text.push_str("}\n");
        }
        self.info();
        let page = &self.document.page;
        let _ = write!(
            self.text,
            "\\paperw{}\\paperh{}\\margl{}\\margr{}\\margt{}\\margb{}",
            twips(page.width),
            twips(page.height),
            twips(page.margins.left),
            twips(page.margins.right),
            twips(page.margins.top),
            twips(page.margins.bottom),
        );
        if self.facing() {
            self.text.push_str("\\facingp");
        }
        self.text.push_str("\\ftnbj\\aenddoc\n");
    }

    fn style_sheet(&mut self) -> String {
        let document = self.document;
        let mut sheet = "{\\stylesheet{\\s0 Normal;}".to_owned();
        for level in 1..=9_u8 {
            let id: Arc<str> = format!("Heading{level}").into();
            if document.styles.contains_key(&id) {
                continue;
            }
            let size = heading_size(level);
            let _ = write!(
                sheet,
                "{{\\s{level}\\outlinelevel{}\\keepn\\b\\fs{size} heading {level};}}",
                level.saturating_sub(1)
            );
        }
        let mut styles: Vec<_> = self.styles.clone().into_iter().collect();
        styles.sort_by_key(|(_, number)| *number);
        for (id, number) in styles {
            let Some(style) = document.styles.get(&id) else {
                continue;
            };
            let letters = self.text_words(&TextFormat::default(), Some(&id));
            if number < 10 {
                let words = self.paragraph_words(&style.paragraph, None, 0);
                let words = words.trim_start_matches("\\pard\\plain\\s0");
                let _ = write!(
                    sheet,
                    "{{\\s{number}\\outlinelevel{}{words}{letters} heading {number};}}",
                    number.saturating_sub(1)
                );
                continue;
            }
            // A style that says nothing of paragraphs may be one of letters: both have it.
            let name = if style.name.is_empty() {
                &*id
            } else {
                style.name.as_str()
            };
            let mut name_text = String::new();
            escape::push(&mut name_text, &name.replace(';', ","));
            if style.paragraph == ParagraphFormat::default() {
                let _ = write!(sheet, "{{\\*\\cs{number}\\additive{letters} {name_text};}}");
            }
            let words = self.paragraph_words(&style.paragraph, None, 0);
            let words = words.trim_start_matches("\\pard\\plain\\s0");
            let _ = write!(sheet, "{{\\s{number}{words}{letters} {name_text};}}");
        }
        sheet.push_str("}\n");
        sheet
    }

    fn lists(&mut self) {
        if self.lists.is_empty() {
            return;
        }
        let text = &mut self.text;
        text.push_str("{\\*\\listtable");
        for (id, (level, kind)) in (1..).zip(&self.lists) {
            let _ = write!(text, "{{\\list\\listtemplateid{id}");
            for number in 0..9_usize {
                // What is not said of the other levels is as good as anything.
                let (kind, start) = number_kind(*kind);
                let start = if number == *level { start } else { 1 };
                let _ = write!(
                    text,
                    "{{\\listlevel\\levelnfc{kind}\\leveljc0\\levelfollow0\\levelstartat{start}"
                );
                if kind == 23 {
                    text.push_str("{\\leveltext\\'01\\u8226 ?;}{\\levelnumbers;}");
                } else {
                    let _ = write!(
                        text,
                        "{{\\leveltext\\'02\\'0{number}.;}}{{\\levelnumbers\\'01;}}"
                    );
                }
                let indent = number.saturating_add(1).saturating_mul(720);
                let _ = write!(text, "\\fi-360\\li{indent}}}");
            }
            let _ = write!(text, "\\listid{id}}}");
        }
        text.push_str("}\n{\\*\\listoverridetable");
        for (id, _) in (1..).zip(&self.lists) {
            let id: i32 = id;
            let _ = write!(
                text,
                "{{\\listoverride\\listid{id}\\listoverridecount0\\ls{id}}}"
            );
        }
        text.push_str("}\n");
    }

    fn info(&mut self) {
        let metadata = &self.document.metadata;
        let title = metadata.title.as_ref().or(self.job.options.title.as_ref());
        let parts = [
            ("title", title),
            ("subject", metadata.subject.as_ref()),
            ("author", metadata.author.as_ref()),
            ("keywords", metadata.keywords.as_ref()),
        ];
        self.text.push_str("{\\info");
        for (word, value) in parts {
            if let Some(value) = value {
                let _ = write!(self.text, "{{\\{word} ");
                escape::push(&mut self.text, value);
                self.text.push('}');
            }
        }
        for (word, date) in [
            ("creatim", &metadata.created),
            ("revtim", &metadata.modified),
        ] {
            let date = date.as_deref().unwrap_or_default();
            let number = |from: usize, to: usize| {
                date.get(from..to)
                    .and_then(|digits| digits.parse::<u32>().ok())
            };
            if let (Some(year), Some(month), Some(day)) =
                (number(0, 4), number(5, 7), number(8, 10))
            {
                let (hour, minute) = (number(11, 13).unwrap_or(0), number(14, 16).unwrap_or(0));
                let _ = write!(
                    self.text,
                    "{{\\{word}\\yr{year}\\mo{month}\\dy{day}\\hr{hour}\\min{minute}}}"
                );
            }
        }
        self.text.push_str("}\n");
    }
}
