//! Files that are broken or want too much.

use std::time::{Duration, Instant};

use spindle_formats::archive::ArchiveWriter;
use spindle_formats::odt::OdtReader;
use spindle_model::convert::{ConvertError, ErrorKind, Job, Limits, Reader};

use super::sample::{everything, write};

const START: &str = r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>"#;
const END: &str = "</office:text></office:body></office:document-content>";

fn package(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ArchiveWriter::default();
    for (name, text) in entries {
        archive.add(name, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap()
}

fn refused(bytes: &[u8]) -> Option<ConvertError> {
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    job.limits = Limits {
        blocks: 10_000,
        cells: 10_000,
        ..Limits::default()
    };
    OdtReader.read(bytes, &mut job).err()
}

fn kind(bytes: &[u8]) -> Option<ErrorKind> {
    refused(bytes).map(|error| error.kind)
}

fn body(inner: &str) -> Vec<u8> {
    package(&[("content.xml", &format!("{START}{inner}{END}"))])
}

#[test]
fn encrypted_and_foreign_files_say_so() {
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = package(&[("META-INF/manifest.xml", manifest), ("content.xml", "?")]);
    assert_eq!(kind(&bytes), Some(ErrorKind::Password));
    let sheet = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<a/>"),
    ]);
    let error = refused(&sheet).unwrap();
    assert_eq!(error.kind, ErrorKind::Unsupported);
    assert!(error.message.contains("spreadsheet"), "{error}");
    assert_eq!(kind(b"{}"), Some(ErrorKind::Damaged));
    assert_eq!(kind(b""), Some(ErrorKind::Damaged));
    assert_eq!(kind(&package(&[])), Some(ErrorKind::Damaged));
    assert_eq!(kind(b"<html></html>"), Some(ErrorKind::Damaged));
    assert_eq!(kind(&body("<text:p>")), Some(ErrorKind::Damaged));
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for (open, close) in [
        (
            "<text:list><text:list-item>",
            "</text:list-item></text:list>",
        ),
        ("<text:section>", "</text:section>"),
        (
            "<table:table><table:table-row><table:table-cell>",
            "</table:table-cell></table:table-row></table:table>",
        ),
    ] {
        let deep = format!("{}{}", open.repeat(5000), close.repeat(5000));
        assert_eq!(kind(&body(&deep)), Some(ErrorKind::Limit));
    }
    let spans = format!(
        "<text:p>{}{}</text:p>",
        "<text:span>".repeat(5000),
        "</text:span>".repeat(5000)
    );
    assert_eq!(kind(&body(&spans)), Some(ErrorKind::Limit));
}

#[test]
fn repetition_is_bounded() {
    let cells = r#"<table:table-cell table:number-columns-repeated="4294967295"><text:p/></table:table-cell>"#;
    let rows = format!(
        r#"<table:table><table:table-row table:number-rows-repeated="4294967295">{}</table:table-row></table:table>"#,
        cells.repeat(50)
    );
    assert_eq!(kind(&body(&rows)), Some(ErrorKind::Limit));
    let spaces = format!(
        "<text:p>{}</text:p>",
        r#"<text:s text:c="4294967295"/>"#.repeat(9000)
    );
    assert_eq!(kind(&body(&spaces)), Some(ErrorKind::Limit));
    let paragraphs = "<text:p/>".repeat(10_001);
    assert_eq!(kind(&body(&paragraphs)), Some(ErrorKind::Limit));
}

#[test]
fn circles_of_styles_end() {
    let styles = r#"<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:styles>
        <style:style style:name="a" style:family="paragraph" style:parent-style-name="b"/>
        <style:style style:name="b" style:family="paragraph" style:parent-style-name="a"/>
        </office:styles></office:document-styles>"#;
    let content = format!(r#"{START}<text:p text:style-name="a">x</text:p>{END}"#);
    let bytes = package(&[("styles.xml", styles), ("content.xml", &content)]);
    assert_eq!(refused(&bytes), None);
}

#[test]
fn entities_are_not_expanded() {
    let content = format!(
        r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>{START}<text:p>&b;&lt;</text:p>{END}"#
    );
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    let bytes = package(&[("content.xml", &content)]);
    let content = OdtReader.read(&bytes, &mut job).unwrap();
    assert_eq!(content.document().unwrap().plain_text(), "<\n");
}

/// Bytes cut off and bytes changed, at many places: an answer, whichever, in little time.
#[test]
fn damaged_files_end_in_an_answer() {
    let whole = write(&everything());
    let start = Instant::now();
    for cut in (0..whole.len()).step_by(97) {
        refused(&whole[..cut]);
    }
    for place in (0..whole.len()).step_by(61) {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x55;
        refused(&damaged);
    }
    assert!(start.elapsed() < Duration::from_secs(60));
}

/// The same in the text of the content, which no checksum guards.
#[test]
fn damaged_content_ends_in_an_answer() {
    let whole = write(&everything());
    let mut archive = spindle_formats::archive::Archive::open(&whole, &Limits::default()).unwrap();
    let text = archive.read_text("content.xml").unwrap().unwrap();
    let mut read = 0;
    for place in (0..text.len()).step_by(131) {
        let (before, after) = (text.get(..place), text.get(place.saturating_add(20)..));
        if let (Some(before), Some(after)) = (before, after) {
            let damaged = format!("{before}{after}");
            read += usize::from(refused(&package(&[("content.xml", &damaged)])).is_none());
        }
    }
    assert!(read > 0, "some damage is only to text");
}
