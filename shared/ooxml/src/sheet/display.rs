//! Values as cells show them: number formats (ECMA-376 Part 1, 18.8.31).

mod rooms;

use std::str::Chars;

use rooms::Rooms;
use ssfmt::{DateSystem, FormatOptions, NumberFormat};

/// Characters of a format that is tried; longer ones count as `General`.
const MAX_CODE: usize = 255;
/// Digits that `General` shows of a number before it takes to exponents.
const GENERAL_DIGITS: i32 = 11;

/// A number as a cell with this format shows it: without the room that `?` leaves for digits.
#[must_use]
pub fn number(value: f64, code: &str, is_1904: bool) -> String {
    formatted(value, code, is_1904, "")
}

/// A number as `TEXT` gives it: room that `?` leaves for digits is one space, however many they are.
#[must_use]
pub fn padded(value: f64, code: &str, is_1904: bool) -> String {
    formatted(value, code, is_1904, " ")
}

fn formatted(value: f64, code: &str, is_1904: bool, room: &str) -> String {
    if code.is_empty() || code.eq_ignore_ascii_case("general") {
        return general(value);
    }
    if code == "@" {
        return general(value);
    }
    let options = options(is_1904);
    // An empty section hides what it is for.
    let sections: Vec<&str> = code.split(';').collect();
    let section = match sections.len() {
        3.. if value == 0.0 => 2,
        2.. if value < 0.0 => 1,
        _ => 0,
    };
    if sections.len() > 1
        && sections
            .get(section)
            .is_some_and(|section| section.is_empty())
    {
        return String::new();
    }
    let (plain, thousands) = scaled(&unspaced(code));
    let rooms = plain.contains('?').then(|| Rooms::of(&plain));
    let plain = rooms.as_ref().map_or(plain.as_str(), |rooms| &rooms.code);
    let Some(format) = parsed(plain) else {
        return general(value);
    };
    if format.is_date_format() && value >= 0.0 {
        let digits = |run: &str| format!("\"{}\"", number(value, run, is_1904));
        if let Some(code) = with_digits(plain, &digits) {
            return number(value, &code, is_1904);
        }
    }
    // Dates before the first day have no text: the cell is filled with `#`.
    if value < 0.0 && !is_1904 && format.is_date_format() {
        return "#".to_owned();
    }
    let mut scaled = value / 1000_f64.powi(thousands);
    if !format.is_date_format() {
        scaled = decimal(scaled, plain);
    }
    let shown = format.try_format(scaled, &options);
    let Ok(mut shown) = shown else {
        return "#".to_owned();
    };
    if let Some(rooms) = &rooms {
        shown = rooms.filled(&shown, room);
    }
    // What is rounded to nothing has no sign, unless it is a fraction.
    if value < 0.0
        && sections.len() == 1
        && !rooms.is_some_and(|rooms| rooms.fraction)
        && !shown.contains(|c: char| ('1'..='9').contains(&c))
        && let Some(rest) = shown.strip_prefix('-')
    {
        return rest.to_owned();
    }
    // The exponent of nothing has as many digits as others have.
    if value == 0.0
        && code.ends_with("E+0")
        && !code.ends_with("E+00")
        && let Some(rest) = shown.strip_suffix("E+00")
    {
        return format!("{rest}E+0");
    }
    shown
}

/// The number a little further from 0, so that what is half of the last digit shown counts as half however it is held:
/// 2.675 is 2.68. Numbers with so many digits that this would show stay as they are.
fn decimal(value: f64, code: &str) -> f64 {
    let digits = code.split_once('.').map_or(0, |(_, behind)| {
        let places = behind.chars();
        places
            .take_while(|c| matches!(c, '0' | '#' | '?'))
            .take(15)
            .count()
    });
    let percent = if code.contains('%') { 2 } else { 0 };
    if value.abs() * 10_f64.powi(digits as i32 + percent) < 1e13 {
        value * (1.0 + 2.0 * f64::EPSILON)
    } else {
        value
    }
}

/// A text as a cell with this format shows it.
#[must_use]
pub fn text(value: &str, code: &str) -> String {
    if !code.contains('@') || code == "@" {
        return value.to_owned();
    }
    // The section for texts is the fourth, or the last one with an `@`.
    let sections: Vec<&str> = code.split(';').collect();
    let code = match sections.last() {
        Some(last) if sections.len() < 4 && last.contains('@') => format!(";;;{last}"),
        _ => code.to_owned(),
    };
    parsed(&unspaced(&code)).map_or_else(
        || value.to_owned(),
        |format| format.format_text(value, &options(false)),
    )
}

fn options(is_1904: bool) -> FormatOptions {
    FormatOptions {
        date_system: if is_1904 {
            DateSystem::Date1904
        } else {
            DateSystem::Date1900
        },
        ..FormatOptions::default()
    }
}

fn parsed(code: &str) -> Option<NumberFormat> {
    (code.len() <= MAX_CODE)
        .then(|| NumberFormat::parse(code).ok())
        .flatten()
}

