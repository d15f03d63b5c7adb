//! Which family stands in for a font that a document names.

/// A family of [`super::FACES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Family {
    /// Without serifs; as wide as Arial and Helvetica.
    Arimo,
    /// With serifs; as wide as Times New Roman.
    Tinos,
    /// All letters of one width; as wide as Courier New.
    Cousine,
    /// As wide as Calibri.
    Carlito,
    /// As wide as Cambria.
    Caladea,
    /// Chinese and Japanese.
    Ideographs,
    /// Arabic and Persian, with a glyph for each letter: text can be found and copied in all readers.
    Arabic,
    /// All of Arabic, its letters put together from parts.
    AllArabic,
    /// Boxes, marks, dingbats.
    Symbols2,
    /// Further symbols.
    Symbols,
}

/// Names that decide by themselves, in small letters without spaces.
const NAMES: [(&str, Family); 60] = [
    ("arial", Family::Arimo),
    ("arialunicodems", Family::Arimo),
    ("helvetica", Family::Arimo),
    ("helveticaneue", Family::Arimo),
    ("liberationsans", Family::Arimo),
    ("arimo", Family::Arimo),
    ("sansserif", Family::Arimo),
    ("sans-serif", Family::Arimo),
    ("system-ui", Family::Arimo),
    ("timesnewroman", Family::Tinos),
    ("times", Family::Tinos),
    ("liberationserif", Family::Tinos),
    ("tinos", Family::Tinos),
    ("serif", Family::Tinos),
    ("georgia", Family::Tinos),
    ("garamond", Family::Tinos),
    ("palatino", Family::Tinos),
    ("palatinolinotype", Family::Tinos),
    ("bookantiqua", Family::Tinos),
    ("bookmanoldstyle", Family::Tinos),
    ("centuryschoolbook", Family::Tinos),
    ("century", Family::Tinos),
    ("minionpro", Family::Tinos),
    ("couriernew", Family::Cousine),
    ("courier", Family::Cousine),
    ("liberationmono", Family::Cousine),
    ("cousine", Family::Cousine),
    ("consolas", Family::Cousine),
    ("menlo", Family::Cousine),
    ("monaco", Family::Cousine),
    ("inconsolata", Family::Cousine),
    ("lucidaconsole", Family::Cousine),
    ("monospace", Family::Cousine),
    ("calibri", Family::Carlito),
    ("calibrilight", Family::Carlito),
    ("carlito", Family::Carlito),
    ("cambria", Family::Caladea),
    ("cambriamath", Family::Caladea),
    ("caladea", Family::Caladea),
    ("宋体", Family::Ideographs),
    ("simsun", Family::Ideographs),
    ("nsimsun", Family::Ideographs),
    ("新宋体", Family::Ideographs),
    ("黑体", Family::Ideographs),
    ("simhei", Family::Ideographs),
    ("微软雅黑", Family::Ideographs),
    ("microsoftyahei", Family::Ideographs),
    ("楷体", Family::Ideographs),
    ("kaiti", Family::Ideographs),
    ("仿宋", Family::Ideographs),
    ("fangsong", Family::Ideographs),
    ("等线", Family::Ideographs),
    ("dengxian", Family::Ideographs),
    ("pingfangsc", Family::Ideographs),
    ("notosanssc", Family::Ideographs),
    ("notosanscjksc", Family::Ideographs),
    ("sourcehansanssc", Family::Ideographs),
    ("msgothic", Family::Ideographs),
    ("msmincho", Family::Ideographs),
    ("yugothic", Family::Ideographs),
];

/// The family that stands in for a font of that name, or a list of names as CSS writes it.
pub(crate) fn family_of(name: &str) -> Family {
    name.split(',')
        .take(8)
        .find_map(known)
        .unwrap_or(Family::Arimo)
}

fn known(name: &str) -> Option<Family> {
    let plain: String = name
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '"' | '\'' | '@'))
        .take(64)
        .flat_map(char::to_lowercase)
        .collect();
    if let Some((_, family)) = NAMES.iter().find(|(known, _)| *known == plain) {
        return Some(*family);
    }
    // What the name says of the kind of font, where it says it.
    let says = |part: &str| plain.contains(part);
    if says("mono") || says("courier") || says("code") || says("console") {
        Some(Family::Cousine)
    } else if says("sans") || says("gothic") || says("hei") {
        Some(Family::Arimo)
    } else if says("serif") || says("roman") || says("times") || says("song") || says("ming") {
        Some(Family::Tinos)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_find_their_stand_ins() {
        assert_eq!(family_of("Times New Roman"), Family::Tinos);
        assert_eq!(family_of("\"Fira Code\", monospace"), Family::Cousine);
        assert_eq!(family_of("微软雅黑"), Family::Ideographs);
        assert_eq!(family_of("Unheard Of, Cambria"), Family::Caladea);
        assert_eq!(family_of("Unheard Of"), Family::Arimo);
    }
}
