//! Formats of text that is filled in: scripts that readers know, for keys, for what is shown and for what is taken.

use spindle_pdf_file::{Dict, Object};

use super::super::handle::{no, yes};
use super::super::{PdfCall, PdfResult};
use super::Field;
use super::base::{change, this};
use crate::args::number_text;
use crate::value::Value;

/// A script as an action.
fn script(text: &str) -> Object {
    Object::Dict(
        Dict::new()
            .with("Type", Object::named("Action"))
            .with("S", Object::named("JavaScript"))
            .with("JS", Object::said(text)),
    )
}

fn actions(dict: &Dict) -> Dict {
    dict.get("AA")
        .and_then(Object::dict)
        .cloned()
        .unwrap_or_default()
}

/// Sets what happens for each key (`K`) and when the value is shown (`F`); what was there before goes.
fn set(dict: &mut Dict, key: &str, shown: Option<&str>) {
    let mut all = actions(dict);
    for old in ["K", "F", "V"] {
        all.remove(old);
    }
    all.set("K", script(key));
    if let Some(shown) = shown {
        all.set("F", script(shown));
    }
    dict.set("AA", all);
}

/// A pair of scripts that differ in one word.
fn set_pair(call: &mut PdfCall<'_>, name: &str, arguments: &str) -> PdfResult {
    let key = format!("{name}_Keystroke({arguments});");
    let shown = format!("{name}_Format({arguments});");
    set(&mut change(call)?.dict, &key, Some(&shown));
    yes()
}

/// A text between quotation marks.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for one in text.chars() {
        match one {
            '"' | '\\' => out.extend(['\\', one]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            one => out.push(one),
        }
    }
    out.push('"');
    out
}

pub fn clear(call: &mut PdfCall<'_>) -> PdfResult {
    let field = change(call)?;
    let mut all = actions(&field.dict);
    for key in ["K", "F", "V"] {
        all.remove(key);
    }
    if all.is_empty() {
        field.dict.remove("AA");
    } else {
        field.dict.set("AA", all);
    }
    yes()
}

/// Gives a text the format of a day.
pub fn set_date(dict: &mut Dict, format: &str) {
    let format = quoted(format);
    let (key, shown) = (
        format!("AFDate_Keystroke({format});"),
        format!("AFDate_Format({format});"),
    );
    set(dict, &key, Some(&shown));
}

pub fn date(call: &mut PdfCall<'_>) -> PdfResult {
    let format = call.args.opt_text(0).unwrap_or_default().into_owned();
    set_date(&mut change(call)?.dict, &format);
    yes()
}

pub fn mask(call: &mut PdfCall<'_>) -> PdfResult {
    let mask = quoted(&call.args.opt_text(0).unwrap_or_default());
    set(
        &mut change(call)?.dict,
        &format!("AFSpecial_KeystrokeEx({mask});"),
        None,
    );
    yes()
}

/// The place of a word that is given, 0 for any other.
fn place(call: &PdfCall<'_>, index: usize, words: &[&str]) -> usize {
    let given = call.args.opt_text(index).unwrap_or_default();
    words.iter().position(|word| *word == given).unwrap_or(0)
}

const SEPARATORS: [&str; 5] = ["us", "plain", "euro", "europlain", "ch"];

fn decimals(call: &PdfCall<'_>) -> i64 {
    call.args.opt_integer(0).unwrap_or(0).clamp(0, 20)
}

pub fn number(call: &mut PdfCall<'_>) -> PdfResult {
    let separator = place(call, 1, &SEPARATORS);
    let negative = place(
        call,
        2,
        &["black-minus", "red-minus", "black-parens", "red-parens"],
    );
    let currency = quoted(&call.args.opt_text(3).unwrap_or_default());
    let before = call.args.boolean(4, false);
    let decimals = decimals(call);
    set_pair(
        call,
        "AFNumber",
        &format!("{decimals},{separator},{negative},0,{currency},{before}"),
    )
}

pub fn percentage(call: &mut PdfCall<'_>) -> PdfResult {
    let separator = place(call, 1, &SEPARATORS);
    let decimals = decimals(call);
    set_pair(call, "AFPercent", &format!("{decimals},{separator}"))
}

pub fn special(call: &mut PdfCall<'_>) -> PdfResult {
    let kind = place(call, 0, &["zip", "zip+4", "phone", "ssn"]);
    set_pair(call, "AFSpecial", &kind.to_string())
}

pub fn time(call: &mut PdfCall<'_>) -> PdfResult {
    let kind = place(call, 0, &TIMES);
    set_pair(call, "AFTime", &kind.to_string())
}

pub fn regular(call: &mut PdfCall<'_>) -> PdfResult {
    let pattern = call.args.opt_text(0).unwrap_or_default().into_owned();
    set_regular(change(call)?, &pattern);
    yes()
}

/// Holds what is filled in to a regular expression.
pub fn set_regular(field: &mut Field, pattern: &str) {
    // A slash would end the expression.
    let escaped = pattern
        .replace("\\/", "/")
        .replace('/', "\\/")
        .replace(['\n', '\r'], "");
    let check = format!("if (event.value) event.rc = /{escaped}/.test(event.value);");
    let all = actions(&field.dict).with("V", script(&check));
    field.dict.set("AA", all);
    field.set_note("regular", pattern);
}

