//! Files made to do harm: no panic, no memory without bound, no time without bound.

use std::time::{Duration, Instant};

use spindle_model::convert::{ErrorKind, Limits};

use crate::roundtrip::sample;
use crate::samples::{NS, archive, codes, one_sheet, read_with, rels, write};

/// Reads, whatever comes of it, and says that it took no time to speak of.
fn survives(bytes: &[u8], what: &str) {
    let start = Instant::now();
    let _ = read_with(bytes, Limits::default());
    let took = start.elapsed();
    assert!(took < Duration::from_secs(10), "{what} took {took:?}");
}

#[test]
fn truncated_files_are_refused_or_read() {
    let (bytes, _) = write(sample());
    for length in (0..bytes.len()).step_by(97) {
        survives(&bytes[..length], "a truncated file");
    }
}

/// The parts of a file, to be changed and packed again.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = spindle_formats::archive::Archive::open(bytes, &Limits::default()).unwrap();
    let names: Vec<String> = archive.names().collect();
    names
        .into_iter()
        .map(|name| {
            let text = archive.read_text(&name).unwrap().unwrap();
            (name, text)
        })
        .collect()
}

#[test]
fn changed_bytes_inside_the_xml_are_survived() {
    let (bytes, _) = write(sample());
    let parts = parts(&bytes);
    // A simple generator of numbers, so that a failure can be had again.
    let mut state = 12_345_u64;
    let mut random = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    let bits = b"<>/=\"&;0919-:AZ \0\xff";
    for round in 0..1500 {
        let mut changed: Vec<(String, Vec<u8>)> = parts
            .iter()
            .map(|(name, text)| (name.clone(), text.clone().into_bytes()))
            .collect();
        let which = random(changed.len());
        let part = &mut changed[which].1;
        for _ in 0..=random(4) {
            if part.is_empty() {
                break;
            }
            let at = random(part.len());
            match random(3) {
                0 => part[at] = bits[random(bits.len())],
                1 => {
                    let end = (at + random(40)).min(part.len());
                    part.drain(at..end);
                }
                _ => {
                    let end = (at + random(60)).min(part.len());
                    let piece = part[at..end].to_vec();
                    let to = random(part.len());
                    part.splice(to..to, piece);
                }
            }
        }
        let mut archive = spindle_formats::archive::ArchiveWriter::default();
        for (name, bytes) in &changed {
            archive.add(name, bytes).unwrap();
        }
        survives(&archive.finish().unwrap(), &format!("round {round}"));
    }
}

#[test]
fn nesting_is_bounded() {
    let deep = "<a>".repeat(100_000);
    for (part, xml) in [
        ("xl/sharedStrings.xml", format!("<sst><si>{deep}")),
        ("xl/styles.xml", format!("<styleSheet><fonts>{deep}")),
    ] {
        let (read, _) = read_with(
            &one_sheet("<sheetData/>", &[(part, &xml)]),
            Limits::default(),
        );
        assert_eq!(read.unwrap_err().kind, ErrorKind::Limit, "{part}");
    }
    let (read, _) = read_with(&one_sheet(&deep, &[]), Limits::default());
    assert_eq!(read.unwrap_err().kind, ErrorKind::Limit);
}

#[test]
fn entities_are_not_expanded() {
    let strings = format!(
        "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
         <sst {NS}><si><t>[&b;&x;]</t></si></sst>"
    );
    let sheet = "<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>";
    let bytes = one_sheet(sheet, &[("xl/sharedStrings.xml", &strings)]);
    let (book, _) = read_with(&bytes, Limits::default());
    let book = book.unwrap();
    let value = &book.sheets[0].cell(0, 0).unwrap().value;
    assert_eq!(value.text().as_deref(), Some("[]"));
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let sheet = format!("<sheetData>{}</sheetData>", " ".repeat(40 << 20));
    let (read, _) = read_with(&one_sheet(&sheet, &[]), Limits::default());
    assert_eq!(read.unwrap_err().kind, ErrorKind::Limit);
}

#[test]
fn shared_formulas_do_not_multiply_without_bound() {
    let long = format!("A1{}", "+A1".repeat(2600));
    let mut sheet = format!("<sheetData><row><c><f t=\"shared\" si=\"0\">{long}</f></c></row>");
    for _ in 0..500 {
        sheet.push_str("<row><c><f t=\"shared\" si=\"0\"/><v>1</v></c></row>");
    }
    sheet.push_str("</sheetData>");
    let limits = Limits {
        cells: 1000,
        ..Limits::default()
    };
    let (book, warnings) = read_with(&one_sheet(&sheet, &[]), limits);
    let book = book.unwrap();
    let bytes: usize = book.sheets[0]
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter_map(|cell| cell.formula.as_ref())
        .map(|formula| formula.len())
        .sum();
    assert!(bytes < 3 * 64_000, "{bytes}");
    assert_eq!(codes(&warnings), ["formulas-dropped"]);
}

#[test]
fn relationships_in_circles_end() {
    let root = rels(&[("a", "officeDocument", "xl/workbook.xml")]);
    let book = format!(
        "<workbook {NS}><sheets>{}</sheets></workbook>",
        "<sheet name=\"a\" r:id=\"s\"/>".repeat(50)
    );
    let book_rels = rels(&[
        ("s", "worksheet", "workbook.xml"),
        ("t", "sharedStrings", "workbook.xml"),
        ("y", "styles", "/_rels/.rels"),
    ]);
    let bytes = archive(&[
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &book_rels),
    ]);
    survives(&bytes, "a circle");
    let (book, _) = read_with(&bytes, Limits::default());
    assert_eq!(book.unwrap().sheets.len(), 50);
}

#[test]
fn the_same_row_over_and_over_is_one_row() {
    let rows = "<row r=\"2\" hidden=\"1\"/><row r=\"1\" ht=\"9\"/>".repeat(200_000);
    let limits = Limits {
        ratio: 10_000,
        ..Limits::default()
    };
    let bytes = one_sheet(&format!("<sheetData>{rows}</sheetData>"), &[]);
    let (book, _) = read_with(&bytes, limits);
    assert_eq!(book.unwrap().sheets[0].rows.len(), 2);
}
