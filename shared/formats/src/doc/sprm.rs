//! Single property modifiers ([MS-DOC] 2.6): codes with operands that change one property each. Those of Word 6 and 95
//! have other codes and are translated into the later ones.

use super::bytes::{i16_at, part, u8_at, u16_at, u32_at};

/// A property and its value.
#[derive(Clone, Copy)]
pub(super) struct Sprm<'a> {
    /// Which property.
    pub(super) code: u16,
    /// Its value.
    pub(super) value: &'a [u8],
}

impl Sprm<'_> {
    /// The value as a byte.
    pub(super) fn byte(&self) -> u8 {
        u8_at(self.value, 0).unwrap_or(0)
    }

    /// The value as an unsigned number of two bytes.
    pub(super) fn word(&self) -> u16 {
        u16_at(self.value, 0).unwrap_or(0)
    }

    /// The value as a signed number of two bytes.
    pub(super) fn short(&self) -> i16 {
        i16_at(self.value, 0).unwrap_or(0)
    }

    /// The value as an unsigned number of four bytes.
    pub(super) fn long(&self) -> u32 {
        u32_at(self.value, 0).unwrap_or(0)
    }

    /// The value, a twentieth of a point, in points.
    pub(super) fn points(&self) -> f32 {
        f32::from(self.short()) / 20.0
    }
}

/// The properties of a list of them; it ends where the list is broken.
pub(super) struct Sprms<'a> {
    rest: &'a [u8],
    old: bool,
}

impl<'a> Sprms<'a> {
    /// Over the list; `old` for those of Word 6 and 95.
    pub(super) fn new(rest: &'a [u8], old: bool) -> Self {
        Self { rest, old }
    }

    fn step(&mut self) -> Option<Sprm<'a>> {
        if self.old {
            return self.step_old();
        }
        let code = u16_at(self.rest, 0)?;
        let (skip, size) = match code >> 13 {
            0 | 1 => (2, 1),
            2 | 4 | 5 => (2, 2),
            3 => (2, 4),
            7 => (2, 3),
            // Two of the long ones say their length in their own way.
            _ if code == 0xD608 => (4, usize::from(u16_at(self.rest, 2)?).saturating_sub(1)),
            _ => {
                let size = u8_at(self.rest, 2)?;
                if code == 0xC615 && size == 255 {
                    return None;
                }
                (3, usize::from(size))
            }
        };
        self.take(code, skip, size)
    }

    fn step_old(&mut self) -> Option<Sprm<'a>> {
        let code = u8_at(self.rest, 0)?;
        let (new, size) = translate(code)?;
        let (skip, size) = match size {
            Length::Fixed(size) => (1, size),
            Length::Byte => (2, usize::from(u8_at(self.rest, 1)?)),
            Length::Word => (3, usize::from(u16_at(self.rest, 1)?).saturating_sub(1)),
        };
        self.take(new, skip, size)
    }

    fn take(&mut self, code: u16, skip: usize, size: usize) -> Option<Sprm<'a>> {
        let value = part(self.rest, skip, size)?;
        self.rest = self.rest.get(skip.saturating_add(size)..)?;
        Some(Sprm { code, value })
    }
}

impl<'a> Iterator for Sprms<'a> {
    type Item = Sprm<'a>;

    fn next(&mut self) -> Option<Sprm<'a>> {
        self.step()
    }
}

enum Length {
    Fixed(usize),
    Byte,
    Word,
}

