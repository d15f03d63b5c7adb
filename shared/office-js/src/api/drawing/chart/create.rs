//! New charts: `Api.CreateChart`, and copies.

use spindle_ooxml::chart::{self as view, Design, Labels, SeriesData, Values, workbook};
use spindle_ooxml::sheet::reference::col_name;
use spindle_ooxml::{Dom, NodeId};

use super::{label, part_of};
use crate::api::drawing::{DrawRef, DrawResult, DrawingHost, answer, this};
use crate::class::{ApiError, Call};
use crate::value::Value;

/// The content type of charts (ECMA-376 part 1, 14.2.1).
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
/// Series of a chart: as many as Excel takes.
const MAX_SERIES: usize = 255;
/// Points of a chart, all series together.
pub const MAX_POINTS: usize = 100_000;

/// The element that names a drawing: `wp:docPr`, or `cNvPr` of whatever prefix.
pub fn identity(dom: &Dom, frame: NodeId) -> Option<NodeId> {
    dom.descendants(frame).find(|node| {
        dom.name_of(*node)
            .is_some_and(|name| name == "wp:docPr" || name.ends_with(":cNvPr"))
    })
}

/// A part for a chart whose workbook is embedded, or the document's own; the answer is the part's name. `None` when scripts
/// know no such kind.
fn add_part<E: DrawingHost>(
    doc: &mut E,
    kind: &str,
    style: i64,
    data: &[SeriesData],
    embedded: bool,
) -> Result<Option<String>, ApiError> {
    let package = doc.package_mut();
    let main = package.main_part().to_owned();
    let folder = main
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned();
    let part = package.free_name(&format!("{folder}/charts/chart"), ".xml");
    let book = package.free_name(
        &format!("{folder}/embeddings/Microsoft_Excel_Worksheet"),
        ".xlsx",
    );
    let design = Design {
        kind,
        style,
        workbook: embedded.then_some("rId1"),
    };
    let too_much = |error: spindle_ooxml::XmlError| ApiError::Range(error.to_string());
    let Some(space) = view::build(&mut package.dom, design, data).map_err(too_much)? else {
        return Ok(None);
    };
    package.add_part_tree(&part, CONTENT_TYPE, space);
    if embedded {
        embed(doc, &part, &book, space)?;
    }
    Ok(Some(part))
}

/// Embeds a workbook with what a chart holds, and says so in the chart.
fn embed<E: DrawingHost>(
    doc: &mut E,
    part: &str,
    book: &str,
    space: NodeId,
) -> Result<(), ApiError> {
    let bytes =
        workbook::create(doc.dom(), space).map_err(|error| ApiError::State(error.to_string()))?;
    let package = doc.package_mut();
    package.set_part(book, workbook::CONTENT_TYPE, bytes);
    let id = package.add_relationship(part, "package", book, false);
    let data = view::ensure(&mut package.dom, space, "c:externalData");
    package.dom.set_attr(data, "r:id", &id);
    Ok(())
}

/// The frame of a chart's part in the vocabulary of the document.
fn frame<E: DrawingHost>(doc: &mut E, part: &str, name: &str, size: (i64, i64)) -> NodeId {
    let relationship = doc.relate("chart", part, false);
    let id = doc.next_drawing_id();
    let graphic = view::graphic(&relationship);
    let (width, height) = (size.0.max(0), size.1.max(0));
    let name = if E::VOCABULARY.group == "xdr" {
        format!("Chart {id}")
    } else {
        name.to_owned()
    };
    let name = spindle_ooxml::dom::escape::escape_attribute(&name);
    let xml = if E::VOCABULARY.group == "wpg" {
        format!(
            "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{id}\" name=\"{name}\"/>\
             <wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing>"
        )
    } else {
        let prefix = E::VOCABULARY.group;
        let more = if prefix == "p" { "<p:nvPr/>" } else { "" };
        format!(
            "<{prefix}:graphicFrame><{prefix}:nvGraphicFramePr><{prefix}:cNvPr id=\"{id}\" name=\"{name}\"/>\
             <{prefix}:cNvGraphicFramePr/>{more}</{prefix}:nvGraphicFramePr><{prefix}:xfrm><a:off x=\"0\" y=\"0\"/>\
             <a:ext cx=\"{width}\" cy=\"{height}\"/></{prefix}:xfrm>{graphic}</{prefix}:graphicFrame>"
        )
    };
    doc.dom_mut().fragment(&xml)
}

