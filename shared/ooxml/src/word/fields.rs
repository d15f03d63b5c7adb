//! Fields of several runs (ISO/IEC 29500-1, 17.16): making them, sequences of numbers, references to bookmarks.

use super::{TextDocument, block, inline, props};
use crate::dom::{Dom, NodeId};

/// The runs of a field in order: begin, instruction, separator, what it shows, end. They look like `model`.
pub fn create(
    dom: &mut Dom,
    instruction: &str,
    shown: Vec<NodeId>,
    model: Option<NodeId>,
) -> Vec<NodeId> {
    let mut runs = Vec::with_capacity(shown.len() + 4);
    let run = |dom: &mut Dom, fill: &dyn Fn(&mut Dom, NodeId)| {
        let run = inline::run_like(dom, model);
        fill(dom, run);
        run
    };
    runs.push(run(dom, &|dom, run| inline::field_mark(dom, run, "begin")));
    runs.push(run(dom, &|dom, run| {
        inline::field_code(dom, run, instruction)
    }));
    runs.push(run(dom, &|dom, run| {
        inline::field_mark(dom, run, "separate")
    }));
    runs.extend(shown);
    runs.push(run(dom, &|dom, run| inline::field_mark(dom, run, "end")));
    runs
}

/// A run with this text.
pub fn text_run(dom: &mut Dom, text: &str, model: Option<NodeId>) -> NodeId {
    let run = inline::run_like(dom, model);
    inline::append_text(dom, run, text);
    run
}

/// A field in a paragraph: its instruction and the runs that show its result.
#[derive(Debug, Clone)]
pub struct Field {
    /// The instruction.
    pub code: String,
    /// The run that ends it.
    pub end: NodeId,
    /// The runs between separator and end.
    pub shown: Vec<NodeId>,
}

/// The fields of several runs in a paragraph that are not inside another one.
#[must_use]
pub fn all(dom: &Dom, paragraph: NodeId) -> Vec<Field> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut code = String::new();
    let mut shown = Vec::new();
    let mut separated = false;
    for run in inline::runs(dom, paragraph) {
        let mut own = false;
        for child in dom.child_elements(run) {
            match (dom.name_of(child), dom.attr(child, "w:fldCharType")) {
                (Some("w:fldChar"), Some("begin")) => {
                    depth += 1;
                    if depth == 1 {
                        (code, shown, separated) = (String::new(), Vec::new(), false);
                    }
                    own = true;
                }
                (Some("w:fldChar"), Some("separate")) => {
                    separated |= depth == 1;
                    own = true;
                }
                (Some("w:fldChar"), Some("end")) => {
                    depth = depth.saturating_sub(1);
                    own = true;
                    if depth == 0 && separated {
                        found.push(Field {
                            code: std::mem::take(&mut code),
                            end: run,
                            shown: std::mem::take(&mut shown),
                        });
                        separated = false;
                    }
                }
                (Some("w:instrText"), _) if depth == 1 => code.push_str(&dom.text(child)),
                _ => {}
            }
        }
        if !own && separated && depth > 0 {
            shown.push(run);
        }
    }
    found
}

/// The label of the sequence that an instruction counts: `Figure` of ` SEQ Figure \* Arabic `.
#[must_use]
pub fn sequence(code: &str) -> Option<&str> {
    let mut words = code.split_whitespace();
    (words.next()? == "SEQ").then(|| words.next())?
}

