//! References: where cells are, and cells by their places.

use spindle_ooxml::sheet::reference::push_col;
use spindle_ooxml::sheet::{Area, CellPos, MAX_COLS, MAX_ROWS, formula};

use super::{Answer, Function, arg, b_or, int, lazy, n_or, num, plain, t};
use crate::context::Context;
use crate::expr::Expr;
use crate::parse;
use crate::value::{Array, Error, Range, Value};

pub(super) const TABLE: &[Function] = &[
    plain("ADDRESS", 2, 5, "sssss", address),
    plain("AREAS", 1, 1, "r", |_, a| match arg(a, 0) {
        Value::Range(_) => num(1.0),
        Value::Err(error) => Err(*error),
        _ => Err(Error::Value),
    }),
    lazy("CHOOSE", 2, 255, choose),
    lazy("COLUMN", 0, 1, |c, a, arrays| {
        place(
            c,
            a,
            arrays,
            |area| (area.first.col, area.last.col),
            |cell| cell.col,
        )
    }),
    plain("COLUMNS", 1, 1, "a", |_, a| {
        size(a, |area| area.cols(), Array::cols)
    }),
    plain("FORMULATEXT", 1, 1, "r", |c, a| {
        let Value::Range(range) = arg(a, 0) else {
            return Err(Error::Value);
        };
        let sheet = c.sheets.cells(range.sheet).ok_or(Error::Na)?;
        let text = sheet.grid.formula(range.area.first).ok().flatten();
        text.map(|text| format!("={}", formula::written(&text)).into())
            .ok_or(Error::Na)
    }),
    plain("HYPERLINK", 1, 2, "se", |_, a| match a.get(1) {
        Some(value) => Ok(value.clone()),
        None => Ok(arg(a, 0).clone()),
    }),
    plain("INDEX", 2, 4, "rsss", index),
    plain("INDIRECT", 1, 2, "SS", indirect),
    plain("SINGLE", 1, 1, "s", |_, a| Ok(arg(a, 0).clone())),
    plain("OFFSET", 3, 5, "rssss", offset),
    lazy("ROW", 0, 1, |c, a, arrays| {
        place(
            c,
            a,
            arrays,
            |area| (area.first.row, area.last.row),
            |cell| cell.row,
        )
    }),
    plain("ROWS", 1, 1, "a", |_, a| {
        size(a, |area| area.rows(), Array::rows)
    }),
];

/// A cell's name with or without `$`.
pub(super) fn addressed(cell: CellPos, row_fixed: bool, col_fixed: bool) -> String {
    let mut out = String::new();
    if col_fixed {
        out.push('$');
    }
    push_col(&mut out, cell.col);
    if row_fixed {
        out.push('$');
    }
    out.push_str(&(cell.row + 1).to_string());
    out
}

fn address(_: &Context<'_>, a: &[Value]) -> Answer {
    let (row, col, kind) = (int(a, 0)?, int(a, 1)?, n_or(a, 2, 1.0)?.trunc());
    let inside = (1.0..=f64::from(MAX_ROWS)).contains(&row)
        && (1.0..=f64::from(MAX_COLS)).contains(&col)
        && (1.0..=4.0).contains(&kind);
    if !inside {
        return Err(Error::Value);
    }
    let (row_fixed, col_fixed) = (kind <= 2.0, kind == 1.0 || kind == 3.0);
    let cell = if b_or(a, 3, true)? {
        addressed(
            CellPos::new(row as u32 - 1, col as u32 - 1),
            row_fixed,
            col_fixed,
        )
    } else {
        let part = |letter: char, at: f64, fixed: bool| {
            if fixed {
                format!("{letter}{at}")
            } else {
                format!("{letter}[{at}]")
            }
        };
        part('R', row, row_fixed) + &part('C', col, col_fixed)
    };
    Ok(match a.get(4) {
        Some(sheet) => format!("{}!{cell}", formula::quoted_sheet(&sheet.text()?)),
        None => cell,
    }
    .into())
}

