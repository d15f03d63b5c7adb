//! Reading. What a script wrote is no more than data: what is missing or odd is passed over.

use serde_json::Value as Json;
use spindle_ooxml::drawing::text::{body, bullet, para_props, paragraph, run, run_props};
use spindle_ooxml::drawing::{color, table};
use spindle_ooxml::{Dom, NodeId};

use super::paint::{read_color, read_fill, read_line};
use crate::api::drawing::{DrawRef, DrawResult, DrawingHost, UniColor, answer};
use crate::class::{ApiError, Call};
use crate::value::Value;

/// `Api.FromJSON`: a text, a piece of one, a table, a fill or line; `null` for what is none of them.
pub fn from_json<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let text = call.args.opt_text(0).unwrap_or_default();
    let json: Json = serde_json::from_str(&text)
        .map_err(|error| ApiError::State(format!("the text is not JSON: {error}")))?;
    from_value(call, &json)
}

/// As [`from_json`], for JSON that was read before.
pub fn from_value<E: DrawingHost>(call: &mut Call<'_, E>, json: &Json) -> DrawResult<E> {
    let kind = text(json, "type").unwrap_or_default();
    if super::drawing::is_drawing(kind) {
        let made = super::drawing::read(call.doc, json);
        return Ok(made.map_or(Value::Null, answer::<E>));
    }
    if kind == "color" {
        let color = super::color::plain(json);
        return Ok(color.map_or(Value::Null, |color| Value::Handle(E::plain_color(color))));
    }
    let id = call.doc.next_drawing_id();
    Ok(match object(call.doc.dom_mut(), json, id)? {
        Some(made) => answer::<E>(made),
        None => Value::Null,
    })
}

fn object(dom: &mut Dom, json: &Json, id: u32) -> Result<Option<DrawRef>, ApiError> {
    let kind = json.get("type").and_then(Json::as_str).unwrap_or_default();
    Ok(match kind {
        "paragraph" => Some(DrawRef::Paragraph(read_paragraph(dom, json))),
        "run" => {
            let head = read_run(dom, json);
            Some(DrawRef::Run(head))
        }
        "textPr" => {
            let rpr = dom.element("a:rPr");
            read_text_pr(dom, rpr, json);
            Some(DrawRef::TextPr(rpr))
        }
        "docContent" | "drawingDocContent" => {
            let made = body::create(dom, "a:txBody");
            read_content(dom, made, json);
            Some(DrawRef::Content(made))
        }
        "graphicFrame" => read_frame(dom, json, id)?.map(DrawRef::Table),
        "fill" => read_fill(dom, json).map(DrawRef::Fill),
        "stroke" => Some(DrawRef::Stroke(read_line(dom, json))),
        "gradStop" => super::paint::read_stop(dom, json).map(DrawRef::GradientStop),
        "uniColor" => read_color(dom, json).map(|node| DrawRef::UniColor(UniColor::Other, node)),
        _ => None,
    })
}

pub(super) fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name)?.as_str()
}

pub(super) fn number(json: &Json, name: &str) -> Option<i64> {
    let number = json.get(name)?.as_f64()?;
    Some(number.clamp(-1e15, 1e15).round() as i64)
}

pub(super) fn list<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    json.get(name)
        .and_then(Json::as_array)
        .map_or(&[], Vec::as_slice)
}

/// An attribute of a number within its limits.
fn set_number(dom: &mut Dom, node: NodeId, json: &Json, name: &str, (least, most): (i64, i64)) {
    if let Some(value) = number(json, name) {
        dom.set_attr(node, name, &value.clamp(least, most).to_string());
    }
}

/// Words that an attribute may have.
fn set_word(dom: &mut Dom, node: NodeId, json: &Json, name: &str, words: &[&str]) {
    if let Some(word) = text(json, name).filter(|word| words.contains(word)) {
        dom.set_attr(node, name, word);
    }
}

