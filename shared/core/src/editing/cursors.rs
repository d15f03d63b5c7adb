//! `POST /editing/{session}/cursor`: where a session's selection is, for others to see.

use serde_json::{Map, Value, json};
use spindle_delta::{Delta, Op};

use super::refusal::Refusal;
use super::session::Session;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::documents::DocumentError;
use crate::http::{Request, Response};
use crate::store::cursors::{self, Placed};
use crate::store::editings::{Editing, Kind};
use crate::store::{Statements, StoreError, operations};

/// Bytes of a selection, as JSON, at most.
const MOST_BYTES: usize = 1024;
/// Others' changes that a selection is moved over; one that is further behind is shown where it was.
const MOST_BEHIND: i64 = 1000;

pub(super) fn run<'a>(
    session: Session<'a, '_>,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    session.must_be_here()?;
    let body = session.body(&mut request)?;
    let v = body
        .get("version")
        .and_then(Value::as_i64)
        .filter(|version| *version >= 1)
        .ok_or_else(|| Refusal::bad_request("`version` is no whole number from 1 on"))?;
    let current = session.editing.version;
    if v > current {
        return Err(DocumentError::FutureVersion { v, current }.into());
    }
    let selection = selection(session.editing.kind, body.get("selection"))?.to_string();
    let me = (session.me.doc.as_str(), session.me.session.as_str());
    let placed = session
        .store
        .transaction(|transaction| cursors::place(transaction, me, (v, &selection)))?;
    if !placed {
        return Err(Refusal::no_session());
    }
    Ok(Response::json(SERVICE_TYPE, &json!({})))
}

/// A selection of that kind of document with the members that it has, and no others.
fn selection(kind: Kind, said: Option<&Value>) -> Result<Value, Refusal> {
    let members = match said {
        None | Some(Value::Null) => return Ok(Value::Null),
        Some(Value::Object(members)) => members,
        Some(_) => return Err(Refusal::bad_request("`selection` is no object, nor null")),
    };
    let numbers: &[&str] = match kind {
        Kind::Word => &["index", "length"],
        Kind::Cell => &["row", "col", "rowCount", "colCount"],
        Kind::Slide | Kind::Pdf => {
            let words = "in what is only shown nothing is selected";
            return Err(Refusal::bad_request(words));
        }
    };
    let mut kept = Map::new();
    if kind == Kind::Cell {
        let sheet = members.get("sheet").filter(|sheet| sheet.is_string());
        let sheet =
            sheet.ok_or_else(|| Refusal::bad_request("`selection.sheet` is no sheet's name"))?;
        kept.insert("sheet".to_owned(), sheet.clone());
    }
    for name in numbers {
        let number = members
            .get(*name)
            .and_then(Value::as_i64)
            .filter(|number| (0..=i64::from(u32::MAX)).contains(number))
            .ok_or_else(|| {
                Refusal::bad_request(format!("`selection.{name}` is no whole number from 0 on"))
            })?;
        kept.insert((*name).to_owned(), number.into());
    }
    let kept = Value::Object(kept);
    let bytes = kept.to_string().len();
    if bytes > MOST_BYTES {
        let words = format!("`selection` has {bytes} bytes, more than {MOST_BYTES}");
        return Err(Refusal::too_large(words));
    }
    Ok(kept)
}

/// Selections that moved.
pub(super) struct Moved {
    /// Each with the count of its move.
    pub cursors: Vec<(i64, Value)>,
    /// The newest move that is looked at with them.
    pub upto: i64,
}

/// The selections of others that moved `after` a count, as they are in the document `at` a version.
pub(super) fn moved(
    on: &impl Statements,
    editing: &Editing,
    session: &str,
    (after, at): (i64, i64),
) -> Result<Moved, StoreError> {
    let doc = editing.doc.as_str();
    let mut placed = cursors::moved_after(on, (doc, session), after)?;
    // What was selected in a version that came while this was read comes next time.
    let ready = placed.iter().position(|one| one.version > at);
    let is_all = ready.is_none();
    placed.truncate(ready.unwrap_or(placed.len()));
    let last = placed.last().map_or(after, |last| last.cursor);
    let upto = if is_all {
        last.max(editing.cursor)
    } else {
        last
    };
    let mut cursors = Vec::with_capacity(placed.len());
    for one in placed {
        let (cursor, number) = (one.cursor, one.number);
        let (version, selection) = brought(on, editing, one, at)?;
        cursors.push((
            cursor,
            json!({ "number": number, "version": version, "selection": selection }),
        ));
    }
    Ok(Moved { cursors, upto })
}

