//! Numbers as lists write them.

use spindle_model::document::NumberStyle;

/// A number in the style of a list, without what stands behind it.
pub(crate) fn write(number: u32, style: NumberStyle) -> String {
    match style {
        NumberStyle::Decimal => number.to_string(),
        NumberStyle::LowerAlpha => letters(number, b'a'),
        NumberStyle::UpperAlpha => letters(number, b'A'),
        NumberStyle::LowerRoman => roman(number).to_lowercase(),
        NumberStyle::UpperRoman => roman(number),
        NumberStyle::Chinese => chinese(number),
    }
}

/// What stands behind the number.
pub(crate) fn behind(style: NumberStyle) -> &'static str {
    match style {
        NumberStyle::Chinese => "、",
        _ => ".",
    }
}

/// a to z, then aa, ab and so on.
fn letters(number: u32, first: u8) -> String {
    let mut rest = number;
    let mut reversed = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        reversed.push(char::from(first.saturating_add(digit)));
        rest = (rest - 1) / 26;
    }
    if reversed.is_empty() {
        return number.to_string();
    }
    reversed.iter().rev().collect()
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

fn roman(number: u32) -> String {
    if !(1..=4999).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in ROMAN {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

fn chinese(number: u32) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or_default();
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let value = number / unit % 10;
        if value == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(digit(0));
            gap = false;
        }
        // Ten is 十 and not 一十.
        if !(value == 1 && unit == 10 && text.is_empty()) {
            text.push_str(digit(value));
        }
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written() {
        let all = |style| {
            [1, 4, 10, 28, 105]
                .map(|number| write(number, style))
                .join(" ")
        };
        assert_eq!(all(NumberStyle::Decimal), "1 4 10 28 105");
        assert_eq!(all(NumberStyle::LowerAlpha), "a d j ab da");
        assert_eq!(all(NumberStyle::UpperRoman), "I IV X XXVIII CV");
        assert_eq!(all(NumberStyle::Chinese), "一 四 十 二十八 一百零五");
    }

    #[test]
    fn numbers_without_a_spelling_are_digits() {
        assert_eq!(write(0, NumberStyle::LowerAlpha), "0");
        assert_eq!(write(5000, NumberStyle::LowerRoman), "5000");
        assert_eq!(write(10_000, NumberStyle::Chinese), "10000");
    }
}
