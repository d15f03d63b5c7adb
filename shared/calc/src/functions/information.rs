//! What values are.

use super::reference::addressed;
use super::{Answer, Function, arg, n, num, plain, t};
use crate::context::Context;
use crate::parse::Names;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("CELL", 1, 2, "sr", cell),
    plain("ERROR.TYPE", 1, 1, "E", |_, a| match arg(a, 0) {
        Value::Err(error) => num(error.number()),
        _ => Err(Error::Na),
    }),
    plain("ISBLANK", 1, 1, "e", |_, a| is(a, Value::is_blank)),
    plain("ISERR", 1, 1, "e", |_, a| {
        is(a, |value| {
            value.error().is_some_and(|error| error != Error::Na)
        })
    }),
    plain("ISERROR", 1, 1, "e", |_, a| {
        is(a, |value| value.error().is_some())
    }),
    plain("ISEVEN", 1, 1, "s", |_, a| {
        Ok((n(a, 0)?.trunc() % 2.0 == 0.0).into())
    }),
    plain("ISFORMULA", 1, 1, "r", |c, a| match arg(a, 0) {
        Value::Range(range) => {
            let sheet = c.sheets.cells(range.sheet);
            let formula = sheet.and_then(|sheet| sheet.grid.formula(range.area.first).ok());
            Ok(formula.flatten().is_some().into())
        }
        Value::Err(error) => Err(*error),
        _ => Err(Error::Value),
    }),
    plain("ISLOGICAL", 1, 1, "e", |_, a| {
        is(a, |value| matches!(value, Value::Bool(_)))
    }),
    plain("ISNA", 1, 1, "e", |_, a| {
        is(a, |value| value.error() == Some(Error::Na))
    }),
    plain("ISNONTEXT", 1, 1, "e", |_, a| {
        is(a, |value| !matches!(value, Value::Text(_)))
    }),
    plain("ISNUMBER", 1, 1, "e", |_, a| {
        is(a, |value| matches!(value, Value::Num(_)))
    }),
    plain("ISODD", 1, 1, "s", |_, a| {
        Ok((n(a, 0)?.trunc() % 2.0 != 0.0).into())
    }),
    plain("ISREF", 1, 1, "r", |_, a| {
        is(a, |value| matches!(value, Value::Range(_)))
    }),
    plain("ISTEXT", 1, 1, "e", |_, a| {
        is(a, |value| matches!(value, Value::Text(_)))
    }),
    plain("N", 1, 1, "E", |_, a| match arg(a, 0) {
        Value::Err(error) => Err(*error),
        Value::Text(_) => num(0.0),
        other => num(other.number()?),
    }),
    plain("NA", 0, 0, "", |_, _| Err(Error::Na)),
    plain("SHEET", 0, 1, "r", |c, a| match a.first() {
        None => Ok((c.home().sheet + 1).into()),
        Some(Value::Range(range)) => Ok((range.sheet + 1).into()),
        Some(value) => {
            let place = c.sheets.sheet(&value.text()?);
            place.map(|place| (place + 1).into()).ok_or(Error::Na)
        }
    }),
    plain("SHEETS", 0, 1, "r", |c, a| match a.first() {
        None => Ok(c.sheets.list.len().into()),
        Some(Value::Err(error)) => Err(*error),
        Some(_) => num(1.0),
    }),
    plain("T", 1, 1, "r", |c, a| {
        match c.single(arg(a, 0).clone(), false) {
            // Called by itself, it does not look into cells.
            _ if c.home().cell.is_none() && matches!(arg(a, 0), Value::Range(_)) => Ok("".into()),
            Value::Err(error) => Err(error),
            Value::Text(text) => Ok(Value::Text(text)),
            Value::Array(array) => Ok(match array.get(0, 0) {
                Some(Value::Text(text)) => Value::Text(text.clone()),
                _ => "".into(),
            }),
            _ => Ok("".into()),
        }
    }),
    plain("TYPE", 1, 1, "r", |c, a| {
        let value = match arg(a, 0) {
            Value::Range(range) if range.area.is_cell() => c.cell(range.sheet, range.area.first),
            other => other.clone(),
        };
        num(match value {
            Value::Blank | Value::Num(_) => 1.0,
            Value::Text(_) => 2.0,
            Value::Bool(_) => 4.0,
            Value::Err(_) => 16.0,
            Value::Array(_) | Value::Range(_) => 64.0,
        })
    }),
];

fn is(a: &[Value], holds: impl Fn(&Value) -> bool) -> Answer {
    Ok(holds(arg(a, 0)).into())
}

fn cell(c: &Context<'_>, a: &[Value]) -> Answer {
    let what = t(a, 0)?.to_lowercase();
    let home = c.home();
    let (sheet, at) = match a.get(1) {
        Some(Value::Range(range)) => (range.sheet, range.area.first),
        Some(Value::Err(error)) => return Err(*error),
        Some(_) => return Err(Error::Value),
        None => (home.sheet, home.cell.ok_or(Error::Value)?),
    };
    Ok(match what.as_str() {
        "address" => addressed(at, true, true).into(),
        "row" => (at.row as usize + 1).into(),
        "col" => (at.col as usize + 1).into(),
        "contents" => match c.cell(sheet, at) {
            Value::Blank => Value::Num(0.0),
            value => value,
        },
        "type" => match c.cell(sheet, at) {
            Value::Blank => "b",
            Value::Text(_) => "l",
            _ => "v",
        }
        .into(),
        "width" => Value::Num(8.0),
        "filename" => "".into(),
        "color" | "parentheses" => Value::Num(0.0),
        "protect" => Value::Num(1.0),
        "prefix" => match c.cell(sheet, at) {
            Value::Text(_) => "'",
            _ => "",
        }
        .into(),
        "format" => "G".into(),
        _ => return Err(Error::Value),
    })
}