/// The code of a date with what it says of digits spelled out; `None` when it says nothing. Those behind seconds are
/// theirs.
fn with_digits(code: &str, spelled: &dyn Fn(&str) -> String) -> Option<String> {
    let mut out = String::with_capacity(code.len());
    let mut found = false;
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => rest.get(1..)?.find('"').map_or(rest.len(), |end| end + 2),
            '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
            '\\' => rest
                .char_indices()
                .nth(2)
                .map_or(rest.len(), |(end, _)| end),
            '0' | '#' | '?' | '.' | ',' => {
                let end = rest.find(|c| !matches!(c, '0' | '#' | '?' | '.' | ','));
                let end = end.unwrap_or(rest.len());
                let run = rest.get(..end)?;
                if run.contains(['0', '#', '?']) && !out.ends_with(['s', 'S']) {
                    found = true;
                    out.push_str(&spelled(run));
                    rest = rest.get(end..)?;
                    continue;
                }
                end
            }
            _ => c.len_utf8(),
        };
        out.push_str(rest.get(..length)?);
        rest = rest.get(length..)?;
    }
    found.then_some(out)
}

/// The code with what stands outside of quotation marks and behind no backslash written by `other`: it gets the
/// character, those behind it, and what is written so far.
fn rewritten(code: &str, mut other: impl FnMut(char, &mut Chars<'_>, &mut String)) -> String {
    let mut out = String::with_capacity(code.len());
    let mut quoted = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                quoted = !quoted;
                out.push(c);
            }
            _ if quoted => out.push(c),
            '\\' => {
                out.push(c);
                out.extend(chars.next());
            }
            _ => other(c, &mut chars, &mut out),
        }
    }
    out
}

/// The code without the commas behind its last digit, and how many they are: each divides by a thousand, which is
/// done before rounding.
fn scaled(code: &str) -> (String, i32) {
    const DIGITS: [char; 3] = ['0', '#', '?'];
    let mut count = 0;
    let out = rewritten(code, |c, chars, out| {
        if c != ',' || !out.ends_with(DIGITS) {
            out.push(c);
            return;
        }
        let mut commas = 1;
        while chars.as_str().starts_with(',') {
            chars.next();
            commas += 1;
        }
        if chars.as_str().starts_with(DIGITS) {
            out.extend(std::iter::repeat_n(',', commas as usize));
        } else if count == 0 {
            // Sections that differ in this do not occur; the first one counts.
            count = commas;
        }
    });
    (out, count)
}

/// The code without `_x`, which leaves room for a character: text does not line up.
fn unspaced(code: &str) -> String {
    let mut bracketed = false;
    rewritten(code, |c, chars, out| match c {
        '_' => {
            chars.next();
        }
        // Fills the cell; in a text it is there once.
        '*' => {
            out.push('\\');
            out.extend(chars.next());
        }
        '[' | ']' => {
            bracketed = c == '[';
            out.push(c);
        }
        // There are no eras and no other calendars.
        'g' if !bracketed && !chars.as_str().starts_with("eneral") => {}
        'b' if !bracketed => out.push_str("\\b"),
        _ => out.push(c),
    })
}

/// The code as the function `TEXT` takes it: room for a character is a space, and nothing is filled.
#[must_use]
pub fn spaced(code: &str) -> String {
    rewritten(code, |c, chars, out| match c {
        '_' => {
            if chars.next().is_some() {
                out.push_str("\\ ");
            }
        }
        '*' => {
            chars.next();
        }
        _ => out.push(c),
    })
}

/// A number in the format `General`: at most ten digits, exponents for what is larger or smaller.
#[must_use]
pub fn general(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs();
    if !(1e-9..1e11).contains(&magnitude) {
        return exponential(value);
    }
    let whole = magnitude.log10().floor() as i32 + 1;
    let decimals = if magnitude < 1e-4 {
        return small(value);
    } else {
        (GENERAL_DIGITS - 1 - whole.max(1)).max(0)
    };
    trimmed(&format!("{value:.*}", decimals as usize))
}

/// Numbers below 0.0001: as decimals while all their digits fit, else with an exponent.
fn small(value: f64) -> String {
    let decimals = format!("{value:.9}");
    let exact = decimals.parse() == Ok(value);
    if exact {
        trimmed(&decimals)
    } else {
        exponential(value)
    }
}

fn exponential(value: f64) -> String {
    // Exponents of three digits leave room for one digit less.
    let places = if (1e-99..1e100).contains(&value.abs()) {
        5
    } else {
        4
    };
    let text = format!("{value:.places$E}");
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let (sign, digits) = exponent
        .strip_prefix('-')
        .map_or(('+', exponent), |digits| ('-', digits));
    format!("{}E{sign}{digits:0>2}", trimmed(mantissa))
}

