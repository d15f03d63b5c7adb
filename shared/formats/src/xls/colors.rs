//! Colours by their number (MS-XLS 2.5.161, Icv).

use spindle_model::workbook::Color;

use super::data::Bytes;

/// The first number that the palette says.
const FIRST: u16 = 8;

/// The palette of a workbook that has none of its own.
const USUAL: [u32; 56] = [
    0x00_0000, 0xff_ffff, 0xff_0000, 0x00_ff00, 0x00_00ff, 0xff_ff00, 0xff_00ff, 0x00_ffff,
    0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xc0_c0c0, 0x80_8080,
    0x99_99ff, 0x99_3366, 0xff_ffcc, 0xcc_ffff, 0x66_0066, 0xff_8080, 0x00_66cc, 0xcc_ccff,
    0x00_0080, 0xff_00ff, 0xff_ff00, 0x00_ffff, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00ff,
    0x00_ccff, 0xcc_ffff, 0xcc_ffcc, 0xff_ff99, 0x99_ccff, 0xff_99cc, 0xcc_99ff, 0xff_cc99,
    0x33_66ff, 0x33_cccc, 0x99_cc00, 0xff_cc00, 0xff_9900, 0xff_6600, 0x66_6699, 0x96_9696,
    0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

/// The colours of a workbook.
#[derive(Debug)]
pub(super) struct Palette(Vec<Color>);

impl Default for Palette {
    fn default() -> Self {
        let color = |value: &u32| {
            let [_, red, green, blue] = value.to_be_bytes();
            Color(red, green, blue)
        };
        Self(USUAL.iter().map(color).collect())
    }
}

impl Palette {
    /// Takes the workbook's own colours (MS-XLS 2.4.188).
    pub(super) fn replace(&mut self, body: &[u8]) {
        let mut bytes = Bytes(body);
        let count = bytes.u16().unwrap_or(0);
        for slot in self.0.iter_mut().take(usize::from(count)) {
            let Some([red, green, blue, _]) = bytes.take(4) else {
                return;
            };
            *slot = Color(*red, *green, *blue);
        }
    }

    /// A colour by its number; `None` for the ones that the system chooses.
    pub(super) fn color(&self, number: u16) -> Option<Color> {
        // The first eight stand for the first eight of the palette.
        let at = if number < FIRST {
            number
        } else {
            number - FIRST
        };
        self.0.get(usize::from(at)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_name_colours_of_the_palette() {
        let mut palette = Palette::default();
        assert_eq!(palette.color(10), Some(Color(255, 0, 0)));
        assert_eq!(palette.color(2), Some(Color(255, 0, 0)));
        assert_eq!(palette.color(64), None);
        assert_eq!(palette.color(0x7fff), None);
        palette.replace(&[2, 0, 1, 2, 3, 0, 4, 5, 6]);
        assert_eq!(palette.color(8), Some(Color(1, 2, 3)));
        assert_eq!(palette.color(9), Some(Color(255, 255, 255)));
    }
}
