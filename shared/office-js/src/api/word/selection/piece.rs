//! The word and the sentence that the cursor stands in.

use spindle_ooxml::word::caret::{self, Caret};

use super::super::handle::{no, yes};
use super::super::{WordCall, WordResult};

/// What `GetCurrentWord` and its like work on.
#[derive(Clone, Copy)]
pub enum Piece {
    Word,
    Sentence,
}

/// The stretch of the cursor's paragraph that is meant: all of the word or sentence, or what is before or after.
fn stretch(call: &mut WordCall<'_>, piece: Piece, part: usize) -> Option<(Caret, usize, String)> {
    if call.doc.selected().is_some() {
        return None;
    }
    let place = call.doc.caret();
    let letters = caret::letters(call.doc.dom(), place.paragraph);
    let (start, end) = match piece {
        Piece::Word => caret::word(&letters, place.offset)?,
        Piece::Sentence => caret::sentence(&letters, place.offset),
    };
    let (start, end) = match call.args.opt_text(part).as_deref() {
        Some("before") => (
            start.min(place.offset),
            place.offset.max(start).min(place.offset),
        ),
        Some("after") => (start.max(place.offset), end.max(start.max(place.offset))),
        _ => (start, end),
    };
    let text = letters
        .iter()
        .take(end)
        .skip(start)
        .filter(|letter| **letter != '\u{FFFC}')
        .collect();
    let from = Caret {
        offset: start,
        ..place
    };
    Some((from, end, text))
}

/// `GetCurrentWord`, `GetCurrentSentence`
pub fn get_piece(call: &mut WordCall<'_>, piece: Piece) -> WordResult {
    Ok(stretch(call, piece, 0)
        .map(|(_, _, text)| text)
        .unwrap_or_default()
        .into())
}

/// `ReplaceCurrentWord`, `ReplaceCurrentSentence`
pub fn replace_piece(call: &mut WordCall<'_>, piece: Piece) -> WordResult {
    let Some((from, end, _)) = stretch(call, piece, 1) else {
        return no();
    };
    let text = call.args.opt_text(0).unwrap_or_default().into_owned();
    if end > from.offset {
        call.doc.select(
            from,
            Caret {
                offset: end,
                ..from
            },
        );
    }
    call.doc.type_text(&text);
    yes()
}

/// `ApiDocument.SelectCurrentWord`
pub fn select_current_word(call: &mut WordCall<'_>) -> WordResult {
    let place = call.doc.caret();
    let letters = caret::letters(call.doc.dom(), place.paragraph);
    let Some((start, end)) = caret::word(&letters, place.offset) else {
        return no();
    };
    let at = |offset| Caret { offset, ..place };
    call.doc.select(at(start), at(end));
    yes()
}
