//! Lists.

use spindle_model::document::{Block, List, ListItem, ListKind, NumberStyle, Paragraph};

use super::{Writing, is_empty, is_plain, prefixed};

/// The largest number that a list may begin with (CommonMark 5.2).
const MAX_START: u32 = 999_999_999;

/// Which marks lists have: two that follow each other have different ones, or they would be one.
#[derive(Default)]
pub(super) struct Markers {
    /// Whether the list before, if that is what comes before, is ordered and has the other mark.
    last: Option<(bool, bool)>,
}

impl Markers {
    /// Takes note of the next block.
    pub(super) fn before(&mut self, block: &Block) {
        if !matches!(block, Block::List(_) | Block::Section(_)) {
            self.last = None;
        }
    }

    /// Whether the next list has the other mark.
    fn next(&mut self, ordered: bool, forced: bool) -> bool {
        let other = match self.last {
            Some((kind, other)) if kind == ordered => !other,
            _ => forced,
        };
        self.last = Some((ordered, other));
        other
    }
}

impl Writing<'_, '_> {
    pub(super) fn list(&mut self, list: &List, markers: &mut Markers) -> String {
        self.list_marked(list, markers, false)
    }

    fn list_marked(&mut self, list: &List, markers: &mut Markers, forced: bool) -> String {
        if !self.can_say(list) {
            markers.last = None;
            // Marks of notes and what is left out are the same in HTML.
            let block = if self.plain {
                self.reduced_list(list)
            } else {
                list.clone()
            };
            return self.as_html(|html| html.list(&block));
        }
        let ordered = matches!(list.kind, ListKind::Ordered { .. });
        let other = markers.next(ordered, forced);
        let mut number = match list.kind {
            ListKind::Ordered { start, .. } => start,
            ListKind::Bullet => 0,
        };
        let mut out = String::new();
        for (at, item) in list.items.iter().enumerate() {
            if at > 0 {
                out.push_str(if list.tight { "\n" } else { "\n\n" });
            }
            let mark = match (ordered, other) {
                (true, false) => format!("{number}."),
                (true, true) => format!("{number})"),
                (false, false) => "-".to_owned(),
                (false, true) => "*".to_owned(),
            };
            number = number.saturating_add(1);
            let text = self.item(item, list, other);
            let indent = " ".repeat(mark.len().saturating_add(1));
            out.push_str(&indented(&text, &format!("{mark} "), &indent));
        }
        out
    }

    fn item(&mut self, item: &ListItem, list: &List, other: bool) -> String {
        let mut out = String::new();
        if let Some(checked) = item.checked {
            out.push_str(if checked { "[x] " } else { "[ ] " });
        }
        let mut markers = Markers::default();
        let first_only = item.blocks.len() == 1;
        for (at, block) in item.blocks.iter().enumerate() {
            markers.before(block);
            let text = match block {
                Block::Paragraph(paragraph) if first_only && is_empty(paragraph) => String::new(),
                Block::Paragraph(paragraph) => {
                    let class = if list.tight { "tight" } else { "" };
                    let text = self.paragraph(paragraph, class);
                    let lone = text.starts_with("<br>") || text.starts_with("<img");
                    let boxed = at == 0 && item.checked.is_some();
                    if !list.tight && lone && !boxed {
                        // A line that is no more than a tag is no paragraph of the list.
                        self.as_html(|html| html.paragraph(paragraph, ""))
                    } else {
                        text
                    }
                }
                Block::List(nested) => {
                    if !self.enter() {
                        continue;
                    }
                    // `- - -` would be a line across the page.
                    let text = self.list_marked(nested, &mut markers, at == 0 && !other);
                    self.leave();
                    text
                }
                block => match self.block(block, &mut markers, false) {
                    Some(text) => text,
                    None => continue,
                },
            };
            if at > 0 {
                out.push_str(if list.tight { "\n" } else { "\n\n" });
            }
            out.push_str(&text);
        }
        if !list.tight && list.items.len() == 1 && first_only {
            // One item with one block would be tight.
            out.push_str("\n\n<!-- -->");
        }
        out
    }

