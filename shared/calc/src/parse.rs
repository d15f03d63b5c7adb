//! Formulas from text (ECMA-376 Part 1, 18.17.2), and their spelling in files.

mod lexer;
pub mod table;

use std::rc::Rc;

use spindle_ooxml::sheet::formula::{quoted_sheet, stored};
use spindle_ooxml::sheet::{Area, CellPos, MAX_COLS, MAX_ROWS};

use crate::custom::Custom;
use crate::expr::Expr;
use crate::functions;
use crate::number;
use crate::value::{Array, Error, Range, Value};
use lexer::{Lexer, Token, corner};
use table::Table;

/// Levels to which parentheses, functions and signs may nest.
const MAX_DEPTH: usize = 100;
/// Characters of a formula (Excel's own limit).
const MAX_LENGTH: usize = 8192;

/// What a formula may refer to.
pub trait Names {
    /// The place of a worksheet in the workbook, whatever the case of its name.
    fn sheet(&self, name: &str) -> Option<usize>;

    /// A table, whatever the case of its name.
    fn table(&self, _name: &str) -> Option<&Table> {
        None
    }

    /// A function of the caller's own by its name in capitals.
    fn custom(&self, _name: &str) -> Option<Rc<Custom>> {
        None
    }

    /// The table that the formula stands in, which it need not name.
    fn own_table(&self) -> Option<&Table> {
        None
    }

    /// How a defined name is spelled, whatever the case in which it is given.
    fn spelled(&self, _name: &str) -> Option<&str> {
        None
    }
}

/// A formula that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// What it calculates.
    pub expr: Expr,
    /// Its text without `=` as files have it.
    pub text: String,
}

/// Reads a formula without its `=` that stands in worksheet number `home`. `None` when it is none: an operand is
/// missing, a function has too few arguments, a worksheet does not exist.
#[must_use]
pub fn parse(text: &str, home: usize, names: &dyn Names) -> Option<Formula> {
    if text.chars().count() > MAX_LENGTH {
        return None;
    }
    let mut parser = Parser {
        lexer: Lexer::new(text),
        out: String::with_capacity(text.len()),
        home,
        names,
        depth: 0,
    };
    let expr = parser.expression(0)?;
    parser.lexer.space();
    parser.lexer.is_done().then_some(Formula {
        expr,
        text: parser.out,
    })
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    out: String,
    home: usize,
    names: &'a dyn Names,
    depth: usize,
}

