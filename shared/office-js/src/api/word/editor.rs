//! The editor: the open text document and its classes.

use std::collections::HashMap;

use spindle_ooxml::word::TextDocument;
use spindle_ooxml::word::{block, drawing, inline, props, table};
use spindle_ooxml::{Dom, NodeId, OoxmlError, Package};

use super::WordRef;
use crate::api::drawing::Classes;
use crate::api::package::{PackageClasses, PackageHost, PackageRef};
use crate::class::{ApiError, Class};
use crate::editor::{Editor, PackageEditor, SaveOptions};

/// An open text document.
pub struct WordEditor {
    /// The document.
    pub text: TextDocument,
    /// What text added to a paragraph without runs looks like: paragraph and a detached run, made when a member formats
    /// the text of an empty paragraph.
    seeds: HashMap<NodeId, NodeId>,
    /// The number of the last drawing that was made.
    drawings: u32,
    /// The drawings that scripts selected.
    pub(super) selected_drawings: Vec<NodeId>,
    /// The content control that was selected last.
    pub current_control: Option<NodeId>,
    /// The control that was added at the cursor last, and where the cursor stood then.
    pub cursor_control: Option<(NodeId, spindle_ooxml::word::caret::Caret)>,
    /// Where the cursor of a script stands, and what is selected.
    pub selection: super::selection::Selection,
    /// What was searched for when text was replaced last, and whether by its case; nothing once another search was made.
    pub replaced: Option<(String, bool)>,
    /// What scripts may ask about comments and files cannot say.
    pub comments: super::comment::Comments,
    /// Ranges whose ends a script has moved: as they were made, and as they are now. A range that is made again with
    /// the same ends is the same one here.
    pub moved_ranges: HashMap<super::range::Bounds, super::range::Bounds>,
    /// Whether a member has asked for pages: fields show numbers of pages only then, as in the original.
    pub laid_out: bool,
    /// Whether the document is one that was created, not opened.
    pub is_new: bool,
    /// The data of a mail merge.
    pub mail_merge: super::mail_merge::MailMerge,
    /// Behind the reference that was put into a paragraph last.
    pub last_reference: Option<spindle_ooxml::word::caret::Caret>,
    /// The paragraphs that were made to end the field of a table of contents or figures.
    pub table_ends: std::collections::HashSet<NodeId>,
    /// Who tracks changes.
    pub review: super::review::Tracking,
}

impl WordEditor {
    fn new(text: TextDocument) -> Self {
        let selection = super::selection::Selection::at_start(&text);
        Self {
            text,
            seeds: HashMap::new(),
            drawings: 0,
            selected_drawings: Vec::new(),
            current_control: None,
            cursor_control: None,
            selection,
            replaced: None,
            comments: super::comment::Comments::default(),
            moved_ranges: HashMap::new(),
            laid_out: false,
            is_new: false,
            mail_merge: super::mail_merge::MailMerge::default(),
            last_reference: None,
            table_ends: std::collections::HashSet::new(),
            review: super::review::Tracking::default(),
        }
    }

    /// The arena.
    pub fn dom(&self) -> &Dom {
        self.text.dom()
    }

    /// The arena, to change.
    pub fn dom_mut(&mut self) -> &mut Dom {
        self.text.dom_mut()
    }

    /// The run that holds the look of text to come in an empty paragraph.
    pub fn seed(&mut self, paragraph: NodeId) -> NodeId {
        if let Some(seed) = self.seeds.get(&paragraph) {
            return *seed;
        }
        let seed = self.dom_mut().element("w:r");
        self.seeds.insert(paragraph, seed);
        seed
    }

    /// The run that new text in a paragraph looks like: the last one, or what the empty paragraph was formatted with.
    pub fn model_run(&self, paragraph: NodeId) -> Option<NodeId> {
        let runs = inline::runs(self.dom(), paragraph);
        // The empty run behind a link says nothing about looks.
        let telling = runs
            .iter()
            .rfind(|run| self.dom().children(**run).next().is_some());
        telling
            .or(runs.last())
            .copied()
            .or_else(|| self.seeds.get(&paragraph).copied())
    }

