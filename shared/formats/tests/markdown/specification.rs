//! CommonMark's own examples: Markdown to a document to HTML means what the specification says.
//!
//! The specification is not ours and not in the repository: `SPINDLE_COMMONMARK` names its text (`spec.txt`, for
//! example of the npm package `commonmark-spec`). Without it the test says so and does nothing.

use std::collections::BTreeSet;

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use spindle_formats::html::write_fragment;
use spindle_model::convert::Job;

/// An example: its number, Markdown and HTML.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn examples(specification: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut lines = specification.lines();
    while let Some(line) = lines.next() {
        if line != format!("{fence} example") {
            continue;
        }
        let mut parts = [String::new(), String::new()];
        let mut part = 0;
        for line in lines.by_ref() {
            if line == fence {
                break;
            }
            if line == "." && part == 0 {
                part = 1;
                continue;
            }
            parts[part].push_str(&line.replace('→', "\t"));
            parts[part].push('\n');
        }
        let [markdown, html] = parts;
        examples.push(Example {
            number: examples.len() + 1,
            markdown,
            html,
        });
    }
    examples
}

/// What HTML means: blocks as brackets, text with the set of its formats. Made with another tree than ours.
fn meaning(html: &str) -> String {
    let dom = html5ever::parse_document(
        RcDom::default(),
        html5ever::ParseOpts {
            tree_builder: html5ever::tree_builder::TreeBuilderOpts {
                scripting_enabled: false,
                ..Default::default()
            },
            ..Default::default()
        },
    )
    .one(html);
    let mut meaning = Meaning::default();
    meaning.node(&dom.document, &BTreeSet::new(), false);
    meaning.flush();
    meaning.out
}

#[derive(Default)]
struct Meaning {
    out: String,
    /// The line: characters and their formats.
    line: Vec<(char, BTreeSet<String>)>,
}

const INLINE: &[(&str, &str)] = &[
    ("em", "italic"),
    ("i", "italic"),
    ("strong", "bold"),
    ("b", "bold"),
    ("code", "code"),
    ("del", "strike"),
    ("s", "strike"),
    ("u", "underline"),
    ("ins", "underline"),
    ("sup", "sup"),
    ("sub", "sub"),
];
const BLOCK: &[&str] = &[
    "p",
    "div",
    "blockquote",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "hr",
    "pre",
    "section",
    "article",
    "body",
];

impl Meaning {
    fn node(&mut self, node: &Handle, formats: &BTreeSet<String>, pre: bool) {
        match &node.data {
            NodeData::Document => self.children(node, formats, pre),
            NodeData::Text { contents } => {
                for c in contents.borrow().chars() {
                    self.line.push((c, formats.clone()));
                    if pre && c != '\n' && c.is_whitespace() {
                        // Kept, so it is no white space here.
                        self.line.last_mut().unwrap().0 =
                            if c == '\t' { '\u{2409}' } else { '\u{2423}' };
                    } else if pre && c == '\n' {
                        self.line.last_mut().unwrap().0 = '\u{240a}';
                    }
                }
            }
            NodeData::Element { name, attrs, .. } => {
                let name = &*name.local;
                let attribute = |wanted: &str| {
                    attrs
                        .borrow()
                        .iter()
                        .find(|attribute| &*attribute.name.local == wanted)
                        .map(|attribute| attribute.value.to_string())
                };
                match name {
                    "script" | "style" | "head" | "title" | "iframe" | "template" => return,
                    "br" => return self.line.push(('\u{23ce}', BTreeSet::new())),
                    "img" => {
                        let text = format!(
                            "[image {} {} {}]",
                            plain(&attribute("src").unwrap_or_default()),
                            attribute("alt").unwrap_or_default(),
                            attribute("title").unwrap_or_default()
                        );
                        self.line.extend(
                            text.chars()
                                .map(|c| (if c == ' ' { '\u{2423}' } else { c }, formats.clone())),
                        );
                        return;
                    }
                    _ => {}
                }
                let mut formats = formats.clone();
                if let Some((_, format)) = INLINE.iter().find(|(known, _)| *known == name) {
                    formats.insert((*format).to_owned());
                }
                if name == "a"
                    && let Some(href) = attribute("href")
                    && !href.to_ascii_lowercase().starts_with("javascript:")
                {
                    formats.insert(format!(
                        "link {} {}",
                        plain(&href),
                        attribute("title").unwrap_or_default()
                    ));
                }
                let pre = pre || name == "pre";
                if !BLOCK.contains(&name) {
                    return self.children(node, &formats, pre);
                }
                self.flush();
                // These say nothing but where a line ends.
                let shown = !matches!(name, "div" | "section" | "article" | "body" | "p")
                    || name == "p" && in_item(node);
                let mut class = String::new();
                if name == "pre" {
                    formats.remove("code");
                    class = language(node);
                }
                if name == "ol" {
                    class = attribute("start").unwrap_or_default();
                }
                if shown {
                    self.out.push_str(&format!("<{name} {class}"));
                }
                self.children(node, &formats, pre);
                if name == "pre" && self.line.last().is_some_and(|(c, _)| *c == '\u{240a}') {
                    self.line.pop();
                }
                self.flush();
                if shown {
                    self.out.push('>');
                }
            }
            _ => {}
        }
    }

