//! Tables, and the properties of tables, rows and cells.

use serde_json::{Value as Json, json};
use spindle_ooxml::word::table_props::{self, Width};
use spindle_ooxml::word::{border, color as colors, props, table as view};
use spindle_ooxml::{Dom, NodeId};

use super::super::WordEditor;
use super::{Object, Reader, array, block, integer, mark, object, others, put, read_others};
use crate::class::ApiError;

const SIDES: &[(&str, &str)] = &[
    ("bottom", "w:bottom"),
    ("end", "w:right"),
    ("insideH", "w:insideH"),
    ("insideV", "w:insideV"),
    ("start", "w:left"),
    ("top", "w:top"),
];

const MARGINS: &[(&str, &str)] = &[
    ("bottom", "w:bottom"),
    ("left", "w:left"),
    ("right", "w:right"),
    ("top", "w:top"),
];

/// Properties of tables that have keys.
const TABLE: &[&str] = &[
    "w:tblStyle",
    "w:jc",
    "w:shd",
    "w:tblBorders",
    "w:tblCellMar",
    "w:tblCaption",
    "w:tblCellSpacing",
    "w:tblDescription",
    "w:tblInd",
    "w:tblLayout",
    "w:tblLook",
    "w:tblStyleColBandSize",
    "w:tblStyleRowBandSize",
    "w:tblW",
    "w:tblPrChange",
];

const ROW: &[&str] = &[
    "w:cantSplit",
    "w:tblHeader",
    "w:trHeight",
    "w:jc",
    "w:trPrChange",
];

const CELL: &[&str] = &[
    "w:gridSpan",
    "w:noWrap",
    "w:shd",
    "w:tcBorders",
    "w:tcMar",
    "w:tcW",
    "w:textDirection",
    "w:vAlign",
    "w:vMerge",
    "w:tcPrChange",
];

fn width(dom: &Dom, properties: NodeId, name: &str) -> Option<Json> {
    let node = dom.child(properties, name)?;
    let kind = dom.attr(node, "w:type").unwrap_or("dxa");
    let value = match dom.attr(node, "w:w") {
        Some(value) => value.trim_end_matches('%').parse::<f64>().unwrap_or(0.0),
        None => 0.0,
    };
    let percent = kind == "pct"
        && dom
            .attr(node, "w:w")
            .is_some_and(|value| !value.ends_with('%'));
    let value = if percent { value / 50.0 } else { value };
    Some(json!({ "type": kind, "w": number(value) }))
}

/// A number that is whole where it can be.
fn number(value: f64) -> Json {
    if value.fract() == 0.0 && value.abs() < 1e9 {
        (value as i64).into()
    } else {
        value.into()
    }
}

fn read_width(dom: &mut Dom, properties: NodeId, name: &str, given: Option<&Object>) {
    let Some(given) = given else { return };
    let value = given.get("w").and_then(Json::as_f64).unwrap_or(0.0);
    let width = match given.get("type").and_then(Json::as_str) {
        Some("pct") => Width::Percent(value.clamp(0.0, 100_000.0)),
        Some("dxa") => Width::Twips(value.round().clamp(-1e6, 1e6) as i64),
        Some("nil") => Width::Nil,
        _ => Width::Auto,
    };
    table_props::set_width(dom, properties, name, width);
}

fn margins(dom: &Dom, container: Option<NodeId>) -> Object {
    let mut out = Object::new();
    for (key, side) in MARGINS {
        let found = container
            .and_then(|container| dom.child(container, side))
            .and_then(|node| props::number(dom, node, "w:w"));
        put(
            &mut out,
            key,
            found.map(|w| json!({ "w": w, "type": "dxa" })),
        );
    }
    out
}

fn read_margins(dom: &mut Dom, properties: NodeId, name: &str, given: Option<&Object>) {
    for (key, side) in MARGINS {
        let found = given
            .and_then(|given| object(given, key))
            .and_then(|margin| integer(margin, "w"));
        if let Some(twips) = found {
            table_props::set_margin(dom, properties, name, side, Some(twips));
        }
    }
}

