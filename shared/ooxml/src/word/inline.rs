//! Inside a paragraph: runs and what is in them.

use crate::dom::{Dom, NodeId};

/// Whether a child of a paragraph counts as one of its elements for scripts.
#[must_use]
pub fn is_element(dom: &Dom, node: NodeId) -> bool {
    // The run that refers to a comment is one with the comment's end.
    if dom.is(node, "w:r") {
        return dom.child(node, "w:commentReference").is_none();
    }
    matches!(
        dom.name_of(node),
        Some(
            "w:hyperlink"
                | "w:commentRangeStart"
                | "w:commentRangeEnd"
                | "w:sdt"
                | "w:fldSimple"
                | "w:ins"
                | "w:del"
                | "w:moveTo"
                | "w:moveFrom"
                | "w:smartTag"
                | "w:customXml"
                | "m:oMath"
                | "m:oMathPara"
        )
    )
}

/// The elements of a paragraph or hyperlink; those of tracked insertions and deletions stand for these.
#[must_use]
pub fn elements(dom: &Dom, parent: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    for child in dom.children(parent) {
        if matches!(
            dom.name_of(child),
            Some("w:ins" | "w:del" | "w:moveTo" | "w:moveFrom")
        ) {
            found.extend(elements(dom, child));
        } else if is_element(dom, child) {
            found.push(child);
        }
    }
    found
}

/// All runs of a paragraph in reading order, those inside hyperlinks, fields, controls and tracked insertions and
/// deletions included: until a deletion is accepted, scripts read its text.
#[must_use]
pub fn runs(dom: &Dom, parent: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    collect_runs(dom, parent, &mut found);
    found
}

fn collect_runs(dom: &Dom, parent: NodeId, found: &mut Vec<NodeId>) {
    for child in dom.children(parent) {
        match dom.name_of(child) {
            Some("w:r") => found.push(child),
            Some(
                "w:hyperlink" | "w:ins" | "w:del" | "w:moveTo" | "w:smartTag" | "w:fldSimple"
                | "w:customXml" | "w:dir" | "w:bdo" | "w:sdt" | "w:sdtContent",
            ) => collect_runs(dom, child, found),
            _ => {}
        }
    }
}

/// Writes text into a run: tabs become `w:tab`, line feeds `w:br`; carriage returns are nothing.
pub fn append_text(dom: &mut Dom, run: NodeId, text: &str) {
    let text = text.replace('\r', "");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
        let (plain, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if !plain.is_empty() {
            let t = dom.element("w:t");
            dom.set_attr(t, "xml:space", "preserve");
            dom.set_text(t, plain);
            dom.append(run, t);
        }
        let mut characters = tail.chars();
        match characters.next() {
            Some('\t') => append_empty(dom, run, "w:tab"),
            Some(_) => append_empty(dom, run, "w:br"),
            None => {}
        }
        rest = characters.as_str();
    }
}

/// Appends an element without content, such as `w:tab` or `w:br`.
pub fn append_empty(dom: &mut Dom, run: NodeId, name: &str) {
    let child = dom.element(name);
    dom.append(run, child);
}

/// Appends a break: `page`, `column` or `textWrapping` (a line).
pub fn append_break(dom: &mut Dom, run: NodeId, kind: &str) {
    let child = dom.element("w:br");
    if kind != "textWrapping" {
        dom.set_attr(child, "w:type", kind);
    }
    dom.append(run, child);
}

/// Takes everything but the properties out of a run.
pub fn clear_run(dom: &mut Dom, run: NodeId) {
    for child in dom.child_ids(run) {
        if !dom.is(child, "w:rPr") {
            dom.detach(child);
        }
    }
}

/// Puts what a run holds into a new one like it behind it, and answers that one: scripts that go on with the run have
/// one without text.
pub fn hand_over(dom: &mut Dom, run: NodeId) -> NodeId {
    let heir = run_like(dom, Some(run));
    dom.insert_after(heir, run);
    for child in dom.child_ids(run) {
        if !dom.is(child, "w:rPr") {
            dom.append(heir, child);
        }
    }
    heir
}

