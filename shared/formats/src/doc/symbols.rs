//! Fonts of symbols: their letters are codes of pictures, which Unicode has at other places.

/// Whether the letters of a font are codes of symbols.
pub(crate) fn is_symbol_font(font: &str) -> bool {
    let lower = font.to_ascii_lowercase();
    lower == "symbol" || lower.starts_with("wingdings") || lower == "webdings"
}

/// The Unicode character for a code (0x20 to 0xFF, or the same from U+F020 on) of a symbol font; `None` where it has
/// no counterpart that is commonly known.
pub(crate) fn unicode(font: &str, code: u16) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) {
        code & 0xFF
    } else {
        code
    };
    let code = u8::try_from(code).ok()?;
    let lower = font.to_ascii_lowercase();
    match lower.as_str() {
        "symbol" => symbol(code),
        "wingdings" => wingdings(code),
        _ => None,
    }
}

fn at(table: &str, from: u8, code: u8) -> Option<char> {
    let index = code.checked_sub(from)?;
    table
        .chars()
        .nth(usize::from(index))
        .filter(|letter| *letter != '\u{0}')
}

fn symbol(code: u8) -> Option<char> {
    match code {
        0x20..=0x7E => at(
            " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{203e}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
            0x20,
            code,
        ),
        0xA0..=0xFE => at(
            "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\u{23d0}\u{23af}↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{0}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
            0xA0,
            code,
        ),
        _ => None,
    }
}

fn wingdings(code: u8) -> Option<char> {
    Some(match code {
        0x20 => ' ',
        0x22 => '✂',
        0x28 => '☎',
        0x29 => '✆',
        0x2A => '✉',
        0x36 => '⌛',
        0x3F => '✍',
        0x41 => '✌',
        0x45 => '☜',
        0x46 => '☞',
        0x4A => '☺',
        0x4B => '😐',
        0x4C => '☹',
        0x52 => '☼',
        0x54 => '❄',
        0x6C => '●',
        0x6D => '❍',
        0x6E => '■',
        0x6F | 0x71 | 0x72 => '□',
        0x70 => '❐',
        0x73 => '⬧',
        0x74 => '⧫',
        0x75 => '◆',
        0x76 => '❖',
        0x77 => '⬥',
        0x9F | 0xA0 => '•',
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
