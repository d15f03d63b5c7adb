//! Texts: parts of them, their characters, and numbers as texts.

use spindle_ooxml::sheet::display;
use spindle_ooxml::sheet::text::MAX_TEXT;

use super::rounding::rounded;
use super::{Answer, Function, arg, b_or, n, n_or, num, plain, t};
use crate::context::Context;
use crate::criteria;
use crate::number;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("ASC", 1, 1, "S", |_, a| {
        Ok(t(a, 0)?.chars().map(narrow).collect::<String>().into())
    }),
    plain("CHAR", 1, 1, "S", |_, a| {
        let code = n(a, 0)?.trunc();
        if !(1.0..=255.0).contains(&code) {
            return Err(Error::Value);
        }
        Ok(windows_char(code as u8).to_string().into())
    }),
    plain("CLEAN", 1, 1, "s", |_, a| {
        Ok(t(a, 0)?
            .chars()
            .filter(|c| *c >= ' ')
            .collect::<String>()
            .into())
    }),
    plain("CODE", 1, 1, "S", |_, a| {
        t(a, 0)?
            .encode_utf16()
            .next()
            .map_or(Err(Error::Num), |unit| num(f64::from(unit)))
    }),
    plain("CONCATENATE", 1, 255, "*s", |_, a| {
        let texts: Result<Vec<_>, _> = a.iter().map(Value::text).collect();
        fitting(texts?.concat())
    }),
    plain("DOLLAR", 1, 2, "ss", |_, a| {
        let number = rounded(n(a, 0)?, n_or(a, 1, 2.0)?.trunc(), f64::round);
        let decimals = n_or(a, 1, 2.0)?.trunc().clamp(0.0, 127.0) as usize;
        let digits = grouped(number.abs(), decimals, true);
        Ok(if number < 0.0 {
            format!("(${digits})")
        } else {
            format!("${digits}")
        }
        .into())
    }),
    plain(
        "EXACT",
        2,
        2,
        "ss",
        |_, a| Ok((t(a, 0)? == t(a, 1)?).into()),
    ),
    plain("FIND", 2, 3, "sss", find),
    plain("FINDB", 2, 3, "sss", find),
    plain("FIXED", 1, 3, "SSS", |_, a| {
        let decimals = n_or(a, 1, 2.0)?.trunc();
        if decimals > 127.0 {
            return Err(Error::Value);
        }
        let number = rounded(n(a, 0)?, decimals, f64::round);
        let digits = grouped(
            number.abs(),
            decimals.max(0.0) as usize,
            !b_or(a, 2, false)?,
        );
        Ok(if number < 0.0 {
            format!("-{digits}")
        } else {
            digits
        }
        .into())
    }),
    plain("JIS", 1, 1, "s", |_, a| {
        Ok(t(a, 0)?.chars().map(wide).collect::<String>().into())
    }),
    plain("LEFT", 1, 2, "ss", left),
    plain("LEFTB", 1, 2, "ss", left),
    plain("LEN", 1, 1, "s", |_, a| {
        Ok(t(a, 0)?.encode_utf16().count().into())
    }),
    plain("LENB", 1, 1, "s", |_, a| {
        Ok(t(a, 0)?.encode_utf16().count().into())
    }),
    plain("LOWER", 1, 1, "s", |_, a| {
        Ok(t(a, 0)?.to_lowercase().into())
    }),
    plain("MID", 3, 3, "sss", mid),
    plain("MIDB", 3, 3, "sss", mid),
    plain("NUMBERVALUE", 1, 3, "sss", number_value),
    plain("PROPER", 1, 1, "S", |_, a| {
        let mut out = String::new();
        let mut inside = false;
        for c in t(a, 0)?.chars() {
            if inside {
                out.extend(c.to_lowercase());
            } else {
                out.extend(c.to_uppercase());
            }
            inside = c.is_alphabetic();
        }
        Ok(out.into())
    }),
    plain("REPLACE", 4, 4, "ssss", replace),
    plain("REPLACEB", 4, 4, "ssss", replace),
    plain("REPT", 2, 2, "ss", |_, a| {
        let (text, times) = (t(a, 0)?, n(a, 1)?.trunc());
        if times < 0.0 || times * text.len() as f64 > MAX_TEXT as f64 {
            return Err(Error::Value);
        }
        Ok(text.repeat(times as usize).into())
    }),
    plain("RIGHT", 1, 2, "ss", right),
    plain("RIGHTB", 1, 2, "ss", right),
    plain("SEARCH", 2, 3, "SSS", search),
    plain("SEARCHB", 2, 3, "SSS", search),
    plain("SUBSTITUTE", 3, 4, "ssss", substitute),
    plain("TEXT", 2, 2, "ss", text),
    plain("TRIM", 1, 1, "s", |_, a| {
        let text = t(a, 0)?;
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        Ok(words.join(" ").into())
    }),
    plain("UNICHAR", 1, 1, "S", |_, a| {
        let code = n(a, 0)?.trunc();
        if !(1.0..=1_114_111.0).contains(&code) {
            return Err(Error::Value);
        }
        char::from_u32(code as u32)
            .map(|c| c.to_string().into())
            .ok_or(Error::Na)
    }),
    plain("UNICODE", 1, 1, "S", |_, a| {
        t(a, 0)?
            .encode_utf16()
            .next()
            .map_or(Err(Error::Value), |unit| num(f64::from(unit)))
    }),
    plain("UPPER", 1, 1, "s", |_, a| {
        Ok(t(a, 0)?.to_uppercase().into())
    }),
    plain("VALUE", 1, 1, "s", |_, a| match arg(a, 0) {
        Value::Bool(_) => Err(Error::Value),
        value => num(value.number()?),
    }),
];

