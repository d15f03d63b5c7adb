//! `ApiComment` and `ApiCommentReply`: the same in every editor that has comments.

use std::marker::PhantomData;

use spindle_ooxml::sheet::comments::Note;

use crate::class::{ApiError, Call, Class, Member, MemberFn, Property};
use crate::editor::Editor;
use crate::value::Value;

/// An editor with comments. Handles of comments and of replies are its own.
pub trait CommentHost: Editor {
    /// What the comment or reply behind a handle says.
    ///
    /// # Errors
    /// It is not there any more.
    fn note(&mut self, handle: &Self::Ref) -> Result<&mut Note, ApiError>;

    /// The name of a comment among all of the document.
    ///
    /// # Errors
    /// It is not there any more.
    fn comment_name(&mut self, handle: &Self::Ref) -> Result<String, ApiError>;

    /// The text that a comment is about, where the document has it.
    ///
    /// # Errors
    /// It is not there any more.
    fn quote(&mut self, handle: &Self::Ref) -> Result<Option<String>, ApiError>;

    /// Whether the matter of a comment is settled.
    ///
    /// # Errors
    /// It is not there any more.
    fn solved(&mut self, handle: &Self::Ref) -> Result<&mut bool, ApiError>;

    /// Handles of the replies.
    ///
    /// # Errors
    /// The comment is not there any more.
    fn replies(&mut self, handle: &Self::Ref) -> Result<Vec<Self::Ref>, ApiError>;

    /// Adds a reply at a place.
    ///
    /// # Errors
    /// The comment is not there any more, or there are too many.
    fn add_reply(&mut self, handle: &Self::Ref, note: Note, place: usize) -> Result<(), ApiError>;

    /// Takes so many replies from a place on away.
    ///
    /// # Errors
    /// The comment is not there any more.
    fn remove_replies(
        &mut self,
        handle: &Self::Ref,
        place: usize,
        count: usize,
    ) -> Result<(), ApiError>;

    /// Deletes a comment.
    ///
    /// # Errors
    /// It is not there any more.
    fn delete_comment(&mut self, handle: &Self::Ref) -> Result<(), ApiError>;
}

/// The classes of comments in one editor.
pub struct CommentClasses<E>(PhantomData<E>);

impl<E: CommentHost> CommentClasses<E> {
    /// `ApiComment`.
    pub const COMMENT: &'static Class<E> = &Class {
        name: "ApiComment",
        parent: None,
        members: &[
            Member::new("AddReply", add_reply),
            Member::new("Delete", delete),
            Member::new("GetAuthorName", get_author),
            Member::new("GetClassType", |_| Ok("comment".into())),
            Member::new("GetId", get_id),
            Member::new("GetQuoteText", get_quote),
            Member::new("GetRepliesCount", get_count),
            Member::new("GetReply", get_reply),
            Member::new("GetText", get_text),
            Member::new("GetTime", get_time),
            Member::new("GetTimeUTC", get_time_utc),
            Member::new("GetUserId", get_user),
            Member::new("IsSolved", is_solved),
            Member::new("RemoveReplies", remove_replies),
            Member::new("SetAuthorName", set_author),
            Member::new("SetSolved", set_solved),
            Member::new("SetText", set_text),
            Member::new("SetTime", set_time),
            Member::new("SetTimeUTC", set_time_utc),
            Member::new("SetUserId", set_user),
        ],
        properties: &[
            property("AuthorName", get_author, set_author),
            property("Id", get_id, ignored),
            property("QuoteText", get_quote, ignored),
            property("RepliesCount", get_count, ignored),
            property("Solved", is_solved, set_solved),
            property("Text", get_text, set_text),
            property("Time", get_time, set_time),
            property("TimeUTC", get_time_utc, set_time_utc),
            property("UserId", get_user, set_user),
        ],
    };

    /// `ApiCommentReply`.
    pub const REPLY: &'static Class<E> = &Class {
        name: "ApiCommentReply",
        parent: None,
        members: &[
            Member::new("GetAuthorName", get_author),
            Member::new("GetClassType", |_| Ok("commentReply".into())),
            Member::new("GetText", get_text),
            Member::new("GetTime", get_time),
            Member::new("GetTimeUTC", get_time_utc),
            Member::new("GetUserId", get_user),
            Member::new("SetAuthorName", set_author),
            Member::new("SetText", set_text),
            Member::new("SetTime", set_time),
            Member::new("SetTimeUTC", set_time_utc),
            Member::new("SetUserId", set_user),
        ],
        properties: &[
            property("AuthorName", get_author, set_author),
            property("Text", get_text, set_text),
            property("Time", get_time, set_time),
            property("TimeUTC", get_time_utc, set_time_utc),
            property("UserId", get_user, set_user),
        ],
    };
}

