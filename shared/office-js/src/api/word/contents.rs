//! Tables of contents and of figures.

mod update;

use spindle_ooxml::word::caret;
use spindle_ooxml::word::{block, fields, inline, props, section};
use spindle_ooxml::{Dom, NodeId};

use super::field::page;
use super::{WordCall, WordEditor, WordRef, WordResult, caption};
use crate::class::{Class, Member};
use crate::value::Value;

pub use update::{rebuild_all, update_contents, update_figures};

pub static CONTENTS_CLASS: Class<WordEditor> = Class {
    name: "ApiTableOfContents",
    parent: None,
    members: &[Member::new(
        "GetClassType",
        |_| Ok("tableOfContents".into()),
    )],
    properties: &[],
};

pub static FIGURES_CLASS: Class<WordEditor> = Class {
    name: "ApiTableOfFigures",
    parent: None,
    members: &[Member::new("GetClassType", |_| Ok("tableOfFigures".into()))],
    properties: &[],
};

/// A line of a table: the paragraph it is about, the elements of it that are shown, its level from 1.
struct Entry {
    paragraph: NodeId,
    shown: Vec<NodeId>,
    level: i64,
}

const NO_CONTENTS: &str = "No table of contents entries found.";
const NO_FIGURES: &str = "No table of figures entries found.";

/// How the lines of a table look.
struct Look {
    numbers: bool,
    right: bool,
    leader: &'static str,
    links: bool,
    /// The style of a level; `{}` stands for its number.
    style: &'static str,
}

const LEADERS: &[(&str, &str)] = &[
    ("dot", "dot"),
    ("hyphen", "hyphen"),
    ("underline", "underscore"),
    ("none", "none"),
];

fn look(options: &Value<WordRef>, style: &'static str) -> Look {
    let flag = |name: &str| !matches!(options.get(name), Some(Value::Bool(false)));
    let leader = match options.get("LeaderType") {
        Some(Value::Text(name)) => LEADERS.iter().find(|(known, _)| known == name),
        _ => None,
    };
    Look {
        numbers: flag("ShowPageNums"),
        right: flag("RightAlgn"),
        leader: leader.map_or("dot", |(_, file)| file),
        links: flag("FormatAsLinks"),
        style,
    }
}

/// The headings of the body up to a level, and the paragraphs of the styles that are named.
fn headings(doc: &WordEditor, levels: i64, styles: &[(String, i64)]) -> Vec<Entry> {
    let text = &doc.text;
    let dom = text.dom();
    let all = block::all(dom, text.body(), "w:p");
    let entries = all.into_iter().filter_map(|paragraph| {
        // Tables that are there already are no headings.
        if dom.ancestor(paragraph, "w:sdt").is_some() {
            return None;
        }
        let style = text
            .paragraph_style(paragraph)
            .map(|style| text.style_name(style));
        let named = styles
            .iter()
            .find(|(name, _)| Some(name) == style.as_ref())
            .map(|(_, level)| *level);
        let outline = text.heading_level(paragraph).map(|level| level + 1);
        let level = named.or(outline.filter(|level| *level <= levels))?;
        let shown = inline::elements(dom, paragraph);
        let has_text = !inline::text(dom, paragraph, &inline::Separators::default()).is_empty();
        has_text.then_some(Entry {
            paragraph,
            shown,
            level,
        })
    });
    entries.collect()
}

/// Copies of what an entry shows: the text of its runs without fields' instructions.
fn copies(dom: &mut Dom, shown: &[NodeId], style: Option<&str>) -> Vec<NodeId> {
    let mut made = Vec::new();
    for element in shown {
        let runs = if dom.is(*element, "w:r") {
            vec![*element]
        } else {
            inline::runs(dom, *element)
        };
        for run in runs {
            let text = inline::text(dom, run, &inline::Separators::default());
            if text.is_empty() {
                continue;
            }
            let copy = fields::text_run(dom, &text, None);
            if let Some(style) = style {
                let rpr = props::container(dom, copy, "w:rPr");
                props::set_val(dom, rpr, "w:rStyle", style);
            }
            made.push(copy);
        }
    }
    made
}

fn style_id(doc: &mut WordEditor, name: &str) -> Option<String> {
    let style = doc.text.style_by_name(name)?;
    doc.text.style_id(style).map(str::to_owned)
}

