//! Texts joined and cut at delimiters.

use super::text::fitting;
use super::{Answer, Function, arg, b_or, int, n_or, plain, t};
use crate::context::Context;
use crate::value::{Array, Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("ARRAYTOTEXT", 1, 2, "aS", |c, a| {
        let table = c.table(arg(a, 0))?;
        let strict = int(a, 1)? == 1.0;
        let mut out = String::new();
        for row in 0..table.rows() {
            for (col, item) in table.row(row).iter().enumerate() {
                if col > 0 {
                    out.push_str(if strict { "," } else { ", " });
                } else if row > 0 {
                    out.push_str(if strict { ";" } else { ", " });
                }
                match item {
                    Value::Text(text) if strict => {
                        out.push_str(&format!("\"{}\"", text.replace('"', "\"\"")));
                    }
                    Value::Err(error) => out.push_str(error.text()),
                    other => out.push_str(&other.text()?),
                }
            }
        }
        fitting(if strict { format!("{{{out}}}") } else { out })
    }),
    plain("CONCAT", 1, 255, "*a", |c, a| {
        let mut out = String::new();
        each_text(c, a, |text| out.push_str(text))?;
        fitting(out)
    }),
    plain("TEXTAFTER", 2, 6, "sasssee", |c, a| cut(c, a, true)),
    plain("TEXTBEFORE", 2, 6, "sasssee", |c, a| cut(c, a, false)),
    plain("TEXTJOIN", 3, 255, "as*r", |c, a| {
        let delimiters = c.table(arg(a, 0))?;
        let skip = b_or(a, 1, true)?;
        let mut out = String::new();
        let mut count = 0;
        let mut error = None;
        each_cell(c, a.get(2..).unwrap_or_default(), |value| {
            match value.text() {
                Ok(text) if skip && text.is_empty() => {}
                Ok(text) => {
                    if count > 0 {
                        let index = (count - 1) % delimiters.items().len();
                        let delimiter = delimiters.items().get(index).map(Value::text);
                        if let Some(Ok(delimiter)) = delimiter {
                            out.push_str(&delimiter);
                        }
                    }
                    out.push_str(&text);
                    count += 1;
                }
                Err(found) => error = error.or(Some(found)),
            }
        })?;
        error.map_or_else(|| fitting(out), Err)
    }),
    plain("TEXTSPLIT", 2, 6, "saasse", split),
];

/// Calls `visit` with every value of the arguments, empty cells too.
fn each_cell(c: &Context<'_>, a: &[Value], mut visit: impl FnMut(&Value)) -> Result<(), Error> {
    for value in a {
        match value {
            Value::Range(_) | Value::Array(_) => {
                c.table(value)?.items().iter().for_each(&mut visit)
            }
            one => visit(one),
        }
    }
    Ok(())
}

fn each_text(c: &Context<'_>, a: &[Value], mut visit: impl FnMut(&str)) -> Result<(), Error> {
    let mut error = None;
    each_cell(c, a, |value| match value.text() {
        Ok(text) => visit(&text),
        Err(found) => error = error.or(Some(found)),
    })?;
    error.map_or(Ok(()), Err)
}

/// Delimiters as texts; none is empty.
fn delimiters(c: &Context<'_>, value: &Value) -> Result<Vec<String>, Error> {
    let table = c.table(value)?;
    let texts = table
        .items()
        .iter()
        .map(|item| item.text().map(|text| text.to_string()));
    let texts = texts.collect::<Result<Vec<_>, _>>()?;
    Ok(texts.into_iter().filter(|text| !text.is_empty()).collect())
}

/// Where the delimiters stand in a text: start and end of each.
fn places(text: &str, delimiters: &[String], plain_case: bool) -> Vec<(usize, usize)> {
    let folded = if plain_case {
        text.to_owned()
    } else {
        text.to_ascii_lowercase()
    };
    let delimiters: Vec<String> = delimiters
        .iter()
        .map(|d| {
            if plain_case {
                d.clone()
            } else {
                d.to_ascii_lowercase()
            }
        })
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = folded.get(at..) {
        let next = delimiters
            .iter()
            .filter_map(|d| rest.find(d.as_str()).map(|start| (start, d.len())))
            .min_by_key(|(start, len)| (*start, usize::MAX - len));
        let Some((start, len)) = next else { break };
        found.push((at + start, at + start + len));
        at += start + len;
    }
    found
}

fn cut(c: &Context<'_>, a: &[Value], after: bool) -> Answer {
    let text = t(a, 0)?;
    let delimiters = delimiters(c, arg(a, 1))?;
    let which = n_or(a, 2, 1.0)?.trunc();
    let plain_case = n_or(a, 3, 0.0)? == 0.0;
    if which == 0.0 {
        return Err(Error::Value);
    }
    let places = places(&text, &delimiters, plain_case);
    let index = if which > 0.0 {
        (which as usize).checked_sub(1)
    } else {
        places.len().checked_sub(which.abs() as usize)
    };
    let Some((start, end)) = index.and_then(|index| places.get(index)).copied() else {
        return match a.get(5) {
            Some(other) if !other.is_blank() => Ok(other.clone()),
            _ => Err(Error::Na),
        };
    };
    let part = if after {
        text.get(end..)
    } else {
        text.get(..start)
    };
    Ok(part.unwrap_or_default().into())
}

fn split(c: &Context<'_>, a: &[Value]) -> Answer {
    let text = t(a, 0)?;
    let cols = delimiters(c, arg(a, 1))?;
    let rows = match a.get(2) {
        Some(value) if !value.is_blank() => delimiters(c, value)?,
        _ => Vec::new(),
    };
    let skip = b_or(a, 3, false)?;
    let plain_case = n_or(a, 4, 0.0)? == 0.0;
    let pieces = |text: &str, delimiters: &[String]| {
        let mut pieces = Vec::new();
        let mut from = 0;
        for (start, end) in places(text, delimiters, plain_case) {
            pieces.push(text.get(from..start).unwrap_or_default().to_owned());
            from = end;
        }
        pieces.push(text.get(from..).unwrap_or_default().to_owned());
        pieces.retain(|piece| !skip || !piece.is_empty());
        pieces
    };
    let lines: Vec<Vec<String>> = pieces(&text, &rows)
        .iter()
        .map(|line| pieces(line, &cols))
        .collect();
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    let fill = a.get(5).cloned().unwrap_or(Value::Err(Error::Na));
    Array::build(lines.len(), width, |row, col| {
        let piece = lines.get(row).and_then(|line| line.get(col));
        piece.map_or_else(|| fill.clone(), |piece| piece.as_str().into())
    })
    .map(Value::from)
}
