//! Writing.

use spindle_ooxml::drawing::text::{body, bullet, paragraph, run, run_props};
use spindle_ooxml::drawing::{color, fill, table};
use spindle_ooxml::{Dom, NodeId};

use super::Json;
use super::paint::{fill_json, line_json, uni_color};
use crate::value::Value;

/// An object of these members.
pub(super) fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Value::Object(
        entries
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// A value, or nothing to write.
fn maybe<T: Into<Json>>(value: Option<T>) -> Json {
    value.map_or(Value::Undefined, Into::into)
}

fn number(dom: &Dom, node: NodeId, name: &str) -> Json {
    maybe(
        dom.attr(node, name)
            .and_then(|value| value.parse::<f64>().ok()),
    )
}

fn text(dom: &Dom, node: NodeId, name: &str) -> Json {
    maybe(dom.attr(node, name))
}

fn text_pr(dom: &Dom, rpr: Option<NodeId>) -> Json {
    let attribute = |name: &str| rpr.map_or(Value::Undefined, |rpr| text(dom, rpr, name));
    let count = |name: &str| rpr.map_or(Value::Undefined, |rpr| number(dom, rpr, name));
    let switch = |choice: run_props::Choice| maybe(rpr.and_then(|rpr| choice.get(dom, rpr)));
    let child = |name: &str| rpr.and_then(|rpr| dom.child(rpr, name));
    let font = |name: &str| maybe(child(name).and_then(|font| dom.attr(font, "typeface")));
    object([
        ("lang", attribute("lang")),
        ("sz", count("sz")),
        ("i", switch(run_props::ITALIC)),
        ("b", switch(run_props::BOLD)),
        ("u", attribute("u")),
        ("strike", attribute("strike")),
        ("cap", attribute("cap")),
        ("spc", count("spc")),
        ("baseline", count("baseline")),
        (
            "ln",
            child("a:ln").map_or(Value::Undefined, |line| line_json(dom, line)),
        ),
        (
            "uniFill",
            rpr.and_then(|rpr| fill::of(dom, rpr))
                .map_or(Value::Undefined, |fill| fill_json(dom, fill)),
        ),
        (
            "highlight",
            child("a:highlight")
                .and_then(|holder| color::inside(dom, holder))
                .map_or(Value::Undefined, |color| uni_color(dom, color)),
        ),
        ("latin", font("a:latin")),
        ("ea", font("a:ea")),
        ("cs", font("a:cs")),
        ("bFromDocument", false.into()),
        ("type", "textPr".into()),
    ])
}

fn spacing(dom: &Dom, ppr: NodeId, place: &str) -> Json {
    let Some(holder) = dom.child(ppr, place) else {
        return Value::Undefined;
    };
    let amount = |name: &str| {
        dom.child(holder, name)
            .map_or(Value::Undefined, |n| number(dom, n, "val"))
    };
    object([
        ("spcPct", amount("a:spcPct")),
        ("spcPts", amount("a:spcPts")),
    ])
}

fn bullet_json(dom: &Dom, ppr: NodeId) -> Json {
    let found = dom.child_elements(ppr).find(|child| {
        dom.name_of(*child)
            .is_some_and(|name| bullet::NAMES.contains(&name))
    });
    let Some(node) = found else {
        return Value::Undefined;
    };
    let kind = match dom.name_of(node) {
        Some("a:buChar") => "char",
        Some("a:buAutoNum") => "autonum",
        Some("a:buNone") => "none",
        _ => return Value::Undefined,
    };
    let start = dom
        .attr(node, "startAt")
        .and_then(|start| start.parse::<f64>().ok());
    let inner = object([
        ("type", kind.into()),
        ("char", dom.attr(node, "char").into()),
        ("autoNumType", text(dom, node, "type")),
        ("startAt", start.into()),
    ]);
    object([("bulletType", inner)])
}

fn para_pr(dom: &Dom, ppr: Option<NodeId>) -> Json {
    let Some(ppr) = ppr else {
        return object([("bFromDocument", false.into())]);
    };
    let tabs = dom.child(ppr, "a:tabLst").map_or(Value::Undefined, |list| {
        let tab = |node| {
            object([
                ("algn", text(dom, node, "algn")),
                ("pos", number(dom, node, "pos")),
            ])
        };
        Value::List(dom.elements(list, "a:tab").map(tab).collect())
    });
    object([
        ("marL", number(dom, ppr, "marL")),
        ("marR", number(dom, ppr, "marR")),
        ("lvl", number(dom, ppr, "lvl")),
        ("indent", number(dom, ppr, "indent")),
        ("algn", text(dom, ppr, "algn")),
        ("lnSpc", spacing(dom, ppr, "a:lnSpc")),
        ("spcAft", spacing(dom, ppr, "a:spcAft")),
        ("spcBef", spacing(dom, ppr, "a:spcBef")),
        ("bullet", bullet_json(dom, ppr)),
        ("tabLst", tabs),
        ("bFromDocument", false.into()),
    ])
}

fn run_json(dom: &Dom, rpr: Option<NodeId>, content: Vec<Json>, kind: &str) -> Json {
    object([
        ("bFromDocument", false.into()),
        ("rPr", text_pr(dom, rpr)),
        ("content", Value::List(content)),
        ("footnotes", Value::List(Vec::new())),
        ("endnotes", Value::List(Vec::new())),
        ("reviewType", "common".into()),
        ("type", kind.into()),
    ])
}

fn run_content(dom: &Dom, head: NodeId) -> Vec<Json> {
    let mut content = Vec::new();
    for piece in run::pieces(dom, head) {
        if dom.is(piece, "a:br") {
            content.push(object([
                ("type", "break".into()),
                ("breakType", "textWrapping".into()),
            ]));
            continue;
        }
        let text = dom
            .child(piece, "a:t")
            .map(|text| dom.text(text))
            .unwrap_or_default();
        for (index, part) in text.split('\t').enumerate() {
            if index > 0 {
                content.push(object([("type", "tab".into())]));
            }
            if !part.is_empty() {
                content.push(part.into());
            }
        }
    }
    content
}

/// A paragraph.
pub(super) fn paragraph(dom: &Dom, node: NodeId) -> Json {
    let end = dom.child(node, "a:endParaRPr");
    let mut content: Vec<Json> = paragraph::runs(dom, node)
        .into_iter()
        .map(|head| run_json(dom, dom.child(head, "a:rPr"), run_content(dom, head), "run"))
        .collect();
    content.push(run_json(dom, end, Vec::new(), "endRun"));
    object([
        ("bFromDocument", false.into()),
        ("pPr", para_pr(dom, dom.child(node, "a:pPr"))),
        ("rPr", text_pr(dom, end)),
        ("content", Value::List(content)),
        ("changes", Value::List(Vec::new())),
        ("type", "paragraph".into()),
    ])
}

fn content(dom: &Dom, node: NodeId) -> Json {
    let paragraphs = body::paragraphs(dom, node).into_iter();
    object([
        ("bPresentation", true.into()),
        (
            "content",
            Value::List(paragraphs.map(|node| paragraph(dom, node)).collect()),
        ),
        ("type", "docContent".into()),
    ])
}

fn cell(dom: &Dom, node: NodeId) -> Json {
    let properties = dom.child(node, "a:tcPr");
    let flag = |name: &str| maybe(table::cell::is(dom, node, name).then_some(true));
    let margin = |name: &str| properties.map_or(Value::Undefined, |p| number(dom, p, name));
    let word = |name: &str| properties.map_or(Value::Undefined, |p| text(dom, p, name));
    object([
        (
            "tcPr",
            object([
                ("gridSpan", number(dom, node, "gridSpan")),
                ("rowSpan", number(dom, node, "rowSpan")),
                ("hMerge", flag("hMerge")),
                ("vMerge", flag("vMerge")),
                ("marL", margin("marL")),
                ("marR", margin("marR")),
                ("marT", margin("marT")),
                ("marB", margin("marB")),
                ("anchor", word("anchor")),
                ("vert", word("vert")),
                (
                    "shd",
                    properties
                        .and_then(|p| fill::of(dom, p))
                        .map_or(Value::Undefined, |fill| fill_json(dom, fill)),
                ),
            ]),
        ),
        (
            "content",
            dom.child(node, "a:txBody")
                .map_or(Value::Undefined, |body| content(dom, body)),
        ),
        ("type", "tblCell".into()),
    ])
}

/// A table in its frame.
pub(super) fn frame(dom: &Dom, node: NodeId) -> Json {
    let Some(inside) = table::inside(dom, node) else {
        return Value::Null;
    };
    let column = |column| object([("w", number(dom, column, "w")), ("type", "gridCol".into())]);
    let row = |row| {
        let cells = table::grid_cells(dom, row).into_iter();
        object([
            (
                "content",
                Value::List(cells.map(|node| cell(dom, node)).collect()),
            ),
            ("h", number(dom, row, "h")),
            ("type", "tblRow".into()),
        ])
    };
    let properties = dom.child(inside, "a:tblPr");
    let look = |name: &str| {
        let value = properties.and_then(|properties| dom.attr(properties, name));
        Json::from(matches!(value, Some("1" | "true")))
    };
    let graphic = object([
        ("bPresentation", true.into()),
        (
            "tblGrid",
            Value::List(
                table::columns(dom, inside)
                    .into_iter()
                    .map(column)
                    .collect(),
            ),
        ),
        (
            "tblPr",
            object([
                ("firstRow", look("firstRow")),
                ("firstCol", look("firstCol")),
                ("lastRow", look("lastRow")),
                ("lastCol", look("lastCol")),
                ("bandRow", look("bandRow")),
                ("bandCol", look("bandCol")),
            ]),
        ),
        (
            "content",
            Value::List(table::rows(dom, inside).into_iter().map(row).collect()),
        ),
        ("type", "table".into()),
    ]);
    let place = |of: &str, name: &str| {
        let node = dom.path(node, &["p:xfrm", of]);
        node.map_or(Value::Undefined, |node| number(dom, node, name))
    };
    let name = dom.path(node, &["p:nvGraphicFramePr", "p:cNvPr"]);
    let name = name.map_or(Value::Null, |properties| text(dom, properties, "name"));
    object([
        ("graphic", graphic),
        (
            "nvGraphicFramePr",
            object([("cNvPr", object([("name", name)]))]),
        ),
        (
            "spPr",
            object([(
                "xfrm",
                object([
                    (
                        "ext",
                        object([("cx", place("a:ext", "cx")), ("cy", place("a:ext", "cy"))]),
                    ),
                    (
                        "off",
                        object([("x", place("a:off", "x")), ("y", place("a:off", "y"))]),
                    ),
                ]),
            )]),
        ),
        ("type", "graphicFrame".into()),
    ])
}
