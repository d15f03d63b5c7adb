//! The editor: the open workbook and its classes.

use spindle_ooxml::Package;
use spindle_ooxml::sheet::{SheetError, SheetLimits, Workbook, new_workbook};

use super::CellRef;
use crate::class::{ApiError, Class};
use crate::editor::Editor;

/// An open workbook.
pub struct CellEditor {
    /// The workbook.
    pub book: Workbook,
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
        static CLASSES: &[&Class<CellEditor>] = &[
            &super::api::CLASS,
            &super::workbook::CLASS,
            &super::worksheet::CLASS,
            &super::range::CLASS,
            &super::areas::CLASS,
            &super::color::CLASS,
            &super::color::RGB_CLASS,
            &super::color::PRESET_CLASS,
            &super::color::SCHEME_CLASS,
            &super::color::FILL_CLASS,
            &super::name::CLASS,
            &super::freeze_panes::CLASS,
            &super::core::CLASS,
            &super::custom_properties::CLASS,
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
        Ok(Self { book })
    }

    fn open(package: Package) -> Result<Self, ApiError> {
        let book = Workbook::open(package, SheetLimits::default()).map_err(fault)?;
        Ok(Self { book })
    }

    fn save(&mut self) -> Result<Vec<u8>, ApiError> {
        self.book.save().map_err(fault)
    }

    fn weight(&self) -> usize {
        self.book.weight()
    }
}