fn read_text_pr(dom: &mut Dom, rpr: NodeId, json: &Json) {
    if let Some(tag) = text(json, "lang") {
        run_props::set_language(dom, rpr, tag);
    }
    let limit = 400_000;
    set_number(dom, rpr, json, "sz", (100, limit));
    for (name, choice) in [("i", run_props::ITALIC), ("b", run_props::BOLD)] {
        if let Some(on) = json.get(name).and_then(Json::as_bool) {
            choice.set(dom, rpr, Some(on));
        }
    }
    set_word(
        dom,
        rpr,
        json,
        "u",
        &["none", "sng", "dbl", "heavy", "words"],
    );
    set_word(
        dom,
        rpr,
        json,
        "strike",
        &["noStrike", "sngStrike", "dblStrike"],
    );
    set_word(dom, rpr, json, "cap", &["none", "small", "all"]);
    for name in ["spc", "baseline"] {
        set_number(dom, rpr, json, name, (-limit, limit));
    }
    if let Some(line) = json.get("ln") {
        let line = read_line(dom, line);
        run_props::set_line(dom, rpr, line);
    }
    if let Some(fill) = json.get("uniFill").and_then(|fill| read_fill(dom, fill)) {
        run_props::set_fill(dom, rpr, fill);
    }
    if let Some(color) = json
        .get("highlight")
        .and_then(|color| read_color(dom, color))
    {
        let holder = dom.ensure_child(rpr, "a:highlight", run_props::ORDER);
        color::put(dom, holder, color);
    }
    for (name, element) in [("latin", "a:latin"), ("ea", "a:ea"), ("cs", "a:cs")] {
        if let Some(face) = text(json, name) {
            let font = dom.ensure_child(rpr, element, run_props::ORDER);
            dom.set_attr(font, "typeface", face);
        }
    }
}

fn read_spacing(dom: &mut Dom, ppr: NodeId, json: &Json, (name, place): (&str, &str)) {
    let Some(given) = json.get(name) else {
        return;
    };
    for (kind, element, most) in [
        ("spcPct", "a:spcPct", 13_200_000),
        ("spcPts", "a:spcPts", 158_400),
    ] {
        if let Some(value) = number(given, kind) {
            let holder = dom.ensure_child(ppr, place, para_props::ORDER);
            dom.clear(holder);
            let value = value.clamp(0, most).to_string();
            let amount = dom.element_with(element, &[("val", &value)]);
            dom.append(holder, amount);
        }
    }
}

fn read_para_pr(dom: &mut Dom, node: NodeId, json: &Json) {
    let ppr = paragraph::ppr(dom, node);
    let limit = 51_206_400;
    set_number(dom, ppr, json, "marL", (0, limit));
    set_number(dom, ppr, json, "marR", (0, limit));
    set_number(dom, ppr, json, "lvl", (0, 8));
    set_number(dom, ppr, json, "indent", (-limit, limit));
    set_word(dom, ppr, json, "algn", &["l", "ctr", "r", "just", "dist"]);
    for place in [
        ("lnSpc", "a:lnSpc"),
        ("spcBef", "a:spcBef"),
        ("spcAft", "a:spcAft"),
    ] {
        read_spacing(dom, ppr, json, place);
    }
    if json.get("tabLst").is_some() {
        let holder = dom.ensure_child(ppr, "a:tabLst", para_props::ORDER);
        for given in list(json, "tabLst") {
            let tab = dom.element("a:tab");
            let limit = i64::from(i32::MAX);
            set_number(dom, tab, given, "pos", (-limit, limit));
            set_word(dom, tab, given, "algn", &["l", "ctr", "r", "dec"]);
            dom.append(holder, tab);
        }
    }
    if let Some(kind) = json
        .get("bullet")
        .and_then(|bullet| bullet.get("bulletType"))
    {
        let made = match text(kind, "type") {
            Some("char") => Some(bullet::character(
                dom,
                text(kind, "char").unwrap_or_default(),
            )),
            Some("none") => Some(bullet::character(dom, "")),
            Some("autonum") => text(kind, "autoNumType")
                .filter(|scheme| bullet::SCHEMES.iter().any(|(_, known)| known == scheme))
                .map(|scheme| bullet::numbers(dom, scheme, number(kind, "startAt"))),
            _ => None,
        };
        if let Some(made) = made {
            bullet::put(dom, node, made);
        }
    }
}

fn read_run(dom: &mut Dom, json: &Json) -> NodeId {
    let head = run::create(dom, None);
    for item in list(json, "content") {
        match (item.as_str(), text(item, "type")) {
            (Some(text), _) => run::append_text(dom, head, text),
            (None, Some("tab")) => run::append_text(dom, head, "\t"),
            (None, Some("break")) => run::append_text(dom, head, "\n"),
            _ => {}
        }
    }
    if let Some(given) = json.get("rPr") {
        for piece in run::pieces(dom, head) {
            let rpr = run::rpr(dom, piece);
            read_text_pr(dom, rpr, given);
        }
    }
    head
}

