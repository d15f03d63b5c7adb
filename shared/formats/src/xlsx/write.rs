//! Writing.
//!
//! Own code over the archive writer, and not the library `rust_xlsxwriter`, for two reasons. That one keeps every cell
//! until the file is saved: a million cells (numbers, texts, formulas) take it 151 MiB beside the workbook they are
//! copied from, where a component has 128; here workbook and writer together take 82, for a row is in the archive before
//! the next one is looked at. And a formula's last result is a text to it whose kind it guesses, so that the text "1"
//! becomes the number.

mod book;
mod comments;
mod drawing;
mod names;
mod plan;
mod rels;
pub(super) mod sheet;
pub(super) mod strings;
pub(super) mod styles;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::Workbook;

use self::plan::Plan;
use self::rels::Rels;
use self::strings::SharedStrings;
use self::styles::Formats;
use crate::archive::ArchiveWriter;
use crate::picture;

/// What every part begins with.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of SpreadsheetML.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The namespace of relationships, and what the types of most begin with.
pub(super) const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes a whole file.
pub(super) fn workbook(workbook: &Workbook, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
    let plan = Plan::new(workbook, job);
    let formats = Formats::new(&workbook.styles, job);
    let mut strings = SharedStrings::default();
    let mut archive = ArchiveWriter::default();
    archive.add("[Content_Types].xml", book::content_types(&plan).as_bytes())?;
    archive.add("_rels/.rels", book::root_rels().as_bytes())?;
    let core = book::core_properties(&workbook.metadata, job);
    archive.add("docProps/core.xml", core.as_bytes())?;
    let part = book::workbook_part(workbook, &plan, job);
    archive.add("xl/workbook.xml", part.as_bytes())?;
    archive.add(
        "xl/_rels/workbook.xml.rels",
        book::workbook_rels(&plan).as_bytes(),
    )?;

    let count = plan.sheets.len().max(1) as f32;
    for (index, planned) in plan.sheets.iter().enumerate() {
        let number = index + 1;
        let mut rels = Rels::default();
        let sink = archive.begin(&format!("xl/worksheets/sheet{number}.xml"))?;
        let mut writer = sheet::SheetWriter {
            plan: &plan,
            planned,
            formats: &formats,
            strings: &mut strings,
            rels: &mut rels,
            out: String::new(),
            sink,
            share: (index as f32 / count, 0.9 / count),
        };
        writer.write(job)?;
        if planned.has_images() {
            rels.add_part("drawing", &format!("../drawings/drawing{number}.xml"));
        }
        if planned.has_comments {
            rels.add_part("vmlDrawing", &format!("../drawings/vmlDrawing{number}.vml"));
            rels.add_part("comments", &format!("../comments{number}.xml"));
        }
        if !rels.is_empty() {
            let name = format!("xl/worksheets/_rels/sheet{number}.xml.rels");
            archive.add(&name, rels.finish().as_bytes())?;
        }
        if planned.has_comments {
            let comments = comments::joined(&planned.sheet.comments);
            let part = comments::part(&comments, job);
            archive.add(&format!("xl/comments{number}.xml"), part.as_bytes())?;
            let part = comments::shapes(&comments, number);
            archive.add(
                &format!("xl/drawings/vmlDrawing{number}.vml"),
                part.as_bytes(),
            )?;
        }
        if planned.has_images() {
            let (part, rels) = drawing::part(planned, &plan);
            archive.add(&format!("xl/drawings/drawing{number}.xml"), part.as_bytes())?;
            let name = format!("xl/drawings/_rels/drawing{number}.xml.rels");
            archive.add(&name, rels.finish().as_bytes())?;
        }
    }
    for (index, media) in workbook.media.iter().enumerate() {
        if plan.media.get(index).copied().unwrap_or(false) {
            let name = media_name(index, &media.media_type);
            archive.add_stored(&format!("xl/media/{name}"), &media.bytes)?;
        }
    }
    if !strings.is_empty() {
        strings.write(archive.begin("xl/sharedStrings.xml")?)?;
    } else {
        // It is announced before it is known whether there is one.
        archive.add("xl/sharedStrings.xml", strings::EMPTY.as_bytes())?;
    }
    archive.add("xl/styles.xml", formats.part().as_bytes())?;
    let bytes = archive.finish()?;
    if bytes.len() > job.limits.output_bytes {
        return Err(ConvertError::limit(format!(
            "the spreadsheet takes {} bytes, more than the {} allowed",
            bytes.len(),
            job.limits.output_bytes
        )));
    }
    (job.progress)(1.0);
    Ok(bytes)
}

/// The file name of a picture.
fn media_name(index: usize, media_type: &str) -> String {
    format!("image{}.{}", index + 1, picture::extension(media_type))
}