/// The paragraphs of a table with the field that makes them; the last one ends it.
fn lines(
    doc: &mut WordEditor,
    code: &str,
    entries: &[Entry],
    look: &Look,
    none: &str,
) -> Vec<NodeId> {
    let section = doc.text.final_section();
    let (width, _) = section::page_size(doc.dom(), section);
    let margin = |side| section::margin(doc.dom(), section, side);
    let edge = width - margin("left") - margin("right");
    let link_style = style_id(doc, "Hyperlink").filter(|_| look.links);
    let mut made = Vec::new();
    for entry in entries {
        let bookmark = doc.text.hidden_bookmark(entry.paragraph, None, "_Toc");
        let shown_page = page(doc, entry.paragraph);
        let style = style_id(doc, &look.style.replace("{}", &entry.level.to_string()));
        let dom = doc.dom_mut();
        let paragraph = dom.element("w:p");
        let ppr = props::container(dom, paragraph, "w:pPr");
        if let Some(style) = style {
            props::set_val(dom, ppr, "w:pStyle", &style);
        }
        if look.right {
            let tabs = props::ensure(dom, ppr, "w:tabs");
            let tab = dom.element_with(
                "w:tab",
                &[
                    ("w:val", "right"),
                    ("w:leader", look.leader),
                    ("w:pos", &edge.to_string()),
                ],
            );
            dom.append(tabs, tab);
        }
        let mut content = copies(dom, &entry.shown, link_style.as_deref());
        if look.numbers {
            let between = dom.element("w:r");
            if look.right {
                inline::append_empty(dom, between, "w:tab");
            } else {
                inline::append_text(dom, between, " ");
            }
            content.push(between);
            let number = fields::text_run(dom, &shown_page, None);
            content.extend(fields::create(
                dom,
                &format!("PAGEREF {bookmark} \\h"),
                vec![number],
                None,
            ));
        }
        let holder = if look.links {
            let link = dom.element_with(
                "w:hyperlink",
                &[
                    ("w:tooltip", &format!("#{bookmark}")),
                    ("w:anchor", &bookmark),
                    ("w:history", "1"),
                ],
            );
            dom.append(paragraph, link);
            link
        } else {
            paragraph
        };
        for node in content {
            dom.append(holder, node);
        }
        made.push(paragraph);
    }
    let dom = doc.dom_mut();
    if made.is_empty() {
        let paragraph = dom.element("w:p");
        let run = fields::text_run(dom, none, None);
        let rpr = props::container(dom, run, "w:rPr");
        props::set_toggle(dom, rpr, "w:b", true);
        dom.append(paragraph, run);
        made.push(paragraph);
    }
    let last = dom.element("w:p");
    let marks = fields::create(dom, code, Vec::new(), None);
    if let (Some(first), Some((end, begin))) = (made.first().copied(), marks.split_last()) {
        for mark in begin.iter().rev() {
            match dom.child(first, "w:pPr") {
                Some(properties) => dom.insert_after(*mark, properties),
                None => dom.prepend(first, *mark),
            };
        }
        dom.append(last, *end);
    }
    made.push(last);
    doc.table_ends.insert(last);
    made
}

/// Puts blocks where the cursor stands: before its paragraph, or after it when it stands at the end of text.
fn place(doc: &mut WordEditor, blocks: &[NodeId]) {
    let mut here = doc.clear_selection();
    let body = doc.text.body();
    if caret::story(doc.dom(), here.paragraph) != body
        && let Some(first) = caret::at(doc.dom(), body, 0)
    {
        here = first;
    }
    let dom = doc.dom_mut();
    // A table of contents that is there already stays in one piece.
    let top = std::iter::once(here.paragraph)
        .chain(dom.ancestors(here.paragraph))
        .find(|up| dom.parent(*up) == Some(body));
    let mut before = top.unwrap_or(here.paragraph);
    if here.offset > 0 && before == here.paragraph {
        let last = spindle_ooxml::word::span::paragraph_len(dom, here.paragraph) - 1;
        before = if here.offset >= last
            && dom
                .next_sibling(here.paragraph)
                .is_some_and(|next| block::is_element(dom, next))
        {
            dom.next_sibling(here.paragraph).unwrap_or(before)
        } else {
            caret::split(dom, here)
        };
        if let Some(properties) = dom
            .child(before, "w:pPr")
            .filter(|_| here.offset >= last && dom.child(before, "w:r").is_none())
        {
            dom.detach(properties);
        }
    }
    for node in blocks {
        dom.insert_before(*node, before);
    }
}

