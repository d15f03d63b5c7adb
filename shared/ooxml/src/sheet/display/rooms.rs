//! The room that `?` in a number format leaves for digits.

/// Stands for a space of the format while the spaces that `?` leaves are looked for.
const LITERAL_SPACE: char = '\u{e020}';

/// A format with `?`.
pub(super) struct Rooms {
    /// The format to be used in place of it.
    pub code: String,
    /// Fractions are split at their space, which has to stay one.
    pub fraction: bool,
    spaced: bool,
}

impl Rooms {
    /// The parts of a format with `?`.
    /// The parts of a format with `?`.
    pub fn of(code: &str) -> Self {
        let mut out = String::with_capacity(code.len());
        let (mut quoted, mut spaced, mut fraction) = (false, false, false);
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                '\\' if !quoted => {
                    out.push(c);
                    let next = chars.next();
                    out.extend(next.map(|c| if c == ' ' { LITERAL_SPACE } else { c }));
                    continue;
                }
                '/' if !quoted => fraction = true,
                ' ' => {
                    if !quoted {
                        spaced = true;
                        out.push('\\');
                    }
                    out.push(LITERAL_SPACE);
                    continue;
                }
                _ => {}
            }
            out.push(c);
        }
        Self {
            code: if fraction { code.to_owned() } else { out },
            fraction,
            spaced,
        }
    }

    /// The text with other spaces where `?` left room.
    pub fn filled(&self, shown: &str, room: &str) -> String {
        let mut out = String::with_capacity(shown.len());
        let mut chars = shown.chars().peekable();
        let mut literal = self.fraction && self.spaced;
        while let Some(c) = chars.next() {
            match c {
                ' ' if literal => {
                    literal = false;
                    out.push(' ');
                }
                ' ' => {
                    while chars.next_if_eq(&' ').is_some() {}
                    out.push_str(room);
                }
                LITERAL_SPACE => out.push(' '),
                _ => out.push(c),
            }
        }
        out
    }
}
