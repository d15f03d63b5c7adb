//! Parsed formulas.

use std::rc::Rc;

use crate::custom::Custom;
use crate::functions::Function;
use crate::parse::table::TablePart;
use crate::value::{Range, Value};

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
    /// `&`
    Join,
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Operator {
    /// How it is written.
    pub fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "^",
            Self::Join => "&",
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The operators that bind more tightly have the higher number.
    pub fn precedence(self) -> u8 {
        match self {
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual => 1,
            Self::Join => 2,
            Self::Add | Self::Subtract => 3,
            Self::Multiply | Self::Divide => 4,
            Self::Power => 5,
        }
    }
}

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A constant; also an array of constants.
    Value(Value),
    /// Cells.
    Range(Range),
    /// Cells of a table by names of its columns.
    Table(Box<TablePart>),
    /// A defined name.
    Name(Box<str>),
    /// An argument that was left out.
    Missing,
    /// A minus.
    Negate(Box<Expr>),
    /// A percent sign.
    Percent(Box<Expr>),
    /// Two operands.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// The cells from one reference to another.
    Span(Box<Expr>, Box<Expr>),
    /// The cells that two references have in common.
    Intersection(Box<Expr>, Box<Expr>),
    /// A function.
    Call(&'static Function, Vec<Expr>),
    /// A function of the caller's own.
    Custom(Rc<Custom>, Vec<Expr>),
    /// A function that is not known.
    Unknown,
}
