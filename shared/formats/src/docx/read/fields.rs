//! Fields (ISO/IEC 29500-1, 17.16): those that the model knows become fields, others keep what they show.

use std::sync::Arc;

use spindle_model::document::{Field, InlineKind, Link, TextFormat};
use spindle_ooxml::NodeId;

use super::Reading;
use super::inlines::Around;
use super::line::Line;
use super::values::{integer, on};

/// Fields inside of each other.
const MOST_OPEN: usize = 32;

/// Bytes of an instruction.
const LONGEST: usize = 1 << 16;

/// A field that is being read.
#[derive(Debug)]
pub(super) struct FieldState {
    instruction: String,
    /// The instruction is over, what is shown comes.
    shows: bool,
    /// Where what it shows begins in its paragraph.
    start: usize,
    /// The paragraph that what it shows begins in.
    paragraph: u64,
    link: Option<Arc<Link>>,
    /// The glyph of a check box of an old form.
    checked: Option<bool>,
}

impl<'p> Reading<'p> {
    /// Whether instructions are read, which are not text.
    pub(super) fn in_instruction(&self) -> bool {
        self.fields.iter().any(|field| !field.shows)
    }

    /// Where the text that is read leads by a field around it.
    pub(super) fn field_link(&self) -> Option<Arc<Link>> {
        self.fields
            .iter()
            .rev()
            .filter(|field| field.shows)
            .find_map(|field| field.link.clone())
    }

    /// Adds to the instruction of the innermost field.
    pub(super) fn instruction(&mut self, text: &str) {
        if let Some(field) = self.fields.iter_mut().rev().find(|field| !field.shows)
            && field.instruction.len().saturating_add(text.len()) <= LONGEST
        {
            field.instruction.push_str(text);
        }
    }

    /// One of the three marks of a complex field (17.16.18).
    pub(super) fn field_char(&mut self, node: NodeId, line: &mut Line, format: &TextFormat) {
        let dom = self.dom;
        match dom.attr(node, "w:fldCharType") {
            Some("begin") if self.fields.len() < MOST_OPEN => {
                let checkbox = dom.path(node, &["w:ffData", "w:checkBox"]);
                let checked = checkbox.map(|node| {
                    dom.child(node, "w:checked")
                        .or_else(|| dom.child(node, "w:default"))
                        .is_some_and(|node| on(dom, node))
                });
                self.fields.push(FieldState {
                    instruction: String::new(),
                    shows: false,
                    start: 0,
                    paragraph: self.paragraphs,
                    link: None,
                    checked,
                });
            }
            Some("separate") => {
                let start = line.bar();
                let paragraph = self.paragraphs;
                if let Some(field) = self.fields.iter_mut().rev().find(|field| !field.shows) {
                    field.shows = true;
                    field.start = start;
                    field.paragraph = paragraph;
                    field.link = link_of(&field.instruction);
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.field_end(field, line, format);
                }
            }
            _ => {}
        }
    }

    fn field_end(&mut self, field: FieldState, line: &mut Line, format: &TextFormat) {
        if self.in_instruction() {
            // A field inside of an instruction shows a part of that instruction.
            return;
        }
        if let Some(checked) = field.checked {
            line.text(if checked { "☒" } else { "☐" }, format);
            return;
        }
        let here = field.paragraph == self.paragraphs;
        let start = if field.shows && here {
            field.start
        } else {
            line.inlines.len()
        };
        if field.shows && !here {
            return;
        }
        self.close_field(&field.instruction, line, start, format);
    }

    /// A field that is one element (17.16.19).
    pub(super) fn simple_field(&mut self, node: NodeId, line: &mut Line, around: &Around) {
        let instruction = self.dom.attr(node, "w:instr").unwrap_or_default();
        let link = link_of(instruction).or_else(|| around.link.clone());
        let inner = Around {
            link,
            ..around.clone()
        };
        let start = line.bar();
        self.children(node, line, &inner);
        let format = self.format(None, around);
        self.close_field(instruction, line, start, &format);
    }

