//! Tables of contents and of figures that are in the document, made anew from what their fields say.

use spindle_ooxml::word::{block, fields, inline};
use spindle_ooxml::{Dom, NodeId};

use super::super::handle::yes;
use super::super::{WordCall, WordEditor, WordResult};
use super::{Look, NO_CONTENTS, NO_FIGURES, end_in, figures, headings, lines};

/// A table in the document: its paragraphs, the last of which has the end of its field.
struct Table {
    code: String,
    paragraphs: Vec<NodeId>,
}

impl Table {
    /// The label of a table of figures.
    fn label(&self) -> Option<(String, bool)> {
        let quoted = |flag: &str| {
            let (_, rest) = self.code.split_once(flag)?;
            Some(
                rest.trim_start()
                    .trim_start_matches('"')
                    .split('"')
                    .next()?
                    .to_owned(),
            )
        };
        quoted("\\c")
            .map(|label| (label, true))
            .or_else(|| quoted("\\a").map(|label| (label, false)))
    }

    /// The highest level of headings that are listed.
    fn levels(&self) -> Option<i64> {
        let (_, rest) = self.code.split_once("\\o")?;
        let range = rest.trim_start().trim_start_matches('"');
        let last = range.split('"').next()?.split('-').next_back()?;
        Some(last.trim().parse().unwrap_or(9))
    }

    /// The styles that are listed, with their levels.
    fn styles(&self) -> Vec<(String, i64)> {
        let Some((_, rest)) = self.code.split_once("\\t") else {
            return Vec::new();
        };
        let list = rest.trim_start().trim_start_matches('"').split('"').next();
        let words: Vec<&str> = list.unwrap_or_default().split([',', ';']).collect();
        words
            .chunks_exact(2)
            .filter_map(|pair| match pair {
                [name, level] => Some((name.trim().to_owned(), level.trim().parse().ok()?)),
                _ => None,
            })
            .collect()
    }

    /// How the lines look that are there.
    fn look(&self, dom: &Dom) -> Look {
        let tab = self.paragraphs.first().and_then(|line| {
            let tabs = dom.child(dom.child(*line, "w:pPr")?, "w:tabs")?;
            dom.child(tabs, "w:tab")
        });
        let leader = match tab.and_then(|tab| dom.attr(tab, "w:leader")) {
            Some("hyphen") => "hyphen",
            Some("underscore") => "underscore",
            Some("none") => "none",
            _ => "dot",
        };
        let none = self.paragraphs.first().is_none_or(|line| {
            !dom.descendants(*line)
                .any(|node| dom.is(node, "w:instrText") && dom.text(node).contains("PAGEREF"))
        });
        Look {
            numbers: !self.code.contains("\\n"),
            // Where no line says how it ends, they end as they do by themselves.
            right: tab.is_some() || none,
            leader,
            links: self.code.contains("\\h"),
            style: if self.label().is_some() {
                "table of figures"
            } else {
                "toc {}"
            },
        }
    }
}

