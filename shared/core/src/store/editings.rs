//! Documents under edit, by their keys, and what their editors are told.

use super::operations::State;
use super::{
    BlobRef, Columns, Statements, StoreError, Transaction, blobs, objects, operations, saves,
    snapshots,
};
use crate::ports::{Row, Value};

/// Where a document under edit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It is being downloaded and read.
    Opening,
    /// It can be edited.
    Open,
    /// Its final save was accepted: the key is over.
    Saved,
}

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text: its content is a Delta.
    Word,
    /// A spreadsheet: its content is a workbook.
    Cell,
    /// A presentation. It is only shown, as pages, and has no content.
    Slide,
    /// Pages as they are printed. They are only shown.
    Pdf,
}

impl Kind {
    /// As the API names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Cell => "cell",
            Self::Slide => "slide",
            Self::Pdf => "pdf",
        }
    }

    /// Whether documents of this kind are edited; others are only shown.
    pub(crate) fn is_edited(self) -> bool {
        matches!(self, Self::Word | Self::Cell)
    }
}

/// A document under edit as its row says.
#[derive(Debug, Clone)]
pub(crate) struct Editing {
    pub key: String,
    pub doc: String,
    pub phase: Phase,
    pub kind: Kind,
    pub file_type: String,
    pub title: String,
    /// The file that it came from.
    pub origin: BlobRef,
    /// SHA-256 of that file, in hexadecimal digits.
    pub digest: String,
    /// Whether that is a forgotten file.
    pub forgotten: bool,
    pub version: i64,
    /// How its content is kept; `at` is when it was last changed.
    pub state: State,
    /// Bytes of all changes.
    pub weight: i64,
    /// How many sessions there ever were.
    pub people: i64,
    /// The newest event.
    pub event: i64,
    /// How often selections moved.
    pub cursor: i64,
    /// The number of who changed it last; 0: nobody.
    pub changer: i64,
    /// The number of the editor who left last; 0: nobody.
    pub leaver: i64,
    /// When the final save is due.
    pub save_due: Option<i64>,
    /// When it saves itself.
    pub auto_due: Option<i64>,
    /// The newest version that the storage has accepted.
    pub delivered: i64,
    pub next_key: String,
    /// When the final save was accepted.
    pub ended: i64,
}

impl Editing {
    /// Whether somebody changed it since it was opened.
    pub(crate) fn is_changed(&self) -> bool {
        self.version > 1
    }

    /// Whether it is an old version that one session looks at.
    pub(crate) fn is_history(&self) -> bool {
        self.key.starts_with(HISTORY)
    }

    /// The key as integrators know it.
    pub(crate) fn shown_key(&self) -> &str {
        if self.is_history() {
            self.key.rsplit('/').next().unwrap_or_default()
        } else {
            &self.key
        }
    }

    /// Whether closing it makes a save: a forgotten file is delivered again, changed or not.
    pub(crate) fn is_to_be_saved(&self) -> bool {
        self.is_changed() || self.forgotten
    }
}

/// What the keys of old versions that somebody looks at begin with; no key of an integrator has a slash.
const HISTORY: &str = "history/";

/// The key under which an old version of the document `key` is open; `name` is nobody else's.
pub(crate) fn history_key(name: &str, key: &str) -> String {
    format!("{HISTORY}{name}/{key}")
}

const COLUMNS: &str = "key, doc, phase, kind, file_type, title, origin, origin_length, digest, forgotten, version, length,
  bytes, head, pending, changed, weight, people, event, changer, leaver, save_due, auto_due, delivered, next_key, ended, cursor";

fn read(row: &Row) -> Result<Editing, StoreError> {
    let columns = Columns::of("document under edit", row);
    Ok(Editing {
        key: columns.string(0)?,
        doc: columns.string(1)?,
        phase: match columns.text(2)? {
            "opening" => Phase::Opening,
            "open" => Phase::Open,
            _ => Phase::Saved,
        },
        kind: match columns.text(3)? {
            "cell" => Kind::Cell,
            "slide" => Kind::Slide,
            "pdf" => Kind::Pdf,
            _ => Kind::Word,
        },
        file_type: columns.string(4)?,
        title: columns.string(5)?,
        origin: BlobRef {
            id: columns.string(6)?,
            length: u64::try_from(columns.integer(7)?).unwrap_or(0),
        },
        digest: columns.string(8)?,
        forgotten: columns.integer(9)? != 0,
        version: columns.integer(10)?,
        state: State {
            length: columns.integer(11)?,
            bytes: columns.integer(12)?,
            head: columns.integer(13)?,
            pending: columns.integer(14)?,
            at: columns.integer(15)?,
        },
        weight: columns.integer(16)?,
        people: columns.integer(17)?,
        event: columns.integer(18)?,
        changer: columns.integer(19)?,
        leaver: columns.integer(20)?,
        save_due: row.integer(21),
        auto_due: row.integer(22),
        delivered: columns.integer(23)?,
        next_key: columns.string(24)?,
        ended: columns.integer(25)?,
        cursor: columns.integer(26)?,
    })
}