    fn children(&mut self, node: &Handle, formats: &BTreeSet<String>, pre: bool) {
        for child in node.children.borrow().iter() {
            self.node(child, formats, pre);
        }
    }

    fn flush(&mut self) {
        let mut last = BTreeSet::new();
        let mut text = String::new();
        let mut space = true;
        for (c, formats) in std::mem::take(&mut self.line) {
            if c.is_ascii_whitespace() {
                if !space {
                    text.push(' ');
                }
                space = true;
                continue;
            }
            if formats != last && c != '\u{23ce}' {
                text.push_str(&format!("{formats:?}"));
                last = formats;
            }
            if c == '\u{23ce}' {
                text.truncate(text.trim_end_matches(' ').len());
            }
            space = c == '\u{23ce}';
            text.push(c);
        }
        let text = text.trim_end_matches([' ', '\u{23ce}']);
        if !text.is_empty() {
            self.out.push_str(&format!("({text})"));
        }
    }
}

fn in_item(node: &Handle) -> bool {
    let parent = node.parent.take();
    let is = parent
        .as_ref()
        .and_then(std::rc::Weak::upgrade)
        .is_some_and(
            |parent| matches!(&parent.data, NodeData::Element { name, .. } if &*name.local == "li"),
        );
    node.parent.set(parent);
    is
}

fn language(node: &Handle) -> String {
    for child in node.children.borrow().iter() {
        if let NodeData::Element { attrs, .. } = &child.data {
            for attribute in attrs.borrow().iter() {
                if &*attribute.name.local == "class" {
                    return attribute.value.to_string();
                }
            }
        }
    }
    String::new()
}

/// An address without the percent signs that writers may put into it or not.
fn plain(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let hex: Vec<u8> = ahead.by_ref().take(2).collect();
        if byte == b'%'
            && let Ok(hex) = std::str::from_utf8(&hex)
            && let Ok(value) = u8::from_str_radix(hex, 16)
        {
            bytes.push(value);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn examples_of_the_specification_mean_what_it_says() {
    let Some(path) = std::env::var_os("SPINDLE_COMMONMARK") else {
        println!("skipped: SPINDLE_COMMONMARK names no specification of CommonMark");
        return;
    };
    let specification = std::fs::read_to_string(path).unwrap();
    let examples = examples(&specification);
    assert!(examples.len() > 600, "{} examples", examples.len());
    let mut failed = Vec::new();
    for example in &examples {
        let document = super::read(&example.markdown);
        let mut progress = |_: f32| {};
        let html = write_fragment(&document, &mut Job::new(&mut progress));
        let (got, wanted) = (meaning(&html), meaning(&example.html));
        if got != wanted {
            println!(
                "{}: {:?}\n  got    {got}\n  wanted {wanted}",
                example.number, example.markdown
            );
            failed.push(example.number);
        }
    }
    println!(
        "{} of {} examples; not {failed:?}",
        examples.len() - failed.len(),
        examples.len()
    );
    assert!(failed.len() * 100 <= examples.len(), "{failed:?}");
}
