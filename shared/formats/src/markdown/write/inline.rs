//! What stands in a line.

use spindle_model::document::{Image, Inline, InlineKind};

use super::Writing;
use super::escape::{self, Around};
use super::marks::{Part, joined};
use crate::html::nesting::steps;
use crate::html::write::inline::{Tag, image_source, tags};
use crate::html::write::text as html_text;

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    Heading,
    Cell,
}

/// White space that stays where the rest collapses.
const KEPT: &str = "<span style=\"white-space:pre-wrap\">";

impl Writing<'_, '_> {
    /// What stands in a paragraph, heading or cell.
    pub(super) fn inlines(&mut self, inlines: &[Inline], place: Place) -> String {
        let comments = self.html.job.options.comments;
        let wanted: Vec<Vec<Tag>> = inlines
            .iter()
            .map(|inline| {
                let mut tags = tags(&inline.format, comments, None);
                if matches!(inline.kind, InlineKind::Note(_)) {
                    tags.retain(|tag| tag.link.is_none());
                }
                tags
            })
            .collect();
        let mut line = Line {
            parts: Vec::new(),
            open: Vec::new(),
            lost: true,
            before: None,
            behind_bracket: false,
            lines: inlines
                .iter()
                .any(|inline| matches!(inline.kind, InlineKind::LineBreak)),
            cell: place == Place::Cell,
            heading: place == Place::Heading,
        };
        let mut rest = inlines.iter().enumerate();
        for step in steps(&wanted) {
            for _ in 0..step.close {
                if let Some(tag) = line.open.pop() {
                    line.parts.push(Part::Close(tag));
                    line.mark(tag);
                    line.behind_bracket = tag.link.is_some();
                }
            }
            let next = rest.next();
            for tag in step.open {
                line.parts.push(Part::Open(tag));
                line.mark(tag);
                line.open.push(tag);
                line.behind_bracket = false;
            }
            let Some((at, inline)) = next else { continue };
            let after = inlines.iter().skip(at.saturating_add(1));
            self.piece(inline, after, &mut line);
        }
        joined(&line.parts, line.cell)
    }

    fn piece<'i>(
        &mut self,
        inline: &Inline,
        mut after: impl Iterator<Item = &'i Inline>,
        line: &mut Line<'_>,
    ) {
        match &inline.kind {
            InlineKind::Text(text) if line.in_code() => {
                if let Some(code) = line.before_code(text) {
                    // The tag itself says it: its place is taken by marks.
                    line.other(code, false);
                } else {
                    let mut html = String::new();
                    line.html_text(text, &mut html);
                    line.other(html, false);
                }
            }
            InlineKind::Text(text) => {
                let next = after.next();
                let ends = !matches!(
                    next.map(|next| &next.kind),
                    Some(kind) if !matches!(kind, InlineKind::LineBreak)
                ) || next
                    .is_some_and(|next| matches!(next.kind, InlineKind::Bookmark(_)));
                let following = match next {
                    Some(Inline {
                        kind: InlineKind::Text(next),
                        format,
                    }) if *format == inline.format => next.chars().next(),
                    _ => None,
                };
                line.text(text, ends, following);
            }
            InlineKind::LineBreak => {
                let ends = after.next().is_none();
                // At the end of a link's text a backslash behind a mark would be read as itself.
                let in_link = line.open.iter().any(|tag| tag.link.is_some());
                let text = if line.cell || line.heading || in_link {
                    if ends { "<br><br>" } else { "<br>" }
                } else if ends {
                    "<br><br>"
                } else {
                    "\\\n"
                };
                line.other(text.to_owned(), true);
                line.before = (text != "\\\n").then_some('>');
                line.lost = true;
            }
            InlineKind::Image(image) => {
                let text = match self.image(image, line.cell) {
                    Some(text) => text,
                    None => line.tag(self.as_html(|html| html.kind(&inline.kind, true))),
                };
                line.other(text, false);
            }
            InlineKind::Formula(latex) => {
                let next = after.next();
                let free = line
                    .before
                    .is_none_or(|c| !c.is_alphanumeric() && c != '$' && c != '\\')
                    && match next.map(|next| &next.kind) {
                        Some(InlineKind::Text(text)) => text
                            .chars()
                            .next()
                            .is_none_or(|c| !c.is_alphanumeric() && c != '$'),
                        Some(InlineKind::Formula(_)) => false,
                        _ => true,
                    };
                let text = if free && is_plain_formula(latex, line.cell) {
                    format!("${latex}$")
                } else {
                    line.tag(self.as_html(|html| html.kind(&inline.kind, true)))
                };
                line.other(text, false);
            }
            InlineKind::Note(index) => {
                if let Some(number) = self.html.note_number(*index) {
                    line.other(format!("[^{number}]"), false);
                    line.behind_bracket = true;
                }
            }
            InlineKind::Bookmark(_) => {
                let text = line.tag(self.as_html(|html| html.kind(&inline.kind, true)));
                let lost = line.lost;
                line.other(text, false);
                line.lost = lost;
            }
            kind => {
                let in_link = line.open.iter().any(|tag| tag.link.is_some());
                let text = line.tag(self.as_html(|html| html.kind(kind, in_link)));
                line.other(text, false);
            }
        }
    }

    /// A picture in Markdown's own words; `None` when it has none for it.
    fn image(&self, image: &Image, cell: bool) -> Option<String> {
        let special = |text: &str| text.contains(['\n', '\r']);
        if image.width.is_some()
            || image.height.is_some()
            || special(&image.alt)
            || image
                .title
                .as_deref()
                .is_some_and(|title| title.is_empty() || special(title))
        {
            return None;
        }
        let source = image_source(self.html.document, image, None)?;
        if special(&source) {
            return None;
        }
        let mut out = String::from("![");
        // In the brackets no white space collapses, but that at the ends may go.
        let around = Around {
            before: Some('x'),
            after: Some('x'),
            cell,
            lines: false,
            link: true,
            behind_bracket: false,
        };
        if image.alt.trim() != image.alt || image.alt.contains('\t') {
            return None;
        }
        escape::text(&image.alt, around, &mut out);
        out.push_str("](");
        escape::destination(&source, cell, &mut out);
        if let Some(title) = &image.title {
            escape::title(title, cell, &mut out);
        }
        out.push(')');
        Some(out)
    }
}

