//! `ApiComment` and `ApiCommentReply`

use spindle_model::calendar::{from_iso_8601, iso_8601};
use spindle_ooxml::NodeId;
use spindle_ooxml::slide::comments as view;

use super::handle::{itself, list, no, nothing, or_null, place, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

/// More comments than any program lists.
const MAX_COMMENTS: usize = 20_000;

/// What comments and replies share.
pub static COMMON_CLASS: Class<SlideEditor> = Class {
    name: "slide:Comment",
    parent: None,
    members: &[
        Member::new("GetText", |call| {
            Ok(view::text(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetText", |call| {
            if let Value::Text(text) = call.args.get(0) {
                let (comment, text) = (this(call)?, text.clone());
                view::set_text(call.doc.dom_mut(), comment, &text);
            }
            itself(call)
        }),
        Member::new("GetAuthorName", get_author),
        Member::new("GetAutorName", get_author),
        Member::new("SetAuthorName", set_author),
        Member::new("SetAutorName", set_author),
        Member::new("GetUserId", |call| {
            Ok(view::user(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetUserId", |call| {
            let user = call.args.text(0, "sUserId")?.into_owned();
            let comment = this(call)?;
            view::set_user(call.doc.dom_mut(), comment, &user);
            itself(call)
        }),
    ],
    properties: &[],
};

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiComment",
    parent: Some(&COMMON_CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("comment".into())),
        Member::new("GetId", |call| Ok(this(call)?.index().to_string().into())),
        Member::new("GetQuoteText", |_| Ok(Value::Null)),
        Member::new("GetPosition", get_position),
        Member::new("SetPosition", set_position),
        Member::new("IsSolved", |call| {
            Ok(view::is_solved(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetSolved", |call| {
            let (comment, solved) = (this(call)?, call.args.boolean(0, false));
            view::set_solved(call.doc.dom_mut(), comment, solved);
            itself(call)
        }),
        Member::new("GetTime", |call| Ok(Value::Number(memo(call)?.time))),
        Member::new("GetTimeUTC", |call| Ok(Value::Number(memo(call)?.utc))),
        Member::new("SetTime", |call| {
            if let Some(time) = call.args.opt_number(0) {
                memo(call)?.time = time;
                write_time(call, time)?;
            }
            itself(call)
        }),
        Member::new("SetTimeUTC", |call| {
            if let Some(time) = call.args.opt_number(0) {
                memo(call)?.utc = time;
                write_time(call, time)?;
            }
            itself(call)
        }),
        Member::new("GetRepliesCount", |call| {
            Ok(call.doc.deck.replies(this(call)?).len().into())
        }),
        Member::new("GetReply", get_reply),
        Member::new("AddReply", add_reply),
        Member::new("RemoveReplies", remove_replies),
        Member::new("Delete", |call| {
            let comment = this(call)?;
            call.doc.deck.remove_comment(comment);
            nothing()
        }),
    ],
    properties: &[],
};

pub static REPLY_CLASS: Class<SlideEditor> = Class {
    name: "ApiCommentReply",
    parent: Some(&COMMON_CLASS),
    members: &[Member::new("GetClassType", |_| Ok("commentReply".into()))],
    properties: &[],
};

/// What scripts are told exactly and a file holds roughly.
#[derive(Debug, Clone, Copy)]
pub struct Memo {
    /// EMU; no number when a script gave none.
    x: f64,
    y: f64,
    /// Milliseconds since 1970, local and UTC.
    time: f64,
    utc: f64,
}

fn memo<'a>(call: &'a mut SlideCall<'_>) -> Result<&'a mut Memo, ApiError> {
    let comment = this(call)?;
    let SlideEditor { memos, deck, .. } = &mut *call.doc;
    Ok(memos.entry(comment).or_insert_with(|| {
        let dom = deck.dom();
        let (x, y) = view::position(dom, comment);
        let time = dom
            .attr(comment, "dt")
            .and_then(from_iso_8601)
            .map_or(0.0, |time| time as f64);
        Memo {
            x,
            y,
            time,
            utc: time,
        }
    }))
}

fn write_time(call: &mut SlideCall<'_>, time: f64) -> Result<(), ApiError> {
    let comment = this(call)?;
    let text = iso_8601(time.clamp(-62_167_219_200_000.0, 253_402_300_799_000.0) as i64);
    call.doc.dom_mut().set_attr(comment, "dt", &text);
    Ok(())
}

/// Milliseconds since 1970, UTC.
fn now() -> f64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0.0, |since| since.as_millis() as f64)
}

fn get_author(call: &mut SlideCall<'_>) -> SlideResult {
    let comment = this(call)?;
    Ok(call.doc.deck.comment_author(comment).into())
}

fn set_author(call: &mut SlideCall<'_>) -> SlideResult {
    let Value::Text(name) = call.args.get(0) else {
        return Err(call.args.wrong(0, "sAuthorName", "a string"));
    };
    let (comment, name) = (this(call)?, name.clone());
    call.doc.deck.sign(comment, &name);
    itself(call)
}

fn get_position(call: &mut SlideCall<'_>) -> SlideResult {
    let memo = *memo(call)?;
    Ok(Value::Object(vec![
        ("x".to_owned(), memo.x.into()),
        ("y".to_owned(), memo.y.into()),
    ]))
}

fn set_position(call: &mut SlideCall<'_>) -> SlideResult {
    let [x, y] = [0, 1].map(|index| call.args.opt_number(index).unwrap_or(f64::NAN));
    let memo = memo(call)?;
    (memo.x, memo.y) = (x, y);
    let comment = this(call)?;
    let finite = |side: f64| if side.is_finite() { side } else { 0.0 };
    view::set_position(call.doc.dom_mut(), comment, finite(x), finite(y));
    nothing()
}

/// `ApiSlide.AddComment`: place, text, author, user.
pub fn add_to_slide(call: &mut SlideCall<'_>) -> SlideResult {
    let slide = this(call)?;
    let Value::Text(text) = call.args.get(2) else {
        return no();
    };
    if text.is_empty() {
        return no();
    }
    if call.doc.deck.comments(slide).len() >= MAX_COMMENTS {
        return Err(ApiError::Range(format!(
            "a slide has at most {MAX_COMMENTS} comments"
        )));
    }
    let text = text.clone();
    let [x, y] = [0, 1].map(|index| call.args.opt_number(index).unwrap_or(0.0));
    let author = call.args.opt_text(3).unwrap_or_default().into_owned();
    let user = call.args.opt_text(4).map(std::borrow::Cow::into_owned);
    let now = now();
    let comment = call
        .doc
        .deck
        .add_comment(slide, &author, &text, &iso_8601(now as i64));
    let dom = call.doc.dom_mut();
    view::set_position(dom, comment, x, y);
    if let Some(user) = user {
        view::set_user(dom, comment, &user);
    }
    let made = Memo {
        x,
        y,
        time: now,
        utc: now,
    };
    call.doc.memos.insert(comment, made);
    yes()
}

/// `ApiPresentation.GetAllComments`
pub fn all(call: &mut SlideCall<'_>) -> SlideResult {
    let deck = &call.doc.deck;
    let comments: Vec<NodeId> = deck
        .slides()
        .iter()
        .flat_map(|slide| deck.comments(*slide))
        .collect();
    Ok(list(comments.into_iter().map(SlideRef::Comment)))
}

fn get_reply(call: &mut SlideCall<'_>) -> SlideResult {
    let replies = call.doc.deck.replies(this(call)?);
    let index = place(call, 0, replies.len());
    or_null(index.and_then(|index| replies.get(index).copied().map(SlideRef::Reply)))
}

/// Text, author, user, and the place among the replies.
fn add_reply(call: &mut SlideCall<'_>) -> SlideResult {
    let comment = this(call)?;
    let count = call.doc.deck.replies(comment).len();
    match call.args.get(0) {
        Value::Text(text) if !text.is_empty() && count < MAX_COMMENTS => {
            let text = text.clone();
            let author = call.args.opt_text(1).unwrap_or_default().into_owned();
            let user = call.args.opt_text(2).map(std::borrow::Cow::into_owned);
            let index = place(call, 3, count).unwrap_or(count);
            let time = iso_8601(now() as i64);
            let deck = &mut call.doc.deck;
            let reply = deck.add_reply(comment, &author, &text, &time, index);
            if let Some(user) = user {
                view::set_user(call.doc.dom_mut(), reply, &user);
            }
        }
        _ => {}
    }
    itself(call)
}

/// The place of the first, how many, or all.
fn remove_replies(call: &mut SlideCall<'_>) -> SlideResult {
    let replies = call.doc.deck.replies(this(call)?);
    let start = usize::try_from(call.args.opt_integer(0).unwrap_or(0)).unwrap_or(0);
    let count = usize::try_from(call.args.opt_integer(1).unwrap_or(1)).unwrap_or(0);
    let all = call.args.boolean(2, false);
    let (start, count) = if all {
        (0, replies.len())
    } else {
        (start, count)
    };
    for reply in replies.into_iter().skip(start).take(count) {
        call.doc.deck.remove_comment(reply);
    }
    itself(call)
}
