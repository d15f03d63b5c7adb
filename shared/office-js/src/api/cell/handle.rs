//! Handles: what script objects of the editor hold.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::{Area, Color, SheetId};

use super::characters::Characters;
use super::feature::FeatureRef;
use super::range::find::Search;
use super::{CellCall, CellEditor};
use crate::api::drawing::DrawRef;
use crate::api::package::PackageRef;
use crate::class::ApiError;
use crate::value::Value;

/// Cells of a sheet. `SetOffset` moves the very object, so the area is shared by all who hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeState {
    /// The sheet.
    pub sheet: SheetId,
    /// The cells.
    pub area: Cell<Area>,
    /// What was searched in it last.
    pub search: RefCell<Option<Search>>,
}

/// A handle to something in the workbook.
#[derive(Debug, Clone, PartialEq)]
pub enum CellRef {
    /// The global `Api`.
    Api,
    /// The workbook.
    Workbook,
    /// A worksheet.
    Sheet(SheetId),
    /// Cells.
    Range(Rc<RangeState>),
    /// The areas of a range.
    Areas(Rc<RangeState>),
    /// A colour and its opacity, 0 to 255.
    Color(Color, u8),
    /// An object of the drawing classes.
    Draw(DrawRef),
    /// A defined name.
    Name(NodeId),
    /// A defined name that does not exist, as `ApiRange.GetDefName` answers it.
    NoName,
    /// The frozen panes of a worksheet.
    FreezePanes(SheetId),
    /// Properties and custom XML.
    Package(PackageRef),
    /// What a workbook has beside its cells.
    Feature(FeatureRef),
    /// The functions of formulas.
    WorksheetFunction,
    /// Characters of a cell's text.
    Characters(Rc<Characters>),
    /// The format of such characters.
    Font(Rc<Characters>),
}

impl CellRef {
    /// A handle to cells.
    pub fn range(sheet: SheetId, area: Area) -> Self {
        Self::Range(Rc::new(RangeState {
            sheet,
            area: Cell::new(area),
            search: RefCell::default(),
        }))
    }

    /// The name of the handle's class.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Api => "Api",
            Self::Workbook => "ApiWorkbook",
            Self::Sheet(_) => "ApiWorksheet",
            Self::Range(_) => "ApiRange",
            Self::Areas(_) => "ApiAreas",
            Self::Color(..) => "ApiColor",
            Self::Draw(drawing) => drawing.class(),
            Self::Name(_) | Self::NoName => "ApiName",
            Self::FreezePanes(_) => "ApiFreezePanes",
            Self::Package(handle) => handle.class(),
            Self::Feature(feature) => feature.class(),
            Self::WorksheetFunction => "ApiWorksheetFunction",
            Self::Characters(_) => "ApiCharacters",
            Self::Font(_) => "ApiFont",
        }
    }
}

/// The sheet that the member was called on; for `Api`, the active one.
pub fn sheet(call: &CellCall<'_>) -> Result<SheetId, ApiError> {
    match &call.this {
        CellRef::Sheet(id) | CellRef::FreezePanes(id) => Ok(*id),
        CellRef::Range(range) | CellRef::Areas(range) => Ok(range.sheet),
        _ => active_sheet(call.doc),
    }
}

/// The active sheet.
pub fn active_sheet(doc: &CellEditor) -> Result<SheetId, ApiError> {
    doc.book
        .active_sheet()
        .ok_or_else(|| ApiError::State("the workbook has no sheet".to_owned()))
}

/// The cells that the member was called on.
pub fn range(call: &CellCall<'_>) -> Result<(SheetId, Area), ApiError> {
    match &call.this {
        CellRef::Range(range) | CellRef::Areas(range) => Ok((range.sheet, range.area.get())),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiRange".to_owned(),
        )),
    }
}

/// A range as the answer of a member.
pub fn answer(sheet: SheetId, area: Area) -> Value<CellRef> {
    Value::Handle(CellRef::range(sheet, area))
}

/// A sheet as the answer of a member.
pub fn sheet_answer(sheet: SheetId) -> Value<CellRef> {
    Value::Handle(CellRef::Sheet(sheet))
}
