//! `ApiBookmark`, and the document's members that find bookmarks.

use spindle_ooxml::NodeId;

use super::handle::{no, or_null, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult, search};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiBookmark",
    parent: None,
    members: &[
        Member::new("GetName", get_name),
        Member::new("SetName", set_name),
        Member::new("GetText", get_text),
        Member::new("SetText", set_text),
        Member::new("GetRange", get_range),
        Member::new("Delete", delete),
        Member::new("GoTo", |call| super::selection::to_bookmark(call, false)),
        // It answers `false` although it selects, as in the original.
        Member::new("Select", |call| {
            super::selection::to_bookmark(call, true)?;
            no()
        }),
    ],
    properties: &[],
};

/// `ApiDocument.GetAllBookmarksNames`
pub fn names(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let names = call
        .doc
        .text
        .bookmarks()
        .into_iter()
        .filter_map(|node| dom.attr(node, "w:name"));
    Ok(Value::List(names.map(Into::into).collect()))
}

fn named(call: &WordCall<'_>) -> Option<NodeId> {
    call.doc.text.bookmark(&call.args.opt_text(0)?)
}

/// `ApiDocument.GetBookmark`
pub fn find(call: &mut WordCall<'_>) -> WordResult {
    Ok(or_null(named(call).map(WordRef::Bookmark)))
}

fn range_of(call: &WordCall<'_>, bookmark: NodeId) -> Option<WordRef> {
    let (start, end) = call.doc.text.bookmark_span(bookmark)?;
    Some(WordRef::Range(call.doc.text.body(), start, end))
}

/// `ApiDocument.GetBookmarkRange`
pub fn find_range(call: &mut WordCall<'_>) -> WordResult {
    Ok(or_null(
        named(call).and_then(|bookmark| range_of(call, bookmark)),
    ))
}

/// `ApiDocument.DeleteBookmark`: `true` whether there was one or not.
pub fn delete_named(call: &mut WordCall<'_>) -> WordResult {
    if let Some(bookmark) = named(call) {
        call.doc.text.remove_bookmark(bookmark);
    }
    yes()
}

fn get_name(call: &mut WordCall<'_>) -> WordResult {
    Ok(call
        .doc
        .dom()
        .attr(this(call)?, "w:name")
        .unwrap_or_default()
        .into())
}

fn set_name(call: &mut WordCall<'_>) -> WordResult {
    let bookmark = this(call)?;
    let Value::Text(name) = call.args.get(0) else {
        return no();
    };
    let name = name.clone();
    if name.is_empty()
        || call
            .doc
            .text
            .bookmark(&name)
            .is_some_and(|other| other != bookmark)
    {
        return no();
    }
    call.doc.dom_mut().set_attr(bookmark, "w:name", &name);
    yes()
}

fn get_range(call: &mut WordCall<'_>) -> WordResult {
    let bookmark = this(call)?;
    Ok(or_null(range_of(call, bookmark)))
}

fn get_text(call: &mut WordCall<'_>) -> WordResult {
    let bookmark = this(call)?;
    let options = super::options::text_options(call, 0);
    let span = call.doc.text.bookmark_span(bookmark);
    Ok(span
        .map(|(start, end)| {
            call.doc
                .text
                .span_text(call.doc.text.body(), start, end, &options)
        })
        .unwrap_or_default()
        .into())
}

fn set_text(call: &mut WordCall<'_>) -> WordResult {
    let bookmark = this(call)?;
    let Value::Text(text) = call.args.get(0) else {
        return no();
    };
    let text = text.clone();
    let span = call.doc.text.bookmark_span(bookmark);
    let Some((start, end)) = span.filter(|_| !text.is_empty()) else {
        return no();
    };
    let body = call.doc.text.body();
    search::replace(call.doc, body, start, end, &text);
    yes()
}

fn delete(call: &mut WordCall<'_>) -> WordResult {
    let bookmark = this(call)?;
    Ok(call.doc.text.remove_bookmark(bookmark).into())
}