fn choose(c: &Context<'_>, a: &[Expr], arrays: bool) -> Value {
    let [which, choices @ ..] = a else {
        return Value::Err(Error::Value);
    };
    let which = c.operand(which, arrays);
    if c.is_waiting() {
        return Value::Blank;
    }
    let pick = |which: &Value| match which.number() {
        Ok(number) if number >= 1.0 => choices
            .get(number as usize - 1)
            .map_or(Value::Err(Error::Value), |choice| c.eval(choice, arrays)),
        Ok(_) => Value::Err(Error::Value),
        Err(error) => Value::Err(error),
    };
    match &which {
        Value::Array(array) => Array::build(array.rows(), array.cols(), |row, col| {
            array
                .get(row, col)
                .map_or(Value::Blank, |which| c.first(&pick(which)))
        })
        .map_or_else(Value::Err, |array| Value::Array(array.into())),
        one => pick(one),
    }
}

fn place(
    c: &Context<'_>,
    a: &[Expr],
    arrays: bool,
    ends: fn(Area) -> (u32, u32),
    at: fn(CellPos) -> u32,
) -> Value {
    let Some(expr) = a.first() else {
        return match c.home().cell {
            Some(cell) => (at(cell) as usize + 1).into(),
            None => Value::Num(1.0),
        };
    };
    match c.eval(expr, arrays) {
        Value::Range(range) => {
            let (first, last) = ends(range.area);
            if !arrays || first == last {
                return (first as usize + 1).into();
            }
            let count = (last - first) as usize + 1;
            let by_row = last == range.area.last.row && ends(Area::sheet()).1 == MAX_ROWS - 1;
            let (rows, cols) = if by_row { (count, 1) } else { (1, count) };
            Array::build(rows, cols, |row, col| {
                (first as usize + row.max(col) + 1).into()
            })
            .into()
        }
        Value::Err(error) => Value::Err(error),
        _ => Value::Err(Error::Value),
    }
}

fn size(a: &[Value], of_area: fn(&Area) -> u32, of_array: fn(&Array) -> usize) -> Answer {
    match arg(a, 0) {
        Value::Range(range) => Ok((of_area(&range.area) as usize).into()),
        Value::Array(array) => Ok(of_array(array).into()),
        Value::Err(error) => Err(*error),
        _ => num(1.0),
    }
}

/// A row or column that counts from 1; 0 is all of them.
fn line(a: &[Value], at: usize) -> Result<Option<u32>, Error> {
    let number = int(a, at)?;
    if !(0.0..=4e9).contains(&number) {
        return Err(Error::Value);
    }
    Ok((number as u32).checked_sub(1))
}

fn index(c: &Context<'_>, a: &[Value]) -> Answer {
    if c.is_waiting() {
        return Ok(Value::Blank);
    }
    let (mut row, mut col) = (line(a, 1)?, line(a, 2)?);
    let (rows, cols) = match arg(a, 0) {
        Value::Range(range) => (range.area.rows(), range.area.cols()),
        Value::Array(array) => (array.rows() as u32, array.cols() as u32),
        Value::Err(error) => return Err(*error),
        one => {
            let first = row.unwrap_or(0) == 0 && col.unwrap_or(0) == 0;
            return if first {
                Ok(one.clone())
            } else {
                Err(Error::Ref)
            };
        }
    };
    // One index for a single row counts its columns.
    if rows == 1 && a.len() == 2 {
        (row, col) = (None, row);
    }
    if row.is_some_and(|row| row >= rows) || col.is_some_and(|col| col >= cols) {
        return Err(Error::Ref);
    }
    if cols == 1 && col.is_none() {
        col = Some(0);
    }
    if rows == 1 && row.is_none() {
        row = Some(0);
    }
    match arg(a, 0) {
        Value::Range(range) => {
            let first = range.area.first;
            let top = first.row + row.unwrap_or(0);
            let left = first.col + col.unwrap_or(0);
            let area = Area::sized(
                top,
                left,
                if row.is_some() { 1 } else { rows },
                if col.is_some() { 1 } else { cols },
            );
            Ok(Value::Range(Range {
                area: area.ok_or(Error::Ref)?,
                ..*range
            }))
        }
        Value::Array(array) => {
            let (top, left) = (row.unwrap_or(0) as usize, col.unwrap_or(0) as usize);
            let height = if row.is_some() { 1 } else { array.rows() };
            let width = if col.is_some() { 1 } else { array.cols() };
            Array::build(height, width, |row, col| {
                array
                    .get(top + row, left + col)
                    .cloned()
                    .unwrap_or(Value::Blank)
            })
            .map(Value::from)
        }
        other => Ok(other.clone()),
    }
}

