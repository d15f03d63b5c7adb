//! The file as a whole: its parts, in the order in which they explain each other.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Document, PageSetup, Style};

use super::changes::Changes;
use super::lines::Flow;
use super::list::{ListNumbers, OpenList};
use super::names;
use super::page::Master;
use super::paragraph_style::{ParagraphStyle, SpanStyle, text_style_id};
use super::style::{Family, Part, Styles};
use super::table::weight;
use super::xml::{Node, Xml};
use super::{changes, meta};
use crate::archive::Archive;

/// What all kinds of text documents of ODF have as the start of their media type.
const TEXT_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// Bytes that repeated spaces, cells and rows may take in all.
const MOST_COPIED: usize = 32 << 20;

/// One reading.
pub(super) struct Reading<'r, 'j> {
    pub job: &'r mut Job<'j>,
    /// None for a flat file.
    pub archive: Option<Archive<'r>>,
    pub styles: Styles,
    /// Where the content stands that is read now.
    pub part: Part,
    pub document: Document,
    pub masters: Vec<Master>,
    /// Whether the first page is known.
    pub started: bool,
    /// How many items, cells, notes and boxes the content stands in; 0 in the body itself.
    pub nesting: usize,
    pub lists: Vec<OpenList>,
    pub numbers: ListNumbers,
    pub changes: Changes,
    /// Indexes of pictures in the package that were read, by their path.
    pub media: HashMap<String, Option<usize>>,
    pub formulas: HashMap<String, Option<String>>,
    blocks: usize,
    cells: usize,
    copied: usize,
    paragraph_styles: HashMap<(Part, String), Rc<ParagraphStyle>>,
    span_styles: HashMap<(Part, String), Rc<SpanStyle>>,
}

/// Reads a package or a flat file.
pub(super) fn read(bytes: &[u8], job: &mut Job<'_>) -> Result<Document, ConvertError> {
    if bytes.starts_with(b"PK") {
        let archive = Archive::open(bytes, &job.limits)?;
        Reading::new(job, Some(archive)).package()
    } else {
        let text = flat_text(bytes)?;
        Reading::new(job, None).flat(&text)
    }
}

/// A flat file as text, where it is one.
fn flat_text(bytes: &[u8]) -> Result<String, ConvertError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let start = text.trim_start();
    if start.starts_with('<') {
        Ok(text.into_owned())
    } else {
        Err(ConvertError::damaged(
            "it is neither an OpenDocument package nor a flat OpenDocument file",
        ))
    }
}

impl<'r, 'j> Reading<'r, 'j> {
    fn new(job: &'r mut Job<'j>, archive: Option<Archive<'r>>) -> Self {
        Self {
            job,
            archive,
            styles: Styles::default(),
            part: Part::Content,
            document: Document::default(),
            masters: Vec::new(),
            started: false,
            nesting: 0,
            lists: Vec::new(),
            numbers: ListNumbers::default(),
            changes: Changes::default(),
            media: HashMap::new(),
            formulas: HashMap::new(),
            blocks: 0,
            cells: 0,
            copied: 0,
            paragraph_styles: HashMap::new(),
            span_styles: HashMap::new(),
        }
    }

