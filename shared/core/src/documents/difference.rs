//! Beyond upstream: `GET /quill/bs/his/diff`, what became of a note between two versions and who did it.

use serde_json::{Value, json};
use spindle_delta::{Attributes, Content, Delta, Op, attributes};

use super::content::existing;
use super::fields::invalid;
use super::history::readable;
use super::session::{Answer, Session};
use super::{DocumentError, load};
use crate::error::Error;
use crate::store::nodes::Kind;
use crate::store::{operations, users};

/// Versions that are compared at most: each is gone through.
const MOST_VERSIONS: i64 = 5000;
/// Pieces that a document may fall into.
const MOST_PIECES: usize = 100_000;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let fid = session.fields.needed("fid")?;
    let from = session
        .fields
        .count("from")?
        .ok_or(DocumentError::Missing("from"))?;
    let to = session.fields.count("to")?;
    let seen = readable(session, &fid, Kind::Note)?;
    let from = existing(&seen.node, from)?;
    let to = existing(&seen.node, to.unwrap_or(seen.node.version))?;
    if to < from {
        return Err(invalid("to", "is before `from`").into());
    }
    if to - from > MOST_VERSIONS {
        return Err(invalid(
            "from",
            format!("is more than {MOST_VERSIONS} versions before `to`"),
        )
        .into());
    }
    let length = operations::length_at(&session.store, &fid, from)?.unwrap_or(0);
    let mut comparison = Comparison::new(u64::try_from(length).unwrap_or(0));
    let committed = operations::between(&session.store, &fid, from, to)?;
    for operation in &committed {
        let by = By {
            uid: operation.uid,
            v: operation.v + 1,
            at: operation.at,
        };
        comparison
            .apply(&load::delta(operation)?, by)
            .ok_or_else(|| {
                invalid(
                    "from",
                    "is so far before `to` that the difference has too many parts",
                )
            })?;
    }
    let uids: Vec<i64> = committed.iter().map(|operation| operation.uid).collect();
    let names = users::names(&session.store, &uids)?;
    let changes: Vec<Value> = comparison
        .changes()
        .into_iter()
        .map(|(op, by)| {
            let mut change = op_json(&op);
            if let (Some(by), Some(members)) = (by, change.as_object_mut()) {
                let name = names.get(&by.uid).map_or("", String::as_str);
                let by = json!({ "uid": by.uid, "name": name, "v": by.v, "t": by.at });
                members.insert("by".to_owned(), by);
            }
            change
        })
        .collect();
    Ok(Answer::of(
        &json!({ "from": from, "to": to, "ops": changes }),
    ))
}

fn op_json(op: &Op) -> Value {
    let mut one = Delta::new();
    one.push(op.clone());
    let mut list = serde_json::to_value(&one).unwrap_or_default();
    list.get_mut(0).map(Value::take).unwrap_or_default()
}

/// Who did something: the last one who did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct By {
    uid: i64,
    /// The version that it made.
    v: i64,
    at: i64,
}

/// A stretch of the document that has one fate.
#[derive(Debug, Clone)]
struct Piece {
    length: u64,
    /// What was inserted; `None`: it was there before.
    content: Option<(Content, By)>,
    /// How it was formatted since, or, of what was inserted, how it is formatted.
    attributes: Attributes,
    formatted: Option<By>,
    deleted: Option<By>,
}

impl Piece {
    fn old(length: u64) -> Self {
        Self {
            length,
            content: None,
            attributes: Attributes::none(),
            formatted: None,
            deleted: None,
        }
    }

    /// Cuts a piece in two; `None` where that would cut a character.
    fn split(&self, at: u64) -> Option<(Self, Self)> {
        let part = |from: u64, to: u64| {
            let content = match &self.content {
                Some((Content::Text(text), by)) => {
                    Some((Content::Text(text.slice(from..to)?), *by))
                }
                other => other.clone(),
            };
            Some(Self {
                length: to - from,
                content,
                ..self.clone()
            })
        };
        Some((part(0, at)?, part(at, self.length)?))
    }
}

