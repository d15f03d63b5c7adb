//! Text of a document: as scripts read it, and as a plain text file.

use std::collections::HashMap;

use super::inline::{self, Separators};
use super::numbering_text::{Counter, Label};
use super::{TextDocument, block, table};
use crate::dom::NodeId;

/// What scripts may choose when they read text.
#[derive(Debug, Clone)]
pub struct TextOptions {
    /// Whether list labels are written.
    pub numbering: bool,
    /// After each paragraph.
    pub paragraph: String,
    /// After the last paragraph of a cell.
    pub cell: String,
    /// After the last paragraph of the last cell of a row.
    pub row: String,
    /// For tabs and line ends.
    pub inline: Separators,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self {
            numbering: true,
            paragraph: "\r\n".to_owned(),
            cell: "\t".to_owned(),
            row: "\r\n".to_owned(),
            inline: Separators::default(),
        }
    }
}

impl TextDocument {
    /// The text of a container with all that is in it, as scripts read it.
    #[must_use]
    pub fn text(&self, container: NodeId, options: &TextOptions) -> String {
        let paragraphs = block::all(self.dom(), container, "w:p");
        let labels = if options.numbering {
            self.labels_of(&paragraphs)
        } else {
            HashMap::new()
        };
        let mut out = String::new();
        for paragraph in paragraphs {
            self.paragraph_into(paragraph, labels.get(&paragraph), options, &mut out);
        }
        out
    }

    /// The text of one paragraph with its label and what ends it.
    #[must_use]
    pub fn paragraph_text(&self, paragraph: NodeId, options: &TextOptions) -> String {
        let label = options
            .numbering
            .then(|| self.label_of(paragraph))
            .flatten();
        let mut out = String::new();
        self.paragraph_into(paragraph, label.as_ref(), options, &mut out);
        out
    }

    fn paragraph_into(
        &self,
        paragraph: NodeId,
        label: Option<&Label>,
        options: &TextOptions,
        out: &mut String,
    ) {
        let dom = self.dom();
        if let Some(label) = label {
            out.push_str(&label.text);
            out.push_str(match label.suffix {
                "\t" => &options.inline.tab,
                other => other,
            });
        }
        for run in inline::runs(dom, paragraph) {
            inline::run_text(dom, run, &options.inline, out);
        }
        out.push_str(self.paragraph_end(paragraph, options));
    }

    /// What ends a paragraph in extracted text: by whether it is the last of a cell or of a row.
    pub(super) fn paragraph_end<'a>(&self, paragraph: NodeId, options: &'a TextOptions) -> &'a str {
        let dom = self.dom();
        let mut inner = paragraph;
        // Content controls around the last paragraph of a cell end where it ends.
        let cell = loop {
            let Some(parent) = dom.parent(inner) else {
                return &options.paragraph;
            };
            let is_last = dom.is(parent, "w:sdt") || block::last(dom, parent) == Some(inner);
            if !is_last {
                return &options.paragraph;
            }
            match dom.name_of(parent) {
                Some("w:tc") => break parent,
                Some("w:sdt" | "w:sdtContent") => inner = parent,
                _ => return &options.paragraph,
            }
        };
        let mut next = dom.next_sibling(cell);
        while let Some(current) = next {
            if dom.is(current, "w:tc") {
                return &options.cell;
            }
            next = dom.next_sibling(current);
        }
        &options.row
    }

    /// The body as a plain text file: UTF-8 with byte order mark, lines ended by CR LF, none after the last; list labels
    /// indented by a tab for each level, with `* ` for signs; the address of a link in parentheses behind its text; the cells
    /// of a table's row on one line with tabs between.
    #[must_use]
    pub fn plain_text(&self) -> Vec<u8> {
        let mut lines = Vec::new();
        let mut counter = Counter::default();
        self.plain_lines(self.body(), &mut counter, &mut lines);
        let mut out = String::from("\u{FEFF}");
        out.push_str(&lines.join("\r\n"));
        out.into_bytes()
    }

    fn plain_lines(&self, container: NodeId, counter: &mut Counter, lines: &mut Vec<String>) {
        let dom = self.dom();
        for child in dom.children(container) {
            match dom.name_of(child) {
                Some("w:p") => lines.extend(self.plain_paragraph(child, counter)),
                Some("w:tbl") => {
                    for row in table::rows(dom, child) {
                        let mut columns = Vec::new();
                        for cell in table::cells(dom, row) {
                            let mut inner = Vec::new();
                            self.plain_lines(cell, counter, &mut inner);
                            columns.push(inner.join(" "));
                        }
                        lines.push(columns.join("\t"));
                    }
                }
                Some("w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo") => {
                    self.plain_lines(child, counter, lines)
                }
                _ => {}
            }
        }
    }

    fn plain_paragraph(&self, paragraph: NodeId, counter: &mut Counter) -> Vec<String> {
        let dom = self.dom();
        let separators = Separators {
            tab: "\t".to_owned(),
            line: "\n".to_owned(),
        };
        let mut text = String::new();
        if let Some(label) = counter.next(self, paragraph) {
            text.push_str(&"\t".repeat(label.level));
            if label.bullet {
                text.push('*');
            } else {
                text.push_str(&label.text);
            }
            text.push(' ');
        }
        for child in dom.children(paragraph) {
            match dom.name_of(child) {
                Some("w:r") => inline::run_text(dom, child, &separators, &mut text),
                Some("w:hyperlink") => {
                    text.push_str(&inline::text(dom, child, &separators));
                    text.push_str(&format!("({})", self.link(child)));
                }
                Some("w:pPr" | "w:del" | "w:moveFrom") => {}
                _ => text.push_str(&inline::text(dom, child, &separators)),
            }
        }
        text.split('\n').map(str::to_owned).collect()
    }
}