fn borders(doc: &WordEditor, properties: NodeId, name: &str) -> Json {
    mark::borders(doc, doc.dom().child(properties, name), SIDES).unwrap_or_else(|| json!({}))
}

fn read_borders(to: &mut Reader<'_>, properties: NodeId, name: &str, given: Option<&Object>) {
    let theme = to.doc.text.theme();
    let Some(given) = given.filter(|given| !given.is_empty()) else {
        return;
    };
    let dom = to.dom();
    let container = props::ensure(dom, properties, name);
    for (key, side) in SIDES {
        if let Some(line) = object(given, key).map(mark::read_border) {
            border::set(dom, container, side, line, theme);
        }
    }
}

/// The properties of a table that `holder` has.
pub fn properties(doc: &WordEditor, holder: NodeId) -> Object {
    let dom = doc.dom();
    let mut out = Object::new();
    let floats = match dom.child(holder, "w:tblPr") {
        None => {
            out.insert("tblBorders".to_owned(), json!({}));
            out.insert("tblCellMar".to_owned(), json!({}));
            None
        }
        Some(tblpr) => {
            put(&mut out, "jc", props::val(dom, tblpr, "w:jc"));
            put(&mut out, "shd", mark::shading(doc, tblpr));
            out.insert("tblBorders".to_owned(), borders(doc, tblpr, "w:tblBorders"));
            let inner = margins(dom, dom.child(tblpr, "w:tblCellMar"));
            out.insert("tblCellMar".to_owned(), inner.into());
            put(
                &mut out,
                "tblCaption",
                props::val(dom, tblpr, "w:tblCaption"),
            );
            put(
                &mut out,
                "tblCellSpacing",
                width(dom, tblpr, "w:tblCellSpacing"),
            );
            put(
                &mut out,
                "tblDescription",
                props::val(dom, tblpr, "w:tblDescription"),
            );
            put(&mut out, "tblInd", width(dom, tblpr, "w:tblInd"));
            let layout = dom.child(tblpr, "w:tblLayout");
            put(
                &mut out,
                "tblLayout",
                layout.and_then(|node| dom.attr(node, "w:type")),
            );
            put(
                &mut out,
                "tblLook",
                dom.child(tblpr, "w:tblLook").map(|node| look(dom, node)),
            );
            for (key, name) in [
                ("tblStyleColBandSize", "w:tblStyleColBandSize"),
                ("tblStyleRowBandSize", "w:tblStyleRowBandSize"),
            ] {
                let size = dom.child(tblpr, name);
                put(
                    &mut out,
                    key,
                    size.and_then(|node| props::number(dom, node, "w:val")),
                );
            }
            dom.child(tblpr, "w:tblpPr")
        }
    };
    let whole = dom.is(holder, "w:tbl") && dom.child(holder, "w:tr").is_some();
    let overlap = if whole { "overlap" } else { "never" };
    out.insert("tblOverlap".to_owned(), overlap.into());
    let tblpr = dom.child(holder, "w:tblPr");
    put(
        &mut out,
        "tblW",
        tblpr.and_then(|tblpr| width(dom, tblpr, "w:tblW")),
    );
    out.insert("inline".to_owned(), (whole && floats.is_none()).into());
    out.insert("type".to_owned(), "tablePr".into());
    if let Some(tblpr) = tblpr {
        put(&mut out, "tblStyle", props::val(dom, tblpr, "w:tblStyle"));
        put(&mut out, "otherXml", others(dom, tblpr, TABLE));
    }
    out
}

/// The flags of `w:tblLook` by key, attribute and bit of the older value.
const LOOK: &[(&str, &str, i64)] = &[
    ("firstColumn", "w:firstColumn", 0x80),
    ("firstRow", "w:firstRow", 0x20),
    ("lastColumn", "w:lastColumn", 0x100),
    ("lastRow", "w:lastRow", 0x40),
    ("noHBand", "w:noHBand", 0x200),
    ("noVBand", "w:noVBand", 0x400),
];