/// The tables of the body whose paragraphs are side by side.
fn tables(doc: &WordEditor) -> Vec<Table> {
    let dom = doc.dom();
    let mut found = Vec::new();
    let mut open: Option<(usize, Table)> = None;
    let mut depth = 0_usize;
    for paragraph in block::all(dom, doc.text.body(), "w:p") {
        if let Some((_, table)) = &mut open {
            table.paragraphs.push(paragraph);
        }
        for run in inline::runs(dom, paragraph) {
            for child in dom.child_elements(run) {
                match (dom.name_of(child), dom.attr(child, "w:fldCharType")) {
                    (Some("w:fldChar"), Some("begin")) => depth += 1,
                    (Some("w:fldChar"), Some("end")) => {
                        if open.as_ref().is_some_and(|(level, _)| *level == depth) {
                            found.extend(open.take().map(|(_, table)| table));
                        }
                        depth = depth.saturating_sub(1);
                    }
                    (Some("w:instrText"), _) => {
                        let text = dom.text(child);
                        match &mut open {
                            Some((level, table)) if *level == depth => table.code.push_str(&text),
                            None if text.trim_start().starts_with("TOC ") => {
                                let paragraphs = vec![paragraph];
                                open = Some((
                                    depth,
                                    Table {
                                        code: text,
                                        paragraphs,
                                    },
                                ));
                            }
                            _ => {}
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    found.retain(|table| {
        let parent = table
            .paragraphs
            .first()
            .and_then(|first| dom.parent(*first));
        table.paragraphs.len() > 1
            && table
                .paragraphs
                .iter()
                .all(|one| dom.parent(*one) == parent)
    });
    found
}

fn is_empty(dom: &Dom, paragraph: NodeId) -> bool {
    inline::text(dom, paragraph, &inline::Separators::default()).is_empty()
}

fn rebuild(doc: &mut WordEditor, table: &Table) {
    let look = table.look(doc.dom());
    let label = table.label();
    let entries = match &label {
        Some((label, whole)) => figures(doc, label, *whole),
        None => headings(doc, table.levels().unwrap_or(0), &table.styles()),
    };
    let none = if label.is_some() {
        NO_FIGURES
    } else {
        NO_CONTENTS
    };
    let made = lines(doc, &table.code, &entries, &look, none);
    let (Some((end, old)), Some(first)) = (table.paragraphs.split_last(), table.paragraphs.first())
    else {
        return;
    };
    let is_own = doc.table_ends.contains(end);
    let dom = doc.dom_mut();
    for line in &made {
        dom.insert_before(*line, *first);
    }
    for line in old {
        dom.detach(*line);
    }
    let Some(own) = made.last() else { return };
    // The field ended in the paragraph `end`: the new one ends there too, or in the next.
    let next = dom.next_sibling(*end).filter(|next| dom.is(*next, "w:p"));
    let alone = is_empty(dom, *end);
    drop_mark(dom, *end);
    match next {
        Some(next)
            if alone && (old.len() == 1 && is_own || old.len() > 1 && is_empty(dom, next)) =>
        {
            dom.detach(*end);
            end_in(dom, *own, next);
        }
        // A single line leaves the paragraph that its field ended in.
        _ if old.len() == 1 => {}
        _ => end_in(dom, *own, *end),
    }
}

/// Takes the end of a field out of the paragraph that it ended in.
fn drop_mark(dom: &mut Dom, paragraph: NodeId) {
    let end = inline::runs(dom, paragraph).into_iter().find(|run| {
        dom.child(*run, "w:fldChar")
            .is_some_and(|mark| dom.attr(mark, "w:fldCharType") == Some("end"))
    });
    if let Some(end) = end {
        dom.detach(end);
    }
}

/// Makes tables anew: of figures, of contents, or both.
pub fn rebuild_all(doc: &mut WordEditor, kinds: impl Fn(bool) -> bool) {
    for table in tables(doc) {
        if kinds(table.label().is_some()) {
            rebuild(doc, &table);
        }
    }
}

/// `UpdateAllTOC`: the tables of contents, or only their page numbers.
pub fn update_contents(call: &mut WordCall<'_>) -> WordResult {
    call.doc.laid_out = true;
    if call.args.boolean(0, false) {
        return pages(call);
    }
    rebuild_all(call.doc, |figures| !figures);
    yes()
}

/// `UpdateAllTOF`: the tables of figures, or only their page numbers.
pub fn update_figures(call: &mut WordCall<'_>) -> WordResult {
    if call.args.boolean(0, false) {
        return if call.doc.laid_out {
            pages(call)
        } else {
            yes()
        };
    }
    rebuild_all(call.doc, |figures| figures);
    yes()
}

/// Reads the page numbers of the lines again.
fn pages(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let links: Vec<NodeId> = dom
        .descendants(call.doc.text.body())
        .filter(|node| dom.is(*node, "w:hyperlink"))
        .collect();
    for link in links {
        for field in fields::all(call.doc.dom(), link) {
            let mut words = field.code.split_whitespace();
            let target = words
                .next()
                .filter(|word| *word == "PAGEREF")
                .and_then(|_| words.next())
                .filter(|name| name.starts_with("_Toc"))
                .map(str::to_owned);
            let Some(name) = target else { continue };
            let dom = call.doc.dom();
            let paragraph = dom
                .descendants(call.doc.text.body())
                .find(|node| {
                    dom.is(*node, "w:bookmarkStart")
                        && dom.attr(*node, "w:name") == Some(name.as_str())
                })
                .and_then(|mark| dom.ancestor(mark, "w:p"));
            if let Some(paragraph) = paragraph {
                let shown = (call.doc.text.page_of(paragraph) + 1).to_string();
                fields::show(call.doc.dom_mut(), &field, &shown);
            }
        }
    }
    yes()
}
