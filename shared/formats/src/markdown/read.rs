//! From Markdown to HTML, which is then read.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};
use spindle_model::convert::Job;
use spindle_model::document::Document;

use super::{autolink, front};
use crate::html::read as read_html;
use crate::html::write::{attribute, text as escaped};

/// Reads Markdown and appends what it says to `document`.
pub(super) fn read_into(document: &mut Document, text: &str, job: &mut Job<'_>) {
    let text = front::take(text, &mut document.metadata);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    let events = Parser::new_ext(text, options).into_offset_iter();
    let mut out = String::with_capacity(text.len().saturating_mul(3) / 2);
    let mut rewriting = Rewriting {
        source: text,
        events: Vec::new(),
        pending: String::new(),
        pending_end: 0,
        before: None,
        literal: false,
        in_link: 0,
        raw_link: false,
        image: None,
        head: None,
    };
    for (event, range) in events {
        rewriting.take(event, range);
    }
    rewriting.flush();
    html::push_html(&mut out, rewriting.events.into_iter());
    read_html::read_into(document, &out, job, None);
}

/// Puts events in the place of others where HTML as it is usually written of them would say less.
struct Rewriting<'t> {
    source: &'t str,
    events: Vec<Event<'t>>,
    /// Text that is not yet an event: addresses in it may be in several.
    pending: String,
    pending_end: usize,
    /// The character before it.
    before: Option<char>,
    /// Whether it stands in the source as it is.
    literal: bool,
    in_link: usize,
    /// Whether one is within `<a>`.
    raw_link: bool,
    /// The picture whose words are being read, and how many pictures one is in.
    image: Option<(usize, String, String)>,
    /// Where the head of a table begins, as long as nothing is in it.
    head: Option<usize>,
}

