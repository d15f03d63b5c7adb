//! The editor: the open file and its classes.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::color as view;
use spindle_ooxml::slide::{Presentation, scheme};
use spindle_pdf_file::{Id, Object, Page, PdfError, PdfFile, PdfLimits};

use super::annot::{Annot, AnnotKind};
use super::field::Field;
use super::rich::Rich;
use super::widget::Widget;
use super::{PdfRef, annot, field, rich, widget};
use crate::api::drawing::{Classes, DrawingHost as _};
use crate::class::{ApiError, Class};
use crate::editor::Editor;

/// Red, green and blue of the theme, in the order of [`scheme::SLOTS`].
const THEME: [u32; 12] = [
    0x004f_81bd,
    0x00c0_504d,
    0x009b_bb59,
    0x0080_64a2,
    0x004b_acc6,
    0x00f7_9646,
    0x0000_0000,
    0x001f_497d,
    0x0080_0080,
    0x0000_00ff,
    0x00ff_ffff,
    0x00ee_ece1,
];

/// An open PDF file.
pub struct PdfEditor {
    /// The file.
    pub file: PdfFile,
    /// The pages in order.
    pub pages: Vec<Id>,
    /// Annotations that scripts have met: those that were deleted too, as objects hold places of the list.
    pub annots: Vec<Annot>,
    /// The annotations of the pages that were looked at.
    pub by_page: BTreeMap<Id, Vec<usize>>,
    /// Form fields, likewise.
    pub fields: Vec<Field>,
    /// What form fields are filled in at, likewise.
    pub widgets: Vec<Widget>,
    /// Nodes of the tree of fields that are no fields themselves, by full name.
    pub groups: BTreeMap<String, Id>,
    /// Where scripts keep colours, fills and texts.
    pub desk: Presentation,
    /// The number of the last drawing that was made.
    pub drawings: u32,
    /// Drawings that scripts selected.
    pub selected: Vec<NodeId>,
    /// How many objects got a name of their own.
    pub named: u32,
    /// Texts with formats.
    pub rich: Rich,
    /// What is seen of pages, which scripts do not change.
    views: RefCell<BTreeMap<Id, Page>>,
    /// Pages that are gone.
    pub gone: HashSet<Id>,
    /// What scripts selected on a page: what it says, and where it is.
    pub selection: BTreeMap<Id, (String, Vec<[f64; 8]>)>,
}

/// A fault of a file in the words of a script error.
pub fn fault(error: PdfError) -> ApiError {
    ApiError::State(error.to_string())
}

impl PdfEditor {
    /// Opens a file; `unpacked` is how many bytes its streams may have.
    ///
    /// # Errors
    /// In words: no PDF, damaged, encrypted, over a limit.
    pub fn open(bytes: &[u8], unpacked: usize) -> Result<Self, ApiError> {
        let limits = PdfLimits {
            stream_bytes: unpacked / 2,
            total_bytes: unpacked,
            ..PdfLimits::default()
        };
        let file = PdfFile::open(bytes, limits).map_err(fault)?;
        let pages = file.pages().map_err(fault)?;
        let desk = Presentation::create().map_err(|error| ApiError::State(error.to_string()))?;
        let mut editor = Self {
            file,
            pages,
            annots: Vec::new(),
            by_page: BTreeMap::new(),
            fields: Vec::new(),
            widgets: Vec::new(),
            groups: BTreeMap::new(),
            desk,
            drawings: 0,
            selected: Vec::new(),
            named: 0,
            rich: Rich::default(),
            views: RefCell::default(),
            gone: HashSet::new(),
            selection: BTreeMap::new(),
        };
        editor.set_theme();
        editor.load_fields();
        Ok(editor)
    }

    /// The colours that the theme has: a PDF file has none of its own.
    fn set_theme(&mut self) {
        let theme = self.theme();
        let dom = self.desk.dom_mut();
        let Some(colors) = theme.and_then(|theme| {
            dom.descendants(theme)
                .find(|node| dom.is(*node, "a:clrScheme"))
        }) else {
            return;
        };
        for (place, rgb) in THEME.into_iter().enumerate() {
            let color = view::rgb(dom, rgb);
            scheme::set_color(dom, colors, place, color);
        }
    }

    /// The page with this number.
    pub fn page(&self, id: Id) -> Page {
        let mut views = self.views.borrow_mut();
        *views.entry(id).or_insert_with(|| self.file.page(id))
    }

    /// The annotations of a page, read when they are first asked for.
    pub fn annots_of(&mut self, page: Id) -> Vec<usize> {
        if !self.by_page.contains_key(&page) {
            let found = self.read_annots(page);
            self.by_page.insert(page, found);
        }
        let places = self.by_page.get(&page).cloned().unwrap_or_default();
        places
            .into_iter()
            .filter(|place| self.annots.get(*place).is_some_and(|annot| !annot.gone))
            .collect()
    }

