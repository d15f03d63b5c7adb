//! `ApiComment` and `ApiCommentReply`, and the members that make and find comments.

mod make;

use std::collections::HashMap;

use spindle_ooxml::NodeId;
use spindle_ooxml::word::text::TextOptions;

use super::editor::fault;
use super::handle::{itself, or_null, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult, clock};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub use make::{add, add_to_document, create};

/// What the two classes share.
const COMMON: &[Member<WordEditor>] = &[
    Member::new("GetText", get_text),
    Member::new("SetText", set_text),
    Member::new("GetAuthorName", get_author),
    Member::new("SetAuthorName", set_author),
    Member::new("GetAutorName", get_author),
    Member::new("SetAutorName", set_author),
    Member::new("GetUserId", get_user),
    Member::new("SetUserId", set_user),
];

/// What comments and replies share.
pub static COMMON_CLASS: Class<WordEditor> = Class {
    name: "comment:Common",
    parent: None,
    members: COMMON,
    properties: &[],
};

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiComment",
    parent: Some(&COMMON_CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("comment".into())),
        Member::new("GetId", get_id),
        Member::new("IsSolved", is_solved),
        Member::new("SetSolved", set_solved),
        Member::new("GetTime", |call| get_time(call, false)),
        Member::new("GetTimeUTC", |call| get_time(call, true)),
        Member::new("SetTime", |call| set_time(call, false)),
        Member::new("SetTimeUTC", |call| set_time(call, true)),
        Member::new("GetQuoteText", get_quote_text),
        Member::new("GetRepliesCount", get_replies_count),
        Member::new("GetReply", get_reply),
        Member::new("AddReply", add_reply),
        Member::new("RemoveReplies", remove_replies),
        Member::new("Delete", delete),
    ],
    properties: &[],
};

pub static REPLY_CLASS: Class<WordEditor> = Class {
    name: "ApiCommentReply",
    parent: Some(&COMMON_CLASS),
    members: &[Member::new("GetClassType", |_| Ok("commentReply".into()))],
    properties: &[],
};

/// What a script can ask about a comment and a file cannot say.
#[derive(Debug, Clone)]
struct Facts {
    user: Value<WordRef>,
    time: f64,
    utc: f64,
    quote: Option<String>,
}

/// The facts of the comments that a script has touched.
#[derive(Debug, Default)]
pub struct Comments(HashMap<NodeId, Facts>);

/// What is known about a comment; one of an opened file says when and by whom it was made.
fn facts(doc: &mut WordEditor, comment: NodeId) -> Result<&mut Facts, ApiError> {
    if !doc.comments.0.contains_key(&comment) {
        let dom = doc.dom();
        let time = dom
            .attr(comment, "w:date")
            .and_then(clock::parse)
            .unwrap_or(0.0);
        let author = dom.attr(comment, "w:author").unwrap_or_default().to_owned();
        let user = doc.text.person(&author).map_err(fault)?;
        let quote = doc
            .text
            .comment_span(comment)
            .map(|(story, from, to)| doc.text.span_text(story, from, to, &TextOptions::default()));
        doc.comments.0.insert(
            comment,
            Facts {
                user: user.into(),
                time,
                utc: time,
                quote,
            },
        );
    }
    doc.comments
        .0
        .get_mut(&comment)
        .ok_or_else(|| ApiError::State("the comment is gone".to_owned()))
}

/// Notes when and by whom a new comment was made.
fn sign(
    doc: &mut WordEditor,
    comment: NodeId,
    user: Value<WordRef>,
    quote: Option<String>,
) -> Result<(), ApiError> {
    let now = clock::now();
    let date = clock::iso(now);
    doc.dom_mut().set_attr(comment, "w:date", &date);
    let facts = facts(doc, comment)?;
    facts.user = user;
    facts.time = now;
    facts.utc = now;
    facts.quote = quote.filter(|quote| !quote.is_empty());
    introduce(doc, comment)
}

