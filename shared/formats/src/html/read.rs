//! From the tree of HTML to a document.

mod flow;
mod inline;
mod lists;
mod notes;
mod style;
mod table;

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use spindle_model::convert::Job;
use spindle_model::document::{Block, CodeBlock, Comment, Document, ParagraphFormat, TextFormat};

use super::css::Sheet;
use super::tree::{Id, ROOT, Tree, parse};
use flow::Flow;

/// What a reader of a format that holds HTML adds to what HTML says.
pub(crate) trait Surroundings {
    /// The bytes of a picture that lies beside the text.
    fn picture(&mut self, source: &str) -> Option<Vec<u8>>;
    /// A link as the whole document has it.
    fn link(&self, href: &str) -> String;
    /// The bookmark that an element's id is in the whole document; `None` when nothing leads there.
    fn bookmark(&self, id: &str) -> Option<String>;
}

/// Reads HTML and appends what it says to `document`.
pub(crate) fn read_into(
    document: &mut Document,
    text: &str,
    job: &mut Job<'_>,
    surroundings: Option<&mut dyn Surroundings>,
) {
    let tree = parse(text, &job.limits);
    if tree.flattened {
        job.warn(
            "nested-too-deep",
            "elements that are nested too deep or too many were left out; their text was kept",
        );
    }
    let mut reading = Reading {
        targets: HashSet::new(),
        definitions: HashMap::new(),
        numbers: HashMap::new(),
        queue: VecDeque::new(),
        comments: HashMap::new(),
        sheet: Sheet::default(),
        marker: None,
        depth: 0,
        nested: 0,
        tree: &tree,
        document,
        job,
        // The longer life of what is behind it is of no use here.
        surroundings: match surroundings {
            Some(surroundings) => Some(surroundings),
            None => None,
        },
    };
    reading.survey();
    reading.metadata();
    reading.run();
}

/// What holds where one reads.
#[derive(Clone, Default)]
struct Context {
    text: TextFormat,
    block: ParagraphFormat,
    white: White,
}

/// What becomes of white space (CSS Text 3, 3).
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum White {
    #[default]
    Collapse,
    /// Lines end where they end in the source; the rest collapses.
    Lines,
    Keep,
}

struct Reading<'r, 'j> {
    tree: &'r Tree,
    document: &'r mut Document,
    job: &'r mut Job<'j>,
    surroundings: Option<&'r mut dyn Surroundings>,
    /// Ids that links lead to.
    targets: HashSet<String>,
    /// Where notes are defined, by their id.
    definitions: HashMap<String, Id>,
    /// The notes that were met so far.
    numbers: HashMap<Id, usize>,
    /// Those of them that are yet to be read.
    queue: VecDeque<(Id, usize)>,
    /// Comments by the number that the text names them by.
    comments: HashMap<String, usize>,
    sheet: Sheet,
    /// The mark that Word wrote out before an item.
    marker: Option<String>,
    /// How many elements one stands in.
    depth: usize,
    /// How many lists, quotations and tables one stands in.
    nested: usize,
}

impl Reading<'_, '_> {
    fn run(&mut self) {
        let mut flow = Flow::default();
        let context = Rc::new(Context::default());
        self.comments_aside();
        self.children(ROOT, &context, &mut flow);
        flow.flush(&context);
        self.document.blocks.append(&mut flow.finish());
        // Notes may have notes.
        while let Some((id, index)) = self.queue.pop_front() {
            let blocks = self.note_blocks(id);
            if let Some(note) = self.document.notes.get_mut(index) {
                note.blocks = blocks;
            }
        }
    }

    /// Looks once at everything: where links lead, what style sheets say, where notes are.
    fn survey(&mut self) {
        for id in self.tree.below(ROOT) {
            match self.tree.name(id) {
                "a" => {
                    if let Some(target) = self
                        .tree
                        .attr(id, "href")
                        .and_then(|href| href.strip_prefix('#'))
                    {
                        self.targets.insert(target.to_owned());
                    }
                }
                "style" if self.tree.attr(id, "data-default").is_none() => {
                    let text = self.tree.all_text(id);
                    self.sheet.add(&text);
                }
                _ => {}
            }
        }
        self.find_notes();
    }

    fn metadata(&mut self) {
        for id in self.tree.below(ROOT) {
            let metadata = &mut self.document.metadata;
            match self.tree.name(id) {
                "html" => set(&mut metadata.language, self.tree.attr(id, "lang")),
                "title"
                    if self
                        .tree
                        .parent(id)
                        .is_some_and(|parent| self.tree.name(parent) == "head") =>
                {
                    set(&mut metadata.title, Some(&self.tree.all_text(id)));
                }
                "meta" => {
                    let content = self.tree.attr(id, "content");
                    let name = self.tree.attr(id, "name").unwrap_or_default();
                    match name.to_ascii_lowercase().as_str() {
                        "author" | "dcterms.creator" | "dc.creator" => {
                            set(&mut metadata.author, content)
                        }
                        "description" | "subject" => set(&mut metadata.subject, content),
                        "keywords" => set(&mut metadata.keywords, content),
                        "dcterms.created" | "dcterms.date" => set(&mut metadata.created, content),
                        "dcterms.modified" => set(&mut metadata.modified, content),
                        _ => {}
                    }
                }
                "body" => return,
                _ => {}
            }
        }
    }

