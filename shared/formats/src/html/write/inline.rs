//! What stands in a line.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use spindle_model::document::{
    ChangeKind, Document, Field, Image, ImageSource, Inline, InlineKind, Link, Script, TextFormat,
};

use super::super::css::POINTS_PER_PIXEL;
use super::super::links::{is_safe, is_safe_picture};
use super::super::nesting::steps;
use super::escape::{attribute, text};
use super::style::{other, text_css};
use super::{Html, PictureNames};

/// An element around text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tag {
    /// The element's name.
    pub(crate) name: &'static str,
    /// Its attributes, each with a space before it.
    pub(crate) attributes: String,
    /// For links: where it leads.
    pub(crate) link: Option<Arc<Link>>,
}

impl Tag {
    fn plain(name: &'static str) -> Self {
        Self {
            name,
            attributes: String::new(),
            link: None,
        }
    }

    /// Appends the opening tag.
    pub(crate) fn open(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        out.push_str(&self.attributes);
        out.push('>');
    }

    /// Appends the closing tag.
    pub(crate) fn close(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
    }
}

/// The elements that say a format, from the outside in.
pub(crate) fn tags(format: &TextFormat, comments: bool, class: Option<&str>) -> Vec<Tag> {
    let mut tags = Vec::new();
    if let Some(link) = format.link.as_ref().filter(|link| is_safe(&link.href)) {
        let mut tag = Tag::plain("a");
        attribute("href", &link.href, &mut tag.attributes);
        if let Some(title) = &link.title {
            attribute("title", title, &mut tag.attributes);
        }
        tag.link = Some(Arc::clone(link));
        tags.push(tag);
    }
    if let Some(change) = &format.change {
        let mut tag = Tag::plain(match change.kind {
            ChangeKind::Inserted => "ins",
            ChangeKind::Deleted => "del",
        });
        attribute("data-author", &change.author, &mut tag.attributes);
        if let Some(date) = &change.date {
            attribute("datetime", date, &mut tag.attributes);
        }
        tags.push(tag);
    }
    if comments && !format.comments.is_empty() {
        let mut tag = Tag::plain("mark");
        attribute("class", "comment", &mut tag.attributes);
        let numbers: Vec<String> = format
            .comments
            .iter()
            .map(|index| index.saturating_add(1).to_string())
            .collect();
        attribute("data-comments", &numbers.join(" "), &mut tag.attributes);
        tags.push(tag);
    }
    tags.extend(span(format, class));
    for (said, name) in [
        (format.bold, "strong"),
        (format.italic, "em"),
        (format.underline, "u"),
        (format.strike, "s"),
    ] {
        if said == Some(true) {
            tags.push(Tag::plain(name));
        }
    }
    match format.script {
        Some(Script::Super) => tags.push(Tag::plain("sup")),
        Some(Script::Sub) => tags.push(Tag::plain("sub")),
        None => {}
    }
    if format.code == Some(true) {
        tags.push(Tag::plain("code"));
    }
    tags
}

/// `<span>` for what no other element says; `None` when that is nothing.
fn span(format: &TextFormat, class: Option<&str>) -> Option<Tag> {
    let mut tag = Tag::plain("span");
    let out = &mut tag.attributes;
    if let Some(class) = class {
        attribute("class", class, out);
    }
    if let Some(rtl) = format.rtl {
        attribute("dir", if rtl { "rtl" } else { "ltr" }, out);
    }
    if let Some(language) = &format.language {
        attribute("lang", language, out);
    }
    let mut css = String::new();
    text_css(format, &mut css);
    if !css.is_empty() {
        attribute("style", &css, out);
    }
    if format.hidden == Some(true) {
        attribute("hidden", "", out);
    }
    let not: Vec<&str> = [
        ("bold", format.bold),
        ("italic", format.italic),
        ("underline", format.underline),
        ("strike", format.strike),
        ("code", format.code),
        ("small-caps", format.small_caps),
        ("all-caps", format.all_caps),
        ("hidden", format.hidden),
    ]
    .into_iter()
    .filter(|(_, said)| *said == Some(false))
    .map(|(name, _)| name)
    .collect();
    if !not.is_empty() {
        attribute("data-not", &not.join(" "), out);
    }
    other(&format.other, out);
    (!tag.attributes.is_empty()).then_some(tag)
}