/// The old document, with what was inserted, formatted and deleted since marked in it.
struct Comparison {
    pieces: Vec<Piece>,
}

impl Comparison {
    fn new(length: u64) -> Self {
        let pieces = if length > 0 {
            vec![Piece::old(length)]
        } else {
            Vec::new()
        };
        Self { pieces }
    }

    /// Marks one operation; `None` when there are too many pieces, or the operation does not fit.
    fn apply(&mut self, delta: &Delta, by: By) -> Option<()> {
        let mut done = Vec::with_capacity(self.pieces.len() + delta.ops().len());
        let mut rest = std::mem::take(&mut self.pieces).into_iter();
        // What is left of the piece that the last component ended in.
        let mut open: Option<Piece> = None;
        for op in delta.ops() {
            let mut wanted = match op {
                Op::Insert(content, attributes) => {
                    done.push(Piece {
                        length: content.len(),
                        content: Some((content.clone(), by)),
                        attributes: attributes.clone(),
                        formatted: None,
                        deleted: None,
                    });
                    continue;
                }
                Op::Retain(length, _) | Op::Delete(length) => *length,
            };
            while wanted > 0 {
                let piece = open.take().or_else(|| rest.next())?;
                // What is gone already is not there for the operation.
                if piece.deleted.is_some() {
                    done.push(piece);
                    continue;
                }
                let mut piece = if piece.length > wanted {
                    let (head, tail) = piece.split(wanted)?;
                    open = Some(tail);
                    head
                } else {
                    piece
                };
                wanted -= piece.length;
                match op {
                    Op::Retain(_, change) if !change.is_empty() => {
                        let keeps_null = piece.content.is_none();
                        piece.attributes =
                            attributes::compose(&piece.attributes, change, keeps_null);
                        piece.formatted = Some(by);
                    }
                    Op::Delete(_) => piece.deleted = Some(by),
                    _ => {}
                }
                // What came and went between the versions did not happen.
                if piece.content.is_none() || piece.deleted.is_none() {
                    done.push(piece);
                }
            }
        }
        done.extend(open);
        done.extend(rest);
        self.pieces = done;
        (self.pieces.len() <= MOST_PIECES).then_some(())
    }

    /// The components of the difference, with who did each. Neighbours with one fate are one.
    fn changes(self) -> Vec<(Op, Option<By>)> {
        let mut changes: Vec<(Op, Option<By>)> = Vec::new();
        for piece in self.pieces {
            let (op, by) = match (piece.content, piece.deleted) {
                (Some((content, by)), _) => (
                    Op::Insert(content, piece.attributes),
                    Some(piece.formatted.unwrap_or(by)),
                ),
                (None, Some(by)) => (Op::Delete(piece.length), Some(by)),
                (None, None) => (Op::Retain(piece.length, piece.attributes), piece.formatted),
            };
            if let Some((last, author)) = changes.last_mut()
                && same_author(author.as_ref(), by.as_ref())
                && join(last, &op)
            {
                // The later of the two says when.
                if by.is_some_and(|by| author.is_none_or(|author| by.v > author.v)) {
                    *author = by;
                }
            } else {
                changes.push((op, by));
            }
        }
        while matches!(changes.last(), Some((Op::Retain(_, attributes), _)) if attributes.is_empty())
        {
            changes.pop();
        }
        changes
    }
}

fn same_author(one: Option<&By>, other: Option<&By>) -> bool {
    one.map(|by| by.uid) == other.map(|by| by.uid)
}

/// Adds a component to the one before it where both say the same.
fn join(last: &mut Op, next: &Op) -> bool {
    match (last, next) {
        (Op::Insert(Content::Text(text), mine), Op::Insert(Content::Text(more), theirs))
            if mine == theirs =>
        {
            text.push(more);
            true
        }
        (Op::Retain(length, mine), Op::Retain(more, theirs)) if mine == theirs => {
            *length += more;
            true
        }
        (Op::Delete(length), Op::Delete(more)) => {
            *length += more;
            true
        }
        _ => false,
    }
}