/// The line as far as it is written.
struct Line<'w> {
    parts: Vec<Part<'w>>,
    open: Vec<&'w Tag>,
    /// Whether a space here would be lost.
    lost: bool,
    /// The last character; `None` at the start of a line.
    before: Option<char>,
    behind_bracket: bool,
    lines: bool,
    cell: bool,
    heading: bool,
}

impl Line<'_> {
    fn in_code(&self) -> bool {
        self.open.iter().any(|tag| tag.name == "code")
    }

    /// The text of a span of code in Markdown's own words, when its tag stands for this piece alone.
    fn before_code(&mut self, text: &str) -> Option<String> {
        if self.before == Some('`') {
            return None;
        }
        match self.parts.last() {
            Some(Part::Open(tag)) if tag.name == "code" => {}
            _ => return None,
        }
        escape::code(text, self.cell)
    }

    /// Takes note of a format that begins or ends.
    fn mark(&mut self, tag: &Tag) {
        self.before = Some(match tag.name {
            "strong" | "em" => '*',
            "s" => '~',
            "a" => ']',
            "code" => self.before.unwrap_or('>'),
            _ => '>',
        });
    }

    /// A tag that stands in a cell.
    fn tag(&self, text: String) -> String {
        if self.cell {
            text.replace('|', "&#124;")
        } else {
            text
        }
    }

    fn html_text(&self, text: &str, out: &mut String) {
        let mut html = String::new();
        html_text(text, &mut html);
        // Nothing in it is Markdown.
        let mut escaped = String::new();
        for c in html.chars() {
            match c {
                '*' | '_' | '`' | '[' | ']' | '\\' | '~' | '$' | '!' | '|' | ':' | '@' | '.'
                | '\t' => {
                    escaped.push_str(&format!("&#{};", u32::from(c)));
                }
                c => escaped.push(c),
            }
        }
        let kept = text.starts_with(' ')
            || text.ends_with(' ')
            || text.contains("  ")
            || text.contains('\t');
        if kept {
            out.push_str(KEPT);
        }
        out.push_str(&escaped);
        if kept {
            out.push_str("</span>");
        }
    }

    fn other(&mut self, text: String, is_break: bool) {
        self.before = text.chars().next_back().or(self.before);
        self.lost = is_break;
        self.behind_bracket = false;
        self.parts.push(Part::Other(text));
    }

    fn push_text(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    /// Text, with white space that would be lost in tags that keep it.
    fn text(&mut self, text: &str, ends: bool, following: Option<char>) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if is_white(first) {
                let end = rest.find(|c| !is_white(c)).unwrap_or(rest.len());
                let (white, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                let kept = white != " " || self.lost || after.is_empty() && ends;
                if kept {
                    let mut tag = String::from(KEPT);
                    for c in white.chars() {
                        match c {
                            ' ' => tag.push(' '),
                            c => tag.push_str(&format!("&#{};", u32::from(c))),
                        }
                    }
                    tag.push_str("</span>");
                    self.other(tag, false);
                } else {
                    self.push_text(" ");
                    self.before = Some(' ');
                    self.behind_bracket = false;
                    self.lost = true;
                }
                rest = after;
                continue;
            }
            let end = rest.find(is_white).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let around = Around {
                before: self.before,
                after: after.chars().next().or(following),
                cell: self.cell,
                lines: self.lines,
                link: self.open.iter().any(|tag| tag.link.is_some()),
                behind_bracket: self.behind_bracket,
            };
            match self.parts.last_mut() {
                Some(Part::Text(out)) => escape::text(word, around, out),
                _ => {
                    let mut out = String::with_capacity(rest.len());
                    escape::text(word, around, &mut out);
                    self.parts.push(Part::Text(out));
                }
            }
            self.before = word.chars().next_back();
            self.lost = false;
            self.behind_bracket = false;
            rest = after;
        }
    }
}

fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether a formula can stand between dollar signs.
fn is_plain_formula(latex: &str, cell: bool) -> bool {
    let mut depth = 0_i32;
    for c in latex.chars() {
        match c {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            '$' | '\n' | '\r' | '`' => return false,
            '|' if cell => return false,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
        && !latex.is_empty()
        && !latex.starts_with(char::is_whitespace)
        && !latex.ends_with(char::is_whitespace)
        && !latex.ends_with('\\')
        && !latex.contains("\\{")
        && !latex.contains("\\}")
}