/// A chart of the document's own cells, whose frame is to be put somewhere. `None` when scripts know no such kind.
///
/// # Errors
/// [`ApiError::Range`] for too much data.
pub fn put_chart<E: DrawingHost>(
    doc: &mut E,
    kind: &str,
    style: i64,
    data: &[SeriesData],
    size: (i64, i64),
) -> Result<Option<NodeId>, ApiError> {
    within_limits(data)?;
    let part = add_part(doc, kind, style, data, false)?;
    Ok(part.map(|part| frame(doc, &part, "", size)))
}

/// A chart with an embedded workbook, whose frame is to be put somewhere. `None` when scripts know no such kind.
///
/// # Errors
/// [`ApiError::Range`] for too much data.
pub fn new_chart<E: DrawingHost>(
    doc: &mut E,
    kind: &str,
    style: i64,
    data: &[SeriesData],
    size: (i64, i64),
) -> Result<Option<NodeId>, ApiError> {
    within_limits(data)?;
    let part = add_part(doc, kind, style, data, true)?;
    Ok(part.map(|part| frame(doc, &part, "", size)))
}

fn within_limits(data: &[SeriesData]) -> Result<(), ApiError> {
    let points: usize = data
        .iter()
        .map(|series| {
            series.values.points.len()
                + series
                    .categories
                    .as_ref()
                    .map_or(0, |labels| labels.points.len())
        })
        .sum();
    if data.len() > MAX_SERIES || points > MAX_POINTS {
        return Err(ApiError::Range(format!(
            "a chart has at most {MAX_SERIES} series and {MAX_POINTS} values and categories"
        )));
    }
    Ok(())
}

/// A number as the original reads one out of a series: what is none counts as 0.
fn value<R>(value: &Value<R>) -> f64 {
    match value {
        Value::Number(number) if number.is_finite() => *number,
        Value::Text(text) => text
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .unwrap_or(0.0),
        _ => 0.0,
    }
}

/// `Sheet1!$B$2:$D$2`: so many cells of a row (from 1), from column B on.
fn row_reference(row: usize, count: usize) -> String {
    let last = u32::try_from(count.max(1)).unwrap_or(u32::MAX).min(16_000);
    format!("Sheet1!$B${row}:${}${row}", col_name(last))
}

/// The data of `CreateChart`: series, their names, categories, formats, in arguments 1 to 3 and 7.
fn data<E: DrawingHost>(call: &Call<'_, E>) -> Result<Vec<SeriesData>, ApiError> {
    let series = call.args.list(1, "series")?;
    let names = call.args.list(2, "seriesNames")?;
    let categories = call.args.list(3, "catNames")?;
    if series.len() > MAX_SERIES || categories.len() > MAX_POINTS {
        return Err(ApiError::Range(format!(
            "a chart has at most {MAX_SERIES} series and {MAX_POINTS} categories"
        )));
    }
    let labels = (!categories.is_empty()).then(|| Labels {
        reference: Some(row_reference(1, categories.len())),
        points: categories
            .iter()
            .map(|value| Some(label(value).unwrap_or_default()))
            .collect(),
        format: None,
    });
    let formats = match call.args.get(7) {
        Value::List(formats) => formats.as_slice(),
        _ => &[],
    };
    let mut out = Vec::with_capacity(series.len());
    for (index, values) in series.iter().enumerate() {
        let values: &[_] = match values {
            Value::List(values) => values,
            _ => &[],
        };
        out.push(SeriesData {
            name: names.get(index).and_then(label).map(|name| Labels {
                reference: Some(format!("Sheet1!$A${}", index + 2)),
                points: vec![Some(name)],
                format: None,
            }),
            categories: labels.clone(),
            values: Values {
                reference: Some(row_reference(index + 2, values.len())),
                points: values.iter().map(|number| Some(value(number))).collect(),
                format: formats.get(index).and_then(label).unwrap_or_default(),
            },
        });
    }
    Ok(out)
}

