//! Comments of cells and of the workbook.

use spindle_ooxml::sheet::SheetId;
use spindle_ooxml::sheet::comments::{Comment, Note};

use super::calculation;
use super::editor::fault;
use super::feature::{self, FeatureRef};
use super::handle::{active_sheet, range, sheet};
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::api::comment::CommentHost;
use crate::class::ApiError;
use crate::value::Value;

/// Comments, and replies to one of them.
const MAX: usize = 100_000;

fn gone() -> ApiError {
    ApiError::State("the comment was deleted".to_owned())
}

fn id(handle: &CellRef) -> Result<u32, ApiError> {
    match handle {
        CellRef::Feature(FeatureRef::Comment(id) | FeatureRef::Reply(id, _)) => Ok(*id),
        _ => Err(ApiError::Type(
            "it was called on something that is no comment".to_owned(),
        )),
    }
}

fn comment<'a>(doc: &'a mut CellEditor, handle: &CellRef) -> Result<&'a mut Comment, ApiError> {
    doc.features.comments.get_mut(id(handle)?).ok_or_else(gone)
}

impl CommentHost for CellEditor {
    fn note(&mut self, handle: &CellRef) -> Result<&mut Note, ApiError> {
        let comment = comment(self, handle)?;
        match handle {
            CellRef::Feature(FeatureRef::Reply(_, reply)) => comment
                .replies
                .iter_mut()
                .find(|(id, _)| id == reply)
                .map(|(_, note)| note)
                .ok_or_else(gone),
            _ => Ok(&mut comment.note),
        }
    }

    fn comment_name(&mut self, handle: &CellRef) -> Result<String, ApiError> {
        let comment = comment(self, handle)?;
        let guid = Comment::guid(comment.id);
        let guid = guid.trim_matches(['{', '}']).to_lowercase();
        Ok(match comment.place {
            Some((sheet, _)) => format!(
                "sheet{}_{guid}",
                self.book.sheet_index(sheet).map_or(0, |index| index + 1)
            ),
            None => format!("doc_{guid}"),
        })
    }

    fn quote(&mut self, handle: &CellRef) -> Result<Option<String>, ApiError> {
        let Some((sheet, cell)) = comment(self, handle)?.place else {
            return Ok(None);
        };
        Ok(Some(calculation::text_at(self, sheet, cell)?))
    }

    fn solved(&mut self, handle: &CellRef) -> Result<&mut bool, ApiError> {
        Ok(&mut comment(self, handle)?.solved)
    }

    fn replies(&mut self, handle: &CellRef) -> Result<Vec<CellRef>, ApiError> {
        let comment = comment(self, handle)?;
        let handles = comment
            .replies
            .iter()
            .map(|(reply, _)| CellRef::Feature(FeatureRef::Reply(comment.id, *reply)));
        Ok(handles.collect())
    }

    fn add_reply(&mut self, handle: &CellRef, note: Note, place: usize) -> Result<(), ApiError> {
        let reply = self.features.comments.next_id();
        let replies = &mut comment(self, handle)?.replies;
        if replies.len() >= MAX {
            return Err(ApiError::Range(format!(
                "{MAX} replies to one comment are the limit"
            )));
        }
        replies.insert(place.min(replies.len()), (reply, note));
        Ok(())
    }

    fn remove_replies(
        &mut self,
        handle: &CellRef,
        place: usize,
        count: usize,
    ) -> Result<(), ApiError> {
        let replies = &mut comment(self, handle)?.replies;
        let start = place.min(replies.len());
        let end = start.saturating_add(count).min(replies.len());
        replies.drain(start..end);
        Ok(())
    }

    fn delete_comment(&mut self, handle: &CellRef) -> Result<(), ApiError> {
        self.features.comments.remove(id(handle)?);
        Ok(())
    }
}

/// Reads what a sheet has; must be called before comments of the sheet are looked at.
fn load(doc: &mut CellEditor, sheet: SheetId) -> Result<(), ApiError> {
    doc.features
        .comments
        .load(&mut doc.book, sheet)
        .map_err(fault)
}