fn look(dom: &Dom, node: NodeId) -> Json {
    let bits = dom
        .attr(node, "w:val")
        .and_then(|value| i64::from_str_radix(value, 16).ok())
        .unwrap_or(0);
    let mut out = Object::new();
    for (key, attribute, bit) in LOOK {
        let on = match dom.attr(node, attribute) {
            Some(value) => matches!(value, "1" | "true" | "on"),
            None => bits & bit != 0,
        };
        out.insert((*key).to_owned(), on.into());
    }
    out.into()
}

fn read_properties(to: &mut Reader<'_>, holder: NodeId, given: &Object) {
    let theme = to.doc.text.theme();
    let style = given
        .get("tblStyle")
        .and_then(Json::as_str)
        .filter(|id| to.doc.text.style_by_id(id).is_some());
    let dom = to.dom();
    let tblpr = props::container(dom, holder, "w:tblPr");
    if let Some(style) = style {
        props::set_val(dom, tblpr, "w:tblStyle", style);
    }
    if let Some(jc) = given.get("jc").and_then(Json::as_str) {
        table_props::set_jc(dom, tblpr, jc);
    }
    if let Some(shading) = object(given, "shd") {
        colors::set_shading(dom, tblpr, mark::read_fill(shading), theme);
    }
    read_borders(to, tblpr, "w:tblBorders", object(given, "tblBorders"));
    let dom = to.dom();
    read_margins(dom, tblpr, "w:tblCellMar", object(given, "tblCellMar"));
    for (key, name) in [
        ("tblCaption", "w:tblCaption"),
        ("tblDescription", "w:tblDescription"),
    ] {
        if let Some(text) = given.get(key).and_then(Json::as_str) {
            props::set_val(dom, tblpr, name, text);
        }
    }
    for (key, name) in [
        ("tblCellSpacing", "w:tblCellSpacing"),
        ("tblInd", "w:tblInd"),
        ("tblW", "w:tblW"),
    ] {
        read_width(dom, tblpr, name, object(given, key));
    }
    if let Some(layout) = given.get("tblLayout").and_then(Json::as_str) {
        table_props::set_layout(dom, tblpr, layout);
    }
    if let Some(flags) = object(given, "tblLook") {
        let on = |key| flags.get(key).and_then(Json::as_bool).unwrap_or(false);
        let look = table_props::Look {
            first_row: on("firstRow"),
            last_row: on("lastRow"),
            first_column: on("firstColumn"),
            last_column: on("lastColumn"),
            row_bands: !on("noHBand"),
            column_bands: !on("noVBand"),
        };
        table_props::set_look(dom, tblpr, look);
    }
    for (key, name) in [
        ("tblStyleColBandSize", "w:tblStyleColBandSize"),
        ("tblStyleRowBandSize", "w:tblStyleRowBandSize"),
    ] {
        if let Some(size) = integer(given, key) {
            props::set_val(dom, tblpr, name, &size.clamp(1, 63).to_string());
        }
    }
    read_others(dom, tblpr, given);
}

/// The properties of a row that `holder` has.
pub fn row_properties(doc: &WordEditor, holder: NodeId) -> Object {
    let dom = doc.dom();
    let mut out = Object::new();
    if let Some(trpr) = dom.child(holder, "w:trPr") {
        put(
            &mut out,
            "cantSplit",
            props::toggle(dom, trpr, "w:cantSplit"),
        );
        put(&mut out, "jc", props::val(dom, trpr, "w:jc"));
        put(
            &mut out,
            "tblHeader",
            props::toggle(dom, trpr, "w:tblHeader"),
        );
        if let Some(height) = dom.child(trpr, "w:trHeight") {
            let rule = dom.attr(height, "w:hRule").unwrap_or("atLeast");
            let value = props::number(dom, height, "w:val").unwrap_or(0);
            out.insert(
                "trHeight".to_owned(),
                json!({ "val": value, "hRule": rule }),
            );
        }
        put(&mut out, "otherXml", others(dom, trpr, ROW));
    }
    out.insert("type".to_owned(), "tableRowPr".into());
    out
}