fn only(on: &impl Statements, condition: &str, value: &str) -> Result<Option<Editing>, StoreError> {
    let statement = format!("SELECT {COLUMNS} FROM editings WHERE {condition} = ?1");
    let rows = on.run(&statement, &[value.into()])?;
    rows.rows.first().map(read).transpose()
}

/// The document under that key.
pub(crate) fn find(on: &impl Statements, key: &str) -> Result<Option<Editing>, StoreError> {
    only(on, "key", key)
}

/// The document whose content has that name.
pub(crate) fn of_doc(on: &impl Statements, doc: &str) -> Result<Option<Editing>, StoreError> {
    only(on, "doc", doc)
}

/// Begins to open a document; answers false, with nothing changed, when the key is taken.
pub(crate) fn begin(
    transaction: &Transaction<'_>,
    key: &str,
    doc: &str,
    title: &str,
) -> Result<bool, StoreError> {
    transaction.any(
        "INSERT INTO editings (key, doc, phase, title, touched) VALUES (?1, ?2, 'opening', ?3, ?4)
         ON CONFLICT (key) DO NOTHING RETURNING key",
        &[
            key.into(),
            doc.into(),
            title.into(),
            transaction.now_ms().into(),
        ],
    )
}

/// What a document is once it is read.
pub(crate) struct Opened<'o> {
    pub kind: Kind,
    pub file_type: &'o str,
    pub origin: &'o BlobRef,
    pub digest: &'o str,
    pub forgotten: bool,
    /// Of a text, its length in UTF-16 units.
    pub length: i64,
    /// Its content, as JSON; what is only shown has none.
    pub json: Option<Vec<u8>>,
}

/// Makes version 1 of a document that is being opened; answers false, with nothing changed, when it is not any more.
pub(crate) fn open(
    transaction: &Transaction<'_>,
    doc: &str,
    opened: Opened<'_>,
) -> Result<bool, StoreError> {
    let now = transaction.now_ms();
    let bytes = opened.json.as_ref().map_or(0, Vec::len);
    let is_opening = transaction.any(
        "UPDATE editings SET phase = 'open', kind = ?2, file_type = ?3, origin = ?4, origin_length = ?5, digest = ?6,
           forgotten = ?7, length = ?8, bytes = ?9, touched = ?10
         WHERE doc = ?1 AND phase = 'opening' RETURNING doc",
        &[
            doc.into(),
            opened.kind.name().into(),
            opened.file_type.into(),
            opened.origin.id.as_str().into(),
            i64::try_from(opened.origin.length).unwrap_or(i64::MAX).into(),
            opened.digest.into(),
            i64::from(opened.forgotten).into(),
            opened.length.into(),
            i64::try_from(bytes).unwrap_or(i64::MAX).into(),
            now.into(),
        ],
    )?;
    if is_opening {
        blobs::keep(transaction, opened.origin, i64::MAX, now)?;
        if let Some(bytes) = opened.json {
            let snapshot = snapshots::Snapshot { v: 1, bytes };
            // The first stays for good: what editors made of it is compared with it.
            snapshots::insert(transaction, doc, &snapshot, true)?;
        }
    }
    Ok(is_opening)
}

/// Forgets a document that could not be opened.
pub(crate) fn give_up(transaction: &Transaction<'_>, doc: &str) -> Result<(), StoreError> {
    transaction.run(
        "DELETE FROM editings WHERE doc = ?1 AND phase = 'opening'",
        &[doc.into()],
    )?;
    Ok(())
}