/// What stands for tabs and line ends in extracted text.
#[derive(Debug, Clone)]
pub struct Separators {
    /// For a tab.
    pub tab: String,
    /// For a line, page or column break.
    pub line: String,
}

impl Default for Separators {
    fn default() -> Self {
        Self {
            tab: "\t".to_owned(),
            line: "\r".to_owned(),
        }
    }
}

/// The children of a run that are text of their own: what a field in the run shows is not.
pub fn own_children(dom: &Dom, run: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    let mut in_field = false;
    let is_page = dom
        .parent(run)
        .is_some_and(|parent| page_field(dom, parent).is_some());
    dom.children(run).filter(move |child| {
        if is_page {
            return false;
        }
        if dom.is(*child, "w:fldChar") {
            in_field = dom.attr(*child, "w:fldCharType") == Some("separate");
        }
        !in_field
    })
}

/// Appends the text of a run.
pub fn run_text(dom: &Dom, run: NodeId, separators: &Separators, out: &mut String) {
    for child in own_children(dom, run) {
        child_text(dom, child, separators, out);
    }
}

/// Appends the text of one child of a run.
pub fn child_text(dom: &Dom, child: NodeId, separators: &Separators, out: &mut String) {
    match dom.name_of(child) {
        Some("w:t" | "w:delText") => out.push_str(&dom.text_cow(child)),
        Some("w:tab" | "w:ptab") => out.push_str(&separators.tab),
        Some("w:br" | "w:cr") => out.push_str(&separators.line),
        Some("w:noBreakHyphen") => out.push('\u{2011}'),
        Some("w:sym") => {
            let code = dom
                .attr(child, "w:char")
                .and_then(|hex| u32::from_str_radix(hex, 16).ok());
            out.extend(code.and_then(char::from_u32));
        }
        _ => {}
    }
}

/// The text of a paragraph, hyperlink or run.
#[must_use]
pub fn text(dom: &Dom, node: NodeId, separators: &Separators) -> String {
    let mut out = String::new();
    if dom.is(node, "w:r") {
        run_text(dom, node, separators, &mut out);
        return out;
    }
    for run in runs(dom, node) {
        run_text(dom, run, separators, &mut out);
    }
    out
}

/// A new run that looks like `model` when there is one.
pub fn run_like(dom: &mut Dom, model: Option<NodeId>) -> NodeId {
    let run = dom.element("w:r");
    if let Some(properties) = model.and_then(|model| dom.child(model, "w:rPr")) {
        let copy = dom.deep_clone(properties);
        dom.append(run, copy);
    }
    run
}

/// A simple field of page numbers: which of `PAGE` and `NUMPAGES` it is. `None` for anything else.
#[must_use]
pub fn page_field(dom: &Dom, node: NodeId) -> Option<&'static str> {
    if !dom.is(node, "w:fldSimple") {
        return None;
    }
    let code = dom.attr(node, "w:instr")?.split_whitespace().next()?;
    ["PAGE", "NUMPAGES"]
        .into_iter()
        .find(|known| *known == code)
}

/// Puts a run into a new field of page numbers (`PAGE`, `NUMPAGES`) with a number to show until it is updated.
pub fn wrap_in_page_field(dom: &mut Dom, run: NodeId, instruction: &str) -> NodeId {
    let instruction = format!("{instruction} \\* MERGEFORMAT");
    let field = dom.element_with("w:fldSimple", &[("w:instr", &instruction)]);
    append_text(dom, run, "1");
    dom.append(field, run);
    field
}

/// Appends the mark of a field (`begin`, `separate`, `end`) to a run.
pub fn field_mark(dom: &mut Dom, run: NodeId, kind: &str) {
    let mark = dom.element_with("w:fldChar", &[("w:fldCharType", kind)]);
    dom.append(run, mark);
}

/// Appends the instruction of a field to a run.
pub fn field_code(dom: &mut Dom, run: NodeId, instruction: &str) {
    let code = dom.element_with("w:instrText", &[("xml:space", "preserve")]);
    dom.set_text(code, instruction);
    dom.append(run, code);
}