impl<'t> Rewriting<'t> {
    fn take(&mut self, event: Event<'t>, range: std::ops::Range<usize>) {
        if self.image.is_some() {
            return self.words(&event);
        }
        if let Event::Text(text) = &event
            && self.in_link == 0
            && !self.raw_link
        {
            return self.text(text, range);
        }
        self.flush();
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }) => {
                self.in_link = self.in_link.saturating_add(1);
                let href = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                let mut tag = String::from("<a");
                attribute("href", &href, &mut tag);
                if !title.is_empty() {
                    attribute("title", &title, &mut tag);
                }
                tag.push('>');
                self.html(tag);
            }
            Event::End(TagEnd::Link) => {
                self.in_link = self.in_link.saturating_sub(1);
                self.html("</a>".to_owned());
            }
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => {
                let mut tag = String::from("<img");
                attribute("src", &dest_url, &mut tag);
                if !title.is_empty() {
                    attribute("title", &title, &mut tag);
                }
                self.image = Some((1, tag, String::new()));
            }
            Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                let mut tag = String::from("<span");
                attribute("data-formula", &latex, &mut tag);
                tag.push_str("></span>");
                self.html(tag);
            }
            Event::Code(code) => {
                let loose = code.starts_with(' ')
                    || code.ends_with(' ')
                    || code.contains("  ")
                    || code.contains('\t');
                let mut tag = String::from(if loose {
                    "<code style=\"white-space:pre-wrap\">"
                } else {
                    "<code>"
                });
                escaped(&code, &mut tag);
                tag.push_str("</code>");
                self.html(tag);
            }
            // No addresses are looked for in code.
            Event::Start(Tag::CodeBlock(_)) => {
                self.in_link = self.in_link.saturating_add(1);
                self.events.push(event);
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_link = self.in_link.saturating_sub(1);
                self.events.push(event);
            }
            Event::InlineHtml(tag) => {
                let lower = tag.get(..3).unwrap_or_default().to_ascii_lowercase();
                if lower.starts_with("<a")
                    && !lower
                        .as_bytes()
                        .get(2)
                        .is_some_and(u8::is_ascii_alphanumeric)
                {
                    self.raw_link = true;
                } else if lower == "</a" {
                    self.raw_link = false;
                }
                self.head = None;
                self.events.push(Event::InlineHtml(tag));
            }
            Event::Start(Tag::TableHead) => {
                self.head = Some(self.events.len());
                self.events.push(event);
            }
            Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell) => self.events.push(event),
            Event::End(TagEnd::TableHead) => {
                self.events.push(event);
                if let Some(at) = self.head.take() {
                    // A head with nothing in it is how tables without one are written: it is put where nothing is
                    // read.
                    self.events
                        .insert(at, Event::Html(CowStr::Borrowed("<template>")));
                    self.events
                        .push(Event::Html(CowStr::Borrowed("</template>")));
                }
            }
            Event::End(TagEnd::HtmlBlock) => {
                // A line break or a picture alone is a paragraph; as they stand, two of them would be one. The first of an
                // item stays as it is: a paragraph there says that the list has room between its items.
                if let [before @ .., Event::Start(Tag::HtmlBlock), Event::Html(html)] =
                    self.events.as_mut_slice()
                    && (html.trim() == "<br>"
                        || is_void_inline(html.trim())
                            && !matches!(before, [.., Event::Start(Tag::Item)]))
                {
                    *html = CowStr::from(format!("<p>{}</p>\n", html.trim()));
                }
                self.events.push(event);
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => {
                self.raw_link = false;
                self.events.push(event);
            }
            event => {
                self.head = None;
                self.events.push(event);
            }
        }
    }

    fn html(&mut self, tag: String) {
        self.head = None;
        self.events.push(Event::InlineHtml(CowStr::from(tag)));
    }

    fn text(&mut self, text: &str, range: std::ops::Range<usize>) {
        let literal = self.source.get(range.clone()) == Some(text);
        let goes_on = literal && self.literal && self.pending_end == range.start;
        if !self.pending.is_empty() && !goes_on {
            self.flush();
        }
        if self.pending.is_empty() {
            self.literal = literal;
            self.before = self
                .source
                .get(..range.start)
                .and_then(|before| before.chars().next_back());
        }
        self.pending.push_str(text);
        self.pending_end = range.end;
    }

    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        self.head = None;
        let text = std::mem::take(&mut self.pending);
        if !self.literal {
            self.events.push(Event::Text(CowStr::from(text)));
            return;
        }
        for piece in autolink::split(&text, self.before) {
            match piece.href {
                None => self
                    .events
                    .push(Event::Text(CowStr::from(piece.text.to_owned()))),
                Some(href) => {
                    let mut tag = String::from("<a");
                    attribute("href", &href, &mut tag);
                    tag.push('>');
                    escaped(piece.text, &mut tag);
                    tag.push_str("</a>");
                    self.events.push(Event::InlineHtml(CowStr::from(tag)));
                }
            }
        }
    }

    /// What a picture shows, in words: the text in its brackets.
    fn words(&mut self, event: &Event<'t>) {
        let Some((depth, _, words)) = &mut self.image else {
            return;
        };
        match event {
            Event::Start(Tag::Image { .. }) => *depth = depth.saturating_add(1),
            Event::End(TagEnd::Image) => *depth = depth.saturating_sub(1),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                words.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
        if *depth == 0
            && let Some((_, mut tag, words)) = self.image.take()
        {
            attribute("alt", &words, &mut tag);
            tag.push('>');
            self.html(tag);
        }
    }
}

/// Whether this is one element that stands in a line and has nothing in it: `<br>` or `<img …>`.
fn is_void_inline(html: &str) -> bool {
    let Some(tag) = html.strip_prefix('<').and_then(|tag| tag.strip_suffix('>')) else {
        return false;
    };
    let name = tag.split([' ', '\t', '\n', '/']).next().unwrap_or_default();
    !tag.contains(['<', '>'])
        && ["br", "img"]
            .iter()
            .any(|void| name.eq_ignore_ascii_case(void))
}
