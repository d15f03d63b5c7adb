//! The text of a clipboard: lines of cells with tabs between them, as spreadsheets write it.

use std::collections::HashMap;

use serde_json::Value;

use crate::commands::copy::Block;
use crate::commands::edit_cell;
use crate::json::Object;

/// The most digits that a number keeps exactly.
const DIGITS: usize = 15;

/// The cells of a text; nothing where it has none, or more than a sheet.
pub(super) fn block(text: &str) -> Option<Block> {
    let rows = rows(text);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut cells = HashMap::new();
    for (row, fields) in rows.iter().enumerate() {
        for (column, field) in fields.iter().enumerate() {
            let mut cell = Object::default();
            edit_cell::set(&mut cell, &value(field));
            if !cell.is_empty() {
                cells.insert(
                    (u32::try_from(row).ok()?, u32::try_from(column).ok()?),
                    cell,
                );
            }
        }
    }
    Block::of(rows.len(), columns, cells)
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut row = Vec::new();
        loop {
            let (field, after) = field(rest);
            row.push(field);
            match after.strip_prefix('\t') {
                Some(next) => rest = next,
                None => {
                    let next = after.strip_prefix('\r').unwrap_or(after);
                    rest = next.strip_prefix('\n').unwrap_or(next);
                    break;
                }
            }
        }
        rows.push(row);
    }
    rows
}

/// One field, and what follows it: a tab, the end of a line, or nothing.
fn field(text: &str) -> (String, &str) {
    if let Some(field) = text.strip_prefix('"').and_then(quoted) {
        return field;
    }
    let end = text.find(['\t', '\r', '\n']).unwrap_or(text.len());
    let (field, after) = text.split_at_checked(end).unwrap_or((text, ""));
    (field.to_owned(), after)
}

/// A field in quotes, from after the first; nothing where it does not end as one.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let (piece, after) = rest.split_once('"')?;
        field.push_str(piece);
        match after.strip_prefix('"') {
            Some(next) => {
                field.push('"');
                rest = next;
            }
            None => {
                let ends = after.is_empty() || after.starts_with(['\t', '\r', '\n']);
                return ends.then_some((field, after));
            }
        }
    }
}

/// A number or a truth value where a field is plainly one, otherwise its text.
fn value(field: &str) -> Value {
    let digits = field.bytes().filter(u8::is_ascii_digit).count();
    let plain = field
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    match field {
        "TRUE" => Value::Bool(true),
        "FALSE" => Value::Bool(false),
        // The grammar of JSON leaves out what loses something as a number, such as `007`.
        _ if plain && digits <= DIGITS => match serde_json::from_str(field) {
            Ok(number @ Value::Number(_)) => number,
            _ => Value::from(field),
        },
        _ => Value::from(field),
    }
}