impl Parser<'_> {
    fn expression(&mut self, least: u8) -> Option<Expr> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut left = self.signed()?;
        while let Some(operator) = self.lexer.peek_operator() {
            let precedence = operator.precedence();
            if precedence <= least {
                break;
            }
            self.lexer.take_operator(operator);
            self.out.push_str(operator.text());
            let right = self.expression(precedence)?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Some(left)
    }

    /// Signs, which bind more tightly than any operator, then an operand and its percent signs.
    fn signed(&mut self) -> Option<Expr> {
        let mut minuses = 0_usize;
        loop {
            self.lexer.space();
            if self.lexer.take('-') {
                self.out.push('-');
                minuses += 1;
            } else if self.lexer.take('+') {
                // A number has no sign of its own but minus.
                self.lexer.space();
                if !self.lexer.starts_with_number() {
                    self.out.push('+');
                }
            } else if !self.lexer.take('@') {
                break;
            }
        }
        let mut expr = self.reference()?;
        loop {
            self.lexer.space();
            if !self.lexer.take('%') {
                break;
            }
            self.out.push('%');
            expr = Expr::Percent(Box::new(expr));
        }
        if minuses > MAX_DEPTH {
            return None;
        }
        for _ in 0..minuses {
            expr = Expr::Negate(Box::new(expr));
        }
        Some(expr)
    }

    /// An operand, and the references that `:` and spaces join to it.
    fn reference(&mut self) -> Option<Expr> {
        let mut left = self.operand()?;
        for _ in 0..MAX_DEPTH {
            if self.lexer.take(':') {
                self.out.push(':');
                let right = self.operand()?;
                left = Expr::Span(Box::new(left), Box::new(right));
            } else if is_reference(&left) && self.lexer.space_before_reference() {
                self.out.push(' ');
                let right = self.operand()?;
                if !is_reference(&right) {
                    return None;
                }
                left = Expr::Intersection(Box::new(left), Box::new(right));
            } else {
                return Some(left);
            }
        }
        None
    }

    fn operand(&mut self) -> Option<Expr> {
        self.lexer.space();
        if self.lexer.starts_with('[') {
            let table = self.names.own_table()?;
            return self.table(&table.name);
        }
        match self.lexer.next()? {
            Token::Number(value) => {
                self.out.push_str(&number::plain(value).replace('E', "e"));
                Some(Expr::Value(Value::Num(value)))
            }
            Token::Text(raw, value) => {
                self.out.push_str(raw);
                Some(Expr::Value(value.into()))
            }
            Token::Error(error) => {
                self.out.push_str(error.text());
                Some(Expr::Value(Value::Err(error)))
            }
            Token::Open => {
                self.out.push('(');
                let inner = self.expression(0)?;
                self.close()?;
                Some(inner)
            }
            Token::Brace => self.array(),
            Token::Sheet { raw, name } => {
                let sheet = self.names.sheet(&name)?;
                // Apostrophes only where the name needs them.
                if quoted_sheet(&name) == name {
                    self.out.push_str(&name);
                    self.out.push('!');
                } else {
                    self.out.push_str(raw);
                }
                match self.lexer.next()? {
                    Token::Word(word) => self.word(word, sheet),
                    Token::Error(error) => {
                        self.out.push_str(error.text());
                        Some(Expr::Value(Value::Err(error)))
                    }
                    Token::Number(row) => self.rows(row, sheet),
                    _ => None,
                }
            }
            Token::Word(word) => self.word(word, self.home),
            Token::Rows(row) => self.rows(f64::from(row), self.home),
        }
    }

    /// The end of a parenthesis; at the end of the text it may be missing.
    fn close(&mut self) -> Option<()> {
        self.lexer.space();
        if !self.lexer.take(')') && !self.lexer.is_done() {
            return None;
        }
        self.out.push(')');
        Some(())
    }

    /// `3:5`, of which the first number was read.
    fn rows(&mut self, first: f64, sheet: usize) -> Option<Expr> {
        let first = row(first)?;
        if !self.lexer.take(':') {
            return None;
        }
        let Some(Token::Number(last)) = self.lexer.next() else {
            return None;
        };
        let last = row(last)?;
        self.out.push_str(&format!("{}:{}", first + 1, last + 1));
        Some(Expr::Range(Range {
            sheet,
            area: Area::new(CellPos::new(first, 0), CellPos::new(last, MAX_COLS - 1)),
        }))
    }

    fn word(&mut self, word: &str, sheet: usize) -> Option<Expr> {
        if self.lexer.take('(') {
            return self.call(word);
        }
        if let Some(first) = corner(word) {
            let last = self.lexer.corner_after_colon(first.is_cell());
            if first.is_cell() || last.is_some() {
                let last_corner = last.map_or(first, |(_, corner)| corner);
                let raw_last = last.map(|(raw, _)| raw);
                self.out.push_str(&word.to_ascii_uppercase());
                if let Some(raw) = raw_last {
                    self.out.push(':');
                    self.out.push_str(&raw.to_ascii_uppercase());
                }
                let area = Area::new(
                    CellPos::new(first.row.unwrap_or(0), first.col.unwrap_or(0)),
                    CellPos::new(
                        last_corner.row.unwrap_or(MAX_ROWS - 1),
                        last_corner.col.unwrap_or(MAX_COLS - 1),
                    ),
                );
                return Some(Expr::Range(Range { sheet, area }));
            }
        }
        let upper = word.to_uppercase();
        if matches!(upper.as_str(), "TRUE" | "FALSE") {
            self.out.push_str(&upper);
            return Some(Expr::Value(Value::Bool(upper == "TRUE")));
        }
        if self.lexer.starts_with('[') {
            return self.table(word);
        }
        if let Some(table) = self.names.table(word) {
            let part = table::read(table, "")?;
            self.out.push_str(&table.name);
            self.out.push_str(&part.text());
            return Some(Expr::Table(Box::new(part)));
        }
        self.out.push_str(self.names.spelled(word).unwrap_or(word));
        Some(Expr::Name(word.into()))
    }

    /// Cells of a table, whose name was read.
    fn table(&mut self, name: &str) -> Option<Expr> {
        let table = self.names.table(name)?;
        let part = table::read(table, self.lexer.bracketed()?)?;
        self.out.push_str(&table.name);
        self.out.push_str(&part.text());
        Some(Expr::Table(Box::new(part)))
    }

    fn call(&mut self, word: &str) -> Option<Expr> {
        let plain = word.strip_prefix("_xlfn.").unwrap_or(word);
        let plain = plain.strip_prefix("_xlws.").unwrap_or(plain).to_uppercase();
        self.out.push_str(&stored(&plain));
        self.out.push('(');
        let mut arguments = Vec::new();
        self.lexer.space();
        if !self.lexer.starts_with(')') && !self.lexer.is_done() {
            loop {
                self.lexer.space();
                if self.lexer.starts_with(',')
                    || self.lexer.starts_with(';')
                    || self.lexer.starts_with(')')
                    || self.lexer.is_done()
                {
                    arguments.push(Expr::Missing);
                } else if let Some(ranges) = self.several_sheets() {
                    arguments.extend(ranges);
                    self.lexer.space();
                } else {
                    arguments.push(self.expression(0)?);
                    self.lexer.space();
                }
                if !self.lexer.take(',') && !self.lexer.take(';') {
                    break;
                }
                self.out.push(',');
            }
        }
        self.close()?;
        let Some(function) = functions::find(&plain) else {
            let custom = self.names.custom(&plain);
            return Some(custom.map_or(Expr::Unknown, |custom| Expr::Custom(custom, arguments)));
        };
        let count = arguments.len();
        (usize::from(function.least)..=usize::from(function.most))
            .contains(&count)
            .then_some(Expr::Call(function, arguments))
    }

    /// `First:Last!A1`, the same cells of several worksheets: an argument for each. Nothing is read when there is none.
    fn several_sheets(&mut self) -> Option<Vec<Expr>> {
        let mut ahead = self.lexer;
        let (first, last, prefix) = match ahead.next()? {
            Token::Word(first) if ahead.take(':') => match ahead.next()? {
                Token::Sheet { raw, name } => (first.to_owned(), name, format!("{first}:{raw}")),
                _ => return None,
            },
            Token::Sheet { raw, name } => {
                let (first, last) = name.split_once(':')?;
                (first.to_owned(), last.to_owned(), raw.to_owned())
            }
            _ => return None,
        };
        let (first, last) = (self.names.sheet(&first)?, self.names.sheet(&last)?);
        let Token::Word(word) = ahead.next()? else {
            return None;
        };
        corner(word)?;
        self.lexer = ahead;
        self.out.push_str(&prefix);
        let Expr::Range(range) = self.word(word, first)? else {
            return None;
        };
        let sheets = first.min(last)..=first.max(last);
        Some(
            sheets
                .map(|sheet| Expr::Range(Range { sheet, ..range }))
                .collect(),
        )
    }

    fn array(&mut self) -> Option<Expr> {
        self.out.push('{');
        let mut items = Vec::new();
        let mut cols = None;
        let mut width = 0;
        loop {
            items.push(self.constant()?);
            width += 1;
            self.lexer.space();
            if self.lexer.take(',') {
                self.out.push(',');
                continue;
            }
            if *cols.get_or_insert(width) != width {
                return None;
            }
            width = 0;
            if self.lexer.take(';') {
                self.out.push(';');
            } else if self.lexer.take('}') {
                self.out.push('}');
                let array = Array::new(cols?, items)?;
                return Some(Expr::Value(Value::Array(std::rc::Rc::new(array))));
            } else {
                return None;
            }
        }
    }

    fn constant(&mut self) -> Option<Value> {
        self.lexer.space();
        let negative = self.lexer.take('-');
        if !negative {
            self.lexer.take('+');
        }
        if negative {
            self.out.push('-');
        }
        match self.lexer.next()? {
            Token::Number(value) => {
                self.out.push_str(&number::plain(value).replace('E', "e"));
                Some(Value::Num(if negative { -value } else { value }))
            }
            Token::Text(raw, value) if !negative => {
                self.out.push_str(raw);
                Some(value.into())
            }
            Token::Error(error) if !negative => {
                self.out.push_str(error.text());
                Some(Value::Err(error))
            }
            Token::Word(word) if !negative => {
                let upper = word.to_uppercase();
                let value = match upper.as_str() {
                    "TRUE" => true,
                    "FALSE" => false,
                    _ => return None,
                };
                self.out.push_str(&upper);
                Some(Value::Bool(value))
            }
            _ => None,
        }
    }
}

fn row(number: f64) -> Option<u32> {
    let inside = number.fract() == 0.0 && (1.0..=f64::from(MAX_ROWS)).contains(&number);
    inside.then_some(number as u32 - 1)
}

/// Whether an expression can be a reference.
pub fn is_reference(expr: &Expr) -> bool {
    match expr {
        Expr::Range(_)
        | Expr::Table(_)
        | Expr::Name(_)
        | Expr::Span(..)
        | Expr::Intersection(..) => true,
        Expr::Value(Value::Err(error)) => *error == Error::Ref,
        Expr::Call(function, _) => {
            matches!(
                function.name,
                "INDEX" | "OFFSET" | "INDIRECT" | "CHOOSE" | "IF"
            )
        }
        _ => false,
    }
}
