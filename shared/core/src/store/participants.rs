//! Who has documents under edit open, or had.

use super::{Columns, Statements, StoreError, Transaction};
use crate::ports::Row;

/// Whether somebody may change the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Edit,
    View,
}

impl Mode {
    /// As the API names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::View => "view",
        }
    }
}

/// Whether a session is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Here,
    /// It may not write any more, and has not said yet that it left.
    Dropped,
    Left,
}

impl Presence {
    fn name(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Dropped => "dropped",
            Self::Left => "left",
        }
    }
}

/// A session as its row says.
#[derive(Debug, Clone)]
pub(crate) struct Participant {
    pub session: String,
    pub doc: String,
    pub number: i64,
    pub user: String,
    pub name: String,
    pub mode: Mode,
    pub presence: Presence,
    /// Where this user's storage listens; empty: nowhere.
    pub callback: String,
    /// Whether a token says that.
    pub vouched: bool,
    /// The base of links, as this session reached the service.
    pub base: String,
    /// The shard key that links repeat, with its parameter: `shardkey=..`.
    pub shard: String,
    /// When it last called.
    pub seen: i64,
    /// Its newest call that changed something.
    pub seq: i64,
    /// The version that this call was answered.
    pub made: i64,
    /// Whether it may have the document as a file.
    pub downloads: bool,
    /// Whether it may print it.
    pub prints: bool,
}

impl Participant {
    /// Whether it is there as an editor.
    pub(crate) fn edits(&self) -> bool {
        self.mode == Mode::Edit && self.presence != Presence::Left
    }
}

const COLUMNS: &str = "session, doc, number, user, name, mode, state, callback, vouched, base, shard, seen, seq, made,
  downloads, prints";

fn read(row: &Row) -> Result<Participant, StoreError> {
    let columns = Columns::of("session", row);
    Ok(Participant {
        session: columns.string(0)?,
        doc: columns.string(1)?,
        number: columns.integer(2)?,
        user: columns.string(3)?,
        name: columns.string(4)?,
        mode: match columns.text(5)? {
            "edit" => Mode::Edit,
            _ => Mode::View,
        },
        presence: match columns.text(6)? {
            "here" => Presence::Here,
            "dropped" => Presence::Dropped,
            _ => Presence::Left,
        },
        callback: columns.string(7)?,
        vouched: columns.integer(8)? != 0,
        base: columns.string(9)?,
        shard: columns.string(10)?,
        seen: columns.integer(11)?,
        seq: columns.integer(12)?,
        made: columns.integer(13)?,
        downloads: columns.integer(14)? != 0,
        prints: columns.integer(15)? != 0,
    })
}

/// The session of that name.
pub(crate) fn find(on: &impl Statements, session: &str) -> Result<Option<Participant>, StoreError> {
    let statement = format!("SELECT {COLUMNS} FROM participants WHERE session = ?1");
    let rows = on.run(&statement, &[session.into()])?;
    rows.rows.first().map(read).transpose()
}

/// All sessions that a document has or had, in the order in which they joined.
pub(crate) fn of(on: &impl Statements, doc: &str) -> Result<Vec<Participant>, StoreError> {
    let statement = format!("SELECT {COLUMNS} FROM participants WHERE doc = ?1 ORDER BY number");
    let rows = on.run(&statement, &[doc.into()])?;
    rows.rows.iter().map(read).collect()
}

/// Keeps a new session.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    participant: &Participant,
) -> Result<(), StoreError> {
    transaction.run(
        &format!(
            "INSERT INTO participants ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
        ),
        &[
            participant.session.as_str().into(),
            participant.doc.as_str().into(),
            participant.number.into(),
            participant.user.as_str().into(),
            participant.name.as_str().into(),
            participant.mode.name().into(),
            participant.presence.name().into(),
            participant.callback.as_str().into(),
            i64::from(participant.vouched).into(),
            participant.base.as_str().into(),
            participant.shard.as_str().into(),
            participant.seen.into(),
            participant.seq.into(),
            participant.made.into(),
            i64::from(participant.downloads).into(),
            i64::from(participant.prints).into(),
        ],
    )?;
    Ok(())
}

/// Says that a session called; answers whether it is there.
pub(crate) fn saw(on: &impl Statements, session: &str, now: i64) -> Result<bool, StoreError> {
    on.any(
        "UPDATE participants SET seen = max(seen, ?2) WHERE session = ?1 AND state = 'here' RETURNING session",
        &[session.into(), now.into()],
    )
}

/// Says which of its calls a session made last, and the version that it was answered.
pub(crate) fn set_seq(
    transaction: &Transaction<'_>,
    session: &str,
    (seq, made): (i64, i64),
) -> Result<(), StoreError> {
    transaction.run(
        "UPDATE participants SET seq = ?2, made = ?3, seen = max(seen, ?4) WHERE session = ?1",
        &[
            session.into(),
            seq.into(),
            made.into(),
            transaction.now_ms().into(),
        ],
    )?;
    Ok(())
}

/// Says whether a session is there; answers false, with nothing changed, when it has left.
pub(crate) fn set_presence(
    transaction: &Transaction<'_>,
    session: &str,
    presence: Presence,
) -> Result<bool, StoreError> {
    transaction.any(
        "UPDATE participants SET state = ?2 WHERE session = ?1 AND state <> 'left' RETURNING session",
        &[session.into(), presence.name().into()],
    )
}

/// Who is silent since a time: the sessions of a document that did not call after it.
pub(crate) fn silent(
    on: &impl Statements,
    doc: &str,
    since: i64,
) -> Result<Vec<String>, StoreError> {
    on.texts(
        "SELECT session FROM participants WHERE doc = ?1 AND state <> 'left' AND seen <= ?2 ORDER BY number",
        &[doc.into(), since.into()],
    )
}

/// Lets a session that may not write any more, or whose connection broke, count as one that called last at a time.
pub(crate) fn let_go(on: &impl Statements, session: &str, seen: i64) -> Result<(), StoreError> {
    on.run(
        "UPDATE participants SET seen = min(seen, ?2) WHERE session = ?1",
        &[session.into(), seen.into()],
    )?;
    Ok(())
}

/// How many sessions of editors there are, in all documents.
pub(crate) fn editors(on: &impl Statements) -> Result<i64, StoreError> {
    let number = on.number(
        "SELECT count(*) FROM participants WHERE state <> 'left' AND mode = 'edit'",
        &[],
    )?;
    Ok(number.unwrap_or(0))
}
