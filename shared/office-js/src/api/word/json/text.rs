//! Properties of text and paragraphs.

use serde_json::{Value as Json, json};
use spindle_ooxml::word::color::Color;
use spindle_ooxml::word::para_props::{self as para, Indent, LineRule};
use spindle_ooxml::word::{border, color as colors, props, run_props};
use spindle_ooxml::{Dom, NodeId};

use super::super::WordEditor;
use super::{Object, Reader, array, integer, mark, object, others, put, read_others};

/// On/off properties of text: key and element.
const TEXT_SWITCHES: &[(&str, &str)] = &[
    ("b", "w:b"),
    ("bCs", "w:bCs"),
    ("caps", "w:caps"),
    ("dstrike", "w:dstrike"),
    ("i", "w:i"),
    ("iCs", "w:iCs"),
    ("smallCaps", "w:smallCaps"),
    ("strike", "w:strike"),
    ("vanish", "w:vanish"),
];

/// Whole numbers of text properties: key and element.
const TEXT_NUMBERS: &[(&str, &str)] = &[
    ("position", "w:position"),
    ("spacing", "w:spacing"),
    ("sz", "w:sz"),
    ("szCs", "w:szCs"),
];

/// Children of `w:rPr` that have keys.
const TEXT_KNOWN: &[&str] = &[
    "w:b",
    "w:bCs",
    "w:caps",
    "w:dstrike",
    "w:i",
    "w:iCs",
    "w:smallCaps",
    "w:strike",
    "w:vanish",
    "w:position",
    "w:spacing",
    "w:sz",
    "w:szCs",
    "w:rFonts",
    "w:color",
    "w:highlight",
    "w:lang",
    "w:shd",
    "w:u",
    "w:vertAlign",
    "w:rStyle",
];

/// The end of a properties object, which all of them have.
fn end(out: &mut Object, name: &str) {
    out.insert("bFromDocument".to_owned(), true.into());
    out.insert("type".to_owned(), name.into());
}

/// The fonts under the names of `w:rFonts`.
const FONTS: &[&str] = &["ascii", "cs", "eastAsia", "hAnsi"];

fn fonts(dom: &Dom, rpr: NodeId) -> Option<Json> {
    let node = dom.child(rpr, "w:rFonts")?;
    let mut out = Object::new();
    for name in FONTS {
        put(&mut out, name, dom.attr(node, &format!("w:{name}")));
    }
    // A font of the theme is named by its slot.
    for name in ["asciiTheme", "cstheme", "eastAsiaTheme", "hAnsiTheme"] {
        put(&mut out, name, dom.attr(node, &format!("w:{name}")));
    }
    Some(out.into())
}

/// The properties of text that `holder` has.
pub fn run(doc: &WordEditor, holder: NodeId) -> Object {
    let dom = doc.dom();
    let mut found = Object::new();
    let mut out = Object::new();
    let Some(rpr) = dom.child(holder, "w:rPr") else {
        end(&mut out, "textPr");
        return out;
    };
    for (key, name) in TEXT_SWITCHES {
        put(&mut found, key, run_props::switch(dom, rpr, name));
    }
    for (key, name) in TEXT_NUMBERS {
        put(&mut found, key, run_props::integer(dom, rpr, name));
    }
    let theme = run_props::color(dom, rpr);
    put(
        &mut found,
        "color",
        theme.and_then(|color| mark::color(doc, color)),
    );
    put(&mut found, "rFonts", fonts(dom, rpr));
    put(
        &mut found,
        "highlight",
        run_props::text(dom, rpr, "w:highlight").map(mark::highlight),
    );
    let language = run_props::text(dom, rpr, "w:lang");
    put(
        &mut found,
        "lang",
        language.map(|tag| json!({ "val": tag })),
    );
    put(&mut found, "shd", mark::shading(doc, rpr));
    put(&mut found, "u", run_props::underline(dom, rpr));
    put(
        &mut found,
        "vertAlign",
        run_props::text(dom, rpr, "w:vertAlign"),
    );
    for key in [
        "b",
        "bCs",
        "caps",
        "color",
        "dstrike",
        "highlight",
        "i",
        "iCs",
        "lang",
        "position",
        "rFonts",
        "shd",
        "smallCaps",
        "spacing",
        "strike",
        "sz",
        "szCs",
        "u",
        "vanish",
        "vertAlign",
    ] {
        put(&mut out, key, found.remove(key));
    }
    put(
        &mut out,
        "uniFill",
        theme.and_then(|color| mark::theme_fill(doc, color)),
    );
    end(&mut out, "textPr");
    put(&mut out, "rStyle", props::val(dom, rpr, "w:rStyle"));
    put(&mut out, "otherXml", others(dom, rpr, TEXT_KNOWN));
    out
}