/// The later code of a property of Word 6 and the length of its value; code 0 where the property does not matter here.
fn translate(code: u8) -> Option<(u16, Length)> {
    use Length::{Byte, Fixed, Word};
    Some(match code {
        2 => (0x4600, Fixed(2)),
        5 => (0x2403, Fixed(1)),
        7 => (0x2405, Fixed(1)),
        8 => (0x2406, Fixed(1)),
        9 => (0x2407, Fixed(1)),
        12 => (0xC63E, Byte),
        13 => (0x25FF, Fixed(1)),
        16 => (0x840E, Fixed(2)),
        17 => (0x840F, Fixed(2)),
        19 => (0x8411, Fixed(2)),
        20 => (0x6412, Fixed(4)),
        21 => (0xA413, Fixed(2)),
        22 => (0xA414, Fixed(2)),
        24 => (0x2416, Fixed(1)),
        25 => (0x2417, Fixed(1)),
        65 => (0x0800, Fixed(1)),
        66 => (0x0801, Fixed(1)),
        67 => (0x0802, Fixed(1)),
        68 => (0x6A03, Byte),
        69 => (0x4804, Fixed(2)),
        70 => (0x6805, Fixed(4)),
        74 => (0x6A09, Byte),
        80 => (0x4A30, Fixed(2)),
        83 => (0x2A33, Fixed(0)),
        85 => (0x0835, Fixed(1)),
        86 => (0x0836, Fixed(1)),
        87 => (0x0837, Fixed(1)),
        90 => (0x083A, Fixed(1)),
        91 => (0x083B, Fixed(1)),
        92 => (0x083C, Fixed(1)),
        93 => (0x4A4F, Fixed(2)),
        94 => (0x2A3E, Fixed(1)),
        98 => (0x2A42, Fixed(1)),
        99 => (0x4A43, Fixed(2)),
        104 => (0x2A48, Fixed(1)),
        117 => (0x0855, Fixed(1)),
        136 | 137 => (0, Fixed(3)),
        142 => (0x3009, Fixed(1)),
        143 => (0x300A, Fixed(1)),
        144 => (0x500B, Fixed(2)),
        156 => (0xB017, Fixed(2)),
        157 => (0xB018, Fixed(2)),
        161 => (0x501C, Fixed(2)),
        164 => (0xB01F, Fixed(2)),
        165 => (0xB020, Fixed(2)),
        166 => (0xB021, Fixed(2)),
        167 => (0xB022, Fixed(2)),
        168 => (0x9023, Fixed(2)),
        169 => (0x9024, Fixed(2)),
        186 => (0x3404, Fixed(1)),
        187 => (0, Fixed(12)),
        188 => (0, Word),
        189 => (0x9407, Fixed(2)),
        190 => (0xD608, Word),
        3 | 15 | 23 | 81 | 82 | 103 | 105 | 106 | 108 | 120 | 133 | 191 => (0, Byte),
        4
        | 6
        | 10
        | 11
        | 14
        | 29
        | 37
        | 44
        | 50
        | 51
        | 71
        | 75
        | 88
        | 89
        | 100
        | 102
        | 118
        | 119
        | 131
        | 132
        | 138
        | 139
        | 146
        | 147
        | 150..=153
        | 158
        | 159
        | 162
        | 163
        | 185 => (0, Fixed(1)),
        18
        | 26..=28
        | 30..=36
        | 38..=43
        | 45..=49
        | 72
        | 96
        | 97
        | 101
        | 107
        | 109
        | 110
        | 121..=124
        | 140
        | 141
        | 145
        | 148
        | 149
        | 154
        | 155
        | 160
        | 170
        | 171
        | 182..=184
        | 195
        | 197
        | 198 => (0, Fixed(2)),
        73 | 95 => (0, Fixed(3)),
        192 | 194 | 196 | 200 => (0, Fixed(4)),
        193 | 199 => (0, Fixed(5)),
        _ => return None,
    })
}

/// The code of a property that a piece changes, by its short number ([MS-DOC] 2.9.214).
pub(super) fn short(number: u8) -> Option<u16> {
    Some(match number {
        0x05 => 0x2403,
        0x07 => 0x2405,
        0x08 => 0x2406,
        0x09 => 0x2407,
        0x0C => 0x260A,
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x42 => 0x0801,
        0x43 => 0x0802,
        0x4D => 0x2A0C,
        0x53 => 0x2A33,
        0x55 => 0x0835,
        0x56 => 0x0836,
        0x57 => 0x0837,
        0x5A => 0x083A,
        0x5B => 0x083B,
        0x5C => 0x083C,
        0x5E => 0x2A3E,
        0x62 => 0x2A42,
        0x68 => 0x2A48,
        0x73 => 0x2A53,
        0x75 => 0x0855,
        0x78 => 0x2640,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_taken_apart_and_end_where_they_are_cut() {
        let list = [
            0x35, 0x08, 1, 0x0F, 0x84, 0xD0, 0x02, 0x08, 0xD6, 3, 0, 9, 9, 0x43, 0x4A, 24,
        ];
        let codes: Vec<(u16, usize)> = Sprms::new(&list, false)
            .map(|sprm| (sprm.code, sprm.value.len()))
            .collect();
        assert_eq!(codes, [(0x0835, 1), (0x840F, 2), (0xD608, 2)]);
    }

    #[test]
    fn old_codes_become_the_later_ones() {
        let codes: Vec<u16> = Sprms::new(&[85, 1, 99, 24, 0, 2, 1, 0], true)
            .map(|sprm| sprm.code)
            .collect();
        assert_eq!(codes, [0x0835, 0x4A43, 0x4600]);
    }
}
