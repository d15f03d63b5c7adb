//! Between the parser and the tree: what the parser builds goes into the arena, within limits.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, QualName, local_name};
use spindle_model::convert::Limits;

use super::{Id, Kind, NONE, Node, Nodes, ROOT, Tree};

/// Parses HTML as browsers do (the HTML standard, 13.2). Never fails; tags beyond the limits are left out, what is
/// in them stays.
pub(in super::super) fn parse(text: &str, limits: &Limits) -> Tree {
    let deepest = u32::try_from(limits.depth)
        .unwrap_or(u32::MAX)
        .saturating_mul(2)
        .saturating_add(20);
    let sink = Sink {
        nodes: RefCell::new(Nodes::new()),
        depth: Cell::new(0),
    };
    let guard = Guard {
        builder: TreeBuilder::new(
            sink,
            TreeBuilderOpts {
                scripting_enabled: false,
                drop_doctype: true,
                ..TreeBuilderOpts::default()
            },
        ),
        deepest,
        most: limits.blocks.saturating_mul(8),
        flattened: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    // Pieces, so that no one buffer is larger than its kind allows.
    let mut rest = text;
    while !rest.is_empty() {
        let mut cut = rest.len().min(1 << 20);
        while !rest.is_char_boundary(cut) {
            cut = cut.saturating_sub(1);
        }
        let (piece, after) = rest.split_at(cut);
        input.push_back(StrTendril::from_slice(piece));
        rest = after;
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    }
    tokenizer.end();
    let flattened = tokenizer.sink.flattened.get();
    Tree {
        nodes: tokenizer.sink.builder.sink.nodes.into_inner().list,
        flattened,
    }
}

struct Sink {
    nodes: RefCell<Nodes>,
    /// How deep the element stands that was opened last.
    depth: Cell<u32>,
}

impl Sink {
    fn depth_of(&self, id: Id) -> u32 {
        self.nodes.borrow_mut().get(id).map_or(0, |node| node.depth)
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| {
            match nodes.list.get(*target as usize).map(|node| &node.kind) {
                Some(Kind::Element(name, _)) => name,
                _ => &nodes.nameless,
            }
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.nodes.borrow_mut().add(Kind::Element(name, attributes))
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.nodes.borrow_mut().add(Kind::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.nodes.borrow_mut().add(Kind::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let mut nodes = self.nodes.borrow_mut();
        match child {
            NodeOrText::AppendNode(id) => {
                nodes.append(*parent, id);
                self.depth.set(nodes.get(id).map_or(0, |node| node.depth));
            }
            NodeOrText::AppendText(text) => {
                let last = nodes.get(*parent).map_or(NONE, |node| node.last);
                if !nodes.extend(last, &text) {
                    let id = nodes.add(Kind::Text(text));
                    nodes.append(*parent, id);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self
            .nodes
            .borrow_mut()
            .get(*element)
            .is_some_and(|node| node.parent != NONE);
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        self.depth.set(self.depth_of(*node).saturating_sub(1));
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let mut nodes = self.nodes.borrow_mut();
        match child {
            NodeOrText::AppendNode(id) => nodes.insert_before(*sibling, id),
            NodeOrText::AppendText(text) => {
                let before = nodes.get(*sibling).map_or(NONE, |node| node.before);
                if !nodes.extend(before, &text) {
                    let id = nodes.add(Kind::Text(text));
                    nodes.insert_before(*sibling, id);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Some(Node {
            kind: Kind::Element(_, known),
            ..
        }) = self.nodes.borrow_mut().get(*target)
        {
            for attribute in attributes {
                if !known.iter().any(|one| one.name == attribute.name) {
                    known.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.nodes.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut nodes = self.nodes.borrow_mut();
        while let Some(first) = nodes
            .get(*node)
            .map(|node| node.first)
            .filter(|first| *first != NONE)
        {
            nodes.append(*new_parent, first);
        }
    }
}

/// Stands between tokenizer and tree builder and leaves out tags that would be nested too deep or be too many: the
/// builder's own work grows with the depth, and formatting elements multiply.
struct Guard {
    builder: TreeBuilder<Id, Sink>,
    deepest: u32,
    most: usize,
    flattened: Cell<bool>,
}

impl TokenSink for Guard {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        if let Token::TagToken(tag) = &token
            && tag.kind == TagKind::StartTag
            && (self.builder.sink.depth.get() >= self.deepest
                || self.builder.sink.nodes.borrow().list.len() >= self.most)
            // What is in these is no text; without their tags it would be.
            && !matches!(
                tag.name,
                local_name!("script")
                    | local_name!("style")
                    | local_name!("title")
                    | local_name!("textarea")
                    | local_name!("iframe")
                    | local_name!("br")
                    | local_name!("img")
                    | local_name!("input")
                    | local_name!("hr")
            )
        {
            self.flattened.set(true);
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}