/// Whether keys are held to a number.
fn is_number(field: &Field) -> bool {
    let key = actions(&field.dict)
        .get("K")
        .and_then(Object::dict)
        .and_then(|action| action.text("JS"));
    key.is_some_and(|script| script.starts_with("AFNumber") || script.starts_with("AFPercent"))
}

/// Only numbers have a range.
pub fn range(call: &mut PdfCall<'_>) -> PdfResult {
    if !is_number(this(call)?) {
        return no();
    }
    let side = |index: usize| {
        let value = call.args.opt_number(index + 1);
        let on = call.args.boolean(index, false) && value.is_some();
        format!("{on},{}", number_text(value.unwrap_or(0.0)))
    };
    let check = format!("AFRange_Validate({},{});", side(0), side(2));
    let field = change(call)?;
    let all = actions(&field.dict).with("V", script(&check));
    field.dict.set("AA", all);
    yes()
}

/// The argument of the script that watches keys, when that is `name`.
fn argument(field: &Field, name: &str) -> Option<String> {
    let all = actions(&field.dict);
    let script = all.get("K").and_then(Object::dict)?.text("JS")?;
    let inner = script
        .strip_prefix(name)?
        .strip_prefix('(')?
        .strip_suffix(");")?;
    Some(inner.trim_matches('"').to_owned())
}

/// Whether a text has the letters and digits that a mask wants.
fn fits_mask(mask: &str, text: &str) -> bool {
    mask.chars().count() == text.chars().count()
        && mask
            .chars()
            .zip(text.chars())
            .all(|(wanted, one)| match wanted {
                '9' => one.is_ascii_digit(),
                'A' => one.is_alphabetic(),
                'O' => one.is_alphanumeric(),
                'X' => true,
                other => other == one,
            })
}

/// Whether a text has numbers and names where a format of days or times has its letters.
fn fits_date(format: &str, text: &str) -> bool {
    let mut rest = text;
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_alphabetic() {
            match rest.strip_prefix(letter) {
                Some(after) => rest = after,
                None => return false,
            }
            continue;
        }
        let mut count = 1;
        while letters.next_if_eq(&letter).is_some() {
            count += 1;
        }
        let named = letter == 't' || (matches!(letter, 'm' | 'd') && count > 2);
        let end = rest
            .find(|one: char| {
                if named {
                    !one.is_alphabetic()
                } else {
                    !one.is_ascii_digit()
                }
            })
            .unwrap_or(rest.len());
        if end == 0 {
            return false;
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    rest.is_empty()
}

const TIMES: [&str; 4] = ["HH:MM", "h:MM tt", "HH:MM:ss", "h:MM:ss tt"];

/// Whether a field takes a value.
pub fn takes(field: &Field, text: &str) -> bool {
    if text.is_empty() {
        return true;
    }
    if let Some(mask) = argument(field, "AFSpecial_KeystrokeEx") {
        return fits_mask(&mask, text);
    }
    if let Some(format) = argument(field, "AFDate_Keystroke") {
        return fits_date(&format, text);
    }
    if let Some(kind) = argument(field, "AFTime_Keystroke") {
        let format = kind.parse().ok().and_then(|kind: usize| TIMES.get(kind));
        return format.is_none_or(|format| fits_date(format, text));
    }
    if !is_number(field) {
        return true;
    }
    let Ok(number) = text.trim().parse::<f64>() else {
        return false;
    };
    let check = actions(&field.dict)
        .get("V")
        .and_then(Object::dict)
        .and_then(|action| action.text("JS"));
    let arguments = check
        .as_deref()
        .and_then(|script| script.strip_prefix("AFRange_Validate("));
    let Some(arguments) = arguments.and_then(|rest| rest.strip_suffix(");")) else {
        return true;
    };
    let parts: Vec<&str> = arguments.split(',').map(str::trim).collect();
    let &[more, least, less, most] = parts.as_slice() else {
        return true;
    };
    let limit = |text: &str| text.parse::<f64>().unwrap_or(number);
    (more != "true" || number >= limit(least)) && (less != "true" || number <= limit(most))
}

/// What an action does, for scripts.
pub fn described(action: Option<&Object>) -> Value<super::super::PdfRef> {
    let action = action.and_then(Object::dict);
    let Some(action) = action else {
        return Value::Null;
    };
    let kind = action.name("S").unwrap_or_default();
    let mut entries = vec![("type".to_owned(), kind.into())];
    for (key, name) in [("JS", "script"), ("URI", "uri"), ("N", "name")] {
        if let Some(text) = action.text(key) {
            entries.push((name.to_owned(), text.into()));
        }
    }
    Value::Object(entries)
}

#[cfg(test)]
mod tests {
    use super::{fits_date, fits_mask};

    #[test]
    fn values_are_held_to_formats() {
        assert!(fits_date("mm/dd/yyyy", "05/06/2024"));
        assert!(!fits_date("mm/dd/yyyy", "2024-05-06"));
        assert!(fits_date("d-mmm-yy", "6-May-24"));
        assert!(fits_date("h:MM tt", "9:30 am"));
        assert!(!fits_date("HH:MM", "nine"));
        assert!(fits_mask("999-AX", "123-bé"));
        assert!(!fits_mask("999", "12"));
    }
}