fn indirect(c: &Context<'_>, a: &[Value]) -> Answer {
    if c.is_waiting() {
        return Ok(Value::Blank);
    }
    let text = t(a, 0)?;
    let home = c.home();
    let text = text.trim();
    if !b_or(a, 1, true)? {
        return r1c1(text, home.cell)
            .map(|area| {
                Value::Range(Range {
                    sheet: home.sheet,
                    area,
                })
            })
            .ok_or(Error::Ref);
    }
    let formula = parse::parse(text, home.sheet, c.sheets).ok_or(Error::Ref)?;
    match formula.expr {
        Expr::Range(range) => Ok(Value::Range(range)),
        Expr::Name(_) | Expr::Table(_) => match c.eval(&formula.expr, false) {
            Value::Err(_) => Err(Error::Ref),
            value => Ok(value),
        },
        _ => Err(Error::Ref),
    }
}

/// A reference in the R1C1 style.
fn r1c1(text: &str, home: Option<CellPos>) -> Option<Area> {
    let corner = |text: &str| -> Option<CellPos> {
        let upper = text.to_ascii_uppercase();
        let (row, col) = upper.strip_prefix('R')?.split_once('C')?;
        let axis = |text: &str, home: u32, end: u32| -> Option<u32> {
            let at = match text.strip_prefix('[') {
                Some(inner) => {
                    let by: i64 = inner.strip_suffix(']')?.parse().ok()?;
                    i64::from(home) + by
                }
                None if text.is_empty() => i64::from(home),
                None => text.parse::<i64>().ok()? - 1,
            };
            u32::try_from(at).ok().filter(|at| *at < end)
        };
        let home = home.unwrap_or(CellPos::new(0, 0));
        Some(CellPos::new(
            axis(row, home.row, MAX_ROWS)?,
            axis(col, home.col, MAX_COLS)?,
        ))
    };
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some(Area::new(corner(first)?, corner(last)?))
}

fn offset(c: &Context<'_>, a: &[Value]) -> Answer {
    if c.is_waiting() {
        return Ok(Value::Blank);
    }
    let Value::Range(range) = arg(a, 0) else {
        return match arg(a, 0) {
            Value::Err(error) => Err(*error),
            _ => Err(Error::Value),
        };
    };
    let given = |at: usize, default: u32| match a.get(at) {
        Some(value) if !value.is_blank() => value.number().map(f64::trunc),
        _ => Ok(f64::from(default)),
    };
    let mut top = f64::from(range.area.first.row) + int(a, 1)?;
    let mut left = f64::from(range.area.first.col) + int(a, 2)?;
    let mut rows = given(3, range.area.rows())?;
    let mut cols = given(4, range.area.cols())?;
    if rows == 0.0 || cols == 0.0 {
        return Err(Error::Ref);
    }
    if rows < 0.0 {
        top += rows + 1.0;
        rows = -rows;
    }
    if cols < 0.0 {
        left += cols + 1.0;
        cols = -cols;
    }
    let inside = top >= 0.0
        && left >= 0.0
        && top + rows <= f64::from(MAX_ROWS)
        && left + cols <= f64::from(MAX_COLS);
    if !inside {
        return Err(Error::Ref);
    }
    let area = Area::sized(top as u32, left as u32, rows as u32, cols as u32);
    Ok(Value::Range(Range {
        area: area.ok_or(Error::Ref)?,
        ..*range
    }))
}