    /// Whether Markdown has words for a list, without what is nested in it.
    fn can_say(&mut self, list: &List) -> bool {
        if let ListKind::Ordered { start, style } = list.kind {
            let last = start.saturating_add(u32::try_from(list.items.len()).unwrap_or(u32::MAX));
            if style != NumberStyle::Decimal || last > MAX_START {
                return false;
            }
        }
        if list.items.is_empty() || list.items.iter().any(|item| item.blocks.is_empty()) {
            return false;
        }
        let paragraph = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.heading.is_none());
        if !list.tight
            && !list
                .items
                .iter()
                .any(|item| !is_bare(item) && item.blocks.iter().any(paragraph))
        {
            return false;
        }
        // An empty item at the end of a quotation within an item is lost on some parsers, with what follows.
        if self.quotes > 0 && list.items.last().is_some_and(is_bare) {
            return false;
        }
        for item in &list.items {
            if item
                .blocks
                .iter()
                .any(|block| matches!(block, Block::Section(_)))
            {
                return false;
            }
            if item.checked.is_some() && !self.can_have_box(item) {
                return false;
            }
            if list.tight {
                let mut pairs = item.blocks.iter().zip(item.blocks.iter().skip(1));
                if !pairs.all(|(one, next)| self.may_follow(one, next)) {
                    return false;
                }
            } else if let [Block::Paragraph(only)] = item.blocks.as_slice()
                && is_empty(only)
                && list.items.len() == 1
            {
                return false;
            }
        }
        true
    }

    fn can_have_box(&mut self, item: &ListItem) -> bool {
        match item.blocks.first() {
            Some(Block::Paragraph(first)) => {
                let first = self.reduced(first).into_owned();
                !first.inlines.is_empty()
                    && first.heading.is_none()
                    && is_plain(&first)
                    && !matches!(
                        first.inlines.first().map(|inline| &inline.kind),
                        Some(spindle_model::document::InlineKind::LineBreak)
                    )
            }
            _ => false,
        }
    }

    /// Whether a block may follow another without an empty line between them.
    fn may_follow(&mut self, one: &Block, next: &Block) -> bool {
        let starts = match next {
            Block::Paragraph(paragraph) => {
                paragraph.heading.is_some() && is_plain(&self.reduced(paragraph))
            }
            Block::List(list) => {
                let empty = list.items.first().is_none_or(is_bare);
                let first = match list.kind {
                    ListKind::Bullet => true,
                    ListKind::Ordered { start, .. } => start == 1,
                };
                first && !empty && self.can_say(list)
            }
            Block::Quote(_) | Block::Divider => true,
            Block::Code(code) => !code.text.contains(['\r', '\0']) && code.language.is_none(),
            _ => false,
        };
        match one {
            Block::Paragraph(paragraph) => {
                let plain = is_plain(&self.reduced(paragraph));
                plain
                    && !is_empty(paragraph)
                    && !is_lone_tag(paragraph)
                    && (starts
                        || paragraph.heading.is_some()
                            && matches!(next, Block::Paragraph(next) if !is_empty(next)))
            }
            Block::Divider => starts || matches!(next, Block::Paragraph(next) if !is_empty(next)),
            Block::List(list) => starts && !matches!(next, Block::List(_)) && self.can_say(list),
            Block::Quote(_) => starts && !matches!(next, Block::Quote(_)),
            Block::Code(code) => {
                !code.text.contains(['\r', '\0'])
                    && code.language.is_none()
                    && (starts || matches!(next, Block::Paragraph(next) if !is_empty(next)))
            }
            _ => false,
        }
    }

    fn reduced_list(&mut self, list: &List) -> List {
        let mut list = list.clone();
        let mut paragraphs = Vec::new();
        for item in &mut list.items {
            paragraphs.extend(item.blocks.iter_mut().filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph),
                _ => None,
            }));
        }
        for paragraph in paragraphs {
            *paragraph = self.reduced(paragraph).into_owned();
        }
        list
    }
}

/// Whether an item is empty.
fn is_bare(item: &ListItem) -> bool {
    matches!(item.blocks.as_slice(), [Block::Paragraph(paragraph)] if is_empty(paragraph))
}

/// Whether a paragraph may come to be a line with a tag alone, which begins a block of HTML.
fn is_lone_tag(paragraph: &Paragraph) -> bool {
    use spindle_model::document::InlineKind;
    paragraph
        .inlines
        .iter()
        .all(|inline| matches!(inline.kind, InlineKind::Image(_) | InlineKind::LineBreak))
}

/// Puts a mark before the first line and white space before the others; empty lines stay empty.
fn indented(text: &str, mark: &str, indent: &str) -> String {
    let mut out = prefixed(text, mark, indent);
    if text.is_empty() {
        out.truncate(mark.trim_end().len());
    }
    out
}