/// Writes the user id of a comment's author down where the file has it.
fn introduce(doc: &mut WordEditor, comment: NodeId) -> Result<(), ApiError> {
    let author = doc
        .dom()
        .attr(comment, "w:author")
        .unwrap_or_default()
        .to_owned();
    let user = match &facts(doc, comment)?.user {
        Value::Text(user) => user.clone(),
        _ => return Ok(()),
    };
    if !author.is_empty() {
        doc.text.set_person(&author, &user).map_err(fault)?;
    }
    Ok(())
}

/// The text, author and user id among the arguments; `None` when there is no text.
fn words(call: &WordCall<'_>, from: usize) -> Option<(String, String, Value<WordRef>)> {
    let Value::Text(text) = call.args.get(from) else {
        return None;
    };
    let author = call
        .args
        .opt_text(from + 1)
        .unwrap_or_default()
        .into_owned();
    let user = match call.args.get(from + 2) {
        Value::Undefined => Value::Null,
        user => user.clone(),
    };
    (!text.is_empty()).then(|| (text.clone(), author, user))
}

/// `ApiDocument.GetAllComments`
pub fn get_all(call: &mut WordCall<'_>) -> WordResult {
    let all = call.doc.text.comments().map_err(fault)?;
    Ok(super::handle::list(all.into_iter().map(WordRef::Comment)))
}

fn id(comment: NodeId) -> String {
    (1_000_000_000_u64 + u64::from(comment.index())).to_string()
}

fn get_id(call: &mut WordCall<'_>) -> WordResult {
    Ok(id(this(call)?).into())
}

/// `ApiDocument.GetCommentById`
pub fn find(call: &mut WordCall<'_>) -> WordResult {
    let wanted = call.args.opt_text(0).unwrap_or_default().into_owned();
    let all = call.doc.text.comments().map_err(fault)?;
    let found = all.into_iter().find(|comment| id(*comment) == wanted);
    Ok(or_null(found.map(WordRef::Comment)))
}

/// `ApiDocument.GetCommentsReport`: for each author what they wrote, in order.
pub fn report(call: &mut WordCall<'_>) -> WordResult {
    let mut authors: Vec<(String, Value<WordRef>)> = Vec::new();
    for comment in call.doc.text.comments().map_err(fault)? {
        let mut entries = vec![(comment, false)];
        let replies = call.doc.text.replies(comment).map_err(fault)?;
        entries.extend(replies.into_iter().map(|reply| (reply, true)));
        for (node, is_answer) in entries {
            let author = call
                .doc
                .dom()
                .attr(node, "w:author")
                .unwrap_or_default()
                .to_owned();
            let facts = facts(call.doc, node)?.clone();
            let mut entry = vec![
                ("IsAnswer".to_owned(), is_answer.into()),
                (
                    "CommentMessage".to_owned(),
                    call.doc.text.comment_text(node).into(),
                ),
                ("Date".to_owned(), facts.time.into()),
                ("DateUTC".to_owned(), facts.utc.into()),
            ];
            if !is_answer {
                let solved = call.doc.text.comment_solved(node).map_err(fault)?;
                entry.push(("QuoteText".to_owned(), facts.quote.into()));
                entry.push(("IsSolved".to_owned(), solved.into()));
            }
            let entry = Value::Object(entry);
            match authors.iter_mut().find(|(name, _)| *name == author) {
                Some((_, Value::List(list))) => list.push(entry),
                _ => authors.push((author, Value::List(vec![entry]))),
            }
        }
    }
    Ok(Value::Object(authors))
}

fn get_text(call: &mut WordCall<'_>) -> WordResult {
    Ok(call.doc.text.comment_text(this(call)?).into())
}

/// Only strings count; anything else answers `null`.
fn set_text(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    let Value::Text(text) = call.args.get(0) else {
        return Ok(Value::Null);
    };
    if text.is_empty() {
        return Ok(Value::Null);
    }
    call.doc
        .text
        .set_comment_text(comment, text)
        .map_err(fault)?;
    itself(call)
}