    fn close_field(
        &mut self,
        instruction: &str,
        line: &mut Line,
        start: usize,
        format: &TextFormat,
    ) {
        let instruction = instruction.trim();
        let name = instruction.split_whitespace().next().unwrap_or_default();
        let shown = line.inlines.get(start..).unwrap_or_default();
        let look = shown
            .first()
            .map_or(format, |inline| &inline.format)
            .clone();
        let kind = match name.to_ascii_uppercase().as_str() {
            "PAGE" => Field::PageNumber,
            "NUMPAGES" => Field::PageCount,
            "" | "HYPERLINK" | "TOC" => return,
            "SYMBOL" if shown.is_empty() => {
                if let Some(c) = symbol_of(instruction) {
                    line.text(&c, format);
                }
                return;
            }
            _ => {
                let mut text = String::new();
                for inline in shown {
                    match &inline.kind {
                        InlineKind::Text(piece) if inline.format == look => text.push_str(piece),
                        // What is shown is more than a text of one look: it is kept instead of the field.
                        _ => return,
                    }
                }
                Field::Other {
                    instruction: instruction.to_owned(),
                    shown: text,
                }
            }
        };
        line.inlines.truncate(start);
        line.push(InlineKind::Field(kind), &look);
        line.bar();
    }
}

/// The link that an instruction makes (17.16.5.25).
fn link_of(instruction: &str) -> Option<Arc<Link>> {
    let mut words = words(instruction).into_iter();
    if !words.next()?.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    let (mut href, mut anchor, mut title) = (None, None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "\\l" => anchor = words.next(),
            "\\o" => title = words.next(),
            "\\t" => {
                words.next();
            }
            "\\m" | "\\n" | "\\s" => {}
            _ if href.is_none() => href = Some(word),
            _ => {}
        }
    }
    let mut href = href.unwrap_or_default();
    if let Some(anchor) = anchor {
        href.push('#');
        href.push_str(&anchor);
    }
    (!href.is_empty()).then(|| {
        Arc::new(Link {
            href,
            title: title.filter(|title| !title.is_empty()),
        })
    })
}

fn symbol_of(instruction: &str) -> Option<String> {
    let words = words(instruction);
    let code = words.get(1)?;
    let code = match code.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok()?,
        None => integer(code)?,
    };
    let font = words
        .iter()
        .position(|word| word == "\\f")
        .and_then(|place| words.get(place.saturating_add(1)))
        .map_or("", String::as_str);
    super::symbols::symbol(font, u32::try_from(code).ok()?).map(String::from)
}

/// The words of an instruction; those in quotation marks may have spaces, and a backslash in them goes before a
/// quotation mark or a backslash.
fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = instruction.chars().peekable();
    while let Some(first) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut word = String::new();
        if matches!(first, '"' | '“' | '”') {
            while let Some(c) = chars.next() {
                match c {
                    '"' | '”' => break,
                    '\\' if matches!(chars.peek(), Some('"' | '\\')) => word.extend(chars.next()),
                    c => word.push(c),
                }
            }
        } else {
            word.push(first);
            while let Some(c) = chars.next_if(|c| !c.is_whitespace() && *c != '"') {
                word.push(c);
            }
        }
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_split_into_words() {
        assert_eq!(
            words(r#" HYPERLINK "http://a/b c" \l "x\"y" \o "t" "#),
            ["HYPERLINK", "http://a/b c", "\\l", "x\"y", "\\o", "t"]
        );
        let link = link_of(r#"HYPERLINK "http://a" \l "b""#).unwrap();
        assert_eq!(link.href, "http://a#b");
        assert_eq!(link_of("PAGE"), None);
        assert_eq!(symbol_of(r#"SYMBOL 183 \f "Symbol""#).as_deref(), Some("•"));
    }
}
