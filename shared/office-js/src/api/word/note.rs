//! Footnotes and endnotes: the members that make and find them.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::caret::{self, Caret};
use spindle_ooxml::word::notes::Note;
use spindle_ooxml::word::{block, props, span};

use super::editor::fault;
use super::handle::{list, no, yes};
use super::{WordCall, WordRef, WordResult};
use crate::value::Value;

/// `AddFootnote`, `AddEndnote`: at the cursor, which goes into the note; `null` when it is in no text of the body.
pub fn add(call: &mut WordCall<'_>, kind: Note) -> WordResult {
    let place = match call.doc.selected() {
        Some((_, to)) => to,
        None => call.doc.caret(),
    };
    let dom = call.doc.dom();
    if caret::story(dom, place.paragraph) != call.doc.text.body() {
        return Ok(Value::Null);
    }
    let note = call.doc.text.add_note(kind, place).map_err(fault)?;
    let dom = call.doc.dom();
    if let Some(end) = caret::at(dom, note, usize::MAX) {
        call.doc.move_caret(end);
    }
    Ok(Value::Handle(WordRef::Content(note)))
}

/// `GetFootnotesFirstParagraphs`, `GetEndNotesFirstParagraphs`
pub fn first_paragraphs(call: &mut WordCall<'_>, kind: Note) -> WordResult {
    let mut notes = call.doc.text.notes(kind).map_err(fault)?;
    let dom = call.doc.dom();
    // In the order in which they were made.
    notes.sort_by_key(|note| props::number(dom, *note, "w:id"));
    let firsts = notes
        .into_iter()
        .filter_map(|note| block::all(dom, note, "w:p").first().copied());
    Ok(list(firsts.map(WordRef::Paragraph)))
}

/// `IsFootnote`, `IsEndnote` of a content.
pub fn is_note(call: &mut WordCall<'_>, kind: Note) -> WordResult {
    let node = super::content::container(call);
    Ok((Note::of(call.doc.dom(), node) == Some(kind)).into())
}

/// `GetCurrentFootEndnote`: the note that the cursor is in.
pub fn current(call: &mut WordCall<'_>) -> WordResult {
    let place = call.doc.caret();
    let dom = call.doc.dom();
    let story = caret::story(dom, place.paragraph);
    Ok(super::handle::or_null(
        Note::of(dom, story).map(|_| WordRef::Content(story)),
    ))
}

/// The place of a note's number in the body, and the place behind it.
fn reference(call: &WordCall<'_>, note: NodeId) -> Option<(Caret, Caret)> {
    let dom = call.doc.dom();
    let (reference, _) = call.doc.text.reference_of(note)?;
    let paragraph = dom.ancestor(reference, "w:p")?;
    let run = dom.parent(reference)?;
    let offset = span::offset_of(dom, paragraph, run)?;
    let at = |offset| Caret { paragraph, offset };
    Some((at(offset), at(offset + 1)))
}

/// `SelectNoteReference`
pub fn select_reference(call: &mut WordCall<'_>) -> WordResult {
    let Some((from, to)) = reference(call, super::content::container(call)) else {
        return no();
    };
    call.doc.select(from, to);
    yes()
}

/// `MoveCursorToNoteReference`: before the number in the text, or behind it.
pub fn move_to_reference(call: &mut WordCall<'_>) -> WordResult {
    let Some((before, after)) = reference(call, super::content::container(call)) else {
        return no();
    };
    let place = if call.args.boolean(0, false) {
        before
    } else {
        after
    };
    call.doc.move_caret(place);
    yes()
}