/// Writes properties of text into `holder`.
pub fn read_run(to: &mut Reader<'_>, holder: NodeId, given: &Object) {
    let theme = to.doc.text.theme();
    let style = given
        .get("rStyle")
        .and_then(Json::as_str)
        .filter(|id| to.doc.text.style_by_id(id).is_some());
    let dom = to.dom();
    let rpr = props::container(dom, holder, "w:rPr");
    if let Some(style) = style {
        props::set_val(dom, rpr, "w:rStyle", style);
    }
    for (key, name) in TEXT_SWITCHES {
        if let Some(on) = given.get(*key).and_then(Json::as_bool) {
            props::set_toggle(dom, rpr, name, on);
        }
    }
    for (key, name) in TEXT_NUMBERS {
        if let Some(number) = integer(given, key) {
            props::set_val(dom, rpr, name, &number.to_string());
        }
    }
    if let Some(fonts) = object(given, "rFonts") {
        let node = props::ensure(dom, rpr, "w:rFonts");
        for (key, value) in fonts {
            let known =
                FONTS.contains(&key.as_str()) || key.to_ascii_lowercase().ends_with("theme");
            if let Some(font) = value.as_str().filter(|_| known) {
                dom.set_attr(node, &format!("w:{key}"), font);
            }
        }
    }
    let color = object(given, "uniFill")
        .and_then(mark::read_theme)
        .map(Color::Theme)
        .or_else(|| object(given, "color").and_then(mark::read_color));
    if let Some(color) = color {
        run_props::set_color(dom, rpr, color, theme);
    }
    if let Some(highlight) = given.get("highlight") {
        props::set_val(dom, rpr, "w:highlight", &mark::read_highlight(highlight));
    }
    if let Some(tag) = object(given, "lang").and_then(|lang| lang.get("val")?.as_str()) {
        run_props::set_language(dom, rpr, tag);
    }
    if let Some(shading) = object(given, "shd") {
        colors::set_shading(dom, rpr, mark::read_fill(shading), theme);
    }
    if let Some(on) = given.get("u").and_then(Json::as_bool) {
        run_props::set_underline(dom, rpr, on);
    }
    if let Some(align) = given.get("vertAlign").and_then(Json::as_str) {
        run_props::set_vertical(dom, rpr, align);
    }
    read_others(dom, rpr, given);
    if dom.first_child(rpr).is_none() {
        dom.detach(rpr);
    }
}

const SWITCHES: &[(&str, &str)] = &[
    ("contextualSpacing", "w:contextualSpacing"),
    ("keepLines", "w:keepLines"),
    ("keepNext", "w:keepNext"),
    ("pageBreakBefore", "w:pageBreakBefore"),
    ("suppressLineNumbers", "w:suppressLineNumbers"),
    ("widowControl", "w:widowControl"),
    ("bidi", "w:bidi"),
];

/// Children of `w:pPr` that have keys, and those that are no properties of the text.
const KNOWN: &[&str] = &[
    "w:contextualSpacing",
    "w:keepLines",
    "w:keepNext",
    "w:pageBreakBefore",
    "w:suppressLineNumbers",
    "w:widowControl",
    "w:bidi",
    "w:ind",
    "w:jc",
    "w:numPr",
    "w:outlineLvl",
    "w:pBdr",
    "w:shd",
    "w:spacing",
    "w:tabs",
    "w:pStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
];

const SIDES: &[(&str, &str)] = &[
    ("between", "w:between"),
    ("bottom", "w:bottom"),
    ("left", "w:left"),
    ("right", "w:right"),
    ("top", "w:top"),
];

fn spacing(dom: &Dom, ppr: NodeId) -> Option<Json> {
    let node = dom.child(ppr, "w:spacing")?;
    let mut out = Object::new();
    let auto = |name: &str| {
        dom.attr(node, name).map(|value| {
            if matches!(value, "1" | "true" | "on") {
                "on"
            } else {
                "off"
            }
        })
    };
    put(&mut out, "before", props::number(dom, node, "w:before"));
    put(&mut out, "beforeAutoSpacing", auto("w:beforeAutospacing"));
    put(&mut out, "after", props::number(dom, node, "w:after"));
    put(&mut out, "afterAutoSpacing", auto("w:afterAutospacing"));
    if let Some((line, rule)) = para::line(dom, ppr) {
        out.insert("lineRule".to_owned(), rule.name().into());
        out.insert("line".to_owned(), line.into());
    }
    (!out.is_empty()).then(|| out.into())
}

fn indents(dom: &Dom, ppr: NodeId) -> Option<Json> {
    let mut out = Object::new();
    put(&mut out, "left", para::indent(dom, ppr, Indent::Left));
    put(&mut out, "right", para::indent(dom, ppr, Indent::Right));
    put(
        &mut out,
        "firstLine",
        para::indent(dom, ppr, Indent::FirstLine),
    );
    (!out.is_empty()).then(|| out.into())
}