const fn property<E: Editor>(
    name: &'static str,
    get: MemberFn<E>,
    set: MemberFn<E>,
) -> Property<E> {
    Property {
        name,
        get: Some(get),
        set: Some(set),
    }
}

type Answer<E> = Result<Value<<E as Editor>::Ref>, ApiError>;

/// Setting what can only be read changes nothing, as in the original.
fn ignored<E: Editor>(_: &mut Call<'_, E>) -> Answer<E> {
    Ok(Value::Undefined)
}

fn note<'a, E: CommentHost>(call: &'a mut Call<'_, E>) -> Result<&'a mut Note, ApiError> {
    call.doc.note(&call.this)
}

/// Comments of cells that nobody signed answer `null`.
fn get_author<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    let author = note(call)?.author.clone();
    let unsigned =
        author.is_empty() && E::NAME == "cell" && E::class_of(&call.this) == "ApiComment";
    Ok(if unsigned { Value::Null } else { author.into() })
}

fn get_user<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(note(call)?.user.clone().into())
}

fn get_text<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(note(call)?.text.clone().into())
}

fn get_time<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(note(call)?.time.into())
}

fn get_time_utc<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(note(call)?.time_utc.into())
}

/// The text given, when it is one and not empty.
fn given<E: CommentHost>(call: &Call<'_, E>, index: usize) -> Option<String> {
    match call.args.get(index) {
        Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn set_author<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    if let Some(author) = given(call, 0) {
        note(call)?.author = author;
    }
    Ok(Value::Undefined)
}

fn set_user<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    if let Some(user) = given(call, 0) {
        note(call)?.user = user;
    }
    Ok(Value::Undefined)
}

fn set_text<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    if let Some(text) = given(call, 0) {
        note(call)?.text = text;
    }
    Ok(Value::Undefined)
}

fn set_time<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    if let Some(time) = call.args.opt_number(0) {
        note(call)?.time = time;
    }
    Ok(Value::Undefined)
}

fn set_time_utc<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    if let Some(time) = call.args.opt_number(0) {
        note(call)?.time_utc = time;
    }
    Ok(Value::Undefined)
}

fn get_id<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(call.doc.comment_name(&call.this)?.into())
}

fn get_quote<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(call.doc.quote(&call.this)?.into())
}

fn is_solved<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok((*call.doc.solved(&call.this)?).into())
}

fn set_solved<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    let on = call.args.boolean(0, false);
    *call.doc.solved(&call.this)? = on;
    Ok(Value::Undefined)
}

fn get_count<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    Ok(call.doc.replies(&call.this)?.len().into())
}

/// A number counted from 0; one that is none is 0.
fn place<E: CommentHost>(call: &Call<'_, E>, index: usize) -> usize {
    let number = call.args.opt_integer(index).unwrap_or(0).max(0);
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn get_reply<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    let at = place(call, 0);
    let reply = call.doc.replies(&call.this)?.into_iter().nth(at);
    Ok(reply.map_or(Value::Null, Value::Handle))
}

fn add_reply<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    let Some(text) = given(call, 0) else {
        return Ok(Value::Null);
    };
    let note = Note {
        author: given(call, 1).unwrap_or_default(),
        user: given(call, 2).unwrap_or_default(),
        text,
        ..Note::default()
    };
    let at = if call.args.given(3) {
        place(call, 3)
    } else {
        usize::MAX
    };
    call.doc.add_reply(&call.this, note, at)?;
    Ok(Value::Undefined)
}

fn remove_replies<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    let all = call.args.boolean(2, false);
    let at = if all { 0 } else { place(call, 0) };
    let count = match call.args.given(1) {
        _ if all => usize::MAX,
        true => place(call, 1),
        false => 1,
    };
    call.doc.remove_replies(&call.this, at, count)?;
    Ok(Value::Undefined)
}

fn delete<E: CommentHost>(call: &mut Call<'_, E>) -> Answer<E> {
    call.doc.delete_comment(&call.this)?;
    Ok(true.into())
}