/// A number in the form that an instruction asks for by `\* FORM`.
#[must_use]
pub fn formatted(number: usize, code: &str) -> String {
    let form = code.split("\\*").nth(1).map_or("", str::trim_start);
    let form = form.split_whitespace().next().unwrap_or_default();
    let letters = |first: char| {
        let index = number.saturating_sub(1);
        let letter = char::from_u32(u32::from(first) + u32::try_from(index % 26).unwrap_or(0));
        letter.map_or_else(String::new, |letter| {
            std::iter::repeat_n(letter, (index / 26 + 1).min(100)).collect()
        })
    };
    match form {
        "ALPHABETIC" => letters('A'),
        "alphabetic" => letters('a'),
        "Roman" | "ROMAN" => roman(number),
        "roman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

fn roman(number: usize) -> String {
    const DIGITS: &[(usize, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number.min(100_000);
    let mut out = String::new();
    for (value, digit) in DIGITS {
        while rest >= *value {
            out.push_str(digit);
            rest -= value;
        }
    }
    out
}

/// Makes a field show this text, in the look of what it showed.
pub fn show(dom: &mut Dom, field: &Field, text: &str) {
    let mut runs = field.shown.iter();
    match runs.next() {
        Some(first) => {
            inline::clear_run(dom, *first);
            inline::append_text(dom, *first, text);
        }
        None => {
            let run = text_run(dom, text, Some(field.end));
            dom.insert_before(run, field.end);
        }
    }
    for run in runs {
        dom.detach(*run);
    }
}

impl TextDocument {
    /// Numbers the sequences (`SEQ`) of the body anew; fields with `\s N` count from the last heading of level N on.
    pub fn update_sequences(&mut self) {
        let paragraphs = block::all(self.dom(), self.body(), "w:p");
        let mut counts: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
        // How far the sequences had counted at the last heading of each level.
        let mut begun: [std::collections::HashMap<String, usize>; 9] = Default::default();
        for paragraph in paragraphs {
            let level = self.heading_level(paragraph);
            if let Some(level) = level.and_then(|level| usize::try_from(level).ok()) {
                for below in begun.iter_mut().skip(level) {
                    below.clone_from(&counts);
                }
            }
            for field in all(self.dom(), paragraph) {
                let Some(label) = sequence(&field.code).map(str::to_owned) else {
                    continue;
                };
                let from = field
                    .code
                    .split("\\s")
                    .nth(1)
                    .and_then(|rest| rest.split_whitespace().next()?.parse::<usize>().ok())
                    .and_then(|level| begun.get(level.checked_sub(1)?)?.get(&label))
                    .copied()
                    .unwrap_or(0);
                let count = counts.entry(label).or_insert(0);
                *count += 1;
                let text = formatted(count.saturating_sub(from), &field.code);
                show(self.dom_mut(), &field, &text);
            }
        }
    }

    /// The paragraphs of the body that count a sequence, with the field that does.
    #[must_use]
    pub fn sequence_paragraphs(&self, label: &str) -> Vec<(NodeId, Field)> {
        let dom = self.dom();
        block::all(dom, self.body(), "w:p")
            .into_iter()
            .filter_map(|paragraph| {
                let field = all(dom, paragraph)
                    .into_iter()
                    .find(|field| sequence(&field.code) == Some(label))?;
                Some((paragraph, field))
            })
            .collect()
    }

    /// The name of a hidden bookmark around elements of one paragraph, which is made when they have none of this kind:
    /// `_Ref` or `_Toc` and a number. Without elements it stands around the paragraph's content.
    pub fn hidden_bookmark(
        &mut self,
        paragraph: NodeId,
        around: Option<(NodeId, NodeId)>,
        kind: &str,
    ) -> String {
        let dom = self.dom();
        let content: Vec<NodeId> = dom
            .children(paragraph)
            .filter(|child| !dom.is(*child, "w:pPr"))
            .collect();
        let (first, last) = around
            .or_else(|| Some((*content.first()?, *content.last()?)))
            .map_or((None, None), |(first, last)| (Some(first), Some(last)));
        let before = match first {
            Some(first) if !dom.is(first, "w:bookmarkStart") => dom.prev_sibling(first),
            first => first,
        };
        let known = before
            .filter(|node| dom.is(*node, "w:bookmarkStart"))
            .and_then(|node| dom.attr(node, "w:name"))
            .filter(|name| name.starts_with(kind) && around.is_none());
        if let Some(known) = known {
            return known.to_owned();
        }
        let starts: Vec<NodeId> = dom
            .descendants(dom.root_of(self.body()))
            .filter(|node| dom.is(*node, "w:bookmarkStart"))
            .collect();
        let taken = |attribute: &str, strip: &str| {
            let numbers = starts.iter().filter_map(|node| {
                dom.attr(*node, attribute)?
                    .strip_prefix(strip)?
                    .parse::<i64>()
                    .ok()
            });
            numbers.max().unwrap_or(0).saturating_add(1)
        };
        let (id, number) = (taken("w:id", "").to_string(), taken("w:name", kind));
        let name = format!("{kind}{number}");
        let dom = self.dom_mut();
        let start = dom.element_with("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        let end = dom.element_with("w:bookmarkEnd", &[("w:id", &id)]);
        match (first, last) {
            (Some(first), Some(last)) => {
                dom.insert_before(start, first);
                dom.insert_after(end, last);
            }
            _ => {
                dom.append(paragraph, start);
                dom.append(paragraph, end);
            }
        }
        name
    }

    /// The number of the page that a paragraph of the body begins on, from 0: as many pages as are begun before it by
    /// breaks and sections. What runs over by its length is not counted: there is no layout.
    #[must_use]
    pub fn page_of(&self, paragraph: NodeId) -> usize {
        let dom = self.dom();
        let mut page = 0;
        for (index, current) in block::all(dom, self.body(), "w:p").into_iter().enumerate() {
            let ppr = dom.child(current, "w:pPr");
            let begins = ppr.and_then(|ppr| props::toggle(dom, ppr, "w:pageBreakBefore"));
            if begins == Some(true) && index > 0 {
                page += 1;
            }
            if current == paragraph {
                return page;
            }
            page += breaks(dom, current);
            let ends = ppr.and_then(|ppr| dom.child(ppr, "w:sectPr"));
            if ends.is_some_and(|section| super::section::kind(dom, section) != "continuous") {
                page += 1;
            }
        }
        page
    }

    /// The number of pages, counted as [`TextDocument::page_of`] does.
    #[must_use]
    pub fn page_count(&self) -> usize {
        let dom = self.dom();
        let last = block::all(dom, self.body(), "w:p").last().copied();
        last.map_or(1, |last| self.page_of(last) + breaks(dom, last) + 1)
    }
}

/// How many page breaks a paragraph has.
fn breaks(dom: &Dom, paragraph: NodeId) -> usize {
    dom.descendants(paragraph)
        .filter(|node| dom.is(*node, "w:br") && dom.attr(*node, "w:type") == Some("page"))
        .count()
}