fn get_author(call: &mut WordCall<'_>) -> WordResult {
    let author = call.doc.dom().attr(this(call)?, "w:author");
    Ok(author.unwrap_or_default().into())
}

fn set_author(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    let author = call.args.opt_text(0).unwrap_or_default();
    facts(call.doc, comment)?;
    call.doc.dom_mut().set_attr(comment, "w:author", &author);
    introduce(call.doc, comment)?;
    itself(call)
}

fn get_user(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    Ok(facts(call.doc, comment)?.user.clone())
}

fn set_user(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    facts(call.doc, comment)?.user = call.args.get(0).clone();
    introduce(call.doc, comment)?;
    itself(call)
}

fn is_solved(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    Ok(call.doc.text.comment_solved(comment).map_err(fault)?.into())
}

fn set_solved(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    let solved = call.args.boolean(0, false);
    call.doc
        .text
        .set_comment_solved(comment, solved)
        .map_err(fault)?;
    itself(call)
}

fn get_time(call: &mut WordCall<'_>, utc: bool) -> WordResult {
    let comment = this(call)?;
    let facts = facts(call.doc, comment)?;
    Ok(if utc { facts.utc } else { facts.time }.into())
}

/// Milliseconds since 1970; what is no number counts as 0.
fn set_time(call: &mut WordCall<'_>, utc: bool) -> WordResult {
    let comment = this(call)?;
    let time = call.args.opt_number(0).unwrap_or(0.0);
    let facts = facts(call.doc, comment)?;
    if utc {
        facts.utc = time;
    } else {
        facts.time = time;
        let date = clock::iso(time);
        call.doc.dom_mut().set_attr(comment, "w:date", &date);
    }
    itself(call)
}

fn get_quote_text(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    Ok(facts(call.doc, comment)?.quote.clone().into())
}

fn replies(call: &mut WordCall<'_>) -> Result<Vec<NodeId>, ApiError> {
    let comment = this(call)?;
    call.doc.text.replies(comment).map_err(fault)
}

fn get_replies_count(call: &mut WordCall<'_>) -> WordResult {
    Ok(replies(call)?.len().into())
}

/// The reply at an index; the first one when the index is out of range.
fn get_reply(call: &mut WordCall<'_>) -> WordResult {
    let all = replies(call)?;
    let index = call
        .args
        .opt_integer(0)
        .and_then(|index| usize::try_from(index).ok());
    let found = index.and_then(|index| all.get(index)).or(all.first());
    Ok(or_null(found.copied().map(WordRef::CommentReply)))
}

fn add_reply(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    let Some((text, author, user)) = words(call, 0) else {
        return Ok(Value::Null);
    };
    let position = call
        .args
        .opt_integer(3)
        .and_then(|index| usize::try_from(index).ok());
    let reply = call
        .doc
        .text
        .add_reply(comment, position.unwrap_or(usize::MAX), &text, &author)
        .map_err(fault)?;
    sign(call.doc, reply, user, None)?;
    itself(call)
}

/// Takes `count` replies out from a position on, or all of them.
fn remove_replies(call: &mut WordCall<'_>) -> WordResult {
    let all = replies(call)?;
    let number = |index, default| {
        if call.args.given(index) {
            call.args
                .opt_integer(index)
                .and_then(|value| usize::try_from(value).ok())
                .unwrap_or(0)
        } else {
            default
        }
    };
    let (from, count) = if call.args.boolean(2, false) {
        (0, usize::MAX)
    } else {
        (number(0, 0), number(1, 1))
    };
    for reply in all.into_iter().skip(from).take(count) {
        call.doc.text.remove_comment(reply).map_err(fault)?;
    }
    itself(call)
}

fn delete(call: &mut WordCall<'_>) -> WordResult {
    let comment = this(call)?;
    Ok(call.doc.text.remove_comment(comment).map_err(fault)?.into())
}

/// `ApiDocument.ShowComment`: there is no window to scroll.
pub fn show(_: &mut WordCall<'_>) -> WordResult {
    yes()
}