/// What a change makes of a document's row.
pub(crate) struct Moved<'m> {
    pub from: i64,
    pub to: i64,
    pub state: &'m State,
    pub changer: i64,
    /// Bytes that the change has.
    pub weight: i64,
    /// When it saves itself, unless that is settled.
    pub auto_due: Option<i64>,
}

/// Moves an open document on; answers false, with nothing changed, when it is at another version, or not open.
pub(crate) fn move_on(
    transaction: &Transaction<'_>,
    doc: &str,
    moved: &Moved<'_>,
) -> Result<bool, StoreError> {
    let state = moved.state;
    transaction.any(
        "UPDATE editings SET version = ?3, length = ?4, bytes = ?5, head = ?6, pending = ?7, changed = ?8, changer = ?9,
           weight = weight + ?10, auto_due = coalesce(auto_due, ?11), touched = ?8
         WHERE doc = ?1 AND version = ?2 AND phase = 'open' RETURNING doc",
        &[
            doc.into(),
            moved.from.into(),
            moved.to.into(),
            state.length.into(),
            state.bytes.into(),
            state.head.into(),
            state.pending.into(),
            state.at.into(),
            moved.changer.into(),
            moved.weight.into(),
            moved.auto_due.into(),
        ],
    )
}

/// A value that a document's row gets by itself.
pub(crate) enum Set {
    /// When the final save is due.
    SaveDue(Option<i64>),
    /// When it saves itself.
    AutoDue(Option<i64>),
    /// The editor who left last.
    Leaver(i64),
    /// The newest version that the storage has accepted, unless a newer one is.
    Delivered(i64),
    /// That there is one session more.
    People(i64),
}

/// Sets a value of an open document.
pub(crate) fn set(on: &impl Statements, doc: &str, set: &Set) -> Result<(), StoreError> {
    let (assignment, value): (&str, Value) = match set {
        Set::SaveDue(at) => ("save_due = ?2", (*at).into()),
        Set::AutoDue(at) => ("auto_due = ?2", (*at).into()),
        Set::Leaver(number) => ("leaver = ?2", (*number).into()),
        Set::Delivered(version) => ("delivered = max(delivered, ?2)", (*version).into()),
        Set::People(number) => ("people = ?2", (*number).into()),
    };
    let statement = format!("UPDATE editings SET {assignment} WHERE doc = ?1 AND phase = 'open'");
    on.run(&statement, &[doc.into(), value])?;
    Ok(())
}

/// Gives an open document another title.
pub(crate) fn set_title(on: &impl Statements, doc: &str, title: &str) -> Result<(), StoreError> {
    on.run(
        "UPDATE editings SET title = ?2 WHERE doc = ?1 AND phase = 'open'",
        &[doc.into(), title.into()],
    )?;
    Ok(())
}

/// Tells a document's editors something; `body` is a JSON object. Answers the event's number.
pub(crate) fn tell(
    transaction: &Transaction<'_>,
    doc: &str,
    body: &serde_json::Value,
) -> Result<i64, StoreError> {
    let event = transaction
        .number(
            "UPDATE editings SET event = event + 1, touched = max(touched, ?2) WHERE doc = ?1 RETURNING event",
            &[doc.into(), transaction.now_ms().into()],
        )?
        .unwrap_or(0);
    if event > 0 {
        transaction.run(
            "INSERT INTO editing_events (doc, event, body) VALUES (?1, ?2, ?3)",
            &[doc.into(), event.into(), body.to_string().into()],
        )?;
    }
    Ok(event)
}

/// What editors were told after an event, at most `most`.
pub(crate) fn told_after(
    on: &impl Statements,
    doc: &str,
    event: i64,
    most: i64,
) -> Result<Vec<(i64, String)>, StoreError> {
    let rows = on.run(
        "SELECT event, body FROM editing_events WHERE doc = ?1 AND event > ?2 ORDER BY event LIMIT ?3",
        &[doc.into(), event.into(), most.into()],
    )?;
    rows.rows
        .iter()
        .map(|row| {
            let columns = Columns::of("event", row);
            Ok((columns.integer(0)?, columns.string(1)?))
        })
        .collect()
}