fn read_paragraph(dom: &mut Dom, json: &Json) -> NodeId {
    let made = paragraph::create(dom);
    if let Some(given) = json.get("pPr") {
        read_para_pr(dom, made, given);
    }
    for item in list(json, "content") {
        match text(item, "type") {
            Some("run") => {
                let head = read_run(dom, item);
                run::insert(dom, made, head, None);
            }
            Some("endRun") => {
                let end = dom.ensure_child(made, "a:endParaRPr", &[]);
                if let Some(given) = item.get("rPr") {
                    read_text_pr(dom, end, given);
                }
            }
            _ => {}
        }
    }
    made
}

fn read_content(dom: &mut Dom, into: NodeId, json: &Json) {
    let before = body::paragraphs(dom, into);
    let mut given = 0;
    for item in list(json, "content") {
        if text(item, "type") == Some("paragraph") {
            let made = read_paragraph(dom, item);
            dom.append(into, made);
            given += 1;
        }
    }
    if given > 0 {
        for old in before {
            dom.detach(old);
        }
    }
}

fn read_cell(dom: &mut Dom, cell: NodeId, json: &Json) {
    if let Some(content) = json.get("content") {
        let body = table::cell::body(dom, cell);
        read_content(dom, body, content);
    }
    let Some(given) = json.get("tcPr") else {
        return;
    };
    let most = table::MAX_SIDE as i64;
    set_number(dom, cell, given, "gridSpan", (1, most));
    set_number(dom, cell, given, "rowSpan", (1, most));
    for name in ["hMerge", "vMerge"] {
        if given.get(name).and_then(Json::as_bool) == Some(true) {
            dom.set_attr(cell, name, "1");
        }
    }
    for name in ["marL", "marR", "marT", "marB"] {
        if let Some(margin) = number(given, name) {
            let margin = margin.clamp(0, i64::from(i32::MAX)).to_string();
            table::cell::set_property(dom, cell, name, Some(&margin));
        }
    }
    for (name, words) in [
        ("anchor", &["t", "ctr", "b"][..]),
        ("vert", &["horz", "eaVert", "vert270"][..]),
    ] {
        if let Some(word) = text(given, name).filter(|word| words.contains(word)) {
            table::cell::set_property(dom, cell, name, Some(word));
        }
    }
    if let Some(fill) = given.get("shd").and_then(|fill| read_fill(dom, fill)) {
        table::cell::set_fill(dom, cell, fill);
    }
}

fn read_frame(dom: &mut Dom, json: &Json, id: u32) -> Result<Option<NodeId>, ApiError> {
    let Some(graphic) = json.get("graphic") else {
        return Ok(None);
    };
    let (rows, grid) = (list(graphic, "content"), list(graphic, "tblGrid"));
    if rows.len() > table::MAX_SIDE
        || grid.len() > table::MAX_SIDE
        || rows.len().saturating_mul(grid.len()) > table::MAX_CELLS
    {
        return Err(ApiError::Range("the table has too many cells".to_owned()));
    }
    let place = |of: &str, name: &str| {
        let found = json
            .get("spPr")
            .and_then(|properties| number(properties.get("xfrm")?.get(of)?, name));
        found.unwrap_or(0).clamp(-1_000_000_000, 1_000_000_000)
    };
    let place = table::Place {
        x: place("off", "x"),
        y: place("off", "y"),
        width: place("ext", "cx").max(0),
    };
    let frame = table::create(dom, id, rows.len(), grid.len(), place);
    let Some(inside) = table::inside(dom, frame) else {
        return Ok(None);
    };
    for (column, given) in table::columns(dom, inside).into_iter().zip(grid) {
        set_number(dom, column, given, "w", (0, i64::from(i32::MAX)));
    }
    for (row, given) in table::rows(dom, inside).into_iter().zip(rows) {
        set_number(dom, row, given, "h", (0, i64::from(i32::MAX)));
        for (cell, given) in table::grid_cells(dom, row)
            .into_iter()
            .zip(list(given, "content"))
        {
            read_cell(dom, cell, given);
        }
    }
    if let Some(look) = graphic.get("tblPr") {
        let look = table::LOOK.map(|name| look.get(name).and_then(Json::as_bool) == Some(true));
        table::set_look(dom, inside, look);
    }
    Ok(Some(frame))
}
