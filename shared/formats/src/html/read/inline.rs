//! Elements within a line.

use std::rc::Rc;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, general_purpose};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use spindle_model::document::{
    Change, ChangeKind, Field, Image, ImageSource, Inline, InlineKind, Link,
};

use super::super::css::{self, POINTS_PER_PIXEL};
use super::super::links::{is_safe, is_safe_picture};
use super::super::mathml;
use super::super::tree::Id;
use super::flow::Flow;
use super::{Context, Reading};
use crate::picture;

/// Base64 as it is found: padded or not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl Reading<'_, '_> {
    pub(super) fn inline(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let tree = self.tree;
        match tree.name(id) {
            "br" => return self.line_break(id, context, flow),
            "img" | "image" => return self.image(id, context, flow),
            "input" => return self.input(id, flow),
            "math" => {
                let latex = mathml::to_latex(tree, id);
                return put(InlineKind::Formula(latex), context, flow);
            }
            "iframe" => return self.frame(id, context, flow),
            "video" | "audio" => return self.clip(id, context, flow),
            "wbr" => return,
            "a" => return self.anchor(id, context, flow),
            "sup" => {
                if let Some(note) = self.note_in(id) {
                    return self.note_mark(note, context, flow);
                }
            }
            "q" => {
                flow.text("\u{201c}", context);
                self.children(id, context, flow);
                return flow.text("\u{201d}", context);
            }
            "rt" => {
                flow.text("(", context);
                self.children(id, context, flow);
                return flow.text(")", context);
            }
            "ins" | "del" if tree.attr(id, "data-author").is_some() => {
                return self.change(id, context, flow);
            }
            "span" | "cite" | "code" | "eq" if self.special(id, context, flow) => return,
            _ => {}
        }
        self.bookmark(id, context, flow);
        let mut inner = self.inline_context(id, context);
        if let Some(numbers) = tree.attr(id, "data-comments") {
            let known: Vec<usize> = numbers
                .split_ascii_whitespace()
                .filter_map(|number| self.comments.get(number).copied())
                .collect();
            Rc::make_mut(&mut inner).text.comments = known;
        }
        self.children(id, &inner, flow);
    }

    /// Elements that stand for something of their own; whether it was one.
    fn special(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) -> bool {
        let tree = self.tree;
        let kind = if let Some(name) = tree.attr(id, "data-embed") {
            let value = tree.attr(id, "data-value").unwrap_or_default();
            let value =
                serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
            InlineKind::Embed(name.to_owned(), value)
        } else if let Some(instruction) = tree.attr(id, "data-field") {
            InlineKind::Field(match instruction {
                "PAGE" => Field::PageNumber,
                "NUMPAGES" => Field::PageCount,
                instruction => Field::Other {
                    instruction: instruction.to_owned(),
                    shown: tree.all_text(id),
                },
            })
        } else if let Some(latex) = tree.attr(id, "data-formula") {
            InlineKind::Formula(latex.to_owned())
        } else if tree.has_class(id, "ql-formula") {
            let latex = tree.attr(id, "data-value").map(str::to_owned);
            InlineKind::Formula(latex.unwrap_or_else(|| tree.all_text(id)))
        } else if tree.has_class(id, "math") || tree.attr(id, "data-math").is_some() {
            InlineKind::Formula(undelimited(&tree.all_text(id)).to_owned())
        } else if tree.has_class(id, "mention") {
            let shown = tree.all_text(id);
            let shown = shown
                .trim()
                .trim_start_matches('\u{feff}')
                .trim_start_matches('@');
            let name = tree.attr(id, "data-value").unwrap_or(shown);
            InlineKind::Mention {
                id: tree.attr(id, "data-id").unwrap_or_default().to_owned(),
                name: name.to_owned(),
            }
        } else if tree.has_class(id, "katex-html") {
            // The same formula once more, for the eye.
            return true;
        } else if tree.has_class(id, "ql-ui") {
            return true;
        } else {
            return self.word_span(id, context, flow);
        };
        put(kind, context, flow);
        true
    }

    /// What Word writes in spans: marks of items and tabs.
    fn word_span(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) -> bool {
        let Some(style) = self
            .tree
            .attr(id, "style")
            .filter(|style| style.contains("mso-"))
        else {
            return false;
        };
        if style.contains("mso-list:") && style.to_ascii_lowercase().contains("ignore") {
            self.marker = Some(self.tree.all_text(id).trim().to_owned());
            return true;
        }
        if let Some((_, count)) = style.split_once("mso-tab-count:") {
            let count: usize = count
                .chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>()
                .parse()
                .unwrap_or(1);
            let text = "\t".repeat(count.min(16));
            let kept = Context {
                white: super::White::Keep,
                ..(**context).clone()
            };
            flow.text(&text, &kept);
            return true;
        }
        false
    }

    fn line_break(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let mut page = false;
        self.each_declaration(id, |property, value| {
            page |= matches!(property, "page-break-before" | "break-before")
                && value != "auto"
                && value != "avoid";
        });
        if page {
            flow.flush(context);
            flow.push(spindle_model::document::Block::PageBreak);
        } else {
            flow.line_break(&context.text);
        }
    }

    /// The box of a task.
    fn input(&mut self, id: Id, flow: &mut Flow) {
        if self
            .tree
            .attr(id, "type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
            && flow.checked.is_none()
            && flow.is_blank()
        {
            flow.checked = Some(self.tree.attr(id, "checked").is_some());
        }
    }

    fn change(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let tree = self.tree;
        let mut inner = (**context).clone();
        inner.text.change = Some(Arc::new(Change {
            kind: if tree.name(id) == "ins" {
                ChangeKind::Inserted
            } else {
                ChangeKind::Deleted
            },
            author: tree.attr(id, "data-author").unwrap_or_default().to_owned(),
            date: tree.attr(id, "datetime").map(str::to_owned),
        }));
        self.children(id, &Rc::new(inner), flow);
    }

    fn anchor(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let tree = self.tree;
        if self.is_back_link(id) {
            return;
        }
        if let Some(name) = tree.attr(id, "data-embed") {
            let value = tree.attr(id, "data-value").unwrap_or_default();
            if let Ok(value) = serde_json::from_str(value) {
                return put(InlineKind::Embed(name.to_owned(), value), context, flow);
            }
        }
        if let Some(note) = self.note_of(id) {
            return self.note_mark(note, context, flow);
        }
        self.bookmark(id, context, flow);
        let mut inner = self.inline_context(id, context);
        if let Some(href) = tree.attr(id, "href") {
            // White space around an address is no part of it.
            let href = href.trim_matches([' ', '\t', '\n', '\r', '\u{c}']);
            if is_safe(href) {
                let href = match &self.surroundings {
                    Some(surroundings) => surroundings.link(href),
                    None => href.to_owned(),
                };
                let text = &mut Rc::make_mut(&mut inner).text;
                text.link = Some(Arc::new(Link {
                    href,
                    title: tree.attr(id, "title").map(str::to_owned),
                }));
            } else {
                self.job.warn(
                    "unsafe-link-dropped",
                    "a link that leads to a script or to data was dropped; its text was kept",
                );
            }
        }
        self.children(id, &inner, flow);
    }

    /// Where links lead to.
    pub(super) fn bookmark(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let tree = self.tree;
        let own = matches!(tree.name(id), "a" | "span") && tree.children(id).next().is_none();
        let names = [
            tree.attr(id, "id"),
            tree.attr(id, "name").filter(|_| tree.name(id) == "a"),
        ];
        let mut last = None;
        for name in names.into_iter().flatten().filter(|name| !name.is_empty()) {
            if last == Some(name) {
                continue;
            }
            last = Some(name);
            let bookmark = match &self.surroundings {
                Some(surroundings) => surroundings.bookmark(name),
                None => (own || self.targets.contains(name)).then(|| name.to_owned()),
            };
            if let Some(bookmark) = bookmark {
                flow.push_inline(Inline::new(
                    InlineKind::Bookmark(bookmark),
                    context.text.clone(),
                ));
            }
        }
    }

    fn image(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let tree = self.tree;
        let alt = tree.attr(id, "alt").unwrap_or_default().to_owned();
        let source = tree
            .attr(id, "src")
            .or_else(|| tree.attr(id, "href"))
            .unwrap_or_default()
            .trim();
        let Some(source) = self.image_source(source) else {
            self.job.warn(
                "picture-dropped",
                "a picture without a usable address was dropped; the words for it were kept",
            );
            return flow.text(&alt, context);
        };
        let mut image = Image {
            source,
            alt,
            title: tree.attr(id, "title").map(str::to_owned),
            width: tree.attr(id, "width").and_then(pixels),
            height: tree.attr(id, "height").and_then(pixels),
        };
        self.each_declaration(id, |property, value| {
            let points = match css::length(value) {
                // Of the width of whatever it stands in.
                Some(css::Length::Em(_)) | None => return,
                Some(length) => length.points(),
            };
            match property {
                "width" => image.width = Some(points),
                "height" => image.height = Some(points),
                _ => {}
            }
        });
        image.width = image.width.filter(|points| *points > 0.0);
        image.height = image.height.filter(|points| *points > 0.0);
        let inner = self.inline_context(id, context);
        let mut format = inner.text.clone();
        format.background = context.text.background;
        flow.push_visible(Inline::new(InlineKind::Image(image), format));
    }

    fn image_source(&mut self, source: &str) -> Option<ImageSource> {
        if source.is_empty() {
            return None;
        }
        if source
            .get(..5)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
        {
            let (media_type, bytes) = data_uri(source)?;
            return Some(ImageSource::Media(
                self.document.add_media(&media_type, &bytes),
            ));
        }
        if !is_safe_picture(source) {
            return None;
        }
        if let Some(surroundings) = &mut self.surroundings
            && let Some(bytes) = surroundings.picture(source)
            && let Some(media_type) = picture::media_type(&bytes)
        {
            return Some(ImageSource::Media(
                self.document.add_media(media_type, &bytes),
            ));
        }
        Some(ImageSource::Url(source.to_owned()))
    }

    /// `<iframe>`: only the address of a film stays.
    fn frame(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let source = self.tree.attr(id, "src").unwrap_or_default();
        if self.tree.has_class(id, "ql-video") && is_safe(source) {
            put(
                InlineKind::Embed("video".to_owned(), Value::String(source.to_owned())),
                context,
                flow,
            );
        } else {
            self.job
                .warn("frame-dropped", "a frame (<iframe>) was dropped");
        }
    }

    fn clip(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let tree = self.tree;
        let source = tree
            .attr(id, "src")
            .or_else(|| tree.children(id).find_map(|child| tree.attr(child, "src")));
        match source.filter(|source| is_safe(source)) {
            Some(source) if tree.name(id) == "video" => put(
                InlineKind::Embed("video".to_owned(), Value::String(source.to_owned())),
                context,
                flow,
            ),
            _ => self.job.warn(
                "sound-dropped",
                "a film or sound without a usable address was dropped",
            ),
        }
    }
}