/// Whether white space of a line would be lost where it collapses.
pub(crate) fn needs_white(inlines: &[Inline]) -> bool {
    // At the start and behind a space the next one is lost.
    let mut lost = true;
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => {
                for c in text.chars() {
                    match c {
                        ' ' if lost => return true,
                        ' ' => lost = true,
                        '\t' | '\n' | '\r' => return true,
                        _ => lost = false,
                    }
                }
            }
            InlineKind::Bookmark(_) => {}
            InlineKind::LineBreak => {
                if lost && ends_in_space(inlines) {
                    return true;
                }
                lost = true;
            }
            _ => lost = false,
        }
    }
    ends_in_space(inlines)
}

/// Whether a line, here or further on, ends in a space.
fn ends_in_space(inlines: &[Inline]) -> bool {
    let mut space = false;
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) if !text.is_empty() => space = text.ends_with(' '),
            InlineKind::LineBreak if space => return true,
            InlineKind::Bookmark(_) | InlineKind::Text(_) => {}
            _ => space = false,
        }
    }
    space
}

impl Html<'_, '_, '_> {
    /// Writes what stands in a line.
    pub(crate) fn inlines(&mut self, inlines: &[Inline]) {
        let wanted: Vec<Vec<Tag>> = inlines.iter().map(|inline| self.tags_of(inline)).collect();
        let mut open: Vec<&Tag> = Vec::new();
        let mut rest = inlines.iter();
        for step in steps(&wanted) {
            for _ in 0..step.close {
                if let Some(tag) = open.pop() {
                    tag.close(&mut self.out);
                }
            }
            for tag in step.open {
                tag.open(&mut self.out);
                open.push(tag);
            }
            if let Some(inline) = rest.next() {
                let in_link = open.iter().any(|tag| tag.link.is_some());
                self.kind(&inline.kind, in_link);
            }
        }
        if inlines
            .last()
            .is_some_and(|last| matches!(last.kind, InlineKind::LineBreak))
        {
            // The last one in a block is not shown.
            self.void("br");
        }
    }

    fn tags_of(&self, inline: &Inline) -> Vec<Tag> {
        let class = inline
            .format
            .style
            .as_ref()
            .and_then(|style| self.classes.get(style));
        let mut tags = tags(
            &inline.format,
            self.job.options.comments,
            class.map(String::as_str),
        );
        if matches!(inline.kind, InlineKind::Note(_)) {
            // A link within a link is none.
            tags.retain(|tag| tag.link.is_none());
        }
        if let Some(links) = self.form.links {
            for tag in &mut tags {
                if let Some(link) = &tag.link
                    && let Some(href) = links(&link.href)
                {
                    tag.attributes.clear();
                    attribute("href", &href, &mut tag.attributes);
                    if let Some(title) = &link.title {
                        attribute("title", title, &mut tag.attributes);
                    }
                }
            }
        }
        tags
    }

    /// Writes one piece, without its format.
    pub(crate) fn kind(&mut self, kind: &InlineKind, in_link: bool) {
        match kind {
            InlineKind::Text(said) => text(said, &mut self.out),
            InlineKind::LineBreak => self.void("br"),
            InlineKind::Image(image) => self.image(image),
            InlineKind::Formula(latex) => {
                self.out.push_str("<span class=\"math inline\"");
                attribute("data-formula", latex, &mut self.out);
                self.out.push('>');
                self.shown(&format!("\\({latex}\\)"));
                self.out.push_str("</span>");
            }
            InlineKind::Note(index) => self.note_mark(*index),
            InlineKind::Mention { id, name } => {
                self.out.push_str("<span class=\"mention\"");
                attribute("data-id", id, &mut self.out);
                attribute("data-value", name, &mut self.out);
                self.out.push_str(">@");
                self.shown(name);
                self.out.push_str("</span>");
            }
            InlineKind::Field(field) => {
                let (instruction, shown) = match field {
                    Field::PageNumber => ("PAGE", ""),
                    Field::PageCount => ("NUMPAGES", ""),
                    Field::Other { instruction, shown } => (instruction.as_str(), shown.as_str()),
                };
                self.out.push_str("<span");
                attribute("data-field", instruction, &mut self.out);
                self.out.push('>');
                self.shown(shown);
                self.out.push_str("</span>");
            }
            InlineKind::Bookmark(name) => {
                self.out.push_str("<span");
                attribute("id", name, &mut self.out);
                self.out.push_str("></span>");
            }
            InlineKind::Embed(name, value) => {
                self.out.push_str("<span");
                attribute("data-embed", name, &mut self.out);
                attribute("data-value", &value.to_string(), &mut self.out);
                self.out.push('>');
                if let Some(href) = value
                    .as_str()
                    .filter(|href| href.starts_with("http") && is_safe(href))
                {
                    if in_link {
                        self.shown(href);
                    } else {
                        self.out.push_str("<a");
                        attribute("href", href, &mut self.out);
                        self.out.push('>');
                        self.shown(href);
                        self.out.push_str("</a>");
                    }
                }
                self.out.push_str("</span>");
            }
        }
    }

    /// Writes text within an element that stands for something else. In a line of Markdown it must not be Markdown.
    fn shown(&mut self, said: &str) {
        if !self.form.one_line {
            return text(said, &mut self.out);
        }
        for c in said.chars() {
            match c {
                '\n' => self.out.push_str("&#10;"),
                c if c.is_ascii_punctuation() => self.out.push_str(&format!("&#{};", u32::from(c))),
                c => {
                    let mut bytes = [0; 4];
                    text(c.encode_utf8(&mut bytes), &mut self.out);
                }
            }
        }
    }

    /// Writes an element that has nothing in it.
    pub(super) fn void(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.end_void();
    }

    /// The number of a note, by the order of the marks; `None` when there is no such note.
    pub(crate) fn note_number(&mut self, index: usize) -> Option<usize> {
        self.document.notes.get(index)?;
        let known = self.notes.iter().position(|note| *note == index);
        let at = known.unwrap_or_else(|| {
            self.notes.push(index);
            self.notes.len().saturating_sub(1)
        });
        Some(at.saturating_add(1))
    }

    fn note_mark(&mut self, index: usize) {
        let Some(number) = self.note_number(index) else {
            return;
        };
        if self.form.one_line {
            // What it says is a note of the Markdown around.
            self.out
                .push_str(&format!("<sup><a href=\"#{number}\">{number}</a></sup>"));
            return;
        }
        let marks = self.marks.entry(index).or_insert(0);
        *marks = marks.saturating_add(1);
        // Ids are there once; links back lead to the first mark.
        let id = match *marks {
            1 => format!("fnref{number}"),
            again => format!("fnref{number}-{again}"),
        };
        let kind = if self.form.xml {
            " epub:type=\"noteref\""
        } else {
            ""
        };
        self.out.push_str(&format!(
            "<sup><a href=\"#fn{number}\" id=\"{id}\" class=\"footnote-ref\" role=\"doc-noteref\"{kind}>{number}</a></sup>"
        ));
    }

    fn image(&mut self, image: &Image) {
        let Some(source) = image_source(self.document, image, self.form.pictures) else {
            self.job.warn(
                "picture-dropped",
                "a picture without a usable address was dropped; the words for it were kept",
            );
            text(&image.alt, &mut self.out);
            return;
        };
        self.out.push_str("<img");
        attribute("src", &source, &mut self.out);
        attribute("alt", &image.alt, &mut self.out);
        if let Some(title) = &image.title {
            attribute("title", title, &mut self.out);
        }
        let mut css = String::new();
        for (name, points) in [("width", image.width), ("height", image.height)] {
            let Some(points) = points else { continue };
            let pixels = points / POINTS_PER_PIXEL;
            // Attributes are whole numbers.
            if pixels.fract() == 0.0 {
                attribute(name, &pixels.to_string(), &mut self.out);
            } else {
                super::style::declare(name, format_args!("{points}pt"), &mut css);
            }
        }
        if !css.is_empty() {
            attribute("style", &css, &mut self.out);
        }
        self.end_void();
    }
}

/// The address of a picture; `None` when it has none that may be written.
pub(crate) fn image_source(
    document: &Document,
    image: &Image,
    names: Option<&PictureNames<'_>>,
) -> Option<String> {
    match &image.source {
        ImageSource::Url(url) => is_safe_picture(url).then(|| url.clone()),
        ImageSource::Media(index) => {
            let media = document.media.get(*index)?;
            Some(match names {
                Some(names) => names(*index, media),
                None => format!(
                    "data:{};base64,{}",
                    media.media_type,
                    STANDARD.encode(&media.bytes)
                ),
            })
        }
    }
}