/// The properties of a paragraph that `holder` has.
pub fn paragraph(doc: &WordEditor, holder: NodeId) -> Object {
    let dom = doc.dom();
    let mut out = Object::new();
    let Some(ppr) = dom.child(holder, "w:pPr") else {
        end(&mut out, "paraPr");
        return out;
    };
    let switch = |out: &mut Object, key: &str| {
        let name = SWITCHES.iter().find(|(known, _)| *known == key);
        put(
            out,
            key,
            name.and_then(|(_, name)| props::toggle(dom, ppr, name)),
        );
    };
    switch(&mut out, "contextualSpacing");
    put(&mut out, "ind", indents(dom, ppr));
    put(&mut out, "jc", para::jc(dom, ppr));
    switch(&mut out, "keepLines");
    switch(&mut out, "keepNext");
    put(
        &mut out,
        "numPr",
        para::numbering(dom, ppr)
            .map(|(id, level)| json!({ "ilvl": level, "numId": id.to_string() })),
    );
    put(&mut out, "outlineLvl", para::outline(dom, ppr));
    switch(&mut out, "pageBreakBefore");
    put(
        &mut out,
        "pBdr",
        mark::borders(doc, dom.child(ppr, "w:pBdr"), SIDES),
    );
    put(&mut out, "shd", mark::shading(doc, ppr));
    put(&mut out, "spacing", spacing(dom, ppr));
    switch(&mut out, "suppressLineNumbers");
    let tabs: Vec<Json> = para::tabs(dom, ppr)
        .into_iter()
        .map(|(pos, val, leader)| json!({ "val": val, "pos": pos, "leader": leader }))
        .collect();
    put(&mut out, "tabs", (!tabs.is_empty()).then_some(tabs));
    switch(&mut out, "widowControl");
    switch(&mut out, "bidi");
    end(&mut out, "paraPr");
    put(&mut out, "pStyle", props::val(dom, ppr, "w:pStyle"));
    put(&mut out, "otherXml", others(dom, ppr, KNOWN));
    out
}

/// Writes properties of a paragraph into `holder`.
pub fn read_paragraph(to: &mut Reader<'_>, holder: NodeId, given: &Object) {
    let theme = to.doc.text.theme();
    let style = given
        .get("pStyle")
        .and_then(Json::as_str)
        .filter(|id| to.doc.text.style_by_id(id).is_some());
    let number = object(given, "numPr").and_then(|number| {
        let id = number.get("numId")?;
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        let known = to.numbers.iter().find(|(name, _)| *name == id);
        let id = known.map(|(_, id)| *id).or_else(|| {
            let id = id.parse().ok()?;
            to.doc.text.num_by_id(id).map(|_| id)
        })?;
        let level = integer(number, "ilvl").unwrap_or(0).clamp(0, 8);
        Some((id, usize::try_from(level).ok()?))
    });
    let dom = to.dom();
    let ppr = props::container(dom, holder, "w:pPr");
    if let Some(style) = style {
        props::set_val(dom, ppr, "w:pStyle", style);
    }
    for (key, name) in SWITCHES {
        if let Some(on) = given.get(*key).and_then(Json::as_bool) {
            props::set_toggle(dom, ppr, name, on);
        }
    }
    if let Some(indents) = object(given, "ind") {
        for (key, which) in [
            ("left", Indent::Left),
            ("right", Indent::Right),
            ("firstLine", Indent::FirstLine),
        ] {
            if let Some(twips) = integer(indents, key) {
                para::set_indent(dom, ppr, which, twips);
            }
        }
    }
    if let Some(jc) = given.get("jc").and_then(Json::as_str) {
        para::set_jc(dom, ppr, jc);
    }
    if number.is_some() {
        para::set_numbering(dom, ppr, number);
    }
    if let Some(level) = integer(given, "outlineLvl").filter(|level| (0..=9).contains(level)) {
        props::set_val(dom, ppr, "w:outlineLvl", &level.to_string());
    }
    if let Some(borders) = object(given, "pBdr") {
        let node = props::ensure(dom, ppr, "w:pBdr");
        for (key, side) in SIDES {
            if let Some(line) = object(borders, key).map(mark::read_border) {
                border::set(dom, node, side, line, theme);
            }
        }
    }
    if let Some(shading) = object(given, "shd") {
        colors::set_shading(dom, ppr, mark::read_fill(shading), theme);
    }
    if let Some(spacing) = object(given, "spacing") {
        for (key, auto, before) in [
            ("before", "beforeAutoSpacing", true),
            ("after", "afterAutoSpacing", false),
        ] {
            let auto = spacing.get(auto).and_then(Json::as_str) == Some("on");
            if let Some(twips) = integer(spacing, key) {
                para::set_space(dom, ppr, before, twips, auto);
            }
        }
        let rule = spacing
            .get("lineRule")
            .and_then(Json::as_str)
            .and_then(LineRule::by_name);
        if let Some(line) = integer(spacing, "line") {
            para::set_line(dom, ppr, line, rule.unwrap_or(LineRule::Auto));
        }
    }
    let stops: Vec<(i64, &str)> = array(given, "tabs")
        .iter()
        .filter_map(Json::as_object)
        .filter_map(|stop| Some((integer(stop, "pos")?, stop.get("val")?.as_str()?)))
        .collect();
    if !stops.is_empty() {
        para::set_tabs(dom, ppr, &stops);
    }
    read_others(dom, ppr, given);
    if dom.first_child(ppr).is_none() {
        dom.detach(ppr);
    }
}