/// A text, unless no cell could hold it.
pub(super) fn fitting(text: String) -> Answer {
    if text.len() > MAX_TEXT * 4 {
        return Err(Error::Value);
    }
    Ok(text.into())
}

/// Digits with commas between thousands.
fn grouped(number: f64, decimals: usize, commas: bool) -> String {
    let plain = format!("{number:.decimals$}");
    if !commas {
        return plain;
    }
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push('.');
        out.push_str(part);
    }
    out
}

/// A full-width character as a half-width one.
fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// A half-width character as a full-width one.
fn wide(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The characters of a text from one place on, so many of them.
fn part(text: &str, from: usize, count: usize) -> String {
    let units: Vec<u16> = text.encode_utf16().skip(from).take(count).collect();
    String::from_utf16_lossy(&units)
}

/// A count of characters.
fn characters(a: &[Value], at: usize, default: f64) -> Result<usize, Error> {
    let count = n_or(a, at, default)?.trunc();
    if count < 0.0 {
        Err(Error::Value)
    } else {
        Ok(count as usize)
    }
}

fn left(_: &Context<'_>, a: &[Value]) -> Answer {
    Ok(part(&t(a, 0)?, 0, characters(a, 1, 1.0)?).into())
}

fn right(_: &Context<'_>, a: &[Value]) -> Answer {
    let (text, count) = (t(a, 0)?, characters(a, 1, 1.0)?);
    let whole = text.encode_utf16().count();
    Ok(part(&text, whole.saturating_sub(count), count).into())
}

fn mid(_: &Context<'_>, a: &[Value]) -> Answer {
    let (text, from, count) = (t(a, 0)?, characters(a, 1, 1.0)?, characters(a, 2, 0.0)?);
    let from = from.checked_sub(1).ok_or(Error::Value)?;
    Ok(part(&text, from, count).into())
}

fn replace(_: &Context<'_>, a: &[Value]) -> Answer {
    let (text, from, count) = (t(a, 0)?, characters(a, 1, 1.0)?, characters(a, 2, 0.0)?);
    let from = from.checked_sub(1).ok_or(Error::Value)?;
    let rest = part(&text, from.saturating_add(count), MAX_TEXT);
    fitting([&part(&text, 0, from), &*t(a, 3)?, &rest].concat())
}

/// A place where a search starts, counted from 0.
fn start(a: &[Value], whole: usize) -> Result<usize, Error> {
    let from = n_or(a, 2, 1.0)?.trunc();
    if from < 1.0 || from > whole as f64 {
        return Err(Error::Value);
    }
    Ok(from as usize - 1)
}

fn find(_: &Context<'_>, a: &[Value]) -> Answer {
    let (wanted, text) = (t(a, 0)?, t(a, 1)?);
    let chars: Vec<char> = text.chars().collect();
    let from = start(a, chars.len().max(1))?;
    let rest: String = chars.get(from..).unwrap_or_default().iter().collect();
    let at = rest.find(&*wanted).ok_or(Error::Value)?;
    let before = rest.get(..at).map_or(0, |before| before.chars().count());
    Ok((from + before + 1).into())
}

fn search(c: &Context<'_>, a: &[Value]) -> Answer {
    let (wanted, text) = (t(a, 0)?, t(a, 1)?);
    let count = text.chars().count();
    let from = start(a, count.max(1))?;
    if !c.spend(count.saturating_mul(count.min(4096))) {
        return Err(Error::Value);
    }
    let found = criteria::find(&wanted, &text, from);
    found.map(|at| (at + 1).into()).ok_or(Error::Value)
}

fn substitute(_: &Context<'_>, a: &[Value]) -> Answer {
    let (text, old, new) = (t(a, 0)?, t(a, 1)?, t(a, 2)?);
    if old.is_empty() {
        return Ok(Value::Text(text));
    }
    let Some(which) = a.get(3) else {
        let grown = text.matches(&*old).count().saturating_mul(new.len());
        if grown > MAX_TEXT * 4 {
            return Err(Error::Value);
        }
        return fitting(text.replace(&*old, &new));
    };
    let which = which.number()?.trunc();
    if which < 1.0 {
        return Err(Error::Value);
    }
    let Some((at, _)) = text.match_indices(&*old).nth(which as usize - 1) else {
        return Ok(Value::Text(text.clone()));
    };
    let (head, tail) = text.split_at_checked(at).unwrap_or((&text, ""));
    fitting([head, &new, tail.get(old.len()..).unwrap_or_default()].concat())
}

fn number_value(_: &Context<'_>, a: &[Value]) -> Answer {
    let text = t(a, 0)?;
    let sign = |at: usize, default: char| -> Result<char, Error> {
        match a.get(at) {
            Some(value) => value.text()?.chars().next().ok_or(Error::Value),
            None => Ok(default),
        }
    };
    let (point, group) = (sign(1, '.')?, sign(2, ',')?);
    let mut plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != group)
        .map(|c| if c == point { '.' } else { c })
        .collect();
    if plain.is_empty() {
        return num(0.0);
    }
    let mut scale = 1.0;
    while plain.ends_with('%') {
        plain.pop();
        scale *= 100.0;
    }
    let number: f64 = plain.parse().map_err(|_| Error::Value)?;
    num(number / scale)
}

/// The character of a code: Latin letters, and those of Windows between them.
fn windows_char(code: u8) -> char {
    const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let place = usize::from(code).checked_sub(0x80);
    place
        .and_then(|place| WINDOWS.chars().nth(place))
        .unwrap_or(char::from(code))
}

fn text(c: &Context<'_>, a: &[Value]) -> Answer {
    let format = display::spaced(&t(a, 1)?);
    let shown = match arg(a, 0) {
        Value::Text(text) => match number::parse(text) {
            Some(number) if !format.is_empty() => number,
            _ => return Ok(display::text(text, &format).into()),
        },
        Value::Bool(_) => return Ok(Value::Text(t(a, 0)?)),
        other => other.number()?,
    };
    if format.is_empty() {
        return Ok("".into());
    }
    Ok(display::padded(shown, &format, c.sheets.book.is_1904()).into())
}
