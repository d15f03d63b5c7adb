//! Paragraphs and tables that get another shape in a Delta: what it does not know of them stays.

use crate::common::package;
use crate::through_delta::{delta_of, parts, replace, saved};

/// Two paragraphs, of which the first has a style that is not seen in Delta and a note.
fn styled() -> Vec<u8> {
    package(
        concat!(
            "<w:p><w:r><w:t>Opening</w:t></w:r></w:p>",
            "<w:p><w:pPr><w:pStyle w:val=\"Lead\"/></w:pPr><w:r><w:t>First half</w:t></w:r>",
            "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> second half of it</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>end</w:t></w:r></w:p>"
        ),
        &[
            (
                "styles",
                "styles",
                "<w:style w:type=\"paragraph\" w:styleId=\"Lead\"><w:name w:val=\"Lead\"/><w:pPr><w:spacing w:before=\"240\"/></w:pPr></w:style>",
            ),
            (
                "footnotes",
                "footnotes",
                "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> a note</w:t></w:r></w:p></w:footnote>",
            ),
        ],
    )
}

fn body_after(file: &[u8], old: &str, new: &str) -> String {
    let mut delta = delta_of(file);
    replace(&mut delta, old, new);
    let patched = saved(file, &delta);
    assert_eq!(delta_of(&patched), delta);
    String::from_utf8(parts(&patched).remove("word/document.xml").unwrap()).unwrap()
}

#[test]
fn the_halves_of_a_paragraph_are_what_it_was() {
    let file = styled();
    for (old, new) in [
        (" second half of it", "\nsecond half of it"),
        ("First half", "First\nhalf"),
    ] {
        let body = body_after(&file, old, new);
        assert_eq!(body.matches("w:val=\"Lead\"").count(), 2, "{body}");
        assert_eq!(body.matches("w:footnoteReference").count(), 1, "{body}");
    }
}

#[test]
fn a_line_that_is_added_looks_as_the_one_before_it() {
    let body = body_after(&styled(), "half of it\n", "half of it\nmore of that\n");
    assert_eq!(body.matches("w:val=\"Lead\"").count(), 2, "{body}");
}

#[test]
fn paragraphs_that_are_joined_keep_their_notes() {
    let body = body_after(&styled(), "Opening\nFirst half", "OpeningFirst half");
    assert_eq!(body.matches("w:footnoteReference").count(), 1, "{body}");
    let body = body_after(&styled(), "half of it\nend", "half of itend");
    assert_eq!(body.matches("w:footnoteReference").count(), 1, "{body}");
    assert!(body.contains("w:val=\"Lead\""), "{body}");
}

#[test]
fn rows_come_and_go_around_cells_that_span_others() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let shade = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFEE00\"/>";
    let file = package(
        &format!(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/></w:tblGrid><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p><w:r><w:t>end</w:t></w:r></w:p>",
            cell("", "one"),
            cell("", "two"),
            cell("<w:vMerge w:val=\"restart\"/>", "high"),
            cell(shade, "right"),
            "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>",
            cell(shade, "below"),
        ),
        &[],
    );
    let row = |text: &str| {
        [("", true), (text, false), ("", true)].map(|(text, end)| {
            if end {
                serde_json::json!({ "insert": "\n", "attributes": { "table": "row-new" } })
            } else {
                serde_json::json!({ "insert": text })
            }
        })
    };
    let mut delta = delta_of(&file);
    let ops = delta["ops"].as_array_mut().unwrap();
    // The covered cell is the line before "below".
    let below = ops
        .iter()
        .position(|op| op["insert"].as_str() == Some("below"))
        .unwrap();
    for op in row("between").into_iter().rev() {
        ops.insert(below - 1, op);
    }
    let patched = saved(&file, &delta);
    let body = String::from_utf8(parts(&patched).remove("word/document.xml").unwrap()).unwrap();
    assert!(body.contains("between"), "{body}");
    assert_eq!(body.matches("<w:vMerge").count(), 3, "{body}");
    assert_eq!(body.matches("w:val=\"restart\"").count(), 1, "{body}");
    assert_eq!(body.matches("FFEE00").count(), 3, "{body}");
}

#[test]
fn columns_come_and_go_beside_cells_that_keep_what_they_are() {
    let file = package(
        concat!(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/></w:tblGrid>",
            "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc></w:tr>",
            "<w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFEE00\"/></w:tcPr>",
            "<w:p><w:r><w:t>left</w:t></w:r></w:p><w:p><w:r><w:t>more</w:t></w:r></w:p></w:tc>",
            "<w:tc><w:p><w:r><w:t>right</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>end</w:t></w:r></w:p>"
        ),
        &[],
    );
    let body = |delta: &serde_json::Value| {
        let patched = saved(&file, delta);
        String::from_utf8(parts(&patched).remove("word/document.xml").unwrap()).unwrap()
    };
    let ends = |delta: &serde_json::Value| -> Vec<(usize, serde_json::Value)> {
        let ops = delta["ops"].as_array().unwrap().iter().enumerate();
        ops.filter(|(_, op)| op["attributes"]["table"].is_string())
            .map(|(at, op)| (at, op["attributes"]["table"].clone()))
            .collect()
    };
    // A column at the end of each row.
    let mut delta = delta_of(&file);
    let all = ends(&delta);
    let ops = delta["ops"].as_array_mut().unwrap();
    for (index, (at, row)) in all.iter().enumerate().rev() {
        if all.get(index + 1).is_none_or(|(_, next)| next != row) {
            ops.insert(
                at + 1,
                serde_json::json!({ "insert": "\n", "attributes": { "table": row } }),
            );
        }
    }
    let wider = body(&delta);
    assert_eq!(wider.matches("<w:gridCol").count(), 3, "{wider}");
    assert!(wider.contains("w:gridSpan w:val=\"2\""), "{wider}");
    assert!(wider.contains("FFEE00"), "{wider}");
    assert!(!wider.contains("<w:br"), "{wider}");
}
