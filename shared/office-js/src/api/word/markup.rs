//! `ToMarkdown` and `ToHtml`: text documents as light markup.

mod code;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use spindle_ooxml::word::numbering_text::Label;
use spindle_ooxml::word::{block, drawing, inline, props, run_props, span, table};
use spindle_ooxml::{Dom, NodeId};

use super::handle::this;
use super::{WordCall, WordEditor, WordRef, WordResult, range};
use crate::value::Value;

/// What is written, and how.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// Whether it is HTML, else Markdown.
    html: bool,
    /// Markdown with HTML for headings and the look of text.
    tags: bool,
    /// Whether pictures are left without an address.
    no_pictures: bool,
    /// Whether headings begin at the second level.
    demote: bool,
    /// Whether HTML comes as it is; else its signs are written as entities.
    render: bool,
}

fn style(call: &WordCall<'_>, html: bool, from: usize) -> Style {
    let flag = |index: usize| call.args.boolean(from + index, false);
    Style {
        html,
        tags: html || flag(0),
        no_pictures: flag(1),
        demote: flag(2),
        render: flag(3),
    }
}

/// `&`, `<`, `>` and quotation marks as entities.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

fn finish(text: String, style: Style) -> String {
    if style.html && !style.render {
        escaped(&text)
    } else {
        text
    }
}

/// `ApiDocument.ToMarkdown`, `ApiDocument.ToHtml`
pub fn of_document(call: &mut WordCall<'_>, html: bool) -> WordResult {
    let style = style(call, html, 0);
    let text = blocks(call.doc, call.doc.text.body(), style);
    Ok(finish(text, style).into())
}

/// `Api.ConvertDocument`: `markdown` unless it says `html`.
pub fn convert(call: &mut WordCall<'_>) -> WordResult {
    let html = call.args.opt_text(0).as_deref() == Some("html");
    let style = style(call, html, 1);
    let text = blocks(call.doc, call.doc.text.body(), style);
    Ok(finish(text, style).into())
}

/// `ToHtml` of a paragraph or range.
pub fn of_piece(call: &mut WordCall<'_>) -> WordResult {
    let options = call.args.get(0);
    let flag = |name: &str| matches!(options.get(name), Some(Value::Bool(true)));
    let style = Style {
        html: true,
        tags: true,
        no_pictures: flag("Base64img"),
        demote: flag("DemoteHeadings"),
        render: flag("RenderHTMLTags"),
    };
    let (container, start, end) = match call.this {
        WordRef::Range(..) => range::bounds(call),
        _ => (this(call)?, 0, usize::MAX),
    };
    let doc = &*call.doc;
    let mut writer = Writer::new(doc, style);
    for paragraph in span::touched(doc.dom(), container, start, end) {
        let begin = span::offset_of(doc.dom(), container, paragraph).unwrap_or(0);
        let part = (start.saturating_sub(begin), end.saturating_sub(begin));
        writer.paragraph(paragraph, part, false);
    }
    writer.close_lists();
    Ok(finish(writer.out, style).into())
}

fn blocks(doc: &WordEditor, container: NodeId, style: Style) -> String {
    let mut writer = Writer::new(doc, style);
    writer.blocks(container, false);
    writer.close_lists();
    writer.out
}

/// A list that is open: level and tag.
struct List {
    level: usize,
    tag: &'static str,
}

struct Writer<'a> {
    doc: &'a WordEditor,
    style: Style,
    out: String,
    lists: Vec<List>,
    /// The tag of the list that the last item is for.
    item_tag: Option<&'static str>,
    /// Whether text comes without its look.
    plain: bool,
}

/// What a run looks like where markup has a sign for it.
#[derive(Default, PartialEq, Clone, Copy)]
struct Look {
    bold: bool,
    italic: bool,
    strike: bool,
    underline: bool,
    raised: Option<&'static str>,
    code: bool,
}

/// A line as it is written: what is done, and the text that comes next with its look.
#[derive(Default)]
struct Line {
    out: String,
    text: String,
    look: Look,
}

/// Fonts whose text counts as code.
const CODE_FONTS: &[&str] = &["Courier New", "Consolas", "Courier"];

impl<'a> Writer<'a> {
    fn new(doc: &'a WordEditor, style: Style) -> Self {
        Self {
            doc,
            style,
            out: String::new(),
            lists: Vec::new(),
            item_tag: None,
            plain: false,
        }
    }

