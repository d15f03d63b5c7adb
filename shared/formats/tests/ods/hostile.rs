use std::time::{Duration, Instant};

use proptest::prelude::*;
use spindle_model::convert::ErrorKind;

use crate::built::{flat, rows};
use crate::{read_with, write};

const FILE: &str = concat!(
    "<table:table table:name=\"S\"><table:table-column table:number-columns-repeated=\"2\"/><table:table-row table:number-rows-repeated=\"2\">",
    "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:formula=\"of:=[.A1]+1\" table:number-columns-spanned=\"2\"/>",
    "<table:covered-table-cell/><table:table-cell><office:annotation><text:p>c</text:p></office:annotation><text:p>a<text:s text:c=\"2\"/></text:p></table:table-cell>",
    "</table:table-row></table:table>"
);

#[test]
fn every_beginning_of_a_file_ends_in_words() {
    let file = flat("", FILE);
    let package = write(&crate::read(&file));
    for bytes in [&file, &package] {
        for end in 0..bytes.len() {
            let (result, _) = read_with(&bytes[..end], |_| {});
            if let Err(error) = result {
                assert!(!error.message.is_empty());
            } else {
                assert!(end + 1 >= bytes.len() || bytes[0] == b'P', "{end}");
            }
        }
    }
}

#[test]
fn counts_that_lie_cost_nothing() {
    let begin = Instant::now();
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"4294967295\"/>";
    let bomb = rows(&format!(
        "<table:table-row table:number-rows-repeated=\"4294967295\">{cell}</table:table-row>"
    ));
    let (result, _) = read_with(&bomb, |_| {});
    assert_eq!(result.unwrap_err().kind, ErrorKind::Limit);
    let styled = "<style:style style:name=\"a\" style:family=\"table-cell\"><style:table-cell-properties fo:background-color=\"#ff0000\"/></style:style>";
    let row = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell/><table:table-cell table:style-name=\"a\" table:number-columns-repeated=\"16384\"/></table:table-row>";
    let sheet = format!("<table:table table:name=\"S\">{row}</table:table>");
    let (result, warned) = read_with(&flat(styled, &sheet.repeat(20)), |_| {});
    let cells: usize = result
        .unwrap()
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .map(|row| row.cells.len())
        .sum();
    assert!(cells <= 1_000_000, "{cells}");
    assert!(warned.contains(&"empty-styles-dropped"));
    let text = "<table:table-row><table:table-cell><text:p><text:s text:c=\"4294967295\"/></text:p></table:table-cell></table:table-row>";
    let (result, _) = read_with(&rows(&text.repeat(50)), |_| {});
    assert!(result.is_ok());
    assert!(
        begin.elapsed() < Duration::from_secs(20),
        "{:?}",
        begin.elapsed()
    );
}

#[test]
fn deep_elements_are_a_limit() {
    let deep = "<text:span>".repeat(100_000);
    let (result, _) = read_with(
        &rows(&format!(
            "<table:table-row><table:table-cell><text:p>{deep}"
        )),
        |_| {},
    );
    assert_eq!(result.unwrap_err().kind, ErrorKind::Limit);
    let loops =
        "<style:style style:name=\"a\" style:family=\"table-cell\" style:parent-style-name=\"a\"/>";
    let sheet = "<table:table table:name=\"S\"><table:table-row><table:table-cell table:style-name=\"a\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
    assert!(read_with(&flat(loops, sheet), |_| {}).0.is_ok());
}

proptest! {
    #[test]
    fn changed_bytes_do_no_harm(at in 0_usize..2000, byte in any::<u8>(), packed in any::<bool>()) {
        let file = flat("", FILE);
        let mut bytes = if packed { write(&crate::read(&file)) } else { file };
        let length = bytes.len();
        bytes[at % length] = byte;
        let (result, _) = read_with(&bytes, |job| job.limits.cells = 1000);
        if let Err(error) = result {
            prop_assert!(!error.message.is_empty());
        }
    }
}
