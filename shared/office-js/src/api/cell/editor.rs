//! The editor: the open workbook and its classes.

use spindle_ooxml::sheet::{SheetError, SheetLimits, Workbook, new_workbook};
use spindle_ooxml::{NodeId, Package};

use super::CellRef;
use super::feature::{self, Features};
use crate::api::comment::CommentClasses;
use crate::api::drawing::{Classes, DrawRef, DrawingHost, Vocabulary};
use crate::class::{ApiError, Class};
use crate::editor::Editor;

/// An open workbook.
pub struct CellEditor {
    /// The workbook.
    pub book: Workbook,
    /// The number of the last drawing that was made.
    drawings: u32,
    /// What is written when the workbook is saved.
    pub features: Features,
}

/// A fault of a workbook in the words of a script error.
pub fn fault(error: SheetError) -> ApiError {
    match error {
        // Limits are checked before anything is spent: a script may go on with less.
        SheetError::Grid(_) | SheetError::Styles(_) | SheetError::TooManySheets(_) => {
            ApiError::Range(error.to_string())
        }
        SheetError::NoSheet => {
            ApiError::State("the worksheet was deleted, or it has no cells".to_owned())
        }
        other => ApiError::State(other.to_string()),
    }
}

impl Editor for CellEditor {
    type Ref = CellRef;

    const NAME: &'static str = "cell";
    const NATIVE: &'static str = "xlsx";

    fn classes() -> &'static [&'static Class<Self>] {
        type Drawing = Classes<CellEditor>;
        type Comments = CommentClasses<CellEditor>;
        static CLASSES: &[&Class<CellEditor>] = &[
            &super::api::CLASS,
            &super::workbook::CLASS,
            &super::worksheet::CLASS,
            &super::range::CLASS,
            &super::areas::CLASS,
            &super::color::CLASS,
            &super::name::CLASS,
            &super::freeze_panes::CLASS,
            &super::core::CLASS,
            &super::custom_properties::CLASS,
            Drawing::API,
            Drawing::FILL,
            Drawing::STROKE,
            Drawing::GRADIENT_STOP,
            Drawing::UNI_COLOR,
            Drawing::RGB_COLOR,
            Drawing::SCHEME_COLOR,
            Drawing::PRESET_COLOR,
            &super::table::CLASS,
            &super::table::COLUMN_CLASS,
            &super::table::ROW_CLASS,
            &super::sort::CLASS,
            &super::sort::FIELDS_CLASS,
            &super::sort::FIELD_CLASS,
            &super::filter::CLASS,
            &super::filter::FILTER_CLASS,
            &super::protect::CLASS,
            &super::protect::USER_CLASS,
            &super::settings::THEME_CLASS,
            Comments::COMMENT,
            Comments::REPLY,
            &super::validation::CLASS,
            &super::condition::CLASS,
            &super::condition::BASE_CLASS,
            &super::condition::LOOK_CLASS,
            &super::condition::RULE_CLASS,
            &super::condition::FONT_CLASS,
            &super::condition::BAR_CLASS,
            &super::condition::SCALE_CLASS,
            &super::condition::STOP_CLASS,
            &super::condition::ICONS_CLASS,
            &super::condition::ICON_CLASS,
            &super::condition::TOP_CLASS,
            &super::condition::AVERAGE_CLASS,
            &super::condition::UNIQUE_CLASS,
            &super::pivot::CLASS,
            &super::pivot::FIELD_CLASS,
            &super::pivot::DATA_CLASS,
            &super::pivot::ITEM_CLASS,
            &super::pivot::FILTERS_CLASS,
        ];
        CLASSES
    }

    fn class_of(handle: &CellRef) -> &'static str {
        handle.class()
    }

    fn api() -> CellRef {
        CellRef::Api
    }

    fn create() -> Result<Self, ApiError> {
        let book = new_workbook(SheetLimits::default()).map_err(fault)?;
        Ok(Self {
            book,
            drawings: 0,
            features: Features::default(),
        })
    }

    fn open(package: Package) -> Result<Self, ApiError> {
        let book = Workbook::open(package, SheetLimits::default()).map_err(fault)?;
        // Numbers of drawings are their sheet's own: beyond those of any file.
        Ok(Self {
            book,
            drawings: 10_000,
            features: Features::default(),
        })
    }

    fn save(&mut self) -> Result<Vec<u8>, ApiError> {
        feature::write(self)?;
        self.book.save().map_err(fault)
    }

    fn weight(&self) -> usize {
        self.book.weight() + self.features.weight()
    }
}

impl DrawingHost for CellEditor {
    const VOCABULARY: Vocabulary = Vocabulary {
        shape: "xdr",
        picture: "xdr",
        group: "xdr",
    };
    const RESOLVES_COLORS: bool = false;

    fn wrap(reference: DrawRef) -> CellRef {
        CellRef::Draw(reference)
    }

    fn draw_ref(handle: &CellRef) -> Option<DrawRef> {
        match handle {
            CellRef::Draw(reference) => Some(*reference),
            _ => None,
        }
    }

    fn package(&self) -> &Package {
        &self.book.package
    }

    fn package_mut(&mut self) -> &mut Package {
        &mut self.book.package
    }

    fn theme(&mut self) -> Option<NodeId> {
        super::color::theme(&mut self.book)
    }

    fn next_drawing_id(&mut self) -> u32 {
        self.drawings = self.drawings.saturating_add(1);
        self.drawings
    }

    fn color_element(&mut self, handle: &CellRef) -> Option<NodeId> {
        match handle {
            CellRef::Color(color, opacity) => {
                Some(super::color::element(&mut self.book, *color, *opacity))
            }
            _ => None,
        }
    }
}
