//! Blocks.

use spindle_model::document::{
    Block, CodeBlock, List, ListItem, ListKind, NumberStyle, Paragraph, ParagraphFormat,
};

use super::Html;
use super::escape::{attribute, text};
use super::inline::needs_white;
use super::style::paragraph_attributes;

impl Html<'_, '_, '_> {
    /// Writes blocks, paragraphs as `<p>`.
    pub(crate) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, ""),
                other => self.other_block(other),
            }
        }
    }

    fn other_block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, ""),
            Block::List(list) => {
                if self.enter() {
                    self.list(list);
                    self.leave();
                }
            }
            Block::Quote(blocks) => {
                if self.enter() {
                    self.out.push_str("<blockquote>");
                    self.end_line();
                    self.blocks(blocks);
                    self.out.push_str("</blockquote>");
                    self.end_line();
                    self.leave();
                }
            }
            Block::Code(code) => self.code(code),
            Block::Table(table) => {
                if self.enter() {
                    self.table(table);
                    self.leave();
                }
            }
            Block::Divider => {
                self.void("hr");
                self.end_line();
            }
            Block::PageBreak => {
                self.out.push_str("<div style=\"break-after:page\"></div>");
                self.end_line();
            }
            // Pages are the reader's own affair.
            Block::Section(_) => {}
        }
    }

    fn enter(&mut self) -> bool {
        if self.depth >= self.job.limits.depth {
            self.job.warn(
                "nested-too-deep",
                "lists, quotations or tables that are nested too deep were left out",
            );
            return false;
        }
        self.depth = self.depth.saturating_add(1);
        true
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Writes a paragraph or heading with an element of its own.
    pub(crate) fn paragraph(&mut self, paragraph: &Paragraph, class: &str) {
        self.begin_paragraph(paragraph, class, None);
        self.end_paragraph(paragraph);
    }

    /// Writes a paragraph's start tag and what is in it.
    pub(super) fn begin_paragraph(
        &mut self,
        paragraph: &Paragraph,
        class: &str,
        checked: Option<bool>,
    ) {
        let (name, level) = element(paragraph);
        self.out.push('<');
        self.out.push_str(name);
        if level > 6 {
            attribute("aria-level", &level.to_string(), &mut self.out);
        }
        let styled = paragraph
            .format
            .style
            .as_ref()
            .and_then(|style| self.classes.get(style))
            .cloned();
        match (class, styled) {
            ("", None) => {}
            ("", Some(styled)) => attribute("class", &styled, &mut self.out),
            (class, None) => attribute("class", class, &mut self.out),
            (class, Some(styled)) => {
                attribute("class", &format!("{class} {styled}"), &mut self.out)
            }
        }
        let white = needs_white(&paragraph.inlines);
        paragraph_attributes(&paragraph.format, white, &mut self.out);
        self.out.push('>');
        self.check_box(checked, if white { "" } else { " " });
        if paragraph.inlines.is_empty() && paragraph.heading.is_none() {
            self.void("br");
        }
        self.inlines(&paragraph.inlines);
    }

    pub(super) fn end_paragraph(&mut self, paragraph: &Paragraph) {
        self.out.push_str("</");
        self.out.push_str(element(paragraph).0);
        self.out.push('>');
        self.end_line();
    }

    fn check_box(&mut self, checked: Option<bool>, space: &str) {
        let Some(checked) = checked else { return };
        self.out.push_str("<input type=\"checkbox\" disabled=\"\"");
        if checked {
            self.out.push_str(" checked=\"\"");
        }
        self.end_void();
        self.out.push_str(space);
    }

    fn code(&mut self, code: &CodeBlock) {
        self.out.push_str("<pre><code");
        if let Some(language) = &code.language {
            if language.contains(char::is_whitespace) || language.is_empty() {
                attribute("data-language", language, &mut self.out);
            } else {
                attribute("class", &format!("language-{language}"), &mut self.out);
            }
        }
        self.out.push('>');
        if !code.text.is_empty() {
            let start = self.out.len();
            text(&code.text, &mut self.out);
            self.out.push('\n');
            if self.form.one_line {
                let flat = self.out.split_off(start).replace('\n', "&#10;");
                self.out.push_str(&flat);
            }
        }
        self.out.push_str("</code></pre>");
        self.end_line();
    }

    pub(crate) fn list(&mut self, list: &List) {
        let name = match list.kind {
            ListKind::Bullet => "ul",
            ListKind::Ordered { .. } => "ol",
        };
        self.out.push('<');
        self.out.push_str(name);
        if let ListKind::Ordered { start, style } = list.kind {
            if start != 1 {
                attribute("start", &start.to_string(), &mut self.out);
            }
            match style {
                NumberStyle::Decimal => {}
                NumberStyle::LowerAlpha => attribute("type", "a", &mut self.out),
                NumberStyle::UpperAlpha => attribute("type", "A", &mut self.out),
                NumberStyle::LowerRoman => attribute("type", "i", &mut self.out),
                NumberStyle::UpperRoman => attribute("type", "I", &mut self.out),
                NumberStyle::Chinese => {
                    attribute("style", "list-style-type:cjk-ideographic", &mut self.out);
                }
            }
        }
        // That there is space between items is said by their paragraphs, where they have any.
        let says = list.items.iter().any(|item| {
            !is_bare(item)
                && item.blocks.iter().any(
                    |block| matches!(block, Block::Paragraph(paragraph) if paragraph.heading.is_none()),
                )
        });
        if !list.tight && !says {
            attribute("class", "loose", &mut self.out);
        }
        self.out.push('>');
        self.end_line();
        for item in &list.items {
            self.item(item, list.tight);
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self.end_line();
    }

    fn item(&mut self, item: &ListItem, tight: bool) {
        self.out.push_str(if item.checked.is_some() {
            "<li class=\"task-list-item\">"
        } else {
            "<li>"
        });
        let mut checked = item.checked;
        if is_bare(item) {
            self.check_box(checked, "");
            self.out.push_str("</li>");
            self.end_line();
            return;
        }
        let mut after_text = false;
        for (at, block) in item.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(paragraph) if paragraph.heading.is_none() => {
                    let bare = tight && !after_text && needs_no_element(paragraph);
                    if bare {
                        self.check_box(checked.take(), " ");
                        self.inlines(&paragraph.inlines);
                    } else {
                        if at == 0 && !tight {
                            self.end_line();
                        }
                        let class = if tight { "tight" } else { "" };
                        self.begin_paragraph(paragraph, class, checked.take());
                        self.end_paragraph(paragraph);
                    }
                    after_text = bare;
                }
                block => {
                    if let Some(checked) = checked.take() {
                        self.check_box(Some(checked), "");
                    }
                    self.end_line();
                    self.other_block(block);
                    after_text = false;
                }
            }
        }
        self.out.push_str("</li>");
        self.end_line();
    }
}

/// Whether an item is empty.
fn is_bare(item: &ListItem) -> bool {
    match item.blocks.as_slice() {
        [] => true,
        [Block::Paragraph(paragraph)] => *paragraph == Paragraph::default(),
        _ => false,
    }
}

/// Whether a paragraph's text can stand without an element around it.
pub(crate) fn needs_no_element(paragraph: &Paragraph) -> bool {
    let format = &paragraph.format;
    let unstyled = ParagraphFormat {
        style: format.style.clone(),
        ..ParagraphFormat::default()
    };
    paragraph.heading.is_none()
        && !paragraph.inlines.is_empty()
        && *format == unstyled
        && !needs_white(&paragraph.inlines)
}

fn element(paragraph: &Paragraph) -> (&'static str, u8) {
    match paragraph.heading {
        None => ("p", 0),
        Some(0 | 1) => ("h1", 1),
        Some(2) => ("h2", 2),
        Some(3) => ("h3", 3),
        Some(4) => ("h4", 4),
        Some(5) => ("h5", 5),
        Some(level) => ("h6", level),
    }
}
