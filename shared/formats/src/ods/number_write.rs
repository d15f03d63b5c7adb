//! Format codes of xlsx as number styles (ODF 1.3 part 3, 16.29).

mod scan;

use std::fmt::Write;

use super::number_read::{ALL, COLORS, LANGUAGES};
use super::xml::{attribute, escape};
use scan::{Item, Section, scan};

/// What values with a format are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum ValueKind {
    /// A plain number.
    #[default]
    Float,
    /// A share of a hundred.
    Percentage,
    /// A day.
    Date,
    /// A time of day or a span of time.
    Time,
}

/// Writes the styles for a code under that name, and says what its values are; `None` for `General`, which needs none.
pub(super) fn write(code: &str, name: &str, out: &mut String) -> Option<ValueKind> {
    if code.is_empty() || code.eq_ignore_ascii_case("general") {
        return None;
    }
    let mut sections = scan(code);
    let last = sections.pop()?;
    let kind = sections.first().unwrap_or(&last).kind();
    let is_text = last.is_text();
    // What holds for all other numbers stands last in both.
    let signs: &[&str] = match (sections.len(), is_text) {
        (1, true) => &[ALL],
        (1, false) => &[">=0"],
        (2, true) => &[">=0", "<0"],
        (2, false) => &[">0", "<0"],
        _ => &[">0", "<0", "=0"],
    };
    let mut maps = String::new();
    for (index, section) in sections.iter().enumerate().take(3) {
        let part = format!("{name}P{index}");
        write_section(section, &part, true, "", out);
        let sign = section
            .condition
            .as_deref()
            .or_else(|| signs.get(index).copied())
            .unwrap_or("=0");
        let mut condition = "value()".to_owned();
        condition.push_str(&sign.replace("<>", "!="));
        maps.push_str("<style:map");
        attribute("style:condition", &condition, &mut maps);
        attribute("style:apply-style-name", &part, &mut maps);
        maps.push_str("/>");
    }
    write_section(&last, name, false, &maps, out);
    Some(kind)
}

fn write_section(section: &Section, name: &str, volatile: bool, maps: &str, out: &mut String) {
    let element = if section.is_text() {
        "text-style"
    } else {
        match section.kind() {
            ValueKind::Date => "date-style",
            ValueKind::Time => "time-style",
            ValueKind::Percentage => "percentage-style",
            ValueKind::Float if section.has_currency() => "currency-style",
            ValueKind::Float => "number-style",
        }
    };
    let _ = write!(out, "<number:{element}");
    attribute("style:name", name, out);
    if volatile {
        out.push_str(" style:volatile=\"true\"");
    }
    if section
        .items
        .iter()
        .any(|item| matches!(item, Item::Elapsed(..)))
    {
        out.push_str(" number:truncate-on-overflow=\"false\"");
    }
    out.push('>');
    let color = section.color.as_deref().and_then(|color| {
        COLORS
            .iter()
            .find(|(_, name)| name.eq_ignore_ascii_case(color))
    });
    if let Some((value, _)) = color {
        out.push_str("<style:text-properties");
        attribute("fo:color", value, out);
        out.push_str("/>");
    }
    // Texts that stand side by side are one, as the schema has it.
    let mut text = String::new();
    for item in &section.items {
        if let Item::Text(piece) = item {
            text.push_str(piece);
            continue;
        }
        flush(&mut text, out);
        write_item(item, out);
    }
    flush(&mut text, out);
    out.push_str(maps);
    let _ = write!(out, "</number:{element}>");
}

fn flush(text: &mut String, out: &mut String) {
    if !text.is_empty() {
        out.push_str("<number:text>");
        escape(text, out);
        out.push_str("</number:text>");
        text.clear();
    }
}

