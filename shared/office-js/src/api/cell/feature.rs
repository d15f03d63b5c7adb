//! What a workbook has beside its cells: handles, rows of tables, and what is kept until it is saved.

use std::rc::Rc;

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::comments::Comments;
use spindle_ooxml::sheet::conditions::Conditions;
use spindle_ooxml::sheet::formula::Shift;
use spindle_ooxml::sheet::pivot::PivotTable;
use spindle_ooxml::sheet::{Area, SheetId};

use super::condition::IconView;
use super::editor::fault;
use super::protect::ProtectedRanges;
use super::sort::SortState;
use super::{CellCall, CellEditor, CellRef};
use crate::class::{ApiError, MemberFn, Property};
use crate::value::Value;

/// A handle to a feature.
#[derive(Debug, Clone, PartialEq)]
pub enum FeatureRef {
    /// A table: its sheet and the root of its part.
    Table(SheetId, NodeId),
    /// A column of a table.
    TableColumn(SheetId, NodeId, NodeId),
    /// A row of a table by its place from 0.
    TableRow(SheetId, NodeId, u32),
    /// How a table is sorted.
    Sort(SheetId, NodeId),
    /// The fields that a table is sorted by.
    SortFields(SheetId, NodeId),
    /// One of them.
    SortField(SheetId, NodeId, u32),
    /// The filter of a sheet, or of a table.
    AutoFilter(SheetId, Option<NodeId>),
    /// What one column is filtered by.
    Filter(SheetId, Option<NodeId>, NodeId),
    /// A protected range.
    Protected(u32),
    /// A user of a protected range.
    ProtectedUser(u32, u32),
    /// The theme.
    Theme,
    /// A comment by its number.
    Comment(u32),
    /// A reply to a comment.
    Reply(u32, u32),
    /// What may be typed into cells.
    Validation(SheetId, Area),
    /// The conditional formats of a range.
    Conditions(SheetId, Area),
    /// A conditional format: its number, its class, the range that it was found from.
    Condition(u32, &'static str, Area),
    /// The font of a conditional format.
    ConditionFont(u32, &'static str, Area),
    /// A colour of a colour scale.
    ColorStop(u32, usize, Area),
    /// A set of icons.
    Icons(Rc<IconView>),
    /// An icon of a set.
    Icon(Rc<IconView>, usize),
    /// A pivot table by its number.
    Pivot(u32),
    /// A field of a pivot table; `None` for the names of data fields.
    PivotField(u32, Option<usize>),
    /// A data field of a pivot table.
    PivotData(u32, u32),
    /// An item of a field of a pivot table.
    PivotItem(u32, usize, usize),
    /// The filters of a field of a pivot table.
    PivotFilters(u32, usize),
}

impl FeatureRef {
    /// The name of the handle's class.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Table(..) => "ApiListObject",
            Self::TableColumn(..) => "ApiListColumn",
            Self::TableRow(..) => "ApiListRow",
            Self::Sort(..) => "ApiSort",
            Self::SortFields(..) => "ApiSortFields",
            Self::SortField(..) => "ApiSortField",
            Self::AutoFilter(..) => "ApiAutoFilter",
            Self::Filter(..) => "ApiFilter",
            Self::Protected(_) => "ApiProtectedRange",
            Self::ProtectedUser(..) => "ApiProtectedRangeUserInfo",
            Self::Theme => "ApiTheme",
            Self::Comment(_) => "ApiComment",
            Self::Reply(..) => "ApiCommentReply",
            Self::Validation(..) => "ApiValidation",
            Self::Conditions(..) => "ApiFormatConditions",
            Self::Condition(_, class, _) => class,
            Self::ConditionFont(..) => "condition:Font",
            Self::ColorStop(..) => "ApiColorScaleCriterion",
            Self::Icons(_) => "ApiIconSetCondition",
            Self::Icon(..) => "ApiIconCriterion",
            Self::Pivot(_) => "ApiPivotTable",
            Self::PivotField(..) => "ApiPivotField",
            Self::PivotData(..) => "ApiPivotDataField",
            Self::PivotItem(..) => "ApiPivotItem",
            Self::PivotFilters(..) => "ApiPivotFilters",
        }
    }
}

