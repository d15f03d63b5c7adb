//! From a document to a package.

mod blocks;
mod comments;
mod drawing;
mod inlines;
mod links;
mod lists;
mod notes;
mod package;
mod paragraph;
mod properties;
mod run;
mod sections;
mod set;
mod table;

use std::collections::HashMap;

use spindle_model::convert::{ConvertError, Job, Warnings};
use spindle_model::document::{Align, Document, PageSetup};
use spindle_ooxml::{Package, PackageKind};

use super::carry::Carrier;
use super::flat::flatten;
use super::styles::StyleKey;
use crate::package::explain;
use comments::CommentWriter;
use lists::Nums;
use set::StyleSet;

pub(super) use paragraph::Before;
pub(super) use set::StyleSet as StyleNames;

/// Namespaces of every part with text.
pub(super) const NAMESPACES: &str = concat!(
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"",
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"",
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"",
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"",
    " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"",
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"",
    " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\"",
);

/// Writes a file.
pub(super) fn write(document: &Document, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
    let mut writing = Writing::fresh(document, &mut job.warnings);
    let mut next_list = 0;
    let flats = flatten(&document.blocks, &document.styles, false, &mut next_list);
    writing.next_list = next_list;
    let mut body = String::new();
    writing.flats(&mut body, &flats);
    (job.progress)(0.6);
    writing.finish_body(body);
    let bytes = writing.package.save().map_err(explain)?;
    if bytes.len() > job.limits.output_bytes {
        return Err(ConvertError::limit(format!(
            "the file is larger than the {} bytes allowed",
            job.limits.output_bytes
        )));
    }
    (job.progress)(1.0);
    Ok(bytes)
}

/// A package that is being written.
pub(super) struct Writing<'d> {
    /// What is written.
    pub document: &'d Document,
    /// Where to.
    pub package: Package,
    /// The part that is written, for its relationships.
    pub part: String,
    /// The styles that are used.
    pub styles: StyleSet,
    /// The numberings that are used.
    pub nums: Nums,
    /// What the format has no place for.
    pub carrier: Carrier,
    /// Comments and how far they are.
    pub comments: CommentWriter,
    /// Part names of pictures by index.
    media: HashMap<usize, String>,
    /// Notes whose marks were written: index and id.
    pub notes: Vec<(usize, i64)>,
    /// The last id of footnotes and endnotes.
    pub last_note: [i64; 2],
    /// The last id of bookmarks, drawings and changes.
    pub last_id: u32,
    /// The last key of lists.
    pub next_list: u64,
    /// Whether texts of a file that is patched may be changed where they stand.
    pub in_place: bool,
    /// Whether one was.
    pub edited_in_place: bool,
    /// The setup of the section that is written.
    page: PageSetup,
    /// The setup of the one before, whose headers go on.
    page_before: Option<PageSetup>,
    /// The style of paragraphs that have none.
    pub usual: Option<StyleKey>,
    /// Where it is: in the body, or in what is in it.
    pub inner: usize,
    /// The content is that of a quotation that its style does not say.
    pub in_quote: bool,
    /// The mark of a note that its next paragraph begins with.
    pub note_mark: Option<&'static str>,
    /// Headers of pages of even numbers are there.
    even: bool,
    /// Notes that are not in the package yet.
    pub new_notes: Vec<(usize, i64)>,
    /// What is written stands where notes cannot be.
    pub note_part: bool,
    /// The last paragraph says that its section ends.
    section_said: bool,
    /// The alignment of the column that is written.
    column_align: Option<Align>,
    warnings: &'d mut Warnings,
}

impl<'d> Writing<'d> {
    /// A new package.
    fn fresh(document: &'d Document, warnings: &'d mut Warnings) -> Self {
        let styles = StyleSet::of_document(document);
        let package = Package::new(PackageKind::Word);
        let mut writing = Self::new(document, package, styles, warnings);
        for key in StyleKey::usual() {
            writing.styles.id(&key);
        }
        writing.comments = CommentWriter::fresh(document);
        writing
    }

    /// Goes on with a package; what it has already is said by the caller.
    pub fn new(
        document: &'d Document,
        package: Package,
        styles: StyleSet,
        warnings: &'d mut Warnings,
    ) -> Self {
        Self {
            document,
            part: package.main_part().to_owned(),
            package,
            styles,
            nums: Nums::default(),
            carrier: Carrier::default(),
            comments: CommentWriter::default(),
            media: HashMap::new(),
            notes: Vec::new(),
            last_note: [0, 0],
            last_id: 0,
            next_list: 0,
            in_place: false,
            edited_in_place: false,
            page: document.page.clone(),
            page_before: None,
            usual: None,
            inner: 0,
            in_quote: false,
            note_mark: None,
            even: false,
            new_notes: Vec::new(),
            note_part: false,
            section_said: false,
            column_align: None,
            warnings,
        }
    }

    /// The next id.
    pub fn id(&mut self) -> u32 {
        self.last_id = self.last_id.saturating_add(1);
        self.last_id
    }

    /// A picture is in the package already.
    pub fn know_media(&mut self, index: usize, part: &str) {
        self.media.insert(index, part.to_owned());
    }

    /// Notes what was not kept.
    pub fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        self.warnings.add(code, message);
    }
}
