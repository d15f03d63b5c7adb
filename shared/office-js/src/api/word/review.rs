//! Tracked changes: whether they are tracked, for whom, and what was changed.

use spindle_ooxml::word::caret::{self, Caret};
use spindle_ooxml::word::revision::{self as view, Change, Signature};
use spindle_ooxml::word::{fields, props, span};
use spindle_ooxml::{Dom, NodeId};

use super::editor::fault;
use super::handle::yes;
use super::{WordCall, WordEditor, WordRef, WordResult, clock};
use crate::value::Value;

/// Whether changes are tracked, and the assistant that they are tracked for.
#[derive(Debug, Default)]
pub struct Tracking {
    on: bool,
    assistant: Option<String>,
}

impl WordEditor {
    /// Who signs changes now; `None` when they are not tracked.
    fn signature(&self) -> Option<Signature> {
        self.review.on.then(|| Signature {
            author: self.review.assistant.clone().unwrap_or_default(),
            date: clock::iso(clock::now()),
        })
    }

    /// Changes a node of a story under the signature of who tracks; nothing when nobody does.
    fn tracked(&mut self, node: NodeId, change: impl FnOnce(&mut Dom, NodeId, &Signature)) -> bool {
        let Some(signature) = self.signature() else {
            return false;
        };
        if !props::attached(self.dom(), node) {
            return false;
        }
        let root = self.dom().root_of(self.text.body());
        change(self.dom_mut(), root, &signature);
        true
    }

    /// Marks an element that has come into a paragraph of the document.
    pub fn note_inline(&mut self, node: NodeId) {
        self.tracked(node, |dom, root, by| {
            view::insert_inline(dom, root, node, by)
        });
    }

    /// Marks a paragraph or table that is about to come into a place of the document.
    pub fn note_block(&mut self, node: NodeId, place: NodeId) {
        self.tracked(place, |dom, root, by| {
            view::insert_block(dom, root, node, by)
        });
    }

    /// Takes a run out, or marks it as deleted.
    pub fn remove_run(&mut self, run: NodeId) -> bool {
        if self.tracked(run, |dom, root, by| view::delete_run(dom, root, run, by)) {
            return true;
        }
        self.dom_mut().detach(run)
    }

    /// Keeps how the text of a holder of `w:rPr` looks before it is changed.
    pub fn remember_look(&mut self, holder: NodeId) {
        self.tracked(holder, |dom, root, by| {
            view::remember_look(dom, root, holder, by)
        });
    }

    /// Whether changes are tracked.
    pub fn tracks(&self) -> bool {
        self.review.on
    }
}

/// Types text at a place, as an insertion when changes are tracked.
pub fn typed(doc: &mut WordEditor, place: Caret, text: &str, model: Option<NodeId>) -> Caret {
    if !doc.tracks() {
        return caret::type_text(doc.dom_mut(), place, text, model);
    }
    let run = fields::text_run(doc.dom_mut(), text, model);
    caret::insert_inline(doc.dom_mut(), place, run);
    let length = span::run_len(doc.dom(), run);
    doc.note_inline(run);
    Caret {
        offset: place.offset + length,
        ..place
    }
}

/// Deletes a paragraph: its text and its end are marked; one that was inserted under tracking goes.
pub fn delete_paragraph(doc: &mut WordEditor, paragraph: NodeId) {
    let dom = doc.dom();
    let inserted = dom.path(paragraph, &["w:pPr", "w:rPr", "w:ins"]).is_some();
    for run in spindle_ooxml::word::inline::runs(doc.dom(), paragraph) {
        doc.remove_run(run);
    }
    if inserted {
        let dom = doc.dom_mut();
        if let Some(parent) = dom.parent(paragraph) {
            dom.detach(paragraph);
            spindle_ooxml::word::block::close(dom, parent);
        }
        return;
    }
    doc.tracked(paragraph, |dom, root, by| {
        view::delete_mark(dom, root, paragraph, by)
    });
}

fn write_setting(call: &mut WordCall<'_>) -> Result<(), crate::class::ApiError> {
    let on = call.doc.review.on;
    let settings = call.doc.text.settings().map_err(fault)?;
    let dom = call.doc.dom_mut();
    if on {
        props::set_toggle(dom, settings, "w:trackRevisions", true);
    } else {
        props::remove(dom, settings, "w:trackRevisions");
    }
    Ok(())
}

/// `ApiDocument.SetTrackRevisions`
pub fn set_tracking(call: &mut WordCall<'_>) -> WordResult {
    call.doc.review.on = call.args.boolean(0, false);
    write_setting(call)?;
    yes()
}

/// `ApiDocument.SetAssistantTrackRevisions`: changes are tracked in the name of an assistant; afterwards as before.
pub fn set_assistant(call: &mut WordCall<'_>) -> WordResult {
    let on = call.args.boolean(0, false);
    call.doc.review.assistant = if on {
        call.doc.review.on = true;
        Some(call.args.opt_text(1).unwrap_or_default().into_owned())
    } else {
        None
    };
    write_setting(call)?;
    yes()
}

/// `ApiDocument.IsTrackRevisions`
pub fn is_tracking(call: &mut WordCall<'_>) -> WordResult {
    let settings = call.doc.text.settings().map_err(fault)?;
    let on = props::toggle(call.doc.dom(), settings, "w:trackRevisions").unwrap_or(false);
    call.doc.review.on = on;
    Ok(on.into())
}

/// `AcceptAllRevisionChanges`, `RejectAllRevisionChanges`
pub fn settle(call: &mut WordCall<'_>, accept: bool) -> WordResult {
    call.doc.text.settle_revisions(accept);
    yes()
}

/// `ApiDocument.GetReviewReport`: for each author what they changed, in order. Changes without an author are those of
/// `null`, as in the original.
pub fn report(call: &mut WordCall<'_>) -> WordResult {
    let mut authors: Vec<(String, Value<WordRef>)> = Vec::new();
    for revision in call.doc.text.revisions() {
        let (kind, text) = match revision.change {
            Change::TextAdded(text) => ("TextAdd", Some(text)),
            Change::TextRemoved(text) => ("TextRem", Some(text)),
            Change::ParagraphAdded => ("ParaAdd", None),
            Change::ParagraphRemoved => ("ParaRem", None),
            Change::TextFormat => ("TextPr", None),
            Change::ParagraphFormat => ("ParaPr", None),
            Change::RowsAdded => ("RowsAdd", None),
            Change::RowsRemoved => ("RowsRem", None),
            Change::TableFormat => ("TablePr", None),
        };
        let mut entry = vec![("Type".to_owned(), kind.into())];
        if let Some(text) = text {
            entry.push(("Value".to_owned(), text.into()));
        }
        let date = clock::parse(&revision.date).unwrap_or(0.0);
        entry.push(("Date".to_owned(), date.into()));
        let element = call.doc.block(revision.element);
        entry.push(("ReviewedElement".to_owned(), Value::Handle(element)));
        let author = if revision.author.is_empty() {
            "null".to_owned()
        } else {
            revision.author
        };
        match authors.iter_mut().find(|(name, _)| *name == author) {
            Some((_, Value::List(list))) => list.push(Value::Object(entry)),
            _ => authors.push((author, Value::List(vec![Value::Object(entry)]))),
        }
    }
    Ok(Value::Object(authors))
}