/// A feature as the answer of a member.
pub fn answer(feature: FeatureRef) -> Value<CellRef> {
    Value::Handle(CellRef::Feature(feature))
}

/// What is kept outside of the workbook's parts until it is saved.
#[derive(Debug, Default)]
pub struct Features {
    /// How tables are sorted.
    pub sorts: Vec<SortState>,
    /// The number of the last table that was made.
    pub last_table: u32,
    /// Protected ranges that were made.
    pub protected: ProtectedRanges,
    /// Comments that were read or made.
    pub comments: Comments,
    /// Conditional formats that were made.
    pub conditions: Conditions,
    /// Pivot tables that were made.
    pub pivots: Vec<PivotTable>,
}

impl Features {
    /// About how many bytes they take.
    pub fn weight(&self) -> usize {
        let pivots: usize = self.pivots.iter().map(PivotTable::weight).sum();
        pivots + self.comments.weight() + self.conditions.rules.len() * 512
    }
}

/// Writes what is kept into the workbook's parts.
pub fn write(doc: &mut CellEditor) -> Result<(), ApiError> {
    doc.features.protected.write(&mut doc.book)?;
    let comments = &mut doc.features.comments;
    comments.write(&mut doc.book).map_err(fault)?;
    let conditions = &mut doc.features.conditions;
    conditions.write(&mut doc.book).map_err(fault)?;
    for pivot in &mut doc.features.pivots {
        let there = |sheet: SheetId| doc.book.sheet_part(sheet).is_ok();
        if there(pivot.sheet) && there(pivot.source.0) {
            pivot.write(&mut doc.book).map_err(fault)?;
        }
    }
    Ok(())
}

/// Moves cells and what belongs to them.
pub fn shift(doc: &mut CellEditor, sheet: SheetId, shift: Shift) -> Result<(), ApiError> {
    let comments = &mut doc.features.comments;
    comments
        .shift(&mut doc.book, sheet, &shift)
        .map_err(fault)?;
    doc.book.shift(sheet, shift).map_err(fault)
}

/// A property that can only be read. As in the original, setting it is not an error of the script.
pub const fn get(name: &'static str, get: MemberFn<CellEditor>) -> Property<CellEditor> {
    Property {
        name,
        get: Some(get),
        set: Some(|_| Ok(Value::Undefined)),
    }
}

/// A property that can only be written.
pub const fn write_only(name: &'static str, set: MemberFn<CellEditor>) -> Property<CellEditor> {
    Property {
        name,
        get: None,
        set: Some(set),
    }
}

/// A property that can be read and written.
pub const fn both(
    name: &'static str,
    get: MemberFn<CellEditor>,
    set: MemberFn<CellEditor>,
) -> Property<CellEditor> {
    Property {
        name,
        get: Some(get),
        set: Some(set),
    }
}

/// A boolean that must be one, as the original insists.
pub fn strict_bool(call: &CellCall<'_>, name: &str) -> Result<bool, ApiError> {
    match call.args.get(0) {
        Value::Bool(value) => Ok(*value),
        _ => Err(invalid(name)),
    }
}

/// A text that must be one and not empty, as the original insists.
pub fn strict_text(call: &CellCall<'_>, name: &str) -> Result<String, ApiError> {
    match call.args.get(0) {
        Value::Text(text) if !text.is_empty() => Ok(text.clone()),
        _ => Err(ApiError::State(format!(
            "Invalid type of \"{name}\" or \"{name}\" is empty."
        ))),
    }
}

/// The refusal of an argument of the wrong type.
pub fn invalid(name: &str) -> ApiError {
    ApiError::State(format!("Invalid type of \"{name}\"."))
}
