//! Number styles (ODF 1.3 part 3, 16.29) as format codes of xlsx.

use std::collections::HashMap;
use std::io::BufRead;

use spindle_model::convert::ConvertError;

use super::xml::{Element, Pull, Token};

/// Digits that a format may ask for.
const MAX_DIGITS: u32 = 30;
/// The condition that all numbers meet, as LibreOffice writes it.
pub(super) const ALL: &str = "<=1.7976931348623157E+308";
/// Bytes of a code; longer ones are of no use.
const MAX_CODE: usize = 255;

/// A number style: its own code, and the styles that hold under conditions.
#[derive(Debug, Default)]
pub(super) struct NumberStyle {
    body: String,
    is_text: bool,
    maps: Vec<(String, String)>,
}

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Percentage,
    Date,
    Text,
}

impl NumberStyle {
    /// Reads a number style up to its end.
    pub(super) fn read<R: BufRead>(
        name: &str,
        truncates: bool,
        pull: &mut Pull<R>,
    ) -> Result<Self, ConvertError> {
        let kind = match name {
            "number:date-style" | "number:time-style" => Kind::Date,
            "number:percentage-style" => Kind::Percentage,
            "number:text-style" => Kind::Text,
            _ => Kind::Number,
        };
        let mut style = Self {
            is_text: kind == Kind::Text,
            ..Self::default()
        };
        let inside = pull.depth();
        // The first part of a duration counts on beyond its clock.
        let mut elapsed = !truncates;
        loop {
            let mut text_follows = false;
            match pull.next()? {
                Token::Start(element) => match element.name() {
                    "number:text" => text_follows = true,
                    "number:embedded-text" => pull.skip()?,
                    "number:currency-symbol" => {
                        let language = element.attribute("number:language");
                        let country = element.attribute("number:country");
                        let symbol = pull.text(MAX_CODE)?;
                        push_currency(&symbol, language, country, &mut style.body);
                    }
                    "number:fill-character" => {
                        let text = pull.text(8)?;
                        if let Some(c) = text.chars().next() {
                            style.body.push('*');
                            style.body.push(c);
                        }
                    }
                    "style:map" => {
                        let condition = element.attribute("style:condition");
                        let apply = element.attribute("style:apply-style-name");
                        if let (Some(condition), Some(apply), true) =
                            (condition, apply, style.maps.len() < 4)
                        {
                            style.maps.push((condition, apply));
                        }
                    }
                    _ => push_part(&element, &mut elapsed, &mut style.body),
                },
                Token::Eof => break,
                _ => {}
            }
            if text_follows {
                let text = pull.text(MAX_CODE)?;
                push_literal(&text, kind, &mut style.body);
            }
            if pull.depth() < inside {
                break;
            }
            if style.body.len() > MAX_CODE {
                style.body.clear();
                pull.skip()?;
                break;
            }
        }
        Ok(style)
    }

    /// The code of a style with its conditions; `None` for `General`.
    pub(super) fn code(styles: &HashMap<String, Self>, name: &str) -> Option<String> {
        let style = styles.get(name)?;
        let mut sections: Vec<(&str, &str)> = Vec::new();
        for (condition, apply) in &style.maps {
            let body = styles.get(apply).map_or("", |style| style.body.as_str());
            sections.push((condition.as_str(), body));
        }
        let signs: Vec<String> = sections
            .iter()
            .map(|(condition, _)| condition.trim_start_matches("value()").replace(' ', ""))
            .map(|sign| {
                if sign.starts_with("<=1.79769313486") {
                    ALL.to_owned()
                } else {
                    sign
                }
            })
            .collect();
        let signs: Vec<&str> = signs.iter().map(String::as_str).collect();
        let usual = matches!(
            signs.as_slice(),
            [] | [">=0"] | [">0"] | [ALL] | [">0", "<0"] | [">=0", "<0"] | [">0", "<0", "=0"]
        );
        let mut code = String::new();
        for ((_, body), sign) in sections.iter().zip(&signs) {
            if !usual {
                code.push('[');
                code.push_str(sign);
                code.push(']');
            }
            code.push_str(body);
            code.push(';');
        }
        code.push_str(&style.body);
        if style.is_text && !style.maps.is_empty() && !style.body.contains('@') {
            code.push('@');
        }
        let nothing = code.is_empty() || code == "General" || code.len() > MAX_CODE;
        (!nothing).then_some(code)
    }
}

