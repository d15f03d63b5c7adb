//! `AutoFit`: columns as wide as their texts, rows as high as whoever shows them makes them.

use spindle_ooxml::sheet::styles::CellFormat;
use spindle_ooxml::sheet::{Area, MAX_COLS};

use super::super::calculation;
use super::super::editor::fault;
use super::super::handle::range;
use super::super::{CellCall, CellResult};
use super::values;
use crate::value::Value;

/// Advance widths of the printable ASCII characters in Calibri and its metric twin Carlito, 2048 to the em.
const REGULAR: [u16; 95] = [
    463, 667, 821, 1020, 1038, 1464, 1397, 452, 621, 621, 1020, 1020, 511, 627, 517, 791, 1038,
    1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 548, 548, 1020, 1020, 1020, 949, 1831,
    1185, 1114, 1092, 1260, 1000, 941, 1292, 1276, 516, 653, 1064, 861, 1751, 1322, 1356, 1058,
    1378, 1112, 941, 998, 1314, 1162, 1822, 1063, 998, 959, 628, 791, 628, 1020, 1020, 596, 981,
    1076, 866, 1076, 1019, 625, 964, 1076, 470, 490, 931, 470, 1636, 1076, 1080, 1076, 1076, 714,
    801, 686, 1076, 925, 1464, 887, 927, 809, 644, 943, 644, 1020,
];
const BOLD: [u16; 95] = [
    463, 667, 898, 1020, 1038, 1493, 1443, 478, 638, 638, 1020, 1020, 528, 627, 547, 880, 1038,
    1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 565, 565, 1020, 1020, 1020, 949, 1840,
    1241, 1148, 1084, 1291, 999, 940, 1305, 1292, 546, 678, 1120, 866, 1790, 1349, 1385, 1090,
    1405, 1153, 968, 1014, 1337, 1211, 1856, 1128, 1064, 979, 665, 880, 665, 1020, 1020, 615, 1011,
    1099, 857, 1099, 1031, 648, 971, 1099, 503, 523, 983, 503, 1666, 1099, 1101, 1099, 1099, 728,
    817, 710, 1099, 969, 1526, 941, 970, 814, 704, 973, 704, 1020,
];
const EM: f64 = 2048.0;
/// Characters outside of ASCII: ideographs fill their square, letters are about as wide as this.
const LETTER: u16 = 1120;
/// Monospaced fonts of documents advance by six tenths of the em.
const MONOSPACED: [&str; 4] = ["courier", "consolas", "liberation mono", "dejavu sans mono"];
const MONOSPACED_WIDTH: u16 = 1229;
/// Fonts other than Calibri are wider by about a tenth: an estimate.
const OTHER_FONTS: f64 = 1.1;
/// Pixels of a point at 96 dpi.
const PIXELS: f64 = 96.0 / 72.0;

/// Pixels of a text in a font, each character rounded as renderers at this resolution do.
fn measure(text: &str, format: &CellFormat) -> f64 {
    let name = format.font_name.to_ascii_lowercase();
    let monospaced = MONOSPACED.iter().any(|known| name.starts_with(known));
    let scale = if monospaced || matches!(name.as_str(), "calibri" | "carlito") {
        1.0
    } else {
        OTHER_FONTS
    };
    let table = if format.bold { &BOLD } else { &REGULAR };
    let pixel = format.font_size * PIXELS * scale / EM;
    let advance = |c: char| -> f64 {
        let units = match c {
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{20000}'.. => EM as u16,
            _ if monospaced => MONOSPACED_WIDTH,
            _ => (c as usize)
                .checked_sub(32)
                .and_then(|index| table.get(index))
                .copied()
                .unwrap_or(LETTER),
        };
        (f64::from(units) * pixel).round()
    };
    text.lines()
        .map(|line| line.chars().map(advance).sum())
        .fold(0.0, f64::max)
}

/// `AutoFit(bRows, bCols)`. Columns are fitted to the texts of the range; cells that wrap or are merged do not
/// count.
pub fn auto_fit(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let sheet = call.doc.book.sheet_mut(id).map_err(fault)?;
    if call.args.boolean(0, false) {
        let rows: Vec<u32> = sheet
            .grid
            .described_rows()
            .filter(|row| (area.first.row..=area.last.row).contains(row))
            .collect();
        for row in rows {
            let format = sheet.grid.row(row);
            let automatic = spindle_ooxml::sheet::grid::RowFormat {
                height: None,
                custom_height: false,
                ..format
            };
            sheet.grid.set_row(row, automatic);
        }
    }
    if !call.args.boolean(1, false) {
        return Ok(Value::Undefined);
    }
    calculation::load(call.doc)?;
    let mut widest = vec![0.0_f64; MAX_COLS as usize];
    let doc = &*call.doc;
    let Some(sheet) = doc.book.loaded(id) else {
        return Ok(Value::Undefined);
    };
    let mut formats: std::collections::HashMap<u32, CellFormat> = std::collections::HashMap::new();
    // Cells come row by row: only the merged areas that reach into the row are asked.
    let mut merges = sheet.merges.clone();
    merges.sort_by_key(|merged| merged.first.row);
    let mut coming = merges.into_iter().peekable();
    let mut reaching: Vec<Area> = Vec::new();
    let mut row = None;
    for (cell, view) in sheet.grid.iter(area) {
        if row != Some(cell.row) {
            row = Some(cell.row);
            while let Some(merged) = coming.next_if(|merged| merged.first.row <= cell.row) {
                reaching.push(merged);
            }
            reaching.retain(|merged| merged.last.row >= cell.row);
        }
        let format = formats
            .entry(view.style)
            .or_insert_with(|| doc.book.format(view.style));
        let merged = reaching.iter().any(|merged| merged.contains(cell));
        if view.is_blank() || format.wrap || merged {
            continue;
        }
        let Ok(value) = calculation::value(doc, id, cell, view.content) else {
            continue;
        };
        let text = values::shown(doc, &value, view.style);
        if let Some(width) = widest.get_mut(cell.col as usize) {
            *width = width.max(measure(&text, format));
        }
    }
    for (col, pixels) in widest.into_iter().enumerate() {
        let col = col as u32;
        if pixels > 0.0 && (area.first.col..=area.last.col).contains(&col) {
            super::size::fit_width(call.doc, id, col, pixels)?;
        }
    }
    Ok(Value::Undefined)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Widths in pixels that the original gives these texts.
    #[test]
    fn texts_are_as_wide_as_in_the_original() {
        let plain = CellFormat {
            font_name: "Calibri".to_owned(),
            font_size: 11.0,
            ..CellFormat::default()
        };
        for (text, pixels) in [
            ("Hello world", 67.0),
            ("1234567890", 70.0),
            ("iiiiiiiiii", 30.0),
            ("WWWWWWWWWW", 130.0),
            ("The quick brown fox jumps", 161.0),
            ("1,234.50", 50.0),
            ("", 0.0),
        ] {
            assert_eq!(measure(text, &plain), pixels, "{text}");
        }
        assert_eq!(
            measure(
                "Hello world",
                &CellFormat {
                    bold: true,
                    ..plain.clone()
                }
            ),
            71.0
        );
        assert_eq!(
            measure(
                "Hello world",
                &CellFormat {
                    font_name: "Courier New".to_owned(),
                    ..plain.clone()
                }
            ),
            99.0
        );
        assert_eq!(
            measure(
                "Hello world",
                &CellFormat {
                    font_size: 22.0,
                    ..plain
                }
            ),
            137.0
        );
    }
}