/// `Api.CreateChart`: kind, series, their names, categories, width and height in EMU, number of the style, number formats.
pub fn create_chart<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let data = data(call)?;
    let kind = call.args.opt_text(0).unwrap_or("bar".into()).into_owned();
    let side = |index| {
        call.args
            .opt_number(index)
            .unwrap_or(0.0)
            .clamp(0.0, 27_273_042_316_900.0)
            .round() as i64
    };
    let size = (side(4), side(5));
    let style = call.args.opt_integer(6).unwrap_or(0);
    let made = new_chart(call.doc, &kind, style, &data, size)?;
    Ok(made.map_or(Value::Null, |frame| answer::<E>(DrawRef::Chart(frame))))
}

/// A copy with a part and a workbook of its own.
pub(super) fn copy<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let frame = this(call)?;
    let created = call.doc.dom_mut().deep_clone(frame);
    let id = call.doc.next_drawing_id().to_string();
    if let Some(node) = identity(call.doc.dom(), created) {
        let dom = call.doc.dom_mut();
        dom.set_attr(node, "id", &id);
        dom.set_attr(node, "name", "");
    }
    if let Some(relationship) = copy_part(call.doc, frame) {
        let dom = call.doc.dom_mut();
        let shown = dom
            .descendants(created)
            .find(|node| dom.is(*node, "c:chart"));
        if let Some(shown) = shown {
            dom.set_attr(shown, "r:id", &relationship);
        }
    }
    Ok(answer::<E>(DrawRef::Chart(created)))
}

/// Copies the part of a frame's chart with all that it is related to; the answer is a relationship to the copy.
fn copy_part<E: DrawingHost>(doc: &mut E, frame: NodeId) -> Option<String> {
    let part = part_of(doc, frame)?;
    let package = doc.package_mut();
    let space = package.root(&part).ok()?;
    let content_type = package
        .content_type(&part)
        .unwrap_or(CONTENT_TYPE)
        .to_owned();
    let folder = part
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned();
    let name = package.free_name(&format!("{folder}/chart"), ".xml");
    let copied = package.dom.deep_clone(space);
    package.add_part_tree(&name, &content_type, copied);
    for relationship in package.relationships(&part).to_vec() {
        let target = match &relationship.part {
            Some(target) if relationship.is("package") => {
                let bytes = package.part_bytes(target)?.into_owned();
                let (folder, file) = target.rsplit_once('/')?;
                let (stem, ending) = file.rsplit_once('.')?;
                let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
                let content_type = package
                    .content_type(target)
                    .unwrap_or(workbook::CONTENT_TYPE)
                    .to_owned();
                let copy = package.free_name(&format!("{folder}/{stem}"), &format!(".{ending}"));
                package.set_part(&copy, &content_type, bytes);
                copy
            }
            Some(target) => target.clone(),
            None => relationship.target.clone(),
        };
        let id = package.add_relationship(
            &name,
            &relationship.rel_type,
            &target,
            relationship.external,
        );
        let dom = &mut package.dom;
        let naming: Vec<NodeId> = dom
            .descendants(copied)
            .filter(|node| dom.attr(*node, "r:id") == Some(&relationship.id))
            .collect();
        for node in naming {
            dom.set_attr(node, "r:id", &id);
        }
    }
    Some(doc.relate("chart", &name, false))
}