    fn dom(&self) -> &'a Dom {
        self.doc.dom()
    }

    fn blocks(&mut self, container: NodeId, in_cell: bool) {
        for node in block::elements(self.dom(), container) {
            match self.dom().name_of(node) {
                Some("w:p") => self.paragraph(node, (0, usize::MAX), in_cell),
                Some("w:tbl") => self.table(node),
                _ => {
                    if let Some(content) = self.dom().child(node, "w:sdtContent") {
                        self.blocks(content, in_cell);
                    }
                }
            }
        }
    }

    fn table(&mut self, node: NodeId) {
        self.close_lists();
        self.out.push_str("<table>\n");
        for row in table::rows(self.dom(), node) {
            self.out.push_str("  <tr>\n");
            for cell in table::cells(self.dom(), row) {
                self.out.push_str("   <td>\n\n");
                self.blocks(cell, true);
                self.close_lists();
                self.out.push_str("</td>\n");
            }
            self.out.push_str("  </tr>\n");
        }
        self.out.push_str("</table>\n\n");
    }

    /// Ends the lists that are open, the inner ones first.
    fn close_lists(&mut self) {
        let open = self.lists.len();
        self.close(open);
    }

    fn close(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        // The innermost list ends as its last item was, the others as they began.
        let mut last = self.item_tag.take();
        for _ in 0..count {
            let Some(list) = self.lists.pop() else { break };
            if self.style.html {
                let tag = last.take().unwrap_or(list.tag);
                self.out.truncate(self.out.trim_end_matches('\n').len());
                self.out.push_str(&format!("\n</{tag}>"));
            }
        }
        if self.style.html {
            self.out.push_str("\n\n");
        }
    }

    fn paragraph(&mut self, node: NodeId, part: (usize, usize), in_cell: bool) {
        let text = self.line(node, part);
        if text.is_empty() {
            return;
        }
        let label = self.doc.text.label_of(node);
        let numbering = self.doc.text.numbering_of(node);
        if let (Some(label), Some((_, level))) = (label, numbering) {
            self.item(&text, &label, level);
            return;
        }
        self.close_lists();
        let name = self
            .doc
            .text
            .paragraph_style(node)
            .map(|style| self.doc.text.style_name(style))
            .unwrap_or_default();
        let outline = match name.as_str() {
            "Title" => Some(0),
            "Subtitle" => Some(1),
            _ => self.doc.text.heading_level(node),
        };
        let heading = outline.map(|level| {
            let level = (level + 1).min(6);
            if self.style.demote {
                level.max(2)
            } else {
                level
            }
        });
        if heading.is_none() && self.is_code(node) {
            self.code_block(node, part);
            return;
        }
        let quote = matches!(name.as_str(), "Quote" | "Intense Quote");
        let line = match (heading, self.style.html || self.style.tags) {
            (Some(level), true) => format!("<h{level}>{text}</h{level}>"),
            (Some(level), false) => {
                let signs = "#".repeat(usize::try_from(level).unwrap_or(1));
                format!("{signs} {text}")
            }
            _ if quote && self.style.html => format!("<blockquote>{text}</blockquote>"),
            _ if quote => format!(">{text}"),
            _ if self.style.html && !in_cell => format!("<p>{text}</p>"),
            _ => text,
        };
        self.out.push_str(&line);
        self.out.push_str("\n\n");
    }

    fn item(&mut self, text: &str, label: &Label, level: usize) {
        if !self.style.html {
            // Items of every level have the number of the first.
            let sign = if label.bullet {
                "*".to_owned()
            } else {
                format!("{}.", label.first)
            };
            self.out
                .push_str(&format!("{}{sign} {text}\n\n", "   ".repeat(level)));
            return;
        }
        let tag = if label.bullet { "ul" } else { "ol" };
        let before = self.lists.last().map(|list| list.level);
        if before != Some(level) {
            // Whatever the level that it goes back to, one list ends and another begins.
            if before.is_some_and(|before| before > level) {
                self.close(1);
            }
            self.out.push_str(&format!("<{tag}>\n"));
            self.lists.push(List { level, tag });
        }
        self.item_tag = Some(tag);
        self.out.push_str(&format!("<li>{text}</li>\n\n"));
    }

    /// The look of a run in effect: its own, its character style's.
    fn look(&self, run: NodeId) -> Look {
        let dom = self.dom();
        let own = dom.child(run, "w:rPr");
        let style = own
            .and_then(|rpr| props::val(dom, rpr, "w:rStyle"))
            .and_then(|id| self.doc.text.style_by_id(id));
        let mut chain: Vec<NodeId> = own.into_iter().collect();
        chain.extend(self.doc.text.style_chain(style, "w:rPr"));
        let switch = |name| {
            chain
                .iter()
                .find_map(|rpr| run_props::switch(dom, *rpr, name))
                == Some(true)
        };
        let vertical = chain
            .iter()
            .find_map(|rpr| run_props::text(dom, *rpr, "w:vertAlign"));
        let font = chain
            .iter()
            .find_map(|rpr| run_props::font(dom, *rpr, self.doc.text.theme()));
        Look {
            bold: switch("w:b"),
            italic: switch("w:i"),
            strike: switch("w:strike"),
            underline: chain.iter().find_map(|rpr| run_props::underline(dom, *rpr)) == Some(true),
            raised: match vertical {
                Some("superscript") => Some("sup"),
                Some("subscript") => Some("sub"),
                _ => None,
            },
            code: font.is_some_and(|font| CODE_FONTS.contains(&font.as_str())),
        }
    }

    fn dressed(&self, text: &str, look: Look) -> String {
        if self.plain || text.trim().is_empty() || look == Look::default() {
            return text.to_owned();
        }
        let tags = self.style.tags || look.raised.is_some();
        if look.code && look.raised.is_none() {
            return if tags {
                format!("<code>{text}</code>")
            } else {
                format!("`{text}`")
            };
        }
        // Signs stand next to letters.
        let mut out = if tags { text } else { text.trim_matches(' ') }.to_owned();
        let mut wrap = |on: bool, open: &str, close: &str| {
            if on {
                out = format!("{open}{out}{close}");
            }
        };
        if tags {
            wrap(look.strike, "<del>", "</del>");
            wrap(look.bold, "<strong>", "</strong>");
            wrap(look.italic, "<em>", "</em>");
            wrap(
                look.underline,
                "<span style=\"text-decoration:underline;\">",
                "</span>",
            );
            if let Some(tag) = look.raised {
                wrap(true, &format!("<{tag}>"), &format!("</{tag}>"));
            }
            return out;
        }
        wrap(look.strike, "~~", "~~");
        wrap(look.italic, "*", "*");
        wrap(look.bold, "**", "**");
        let before = text.len() - text.trim_start_matches(' ').len();
        let after = text.len() - text.trim_end_matches(' ').len();
        format!("{}{out}{}", " ".repeat(before), " ".repeat(after))
    }

    /// The text of a paragraph between two of its positions, dressed.
    fn line(&self, paragraph: NodeId, part: (usize, usize)) -> String {
        let dom = self.dom();
        let mut line = Line::default();
        let mut at = 0;
        for element in inline::elements(dom, paragraph) {
            if dom.is(element, "w:r") {
                self.run(element, &mut at, part, &mut line);
                continue;
            }
            let linked = dom.is(element, "w:hyperlink");
            let before = linked.then(|| std::mem::take(&mut line));
            for run in inline::runs(dom, element) {
                self.run(run, &mut at, part, &mut line);
            }
            let Some(before) = before else { continue };
            let text = self.end(std::mem::replace(&mut line, before));
            self.flush(&mut line);
            if !text.is_empty() {
                line.out.push_str(&self.linked(element, &text));
            }
        }
        self.end(line)
    }

    fn linked(&self, element: NodeId, text: &str) -> String {
        let link = self.doc.text.link(element);
        if self.style.html {
            let link = escaped(&link);
            format!("<a href=\"{link}\">{text}</a>")
        } else {
            format!("[{text}]({link})")
        }
    }

    fn flush(&self, line: &mut Line) {
        let text = std::mem::take(&mut line.text);
        line.out.push_str(&self.dressed(&text, line.look));
    }

    fn end(&self, mut line: Line) -> String {
        self.flush(&mut line);
        line.out
    }

    fn run(&self, run: NodeId, at: &mut usize, (from, to): (usize, usize), line: &mut Line) {
        let dom = self.dom();
        let look = self.look(run);
        for child in inline::own_children(dom, run) {
            let length = span::child_len(dom, child);
            let begin = *at;
            *at += length;
            if length == 0 || begin >= to || *at <= from {
                continue;
            }
            // Runs that look the same are one.
            if line.look != look {
                self.flush(line);
                line.look = look;
            }
            match dom.name_of(child) {
                Some("w:t" | "w:delText") => {
                    let letters = dom.text_cow(child);
                    let piece: String = letters
                        .chars()
                        .take(to - begin)
                        .skip(from.saturating_sub(begin))
                        .collect();
                    line.text.push_str(&escaped(&piece));
                }
                Some("w:tab") if self.style.html => {
                    line.text
                        .push_str("<span style=\"mso-tab-count:1\">\t</span>");
                }
                Some("w:tab") => line.text.push('\t'),
                Some("w:br" | "w:cr") => {
                    self.flush(line);
                    line.out
                        .push_str(if self.style.html { "<br>" } else { " \\\n" });
                }
                Some("w:drawing" | "mc:AlternateContent") => {
                    self.flush(line);
                    line.out.push_str(&self.picture(child));
                }
                _ => {}
            }
        }
    }

    fn picture(&self, node: NodeId) -> String {
        let dom = self.dom();
        if !drawing::is_picture(dom, node) {
            return String::new();
        }
        let source = if self.style.no_pictures {
            String::new()
        } else {
            self.source(node).unwrap_or_default()
        };
        if self.style.html {
            format!("<img src=\"{source}\" alt=\"img\">")
        } else {
            format!("![]({source})")
        }
    }

    /// A picture as a `data:` address.
    fn source(&self, node: NodeId) -> Option<String> {
        let dom = self.dom();
        let blip = dom
            .descendants(node)
            .find(|child| dom.is(*child, "a:blip"))?;
        let id = dom.attr(blip, "r:embed")?;
        let package = &self.doc.text.package;
        let part = package.related_by_id(package.main_part(), id).or_else(|| {
            package
                .pending_target(id)
                .map(|(target, _)| target.to_owned())
        })?;
        let kind = package.content_type(&part)?.to_owned();
        let bytes = package.part_bytes(&part)?;
        Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
    }
}
