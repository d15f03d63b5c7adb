//! Pivot tables (ECMA-376 Part 1, 18.10): the model, what its cells show, and its parts.

mod aggregate;
mod axis;
mod filter;
mod layout;
mod records;
mod write;

use std::cmp::Ordering;

use super::reference::{Area, CellPos};
use super::workbook::SheetId;

pub use aggregate::{Accumulator, Function};
pub use axis::{Label, Line, LineKind};
pub use filter::{Filter, FilterKind};
pub use layout::Layout;
pub use layout::{Ranges, Shown};
pub use records::Source;
pub use write::Parts;

/// A value of the source: an item of a field, or a label.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Nothing.
    Blank,
    /// A number, or a date as its serial number.
    Number(f64),
    /// A text.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// An error value.
    Error(String),
}

impl Item {
    /// The order in which items stand: truth values, numbers, texts without regard to case, errors, blanks.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        let rank = |item: &Self| match item {
            Self::Bool(_) => 0,
            Self::Number(_) => 1,
            Self::Text(_) => 2,
            Self::Error(_) => 3,
            Self::Blank => 4,
        };
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a
                .to_lowercase()
                .cmp(&b.to_lowercase())
                .then_with(|| a.cmp(b)),
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Error(a), Self::Error(b)) => a.cmp(b),
            _ => rank(self).cmp(&rank(other)),
        }
    }

    /// The item as a label shows it.
    #[must_use]
    pub fn caption(&self) -> String {
        match self {
            Self::Blank => "(blank)".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }
}

/// What stands on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisField {
    /// The field of this number.
    Field(usize),
    /// The names of several data fields.
    Values,
}

/// Where a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Among the rows.
    Rows,
    /// Among the columns.
    Columns,
    /// Among the filters above the table.
    Pages,
}

/// How the items of a field are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SortOrder {
    /// As they are.
    #[default]
    Manual,
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// One field of the source.
#[derive(Debug, Clone)]
pub struct PivotField {
    /// Its name in the source.
    pub source_name: String,
    /// Its name in this table, when it has one of its own.
    pub caption: Option<String>,
    /// Its different values, in the order of the source.
    pub items: Vec<Item>,
    /// Numbers of items in the order that is shown.
    pub order: Vec<usize>,
    /// Numbers of items that are not shown.
    pub hidden: Vec<usize>,
    /// Items that the filters hide.
    pub filters: Vec<Filter>,
    /// The order of the items and the data field that it is by, if it is by one.
    pub sort: SortOrder,
    /// The data field that the order is by.
    pub sort_by: Option<usize>,
    /// Outline form; tabular otherwise.
    pub outline: bool,
    /// Compact outline form: the next field is in the same column.
    pub compact: bool,
    /// Subtotals stand above their items.
    pub subtotal_top: bool,
    /// Whether there are subtotals.
    pub subtotals: bool,
    /// The functions of the subtotals; the data field's own when there is none.
    pub functions: Vec<Function>,
    /// The label of subtotals.
    pub subtotal_caption: Option<String>,
    /// A blank line after each item.
    pub blank_line: bool,
    /// Outer labels are repeated.
    pub repeat_labels: bool,
    /// Items without data are shown.
    pub show_all: bool,
    /// A page break after each item.
    pub page_break: bool,
    /// Where the user may drag the field: to rows, columns, filters, values.
    pub drag: [bool; 4],
    /// The format of its numbers when they are dates or the like: the number of a cell format.
    pub style: u32,
}

impl PivotField {
    /// A field as a new table has it.
    #[must_use]
    pub fn new(source_name: String) -> Self {
        Self {
            source_name,
            caption: None,
            items: Vec::new(),
            order: Vec::new(),
            hidden: Vec::new(),
            filters: Vec::new(),
            sort: SortOrder::Manual,
            sort_by: None,
            outline: true,
            compact: true,
            subtotal_top: true,
            subtotals: true,
            functions: Vec::new(),
            subtotal_caption: None,
            blank_line: false,
            repeat_labels: false,
            show_all: false,
            page_break: false,
            drag: [true; 4],
            style: 0,
        }
    }

    /// The name that the table shows.
    #[must_use]
    pub fn name(&self) -> &str {
        self.caption.as_deref().unwrap_or(&self.source_name)
    }

    /// Puts the items into their order by value.
    pub fn sort_items(&mut self, descending: bool) {
        let items = &self.items;
        let blank = Item::Blank;
        let at = |number: &usize| items.get(*number).unwrap_or(&blank);
        self.order.sort_by(|a, b| {
            let order = at(a).order(at(b));
            if descending { order.reverse() } else { order }
        });
    }

    /// Whether all its values are numbers, so that their sum means something.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        !self.items.is_empty()
            && self
                .items
                .iter()
                .all(|item| matches!(item, Item::Number(_)))
    }
}

/// One data field.
#[derive(Debug, Clone)]
pub struct DataField {
    /// Names it among those of the table, whatever its place; never given out twice.
    pub id: u32,
    /// Its label.
    pub name: String,
    /// The field that it aggregates.
    pub field: usize,
    /// How.
    pub function: Function,
    /// The format of its numbers.
    pub number_format: Option<String>,
    /// The number of that format in the styles.
    pub format_id: Option<u32>,
}