    fn package(mut self) -> Result<Document, ConvertError> {
        let manifest = self.entry("META-INF/manifest.xml")?;
        if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
            return Err(ConvertError::password(
                "it is encrypted; encrypted OpenDocument files are not read here, save it without a password",
            ));
        }
        if let Some(kind) = self.entry("mimetype")? {
            check_type(kind.trim())?;
        }
        let depth = self.job.limits.depth;
        if let Some(text) = self.entry("meta.xml")? {
            // What a document says about itself is not worth refusing it for.
            if let Err(error) = self.part(&mut Xml::new(&text, depth)) {
                let message = format!("its metadata cannot be read: {error}");
                self.job.warn("metadata-damaged", message);
            }
        }
        if let Some(text) = self.entry("styles.xml")? {
            self.part = Part::Styles;
            self.part(&mut Xml::new(&text, depth))
                .map_err(|error| in_part(error, "styles.xml"))?;
        }
        (self.job.progress)(0.2);
        self.part = Part::Content;
        let Some(text) = self.entry("content.xml")? else {
            return Err(ConvertError::damaged("it has no content.xml"));
        };
        self.body_part(&text)
            .map_err(|error| in_part(error, "content.xml"))?;
        self.finish()
    }

    fn flat(mut self, text: &str) -> Result<Document, ConvertError> {
        self.body_part(text)?;
        self.finish()
    }

    fn body_part(&mut self, text: &str) -> Result<(), ConvertError> {
        let depth = self.job.limits.depth;
        self.changes.ranged = changes::ended(text, depth)?;
        self.part(&mut Xml::new(text, depth))
    }

    fn entry(&mut self, name: &str) -> Result<Option<String>, ConvertError> {
        match &mut self.archive {
            Some(archive) => archive.read_text(name),
            None => Ok(None),
        }
    }

    /// One part, or the whole of a flat file.
    fn part(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name().starts_with("office:document") => {
                    if let Some(kind) = tag.get("office:mimetype") {
                        check_type(&kind)?;
                    }
                    return xml.children(|xml, tag| match tag.name() {
                        "office:meta" => meta::read(xml, &mut self.document.metadata),
                        "office:font-face-decls" => self.styles.read_fonts(xml),
                        "office:styles" => self.styles.read(xml, None),
                        "office:automatic-styles" => self.styles.read(xml, Some(self.part)),
                        "office:master-styles" => self.masters(xml),
                        "office:body" => self.body(xml),
                        _ => xml.skip(),
                    });
                }
                Node::Open(_) => {
                    return Err(ConvertError::damaged("it is no OpenDocument file"));
                }
                Node::Text(_) => {}
                Node::Close => return Err(ConvertError::damaged("it is empty")),
            }
        }
    }

    fn body(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        let mut found = false;
        xml.children(|xml, tag| {
            if tag.name() != "office:text" {
                return xml.skip();
            }
            found = true;
            let mut flow = Flow::default();
            self.blocks(xml, &mut flow)?;
            self.document.blocks = flow.finish();
            Ok(())
        })?;
        if found {
            Ok(())
        } else {
            Err(ConvertError::unsupported(
                "it is an OpenDocument file, but no text document",
            ))
        }
    }

    fn finish(mut self) -> Result<Document, ConvertError> {
        if !self.started {
            self.document.page = self.first_page();
        }
        let names: Vec<(Family, Arc<str>)> = self
            .styles
            .names()
            .map(|(family, name)| (family, Arc::clone(name)))
            .collect();
        for (family, name) in names {
            let style = self.styles.resolve(family, &name);
            if family == Family::Paragraph {
                self.document.styles.insert(name, style);
            } else {
                let id = text_style_id(&self.styles, &name);
                self.document.styles.insert(id, style);
            }
        }
        self.document.defaults = std::mem::take(&mut self.styles.defaults);
        let metadata = &mut self.document.metadata;
        if metadata.language.is_none() {
            let language = &self.document.defaults.text.language;
            metadata.language = language.as_deref().map(str::to_owned);
        }
        keep_used(&mut self.document);
        (self.job.progress)(1.0);
        Ok(self.document)
    }

    fn first_page(&self) -> PageSetup {
        let standard = self
            .masters
            .iter()
            .find(|master| master.name == names::STANDARD);
        match standard.or(self.masters.first()) {
            Some(master) => self.page_of(&master.name),
            None => PageSetup::default(),
        }
    }

    /// Begins the pages of a master page, or the first pages where none is said; answers whether a page begins.
    pub fn begin_pages(
        &mut self,
        master: Option<&str>,
        number: Option<u32>,
        flow: &mut Flow,
    ) -> Result<bool, ConvertError> {
        if self.nesting > 0 || (self.started && master.is_none()) {
            return Ok(false);
        }
        let mut page = match master {
            Some(name) => self.page_of(name),
            None => self.first_page(),
        };
        page.first_number = number.or(page.first_number);
        // The same headers stand in every section that has them.
        let parts = [&page.header, &page.footer].into_iter();
        let copied = parts.map(|part| weight(&part.default)).sum();
        self.count_copied(copied)?;
        if self.started {
            flow.push(spindle_model::document::Block::Section(Box::new(page)));
        } else {
            self.started = true;
            self.document.page = page;
        }
        Ok(true)
    }

    /// What the style of a paragraph says.
    pub fn paragraph_style(&mut self, name: &str) -> Rc<ParagraphStyle> {
        let (part, styles) = (self.part, &self.styles);
        let known = self.paragraph_styles.entry((part, name.to_owned()));
        Rc::clone(known.or_insert_with(|| Rc::new(ParagraphStyle::find(styles, part, name))))
    }

    /// What the style of a piece of text says.
    pub fn span_style(&mut self, name: &str) -> Rc<SpanStyle> {
        let (part, styles) = (self.part, &self.styles);
        let known = self.span_styles.entry((part, name.to_owned()));
        Rc::clone(known.or_insert_with(|| Rc::new(SpanStyle::find(styles, part, name))))
    }

    /// Reads what stands in a cell, a note, a box: it has lists of its own.
    pub fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ConvertError>,
    ) -> Result<T, ConvertError> {
        let lists = std::mem::take(&mut self.lists);
        self.nesting = self.nesting.saturating_add(1);
        let result = read(self);
        self.nesting = self.nesting.saturating_sub(1);
        self.lists = lists;
        result
    }

    /// Counts a block.
    pub fn count_block(&mut self) -> Result<(), ConvertError> {
        self.blocks = self.blocks.saturating_add(1);
        let most = self.job.limits.blocks;
        if self.blocks > most {
            return Err(ConvertError::limit(format!(
                "it has more than the {most} paragraphs and tables allowed"
            )));
        }
        Ok(())
    }

    /// Counts cells of tables.
    pub fn count_cells(&mut self, count: usize) -> Result<(), ConvertError> {
        self.cells = self.cells.saturating_add(count);
        let most = self.job.limits.cells;
        if self.cells > most {
            return Err(ConvertError::limit(format!(
                "its tables have more than the {most} cells allowed"
            )));
        }
        Ok(())
    }

    /// Counts bytes that the file has once and the document more often.
    pub fn count_copied(&mut self, bytes: usize) -> Result<(), ConvertError> {
        self.copied = self.copied.saturating_add(bytes);
        if self.copied > MOST_COPIED {
            return Err(ConvertError::limit(
                "it says by repetition more than a document can hold",
            ));
        }
        Ok(())
    }
}

