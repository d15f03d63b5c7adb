//! Mail merge: fields that a table of data fills, once for each record.

use spindle_ooxml::word::{block, inline, props};
use spindle_ooxml::{Dom, NodeId};

use super::handle::{no, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::ApiError;
use crate::value::Value;

/// The data: names of fields, and records.
#[derive(Debug, Default)]
pub struct MailMerge {
    fields: Vec<String>,
    records: Vec<Vec<String>>,
}

/// Elements that one merge makes at most.
const MAX_NODES: usize = 2_000_000;

fn row(value: &Value<WordRef>) -> Vec<String> {
    let Value::List(cells) = value else {
        return Vec::new();
    };
    let text = |cell: &Value<WordRef>| match cell {
        Value::Text(text) => text.clone(),
        Value::Number(number) => crate::args::number_text(*number),
        Value::Bool(on) => on.to_string(),
        _ => String::new(),
    };
    cells.iter().map(text).collect()
}

/// `Api.LoadMailMergeData`: rows of text, the first of them with the names of the fields.
pub fn load(call: &mut WordCall<'_>) -> WordResult {
    match call.args.get(0) {
        Value::List(rows) => {
            let Some((names, records)) = rows.split_first() else {
                return no();
            };
            call.doc.mail_merge = MailMerge {
                fields: row(names),
                records: records.iter().map(row).collect(),
            };
            yes()
        }
        Value::Text(text) => Ok((!text.is_empty()).into()),
        _ => no(),
    }
}

/// `Api.GetMailMergeReceptionsCount`
pub fn count(call: &mut WordCall<'_>) -> WordResult {
    Ok(call.doc.mail_merge.records.len().into())
}

/// `Api.GetMailMergeTemplateDocContent`: a copy of the document as it is before it is merged.
pub fn template(call: &mut WordCall<'_>) -> WordResult {
    let body = call.doc.text.body();
    let dom = call.doc.dom_mut();
    let content = dom.element("w:txbxContent");
    for element in block::elements(dom, body) {
        let copy = dom.deep_clone(element);
        dom.append(content, copy);
    }
    block::close(dom, content);
    Ok(Value::Handle(WordRef::Content(content)))
}

/// Puts runs into a field that a record fills, between guillemets, in the place of the first.
fn wrap(dom: &mut Dom, runs: &[NodeId], name: &str) {
    let Some(first) = runs.first() else { return };
    let field = dom.element_with("w:fldSimple", &[("w:instr", &format!("MERGEFIELD {name}"))]);
    dom.insert_before(field, *first);
    let sign = |dom: &mut Dom, text: &str| {
        let run = inline::run_like(dom, Some(*first));
        inline::append_text(dom, run, text);
        dom.append(field, run);
    };
    sign(dom, "\u{AB}");
    for run in runs {
        dom.append(field, *run);
    }
    sign(dom, "\u{BB}");
}

/// `WrapInMailMergeField` of a run or paragraph: its text is the name of a field.
pub fn wrap_in_field(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let text = inline::text(call.doc.dom(), node, &inline::Separators::default());
    let dom = call.doc.dom_mut();
    if dom.is(node, "w:r") {
        if dom.parent(node).is_some() {
            wrap(dom, &[node], &text);
        }
        return yes();
    }
    let mut all = inline::elements(dom, node);
    if all.is_empty() {
        let run = dom.element("w:r");
        dom.append(node, run);
        all.push(run);
    }
    // The end of the paragraph belongs to the name, as in the original.
    wrap(dom, &all, &format!("{text}\n"));
    if let Some(field) = dom.child(node, "w:fldSimple") {
        let run = dom.element("w:r");
        dom.insert_before(run, field);
        let run = dom.element("w:r");
        dom.append(node, run);
    }
    yes()
}

/// Replaces the fields below a node by what a record has for them.
fn fill(doc: &mut WordEditor, node: NodeId, record: usize) {
    let dom = doc.dom();
    let fields: Vec<NodeId> = dom
        .descendants(node)
        .filter(|node| dom.is(*node, "w:fldSimple"))
        .collect();
    for field in fields {
        let name = doc
            .dom()
            .attr(field, "w:instr")
            .and_then(|code| code.trim_start().strip_prefix("MERGEFIELD "))
            .map(str::to_owned);
        let Some(name) = name else { continue };
        let merge = &doc.mail_merge;
        let index = merge.fields.iter().position(|field| *field == name);
        let value = index
            .and_then(|index| merge.records.get(record)?.get(index))
            .cloned()
            .unwrap_or_default();
        let dom = doc.dom_mut();
        let model = dom.child(field, "w:r");
        let run = inline::run_like(dom, model);
        inline::append_text(dom, run, &value);
        dom.replace(field, run);
    }
}

/// `Api.MailMerge`: the document becomes one copy of itself for each record, each a section of its own.
pub fn merge(call: &mut WordCall<'_>) -> WordResult {
    let all = call.doc.mail_merge.records.len();
    let number = |index: usize, default: usize| {
        if call.args.given(index) {
            call.args
                .opt_integer(index)
                .and_then(|value| usize::try_from(value).ok())
        } else {
            Some(default)
        }
    };
    let (Some(first), Some(last)) = (number(0, 0), number(1, all.saturating_sub(1))) else {
        return no();
    };
    let last = last.min(all.saturating_sub(1));
    if all == 0 || first > last {
        return no();
    }
    let body = call.doc.text.body();
    let template = block::elements(call.doc.dom(), body);
    let size: usize = template
        .iter()
        .map(|element| call.doc.dom().descendants(*element).count() + 1)
        .sum();
    if size.saturating_mul(last - first + 1) > MAX_NODES {
        return Err(ApiError::Range(format!(
            "{} copies of this document are too many to be merged at once",
            last - first + 1
        )));
    }
    let section = call.doc.text.final_section();
    for element in &template {
        call.doc.dom_mut().detach(*element);
    }
    for record in first..=last {
        for element in &template {
            let copy = call.doc.dom_mut().deep_clone(*element);
            block::append(call.doc.dom_mut(), body, copy);
            fill(call.doc, copy, record);
        }
        let dom = call.doc.dom_mut();
        let end = dom.element("w:p");
        let ppr = props::container(dom, end, "w:pPr");
        let copy = dom.deep_clone(section);
        let place = props::ensure(dom, ppr, "w:sectPr");
        dom.replace(place, copy);
        block::append(dom, body, end);
    }
    let dom = call.doc.dom_mut();
    let end = dom.element("w:p");
    block::append(dom, body, end);
    yes()
}
