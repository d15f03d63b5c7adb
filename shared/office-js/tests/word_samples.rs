//! The samples for text documents, run as they are.

// Clippy takes helpers of tests for production code.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod support;

use spindle_ooxml::word::{block, table};
use support::word::{body, open, part, sound};
use support::{Outcome, run, run_with};

fn keep(outcome: &Outcome) {
    if let Some(folder) = std::env::var_os("SPINDLE_KEEP") {
        for (name, bytes) in &outcome.files {
            std::fs::write(std::path::Path::new(&folder).join(name), bytes)
                .expect("the folder can be written");
        }
    }
}

fn cells(bytes: &[u8], index: usize) -> Vec<Vec<String>> {
    let made = open(bytes);
    let tables = block::all(made.dom(), made.body(), "w:tbl");
    let rows = table::rows(made.dom(), tables[index]).into_iter();
    rows.map(|row| {
        table::cells(made.dom(), row)
            .into_iter()
            .map(|cell| made.text(cell, &Default::default()).trim().to_owned())
            .collect()
    })
    .collect()
}

#[test]
fn the_invoice_is_filled_from_the_argument() {
    let script = include_str!("../../../samples/invoice.docbuilder");
    let outcome = run(script);
    let bytes = outcome.file("invoice.docx");
    sound(&bytes);
    keep(&outcome);
    let rows = cells(&bytes, 1);
    assert_eq!(rows[1], ["Consulting", "12", "140.00", "1\u{2019}680.00"]);
    assert_eq!(rows[6], ["Total", "2\u{2019}694.39"]);

    let argument = serde_json::json!({"number": "77", "items": [{"text": "One", "quantity": 2, "price": 1500}], "tax": 0});
    let outcome = run_with(script, Some(&argument), &[]);
    let bytes = outcome.file("invoice.docx");
    assert_eq!(
        cells(&bytes, 1)[1..],
        [
            vec!["One", "2", "1\u{2019}500.00", "3\u{2019}000.00"],
            vec!["Net", "3\u{2019}000.00"],
            vec!["Tax 0 %", "0.00"],
            vec!["Total", "3\u{2019}000.00"]
        ]
    );
    let made = open(&bytes);
    assert!(part(&made, "/docProps/core.xml").contains("<dc:title>Invoice 77</dc:title>"));
    assert!(part(&made, "/word/footer1.xml").contains("w:instr=\"NUMPAGES "));
    assert!(body(&made).contains("<w:tblHeader/>"));
}

#[test]
fn the_report_has_everything_and_a_text() {
    let outcome = run(include_str!("../../../samples/report.docbuilder"));
    assert_eq!(outcome.printed(), ["19 elements, 4 headings"]);
    let bytes = outcome.file("report.docx");
    sound(&bytes);
    keep(&outcome);
    let made = open(&bytes);
    let xml = body(&made);
    for fragment in [
        "<w:pStyle w:val=\"Note\"/>",
        "w:orient=\"landscape\"",
        "<w:gridSpan w:val=\"3\"/>",
        "<w:drawing>",
        "<w:br w:type=\"page\"/>",
        "<w:hyperlink ",
    ] {
        assert!(xml.contains(fragment), "{fragment} in {xml}");
    }
    assert_eq!(cells(&bytes, 0)[4], ["Source: station log"]);
    let text = String::from_utf8(outcome.file("report.txt")).expect("UTF-8");
    for line in [
        "\u{FEFF}Field report\r\n",
        "\r\n1. Sensors\r\n\t1a) cleaned\r\n",
        "\r\n2\t-14.0\t-6.5\r\n",
        "log.example(https://log.example/station?n=1&d=14).",
        "\r\nEnd.",
    ] {
        assert!(text.contains(line), "{line:?} in {text:?}");
    }
}