/// Files of the office suite bring a hundred styles, of which a text uses some.
fn keep_used(document: &mut Document) {
    let mut used: HashSet<Arc<str>> = HashSet::new();
    let mut note = |paragraph: &mut spindle_model::document::Paragraph| {
        used.extend(paragraph.format.style.clone());
        for inline in &paragraph.inlines {
            used.extend(inline.format.style.clone());
        }
    };
    document.for_each_paragraph_mut(&mut note);
    let comments = document.comments.iter_mut().map(|c| &mut c.blocks);
    let page = &mut document.page;
    let mut rest: Vec<&mut Vec<spindle_model::document::Block>> = comments.collect();
    for part in [&mut page.header, &mut page.footer] {
        rest.push(&mut part.default);
        rest.extend(part.first.as_mut());
        rest.extend(part.even.as_mut());
    }
    let mut scratch = Document::default();
    for blocks in rest {
        std::mem::swap(&mut scratch.blocks, blocks);
        scratch.for_each_paragraph_mut(&mut note);
        std::mem::swap(&mut scratch.blocks, blocks);
    }
    let headings = |style: &Style| style.name.starts_with("Heading ");
    document
        .styles
        .retain(|id, style| used.contains(id) || headings(style));
}

fn in_part(error: ConvertError, part: &str) -> ConvertError {
    ConvertError::new(error.kind, format!("{part}: {}", error.message))
}

fn check_type(kind: &str) -> Result<(), ConvertError> {
    if kind.starts_with(TEXT_TYPE) || kind.is_empty() {
        return Ok(());
    }
    let what = kind
        .rsplit_once("opendocument.")
        .map_or(kind, |(_, what)| what);
    Err(ConvertError::unsupported(format!(
        "it is an OpenDocument file of the kind “{}”, no text document",
        what.chars().take(60).collect::<String>()
    )))
}
