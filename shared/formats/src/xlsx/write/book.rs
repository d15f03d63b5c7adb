//! The parts around the sheets.

use std::collections::HashSet;
use std::fmt::Write;

use spindle_model::convert::Job;
use spindle_model::document::Metadata;
use spindle_model::workbook::Workbook;

use super::names::is_name;
use super::plan::Plan;
use super::rels::Rels;
use super::{HEAD, MAIN, REL};
use crate::picture;
use crate::xlsx::chars::{push_attribute, push_text};

/// What the types of parts of spreadsheets begin with.
const TYPE: &str = "application/vnd.openxmlformats-officedocument";

/// `[Content_Types].xml`.
pub(super) fn content_types(plan: &Plan<'_>) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    if plan.sheets.iter().any(|sheet| sheet.has_comments) {
        let _ = write!(
            out,
            "<Default Extension=\"vml\" ContentType=\"{TYPE}.vmlDrawing\"/>"
        );
    }
    for media_type in &plan.media_types {
        let _ = write!(
            out,
            "<Default Extension=\"{}\" ContentType=\"{media_type}\"/>",
            picture::extension(media_type)
        );
    }
    let mut part = |name: &str, kind: &str| {
        let _ = write!(
            out,
            "<Override PartName=\"/{name}\" ContentType=\"{kind}+xml\"/>"
        );
    };
    part(
        "xl/workbook.xml",
        &format!("{TYPE}.spreadsheetml.sheet.main"),
    );
    for (index, sheet) in plan.sheets.iter().enumerate() {
        let number = index + 1;
        part(
            &format!("xl/worksheets/sheet{number}.xml"),
            &format!("{TYPE}.spreadsheetml.worksheet"),
        );
        if sheet.has_comments {
            part(
                &format!("xl/comments{number}.xml"),
                &format!("{TYPE}.spreadsheetml.comments"),
            );
        }
        if sheet.has_images() {
            part(
                &format!("xl/drawings/drawing{number}.xml"),
                &format!("{TYPE}.drawing"),
            );
        }
    }
    part("xl/styles.xml", &format!("{TYPE}.spreadsheetml.styles"));
    part(
        "xl/sharedStrings.xml",
        &format!("{TYPE}.spreadsheetml.sharedStrings"),
    );
    part(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties",
    );
    out.push_str("</Types>");
    out
}

/// The relationships of the whole file.
pub(super) fn root_rels() -> String {
    let mut rels = Rels::default();
    rels.add_part("officeDocument", "xl/workbook.xml");
    rels.add(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
        false,
    );
    rels.finish()
}

/// The relationships of the workbook part: sheets first, so that their identifiers are `rId1`, `rId2`, ...
pub(super) fn workbook_rels(plan: &Plan<'_>) -> String {
    let mut rels = Rels::default();
    for number in 1..=plan.sheets.len() {
        rels.add_part("worksheet", &format!("worksheets/sheet{number}.xml"));
    }
    rels.add_part("styles", "styles.xml");
    rels.add_part("sharedStrings", "sharedStrings.xml");
    rels.finish()
}

/// The workbook part (18.2).
pub(super) fn workbook_part(workbook: &Workbook, plan: &Plan<'_>, job: &mut Job<'_>) -> String {
    let mut out = format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\">");
    if workbook.date_1904 {
        out.push_str("<workbookPr date1904=\"1\"/>");
    }
    let _ = write!(
        out,
        "<bookViews><workbookView activeTab=\"{}\"/></bookViews><sheets>",
        plan.active
    );
    for (index, sheet) in plan.sheets.iter().enumerate() {
        let number = index + 1;
        out.push_str("<sheet name=\"");
        push_attribute(&mut out, &sheet.name);
        let _ = write!(out, "\" sheetId=\"{number}\"");
        if sheet.hidden {
            out.push_str(" state=\"hidden\"");
        }
        let _ = write!(out, " r:id=\"rId{number}\"/>");
    }
    out.push_str("</sheets>");
    push_names(&mut out, workbook, plan, job);
    out.push_str("</workbook>");
    out
}

fn push_names(out: &mut String, workbook: &Workbook, plan: &Plan<'_>, job: &mut Job<'_>) {
    let mut used = HashSet::new();
    let mut open = false;
    for name in &workbook.names {
        let inside = name.sheet.is_none_or(|sheet| sheet < plan.sheets.len());
        let formula = name.formula.strip_prefix('=').unwrap_or(&name.formula);
        let lawful = inside && !formula.is_empty() && is_name(&name.name);
        if !lawful || !used.insert((name.sheet, name.name.to_lowercase())) {
            job.warn(
                "name-dropped",
                format!(
                    "the defined name \"{}\" was dropped: it breaks a rule of xlsx",
                    name.name.escape_debug()
                ),
            );
            continue;
        }
        if !std::mem::replace(&mut open, true) {
            out.push_str("<definedNames>");
        }
        out.push_str("<definedName name=\"");
        push_attribute(out, &name.name);
        out.push('"');
        if let Some(sheet) = name.sheet {
            let _ = write!(out, " localSheetId=\"{sheet}\"");
        }
        out.push('>');
        let renamed = plan.formula(formula);
        push_text(out, renamed.as_deref().unwrap_or(formula));
        out.push_str("</definedName>");
    }
    if open {
        out.push_str("</definedNames>");
    }
}

/// Core properties (ECMA-376 Part 2, clause 8).
pub(super) fn core_properties(metadata: &Metadata, job: &mut Job<'_>) -> String {
    let mut out = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    for (element, value) in [
        ("dc:title", &metadata.title),
        ("dc:subject", &metadata.subject),
        ("dc:creator", &metadata.author),
        ("cp:keywords", &metadata.keywords),
        ("dc:language", &metadata.language),
    ] {
        if let Some(value) = value {
            let _ = write!(out, "<{element}>");
            push_text(&mut out, value);
            let _ = write!(out, "</{element}>");
        }
    }
    for (element, value) in [
        ("created", &metadata.created),
        ("modified", &metadata.modified),
    ] {
        match value {
            Some(value) if is_time(value) => {
                let _ = write!(
                    out,
                    "<dcterms:{element} xsi:type=\"dcterms:W3CDTF\">{value}</dcterms:{element}>"
                );
            }
            Some(_) => job.warn(
                "property-dropped",
                "a time that is none was dropped from the properties",
            ),
            None => {}
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// Whether a text is a time as RFC 3339 or only a date; programs call a file damaged where it is not.
fn is_time(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '9' } else { c })
        .collect();
    let (date, time) = shape.split_at_checked(10).unwrap_or((&shape, ""));
    let zone = |text: &str| matches!(text, "Z" | "+99:99" | "-99:99");
    date == "9999-99-99"
        && (time.is_empty()
            || time.strip_prefix("T99:99:99").is_some_and(|rest| {
                let fraction = rest.strip_prefix('.').unwrap_or(rest);
                zone(fraction.trim_start_matches('9'))
            }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_other_texts() {
        for text in [
            "2024-01-02T03:04:05Z",
            "2024-01-02",
            "2024-01-02T03:04:05.123+01:00",
        ] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2024-01-02T03:04",
            "2024-01-02T03:04:05",
            "2024",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }
}