fn trimmed(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_the_original_shows_them() {
        for (value, code, shown) in [
            (1000.0, "#,##0", "1,000"),
            (0.12, "0%", "12%"),
            (1000.0, "0.00E+00", "1.00E+03"),
            (12.0, "\\$#,##0_);[Red](\\$#,##0)", "$12"),
            (-5.0, "\\$#,##0_);[Red](\\$#,##0)", "($5)"),
            (0.520_833_333_333_333_4, "h:mm", "12:30"),
            (46024.0, "m/d/yyyy", "1/2/2026"),
            (46024.0, "d-mmm", "2-Jan"),
            (0.5, "# ?/?", " 1/2"),
            (0.375, "# ??/??", " 3/8"),
            (5.0, "# ?/?", "5 "),
            (7.0, "???0", "7"),
            (5.5, "0.??? \"kg\"", "5.5 kg"),
            (-0.04, "0.0", "0.0"),
            (2.675, "0.00", "2.68"),
            (-1.005, "0.00", "-1.01"),
            (0.1, "0.0000000000000000", "0.1000000000000000"),
            (0.0, "##0.0E+0", "0.0E+0"),
            (-1.5, "# ?/?", "-1 1/2"),
            (46023.0, "mmm-yy", "Jan-26"),
            (46037.0, "dd-mmm-yy", "15-Jan-26"),
            (0.625, "h:mm AM/PM", "3:00 PM"),
            (1.041_666_666_666_666_7, "[h]:mm:ss", "25:00:00"),
            (0.0, "m/d/yyyy", "1/0/1900"),
            (1234.5, "#,##0.00", "1,234.50"),
            (-1234.5, "#,##0.00;[Red](#,##0.00)", "(1,234.50)"),
            (
                46037.5,
                "dddd, mmmm d, yyyy h:mm AM/PM",
                "Thursday, January 15, 2026 12:00 PM",
            ),
            (12.0, "00000", "00012"),
            (5.0, "\"a\"0\"b\"", "a5b"),
            (1_234_567.0, "#,##0,", "1,235"),
            (12.345, "0.0E+0", "1.2E+1"),
            (46037.25, "[h]:mm", "1104894:00"),
            (0.0, ";;;", ""),
            (5.0, "[<10]\"small\";\"big\"", "small"),
            (1e15, "0", "1000000000000000"),
            (-1.0, "m/d/yyyy", "#"),
            (1234.5, "_($* #,##0.00_)", "$ 1,234.50"),
            (12345.678, "0.00,", "12.35"),
            (0.256, "0%", "26%"),
            (46037.5, "0.00", "46037.50"),
        ] {
            assert_eq!(number(value, code, false), shown, "{value} in {code}");
        }
    }

    #[test]
    fn room_for_digits_is_one_space_in_texts() {
        for (value, code, shown) in [
            (0.375, "# ??/??", "  3/8 "),
            (5.0, "# ?/?", "5  "),
            (7.0, "???0", " 7"),
            (5.0, "0.0??", "5.0 "),
        ] {
            assert_eq!(padded(value, code, false), shown, "{value} in {code}");
        }
    }

    #[test]
    fn general_takes_to_exponents_where_the_original_does() {
        for (value, shown) in [
            (123_456_789_012.0, "1.23457E+11"),
            (1_234_567.891, "1234567.891"),
            (0.1 + 0.2, "0.3"),
            (1e-10, "1E-10"),
            (-1.5, "-1.5"),
            (0.000_123, "0.000123"),
            (123_456_789_012_345_680.0, "1.23457E+17"),
            (1.234_567_890_123_456_7, "1.23456789"),
            (12_345_678_901_234_567_890.0, "1.23457E+19"),
            (0.0, "0"),
            (-0.0, "0"),
            (12_345_678_901.0, "12345678901"),
        ] {
            assert_eq!(general(value), shown, "{value}");
        }
    }

    #[test]
    fn texts_go_through_their_section() {
        assert_eq!(text("abc", "@\" x\""), "abc x");
        assert_eq!(text("abc", "0.00"), "abc");
        assert_eq!(text("abc", "@"), "abc");
    }

    #[test]
    fn texts_keep_the_room_that_cells_leave() {
        assert_eq!(
            number(1234.5, &spaced("_($* #,##0.00_)"), false),
            " $1,234.50 "
        );
        assert_eq!(number(5.0, &spaced("0*-\"_\""), false), "5_");
        assert_eq!(text("hi", &spaced("_(@_)")), " hi ");
    }

    #[test]
    fn strange_codes_do_no_harm() {
        let codes = [
            "[",
            "[$",
            "[Color",
            "[Colorß]0",
            "\"",
            "\\",
            "_",
            "*",
            "0.",
            "E+",
            "yyyy[",
            "[h",
            "#/",
            "?/é",
            ";;;;;;",
            "@@",
            "[>=é]0",
            "0E",
            "general;",
            "[DBNum9]0",
            "[$-F800]dddd",
        ];
        for code in codes {
            for value in [0.0, -1.5, 1e300, 46037.25, f64::MAX, 1e-300] {
                let _ = number(value, code, false);
            }
            let _ = text("é", code);
        }
    }
}