fn push_part(element: &Element<'_>, elapsed: &mut bool, body: &mut String) {
    let long = element
        .attribute("number:style")
        .is_some_and(|style| style == "long");
    let mut clock = |letter: &str| {
        let part = letter.repeat(if long { 2 } else { 1 });
        if std::mem::take(elapsed) {
            format!("[{part}]")
        } else {
            part
        }
    };
    match element.name() {
        "number:number" => push_number(element, body),
        "number:scientific-number" => {
            push_digits(element, body);
            let signed = element.attribute("number:forced-exponent-sign");
            body.push_str(if signed.as_deref() == Some("false") {
                "E-"
            } else {
                "E+"
            });
            let digits = element.count("number:min-exponent-digits", 1);
            push_repeated("0", digits, body);
        }
        "number:fraction" => {
            if element.attribute("number:min-integer-digits").is_some() {
                let whole = element.count("number:min-integer-digits", 0);
                push_repeated("0", whole, body);
                body.push_str(if whole == 0 { "# " } else { " " });
            }
            let numerator = element.count("number:min-numerator-digits", 1);
            push_repeated("?", numerator, body);
            body.push('/');
            match element.attribute("number:denominator-value") {
                Some(value) if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                    body.push_str(&value);
                }
                _ => {
                    let denominator = element.count("number:min-denominator-digits", 1);
                    push_repeated("?", denominator, body);
                }
            }
        }
        "number:day" => body.push_str(if long { "dd" } else { "d" }),
        "number:month" => {
            let textual = element
                .attribute("number:textual")
                .is_some_and(|textual| textual == "true");
            body.push_str(match (textual, long) {
                (false, false) => "m",
                (false, true) => "mm",
                (true, false) => "mmm",
                (true, true) => "mmmm",
            });
        }
        "number:year" => body.push_str(if long { "yyyy" } else { "yy" }),
        "number:day-of-week" => body.push_str(if long { "dddd" } else { "ddd" }),
        "number:hours" => body.push_str(&clock("h")),
        "number:minutes" => body.push_str(&clock("m")),
        "number:seconds" => {
            body.push_str(&clock("s"));
            let decimals = element.count("number:decimal-places", 0);
            if decimals > 0 {
                body.push('.');
                push_repeated("0", decimals.min(9), body);
            }
        }
        "number:am-pm" => body.push_str("AM/PM"),
        "number:text-content" => body.push('@'),
        "number:boolean" => body.push_str("General"),
        "style:text-properties" => {
            let named = element
                .attribute("fo:color")
                .and_then(|color| COLORS.iter().find(|(value, _)| *value == color));
            if let Some((_, name)) = named {
                body.insert_str(0, name);
            }
        }
        _ => {}
    }
}

/// The colours that codes name.
pub(super) const COLORS: [(&str, &str); 8] = [
    ("#000000", "[Black]"),
    ("#0000ff", "[Blue]"),
    ("#00ffff", "[Cyan]"),
    ("#00ff00", "[Green]"),
    ("#ff00ff", "[Magenta]"),
    ("#ff0000", "[Red]"),
    ("#ffffff", "[White]"),
    ("#ffff00", "[Yellow]"),
];

fn push_repeated(text: &str, count: u32, body: &mut String) {
    for _ in 0..count.min(MAX_DIGITS) {
        body.push_str(text);
    }
}