/// Ends a document whose final save was accepted: its key is over and says the next one; the content goes.
pub(crate) fn finish(
    transaction: &Transaction<'_>,
    editing: &Editing,
    next_key: &str,
) -> Result<(), StoreError> {
    let now = transaction.now_ms();
    transaction.run(
        "UPDATE editings SET phase = 'saved', next_key = ?2, ended = ?3, touched = ?3, delivered = version, save_due = NULL,
           auto_due = NULL
         WHERE doc = ?1",
        &[editing.doc.as_str().into(), next_key.into(), now.into()],
    )?;
    // Viewers may still be there; there is nothing left for them to see.
    transaction.run(
        "UPDATE participants SET state = 'left' WHERE doc = ?1",
        &[editing.doc.as_str().into()],
    )?;
    clear(transaction, editing)
}

/// Forgets a document with everything of it.
pub(crate) fn remove(transaction: &Transaction<'_>, editing: &Editing) -> Result<(), StoreError> {
    let doc = || -> Value { editing.doc.as_str().into() };
    clear(transaction, editing)?;
    transaction.run("DELETE FROM editings WHERE doc = ?1", &[doc()])?;
    transaction.run("DELETE FROM participants WHERE doc = ?1", &[doc()])?;
    Ok(())
}

fn clear(transaction: &Transaction<'_>, editing: &Editing) -> Result<(), StoreError> {
    let doc = editing.doc.as_str();
    saves::end_all(transaction, doc)?;
    operations::forget(transaction, doc)?;
    snapshots::forget(transaction, doc)?;
    objects::forget(transaction, doc)?;
    transaction.run("DELETE FROM editing_events WHERE doc = ?1", &[doc.into()])?;
    transaction.run("DELETE FROM object_uses WHERE fid = ?1", &[doc.into()])?;
    blobs::release(transaction, &editing.origin.id, transaction.now_ms())
}

/// The keys of at most `most` documents for which something is due since `now`: a save, a callback, an editor who went
/// silent. Which ones is left to chance, so that those who ask at the same time do not all get the same.
pub(crate) fn due(
    on: &impl Statements,
    now: i64,
    silent_since: i64,
    most: i64,
) -> Result<Vec<String>, StoreError> {
    on.texts(
        "SELECT key FROM (
           SELECT key FROM editings WHERE save_due <= ?1
           UNION ALL SELECT key FROM editings WHERE auto_due <= ?1
           UNION ALL SELECT key FROM outbox WHERE state = 'waiting' AND due <= ?1
           UNION ALL SELECT key FROM outbox WHERE state = 'delivering' AND lease_until <= ?1
           UNION ALL SELECT s.key FROM jobs j JOIN saves s ON s.id = CAST(j.key AS INTEGER) JOIN editings e ON e.doc = s.doc
             WHERE j.kind = 'assembly' AND s.state = 'assembling' AND (j.state = 'queued' OR (j.state = 'running' AND j.lease_until <= ?1))
           UNION ALL SELECT key FROM hosted_keys WHERE refresh_due <= ?1
           UNION ALL SELECT e.key FROM participants p JOIN editings e ON e.doc = p.doc
             WHERE p.state <> 'left' AND p.seen <= ?2 AND e.phase = 'open'
         ) GROUP BY key ORDER BY random() LIMIT ?3",
        &[now.into(), silent_since.into(), most.into()],
    )
}

/// How many documents are to be saved soon: their delay has not passed.
pub(crate) fn saved_soon(on: &impl Statements, now: i64) -> Result<i64, StoreError> {
    let number = on.number(
        "SELECT count(*) FROM editings WHERE save_due > ?1",
        &[now.into()],
    )?;
    Ok(number.unwrap_or(0))
}

/// Forgets at most `most` documents that were last touched before a time, that nobody has open and that have nothing to be
/// saved; answers how many.
pub(crate) fn sweep(
    transaction: &Transaction<'_>,
    before: i64,
    most: i64,
) -> Result<usize, StoreError> {
    let rows = transaction.run(
        &format!(
            "SELECT {COLUMNS} FROM editings e WHERE touched < ?1 AND save_due IS NULL
               AND (phase <> 'open' OR version <= delivered)
               AND NOT EXISTS (SELECT 1 FROM participants p WHERE p.doc = e.doc AND p.state <> 'left')
               AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.doc = e.doc AND o.state IN ('waiting', 'delivering'))
               AND NOT EXISTS (SELECT 1 FROM saves s WHERE s.doc = e.doc AND s.state = 'assembling')
             LIMIT ?2"
        ),
        &[before.into(), most.into()],
    )?;
    let old = rows.rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    for editing in &old {
        remove(transaction, editing)?;
    }
    Ok(old.len())
}
