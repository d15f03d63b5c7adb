//! Lists: those of HTML, and those of editors that say their levels in attributes.

use std::rc::Rc;

use spindle_model::document::{
    Block, List, ListBuilder, ListItem, ListKind, ListMark, NumberStyle, Paragraph,
};

use super::super::tree::Id;
use super::flow::{Flow, collapsible};
use super::{Context, Reading};

impl Reading<'_, '_> {
    pub(super) fn list(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        if !self.may_nest() {
            return self.block(id, context, flow, None);
        }
        flow.flush(context);
        let tree = self.tree;
        let inner = self.container_context(id, context);
        let kind = self.list_kind(id);
        let own_levels = tree.children(id).any(|item| {
            tree.attr(item, "data-list").is_some() || tree.class_after(item, "ql-indent-").is_some()
        });
        if own_levels {
            return self.leveled_list(id, kind, &inner, flow);
        }
        if let Some(level) = self.docs_level(id) {
            return self.docs_list(id, level, kind, &inner, flow);
        }
        let mut list = List {
            kind,
            tight: !tree.has_class(id, "loose"),
            items: Vec::new(),
        };
        let task = tree
            .attr(id, "data-checked")
            .map(|checked| checked == "true");
        for child in tree.children(id) {
            if tree.name(child) == "li" {
                let (item, loose) = self.item(child, task, &inner);
                list.tight &= !loose;
                list.items.push(item);
                continue;
            }
            // What stands between items belongs to the one before.
            let mut between = Flow::default();
            match tree.text(child) {
                Some(text) if text.chars().all(collapsible) => continue,
                Some(text) => between.text(text, &inner),
                None => self.element(child, &inner, &mut between),
            }
            between.flush(&inner);
            let mut blocks = between.finish();
            if blocks.is_empty() {
                continue;
            }
            match list.items.last_mut() {
                Some(item) => item.blocks.append(&mut blocks),
                None => list.items.push(ListItem {
                    checked: None,
                    blocks,
                }),
            }
        }
        if !list.items.is_empty() {
            flow.push(Block::List(list));
        }
    }

