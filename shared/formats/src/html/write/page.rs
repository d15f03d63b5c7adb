//! What stands around the text: the head of the page, notes and comments.

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Block, Document, HeaderFooter, Style};

use super::escape::{attribute, text};
use super::style::{paragraph_css, style_css};
use super::{Form, Html};

/// How a page looks where the document does not say.
pub(crate) const STYLE: &str = "\
body{max-width:50em;margin:2em auto;padding:0 1em;line-height:1.5}
table{border-collapse:collapse}
td,th{border:1px solid #bbb;padding:.25em .5em;vertical-align:top}
th{background:#f3f3f3;text-align:start}
blockquote{margin:1em 0;padding-left:1em;border-left:3px solid #ccc}
pre{padding:.5em;background:#f6f6f6;overflow:auto}
img{max-width:100%}
p.tight{margin:0}
li.task-list-item{list-style:none}
.footnotes{margin-top:2em;font-size:.9em}
.comments li::before{content:attr(data-author) ' '}
.mention{color:#06c}
";

/// A whole page.
pub(crate) fn page(document: &Document, job: &mut Job<'_>) -> Result<String, ConvertError> {
    let has = |part: &HeaderFooter| {
        !part.default.is_empty() || part.first.is_some() || part.even.is_some()
    };
    if has(&document.page.header) || has(&document.page.footer) {
        job.warn(
            "headers-and-footers-dropped",
            "headers and footers of pages were left out",
        );
    }
    let mut html = Html::new(document, job, Form::PAGE);
    let rules = html.named_styles();
    let metadata = &document.metadata;
    html.out.push_str("<!DOCTYPE html>\n<html");
    if let Some(language) = &metadata.language {
        attribute("lang", language, &mut html.out);
    }
    html.out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    html.out.push_str(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
    );
    let title = metadata.title.as_ref().or(html.job.options.title.as_ref());
    text(title.map_or("", String::as_str), &mut html.out);
    html.out.push_str("</title>\n");
    for (name, value) in [
        ("author", &metadata.author),
        ("description", &metadata.subject),
        ("keywords", &metadata.keywords),
        ("dcterms.created", &metadata.created),
        ("dcterms.modified", &metadata.modified),
    ] {
        if let Some(value) = value {
            html.out.push_str("<meta");
            attribute("name", name, &mut html.out);
            attribute("content", value, &mut html.out);
            html.out.push_str(">\n");
        }
    }
    html.out.push_str("<style data-default>\n");
    html.out.push_str(STYLE);
    html.out.push_str("</style>\n");
    if !rules.is_empty() {
        html.out.push_str("<style>\n");
        html.out.push_str(&rules);
        html.out.push_str("</style>\n");
    }
    html.out.push_str("</head>\n<body");
    let mut css = String::new();
    style_css(&document.defaults.text, &mut css);
    if let Some(height) = document.defaults.paragraph.line_height {
        let only = spindle_model::document::ParagraphFormat {
            line_height: Some(height),
            ..Default::default()
        };
        paragraph_css(&only, &mut css);
    }
    if !css.is_empty() {
        attribute("style", &css, &mut html.out);
    }
    html.out.push_str(">\n");
    html.body();
    html.out.push_str("</body>\n</html>\n");
    bounded(html.out, job)
}

/// An error for what is larger than allowed.
pub(super) fn bounded(out: String, job: &Job<'_>) -> Result<String, ConvertError> {
    if out.len() > job.limits.output_bytes {
        return Err(ConvertError::limit(format!(
            "the HTML would have {} bytes, more than the {} allowed",
            out.len(),
            job.limits.output_bytes
        )));
    }
    Ok(out)
}

/// What is in the body of a page.
pub(crate) fn fragment(document: &Document, job: &mut Job<'_>) -> String {
    let mut html = Html::new(document, job, Form::PAGE);
    html.body();
    html.out
}

impl Html<'_, '_, '_> {
    fn body(&mut self) {
        let document = self.document;
        for (at, block) in document.blocks.iter().enumerate() {
            self.blocks(std::slice::from_ref(block));
            if at % 64 == 0 {
                (self.job.progress)(at as f32 / document.blocks.len() as f32);
            }
        }
        self.notes();
        self.comments();
    }

    /// Classes for the styles of the document, and the rules that say how they look.
    pub(crate) fn named_styles(&mut self) -> String {
        let mut rules = String::new();
        for (number, (id, style)) in self.document.styles.iter().enumerate() {
            let css = rule(style);
            if css.is_empty() {
                continue;
            }
            let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let class = if plain {
                format!("style-{id}")
            } else {
                format!("style-{number}")
            };
            rules.push_str(&format!(".{class}{{{}}}\n", css.replace('<', "\\3c ")));
            self.classes.insert(id.clone(), class);
        }
        rules
    }

    /// Writes what notes say. They may refer to further ones.
    pub(crate) fn notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.out
            .push_str("<section class=\"footnotes\" role=\"doc-endnotes\">");
        self.end_line();
        self.void("hr");
        self.end_line();
        self.out.push_str("<ol>");
        self.end_line();
        let mut at = 0_usize;
        while let Some(index) = self.notes.get(at).copied() {
            at = at.saturating_add(1);
            let Some(note) = self.document.notes.get(index) else {
                continue;
            };
            self.out.push_str(&format!("<li id=\"fn{at}\""));
            if note.endnote {
                attribute("data-endnote", "", &mut self.out);
            }
            self.out.push('>');
            let (last, before) = match note.blocks.split_last() {
                Some((Block::Paragraph(last), before)) => (Some(last), before),
                _ => (None, note.blocks.as_slice()),
            };
            self.blocks(before);
            if let Some(last) = last {
                self.begin_paragraph(last, "", None);
            }
            self.out.push_str(&format!(
                "<a href=\"#fnref{at}\" class=\"footnote-back\" role=\"doc-backlink\">\u{21a9}\u{fe0e}</a>"
            ));
            if let Some(last) = last {
                self.end_paragraph(last);
            }
            self.out.push_str("</li>");
            self.end_line();
        }
        self.out.push_str("</ol>");
        self.end_line();
        self.out.push_str("</section>");
        self.end_line();
    }

    fn comments(&mut self) {
        let document = self.document;
        if !self.job.options.comments || document.comments.is_empty() {
            return;
        }
        self.out.push_str("<aside class=\"comments\">");
        self.end_line();
        self.out.push_str("<ol>");
        self.end_line();
        for (index, comment) in document.comments.iter().enumerate() {
            self.out.push_str("<li");
            let number = index.saturating_add(1).to_string();
            attribute("data-comment", &number, &mut self.out);
            attribute("data-author", &comment.author, &mut self.out);
            if let Some(date) = &comment.date {
                attribute("data-date", date, &mut self.out);
            }
            self.out.push('>');
            self.blocks(&comment.blocks);
            self.out.push_str("</li>");
            self.end_line();
        }
        self.out.push_str("</ol>");
        self.end_line();
        self.out.push_str("</aside>");
        self.end_line();
    }
}

fn rule(style: &Style) -> String {
    let mut css = String::new();
    style_css(&style.text, &mut css);
    paragraph_css(&style.paragraph, &mut css);
    css
}
