//! Which formats of a line Markdown's own marks can say, and which are elements.

use spindle_model::document::Link;

use super::escape;
use crate::html::write::inline::Tag;

/// A piece of the line, before it is known which formats Markdown can say there.
pub(super) enum Part<'w> {
    Open(&'w Tag),
    Close(&'w Tag),
    /// What is written, and whether it is text of the document and not something in its place.
    Text(String),
    Other(String),
}

/// How a format is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// With marks before and behind.
    Marks(&'static str),
    /// As a link.
    Link,
    /// Not at all: what is in it says so itself.
    Inside,
    /// As an element.
    Tag,
}

/// Puts the parts together, taking marks for formats where they are understood.
pub(super) fn joined(parts: &[Part<'_>], cell: bool) -> String {
    // Which `Close` belongs to which `Open`.
    let mut said: Vec<Said> = vec![Said::Tag; parts.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Open(_) => open.push(at),
            Part::Close(tag) => {
                let Some(start) = open.pop() else { continue };
                let how = how(parts, start, at, tag);
                for place in [start, at] {
                    if let Some(said) = said.get_mut(place) {
                        *said = how;
                    }
                }
            }
            Part::Text(_) | Part::Other(_) => {}
        }
    }
    let mut out = String::new();
    let mut autolinked = false;
    for (at, (part, said)) in parts.iter().zip(&said).enumerate() {
        match part {
            Part::Text(text) | Part::Other(text) => {
                if !autolinked {
                    out.push_str(text);
                }
            }
            Part::Open(tag) => match said {
                Said::Marks(marks) => out.push_str(marks),
                Said::Inside => {}
                Said::Link => match tag
                    .link
                    .as_deref()
                    .and_then(|link| automatic(link, parts, at))
                {
                    Some(address) => {
                        out.push_str(&address);
                        autolinked = true;
                    }
                    None => out.push('['),
                },
                Said::Tag => {
                    let start = out.len();
                    tag.open(&mut out);
                    if cell {
                        let flat = out.split_off(start).replace('|', "&#124;");
                        out.push_str(&flat);
                    }
                }
            },
            Part::Close(tag) => match said {
                Said::Marks(marks) => out.push_str(marks),
                Said::Inside => {}
                Said::Link => {
                    if std::mem::take(&mut autolinked) {
                        continue;
                    }
                    out.push_str("](");
                    if let Some(link) = &tag.link {
                        escape::destination(&link.href, cell, &mut out);
                        if let Some(title) = &link.title {
                            escape::title(title, cell, &mut out);
                        }
                    }
                    out.push(')');
                }
                Said::Tag => tag.close(&mut out),
            },
        }
    }
    out
}

/// `<https://…>` for a link whose text is its address.
fn automatic(link: &Link, parts: &[Part<'_>], open: usize) -> Option<String> {
    let text = match (
        parts.get(open.saturating_add(1)),
        parts.get(open.saturating_add(2)),
    ) {
        (Some(Part::Text(text)), Some(Part::Close(_))) => text.replace('\\', ""),
        _ => return None,
    };
    let address = link.href.strip_prefix("mailto:").unwrap_or(&link.href);
    let good = ["http://", "https://"]
        .iter()
        .any(|scheme| link.href.starts_with(scheme))
        || link.href.starts_with("mailto:")
            && address.split_once('@').is_some_and(|(local, domain)| {
                let plain = |text: &str| {
                    text.starts_with(|c: char| c.is_ascii_alphanumeric())
                        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
                        && text
                            .chars()
                            .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
                        && !text.contains("..")
                        && !text.contains(".-")
                        && !text.contains("-.")
                };
                plain(local) && plain(domain)
            });
    let plain = address
        .chars()
        .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '&' | '|' | '`'));
    (good && plain && link.title.is_none() && text == address).then(|| format!("<{address}>"))
}

fn how(parts: &[Part<'_>], start: usize, end: usize, tag: &Tag) -> Said {
    let marks = match tag.name {
        "strong" if tag.attributes.is_empty() => "**",
        "em" if tag.attributes.is_empty() => "*",
        "s" if tag.attributes.is_empty() => "~~",
        "code" => {
            let inside = parts.get(start.saturating_add(1));
            let alone = end == start.saturating_add(2);
            return match inside {
                Some(Part::Other(text)) if alone && text.starts_with('`') => Said::Inside,
                _ => Said::Tag,
            };
        }
        "a" => {
            let good = tag.link.as_deref().is_some_and(|link| {
                !link.href.contains(['\n', '\r'])
                    && !link.href.chars().any(|c| c.is_control())
                    && link.href.trim() == link.href
                    && link
                        .title
                        .as_ref()
                        .is_none_or(|title| !title.is_empty() && !title.contains(['\n', '\r']))
            });
            return if good { Said::Link } else { Said::Tag };
        }
        _ => return Said::Tag,
    };
    let before = start.checked_sub(1).and_then(|at| last_char(parts, at));
    let inside_first = first_char(parts, start.saturating_add(1));
    let inside_last = end.checked_sub(1).and_then(|at| last_char(parts, at));
    let after = first_char(parts, end.saturating_add(1));
    if flanks(before, inside_first) && flanks(after, inside_last) {
        Said::Marks(marks)
    } else {
        Said::Tag
    }
}

/// Whether a mark between these two characters belongs to the inner one (CommonMark 6.2).
fn flanks(outer: Option<char>, inner: Option<char>) -> bool {
    let Some(inner) = inner else { return false };
    if inner.is_whitespace() {
        return false;
    }
    !is_punctuation(inner) || outer.is_none_or(|outer| outer.is_whitespace())
}

fn is_punctuation(c: char) -> bool {
    // Symbols count, too; letters, digits and marks of scripts do not.
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn first_char(parts: &[Part<'_>], at: usize) -> Option<char> {
    match parts.get(at)? {
        Part::Text(text) | Part::Other(text) => text.chars().next(),
        Part::Open(tag) | Part::Close(tag) => Some(mark_of(tag)),
    }
}

fn last_char(parts: &[Part<'_>], at: usize) -> Option<char> {
    match parts.get(at)? {
        Part::Text(text) | Part::Other(text) => text.chars().next_back(),
        Part::Open(tag) | Part::Close(tag) => Some(mark_of(tag)),
    }
}

/// Something that is punctuation, as all that stands for a format is.
fn mark_of(tag: &Tag) -> char {
    match tag.name {
        "strong" | "em" => '*',
        "s" => '~',
        _ => '>',
    }
}
