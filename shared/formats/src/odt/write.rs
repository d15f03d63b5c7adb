//! The package: content first, as it decides which styles, pages, pictures and fonts there are.

mod blocks;
mod builtin;
mod escape;
mod inlines;
mod pages;
mod properties;
mod styles;
mod table;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Block, Document, Inline, PageSetup};

use self::blocks::{OpenList, Place};
use self::escape::escape;
use self::styles::{Automatic, StyleNames};
use crate::archive::ArchiveWriter;
use crate::picture;

const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Namespaces that every part declares.
const NAMESPACES: &str = concat!(
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"",
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"",
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"",
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"",
    " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"",
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"",
    " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\"",
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\"",
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
    " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\"",
    " office:version=\"1.3\"",
);

/// One writing.
struct Writing<'d, 'r, 'j> {
    document: &'d Document,
    job: &'r mut Job<'j>,
    names: StyleNames,
    /// Automatic styles of `content.xml`.
    content: Automatic,
    /// Automatic styles of `styles.xml`.
    headers: Automatic,
    /// Whether a header or footer is being written.
    in_header: bool,
    /// Whether a comment is being written.
    in_comment: bool,
    fonts: BTreeSet<Arc<str>>,
    /// Page setups, each a master page.
    pages: Vec<&'d PageSetup>,
    /// Columns of the section of text that is open.
    columns: Option<u8>,
    /// Regions of tracked changes.
    regions: String,
    region_count: usize,
    /// How many pieces of text each comment still is about.
    comments: HashMap<usize, usize>,
    begun: HashSet<usize>,
    footnotes: usize,
    endnotes: usize,
    /// Notes that are being written, which may not hold themselves.
    open_notes: Vec<usize>,
    counter: usize,
    /// The next paragraph or table begins a page.
    page_break: bool,
    /// The next paragraph or table begins pages of this setup.
    next_page: Option<usize>,
    /// Styles of the lists that are open, from the outside in.
    lists: Vec<OpenList>,
    /// Styles that pieces of text have.
    text_styles: HashSet<Arc<str>>,
    languages: BTreeSet<String>,
    media: BTreeSet<usize>,
}

/// Writes a document as a package.
pub(super) fn write(document: &Document, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
    let mut writing = Writing {
        document,
        names: StyleNames::new(document),
        content: Automatic::new(""),
        headers: Automatic::new("M"),
        in_header: false,
        in_comment: false,
        fonts: BTreeSet::new(),
        pages: vec![&document.page],
        columns: None,
        regions: String::new(),
        region_count: 0,
        comments: HashMap::new(),
        begun: HashSet::new(),
        footnotes: 0,
        endnotes: 0,
        open_notes: Vec::new(),
        counter: 0,
        page_break: false,
        next_page: None,
        lists: Vec::new(),
        text_styles: HashSet::new(),
        languages: BTreeSet::new(),
        media: BTreeSet::new(),
        job,
    };
    writing.package()
}