fn answer(id: u32) -> Value<CellRef> {
    feature::answer(FeatureRef::Comment(id))
}

/// The note that the arguments are: a text, which must be one, and an author.
fn note(call: &CellCall<'_>) -> Option<Note> {
    let Value::Text(text) = call.args.get(0) else {
        return None;
    };
    if text.trim().is_empty() {
        return None;
    }
    let author = match call.args.get(1) {
        Value::Text(author) => author.clone(),
        _ => String::new(),
    };
    Some(Note {
        author,
        text: text.clone(),
        ..Note::default()
    })
}

fn room(doc: &CellEditor) -> Result<(), ApiError> {
    if doc.features.comments.all.len() >= MAX {
        return Err(ApiError::Range(format!("{MAX} comments are the limit")));
    }
    Ok(())
}

/// `ApiRange.AddComment`: a comment at the first cell, unless there is one.
pub fn add_to_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    let Some(note) = note(call) else {
        return Ok(Value::Null);
    };
    room(call.doc)?;
    load(call.doc, sheet)?;
    let known = call
        .doc
        .features
        .comments
        .at(sheet, area.first)
        .map(|comment| comment.id);
    Ok(answer(match known {
        Some(id) => id,
        None => call
            .doc
            .features
            .comments
            .add(Some((sheet, area.first)), note),
    }))
}

/// `ApiRange.GetComment`: of one cell.
pub fn of_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    if !area.is_cell() {
        return Ok(Value::Null);
    }
    load(call.doc, sheet)?;
    let found = call
        .doc
        .features
        .comments
        .at(sheet, area.first)
        .map(|comment| comment.id);
    Ok(found.map_or(Value::Null, answer))
}

/// `Api.AddComment`: about the workbook.
pub fn add_to_book(call: &mut CellCall<'_>) -> CellResult {
    let Some(note) = note(call) else {
        return Ok(Value::Null);
    };
    room(call.doc)?;
    Ok(answer(call.doc.features.comments.add(None, note)))
}

fn list(doc: &CellEditor, wanted: impl Fn(&Comment) -> bool) -> Vec<Value<CellRef>> {
    let all = doc
        .features
        .comments
        .all
        .iter()
        .filter(|comment| wanted(comment));
    all.map(|comment| answer(comment.id)).collect()
}

/// `Api.GetComments`: those about the workbook.
pub fn of_book(call: &mut CellCall<'_>) -> CellResult {
    Ok(Value::List(list(call.doc, |comment| {
        comment.place.is_none()
    })))
}

/// `ApiWorksheet.GetComments`.
pub fn of_sheet(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    load(call.doc, id)?;
    Ok(Value::List(list(call.doc, |comment| {
        comment.place.is_some_and(|(on, _)| on == id)
    })))
}

/// `Api.GetAllComments`: those about the workbook, then those of each sheet.
pub fn all(call: &mut CellCall<'_>) -> CellResult {
    let mut found = list(call.doc, |comment| comment.place.is_none());
    for id in call.doc.book.sheets() {
        if call.doc.book.sheet_part(id).is_ok() {
            load(call.doc, id)?;
            found.extend(list(call.doc, |comment| {
                comment.place.is_some_and(|(on, _)| on == id)
            }));
        }
    }
    Ok(Value::List(found))
}

/// `Api.GetCommentById`: among those about the workbook and those of the active sheet, as in the original.
pub fn by_id(call: &mut CellCall<'_>) -> CellResult {
    let wanted = call.args.opt_text(0).unwrap_or_default().into_owned();
    let active = active_sheet(call.doc)?;
    load(call.doc, active)?;
    let here = |comment: &&Comment| comment.place.is_none_or(|(sheet, _)| sheet == active);
    let comments = call.doc.features.comments.all.iter();
    let ids: Vec<u32> = comments.filter(here).map(|comment| comment.id).collect();
    for id in ids {
        let handle = CellRef::Feature(FeatureRef::Comment(id));
        if call.doc.comment_name(&handle)? == wanted {
            return Ok(Value::Handle(handle));
        }
    }
    Ok(Value::Null)
}
