//! Characters of the symbol fonts that Word uses, as Unicode.

/// A character of a font without Unicode order (`w:sym`, 17.3.3.30); the code is that of the font, with or without
/// the private area's 0xF000.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let low = if (0xF000..=0xF0FF).contains(&code) {
        code.saturating_sub(0xF000)
    } else {
        code
    };
    let known = match font.to_ascii_lowercase().as_str() {
        "wingdings" => wingdings(low),
        "wingdings 2" => wingdings2(low),
        "symbol" => greek(low),
        _ => None,
    };
    known
        .or_else(|| char::from_u32(if low < 0x20 { code } else { low }).filter(|c| !c.is_control()))
}

fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x22 => '✂',
        0x28 => '☎',
        0x2A => '✉',
        0x36 => '⌛',
        0x3F => '✍',
        0x41 => '✌',
        0x43 => '👍',
        0x44 => '👎',
        0x46 => '☞',
        0x4A => '☺',
        0x4C => '☹',
        0x52 => '☼',
        0x54 => '❄',
        0x6C => '●',
        0x6E => '■',
        0x6F => '□',
        0x71 | 0x72 => '❑',
        0x75 => '⬥',
        0x76 => '❖',
        0x9F => '•',
        0xA1 => '○',
        0xA7 => '▪',
        0xA8 => '◻',
        0xAB => '★',
        0xD8 => '➢',
        0xDF => '←',
        0xE0 => '→',
        0xE1 => '↑',
        0xE2 => '↓',
        0xE8 => '➔',
        0xEF => '⇦',
        0xF0 => '⇨',
        0xF3 => '⬄',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}

fn wingdings2(code: u32) -> Option<char> {
    Some(match code {
        0x4F | 0xCD => '✗',
        0x50 => '✓',
        0x51 | 0x53 => '☒',
        0x52 => '☑',
        0xA3 => '☐',
        0x97 => '●',
        _ => return None,
    })
}

/// The encoding of the font Symbol: Greek letters at the places of Latin ones, and signs of mathematics.
fn greek(code: u32) -> Option<char> {
    const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    const SIGNS: &str = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";
    let at = |letters: &str, from: u32| letters.chars().nth(code.checked_sub(from)? as usize);
    match code {
        0x41..=0x5A => at(CAPITALS, 0x41),
        0x61..=0x7A => at(SMALL, 0x61),
        0xA1..=0xE5 => at(SIGNS, 0xA1),
        0x22 => Some('∀'),
        0x24 => Some('∃'),
        0x27 => Some('∋'),
        0x2A => Some('∗'),
        0x2D => Some('−'),
        0x40 => Some('≅'),
        0x5C => Some('∴'),
        0x5E => Some('⊥'),
        0x7E => Some('∼'),
        0xF1 => Some('〉'),
        0xF2 => Some('∫'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbol_fonts_are_read_as_unicode() {
        assert_eq!(symbol("Wingdings", 0xF0FC), Some('✓'));
        assert_eq!(symbol("Symbol", 0xF061), Some('α'));
        assert_eq!(symbol("Symbol", 0xF0B7), Some('•'));
        assert_eq!(symbol("Symbol", 0xD6), Some('√'));
        assert_eq!(symbol("Symbol", 0xE5), Some('∑'));
        assert_eq!(symbol("Other", 0xF041), Some('A'));
        assert_eq!(symbol("Other", 5), None);
    }
}