    /// A new run at the end of a paragraph that goes on in its look, with this text.
    pub fn add_run(&mut self, paragraph: NodeId, text: &str) -> NodeId {
        let model = self.model_run(paragraph);
        let dom = self.dom_mut();
        let run = inline::run_like(dom, model);
        inline::append_text(dom, run, text);
        dom.append(paragraph, run);
        self.note_inline(run);
        run
    }

    /// A number for a new drawing that no other one has.
    pub fn next_drawing(&mut self) -> u32 {
        if self.drawings == 0 {
            let root = self.dom().root_of(self.text.body());
            self.drawings = spindle_ooxml::word::drawing::free_id(self.dom(), root);
        } else {
            self.drawings = self.drawings.saturating_add(1);
        }
        self.drawings
    }

    /// The handle of an element of a body, header, footer or cell.
    pub fn block(&self, node: NodeId) -> WordRef {
        match self.dom().name_of(node) {
            Some("w:p") => WordRef::Paragraph(node),
            Some("w:tbl") => WordRef::Table(node),
            Some("w:sdt") => super::sdt::handle(self, node),
            _ => WordRef::Unsupported(node),
        }
    }

    /// The handle of an element of a paragraph or hyperlink.
    pub fn inline(&self, node: NodeId) -> WordRef {
        match self.dom().name_of(node) {
            Some("w:r") => WordRef::Run(node),
            Some("w:hyperlink") => WordRef::Hyperlink(node),
            Some("w:sdt") => super::sdt::handle(self, node),
            // A page number is a run for scripts.
            Some("w:fldSimple") => match self.dom().child(node, "w:r") {
                Some(run) if inline::page_field(self.dom(), node).is_some() => WordRef::Run(run),
                _ => WordRef::Unsupported(node),
            },
            _ => WordRef::Unsupported(node),
        }
    }

    /// The elements of the container behind a document or content handle.
    pub fn container(&self, handle: WordRef) -> NodeId {
        match handle {
            WordRef::Content(node) | WordRef::Cell(node) => node,
            _ => self.text.body(),
        }
    }

    /// Takes a detached element out of where it was, so that it can be put into `place`. `false` when it is in the
    /// document already, or `place` is in it.
    ///
    /// # Errors
    /// [`ApiError::Range`] when tables or text boxes would be nested deeper than readers take them.
    pub fn claim(&mut self, node: NodeId, place: NodeId) -> Result<bool, ApiError> {
        let dom = self.dom();
        if props::attached(dom, node) || node == place || dom.ancestors(place).any(|up| up == node)
        {
            return Ok(false);
        }
        super::sdt::check_nesting(self, node, place)?;
        let around = dom
            .ancestors(place)
            .filter(|up| dom.is(*up, "w:tbl"))
            .count();
        if around + table::nesting(dom, node) > table::MAX_NESTING {
            return Err(ApiError::Range(format!(
                "tables can be nested {} deep",
                table::MAX_NESTING
            )));
        }
        let boxes = dom
            .ancestors(place)
            .filter(|up| dom.is(*up, "w:txbxContent"))
            .count();
        if boxes > 0 && boxes + props::nesting(dom, node, "w:txbxContent") > drawing::MAX_BOXES {
            return Err(ApiError::Range(format!(
                "shapes with text can stand {} deep in the text of each other",
                drawing::MAX_BOXES
            )));
        }
        let parent = dom.parent(node);
        self.dom_mut().detach(node);
        if let Some(parent) = parent.filter(|parent| self.dom().is(*parent, "w:tc")) {
            block::close_if_empty(self.dom_mut(), parent);
        }
        if block::is_element(self.dom(), node) {
            self.note_block(node, place);
        }
        Ok(true)
    }
}

/// A fault of a package in the words of a script error.
pub fn fault(error: OoxmlError) -> ApiError {
    ApiError::State(error.to_string())
}

impl PackageHost for WordEditor {
    fn package(&self) -> &Package {
        &self.text.package
    }

    fn package_mut(&mut self) -> &mut Package {
        &mut self.text.package
    }

    fn wrap(handle: PackageRef) -> WordRef {
        WordRef::Package(handle)
    }

    fn unwrap(handle: &WordRef) -> Option<PackageRef> {
        match handle {
            WordRef::Package(handle) => Some(*handle),
            _ => None,
        }
    }
}

impl Editor for WordEditor {
    type Ref = WordRef;