impl Writing<'_, '_, '_> {
    fn package(&mut self) -> Result<Vec<u8>, ConvertError> {
        if self.job.options.comments {
            self.count_comments(&self.document.blocks, 0);
            for note in &self.document.notes {
                self.count_comments(&note.blocks, 0);
            }
        }
        let mut body = String::new();
        self.body(&mut body)?;
        (self.job.progress)(0.5);
        // Headers are written before the styles, whose fonts and automatic styles they may add to.
        let masters = self.master_pages()?;
        let named = self.named_styles();
        let styles = self.styles_part(&named, &masters);
        let content = self.content_part(&body);
        self.check_size(content.len().saturating_add(styles.len()))?;

        let mut archive = ArchiveWriter::default();
        archive.add_stored("mimetype", MEDIA_TYPE.as_bytes())?;
        let mut manifest = String::from(DECLARATION);
        manifest.push_str(
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
             manifest:version=\"1.3\">",
        );
        manifest.push_str(&format!(
            "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" \
             manifest:media-type=\"{MEDIA_TYPE}\"/>"
        ));
        let mut entry = |path: &str, kind: &str| {
            manifest.push_str(&format!(
                "<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>"
            ));
        };
        let parts = [
            ("content.xml", content),
            ("styles.xml", styles),
            ("meta.xml", self.meta_part()),
            ("settings.xml", settings_part()),
        ];
        let mut total = 0usize;
        for (name, text) in &parts {
            entry(name, "text/xml");
            archive.add(name, text.as_bytes())?;
        }
        for index in &self.media {
            if let Some(media) = self.document.media.get(*index) {
                let name = picture_name(*index, &media.media_type);
                total = total.saturating_add(media.bytes.len());
                self.check_size(total)?;
                entry(&name, &escape(&media.media_type));
                archive.add_stored(&name, &media.bytes)?;
            }
        }
        manifest.push_str("</manifest:manifest>");
        archive.add("META-INF/manifest.xml", manifest.as_bytes())?;
        let bytes = archive.finish()?;
        self.check_size(bytes.len())?;
        (self.job.progress)(1.0);
        Ok(bytes)
    }

    fn check_size(&self, bytes: usize) -> Result<(), ConvertError> {
        let most = self.job.limits.output_bytes;
        if bytes > most {
            return Err(ConvertError::limit(format!(
                "the written file is larger than the {most} bytes allowed"
            )));
        }
        Ok(())
    }

    fn body(&mut self, body: &mut String) -> Result<(), ConvertError> {
        let place = Place::default();
        let document = self.document;
        self.blocks(&document.blocks, place, body)?;
        if self.page_break || self.next_page.is_some() || body.is_empty() {
            self.plain_paragraph("Standard", "", body);
        }
        if self.columns.take().is_some() {
            body.push_str("</text:section>");
        }
        Ok(())
    }

    fn content_part(&self, body: &str) -> String {
        let mut part = String::from(DECLARATION);
        part.push_str(&format!("<office:document-content{NAMESPACES}>"));
        self.font_faces(&mut part);
        part.push_str("<office:automatic-styles>");
        part.push_str(&self.content.xml);
        part.push_str("</office:automatic-styles><office:body><office:text>");
        if !self.regions.is_empty() {
            part.push_str("<text:tracked-changes text:track-changes=\"false\">");
            part.push_str(&self.regions);
            part.push_str("</text:tracked-changes>");
        }
        part.push_str(body);
        part.push_str("</office:text></office:body></office:document-content>");
        part
    }

    fn styles_part(&self, named: &str, masters: &str) -> String {
        let mut part = String::from(DECLARATION);
        part.push_str(&format!("<office:document-styles{NAMESPACES}>"));
        self.font_faces(&mut part);
        part.push_str("<office:styles>");
        part.push_str(named);
        part.push_str("</office:styles><office:automatic-styles>");
        part.push_str(&self.headers.xml);
        part.push_str("</office:automatic-styles><office:master-styles>");
        part.push_str(masters);
        part.push_str("</office:master-styles></office:document-styles>");
        part
    }

    fn font_faces(&self, part: &mut String) {
        part.push_str("<office:font-face-decls>");
        for font in &self.fonts {
            let name = escape(font);
            // The family is a list as in CSS: a name of more than one word goes between quotation marks.
            let family = escape(&font.replace('\'', ""));
            part.push_str(&format!(
                "<style:font-face style:name=\"{name}\" svg:font-family=\"&apos;{family}&apos;\"/>"
            ));
        }
        part.push_str("</office:font-face-decls>");
    }

    fn meta_part(&self) -> String {
        let metadata = &self.document.metadata;
        let title = metadata.title.as_ref().or(self.job.options.title.as_ref());
        let mut part = String::from(DECLARATION);
        part.push_str(&format!(
            "<office:document-meta{NAMESPACES}><office:meta><meta:generator>Spindle</meta:generator>"
        ));
        let mut element = |name: &str, text: Option<&String>| {
            if let Some(text) = text {
                part.push_str(&format!("<{name}>{}</{name}>", escape(text)));
            }
        };
        element("dc:title", title);
        element("dc:subject", metadata.subject.as_ref());
        element("meta:keyword", metadata.keywords.as_ref());
        element("meta:initial-creator", metadata.author.as_ref());
        element("dc:creator", metadata.author.as_ref());
        element("meta:creation-date", metadata.created.as_ref());
        element("dc:date", metadata.modified.as_ref());
        element("dc:language", metadata.language.as_ref());
        part.push_str("</office:meta></office:document-meta>");
        part
    }

    /// Counts the pieces of text that each comment is about.
    fn count_comments(&mut self, blocks: &[Block], depth: usize) {
        if depth > self.job.limits.depth {
            return;
        }
        let deeper = depth.saturating_add(1);
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.count_in(&paragraph.inlines),
                Block::List(list) => {
                    for item in &list.items {
                        self.count_comments(&item.blocks, deeper);
                    }
                }
                Block::Quote(blocks) => self.count_comments(blocks, deeper),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.count_comments(&cell.blocks, deeper);
                    }
                }
                Block::Code(_) | Block::Divider | Block::PageBreak | Block::Section(_) => {}
            }
        }
    }

    fn count_in(&mut self, inlines: &[Inline]) {
        for index in inlines.iter().flat_map(|inline| &inline.format.comments) {
            let count = self.comments.entry(*index).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Whether what is being written can hold neither notes nor comments nor changes.
    fn outside_text(&self) -> bool {
        self.in_header || self.in_comment
    }

    /// A number that no other name in the file has.
    fn next_number(&mut self) -> usize {
        self.counter = self.counter.saturating_add(1);
        self.counter
    }
}

fn settings_part() -> String {
    format!("{DECLARATION}<office:document-settings{NAMESPACES}/>")
}

fn picture_name(index: usize, media_type: &str) -> String {
    let number = index.saturating_add(1);
    format!("Pictures/{number}.{}", picture::extension(media_type))
}