fn put(kind: InlineKind, context: &Rc<Context>, flow: &mut Flow) {
    flow.push_visible(Inline::new(kind, context.text.clone()));
}

/// A formula without the marks that page scripts look for.
fn undelimited(latex: &str) -> &str {
    let latex = latex.trim();
    for (open, close) in [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")] {
        if let Some(inside) = latex
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
        {
            return inside;
        }
    }
    latex
}

/// Pixels, as attributes say them, in points.
fn pixels(text: &str) -> Option<f32> {
    let text = text.trim().trim_end_matches("px");
    let pixels: f32 = text.parse().ok()?;
    (pixels.is_finite() && pixels > 0.0).then_some(pixels * POINTS_PER_PIXEL)
}

/// What a data URI of a picture holds (RFC 2397).
fn data_uri(uri: &str) -> Option<(String, Vec<u8>)> {
    let (head, data) = uri.get(5..)?.split_once(',')?;
    let bytes = if head.to_ascii_lowercase().trim_end().ends_with(";base64") {
        let packed: Vec<u8> = percent_decode_str(data)
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        BASE64
            .decode(&packed)
            .or_else(|_| general_purpose::URL_SAFE_NO_PAD.decode(&packed))
            .ok()?
    } else {
        percent_decode_str(data).collect()
    };
    let declared = head
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let media_type = match picture::media_type(&bytes) {
        Some(known) => known.to_owned(),
        None if declared.starts_with("image/") => declared,
        None => return None,
    };
    Some((media_type, bytes))
}