/// One pivot table.
#[derive(Debug, Clone)]
pub struct PivotTable {
    /// Its name.
    pub name: String,
    /// The sheet that it is on.
    pub sheet: SheetId,
    /// Its first cell below the filters.
    pub at: CellPos,
    /// The cells that it is made of.
    pub source: (SheetId, Area),
    /// The fields of the source.
    pub fields: Vec<PivotField>,
    /// The rows of the source: for each the number of the item of every field.
    pub records: Vec<Vec<usize>>,
    /// Fields of the rows.
    pub rows: Vec<AxisField>,
    /// Fields of the columns.
    pub columns: Vec<AxisField>,
    /// Fields of the filters.
    pub pages: Vec<usize>,
    /// Data fields.
    pub data: Vec<DataField>,
    /// The number of the last data field that was made.
    pub last_data: u32,
    /// Whether the last line is the total of all.
    pub row_grand: bool,
    /// Whether the last column is the total of all.
    pub column_grand: bool,
    /// Whether the names of fields are shown.
    pub captions: bool,
    /// Whether the table as a whole is in compact form.
    pub compact: bool,
    /// The label of grand totals.
    pub grand_name: Option<String>,
    /// The alternative text's title.
    pub title: String,
    /// The alternative text.
    pub description: String,
    /// The style's name.
    pub style: String,
    /// Headers and stripes of the style: row headers, column headers, row stripes, column stripes.
    pub style_shows: [bool; 4],
    /// The filters run over before down.
    pub page_over: bool,
    /// Filters in one column or line of them; 0 for all.
    pub page_wrap: usize,
    /// The cells that were last written.
    pub shown: Vec<Area>,
    /// Its parts, once it was written.
    pub parts: Option<Parts>,
}

impl PivotTable {
    /// An empty table as a new one is.
    #[must_use]
    pub fn new(name: String, sheet: SheetId, at: CellPos, source: (SheetId, Area)) -> Self {
        Self {
            name,
            sheet,
            at,
            source,
            fields: Vec::new(),
            records: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            pages: Vec::new(),
            data: Vec::new(),
            last_data: 0,
            row_grand: true,
            column_grand: true,
            captions: true,
            compact: true,
            grand_name: None,
            title: String::new(),
            description: String::new(),
            style: "PivotStyleLight16".to_owned(),
            style_shows: [true, true, false, false],
            page_over: false,
            page_wrap: 0,
            shown: Vec::new(),
            parts: None,
        }
    }

    /// The label of grand totals.
    #[must_use]
    pub fn grand_label(&self) -> &str {
        self.grand_name.as_deref().unwrap_or("Grand Total")
    }

    /// The number of the field of this name.
    #[must_use]
    pub fn find_field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name() == name)
    }

    /// The number of the data field of this name.
    #[must_use]
    pub fn find_data(&self, name: &str) -> Option<usize> {
        self.data.iter().position(|field| field.name == name)
    }

    /// The axis that a field is on, and its place there from 0.
    #[must_use]
    pub fn place(&self, field: usize) -> Option<(Axis, usize)> {
        let on = |axis: &[AxisField]| {
            axis.iter()
                .position(|entry| *entry == AxisField::Field(field))
        };
        on(&self.rows)
            .map(|place| (Axis::Rows, place))
            .or_else(|| on(&self.columns).map(|place| (Axis::Columns, place)))
            .or_else(|| {
                let place = self.pages.iter().position(|entry| *entry == field)?;
                Some((Axis::Pages, place))
            })
    }

    /// Takes a field off its axis.
    pub fn lift(&mut self, field: usize) {
        self.rows.retain(|entry| *entry != AxisField::Field(field));
        self.columns
            .retain(|entry| *entry != AxisField::Field(field));
        self.pages.retain(|entry| *entry != field);
    }

    /// Puts a field on an axis, behind the others or at a place.
    pub fn put(&mut self, field: usize, axis: Axis, place: Option<usize>) {
        self.lift(field);
        let entry = AxisField::Field(field);
        match axis {
            Axis::Rows => insert(&mut self.rows, entry, place),
            Axis::Columns => insert(&mut self.columns, entry, place),
            Axis::Pages => insert(&mut self.pages, field, place),
        }
    }

    /// Adds a data field and answers its number. Two or more of them make an entry of the columns.
    pub fn add_data(&mut self, field: usize) -> Option<usize> {
        let source = self.fields.get(field)?;
        let function = if source.is_numeric() {
            Function::Sum
        } else {
            Function::Count
        };
        let base = format!("{} of {}", function.label(), source.name());
        let mut names =
            std::iter::once(base.clone()).chain((2..).map(|number| format!("{base}{number}")));
        let name = names.find(|name| self.find_data(name).is_none())?;
        self.last_data = self.last_data.saturating_add(1);
        self.data.push(DataField {
            id: self.last_data,
            name,
            field,
            function,
            number_format: None,
            format_id: None,
        });
        self.balance_values();
        Some(self.data.len() - 1)
    }

    /// Takes a data field away.
    pub fn remove_data(&mut self, data: usize) {
        if data < self.data.len() {
            self.data.remove(data);
        }
        self.balance_values();
    }

    /// Keeps the entry for the names of data fields where there are several, and only there.
    pub fn balance_values(&mut self) {
        let there =
            self.rows.contains(&AxisField::Values) || self.columns.contains(&AxisField::Values);
        if self.data.len() > 1 && !there {
            self.columns.push(AxisField::Values);
        } else if self.data.len() < 2 && there {
            self.rows.retain(|entry| *entry != AxisField::Values);
            self.columns.retain(|entry| *entry != AxisField::Values);
        }
    }

    /// About how many bytes the table takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        let items: usize = self.fields.iter().map(|field| field.items.len() * 64).sum();
        let width = self.fields.len() * size_of::<usize>() + 48;
        items + self.records.len() * width + 4096
    }
}

fn insert<T>(list: &mut Vec<T>, entry: T, place: Option<usize>) {
    let place = place.unwrap_or(list.len()).min(list.len());
    list.insert(place, entry);
}
