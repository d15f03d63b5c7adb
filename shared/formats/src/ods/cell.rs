//! One cell (ODF 1.3 part 3, 9.1.4): its attributes and what they make of its value.

use spindle_model::workbook::{CellError, Value};

use super::dates::{duration, serial};
use super::formula::import;
use super::xml::{Element, unescaped};

/// What a cell's attributes say.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) style: String,
    pub(super) styled: bool,
    pub(super) repeated: u32,
    pub(super) columns_spanned: u32,
    pub(super) rows_spanned: u32,
    pub(super) formula: Option<String>,
    /// The value where the attributes alone say it.
    pub(super) value: Option<Value>,
    /// A text that an attribute says.
    pub(super) string: Option<String>,
    pub(super) kind: Kind,
}

/// The type of a cell's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    None,
    Number,
    Percentage,
    Date,
    DateTime,
    Time,
    Bool,
    Text,
    Error,
}

impl Kind {
    /// The number format that values of the type need where the style names none.
    pub(super) fn needed(self) -> &'static str {
        match self {
            Self::Percentage => "0.00%",
            Self::Date => "yyyy-mm-dd",
            Self::DateTime => "yyyy-mm-dd hh:mm:ss",
            Self::Time => "[h]:mm:ss",
            _ => "",
        }
    }
}

impl Head {
    /// Takes the attributes; `head` is filled anew so that its memory is used again.
    pub(super) fn read(element: &Element<'_>, date_1904: bool, head: &mut Self) {
        head.style.clear();
        head.styled = false;
        (head.repeated, head.columns_spanned, head.rows_spanned) = (1, 1, 1);
        (head.formula, head.value, head.string) = (None, None, None);
        head.kind = Kind::None;
        let mut number = None;
        let mut date = None;
        let mut time = None;
        let mut bool = None;
        let mut is_error = false;
        let count = |value: &str| value.trim().parse::<u32>().unwrap_or(1).max(1);
        for (key, value) in element.attributes() {
            match key {
                "table:style-name" => {
                    head.style.push_str(value);
                    head.styled = true;
                }
                "table:number-columns-repeated" => head.repeated = count(value),
                "table:number-columns-spanned" => head.columns_spanned = count(value),
                "table:number-rows-spanned" => head.rows_spanned = count(value),
                "table:formula" => head.formula = Some(import(&unescaped(value))),
                "office:value" => number = value.trim().parse::<f64>().ok(),
                "office:date-value" => {
                    date = serial(value, date_1904).map(|days| (days, value.contains('T')));
                }
                "office:time-value" => time = duration(value),
                "office:boolean-value" => bool = Some(value == "true"),
                "office:string-value" => head.string = Some(unescaped(value)),
                "calcext:value-type" if value == "error" => is_error = true,
                "office:value-type" => {
                    head.kind = match value {
                        "float" | "currency" => Kind::Number,
                        "percentage" => Kind::Percentage,
                        "date" => Kind::Date,
                        "time" => Kind::Time,
                        "boolean" => Kind::Bool,
                        "string" => Kind::Text,
                        _ => Kind::None,
                    };
                }
                _ => {}
            }
        }
        let number = number.filter(|number| number.is_finite());
        head.value = match head.kind {
            Kind::Number | Kind::Percentage => number.map(Value::Number),
            Kind::Date => date.map(|(days, _)| Value::Number(days)),
            Kind::Time => time.map(Value::Number),
            Kind::Bool => bool.map(Value::Bool),
            _ => None,
        };
        if head.kind == Kind::Date && date.is_some_and(|(_, has_time)| has_time) {
            head.kind = Kind::DateTime;
        }
        if is_error {
            head.kind = Kind::Error;
        }
    }

    /// Whether the formula only says the error that the cell holds.
    pub(super) fn formula_is(&self, error: CellError) -> bool {
        self.formula.as_deref() == Some(error.name())
    }
}

/// The error that is shown so; LibreOffice shows some by number.
pub(super) fn error(shown: &str) -> CellError {
    CellError::from_name(shown.trim()).unwrap_or(match shown.trim() {
        "Err:503" => CellError::Number,
        "Err:508" | "Err:509" | "Err:525" => CellError::Name,
        "Err:524" => CellError::Reference,
        "Err:532" => CellError::DivisionByZero,
        _ => CellError::Value,
    })
}