/// A selection and the version that it is meant on: in a text it is moved with what was changed since.
fn brought(
    on: &impl Statements,
    editing: &Editing,
    placed: Placed,
    at: i64,
) -> Result<(i64, Value), StoreError> {
    let damaged = |reason: String| StoreError::Damaged {
        what: "selection",
        reason,
    };
    let mut selection: Value =
        serde_json::from_str(&placed.selection).map_err(|error| damaged(error.to_string()))?;
    if selection.is_null() {
        return Ok((at, selection));
    }
    if editing.kind != Kind::Word {
        return Ok((placed.version, selection));
    }
    let behind = at.saturating_sub(placed.version);
    let number = |name: &str| selection.get(name).and_then(Value::as_u64);
    let (Some(index), Some(length)) = (number("index"), number("length")) else {
        return Ok((placed.version, selection));
    };
    if behind > MOST_BEHIND {
        return Ok((placed.version, selection));
    }
    let (mut start, mut end) = (index, index.saturating_add(length));
    for operation in operations::between(on, &editing.doc, placed.version, at)? {
        let change = Delta::from_slice(operation.body.as_bytes())
            .map_err(|error| damaged(error.to_string()))?;
        let is_empty = start == end;
        start = after(&change, start, true);
        end = if is_empty {
            start
        } else {
            after(&change, end, false).max(start)
        };
    }
    selection = json!({ "index": start, "length": end.saturating_sub(start) });
    Ok((at, selection))
}

/// Where a position is after a change; `is_pushed`: behind what is inserted right there.
fn after(change: &Delta, mut position: u64, is_pushed: bool) -> u64 {
    let mut at: u64 = 0;
    for op in change.ops() {
        if at > position {
            break;
        }
        let length = op.len();
        match op {
            Op::Delete(_) => {
                position = position.saturating_sub(length.min(position.saturating_sub(at)));
                continue;
            }
            Op::Insert(..) if at < position || is_pushed => {
                position = position.saturating_add(length);
            }
            Op::Insert(..) | Op::Retain(..) => {}
        }
        at = at.saturating_add(length);
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(json: Value) -> Delta {
        Delta::from_value(&json).unwrap()
    }

    #[test]
    fn positions_move_with_what_is_before_them() {
        let inserted =
            change(json!({ "ops": [{ "retain": 3 }, { "insert": "ab" }, { "delete": 2 }] }));
        for (from, pushed, stays) in [(2, 2, 2), (3, 5, 3), (4, 5, 5), (5, 5, 5), (9, 9, 9)] {
            assert_eq!(after(&inserted, from, true), pushed, "{from}");
            assert_eq!(after(&inserted, from, false), stays, "{from}");
        }
    }

    #[test]
    fn selections_are_those_of_their_document() {
        let text = json!({ "index": 3, "length": 0, "colour": "red" });
        assert_eq!(
            selection(Kind::Word, Some(&text)).unwrap(),
            json!({ "index": 3, "length": 0 })
        );
        assert!(selection(Kind::Cell, Some(&text)).is_err());
        for wrong in [json!({ "index": -1, "length": 0 }), json!("x"), json!([])] {
            assert!(selection(Kind::Word, Some(&wrong)).is_err(), "{wrong}");
        }
        let long =
            json!({ "sheet": "s".repeat(2000), "row": 0, "col": 0, "rowCount": 1, "colCount": 1 });
        let refused = selection(Kind::Cell, Some(&long)).unwrap_err();
        assert!(format!("{refused:?}").contains("too-large"), "{refused:?}");
    }
}