    fn read_annots(&mut self, page: Id) -> Vec<usize> {
        let dict = self.file.dict_of(page);
        let view = self.page(page);
        let mut found: Vec<usize> = Vec::new();
        for object in self.file.array(&dict, "Annots") {
            let id = object.reference();
            let Some(dict) = self.file.resolve(&object).dict().cloned() else {
                continue;
            };
            let Some(kind) = dict.name("Subtype").and_then(AnnotKind::of_subtype) else {
                continue;
            };
            let answers = dict.get("IRT").and_then(Object::reference);
            let answers = answers.and_then(|to| {
                let same = |place: &&usize| {
                    self.annots.get(**place).and_then(|one| one.object) == Some(to)
                };
                found.iter().find(same).copied()
            });
            // One that stands in the list itself has no number to be changed by.
            let Some(id) = id else { continue };
            let mut annot = Annot::read(&self.file, kind, dict, &view);
            annot.page = Some(page);
            annot.object = Some(id);
            annot.answers = answers;
            let place = self.annots.len();
            let above = annot.answers.filter(|_| kind == AnnotKind::Text);
            if let Some(above) = above.and_then(|above| self.annots.get_mut(above)) {
                above.replies.push(place);
            }
            found.push(place);
            self.annots.push(annot);
        }
        found
    }

    /// A name that no other annotation of this run has.
    pub fn unique_name(&mut self) -> String {
        self.named = self.named.saturating_add(1);
        // Scrambled, so that names of one run do not look alike; the time keeps those of two runs apart.
        let mut state = super::date::now().to_bits() ^ u64::from(self.named) << 40;
        let mut digits = String::new();
        for _ in 0..2 {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            digits.push_str(&format!("{:016X}", mixed ^ mixed >> 31));
        }
        let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
        format!(
            "{{{}-{}-{}-{}-{}}}",
            part(0, 8),
            part(8, 12),
            part(12, 16),
            part(16, 20),
            part(20, 32)
        )
    }
}

impl Editor for PdfEditor {
    type Ref = PdfRef;

    const NAME: &'static str = "pdf";
    const NATIVE: &'static str = "pdf";

    fn classes() -> &'static [&'static Class<Self>] {
        type Drawing = Classes<PdfEditor>;
        static CLASSES: &[&Class<PdfEditor>] = &[
            &super::api::CLASS,
            &super::document::CLASS,
            &super::page::CLASS,
            &annot::base::CLASS,
            &annot::base::MARKUP_CLASS,
            &annot::kinds::CARET,
            &annot::kinds::CIRCLE,
            &annot::kinds::FREE_TEXT,
            &annot::kinds::HIGHLIGHT,
            &annot::kinds::INK,
            &annot::kinds::LINE,
            &annot::kinds::LINK,
            &annot::kinds::POLY_LINE,
            &annot::kinds::POLYGON,
            &annot::kinds::REDACT,
            &annot::kinds::SQUARE,
            &annot::kinds::STAMP,
            &annot::kinds::STRIKEOUT,
            &annot::kinds::TEXT,
            &annot::kinds::UNDERLINE,
            &field::base::CLASS,
            &field::text::CLASS,
            &field::list::CLASS,
            &field::list::COMBO_CLASS,
            &field::list::LISTBOX_CLASS,
            &field::check::CLASS,
            &field::check::RADIO_CLASS,
            &field::button::CLASS,
            &widget::base::CLASS,
            &widget::text::CLASS,
            &widget::check::CLASS,
            &widget::button::CLASS,
            &rich::content::CONTENT,
            &rich::content::PARAGRAPH,
            &rich::content::RUN,
            &rich::props::TEXT_PR,
            &rich::props::PARA_PR,
            Drawing::API,
            Drawing::COLOR,
            Drawing::FILL,
            Drawing::STROKE,
            Drawing::GRADIENT_STOP,
            Drawing::UNI_COLOR,
            Drawing::RGB_COLOR,
            Drawing::SCHEME_COLOR,
            Drawing::PRESET_COLOR,
            Drawing::GEOMETRY,
            Drawing::PATH,
            Drawing::PATH_COMMAND,
        ];
        CLASSES
    }

    fn class_of(handle: &PdfRef) -> &'static str {
        handle.class()
    }

    fn api() -> PdfRef {
        PdfRef::Api
    }

    fn save(&mut self) -> Result<Vec<u8>, ApiError> {
        self.write()?;
        Ok(self.file.save())
    }

    fn weight(&self) -> usize {
        self.file.weight()
            + self.desk.weight()
            + 600 * (self.annots.len() + self.widgets.len())
            + 200 * (self.rich.runs.len() + self.rich.looks.len())
    }
}
