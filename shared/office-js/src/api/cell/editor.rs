//! The editor: the open workbook and its classes.

use spindle_calc::Calculator;
use spindle_ooxml::Package;
use spindle_ooxml::sheet::{SheetError, SheetLimits, Workbook, new_workbook};

use super::application::Application;
use super::{CellRef, calculation};
use crate::class::{ApiError, Class};
use crate::editor::{Editor, SaveOptions};

/// An open workbook.
pub struct CellEditor {
    /// The workbook.
    pub book: Workbook,
    /// Results of its formulas.
    pub calc: Calculator,
    /// What scripts set of the program.
    pub application: Application,
}

impl CellEditor {
    fn of(book: Workbook) -> Self {
        Self {
            book,
            calc: Calculator::default(),
            application: Application::default(),
        }
    }
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
            &super::worksheet_function::CLASS,
            &super::characters::CLASS,
            &super::characters::FONT_CLASS,
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
        let mut book = new_workbook(SheetLimits::default()).map_err(fault)?;
        book.rounded_numbers = true;
        Ok(Self::of(book))
    }

    fn open(package: Package) -> Result<Self, ApiError> {
        let book = Workbook::open(package, SheetLimits::default()).map_err(fault)?;
        Ok(Self::of(book))
    }

    fn save(&mut self, format: &str, _options: &SaveOptions) -> Result<Vec<u8>, ApiError> {
        match format.to_ascii_lowercase().as_str() {
            "xlsx" => {
                calculation::keep_results(self)?;
                self.book.save().map_err(fault)
            }
            other => Err(ApiError::State(format!(
                "a workbook cannot be saved as {other:?}: the format is xlsx"
            ))),
        }
    }

    fn weight(&self) -> usize {
        self.book.weight()
    }
}