fn read_row_properties(to: &mut Reader<'_>, holder: NodeId, given: &Object) {
    let dom = to.dom();
    let trpr = props::container(dom, holder, "w:trPr");
    for (key, name) in [("cantSplit", "w:cantSplit"), ("tblHeader", "w:tblHeader")] {
        if let Some(on) = given.get(key).and_then(Json::as_bool) {
            props::set_toggle(dom, trpr, name, on);
        }
    }
    if let Some(height) = object(given, "trHeight") {
        let node = props::ensure(dom, trpr, "w:trHeight");
        let value = integer(height, "val").unwrap_or(0).max(0).to_string();
        dom.set_attr(node, "w:val", &value);
        let rule = height.get("hRule").and_then(Json::as_str);
        if let Some(rule) = rule.filter(|rule| matches!(*rule, "auto" | "atLeast" | "exact")) {
            dom.set_attr(node, "w:hRule", rule);
        }
    }
    if let Some(jc) = given.get("jc").and_then(Json::as_str) {
        table_props::set_jc(dom, trpr, jc);
    }
    read_others(dom, trpr, given);
    if dom.first_child(trpr).is_none() {
        dom.detach(trpr);
    }
}

/// The properties of a cell that `holder` has.
pub fn cell_properties(doc: &WordEditor, holder: NodeId) -> Object {
    let dom = doc.dom();
    let mut out = Object::new();
    match dom.child(holder, "w:tcPr") {
        None => {
            out.insert("tcBorders".to_owned(), json!({}));
        }
        Some(tcpr) => {
            let span = dom.child(tcpr, "w:gridSpan");
            put(
                &mut out,
                "gridSpan",
                span.and_then(|node| props::number(dom, node, "w:val")),
            );
            put(&mut out, "noWrap", props::toggle(dom, tcpr, "w:noWrap"));
            put(&mut out, "shd", mark::shading(doc, tcpr));
            out.insert("tcBorders".to_owned(), borders(doc, tcpr, "w:tcBorders"));
            let inner = margins(dom, dom.child(tcpr, "w:tcMar"));
            put(&mut out, "tcMar", (!inner.is_empty()).then_some(inner));
            put(&mut out, "tcW", width(dom, tcpr, "w:tcW"));
            put(
                &mut out,
                "textDirection",
                props::val(dom, tcpr, "w:textDirection"),
            );
            put(&mut out, "vAlign", props::val(dom, tcpr, "w:vAlign"));
            let merge = dom.child(tcpr, "w:vMerge");
            put(
                &mut out,
                "vMerge",
                merge.map(|node| dom.attr(node, "w:val").unwrap_or("continue")),
            );
            put(&mut out, "otherXml", others(dom, tcpr, CELL));
        }
    }
    out.insert("type".to_owned(), "tableCellPr".into());
    out
}

fn read_cell_properties(to: &mut Reader<'_>, holder: NodeId, given: &Object) {
    let theme = to.doc.text.theme();
    let dom = to.dom();
    let tcpr = props::container(dom, holder, "w:tcPr");
    if let Some(span) = integer(given, "gridSpan").filter(|span| (2..=63).contains(span)) {
        props::set_val(dom, tcpr, "w:gridSpan", &span.to_string());
    }
    if let Some(on) = given.get("noWrap").and_then(Json::as_bool) {
        props::set_toggle(dom, tcpr, "w:noWrap", on);
    }
    if let Some(shading) = object(given, "shd") {
        colors::set_shading(dom, tcpr, mark::read_fill(shading), theme);
    }
    read_borders(to, tcpr, "w:tcBorders", object(given, "tcBorders"));
    let dom = to.dom();
    read_margins(dom, tcpr, "w:tcMar", object(given, "tcMar"));
    read_width(dom, tcpr, "w:tcW", object(given, "tcW"));
    for (key, name, allowed) in [
        (
            "textDirection",
            "w:textDirection",
            &["lrTb", "tbRl", "btLr"],
        ),
        ("vAlign", "w:vAlign", &["top", "center", "bottom"]),
        ("vMerge", "w:vMerge", &["restart", "continue", ""]),
    ] {
        let value = given.get(key).and_then(Json::as_str);
        if let Some(value) = value.filter(|value| allowed.contains(value)) {
            props::set_val(dom, tcpr, name, value);
        }
    }
    read_others(dom, tcpr, given);
}

