//! The editor: the open workbook and its classes.

use std::collections::HashMap;

use spindle_calc::Calculator;
use spindle_ooxml::sheet::{SheetError, SheetLimits, Workbook, new_workbook};
use spindle_ooxml::{NodeId, Package};

use super::application::Application;
use super::feature::{self, Features};
use super::{CellRef, calculation};
use crate::api::comment::CommentClasses;
use crate::api::drawing::Classes;
use crate::api::package::{PackageClasses, PackageHost, PackageRef};
use crate::class::{ApiError, Class};
use crate::editor::{Editor, PackageEditor};

/// An open workbook.
pub struct CellEditor {
    /// The workbook.
    pub book: Workbook,
    /// The number of the last drawing that was made.
    pub(super) drawings: u32,
    /// The drawings that scripts selected.
    pub(super) selected_drawings: Vec<NodeId>,
    /// Objects of other programs that are in no sheet yet: picture, and the element that says program and data.
    pub(super) loose_objects: HashMap<NodeId, NodeId>,
    /// What is written when the workbook is saved.
    pub features: Features,
    /// Results of its formulas.
    pub calc: Calculator,
    /// What scripts set of the program.
    pub application: Application,
}

impl CellEditor {
    fn new(book: Workbook, drawings: u32) -> Self {
        Self {
            book,
            drawings,
            selected_drawings: Vec::new(),
            loose_objects: HashMap::new(),
            features: Features::default(),
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

impl PackageHost for CellEditor {
    fn package(&self) -> &Package {
        &self.book.package
    }

    fn package_mut(&mut self) -> &mut Package {
        &mut self.book.package
    }

    fn wrap(handle: PackageRef) -> CellRef {
        CellRef::Package(handle)
    }

    fn unwrap(handle: &CellRef) -> Option<PackageRef> {
        match handle {
            CellRef::Package(handle) => Some(*handle),
            _ => None,
        }
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
            PackageClasses::<CellEditor>::CORE,
            PackageClasses::<CellEditor>::CUSTOM_PROPERTIES,
            PackageClasses::<CellEditor>::XML_PARTS,
            PackageClasses::<CellEditor>::XML_PART,
            PackageClasses::<CellEditor>::XML_NODE,
            &super::worksheet::DRAWING_CLASS,
            &super::drawing::CLASS,
            &super::drawing::SHAPE,
            &super::drawing::IMAGE,
            Drawing::API,
            Drawing::DRAWING,
            Drawing::SHAPE,
            Drawing::IMAGE,
            Drawing::GROUP,
            Drawing::OLE_OBJECT,
            Drawing::SMART_ART,
            &super::chart::CLASS,
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
            Drawing::TEXT_API,
            Drawing::CONTENT,
            Drawing::PARAGRAPH,
            Drawing::PARA_PR,
            Drawing::RUN,
            Drawing::TEXT_PR,
            Drawing::BULLET,
            Drawing::HYPERLINK,
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

    fn save(&mut self) -> Result<Vec<u8>, ApiError> {
        feature::write(self)?;
        calculation::keep_results(self)?;
        super::chart::refresh(self)?;
        self.book.save().map_err(fault)
    }

    fn weight(&self) -> usize {
        self.book.weight() + self.features.weight()
    }
}

impl PackageEditor for CellEditor {
    fn create() -> Result<Self, ApiError> {
        let mut book = new_workbook(SheetLimits::default()).map_err(fault)?;
        book.rounded_numbers = true;
        Ok(Self::new(book, 0))
    }

    fn open(package: Package) -> Result<Self, ApiError> {
        let book = Workbook::open(package, SheetLimits::default()).map_err(fault)?;
        // Numbers of drawings are their sheet's own: beyond those of any file.
        Ok(Self::new(book, 10_000))
    }
}
