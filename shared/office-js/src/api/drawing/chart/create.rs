//! New charts: `Api.CreateChart`, and copies.

use spindle_ooxml::chart::{self as view, Design, Labels, SeriesData, Values, part, workbook};
use spindle_ooxml::sheet::reference::col_name;
use spindle_ooxml::{Dom, NodeId};

use super::label;
use crate::api::drawing::{DrawRef, DrawResult, DrawingHost, answer, duplicate, this};
use crate::class::{ApiError, Call};
use crate::value::Value;

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
    package.add_part_tree(&part, part::CONTENT_TYPE, space);
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
fn frame<E: DrawingHost>(doc: &mut E, part: &str, size: (i64, i64)) -> NodeId {
    let relationship = doc.relate("chart", part, false);
    let id = doc.next_drawing_id();
    let graphic = view::graphic(&relationship);
    let (width, height) = (size.0.max(0), size.1.max(0));
    // In texts and on slides a chart has no name until it is put somewhere.
    let name = if E::VOCABULARY.group == "xdr" {
        format!("Chart {id}")
    } else {
        String::new()
    };
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

/// A chart whose frame is to be put somewhere; it shows the document's own cells, or has a workbook of its own embedded.
/// `None` when scripts know no such kind.
///
/// # Errors
/// [`ApiError::Range`] for too much data.
pub fn new_chart<E: DrawingHost>(
    doc: &mut E,
    kind: &str,
    style: i64,
    data: &[SeriesData],
    size: (i64, i64),
    embedded: bool,
) -> Result<Option<NodeId>, ApiError> {
    within_limits(data)?;
    let part = add_part(doc, kind, style, data, embedded)?;
    Ok(part.map(|part| frame(doc, &part, size)))
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
    let made = new_chart(call.doc, &kind, style, &data, size, true)?;
    Ok(made.map_or(Value::Null, |frame| answer::<E>(DrawRef::Chart(frame))))
}

/// A copy, which is a chart of its own and has no name yet.
pub(super) fn copy<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let frame = this(call)?;
    let created = duplicate(call.doc, frame);
    if let Some(node) = identity(call.doc.dom(), created) {
        call.doc.dom_mut().set_attr(node, "name", "");
    }
    Ok(answer::<E>(DrawRef::Chart(created)))
}

/// Gives the charts of a copied drawing parts of their own.
pub fn own_parts<E: DrawingHost>(doc: &mut E, original: NodeId, copied: NodeId) {
    let from = part::named_in(doc.package(), original);
    let to = part::named_in(doc.package(), copied);
    for (from, to) in from.into_iter().zip(to) {
        let id = doc.dom().attr(from, "r:id").unwrap_or_default().to_owned();
        let target = doc.related(from, &id).filter(|(_, external)| !external);
        let own = target.and_then(|(target, _)| part::copy(doc.package_mut(), &target));
        if let Some(own) = own {
            let id = doc.relate("chart", &own, false);
            doc.dom_mut().set_attr(to, "r:id", &id);
        }
    }
}