/// Properties alone, in an element of their own.
pub fn detached(to: &mut Reader<'_>, name: &str, given: &Object) -> NodeId {
    let holder = to.dom().element(name);
    read_format(to, holder, given);
    holder
}

/// Writes properties into the container that their type names.
pub fn read_format(to: &mut Reader<'_>, holder: NodeId, given: &Object) {
    match super::kind(given) {
        "tablePr" => read_properties(to, holder, given),
        "tableRowPr" => read_row_properties(to, holder, given),
        "tableCellPr" => read_cell_properties(to, holder, given),
        _ => {}
    }
}

/// A table.
pub fn write(doc: &WordEditor, node: NodeId) -> Object {
    let dom = doc.dom();
    let columns = dom.child(node, "w:tblGrid").map(|grid| {
        let columns = dom.elements(grid, "w:gridCol");
        let columns = columns.map(|column| {
            let w = props::number(dom, column, "w:w").unwrap_or(0);
            json!({ "w": w, "type": "gridCol" })
        });
        Json::Array(columns.collect())
    });
    let rows = view::rows(dom, node).into_iter().map(|row| {
        let cells = view::cells(dom, row).into_iter().map(|cell| {
            json!({
                "content": block::content(doc, cell),
                "tcPr": cell_properties(doc, cell),
                "id": cell.index().to_string(),
                "type": "tblCell",
            })
        });
        json!({
            "content": cells.collect::<Vec<Json>>(),
            "reviewInfo": {
                "userId": "", "author": "", "date": "", "moveType": "noMove", "prevType": -1,
            },
            "reviewType": "common",
            "trPr": row_properties(doc, row),
            "type": "tblRow",
        })
    });
    let mut out = Object::new();
    out.insert("bPresentation".to_owned(), false.into());
    out.insert("tblGrid".to_owned(), columns.unwrap_or_else(|| json!([])));
    out.insert("tblPr".to_owned(), properties(doc, node).into());
    out.insert("content".to_owned(), rows.collect::<Vec<Json>>().into());
    out.insert("changes".to_owned(), json!([]));
    out.insert("type".to_owned(), "table".into());
    out
}

/// A new table.
///
/// # Errors
/// [`ApiError::Range`] when it has more cells or columns than a table may have.
pub fn read(to: &mut Reader<'_>, given: &Object) -> Result<NodeId, ApiError> {
    let rows = array(given, "content");
    let cells: usize = rows
        .iter()
        .filter_map(Json::as_object)
        .map(|row| array(row, "content").len())
        .sum();
    let columns = array(given, "tblGrid");
    if cells > view::MAX_CELLS || columns.len() > view::MAX_COLUMNS {
        return Err(ApiError::Range(format!(
            "a table has at most {} cells and {} columns",
            view::MAX_CELLS,
            view::MAX_COLUMNS
        )));
    }
    let table = to.dom().element("w:tbl");
    if let Some(properties) = object(given, "tblPr") {
        read_properties(to, table, properties);
    }
    let dom = to.dom();
    props::container(dom, table, "w:tblPr");
    let grid = dom.element("w:tblGrid");
    for column in columns.iter().filter_map(Json::as_object) {
        let width = integer(column, "w").unwrap_or(0).max(0).to_string();
        let node = dom.element_with("w:gridCol", &[("w:w", &width)]);
        dom.append(grid, node);
    }
    dom.append(table, grid);
    for row in rows.iter().filter_map(Json::as_object) {
        let node = to.dom().element("w:tr");
        if let Some(properties) = object(row, "trPr") {
            read_row_properties(to, node, properties);
        }
        for cell in array(row, "content").iter().filter_map(Json::as_object) {
            let inner = to.dom().element("w:tc");
            if let Some(properties) = object(cell, "tcPr") {
                read_cell_properties(to, inner, properties);
            }
            match object(cell, "content") {
                Some(content) => block::read_into(to, inner, content)?,
                None => {
                    super::close(to.dom(), inner);
                }
            }
            to.dom().append(node, inner);
        }
        to.dom().append(table, node);
    }
    Ok(table)
}