    /// An item, and whether it has paragraphs with space between them.
    fn item(&mut self, id: Id, task: Option<bool>, context: &Rc<Context>) -> (ListItem, bool) {
        let tree = self.tree;
        let loose = tree
            .children(id)
            .any(|child| tree.name(child) == "p" && !tree.has_class(child, "tight"));
        let inner = self.container_context(id, context);
        let flow = self.inside(id, &inner);
        let checked = flow.checked.or(task);
        let mut blocks = flow.finish();
        if blocks.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::default()));
        }
        (ListItem { checked, blocks }, loose)
    }

    fn list_kind(&self, id: Id) -> ListKind {
        let tree = self.tree;
        let mut style = match tree.attr(id, "type") {
            Some("a") => NumberStyle::LowerAlpha,
            Some("A") => NumberStyle::UpperAlpha,
            Some("i") => NumberStyle::LowerRoman,
            Some("I") => NumberStyle::UpperRoman,
            _ => NumberStyle::Decimal,
        };
        self.each_declaration(id, |property, value| {
            if !matches!(property, "list-style-type" | "list-style") {
                return;
            }
            match value.split_ascii_whitespace().next().unwrap_or_default() {
                "decimal" => style = NumberStyle::Decimal,
                "lower-alpha" | "lower-latin" => style = NumberStyle::LowerAlpha,
                "upper-alpha" | "upper-latin" => style = NumberStyle::UpperAlpha,
                "lower-roman" => style = NumberStyle::LowerRoman,
                "upper-roman" => style = NumberStyle::UpperRoman,
                "cjk-ideographic"
                | "simp-chinese-informal"
                | "trad-chinese-informal"
                | "cjk-decimal" => style = NumberStyle::Chinese,
                _ => {}
            }
        });
        if tree.name(id) != "ol" {
            return ListKind::Bullet;
        }
        let start = tree
            .attr(id, "start")
            .and_then(|start| start.trim().parse().ok());
        // Lists that begin with another number say so at their first item, too.
        let value = || {
            let first = tree.children(id).find(|child| tree.name(*child) == "li")?;
            tree.attr(first, "value")?.trim().parse().ok()
        };
        ListKind::Ordered {
            start: start.or_else(value).unwrap_or(1),
            style,
        }
    }

    /// Items that each say their level: `<li class="ql-indent-1" data-list="bullet">`.
    fn leveled_list(&mut self, id: Id, outer: ListKind, context: &Rc<Context>, flow: &mut Flow) {
        let tree = self.tree;
        let task = tree
            .attr(id, "data-checked")
            .map(|checked| checked == "true");
        let mut builder = ListBuilder::default();
        for item in tree.children(id).filter(|item| tree.name(*item) == "li") {
            let said = tree.attr(item, "data-list");
            let kind = match said {
                Some("ordered") => match outer {
                    ordered @ ListKind::Ordered { .. } => ordered,
                    ListKind::Bullet => ListKind::Ordered {
                        start: 1,
                        style: NumberStyle::Decimal,
                    },
                },
                Some(_) => ListKind::Bullet,
                None => outer,
            };
            let checked = match said {
                Some("checked") => Some(true),
                Some("unchecked") => Some(false),
                _ => task,
            };
            let level = tree
                .class_after(item, "ql-indent-")
                .and_then(|level| level.parse().ok())
                .unwrap_or(0_u8)
                .min(8);
            let styled = self.block_context(item, context);
            let mut inner = (*styled.context).clone();
            inner.block.indent = None;
            let inner = Rc::new(inner);
            let mut blocks = self.inside(item, &inner).finish().into_iter();
            let first = blocks.next().unwrap_or_else(|| {
                Block::Paragraph(Paragraph {
                    format: inner.block.clone(),
                    ..Paragraph::default()
                })
            });
            let mark = ListMark {
                level,
                kind,
                checked,
                list: 0,
            };
            builder.push_item(mark, first);
            for block in blocks {
                builder.push_to_item(block);
            }
        }
        for block in builder.finish() {
            flow.push(block);
        }
    }

    /// The level that Google Docs says in a class: `lst-kix_abc-1`.
    fn docs_level(&self, id: Id) -> Option<u8> {
        let (_, level) = self.tree.class_after(id, "lst-kix_")?.rsplit_once('-')?;
        level.parse().ok().filter(|level| *level <= 8)
    }

    fn docs_list(
        &mut self,
        id: Id,
        level: u8,
        kind: ListKind,
        context: &Rc<Context>,
        flow: &mut Flow,
    ) {
        let tree = self.tree;
        let list = tree
            .class_after(id, "lst-kix_")
            .and_then(|name| name.rsplit_once('-'))
            .map_or(0, |(name, _)| hash(name));
        for item in tree.children(id).filter(|item| tree.name(*item) == "li") {
            let (item, _) = self.item(item, None, context);
            let mark = ListMark {
                level,
                kind,
                checked: item.checked,
                list,
            };
            for block in item.blocks {
                flow.push_item(mark, block);
            }
        }
    }

    /// A paragraph that Word exported as an item: `mso-list:l0 level2 lfo1`. Whether it was one.
    pub(super) fn word_list_item(
        &mut self,
        id: Id,
        context: &Rc<Context>,
        flow: &mut Flow,
    ) -> bool {
        let mut said = None;
        self.each_declaration(id, |property, value| {
            if property == "mso-list" {
                said = Some(value.to_owned());
            }
        });
        let Some(said) = said else { return false };
        let mut level = 0_u8;
        let mut list = 0;
        for word in said.split_ascii_whitespace() {
            if let Some(number) = word.strip_prefix("level") {
                level = number.parse().unwrap_or(1_u8).saturating_sub(1).min(8);
            } else if word.starts_with('l') {
                list = hash(word);
            } else if word == "none" || word == "skip" {
                return false;
            }
        }
        flow.flush(context);
        self.marker = None;
        let styled = self.block_context(id, context);
        let mut inner = (*styled.context).clone();
        // The lengths say where the mark stands, and the list says that.
        inner.block.indent_start = None;
        inner.block.first_line = None;
        let inner = Rc::new(inner);
        self.children(id, &inner, flow);
        let paragraph = flow.take_line(&inner).unwrap_or_default();
        let kind = self
            .marker
            .take()
            .map_or(ListKind::Bullet, |mark| marked(&mark));
        let mark = ListMark {
            level,
            kind,
            checked: None,
            list,
        };
        flow.push_item(mark, Block::Paragraph(paragraph));
        true
    }
}

/// The kind of list that has this mark before an item.
fn marked(mark: &str) -> ListKind {
    let inside = mark
        .trim_matches('\u{a0}')
        .trim()
        .trim_start_matches('(')
        .trim_end_matches(['.', ')', '、', '\u{ff0e}']);
    if inside == mark.trim() && !inside.chars().all(|c| c.is_ascii_digit()) {
        return ListKind::Bullet;
    }
    // `1.2.3`: the last one counts.
    let last = inside.rsplit('.').next().unwrap_or_default();
    let ordered = |start, style| ListKind::Ordered { start, style };
    if let Ok(number) = last.parse() {
        return ordered(number, NumberStyle::Decimal);
    }
    match last {
        "i" => ordered(1, NumberStyle::LowerRoman),
        "I" => ordered(1, NumberStyle::UpperRoman),
        _ => {
            let mut chars = last.chars();
            match (chars.next(), chars.next()) {
                (Some(c @ 'a'..='z'), None) => {
                    ordered(u32::from(c).saturating_sub(96), NumberStyle::LowerAlpha)
                }
                (Some(c @ 'A'..='Z'), None) => {
                    ordered(u32::from(c).saturating_sub(64), NumberStyle::UpperAlpha)
                }
                (Some('i' | 'v' | 'x'), _) => ordered(1, NumberStyle::LowerRoman),
                (Some('I' | 'V' | 'X'), _) => ordered(1, NumberStyle::UpperRoman),
                _ if last.chars().any(|c| "一二三四五六七八九十".contains(c)) => {
                    ordered(1, NumberStyle::Chinese)
                }
                _ => ListKind::Bullet,
            }
        }
    }
}

/// A number for a name (FNV-1a).
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