fn write_item(item: &Item, out: &mut String) {
    let long = |count: usize| {
        if count >= 2 {
            " number:style=\"long\""
        } else {
            ""
        }
    };
    match item {
        Item::Text(_) => {}
        Item::General => {
            out.push_str("<number:number number:min-integer-digits=\"1\"/>");
        }
        Item::Number(digits) => {
            let _ = write!(
                out,
                "<number:number number:decimal-places=\"{}\" number:min-decimal-places=\"{}\" number:min-integer-digits=\"{}\"",
                digits.decimals, digits.least_decimals, digits.whole
            );
            if digits.grouped {
                out.push_str(" number:grouping=\"true\"");
            }
            if digits.thousands > 0 {
                let factor = 1000_u64.saturating_pow(digits.thousands);
                let _ = write!(out, " number:display-factor=\"{factor}\"");
            }
            out.push_str("/>");
        }
        Item::Scientific {
            digits,
            exponent,
            signed,
        } => {
            let _ = write!(
                out,
                "<number:scientific-number number:decimal-places=\"{}\" number:min-decimal-places=\"{}\" number:min-integer-digits=\"{}\" number:min-exponent-digits=\"{exponent}\" number:forced-exponent-sign=\"{signed}\"/>",
                digits.decimals, digits.least_decimals, digits.whole
            );
        }
        Item::Fraction {
            whole,
            numerator,
            denominator,
        } => {
            out.push_str("<number:fraction");
            if let Some(whole) = whole {
                let _ = write!(out, " number:min-integer-digits=\"{whole}\"");
            }
            let _ = write!(out, " number:min-numerator-digits=\"{numerator}\"");
            match denominator {
                Ok(value) => {
                    let _ = write!(out, " number:denominator-value=\"{value}\"");
                }
                Err(digits) => {
                    let _ = write!(out, " number:min-denominator-digits=\"{digits}\"");
                }
            }
            out.push_str("/>");
        }
        Item::Year(count) => {
            let _ = write!(out, "<number:year{}/>", long(count.saturating_sub(1)));
        }
        Item::Month(count) => {
            let textual = if *count >= 3 {
                " number:textual=\"true\""
            } else {
                ""
            };
            let long = long(if *count == 3 { 1 } else { *count });
            let _ = write!(out, "<number:month{long}{textual}/>");
        }
        Item::Day(count) if *count >= 3 => {
            let _ = write!(out, "<number:day-of-week{}/>", long(count - 2));
        }
        Item::Day(count) => {
            let _ = write!(out, "<number:day{}/>", long(*count));
        }
        Item::Clock(letter, count, decimals) => {
            let name = match letter {
                'h' => "hours",
                'm' => "minutes",
                _ => "seconds",
            };
            let _ = write!(out, "<number:{name}{}", long(*count));
            if *decimals > 0 {
                let _ = write!(out, " number:decimal-places=\"{decimals}\"");
            }
            out.push_str("/>");
        }
        Item::Elapsed(letter, count) => {
            write_item(&Item::Clock(*letter, *count, 0), out);
        }
        Item::AmPm => out.push_str("<number:am-pm/>"),
        Item::At => out.push_str("<number:text-content/>"),
        Item::Fill(c) => {
            out.push_str("<number:fill-character>");
            escape(&c.to_string(), out);
            out.push_str("</number:fill-character>");
        }
        Item::Currency(symbol, language) => {
            out.push_str("<number:currency-symbol");
            let known = LANGUAGES.iter().find(|(_, _, number)| {
                language
                    .trim_start_matches('0')
                    .eq_ignore_ascii_case(number)
            });
            if let Some((language, country, _)) = known {
                attribute("number:language", language, out);
                attribute("number:country", country, out);
            }
            out.push('>');
            escape(symbol, out);
            out.push_str("</number:currency-symbol>");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::number_read::NumberStyle;
    use super::super::xml::{Pull, Token};
    use super::*;

    /// What comes back of a code through the styles it is written as.
    fn through(code: &str) -> (Option<String>, Option<ValueKind>) {
        let mut xml = "<x>".to_owned();
        let kind = write(code, "N1", &mut xml);
        xml.push_str("</x>");
        let mut styles = HashMap::new();
        let mut pull = Pull::new(xml.as_bytes(), 20);
        loop {
            match pull.next().unwrap() {
                Token::Start(element) if element.name() != "x" => {
                    let name = element.name().to_owned();
                    let key = element.attribute("style:name").unwrap();
                    let truncates = element.attribute("number:truncate-on-overflow").as_deref()
                        != Some("false");
                    let style = NumberStyle::read(&name, truncates, &mut pull).unwrap();
                    styles.insert(key, style);
                }
                Token::Eof => break,
                _ => {}
            }
        }
        (NumberStyle::code(&styles, "N1"), kind)
    }

    #[test]
    fn usual_codes_come_back() {
        for (code, kind) in [
            ("0", ValueKind::Float),
            ("0.00", ValueKind::Float),
            ("#,##0", ValueKind::Float),
            ("#,##0.00", ValueKind::Float),
            ("#,##0.00;[Red]-#,##0.00", ValueKind::Float),
            ("0%", ValueKind::Percentage),
            ("0.00%", ValueKind::Percentage),
            ("0.00E+00", ValueKind::Float),
            ("# ?/?", ValueKind::Float),
            ("# ??/??", ValueKind::Float),
            ("# ?/8", ValueKind::Float),
            ("yyyy-mm-dd", ValueKind::Date),
            ("m/d/yyyy", ValueKind::Date),
            ("d-mmm-yy", ValueKind::Date),
            ("dddd, mmmm dd, yyyy", ValueKind::Date),
            ("m/d/yyyy h:mm", ValueKind::Date),
            ("yyyy-mm-dd hh:mm:ss", ValueKind::Date),
            ("yyyy\"年\"m\"月\"d\"日\"", ValueKind::Date),
            ("h:mm AM/PM", ValueKind::Time),
            ("hh:mm:ss.000", ValueKind::Time),
            ("[h]:mm:ss", ValueKind::Time),
            ("mm:ss", ValueKind::Time),
            ("@", ValueKind::Float),
            ("[$€-407]#,##0.00", ValueKind::Float),
            ("#,##0.00\" €\"", ValueKind::Float),
            ("[<10]\"small\";\"big\"", ValueKind::Float),
            ("0;-0;\"zero\";@", ValueKind::Float),
            ("00000", ValueKind::Float),
            ("0.0##", ValueKind::Float),
            ("#,##0,", ValueKind::Float),
            ("[Blue]0.0", ValueKind::Float),
            ("0;-0;@", ValueKind::Float),
            ("m/d/yyyy;@", ValueKind::Date),
        ] {
            assert_eq!(through(code), (Some(code.to_owned()), Some(kind)));
        }
        assert_eq!(through("General"), (None, None));
    }

    #[test]
    fn codes_that_cannot_be_said_come_back_near() {
        assert_eq!(
            through("_($* #,##0.00_)").0.as_deref(),
            Some(" $* #,##0.00 ")
        );
        assert_eq!(through("\\a0").0.as_deref(), Some("\"a\"0"));
    }

    #[test]
    fn strange_codes_do_no_harm() {
        for code in [
            "[", "\"", "\\", "_", "*", "E+", ";;;;;;", "[$", "0/", "[h", "0E+", "/", "m", "s.0",
        ] {
            let _ = through(code);
        }
    }
}