/// A plain number; one that says nothing of its decimals shows as many as it has.
fn push_number(element: &Element<'_>, body: &mut String) {
    let grouped = element.attribute("number:grouping").as_deref() == Some("true");
    let says_decimals = element.attribute("number:decimal-places").is_some();
    if !says_decimals && !grouped && element.count("number:min-integer-digits", 0) <= 1 {
        body.push_str("General");
        return;
    }
    push_digits(element, body);
    let mut factor: f64 = element
        .attribute("number:display-factor")
        .and_then(|factor| factor.parse().ok())
        .unwrap_or(1.0);
    for _ in 0..4 {
        if factor < 1000.0 {
            break;
        }
        body.push(',');
        factor /= 1000.0;
    }
}

fn push_digits(element: &Element<'_>, body: &mut String) {
    let whole = element
        .count("number:min-integer-digits", 0)
        .min(MAX_DIGITS);
    let grouped = element.attribute("number:grouping").as_deref() == Some("true");
    let shown = if grouped { whole.max(4) } else { whole.max(1) };
    for place in (0..shown).rev() {
        body.push(if place < whole { '0' } else { '#' });
        if grouped && place > 0 && place.is_multiple_of(3) {
            body.push(',');
        }
    }
    let most = element.count("number:decimal-places", 0).min(MAX_DIGITS);
    let least = match element.attribute("number:min-decimal-places") {
        Some(least) => least.parse().unwrap_or(most).min(most),
        // Older files leave out decimals that are zero where they say so.
        None if element.attribute("number:decimal-replacement").as_deref() == Some("") => 0,
        None => most,
    };
    if most > 0 {
        body.push('.');
        push_repeated("0", least, body);
        push_repeated("#", most - least, body);
    }
}

fn push_literal(text: &str, kind: Kind, body: &mut String) {
    let plain = |c: char| match kind {
        Kind::Date => matches!(c, ' ' | '/' | '-' | ':' | ',' | '.'),
        Kind::Percentage => matches!(c, ' ' | '-' | '+' | '(' | ')' | '%' | '$'),
        Kind::Number => matches!(c, ' ' | '-' | '+' | '(' | ')' | '$'),
        Kind::Text => c == ' ',
    };
    if text.chars().all(plain) {
        body.push_str(text);
    } else if text.contains('"') {
        for c in text.chars() {
            body.push('\\');
            body.push(c);
        }
    } else {
        // A percent sign must stay outside of the quotes to count.
        let (before, percent, after) = match text.split_once('%') {
            Some((before, after)) if kind == Kind::Percentage => (before, "%", after),
            _ => (text, "", ""),
        };
        for (part, sign) in [(before, percent), (after, "")] {
            if !part.is_empty() {
                body.push('"');
                body.push_str(part);
                body.push('"');
            }
            body.push_str(sign);
        }
    }
}

/// Languages whose currencies are usual, and the numbers that codes have for them (MS-LCID 2.2).
pub(super) const LANGUAGES: [(&str, &str, &str); 16] = [
    ("en", "US", "409"),
    ("en", "GB", "809"),
    ("de", "DE", "407"),
    ("de", "AT", "C07"),
    ("de", "CH", "807"),
    ("fr", "FR", "40C"),
    ("it", "IT", "410"),
    ("es", "ES", "C0A"),
    ("nl", "NL", "413"),
    ("pl", "PL", "415"),
    ("ru", "RU", "419"),
    ("ja", "JP", "411"),
    ("ko", "KR", "412"),
    ("zh", "CN", "804"),
    ("zh", "TW", "404"),
    ("pt", "BR", "416"),
];

fn push_currency(
    symbol: &str,
    language: Option<String>,
    country: Option<String>,
    body: &mut String,
) {
    let symbol = if symbol.is_empty() { "$" } else { symbol };
    let known = LANGUAGES.iter().find(|(known_language, known_country, _)| {
        language.as_deref() == Some(*known_language) && country.as_deref() == Some(*known_country)
    });
    match known {
        Some((_, _, number)) if !symbol.contains([']', '-']) => {
            body.push_str(&format!("[${symbol}-{number}]"));
        }
        _ if symbol == "$" => body.push('$'),
        _ => push_literal(symbol, Kind::Text, body),
    }
}