    const NAME: &'static str = "word";
    const NATIVE: &'static str = "docx";

    fn classes() -> &'static [&'static Class<Self>] {
        type Drawing = Classes<WordEditor>;
        static CLASSES: &[&Class<WordEditor>] = &[
            &super::api::CLASS,
            &super::document::CLASS,
            &super::content::CLASS,
            &super::paragraph::CLASS,
            &super::para_pr::CLASS,
            &super::run::CLASS,
            &super::text_pr::CLASS,
            &super::hyperlink::CLASS,
            &super::style::CLASS,
            &super::table::CLASS,
            &super::table_pr::CLASS,
            &super::table_row::CLASS,
            &super::table_row_pr::CLASS,
            &super::table_cell::CLASS,
            &super::table_cell_pr::CLASS,
            &super::table_style_pr::CLASS,
            &super::section::CLASS,
            &super::numbering::CLASS,
            &super::numbering_level::CLASS,
            &super::drawing::CLASS,
            &super::drawing::SHAPE,
            &super::drawing::IMAGE,
            &super::watermark::CLASS,
            &super::color::CLASS,
            &super::shading::CLASS,
            &super::range::CLASS,
            &super::bookmark::CLASS,
            &super::unsupported::CLASS,
            &super::text_pr::RANGE_CLASS,
            &super::contents::CONTENTS_CLASS,
            &super::contents::FIGURES_CLASS,
            &super::visitor::CLASS,
            &super::sdt::common::CLASS,
            &super::sdt::inline::CLASS,
            &super::sdt::block::CLASS,
            &super::sdt::list::CLASS,
            &super::sdt::entry::CLASS,
            &super::form::base::CLASS,
            &super::form::text::CLASS,
            &super::form::check::CLASS,
            &super::form::combo::CLASS,
            &super::form::date::CLASS,
            &super::form::picture::CLASS,
            &super::form::picture::SIGNATURE,
            &super::form::complex::CLASS,
            &super::form::roles::CLASS,
            PackageClasses::<WordEditor>::CORE,
            PackageClasses::<WordEditor>::CUSTOM_PROPERTIES,
            PackageClasses::<WordEditor>::XML_PARTS,
            PackageClasses::<WordEditor>::XML_PART,
            PackageClasses::<WordEditor>::XML_NODE,
            Drawing::API,
            Drawing::API_OF_DRAWINGS,
            Drawing::DRAWING,
            Drawing::SHAPE,
            Drawing::IMAGE,
            Drawing::GROUP,
            Drawing::OLE_OBJECT,
            Drawing::SMART_ART,
            &super::chart::CLASS,
            Drawing::CHART_DATA,
            Drawing::CHART_DESIGN,
            Drawing::CHART_SERIES,
            Drawing::GEOMETRY,
            Drawing::PATH,
            Drawing::PATH_COMMAND,
            Drawing::FILL,
            Drawing::STROKE,
            Drawing::GRADIENT_STOP,
            Drawing::UNI_COLOR,
            Drawing::RGB_COLOR,
            Drawing::SCHEME_COLOR,
            Drawing::PRESET_COLOR,
            &super::comment::COMMON_CLASS,
            &super::comment::CLASS,
            &super::comment::REPLY_CLASS,
        ];
        CLASSES
    }

    fn class_of(handle: &WordRef) -> &'static str {
        handle.class()
    }

    fn api() -> WordRef {
        WordRef::Api
    }

    fn save(&mut self) -> Result<Vec<u8>, ApiError> {
        self.text.save().map_err(fault)
    }

    fn save_as(&mut self, format: &str, _options: &SaveOptions) -> Option<Vec<u8>> {
        match format {
            "txt" => Some(self.text.plain_text()),
            // Templates of forms are text documents under another name.
            "docxf" | "oform" => self.text.save().ok(),
            _ => None,
        }
    }

    fn weight(&self) -> usize {
        self.text.weight()
    }
}

impl PackageEditor for WordEditor {
    fn create() -> Result<Self, ApiError> {
        let mut document = TextDocument::create().map(Self::new).map_err(fault)?;
        document.is_new = true;
        Ok(document)
    }

    fn open(package: Package) -> Result<Self, ApiError> {
        TextDocument::from_package(package)
            .map(Self::new)
            .map_err(fault)
    }
}