/// `ApiDocument.AddTableOfContents`
pub fn add_contents(call: &mut WordCall<'_>) -> WordResult {
    let options = call.args.get(0);
    let build = options.get("BuildFrom");
    let levels = match build.and_then(|build| build.get("OutlineLvls")) {
        Some(Value::Number(levels)) => levels.clamp(1.0, 9.0) as i64,
        _ => 9,
    };
    let mut styles = Vec::new();
    if let Some(Value::List(given)) = build.and_then(|build| build.get("StylesLvls")) {
        for entry in given {
            if let (Some(Value::Text(name)), Some(Value::Number(level))) =
                (entry.get("Name"), entry.get("Lvl"))
            {
                styles.push((name.clone(), level.clamp(1.0, 9.0) as i64));
            }
        }
    }
    let look = look(options, "toc {}");
    let mut code = String::from("TOC ");
    let by_outline = styles.is_empty();
    if by_outline {
        code.push_str(&format!("\\o \"1-{levels}\" "));
    }
    if !look.numbers {
        code.push_str("\\n ");
    }
    if look.links {
        code.push_str("\\h ");
    }
    if !by_outline {
        let list: Vec<String> = styles
            .iter()
            .map(|(name, level)| format!("{name},{level}"))
            .collect();
        code.push_str(&format!("\\t \"{}\" ", list.join(",").replace('"', "")));
    }
    let entries = headings(call.doc, if by_outline { levels } else { 0 }, &styles);
    let made = lines(call.doc, &code, &entries, &look, NO_CONTENTS);
    let dom = call.doc.dom_mut();
    let control = dom.fragment(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj>\
         </w:sdtPr><w:sdtContent/></w:sdt>",
    );
    if let Some(content) = dom.child(control, "w:sdtContent") {
        for line in made {
            dom.append(content, line);
        }
    }
    place(call.doc, &[control]);
    Ok(Value::Handle(WordRef::Contents(control)))
}

/// The captions of a label; without label and number when these are not wanted.
fn captions(doc: &WordEditor, label: &str, whole: bool) -> Vec<Entry> {
    let found = doc.text.sequence_paragraphs(&caption::sequence(label));
    let dom = doc.dom();
    let entries = found.into_iter().map(|(paragraph, field)| {
        let elements = inline::elements(dom, paragraph);
        let behind = elements
            .iter()
            .position(|node| *node == field.end)
            .map_or(0, |at| at + 1);
        let shown = elements.into_iter().skip(if whole { 0 } else { behind });
        Entry {
            paragraph,
            shown: shown.collect(),
            level: 1,
        }
    });
    entries.collect()
}

/// What a table of figures lists: the captions of a label, else the paragraphs of a style of this name.
fn figures(doc: &mut WordEditor, label: &str, whole: bool) -> Vec<Entry> {
    let entries = captions(doc, label, whole);
    if entries.is_empty() && doc.text.style_by_name(label).is_some() {
        return headings(doc, 0, &[(label.to_owned(), 1)]);
    }
    entries
}

/// `ApiDocument.AddTableOfFigures`: options, and whether it takes the place of the one that is there.
pub fn add_figures(call: &mut WordCall<'_>) -> WordResult {
    let options = call.args.get(0);
    let label = match options.get("BuildFrom") {
        Some(Value::Text(label)) => label.clone(),
        _ => "Figure".to_owned(),
    };
    let whole = !matches!(options.get("LabelNumber"), Some(Value::Bool(false)));
    let look = look(options, "table of figures");
    let entries = figures(call.doc, &label, whole);
    let flag = if whole { "\\c" } else { "\\a" };
    let numbers = if look.numbers { "" } else { "\\n " };
    let links = if look.links { "\\h " } else { "" };
    let label = label.replace('"', "");
    let code = format!("TOC {numbers}{links}{flag} \"{label}\"");
    let mut made = lines(call.doc, &code, &entries, &look, NO_FIGURES);
    let first = made.first().copied();
    place_figures(call.doc, &mut made);
    Ok(first.map_or(Value::Null, |node| Value::Handle(WordRef::Figures(node))))
}

/// Puts the lines of a table of figures where the cursor stands, which parts the text of its paragraph. A table of
/// several lines ends in the paragraph behind them, one of a single line in one of its own.
fn place_figures(doc: &mut WordEditor, lines: &mut Vec<NodeId>) {
    let here = doc.clear_selection();
    let dom = doc.dom();
    let body = doc.text.body();
    if dom.parent(here.paragraph) != Some(body) {
        place(doc, lines);
        return;
    }
    let empty = spindle_ooxml::word::span::paragraph_len(dom, here.paragraph) == 1;
    let rest = if empty {
        here.paragraph
    } else {
        caret::split(doc.dom_mut(), here)
    };
    if lines.len() > 2
        && let Some(own) = lines.pop()
    {
        end_in(doc.dom_mut(), own, rest);
    }
    let dom = doc.dom_mut();
    for line in lines.iter() {
        dom.insert_before(*line, rest);
    }
    let next = dom
        .next_sibling(rest)
        .filter(|next| !empty && dom.is(*next, "w:p"));
    doc.move_caret(caret::Caret {
        paragraph: next.unwrap_or(rest),
        offset: 0,
    });
}

/// Moves the end of a table's field from a paragraph of its own to the beginning of another one.
fn end_in(dom: &mut Dom, own: NodeId, paragraph: NodeId) {
    for mark in inline::elements(dom, own).into_iter().rev() {
        match dom.child(paragraph, "w:pPr") {
            Some(properties) => dom.insert_after(mark, properties),
            None => dom.prepend(paragraph, mark),
        };
    }
    dom.detach(own);
}