    /// Comments as the writer lists them.
    fn comments_aside(&mut self) {
        let tree = self.tree;
        let Some(aside) = tree
            .below(ROOT)
            .find(|id| tree.name(*id) == "aside" && tree.has_class(*id, "comments"))
        else {
            return;
        };
        for item in tree
            .below(aside)
            .filter(|id| tree.attr(*id, "data-comment").is_some())
        {
            let mut flow = Flow::default();
            let context = Rc::new(Context::default());
            self.children(item, &context, &mut flow);
            flow.flush(&context);
            let number = tree.attr(item, "data-comment").unwrap_or_default();
            self.comments
                .insert(number.to_owned(), self.document.comments.len());
            self.document.comments.push(Comment {
                author: tree
                    .attr(item, "data-author")
                    .unwrap_or_default()
                    .to_owned(),
                date: tree.attr(item, "data-date").map(str::to_owned),
                blocks: flow.finish(),
            });
        }
    }

    /// Reads what is in a node.
    fn children(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        // The tree is built no deeper than allowed; moved formatting elements may add a little.
        if self.depth > self.job.limits.depth.saturating_mul(3).saturating_add(60) {
            let text = self.tree.all_text(id);
            flow.text(&text, context);
            return;
        }
        self.depth = self.depth.saturating_add(1);
        let tree = self.tree;
        for child in tree.children(id) {
            match tree.text(child) {
                Some(text) => flow.text(text, context),
                None => self.element(child, context, flow),
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn element(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let tree = self.tree;
        match tree.name(id) {
            "" | "head" | "title" | "style" | "template" | "param" | "source" | "track"
            | "datalist" | "colgroup" | "col" | "map" | "area" | "noframes" | "rp" => {}
            "script" => self.job.warn("script-dropped", "a script was dropped"),
            "object" | "embed" | "applet" | "canvas" | "frame" | "frameset" => {
                let name = tree.name(id);
                self.job.warn(
                    "embedded-object-dropped",
                    format!("an element <{name}> was dropped"),
                );
            }
            "svg" => self
                .job
                .warn("drawing-dropped", "a drawing (<svg>) was dropped"),
            "body" => self.body(id, context, flow),
            "h1" => self.block(id, context, flow, Some(1)),
            "h2" => self.block(id, context, flow, Some(2)),
            "h3" => self.block(id, context, flow, Some(3)),
            "h4" => self.block(id, context, flow, Some(4)),
            "h5" => self.block(id, context, flow, Some(5)),
            "h6" => self.heading(id, context, flow),
            "ul" | "ol" | "menu" | "dir" => self.list(id, context, flow),
            "table" => self.table(id, context, flow),
            "blockquote" => self.quote(id, context, flow),
            "pre" | "listing" | "xmp" | "plaintext" => self.code(id, context, flow),
            "hr" => self.rule(id, context, flow),
            "section" | "div" | "aside" if self.is_note_area(id) => {}
            // The picture's own words once more.
            "figcaption" if tree.attr(id, "aria-hidden") == Some("true") => {}
            "p" if self.word_list_item(id, context, flow) => {}
            "div" if tree.has_class(id, "ql-code-block-container") => self.code(id, context, flow),
            "dt" => self.term(id, context, flow),
            "dd" => self.definition(id, context, flow),
            "caption" | "p" | "div" | "html" | "address" | "article" | "aside" | "center"
            | "details" | "dialog" | "dl" | "fieldset" | "figcaption" | "figure" | "footer"
            | "form" | "header" | "hgroup" | "legend" | "main" | "nav" | "optgroup" | "option"
            | "search" | "section" | "summary" | "li" | "tr" | "td" | "th" | "tbody" | "thead"
            | "tfoot" => {
                self.block(id, context, flow, None);
            }
            _ => self.inline(id, context, flow),
        }
    }

    /// A block that is no more than its text.
    fn block(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow, heading: Option<u8>) {
        flow.flush(context);
        let styled = self.block_context(id, context);
        let before = flow.count();
        if heading.is_some() {
            flow.heading = heading;
        }
        self.bookmark(id, &styled.context, flow);
        self.children(id, &styled.context, flow);
        // An editor's empty line is a paragraph with no more than a no-break space in it.
        if self.tree.name(id) == "p" && self.tree.has_class(id, "MsoNormal") {
            flow.empty_if_blank();
        }
        if heading.is_some() && flow.count() == before {
            flow.keep_line();
        }
        if styled.keep {
            flow.keep_line();
        }
        flow.flush(&styled.context);
        if heading.is_some() {
            flow.heading = None;
        }
        if flow.count() == before {
            if styled.break_before || styled.break_after {
                flow.push(Block::PageBreak);
            }
        } else if styled.break_after {
            flow.push(Block::PageBreak);
        }
    }

    /// `<h6>`, also for the levels that HTML has no element for.
    fn heading(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let level = self
            .tree
            .attr(id, "aria-level")
            .and_then(|level| level.parse().ok())
            .filter(|level| (7..=9).contains(level));
        self.block(id, context, flow, Some(level.unwrap_or(6)));
    }

    /// What the body's style says holds for the document.
    fn body(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let styled = self.block_context(id, context);
        let (text, block) = (&styled.context.text, &styled.context.block);
        let defaults = &mut self.document.defaults;
        if text.font.is_some() {
            defaults.text.font.clone_from(&text.font);
        }
        defaults.text.size = text.size.or(defaults.text.size);
        defaults.paragraph.line_height = block.line_height.or(defaults.paragraph.line_height);
        let inner = Context {
            block: ParagraphFormat {
                align: block.align,
                rtl: block.rtl,
                ..ParagraphFormat::default()
            },
            ..Context::default()
        };
        self.children(id, &Rc::new(inner), flow);
    }

    /// Reads the inside of a quotation, list item or cell into blocks of its own.
    fn inside(&mut self, id: Id, context: &Rc<Context>) -> Flow {
        let mut inner = Flow::default();
        self.nested = self.nested.saturating_add(1);
        self.bookmark(id, context, &mut inner);
        self.children(id, context, &mut inner);
        self.nested = self.nested.saturating_sub(1);
        inner.flush(context);
        inner
    }

    /// Whether one may go in another level. Where not, the text is kept and the level is not.
    fn may_nest(&mut self) -> bool {
        let may = self.nested < self.job.limits.depth;
        if !may {
            self.job.warn(
                "nested-too-deep",
                "lists, quotations or tables that are nested too deep became plain paragraphs",
            );
        }
        may
    }

    fn quote(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        if !self.may_nest() {
            return self.block(id, context, flow, None);
        }
        flow.flush(context);
        let context = self.container_context(id, context);
        let blocks = self.inside(id, &context).finish();
        flow.push(Block::Quote(blocks));
    }

    fn rule(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        flow.flush(context);
        let styled = self.block_context(id, context);
        flow.push(if styled.break_before || styled.break_after {
            Block::PageBreak
        } else {
            Block::Divider
        });
    }

    fn code(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        flow.flush(context);
        let tree = self.tree;
        let mut language = language_of(tree, id);
        let mut text = String::new();
        if tree.has_class(id, "ql-code-block-container") {
            // A line each.
            for line in tree.children(id) {
                if tree.has_class(line, "ql-code-block") {
                    language = language.or_else(|| {
                        tree.attr(line, "data-language")
                            .filter(|language| *language != "plain")
                            .map(str::to_owned)
                    });
                    text.push_str(tree.all_text(line).trim_end_matches('\n'));
                    text.push('\n');
                }
            }
        } else {
            text = tree.all_text(id);
            if language.is_none() {
                language = tree
                    .children(id)
                    .find(|child| tree.name(*child) == "code")
                    .and_then(|code| language_of(tree, code));
            }
        }
        if text.ends_with('\n') {
            text.pop();
        }
        flow.push(Block::Code(CodeBlock { language, text }));
    }

    /// `<dt>`: a bold line.
    fn term(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let mut outer = (**context).clone();
        outer.text.bold = Some(true);
        outer.block.keep_next = Some(true);
        flow.flush(context);
        self.block(id, &Rc::new(outer), flow, None);
    }

    /// `<dd>`: an indented block.
    fn definition(&mut self, id: Id, context: &Rc<Context>, flow: &mut Flow) {
        let mut outer = (**context).clone();
        let indent = outer.block.indent.unwrap_or(0);
        flow.flush(context);
        outer.block.indent = Some(indent.saturating_add(1).min(8));
        self.block(id, &Rc::new(outer), flow, None);
    }
}

/// The language that `class="language-…"` and its likes tell.
fn language_of(tree: &Tree, id: Id) -> Option<String> {
    let language = tree
        .class_after(id, "language-")
        .or_else(|| tree.class_after(id, "lang-"))
        .or_else(|| tree.class_after(id, "highlight-source-"))
        .or_else(|| {
            // Pandoc writes the language as a class of its own.
            tree.has_class(id, "sourceCode")
                .then(|| tree.classes(id).find(|class| *class != "sourceCode"))
                .flatten()
        })
        .or_else(|| tree.attr(id, "data-language"))?;
    Some(language.to_owned()).filter(|language| !language.is_empty())
}

fn set(field: &mut Option<String>, value: Option<&str>) {
    if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty())
        && field.is_none()
    {
        *field = Some(value.to_owned());
    }
}
