//! Searching text, and replacing what is found.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::{inline, props, span};

use super::handle::{list, yes};
use super::range::isolate;
use super::rejoin::Whole;
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::ApiError;
use crate::value::Value;

/// `Search`: text, and whether upper and lower case differ. Answers ranges.
pub fn search(call: &mut WordCall<'_>) -> WordResult {
    let text = call.args.text(0, "sText")?;
    let match_case = call.args.boolean(1, false);
    call.doc.replaced = None;
    // Neither what is in no document nor notes are searched, piece by piece.
    if let Some(node) = call.this.node() {
        let dom = call.doc.dom();
        if !props::attached(dom, node) || (dom.is(node, "w:p") && props::in_note(dom, node)) {
            return Ok(Value::List(Vec::new()));
        }
    }
    let found = super::stories::find(call.doc, call.this, &text, match_case)?;
    let body = call.doc.text.body();
    Ok(list(found.into_iter().map(|(container, hit)| {
        // What is found stays where it is when paragraphs before it change.
        if container == body {
            WordRef::Range(hit.paragraph, hit.start, hit.end)
        } else {
            WordRef::Range(container, hit.base + hit.start, hit.base + hit.end)
        }
    })))
}

/// Bytes that one `SearchAndReplace` writes at most.
const MAX_REPLACEMENT: usize = 64 << 20;

/// `SearchAndReplace`: the object names `searchString`, `replaceString` and `matchCase` (`true` unless said otherwise).
pub fn search_and_replace(call: &mut WordCall<'_>) -> WordResult {
    let options = call.args.get(0);
    let read = |name: &str| match options.get(name) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let (wanted, new) = (read("searchString"), read("replaceString"));
    let match_case = !matches!(options.get("matchCase"), Some(Value::Bool(false)));
    // The same search again, with no other in between, finds nothing new: the original keeps what it found.
    let search = Some((wanted, match_case));
    if call.doc.replaced == search {
        return yes();
    }
    let wanted = search.as_ref().map(|(wanted, _)| wanted.as_str());
    let hits = super::stories::find(
        call.doc,
        WordRef::Document,
        wanted.unwrap_or_default(),
        match_case,
    )?;
    let hits: Vec<_> = hits.into_iter().map(|(_, hit)| hit).collect();
    if hits.len().saturating_mul(new.len()) > MAX_REPLACEMENT {
        return Err(ApiError::Range(format!(
            "{} replacements of {} bytes each are more than {MAX_REPLACEMENT} bytes of new text",
            hits.len(),
            new.len()
        )));
    }
    for hits in hits.chunk_by(|one, next| one.paragraph == next.paragraph) {
        let Some(first) = hits.first() else { continue };
        let stretches: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.start, hit.end)).collect();
        let whole = Whole::of(call.doc.dom(), &[first.paragraph]);
        let pieces = span::isolate_all(call.doc.dom_mut(), first.paragraph, &stretches);
        let cut = whole.cut(call.doc.dom());
        for runs in pieces {
            replace_runs(call.doc, runs, &new);
        }
        if !call.doc.tracks() {
            cut.rejoin(call.doc.dom_mut());
        }
    }
    call.doc.replaced = search;
    yes()
}

/// Replaces the text of a stretch; the new text looks like the first of the old.
pub fn replace(doc: &mut WordEditor, container: NodeId, start: usize, end: usize, text: &str) {
    let runs = isolate(doc, container, start, end);
    replace_runs(doc, runs, text);
}

fn replace_runs(doc: &mut WordEditor, runs: Vec<NodeId>, text: &str) {
    if doc.tracks() {
        if let Some(last) = runs.last() {
            let run = spindle_ooxml::word::fields::text_run(doc.dom_mut(), text, Some(*last));
            doc.dom_mut().insert_after(run, *last);
            doc.note_inline(run);
        }
        for run in runs {
            doc.remove_run(run);
        }
        return;
    }
    let dom = doc.dom_mut();
    for (index, run) in runs.into_iter().enumerate() {
        if index == 0 {
            inline::clear_run(dom, run);
            inline::append_text(dom, run, text);
        } else {
            dom.detach(run);
        }
    }
}
